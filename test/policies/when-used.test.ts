import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { whenUsed } from "../../policies/when-used";

const root = join(__dirname, "../..");

test("the SDK loads without its automation API and npm's resolver, and each loads when it is used", () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        import { loadSdk } from "./policies/when-used";
        const { PolicyPack } = loadSdk(() => require("@pulumi/policy"));
        const loaded = () => ["automation", "arborist"].filter((part) =>
          Object.keys(require.cache).some((file) => file.replaceAll("\\\\", "/").includes("/" + part + "/")));
        const before = loaded();
        const { automation } = require("@pulumi/pulumi");
        const used = typeof automation.LocalWorkspace;
        console.log(JSON.stringify([typeof PolicyPack, before, used, loaded()]));`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    external: ["@pulumi/*"],
  });
  const program = outputFiles[0]?.text ?? "";
  const said = execFileSync(process.execPath, ["-"], { cwd: root, input: program, encoding: "utf8" });
  expect(JSON.parse(said)).toEqual(["function", [], "function", ["automation"]]);
});

describe("what stands for a module", () => {
  const load = jest.fn(() => ({ one: 1, two: 2 }));
  const module = whenUsed(load, { version: "3" }) as Record<string, unknown>;

  test("gives what is known of it without loading it", () => {
    expect([module.version, module.__esModule, "version" in module]).toEqual(["3", true, true]);
    expect(load).not.toHaveBeenCalled();
  });

  test("has everything that the module has, which it loads once", () => {
    expect([module.one, "two" in module, "three" in module, Object.keys(module)]).toEqual([
      1,
      true,
      false,
      ["one", "two"],
    ]);
    expect(load).toHaveBeenCalledTimes(1);
  });
});

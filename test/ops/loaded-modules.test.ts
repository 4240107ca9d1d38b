import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledCommand } from "./compiled-command";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-loaded-"));
const hook = join(folder, "hook.cjs");
let command: CompiledCommand;

beforeAll(() => {
  command = new CompiledCommand();
  writeFileSync(
    hook,
    `process.on("exit", () => require("fs").writeFileSync(process.env.LOADED, JSON.stringify(Object.keys(require.cache))));`,
  );
});

afterAll(() => {
  command.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Packages that a run of the command loads. */
async function loaded(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const file = join(folder, "loaded.json");
  await command.run(folder, words, "", { NODE_OPTIONS: `--require ${hook}`, LOADED: file, ...environment });
  const files = JSON.parse(readFileSync(file, "utf8")) as string[];
  const names = files.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

test.each([["--help"], ["--version"], ["contain", "--help"], ["help", "rotate"], ["no-such-command"]])(
  "bulkhead %s %s loads no package",
  async (...words) => {
    expect(await loaded(words)).toEqual([]);
  },
);

test("AWS is loaded when it is called, and no service that is not", async () => {
  writeFileSync(join(folder, "attestations.yaml"), "");
  const about = ["audit", "--attest", "used", "--key", "00112233aabbccdd", "--by", "Ann"];
  expect((await loaded(about)).filter((name) => name.startsWith("@aws-sdk/client-"))).toEqual([]);
  const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const all = await loaded(["contain", "--all-bots", "--region", "eu-west-1"], nowhere);
  expect(all.filter((name) => name.startsWith("@aws-sdk/client-"))).toEqual([
    "@aws-sdk/client-ec2",
    "@aws-sdk/client-secrets-manager",
  ]);
});

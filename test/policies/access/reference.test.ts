import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const reference = "@cloud-copilot/";

/** The reference that decisions are held against stands under the AGPL: it may run in tests and ship with nothing. */
test("the IAM simulator is a dependency of development alone, with all that it brings along", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  expect(Object.keys(dependencies ?? {}).filter((name) => name.startsWith(reference))).toEqual([]);
  expect(Object.keys(devDependencies ?? {}).filter((name) => name.startsWith(reference))).toEqual([
    `${reference}iam-simulate`,
  ]);
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { dev?: boolean }> };
  const locked = Object.entries(packages).filter(([path]) => path.includes(reference));
  expect(locked.length).toBeGreaterThan(1);
  expect(locked.filter(([, { dev }]) => dev !== true)).toEqual([]);
});

test.each(["exchanges", "infra", "ops", "policies", "scripts"])("nothing in %s names it", (room) => {
  const files = readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(?:ts|mjs|js)$/u.test(path) && !path.includes("node_modules"),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((path) => read(join(room, path)).includes(reference))).toEqual([]);
});

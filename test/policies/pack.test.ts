import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policies/pack";
import type { Policy } from "../../policies/policy";

const root = join(__dirname, "../..");

function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length).replaceAll("\\", "/"))
    .sort();
}

const fileOf = ({ name }: Policy): string => name.replace("-", "/");

test("the pack's policies are the files of policies/rules, each named <area>-<rule> by its file", () => {
  expect(policies.map(fileOf).sort()).toEqual(filesBelow("policies/rules", ".ts"));
});

test("every policy has a table of verdicts of its own, and no table is left without its policy", () => {
  expect(filesBelow("test/policies/rules", ".test.ts")).toEqual(policies.map(fileOf).sort());
});

describe.each(policies.map((policy) => [policy.name, policy] as const))("%s", (name, policy) => {
  test("is registered with the SDK under its own name, level and severity, and tested by its table", () => {
    expect(policy.sdk).toMatchObject({
      name,
      enforcementLevel: policy.level,
      severity: policy.severity,
      description: policy.description,
      remediationSteps: policy.remediationSteps,
      url: policy.url,
    });
    const exported = jest.requireActual<Record<string, unknown>>(`../../policies/rules/${fileOf(policy)}`);
    expect(Object.values(exported)).toContain(policy);
    expect(readFileSync(join(root, "test/policies/rules", `${fileOf(policy)}.test.ts`), "utf8")).toMatch(
      /\btestPolicy\b/u,
    );
  });

  test("says in sentences what it guarantees and what mends it, and where to read more", () => {
    expect(policy.description).toMatch(/^[A-Z\d].*\.$/u);
    expect(policy.remediationSteps).toMatch(/^[A-Z].*\.$/u);
    expect(policy.url).toMatch(/^https:\/\/\S+$/u);
    expect(["low", "medium", "high", "critical"]).toContain(policy.severity);
    expect(["advisory", "mandatory", "remediate", "disabled"]).toContain(policy.level);
    expect(policy.tags.length).toBeGreaterThan(0);
  });

  test("mends if, and only if, it is at the level for it", () => {
    expect("remediateResource" in policy.sdk).toBe(policy.level === "remediate");
  });
});

test("no two policies share a name or a description", () => {
  for (const field of ["name", "description"] as const) {
    expect(new Set(policies.map((policy) => policy[field])).size).toBe(policies.length);
  }
});

test("the pack's own package names exactly the SDK that the project pins", () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(root, file), "utf8")) as { dependencies: Record<string, string> };
  const own = read("policies/package.json").dependencies;
  expect(Object.keys(own).sort()).toEqual(["@pulumi/policy", "@pulumi/pulumi"]);
  expect(read("package.json").dependencies).toMatchObject(own);
  expect(existsSync(join(root, "policies/PulumiPolicy.yaml"))).toBe(true);
});

import { controls, frameworks, knownControls, practices, type FrameworkId } from "../../policies/frameworks";
import { policies } from "../../policies/pack";

const ids = Object.keys(frameworks) as FrameworkId[];
const allowed = (framework: FrameworkId): readonly string[] =>
  framework === "keys" ? Object.keys(practices) : knownControls[framework];

it("every policy of the pack stands in the map, and nothing else does", () => {
  expect(Object.keys(controls).sort()).toEqual(policies.map(({ name }) => name).sort());
});

it.each(Object.entries(controls))("%s is mapped to controls that exist, and to a practice", (_, mapped) => {
  for (const id of Object.keys(mapped) as FrameworkId[]) {
    const named = mapped[id] ?? [];
    expect(named.filter((control) => !allowed(id).includes(control))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    expect(named.length).toBeGreaterThan(0);
  }
  expect(mapped.keys).toBeDefined();
});

it("every control that is listed as known is one that a policy serves", () => {
  const served = (framework: FrameworkId) =>
    new Set(Object.values(controls).flatMap((mapped) => mapped[framework] ?? []));
  for (const framework of ids.filter((id) => id !== "keys")) {
    expect(knownControls[framework].filter((control) => !served(framework).has(control))).toEqual([]);
  }
});

it("every framework says its document and version", () => {
  for (const { name, version, url } of Object.values(frameworks)) {
    expect(name).not.toBe("");
    expect(version).not.toBe("");
    expect(url).toMatch(/^https:\/\/|^docs\//u);
  }
});

it("the SDK gets the framework that says most nearly what a policy says, and none where there is only our own practice", () => {
  const sdk = (name: string) => policies.find((policy) => policy.name === name)?.sdk.framework;
  expect(sdk("compute-imdsv2")).toEqual({
    name: "AWS Foundational Security Best Practices",
    version: "as of 2026-08",
    reference: "EC2.8, EC2.170",
    specification: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
  });
  expect(sdk("config-no-plaintext-secret")).toMatchObject({ name: "NIST SP 800-53", reference: "IA-5(7)" });
  expect(controls["config-own-key"]).toEqual({ keys: ["encryption", "one-purpose"] });
  expect(sdk("config-own-key")).toBeUndefined();
});

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

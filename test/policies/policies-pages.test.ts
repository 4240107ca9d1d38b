import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexMarkdown, pageMarkdown } from "../../policies/pages/markdown";
import { policies } from "../../policies/pack";
import { allPages } from "./all-pages";

const folder = join(__dirname, "../../docs/policies");
const pages = allPages();
const files = new Map<string, string>([
  ...pages.map((page) => [`${page.name}.md`, pageMarkdown(page)] as const),
  ["README.md", indexMarkdown(pages)] as const,
]);

if (process.env.WRITE_PAGES === "1") {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!files.has(file)) rmSync(join(folder, file));
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}

it.each([...files])("docs/policies/%s is what the code says; WRITE_PAGES=1 writes it", (file, text) => {
  expect(readFileSync(join(folder, file), "utf8")).toBe(text);
});

it("docs/policies holds no page of a policy that does not exist", () => {
  expect(readdirSync(folder).filter((file) => !files.has(file))).toEqual([]);
});

it("every link of every page leads to a page that is there", () => {
  const there = new Set([...files.keys(), "../waivers.md"]);
  for (const [file, text] of files) {
    const targets = Array.from(text.matchAll(/\]\((?!https:)([^)#]+)/gu), ([, target]) => target ?? "");
    expect({ file, dead: targets.filter((target) => !there.has(target)) }).toEqual({ file, dead: [] });
  }
});

describe.each(policies.map((policy) => [policy.name, policy] as const))(
  "%s",
  (_, { rationale, example, configSchema }) => {
    it("says why it is there, and shows what satisfies it", () => {
      expect(rationale).toMatch(/^\S.*\.$/su);
      expect(rationale.split(/\. (?=[A-Z])/u).length).toBeLessThanOrEqual(3);
      expect(example.trim()).toBe(example);
      expect(example).not.toBe("");
    });

    it("says of each setting what it is for, and what holds without it", () => {
      for (const [name, schema] of Object.entries(configSchema?.properties ?? {})) {
        expect({ name, description: schema.description }).toEqual({
          name,
          description: expect.stringMatching(/^[A-Z].*\.$/u) as unknown,
        });
        expect(schema).toHaveProperty("default");
      }
    });
  },
);

it("a page names each preset's level, the settings' defaults and the controls", () => {
  const page = pages.find(({ name }) => name === "compute-imds-hop-limit");
  expect(page).toMatchObject({
    area: "compute",
    levels: { bots: "remediate", strict: "remediate", "advisory-rollout": "advisory" },
    settings: [{ name: "mostHops", allowed: "integer, 1 to 64", default: "1" }],
    controls: [{ framework: "AWS Control Tower proactive controls", ids: ["CT.EC2.PR.2"] }],
    waivable: true,
  });
  expect(page === undefined ? "" : pageMarkdown(page)).toContain("| advisory-rollout | advisory |");
});

it("a policy that nobody may waive says so, and what is off by default is on in strict", () => {
  const marks = pages.find(({ name }) => name === "bot-marks-read");
  expect(marks === undefined ? "" : pageMarkdown(marks)).toContain("No [waiver](../waivers.md) may cover it.");
  expect(pages.find(({ name }) => name === "config-kind-declared")?.levels).toEqual({
    bots: "disabled",
    strict: "mandatory",
    "advisory-rollout": "disabled",
  });
});

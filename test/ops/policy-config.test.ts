import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPolicyConfig, settle, type Configurable } from "../../ops/embedded/policy-config";
import { build, folderWith, packOf, project, run, type Built } from "./command";

jest.setTimeout(120_000);

const rotation: Configurable = {
  name: "kms-rotation",
  level: "remediate",
  options: { days: { type: "integer", default: 365, maximum: 365 } as object, regions: { type: "array" } as object },
  required: [],
};
const ingress: Configurable = { name: "network-no-ingress", level: "mandatory", options: {}, required: [] };

const file = (text: string): string => {
  const path = join(folderWith({}), "levels.json");
  writeFileSync(path, text);
  return path;
};
const settled = (...texts: readonly string[]) =>
  Object.fromEntries(settle([rotation, ingress], ...texts.map((text) => readPolicyConfig(file(text)))));

describe("levels and options", () => {
  it("are the policies' own where nothing is said, an option's default with them", () => {
    const own = {
      "kms-rotation": { level: "remediate", properties: { days: 365 } },
      "network-no-ingress": { level: "mandatory", properties: {} },
    };
    expect([settled(), settled(""), settled("{}")]).toEqual([own, own, own]);
  });

  it("are what `all` says, but for policies that are named", () => {
    expect(settled('{ "network-no-ingress": "disabled", "all": "advisory" }')).toEqual({
      "kms-rotation": { level: "advisory", properties: { days: 365 } },
      "network-no-ingress": { level: "disabled", properties: {} },
    });
  });

  it("keep an option's default beside one that is given, and the level beside options", () => {
    expect(settled('{ "kms-rotation": { "regions": ["eu-west-1"] } }')["kms-rotation"]).toEqual({
      level: "remediate",
      properties: { days: 365, regions: ["eu-west-1"] },
    });
  });

  it("of a later file weigh more than those of an earlier one", () => {
    const [first, second] = [
      '{ "kms-rotation": { "enforcementLevel": "advisory", "days": 90 } }',
      '{ "all": "mandatory" }',
    ];
    expect(settled(first, second)["kms-rotation"]).toEqual({ level: "mandatory", properties: { days: 90 } });
    expect(settled(second, first)["kms-rotation"]).toEqual({ level: "advisory", properties: { days: 90 } });
  });

  it.each([
    ["no JSON", "{", /levels\.json is no JSON, expected/u],
    ["a list", "[]", /is no JSON object/u],
    ["a level that does not exist", '{ "all": "fatal" }', /the level of "all" is none of advisory, mandatory/u],
    ["a number as a level", '{ "kms-rotation": 1 }', /the level of "kms-rotation" is none of/u],
    [
      "a policy that does not exist",
      '{ "kms-rotations": "advisory" }',
      /which the pack does not have\. Did you mean kms-rotation\?/u,
    ],
    [
      "an option that does not exist",
      '{ "kms-rotation": { "day": 3 } }',
      /^kms-rotation has no option "day"; it has days, regions\.$/u,
    ],
    ["an option for a policy without any", '{ "network-no-ingress": { "x": 3 } }', /has no option "x"; it has none\./u],
    [
      "an option of another type",
      '{ "kms-rotation": { "days": "many" } }',
      /^Policy configuration: the option days of kms-rotation should be integer, found (?:a string|[\d.]+)\. See bulkhead explain kms-rotation\.$/u,
    ],
    [
      "an option out of its bounds",
      '{ "kms-rotation": { "days": 400 } }',
      /^Policy configuration: the option days of kms-rotation should be <= 365, found \d+\. See bulkhead explain kms-rotation\.$/u,
    ],
    ["environments", '{ "environments": ["prod"] }', /can't be opened offline/u],
  ])("are refused where the file holds %s", (_, text, message) => {
    expect(() => settled(text)).toThrow(message);
  });

  it("are refused where there is no file", () => {
    expect(() => readPolicyConfig("/nowhere/levels.json")).toThrow("/nowhere/levels.json can't be read.");
  });
});

describe("bulkhead check", () => {
  let built: Built;
  let folder: string;
  let pack: string;
  beforeAll(() => {
    built = build();
    folder = project(`new aws.sns.Topic("one");`);
    pack = packOf(`{
      name: "no-topics", description: "No topics.", enforcementLevel: "mandatory",
      configSchema: { properties: { ticket: { type: "string", default: "none" } } },
      validateResource: (args, report) => { if (args.type === "aws:sns/topic:Topic") report("a topic, ticket " + args.getConfig().ticket); },
    }`);
  });
  afterAll(() => {
    built.remove();
  });
  const check = (...args: readonly string[]) =>
    run(built.bulkhead, ["check", "--program", folder, "--pack", pack, "--json", ...args]);

  it("gives a policy its default option, and the level and option that a file says", async () => {
    const plain = await check();
    expect([plain.code, plain.stdout.includes("a topic, ticket none")]).toEqual([1, true]);
    const told = await check(
      "--policy-pack-config",
      file('{ "no-topics": { "enforcementLevel": "advisory", "ticket": "OPS-9" } }'),
    );
    expect([told.code, told.stdout.includes("a topic, ticket OPS-9")]).toEqual([0, true]);
    expect((await check("--policy-pack-config", file('{ "all": "disabled" }'))).stdout).not.toContain("a topic");
  });

  it("says what is wrong with a file, or a preset's name, and judges nothing", async () => {
    const wrong = await check("--policy-pack-config", file('{ "no-topic": "advisory" }'));
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toContain("Did you mean no-topics?");
    const preset = await check("--preset", "lenient");
    expect([preset.code, preset.stdout]).toEqual([2, ""]);
  });
});

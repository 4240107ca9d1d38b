import { rmSync } from "node:fs";
import { build, project, run, type Built } from "./command";

jest.setTimeout(240_000);

let built: Built;
const folders: string[] = [];
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const stacks = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => [
      `Pulumi.${name}.yaml`,
      `config:\n  aws:region: eu-west-1\n  trial:kind: ${name}\n  trial:token:\n    secure: v1:AAAA\n`,
    ]),
  );

// Each kind leaves something behind that a later stack must not see, or goes on where a warm process can't follow.
const program = `
const state = require("./state");
const config = new pulumi.Config();
const kind = config.require("kind");
const token = config.requireSecret("token");
if (state.kinds.length > 0 || globalThis.leftOver !== undefined) throw new Error("not a clean start: " + state.kinds);
state.kinds.push(kind);
new aws.sns.Topic("of-" + kind, { displayName: pulumi.getStack() + process.env.PULUMI_NODEJS_STACK });
new aws.sns.Topic("secret", { tags: { token } });
if (kind === "b-leak") token.apply((t) => { new aws.sns.Topic("leak", { displayName: pulumi.unsecret(pulumi.output("x" + t)) }); });
if (kind === "e-timer") setTimeout(() => new aws.sns.Topic("late"), 30);
if (kind === "f-exit") process.once("beforeExit", () => new aws.sns.Topic("last"));
if (kind === "c-global") globalThis.leftOver = 1;
pulumi.runtime.registerResourceTransform((args) => args.type === "aws:ec2/eip:Eip" ? { props: { ...args.props, tags: { kind } }, opts: args.opts } : undefined);
exports.ip = new aws.ec2.Eip("eip", { domain: "vpc" }).publicIp;
`;
const more = {
  "state.js": "exports.kinds = [];\n",
};

describe("stacks judged one after another by warm processes", () => {
  it("get the same report as in fresh processes, whatever a program leaves behind or goes on with", async () => {
    const names = ["a-plain", "b-leak", "c-global", "d-plain", "e-timer", "f-exit"];
    const folder = project(program, {
      ...more,
      ...stacks(names),
      "Pulumi.dev.yaml": stacks(["dev"])["Pulumi.dev.yaml"] ?? "",
    });
    folders.push(folder);
    const args = ["check", "--program", folder, "--pack", built.pack, "--json", "--all"];
    const warm = await run(built.bulkhead, args);
    const fresh = await run(built.bulkhead, [...args, "--fresh"]);
    expect(fresh.stderr).toBe("");
    expect(warm).toEqual(fresh);
    const { stacks: reports } = JSON.parse(warm.stdout) as {
      stacks: { stack: string; resources: { name: string }[]; verdicts: { urn: string }[] }[];
    };
    const namesOf = (stack: string): string[] =>
      reports.find((each) => each.stack === stack)?.resources.map(({ name }) => name) ?? [];
    expect(namesOf("e-timer")).toContain("late");
    expect(namesOf("f-exit")).toContain("last");
    expect(
      reports.filter(({ verdicts }) => verdicts.some(({ urn }) => urn.endsWith("::leak"))).map(({ stack }) => stack),
    ).toEqual(["b-leak"]);
  });

  it("report the error of a program that fails under one of them", async () => {
    const failing = `if (new pulumi.Config().require("kind") === "b") throw new pulumi.RunError("b is not for sale");`;
    const folder = project(failing, {
      ...stacks(["a", "b"]),
      "Pulumi.dev.yaml": stacks(["dev"])["Pulumi.dev.yaml"] ?? "",
    });
    folders.push(folder);
    const ran = await run(built.bulkhead, ["check", "--program", folder, "--pack", built.pack, "--json", "--all"]);
    expect(ran.code).toBe(2);
    const { stacks: reported } = JSON.parse(ran.stdout) as { stacks: { stack: string; error: string | null }[] };
    expect(reported.filter(({ error }) => error !== null).map(({ stack }) => stack)).toEqual(["b"]);
    const error = reported.find(({ stack }) => stack === "b")?.error;
    expect(error).toContain("the program failed");
    expect(error).toContain("b is not for sale");
  });
});

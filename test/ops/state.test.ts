import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { readExportedState } from "../../ops/embedded/exported-state";
import { UserError } from "../../ops/user-error";
import { build, folderWith, packOf, project, run, type Built, type Ran } from "./command";

jest.setTimeout(120_000);

const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const urn = (type: string, name: string): string => `urn:pulumi:live::trial::${type}::${name}`;
const stackUrn = urn("pulumi:pulumi:Stack", "trial-live");

type Entry = Readonly<Record<string, unknown>>;

const stack: Entry = { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack" };
const resource = (type: string, name: string, inputs: object, more: object = {}): Entry => ({
  urn: urn(type, name),
  custom: true,
  id: `${name}-id`,
  type,
  parent: stackUrn,
  inputs,
  outputs: { ...inputs, arn: `arn:aws:sns:eu-west-1:111122223333:${name}` },
  ...more,
});
const exported = (resources: readonly Entry[], more: object = {}): object => ({
  version: 3,
  deployment: { manifest: {}, secrets_providers: { type: "passphrase", state: { salt: "v1:" } }, resources, ...more },
});

let built: Built;
const folders: string[] = [];
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function fileOf(content: unknown): string {
  const folder = folderWith({ "state.json": typeof content === "string" ? content : JSON.stringify(content) });
  folders.push(folder);
  return join(folder, "state.json");
}

function check(content: unknown, ...flags: string[]): Promise<Ran> {
  return run(built.bulkhead, ["check", "--state", fileOf(content), ...flags]);
}

/** A pack that tells what it was asked, by violations that name what it saw. */
const asking = packOf(`{ name: "asks", description: "Asks.", severity: "high", validateResource(args, report) {
  const seen = Object.keys(args.props).map((key) => { try { return key + "=" + JSON.stringify(args.props[key]); } catch { return key + "=unknown"; } });
  report(args.type + " " + seen.join(" ") + (args.opts.protect ? " protected" : "") + (args.provider ? " by " + args.provider.name : ""));
} },
{ name: "whole", description: "Whole.", severity: "high", validateStack(args, report) {
  const topic = args.resources.find(({ type }) => type === "aws:sns/topic:Topic");
  report(args.resources.length + " resources; " + JSON.stringify(topic?.props.arn) + "; " + JSON.stringify(topic?.props.kmsMasterKeyId));
} }`);
folders.push(asking);

interface Document {
  stacks: {
    stack: string;
    program: string | null;
    state: string | null;
    verdicts: { policy: string; urn: string; message: string; file: string | null; line: number | null }[];
    undecided: { policy: string }[];
    notJudged: { policy: string | null; subject: string | null; reason: string }[];
  }[];
}

describe("an exported state", () => {
  it("reaches the pack resource by resource, with options and providers, and at the end as a whole with what it leaves out absent", async () => {
    const provider = resource("pulumi:providers:aws", "default", { region: "eu-west-1" });
    const ran = await check(
      exported([
        stack,
        provider,
        resource(
          "aws:sns/topic:Topic",
          "alerts",
          { displayName: "a", __defaults: [] },
          {
            protect: true,
            provider: `${urn("pulumi:providers:aws", "default")}::default-id`,
            sourcePosition: "project:///infra/alerts.ts#7,3",
          },
        ),
      ]),
      "--pack",
      asking,
      "--json",
    );
    expect(ran.code).toBe(1);
    const [found] = (JSON.parse(ran.stdout) as Document).stacks;
    expect(found).toMatchObject({
      stack: "live",
      program: null,
      state: expect.stringContaining("state.json") as unknown,
    });
    expect(found?.verdicts.map(({ policy, message, file, line }) => [policy, message, file, line])).toEqual([
      ["asks", 'aws:sns/topic:Topic displayName="a" protected by default', "infra/alerts.ts", 7],
      ["asks", 'pulumi:providers:aws region="eu-west-1"', null, null],
      ["whole", '2 resources; "arn:aws:sns:eu-west-1:111122223333:alerts"; null', null, null],
    ]);
  });

  it("gives every resource a provider but components, whether or not the state has it", async () => {
    const ran = await check(
      exported([
        stack,
        resource("acme:bots:Fleet", "component", {}, { custom: false }),
        resource("acme:bots:Fleet", "custom", {}, { custom: true }),
        resource("acme:bots:Fleet", "foreign", {}, { provider: `${urn("pulumi:providers:acme", "east")}::east-id` }),
      ]),
      "--pack",
      asking,
      "--json",
    );
    const [found] = (JSON.parse(ran.stdout) as Document).stacks;
    expect(found?.verdicts.filter(({ policy }) => policy === "asks").map(({ message }) => message.trim())).toEqual([
      "acme:bots:Fleet",
      "acme:bots:Fleet  by unknown",
      "acme:bots:Fleet  by east",
    ]);
  });

  it("counts a secret as marked and unknown, encrypted or not, and never shows what stands there", async () => {
    const hidden = "what-must-not-be-seen-4711";
    const content = exported([
      stack,
      resource("aws:ssm/parameter:Parameter", "one", { type: "SecureString", value: { ...mark, ciphertext: hidden } }),
      resource("aws:ssm/parameter:Parameter", "two", {
        type: "SecureString",
        value: { ...mark, plaintext: JSON.stringify(hidden) },
      }),
    ]);
    const ran = await check(content, "--pack", asking, "--json");
    const [found] = (JSON.parse(ran.stdout) as Document).stacks;
    expect(found?.verdicts.filter(({ policy }) => policy === "asks").map(({ message }) => message)).toEqual([
      'aws:ssm/parameter:Parameter type="SecureString" value=unknown by unknown',
      'aws:ssm/parameter:Parameter type="SecureString" value=unknown by unknown',
    ]);
    expect(found?.notJudged.map(({ subject }) => subject)).toContain("the secrets of this file");
    for (const form of ["console", "html", "markdown", "sarif", "junit", "github"]) {
      expect((await check(content, "--pack", asking, "--format", form)).stdout).not.toContain(hidden);
    }
  });

  it("is judged by our own pack: a plaintext key is refused, and what can't be judged there is listed", async () => {
    const tags = { "bulkhead:bot": "live" };
    const rules = { displayName: "alerts", kmsMasterKeyId: "alias/aws/sns", tags };
    const ran = await check(
      exported([stack, resource("aws:sns/topic:Topic", "alerts", rules)]),
      "--pack",
      built.pack,
      "--json",
    );
    const [found] = (JSON.parse(ran.stdout) as Document).stacks;
    expect(found?.verdicts.filter(({ policy }) => policy.startsWith("config-"))).toEqual([]);
    const listed = found?.notJudged ?? [];
    expect(listed.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(["policies about the stack file", "values of secrets", "the provider's own check"]),
    );
    expect(listed.find(({ subject }) => subject === "values of secrets")?.reason).toContain("passphrase");
    expect(listed.map(({ policy }) => policy)).toEqual(expect.arrayContaining(["config-no-plaintext-secret"]));
    expect(ran.stderr).toBe("");
  });

  it("is judged as it is: what a policy would mend in an update is refused where it is deployed", async () => {
    const ran = await check(
      exported([stack, resource("aws:kms/key:Key", "records", { enableKeyRotation: false })]),
      "--pack",
      built.pack,
      "--json",
    );
    const [found] = (JSON.parse(ran.stdout) as { stacks: { verdicts: object[]; mended: object[] }[] }).stacks;
    expect(found?.verdicts).toContainEqual(
      expect.objectContaining({ policy: "kms-rotation", level: "mandatory", path: "enableKeyRotation" }),
    );
    expect(found?.mended).toEqual([]);
  });

  it("leaves nothing undecided about a marked image, and everything about user data that is marked", async () => {
    const hidden = { ...mark, ciphertext: "v1:sealed" };
    const host = (name: string, inputs: object): Entry => resource("aws:ec2/instance:Instance", name, inputs);
    const tags = { "bulkhead:bot": "live", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
    const content = exported([stack, host("image", { ami: hidden, tags }), host("data", { userData: hidden, tags })]);
    const ran = await check(content, "--pack", built.pack, "--json");
    const [found] = (JSON.parse(ran.stdout) as { stacks: { undecided: { policy: string; urn: string }[] }[] }).stacks;
    const about = (name: string): string[] =>
      (found?.undecided ?? []).filter((one) => one.urn.endsWith(`::${name}`)).map(({ policy }) => policy);
    expect(about("image").filter((policy) => policy !== "compute-pinned-ami")).toEqual([]);
    expect(about("data")).toEqual(expect.arrayContaining(["secrets-user-data-clean", "bot-testnet-isolated"]));
  });

  it("is judged with its stack file where the project is named", async () => {
    const content = exported([stack]);
    const folder = project("", { "Pulumi.live.yaml": "config:\n  aws:region: eu-west-1\n" });
    folders.push(folder);
    const ran = await check(content, "--pack", built.pack, "--program", folder, "--json");
    const [found] = (JSON.parse(ran.stdout) as Document).stacks;
    expect(found?.verdicts.some(({ policy }) => policy.startsWith("config-"))).toBe(true);
    expect(found?.notJudged.map(({ subject }) => subject)).not.toContain("policies about the stack file");
  });

  it("leaves out what a program only reads and what a replacement left behind, and says so", () => {
    const state = readExportedState(
      fileOf(
        exported([
          stack,
          resource("aws:ec2/vpc:Vpc", "read", {}, { external: true }),
          resource("aws:sns/topic:Topic", "alerts", {}),
          resource("aws:sns/topic:Topic", "alerts", {}, { delete: true }),
        ]),
      ),
    );
    expect(state.resources.map(({ registered }) => registered.name)).toEqual(["trial-live", "alerts"]);
    expect(state.leftOut.map(({ why }) => why)).toEqual(["read", "pending deletion"]);
  });
});

describe("a state that can't be judged gets one clear error", () => {
  const topic = resource("aws:sns/topic:Topic", "alerts", {});
  let deep: unknown = 1;
  for (let level = 0; level < 120; level++) deep = [deep];

  it.each<[string, unknown, string]>([
    ["it is not JSON", "{", "it is not valid JSON. Write it with: pulumi stack export --file FILE"],
    ["it is a list", [], "an exported state is expected"],
    ["it is a backend's own file", { version: 3, checkpoint: {} }, "a backend's own file, not an export"],
    ["it has no version", { deployment: {} }, "it has no version; deployments of version 3 can be judged"],
    ["it has a version of the future", { version: 4, features: ["x"], deployment: {} }, "it has version 4"],
    ["it has no deployment", { version: 3 }, "it has no deployment"],
    ["it has no resources", exported([]), "the stack holds no resources"],
    ["its resources are no list", { version: 3, deployment: { resources: {} } }, "deployment.resources is no list"],
    ["a resource is no object", exported([stack, 7 as unknown as Entry]), "deployment.resources[1] is no object"],
    ["a resource has no URN", exported([{ type: "a:b:C" }]), "deployment.resources[0] has no URN"],
    ["a resource has no type", exported([{ urn: stackUrn }]), "deployment.resources[0] has no type"],
    [
      "a resource is there twice",
      exported([topic, topic]),
      "deployment.resources[1] has the URN of a resource before it",
    ],
    [
      "it holds two stacks",
      exported([stack, { urn: "urn:pulumi:other::trial::a:b:C::d", type: "a:b:C" }]),
      "deployment.resources[1] is of another stack",
    ],
    ["inputs are no object", exported([{ ...topic, inputs: [] }]), "deployment.resources[0].inputs is no object"],
    [
      "inputs are nested too deep",
      exported([{ ...topic, inputs: { deep } }]),
      "deployment.resources[0].inputs is nested more than",
    ],
    [
      "an operation was interrupted",
      exported([stack], { pending_operations: [{ type: "creating", resource: topic }] }),
      "1 interrupted operation (creating, the first alerts): the state does not say what exists. Run pulumi refresh",
    ],
    [
      "its secrets provider has no type",
      exported([stack], { secrets_providers: {} }),
      "deployment.secrets_providers has no type",
    ],
  ])("%s", (_, content, part) => {
    expect(() => readExportedState(fileOf(content))).toThrow(UserError);
    expect(() => readExportedState(fileOf(content))).toThrow(part);
  });

  it("is not there, or larger than any state", () => {
    expect(() => readExportedState("/nowhere/at/all.json")).toThrow(
      "/nowhere/at/all.json: can't be read: ENOENT. Write it with: pulumi stack export",
    );
    const file = fileOf("");
    writeFileSync(file, Buffer.alloc(130 * 2 ** 20, 32));
    expect(() => readExportedState(file)).toThrow("it is 130 MiB; a state of up to 128 MiB can be judged.");
  });

  it.each<[string[], string]>([
    [["--all"], "--state and --all exclude each other"],
    [["--canary", "a=hex"], "--canary needs a stack file"],
    [["--stack", "other"], 'is the state of stack "live", and --stack names another'],
  ])("%j is refused beside --state", async (flags, part) => {
    const ran = await check(exported([stack]), ...flags);
    expect(ran).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(part) as unknown });
  });

  it("is of another project than the one that is named", async () => {
    const folder = project("", { "Pulumi.yaml": "name: other\nruntime: nodejs\n" });
    folders.push(folder);
    const ran = await check(exported([stack]), "--program", folder, "--pack", asking);
    expect(ran).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining('The state is of project "trial"') as unknown,
    });
  });

  it("whatever JSON it is, it is read or refused, and no text of it is quoted in an error", () => {
    const secretive = "never-quoted-0815";
    const leaf = fc.constantFrom<unknown>(secretive, 3, null, true, [], {}, stackUrn, "aws:sns/topic:Topic");
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            "version",
            "deployment",
            "resources",
            "urn",
            "type",
            "inputs",
            "pending_operations",
            "secrets_providers",
            "delete",
          ),
          tie("tree"),
          { maxKeys: 6 },
        ),
      ),
    }));
    const file = fileOf("");
    fc.assert(
      fc.property(tree, tree, (inner, one) => {
        writeFileSync(
          file,
          JSON.stringify({ version: 3, deployment: { resources: [one, inner], pending_operations: inner } }),
        );
        try {
          readExportedState(file);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          expect((error as Error).message).not.toContain(secretive);
        }
      }),
      { numRuns: 300 },
    );
  });
});

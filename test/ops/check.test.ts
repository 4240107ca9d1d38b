import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, packOf, project, run, type Built, type Ran } from "./command";

jest.setTimeout(120_000);

interface Verdict {
  policy: string;
  level: string;
  severity: string;
  urn: string;
  path: string | null;
  message: string;
  remedy: string;
  file: string | null;
  line: number | null;
  assumed: boolean;
}
interface Document {
  stacks: {
    stack: string;
    program: string;
    resources: {
      urn: string;
      type: string;
      name: string;
      parent: string | null;
      file: string | null;
      line: number | null;
      madeUp: string[];
    }[];
    verdicts: Verdict[];
    undecided: { policy: string; urn: string; reason: string }[];
    mended: { policy: string; urn: string; path: string }[];
  }[];
  summary: Record<string, unknown>;
}
interface Asked {
  method: string;
  type?: string;
  urn?: string;
  name?: string;
  properties?: Record<string, unknown>;
  options?: Record<string, unknown>;
  provider?: { urn: string };
  config?: Record<string, string>;
  resourcesList?: {
    urn: string;
    dependenciesList: string[];
    propertydependenciesMap: [string, { urnsList: string[] }][];
  }[];
  configSecretKeysList?: string[];
  dryRun?: boolean;
}

const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secretFile = (keys: readonly string[]): string =>
  `config:\n  aws:region: eu-west-1\n${keys.map((key) => `  trial:${key}:\n    secure: v1:AAAA\n`).join("")}`;

let built: Built;
const folders: string[] = [];
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function check(
  folder: string,
  pack: string,
  ...flags: string[]
): Promise<Ran & { document: Document; asked: Asked[] }> {
  folders.push(folder, pack);
  const seen = join(folder, "seen.jsonl");
  const ran = await run(built.bulkhead, ["check", "--program", folder, "--pack", pack, "--json", ...flags], {
    env: { BULKHEAD_TEST_SEEN: seen },
  });
  if (!ran.stdout.startsWith("{")) throw new Error(`no report: ${ran.stderr}`);
  const lines = existsSync(seen) ? readFileSync(seen, "utf8").trim().split("\n") : [];
  return {
    ...ran,
    document: JSON.parse(ran.stdout) as Document,
    asked: lines.map((line) => JSON.parse(line) as Asked),
  };
}

const nothing = `{ name: "nothing", description: "Nothing.", validateResource: () => undefined }`;

describe("a rich program reaches the pack as the engine would show it", () => {
  let asked: Asked[];
  let document: Document;
  let code: number | null;
  const analyzed = (name: string): Asked => {
    const found = asked.find((each) => each.method === "analyze" && each.name === name);
    if (found === undefined) throw new Error(`${name} was not analysed`);
    return found;
  };

  beforeAll(async () => {
    const program = `
const config = new pulumi.Config();
const token = config.requireSecret("token");
class Box extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("my:comp:Box", name, { size: 3 }, opts);
    this.key = new aws.kms.Key("key", { description: "k" }, { parent: this });
    this.inner = new Inner("inner", { parent: this });
    this.registerOutputs({ arn: this.key.arn });
  }
}
class Inner extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("my:comp:Inner", name, {}, opts);
    new aws.sns.Topic("topic", {}, { parent: this });
    this.registerOutputs();
  }
}
pulumi.runtime.registerResourceTransform((args) =>
  args.type === "aws:sns/topic:Topic" ? { props: { ...args.props, displayName: "by the stack" }, opts: args.opts } : undefined);
const east = new aws.Provider("east", { region: "us-east-1", skipMetadataApiCheck: true });
const box = new Box("box", { protect: true });
const eip = new aws.ec2.Eip("eip", { domain: "vpc" }, { protect: true, ignoreChanges: ["tags"], deleteBeforeReplace: true, aliases: [{ name: "old" }], customTimeouts: { create: "1h30m" } });
new aws.sns.Topic("east-topic", { tags: { token: token.apply((t) => "x" + t) } }, { provider: east, transforms: [(args) => ({ props: { ...args.props, kmsMasterKeyId: "by-itself" }, opts: args.opts })] });
const role = new aws.iam.Role("role", { assumeRolePolicy: { Version: "2012-10-17", Statement: [] } });
new aws.iam.RolePolicy("rights", { role, policy: aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["kms:Decrypt"], resources: [box.key.arn] }] }).json });
new aws.ec2.Instance("host", { ami: aws.ec2.getAmiOutput({ owners: ["amazon"] }).id, instanceType: "t4g.small", userData: pulumi.interpolate\`\${token} \${eip.publicIp}\`, rootBlockDevice: { encrypted: true } }, { additionalSecretOutputs: ["privateIp"] });
new aws.lambda.Function("fn", { role: role.arn, runtime: "nodejs20.x", handler: "a.b", code: new pulumi.asset.AssetArchive({ "a.js": new pulumi.asset.StringAsset("abc") }) });
new aws.s3.BucketObjectv2("object", { bucket: "b", source: new pulumi.asset.StringAsset("abc") });
new pulumi.dynamic.Resource({ create: async (inputs) => ({ id: "1", outs: inputs }) }, "own", { a: 1 });
new aws.ec2.Vpc("adopted", {}, { import: "vpc-12345678" });
const known = aws.ec2.Vpc.get("known", "vpc-0aaaaaaaaaaaaaaaa");
new aws.ec2.Subnet("subnet", { vpcId: known.id, cidrBlock: "10.0.1.0/24" });
const base = new pulumi.StackReference("org/base/prod");
new aws.kms.Key("refers", { description: base.getOutput("title"), tags: { hidden: base.getOutput("password") } });
setTimeout(() => new aws.sns.Topic("late"), 50);
process.once("beforeExit", () => new aws.sns.Topic("last"));
const identity = aws.getCallerIdentityOutput();
exports.account = identity.accountId;
exports.arn = eip.arn;
exports.ip = eip.publicIp;
`;
    const folder = project(program, {
      "Pulumi.dev.yaml": `${secretFile(["token"])}  trial:settings:\n    list: [1, 2]\n`,
      "outputs.json": JSON.stringify({ "org/base/prod": { title: "given", password: { secure: "" } } }),
    });
    const ran = await check(folder, packOf(nothing), "--outputs", join(folder, "outputs.json"));
    ({ asked, document, code } = ran);
  });

  it("in the engine's order: the stack is configured, then the pack asked, then resources, then the stack as a whole", () => {
    expect(code).toBe(0);
    expect(asked.slice(0, 3).map(({ method }) => method)).toEqual(["configureStack", "getAnalyzerInfo", "configure"]);
    expect(asked.at(-1)?.method).toBe("analyzeStack");
    const between = asked.slice(3, -1);
    expect(between[1]).toMatchObject({ method: "analyze", type: "pulumi:pulumi:Stack" });
    between.forEach((each, index) => {
      expect(each.method).toBe(index % 2 === 0 ? "remediate" : "analyze");
    });
  });

  it("with the stack's configuration as strings, secrets replaced, as a dry run", () => {
    const [configured] = asked;
    expect(configured).toMatchObject({ dryRun: true, configSecretKeysList: ["trial:token"] });
    expect(configured?.config).toEqual({
      "aws:region": "eu-west-1",
      "trial:token": expect.stringMatching(/^canary\w{40,}$/u) as unknown,
      "trial:settings": '{"list":[1,2]}',
    });
  });

  it("with URNs that chain the types of components", () => {
    expect(analyzed("topic").urn).toBe("urn:pulumi:dev::trial::my:comp:Box$my:comp:Inner$aws:sns/topic:Topic::topic");
    expect(analyzed("key").urn).toBe("urn:pulumi:dev::trial::my:comp:Box$aws:kms/key:Key::key");
    expect(analyzed("box").properties).toEqual({ size: 3 });
  });

  it("with default and explicit providers as resources of their own", () => {
    expect(analyzed("default_7_48_0")).toMatchObject({
      type: "pulumi:providers:aws",
      properties: { region: "eu-west-1", version: "7.48.0" },
    });
    expect(analyzed("east").properties).toMatchObject({
      region: "us-east-1",
      skipMetadataApiCheck: "true",
      version: "7.48.0",
    });
    expect(analyzed("east-topic").provider?.urn).toBe("urn:pulumi:dev::trial::pulumi:providers:aws::east");
    expect(analyzed("default")).toMatchObject({
      type: "pulumi:providers:pulumi-nodejs",
      properties: { "trial:token": secretSignature },
    });
  });

  it("with options, those inherited from a component too", () => {
    expect(analyzed("eip").options).toMatchObject({
      protect: true,
      ignorechangesList: ["tags"],
      deletebeforereplace: true,
      deletebeforereplacedefined: true,
      aliasesList: ["urn:pulumi:dev::trial::aws:ec2/eip:Eip::old"],
      customtimeouts: { create: 5400 },
    });
    expect(analyzed("key").options).toMatchObject({ protect: true, parent: "urn:pulumi:dev::trial::my:comp:Box::box" });
    expect(analyzed("host").options).toMatchObject({ protect: false, additionalsecretoutputsList: ["privateIp"] });
  });

  it("with secret marks where they are, and made-up answers whole inside", () => {
    const { userData } = analyzed("host").properties as { userData: { value: string } };
    expect(userData).toMatchObject({
      ...secretSignature,
      value: expect.stringMatching(/^canary\w+ 203\.0\.113\.\d+$/u) as unknown,
    });
    expect(analyzed("east-topic").properties).toMatchObject({ tags: secretSignature });
    expect(analyzed("refers").properties).toMatchObject({ description: "given", tags: { hidden: secretSignature } });
  });

  it("with transforms of a resource and of the stack applied", () => {
    expect(analyzed("topic").properties).toMatchObject({ displayName: "by the stack" });
    expect(analyzed("east-topic").properties).toMatchObject({
      kmsMasterKeyId: "by-itself",
      displayName: "by the stack",
    });
  });

  it("with documents as JSON text and missing names given, as after the provider's own check", () => {
    const { assumeRolePolicy, name } = analyzed("role").properties as { assumeRolePolicy: string; name: string };
    expect(JSON.parse(assumeRolePolicy)).toEqual({ Version: "2012-10-17", Statement: [] });
    expect(name).toMatch(/^role-[0-9a-f]{7}$/u);
    const { policy } = analyzed("rights").properties as { policy: string };
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [
        {
          Action: "kms:Decrypt",
          Resource: expect.stringMatching(/^arn:aws:kms:eu-west-1:111122223333:key\//u) as unknown,
        },
      ],
    });
  });

  it("with references as ids, and assets with the hash of their content", () => {
    expect(analyzed("rights").properties).toMatchObject({
      role: (analyzed("role").properties as { name: string }).name,
    });
    expect(analyzed("object").properties).toMatchObject({
      source: { text: "abc", hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    });
  });

  it("without a dynamic provider's code, which only a remediation sees", () => {
    expect(analyzed("own").properties).toEqual({ a: 1 });
    const remediated = asked.find(({ method, name }) => method === "remediate" && name === "own");
    expect(remediated?.properties).toHaveProperty("__provider");
  });

  it("with what is made after a bare timer or when the program is about to exit", () => {
    expect([analyzed("late").type, analyzed("last").type]).toEqual(["aws:sns/topic:Topic", "aws:sns/topic:Topic"]);
  });

  it("without reads, which the engine does not have judged either", () => {
    expect(asked.filter(({ name }) => name === "known")).toEqual([]);
    expect(analyzed("subnet").properties).toMatchObject({ vpcId: "vpc-0aaaaaaaaaaaaaaaa" });
  });

  it("at the end with dependencies by property", () => {
    const all = asked.at(-1)?.resourcesList ?? [];
    const host = all.find(({ urn }) => urn.endsWith("::host"));
    const eip = analyzed("eip").urn ?? "";
    expect(host?.dependenciesList).toContain(eip);
    expect(new Map(host?.propertydependenciesMap).get("userData")?.urnsList).toEqual([eip]);
  });

  it("and the report names every resource, its line, and what was made up", () => {
    const [stack] = document.stacks;
    const eip = stack?.resources.find(({ name }) => name === "eip");
    expect(eip).toEqual({
      urn: "urn:pulumi:dev::trial::aws:ec2/eip:Eip::eip",
      type: "aws:ec2/eip:Eip",
      name: "eip",
      parent: "urn:pulumi:dev::trial::pulumi:pulumi:Stack::trial-dev",
      file: "index.js",
      line: 25,
      madeUp: expect.arrayContaining(["arn", "id", "publicIp"]) as string[],
    });
    expect(document.summary).toEqual({
      stacks: 1,
      resources: stack?.resources.length,
      refused: 0,
      advisory: 0,
      undecided: 0,
      mended: 0,
      unjudged: 0,
      result: "passed",
    });
  });
});

describe("verdicts", () => {
  const policies = `
{ name: "no-topic", description: "No topic.", severity: "critical", remediationSteps: "Remove it.", validateResource(args, report) {
  if (args.type === "aws:sns/topic:Topic" && args.name === "bad") report("a topic\\nat: displayName\\nin: Pulumi.dev.yaml:2\\nfix: Use a queue.");
  if (args.type === "aws:sqs/queue:Queue") report("a queue");
} },
{ name: "advice", description: "Advice.", enforcementLevel: "advisory", severity: "low", remediationSteps: "Think.", validateResource(args, report) {
  if (args.name === "bad") report("think again");
} },
{ name: "world", description: "World.", severity: "high", remediationSteps: "Know.", validateResource(args, report) {
  if (args.type !== "aws:ssm/parameter:Parameter") return;
  const open = [];
  for (const key of ["description", "name"]) {
    let value;
    try { value = args.props[key]; } catch { open.push(key); continue; }
    if (/made-up/.test(value ?? "")) report("holds " + key);
  }
  if (open.length > 0) args.notApplicable("undecided: " + open.join(", "));
} },
{ name: "whole", description: "Whole.", severity: "medium", remediationSteps: "Fewer.", validateStack(args, report) {
  if (args.resources.some((each) => each.name === "bad")) report("the stack as a whole");
} },
{ name: "mender", description: "Mends.", enforcementLevel: "remediate", severity: "medium", remediationSteps: "Mend.", remediateResource(args) {
  return args.type === "aws:sns/topic:Topic" && args.name === "mend" ? { ...args.props, displayName: "mended" } : undefined;
}, validateResource: () => undefined }`;

  it("carry policy, level, severity, place and remedy, and refuse with 1", async () => {
    const program = `new aws.sns.Topic("bad");\nnew aws.sqs.Queue("q");\nconst t = new aws.sns.Topic("mend", { displayName: "broken" });\nexports.seen = t.displayName;`;
    const { code, document, asked } = await check(project(program), packOf(policies));
    expect(code).toBe(1);
    const urn = "urn:pulumi:dev::trial::aws:sns/topic:Topic::bad";
    expect(document.stacks[0]?.verdicts).toEqual([
      {
        policy: "no-topic",
        level: "mandatory",
        severity: "critical",
        urn,
        path: "displayName",
        message: "a topic",
        remedy: "Use a queue.",
        file: "Pulumi.dev.yaml",
        line: 2,
        assumed: false,
      },
      {
        policy: "no-topic",
        level: "mandatory",
        severity: "critical",
        urn: "urn:pulumi:dev::trial::aws:sqs/queue:Queue::q",
        path: null,
        message: "a queue",
        remedy: "Remove it.",
        file: "index.js",
        line: 4,
        assumed: false,
      },
      {
        policy: "whole",
        level: "mandatory",
        severity: "medium",
        urn: "urn:pulumi:dev::trial::pulumi:pulumi:Stack::trial-dev",
        path: null,
        message: "the stack as a whole",
        remedy: "Fewer.",
        file: null,
        line: null,
        assumed: false,
      },
      {
        policy: "advice",
        level: "advisory",
        severity: "low",
        urn,
        path: null,
        message: "think again",
        remedy: "Think.",
        file: "index.js",
        line: 3,
        assumed: false,
      },
    ]);
    expect(document.summary).toEqual({
      stacks: 1,
      resources: 5,
      refused: 3,
      advisory: 1,
      undecided: 0,
      mended: 1,
      unjudged: 0,
      result: "refused",
    });
    // Which property it is, and not what stands or stood there.
    expect(document.stacks[0]?.mended).toEqual([
      { policy: "mender", urn: expect.stringMatching(/::mend$/u) as unknown, path: "displayName" },
    ]);
    // The program and the rest of the pack see what the remediation made.
    expect(asked.find(({ method, name }) => method === "analyze" && name === "mend")?.properties).toMatchObject({
      displayName: "mended",
    });
  });

  it("that rest on the outside world are assumed or undecided, and exit with 2", async () => {
    const program = `
const zone = aws.route53.getZoneOutput({ name: "example.com" });
new aws.ssm.Parameter("refused", { type: "String", name: "n", description: zone.comment });
new aws.ssm.Parameter("open", { type: "String", name: zone.primaryNameServer.apply((name) => name.replace("made-up", "m")) });
new aws.ssm.Parameter("certain", { type: "String", name: aws.getRegionOutput().region, description: "d" });`;
    const { code, document, asked } = await check(project(program), packOf(policies));
    expect(code).toBe(2);
    const [stack] = document.stacks;
    expect(stack?.verdicts.map(({ urn, message, assumed }) => ({ urn, message, assumed }))).toEqual([
      {
        urn: "urn:pulumi:dev::trial::aws:ssm/parameter:Parameter::refused",
        message: "holds description",
        assumed: true,
      },
    ]);
    expect(stack?.undecided).toEqual([]);
    expect(document.summary).toMatchObject({ refused: 0, undecided: 1, result: "undecided" });
    expect(asked.filter(({ method }) => method === "configureStack")).toHaveLength(2);
    const careful = asked.filter(({ method, name }) => method === "analyze" && name === "refused").at(-1);
    expect(careful?.properties).toMatchObject({ description: unknown });
  });

  it("rest on nothing that was made up where a program says a usual range itself", async () => {
    const program = `
aws.ec2.getVpcOutput({ default: true }).apply(() => undefined);
aws.ec2.getSubnetOutput({ id: "subnet-1" }).apply(() => undefined);
aws.ec2.getPrefixListOutput({ name: "p" }).apply(() => undefined);
aws.getIpRangesOutput({ services: ["ec2"] }).apply(() => undefined);
for (const range of ["10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "172.31.0.0/16", "192.168.0.0/16", "100.64.0.0/16", "10.0.0.57/32"])
  new aws.ssm.Parameter(range.replace(/\\W/g, "-"), { type: "String", name: "n", description: range });`;
    const { code, document } = await check(project(program), packOf(policies));
    expect(code).toBe(0);
    expect(document.stacks[0]?.undecided).toEqual([]);
  });

  it("take what a program makes of a group's id for another group than that one", async () => {
    const program = `
const group = new aws.ec2.SecurityGroup("group");
const place = (name, id) => new aws.ec2.NetworkInterface(name, { subnetId: "subnet-1", securityGroups: [id] });
place("own", group.id);
place("same", group.id.apply((id) => id));
place("other", group.id.apply(() => "sg-0123456789abcdef0"));`;
    const { document } = await check(
      project(program, { "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  bulkhead:bot: grid\n" }),
      built.pack,
    );
    const refused = document.stacks[0]?.verdicts.filter(({ policy }) => policy === "network-own-group") ?? [];
    expect(refused.map(({ urn }) => urn.split("::").at(-1))).toEqual(["other"]);
  });

  it("that a mandatory policy could not give are undecided", async () => {
    const program = `const zone = aws.route53.getZoneOutput({ name: "example.com" });\nnew aws.ssm.Parameter("open", { type: "String", name: "n", description: pulumi.interpolate\`at \${zone.comment.apply((text) => text)}\` });`;
    const quiet = policies.replace(`if (/made-up/.test(value ?? "")) report("holds " + key);`, "");
    const { code, document } = await check(project(program), packOf(quiet));
    expect(code).toBe(2);
    expect(document.stacks[0]?.verdicts).toEqual([]);
    expect(document.stacks[0]?.undecided).toEqual([
      { policy: "world", urn: "urn:pulumi:dev::trial::aws:ssm/parameter:Parameter::open", reason: "description" },
    ]);
  });
});

describe("a canary", () => {
  // Every way is judged by the real pack: a stand-in outside a secret input is a leak, however it is wrapped.
  const ways: readonly (readonly [string, string])[] = [
    ["raw", "t"],
    ["base64", 'Buffer.from("x=" + t).toString("base64")'],
    ["hex", 'Buffer.from(t).toString("hex")'],
    ["gzip-base64", 'require("zlib").gzipSync("#!/bin/sh\\nKEY=" + t).toString("base64")'],
    ["json", "JSON.stringify({ a: { b: t } })"],
    ["percent", "encodeURIComponent('a&' + t).replace(/c/g, '%63')"],
  ];

  it.each([["raw"]])(
    "is found %s and in every other wrapping, by the key it stands for; no input's value is echoed",
    async () => {
      const lines = ways.map(
        ([name, expression]) =>
          `token.apply((t) => { new aws.sns.Topic("leak-${name}", { displayName: pulumi.unsecret(pulumi.output(${expression})) }); });`,
      );
      const program = `const token = new pulumi.Config().requireSecret("token");\n${lines.join("\n")}\nnew aws.ssm.Parameter("fine", { type: "SecureString", value: token });\ntoken.apply((t) => console.log("printed", t));`;
      const folder = project(program, { "Pulumi.dev.yaml": secretFile(["token"]) });
      folders.push(folder);
      const args = ["check", "--program", folder, "--pack", built.pack];
      const json = await run(built.bulkhead, [...args, "--json"]);
      const document = JSON.parse(json.stdout) as Document;
      const leaks = (document.stacks[0]?.verdicts ?? []).filter(
        ({ urn, message }) => urn.includes("::leak-") && message.includes("trial:token"),
      );
      expect(new Set(leaks.map(({ urn }) => urn.split("::leak-")[1]))).toEqual(new Set(ways.map(([name]) => name)));
      expect(
        document.stacks[0]?.verdicts.filter(
          ({ urn, message }) => urn.endsWith("::fine") && message.includes("trial:token"),
        ),
      ).toEqual([]);
      expect(json.code).toBe(1);
      expect(json.stdout).not.toMatch(/canary\w{8}/u);
      const text = await run(built.bulkhead, args);
      expect(text.stdout).toContain("printed [secret]");
      expect(text.stdout + text.stderr).not.toMatch(/canary\w{8}/u);
      expect(text.stdout).not.toContain("\u001b");
      expect(text.stdout.trimEnd().split("\n").at(-1)).toMatch(/^✗ refused: 1 stack, \d+ resources, \d+ violations/u);
    },
  );

  it("takes the shape that the program parses", async () => {
    const program = `
const config = new pulumi.Config();
config.requireSecretObject("login").apply((login) => { if (typeof login.user !== "string") throw new Error("no user"); });
config.requireSecretNumber("pin");
config.requireSecret("pem").apply((pem) => require("crypto").createPrivateKey(pem));
config.requireSecret("seed").apply((seed) => { if (!/^[0-9a-f]{64}$/.test(seed)) throw new Error("no seed"); });`;
    const folder = project(program, { "Pulumi.dev.yaml": secretFile(["login", "pin", "pem", "seed"]) });
    const shapes = ["login=json:user,password", "pin=number", "pem=pem", "trial:seed=hex"].flatMap((shape) => [
      "--canary",
      shape,
    ]);
    expect(await check(folder, packOf(nothing), ...shapes)).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("other forms of program", () => {
  it("an ES module, and a TypeScript program in a folder that main names, pass", async () => {
    const esm = project("", {
      "package.json": JSON.stringify({ type: "module", main: "index.js" }),
      "index.js": `import * as aws from "@pulumi/aws";\nexport const arn = new aws.sns.Topic("esm").arn;\n`,
    });
    expect((await check(esm, packOf(nothing))).document.stacks[0]?.resources.map(({ name }) => name)).toContain("esm");

    const typescript = project("", {
      "Pulumi.yaml": "name: trial\nruntime: nodejs\nmain: app/\nstackConfigDir: stacks\n",
      "stacks/Pulumi.prod.yaml": "config: {}\n",
      "app/package.json": "{}",
      "app/tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, target: "es2022" } }),
      "app/index.ts": `import * as aws from "@pulumi/aws";\n\ninterface Named { readonly name: string }\nconst one: Named = { name: "ts" };\nexport const arn = new aws.sns.Topic(one.name).arn;\n`,
    });
    const { document } = await check(typescript, packOf(nothing));
    expect(document.stacks[0]).toMatchObject({ stack: "prod" });
    expect(document.stacks[0]?.resources.find(({ name }) => name === "ts")).toMatchObject({
      file: "app/index.ts",
      line: 5,
    });
  });

  it("with packages of every form pass, also where what is kept of them from run to run is damaged", async () => {
    const folder = project("", {
      "Pulumi.yaml": "name: trial\nruntime: nodejs\nmain: app/\n",
      "app/package.json": JSON.stringify({ main: "index.js" }),
      "app/index.js": `const aws = require("@pulumi/aws");
const names = [require("shell"), require("mainly"), require("plain")];
module.exports = async () => {
  for (const name of [...names, await require("imports")()]) new aws.sns.Topic(name);
};`,
      "app/node_modules/shell/index.js": `#!/usr/bin/env node\nmodule.exports = "first-line";\n`,
      "app/node_modules/mainly/package.json": JSON.stringify({ main: "index.js" }),
      "app/node_modules/mainly/index.js": `module.exports = require.main === process.mainModule ? "main" : "no-main";\n`,
      "app/node_modules/plain/index.js": `module.exports = module.parent.filename.endsWith("index.js") && require.resolve("shell").includes("shell") ? "resolved" : "lost";\n`,
      "app/node_modules/imports/index.js": `module.exports = async () => (await import("./other.mjs")).name;\n`,
      "app/node_modules/imports/other.mjs": `export const name = "imported";\n`,
    });
    const pack = packOf(nothing);
    const names = async (): Promise<string[]> =>
      ((await check(folder, pack)).document.stacks[0]?.resources ?? []).map(({ name }) => name);
    const expected = expect.arrayContaining(["first-line", "main", "resolved", "imported"]) as unknown;
    expect(await names()).toEqual(expected);

    const store = join(folder, "app/node_modules/.cache/bulkhead");
    // Node 22 keeps such things itself, in folders.
    const [kept] = readdirSync(store).filter((name) => name.startsWith("compiled-run-v"));
    if (kept !== undefined) {
      const whole = readFileSync(join(store, kept));
      for (const damaged of [whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length, 7), Buffer.alloc(2)]) {
        writeFileSync(join(store, kept), damaged);
        expect(await names()).toEqual(expected);
      }
      expect(readFileSync(join(store, kept)).length).toBeGreaterThan(whole.length / 2);
    }
  });
});

describe("several stacks", () => {
  it("are judged one after another, each under its own configuration", async () => {
    const folder = project(`new aws.sns.Topic(new pulumi.Config().require("name"));`, {
      "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  trial:name: bad\n",
      "Pulumi.prod.yaml": "config:\n  aws:region: us-west-2\n  trial:name: good\n",
    });
    writeFileSync(join(folder, "Pulumi.other.yaml"), "config:\n  aws:region: eu-west-1\n  trial:name: also-good\n");
    const pack = packOf(
      `{ name: "no-bad", description: "No bad.", validateResource: (args, report) => { if (args.name === "bad") report("bad"); } }`,
    );
    const { code, document } = await check(folder, pack, "--all");
    expect(code).toBe(1);
    expect(document.stacks.map(({ stack, verdicts }) => [stack, verdicts.length])).toEqual([
      ["dev", 1],
      ["other", 0],
      ["prod", 0],
    ]);
  });
});

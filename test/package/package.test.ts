import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// The package as somebody else gets it: packed, installed in an empty project outside the repository, and used there.
const root = resolve(__dirname, "../..");
const outside = mkdtempSync(join(tmpdir(), "bulkhead-package-"));
let packed: readonly string[] = [];

interface Report {
  readonly stacks: readonly {
    readonly stack: string;
    readonly resources: readonly { readonly type: string }[];
    readonly verdicts: readonly { readonly policy: string; readonly level: string; readonly path: string | null }[];
  }[];
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function write(name: string, content: string | readonly string[]): void {
  writeFileSync(join(outside, name), typeof content === "string" ? content : content.join("\n") + "\n");
}

function check(...args: readonly string[]): { readonly status: number | null; readonly report: Report } {
  const { status, stdout, stderr } = spawnSync("npx", ["--no", "bulkhead", "check", "--json", ...args], {
    cwd: outside,
    encoding: "utf8",
  });
  try {
    return { status, report: JSON.parse(stdout) as Report };
  } catch {
    throw new Error(`no JSON report: exit ${String(status)}\n${stdout}\n${stderr}`);
  }
}

/** The same bot, from the exported component. */
const bot = [
  'new Compartment("dca", {',
  '  bot: "dca",',
  "  exchange: exchanges.kraken,",
  '  network: "mainnet",',
  '  region: "eu-central-1",',
  '  admins: ["arn:aws:iam::111122223333:role/admin"],',
  '  operators: ["arn:aws:iam::111122223333:role/operator"],',
  '  responders: ["arn:aws:iam::111122223333:role/responder"],',
  '  deployers: ["arn:aws:iam::111122223333:role/deployer"],',
  "})",
];

const stackFile = [
  "secretsprovider: awskms://alias/dca?region=eu-central-1",
  "config:",
  "  aws:region: eu-central-1",
  "  bulkhead:bot: dca",
  "  bulkhead:exchange: kraken",
  "  bulkhead:network: mainnet",
  "  bulkhead:owner: trading-desk@example.com",
  "  bulkhead:approval: OPS-12",
  "  bulkhead:deployers: [arn:aws:iam::111122223333:role/deployer]",
];

function program(entry: string, lines: readonly string[]): void {
  write(
    "package.json",
    JSON.stringify({ ...JSON.parse(readFileSync(join(outside, "package.json"), "utf8")), main: entry }),
  );
  write(entry, lines);
}

beforeAll(() => {
  const [{ filename, files }] = JSON.parse(
    npm(["pack", "--json", "--silent", "--foreground-scripts=false", "--pack-destination", outside], root),
  ) as [{ filename: string; files: readonly { path: string }[] }];
  packed = files.map(({ path }) => path);
  write("package.json", JSON.stringify({ name: "stranger", version: "1.0.0", private: true }));
  npm(["install", "--no-audit", "--no-fund", "--save-exact", `./${filename}`, "typescript@5.9.3"], outside);
  write("Pulumi.yaml", ["name: stranger", "runtime: nodejs"]);
  write("Pulumi.dca.yaml", stackFile);
}, 600_000);

afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

test("the package holds what runs, and neither tests nor stack files", () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      "dist/ops/bulkhead.js",
      "dist/infra/components.d.ts",
      "policies/PulumiPolicy.yaml",
      "policies/dist/index.js",
      "policies/dist/policies.json",
    ]),
  );
  expect(
    packed.filter((path) => /(?:^|\/)(?:test|examples|bench|node_modules)\/|Pulumi\.[^/]+\.yaml$/u.test(path)),
  ).toEqual([]);
});

test("explain prints a policy's page from the installed package", () => {
  const { status, stdout } = spawnSync("npx", ["--no", "bulkhead", "explain", "compute-imdsv2"], {
    cwd: outside,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('metadataOptions: { httpTokens: "required" }') as unknown,
  });
}, 60_000);

test("neither the package nor what it brings along has a part of the IAM simulator, whose licence (AGPL) is not ours", () => {
  expect(existsSync(join(outside, "node_modules/@cloud-copilot"))).toBe(false);
  const shipped = packed.filter((path) => /\.(?:[cm]?js|json|d\.ts)$/u.test(path));
  expect(shipped.length).toBeGreaterThan(0);
  const naming = shipped.filter(
    (path) =>
      path !== "package.json" &&
      readFileSync(join(outside, "node_modules/bulkhead", path), "utf8").includes("cloud-copilot"),
  );
  expect(naming).toEqual([]);
});

test("a bot is built from the exported component in JavaScript, and passes the pack", () => {
  program("index.js", [
    'const { Compartment, exchanges } = require("bulkhead");',
    "exports.egressIp = " + bot.join("\n") + ".egressIp;",
  ]);
  const { status, report } = check("--stack", "dca");
  expect(report.stacks[0]?.verdicts.filter(({ level }) => level === "mandatory")).toEqual([]);
  expect(report.stacks[0]?.resources.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["bulkhead:infra:Compartment", "aws:ec2/eip:Eip", "aws:secretsmanager/secret:Secret"]),
  );
  expect(status).toBe(0);
}, 120_000);

test("a bot is built from the exported component in TypeScript under a strict compiler, and passes the pack", () => {
  program("index.ts", [
    'import { Compartment, exchanges } from "bulkhead";',
    "const dca: Compartment = " + bot.join("\n") + ";",
    "export const egressIp = dca.egressIp;",
  ]);
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        noEmit: true,
        skipLibCheck: false,
        types: ["node"],
      },
      files: ["index.ts"],
    }),
  );
  const types = spawnSync("npx", ["--no", "tsc"], { cwd: outside, encoding: "utf8" });
  const ours = types.stdout.split("\n").filter((line) => line.includes("bulkhead") || line.startsWith("index.ts"));
  expect(ours).toEqual([]);
  const { status, report } = check("--stack", "dca");
  expect(report.stacks[0]?.verdicts.filter(({ level }) => level === "mandatory")).toEqual([]);
  expect(status).toBe(0);
}, 180_000);

test("the installed pack refuses a program that puts a secure configuration value in a tag", () => {
  write("Pulumi.leak.yaml", [
    ...stackFile.map((line) => line.replace("alias/dca", "alias/leak")),
    "  stranger:apiSecret:",
    "    secure: v1:bm90IGEgcmVhbCBvbmU=",
  ]);
  program("index.js", [
    'const pulumi = require("@pulumi/pulumi");',
    'const aws = require("@pulumi/aws");',
    'const secret = new pulumi.Config().requireSecret("apiSecret");',
    'new aws.sns.Topic("alerts", { tags: { note: pulumi.unsecret(secret) } });',
  ]);
  const { status, report } = check("--stack", "leak");
  expect(report.stacks[0]?.verdicts.map(({ policy, path }) => [policy, path])).toEqual([
    // A topic as bare as this one has other faults too.
    ["bot-required-tags", "tags"],
    ["logging-sns-cmk", "kmsMasterKeyId"],
    ["secrets-no-tag-or-name-leak", "tags.note"],
  ]);
  expect(status).toBe(1);
}, 120_000);

test("the pack's folder in the installed package is what `pulumi up --policy-pack` takes", () => {
  const pack = join(outside, "node_modules/bulkhead/policies");
  expect(existsSync(join(pack, "PulumiPolicy.yaml"))).toBe(true);
  expect(JSON.parse(readFileSync(join(pack, "package.json"), "utf8"))).toMatchObject({ main: "dist/index.js" });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policies/pack";
import { madeUp } from "../policies/samples";
import { makeAlias } from "./alias";
import { Machine, succeeded } from "./machine";
import { root } from "./parts";
import { traces } from "./traces";

jest.setTimeout(600_000);

const sample = madeUp("engine every policy");

/** What a stack is, apart from its program. */
interface Setting {
  /** Its program, unless it is called like the stack's project. */
  readonly program?: string;
  /** One of the files: every Node process of the engine runs it first. */
  readonly preload?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** In place of a key of its own in KMS. */
  readonly passphrase?: true;
  /** Run before it is deployed. */
  readonly configure: string;
}

const declare = (network: string): string => `
  pulumi config set bulkhead:bot faults
  pulumi config set bulkhead:exchange binance
  pulumi config set bulkhead:vpc shared
  pulumi config set bulkhead:network ${network}`;

const settings: Readonly<Record<string, Setting>> = {
  faults: {
    files: {
      // Another stack under the same key.
      "Pulumi.other.yaml": "secretsprovider: awskms://alias/bulkhead-faults?region=eu-west-1\n",
    },
    configure: `${declare("testnet")}
      pulumi config set --plaintext bot:binanceApiSecret < sample.txt`,
  },
  "faults-mainnet": {
    passphrase: true,
    files: {
      // Of no configuration key: the embedded engine knows the values of none.
      "upload.env": `BINANCE_API_SECRET=${madeUp("engine every policy, upload")}\n`,
      "Pulumi.yaml": `name: faults-mainnet\nruntime: nodejs\nconfig:\n  bot:apiSecret:\n    value: ${sample}\n`,
      "waivers.yaml":
        "waivers:\n  - policy: secrets-cmk\n    urn: urn:pulumi:dev::faults-mainnet::*::exchange\n    reason: None.\n    owner: nobody\n    ticket: OPS-1\n    expires: 2020-01-01\n",
    },
    configure: `${declare("mainnet")}
      pulumi config set --secret bot:token < sample.txt`,
  },
  undeclared: {
    files: {
      "waivers.yaml": `waivers:\n  - policy: secrets-cmk\n    urn: urn:pulumi:dev::undeclared::*::exchange\n    reason: The secret is gone.\n    owner: operations\n    ticket: OPS-1\n    expires: ${inDays(30)}\n`,
    },
    configure: "true",
  },
  "another-sdk": {
    program: "undeclared",
    // Its messages can't be read on their way: marks are lost, and nothing may look clean.
    files: {
      "freeze.cjs": `const Module = require("node:module");
const load = Module._load;
Module._load = function (name, ...rest) {
  const loaded = load.call(this, name, ...rest);
  if (/analyzer_grpc_pb$/.test(name)) Object.values(loaded.AnalyzerService).forEach(Object.freeze);
  return loaded;
};
`,
    },
    preload: "freeze.cjs",
    configure: "true",
  },
};

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

// One place for each policy, written by hand: program, resource, property. `-` stands for the stack itself, or no property.
const places: Readonly<Record<string, string>> = {
  "bot-marks-read": "another-sdk - -",
  "bot-waiver-hygiene": "faults-mainnet - -",
  "bot-waiver-used": "undeclared - -",
  "bot-testnet-isolated": "faults untagged description",
  "bot-one-per-stack": "faults host tags.bulkhead:bot",
  "bot-region-served": "faults-mainnet america region",
  "bot-type-allow-list": "faults peer -",
  "bot-artifact-digest": "faults task containerDefinitions[0].image",
  "bot-required-tags": "faults untagged tags",
  "bot-no-withdraw": "faults exchange tags.bulkhead:permissions",
  "bot-mainnet-approval": "faults-mainnet - bulkhead:approval",
  "bot-heartbeat-alarm": "faults - -",
  "config-no-plaintext-secret": "faults - bot:binanceApiSecret",
  "config-no-secret-in-project-yaml": "faults-mainnet - bot:apiSecret.value",
  "config-kms-secrets-provider": "faults-mainnet - secretsprovider",
  "config-own-key": "faults - secretsprovider",
  "config-kind-declared": "undeclared - -",
  "config-no-static-aws-credentials": "faults credentials accessKey",
  "secrets-no-plaintext-anywhere": "faults-mainnet upload contentDisposition",
  "secrets-asset-files-clean": "faults-mainnet upload source",
  "secrets-no-tag-or-name-leak": "faults-mainnet queue tags.login",
  "secrets-outputs-clean": "faults - outputs.apiSecret",
  "secrets-value-provenance": "faults exchange secretString",
  "secrets-empty-on-mainnet": "faults-mainnet exchange secretString",
  "secrets-prefer-write-only": "faults exchange secretString",
  "secrets-no-insecure-value": "faults parameter insecureValue",
  "secrets-input-must-be-secret": "faults peer bgpAuthKey",
  "secrets-user-data-clean": "faults host userData",
  "secrets-lambda-env-clean": "faults function environment.variables.BINANCE_API_SECRET",
  "secrets-ecs-env-clean": "faults task containerDefinitions[0].environment[0].value",
  "secrets-codebuild-env-clean": "faults build environment.environmentVariables[0].value",
  "secrets-cmk": "faults exchange kmsKeyId",
  "secrets-ssm-secure-string": "faults plain type",
  "secrets-recovery-window": "faults-mainnet exchange recoveryWindowInDays",
  "secrets-resource-policy": "faults exchange policy.Statement[0].Principal",
  "secrets-rotation-or-age": "faults exchange tags.bulkhead:max-age-days",
  "secrets-used": "faults-mainnet exchange -",
  "secrets-no-iam-access-key": "faults access -",
  "kms-rotation": "faults key enableKeyRotation",
  "kms-deletion-window": "faults key deletionWindowInDays",
  "kms-no-wildcard-principal": "faults key policy.Statement[0].Principal.AWS",
  "kms-no-lockout-bypass": "faults key bypassPolicyLockoutSafetyCheck",
  "kms-grants-limited": "faults key policy.Statement[0].Action",
  "kms-separate-admin-and-use": "faults key policy.Statement[0].Principal.AWS",
  "kms-no-decrypt-on-star": "faults decrypt policy.Statement[0].Resource",
  "kms-one-key-per-bot": "faults unread kmsKeyId",
  "kms-deletion-alarm": "faults key -",
  "compute-imdsv2": "faults host metadataOptions.httpTokens",
  "compute-imds-hop-limit": "faults host metadataOptions.httpPutResponseHopLimit",
  "compute-ebs-encrypted-cmk": "faults host rootBlockDevice.encrypted",
  "compute-no-key-pair": "faults host keyName",
  "compute-public-ip": "faults host associatePublicIpAddress",
  "compute-instance-profile": "faults host iamInstanceProfile",
  "compute-termination-protection": "faults-mainnet host disableApiTermination",
  "compute-pinned-ami": "faults host ami",
  "compute-detailed-monitoring": "faults host monitoring",
  "network-no-ingress": "faults group ingress[0]",
  "network-egress-allow-list": "faults group egress[0].protocol",
  "network-default-sg-closed": "faults vpc -",
  "network-eip-protected": "faults-mainnet address -",
  "network-egress-is-static": "faults host -",
  "network-dns-firewall": "faults names firewallFailOpen",
  "network-no-ipv6-egress": "faults subnet ipv6Native",
  "network-flow-logs": "faults vpc -",
  "network-own-address": "faults - bulkhead:vpc",
  "network-own-group": "faults-mainnet host vpcSecurityGroupIds",
  "network-private-endpoints": "faults vpc -",
  "logging-trail-validated": "faults trail enableLogFileValidation",
  "logging-trail-cmk": "faults trail kmsKeyId",
  "logging-group-retention-cmk": "faults log kmsKeyId",
  "logging-sns-cmk": "faults topic kmsMasterKeyId",
  "logging-sns-not-public": "faults topic policy.Statement[0].Principal",
  "logging-s3-bpa": "faults bucket -",
  "logging-s3-tls": "faults bucket -",
  "identity-no-admin": "faults admin policy.Statement[0].Action",
  "identity-no-service-wildcard": "faults service policy.Statement[0].Action",
  "identity-no-notaction": "faults all-but policy.Statement[0].NotAction",
  "identity-passrole-scoped": "faults pass policy.Statement[0].Resource",
  "identity-assume-role-scoped": "faults assume policy.Statement[0].Resource",
  "identity-no-user-policy": "faults user -",
  "identity-trust-not-star": "faults role assumeRolePolicy.Statement[0].Principal",
  "identity-resource-policy-not-public": "faults queue policy.Statement[0].Principal",
  "identity-permission-boundary": "faults role permissionsBoundary",
  "identity-policies-in-sight": "faults foreign policyArn",
  "identity-own-secret-only": "faults reads policy.Statement[0].Resource",
  "identity-no-way-around": "faults enters policy.Statement[0]",
  "identity-only-the-bot-reads": "faults exchange -",
};

interface Said {
  readonly policy: string;
  readonly urn: string;
  readonly path?: string | null;
}

const ofStack = /^urn:pulumi:dev::[\w-]+::pulumi:pulumi:Stack::|^$/u;

const place = ({ policy, urn, path }: Said): string =>
  `${policy}: ${ofStack.test(urn) ? "-" : urn.slice(urn.lastIndexOf("::") + 2)} ${path ?? "-"}`;

const machine = new Machine();
const fired = new Map<string, readonly string[]>();
const checked = new Map<string, readonly string[]>();
const shown: string[] = [];
afterAll(() => {
  machine.dispose();
});

async function deploy(
  name: string,
  { program = name, files = {}, passphrase, preload, configure }: Setting,
): Promise<void> {
  const project = machine.project(name, {
    "index.ts": readFileSync(join(__dirname, "programs", `${program}.ts`), "utf8"),
    "sample.txt": sample,
    // Nothing stops the update, and nothing is mended in silence: every policy speaks.
    "levels.json": '{ "all": "advisory" }',
    ...files,
  });
  const secrets = { PULUMI_CONFIG_PASSPHRASE: passphrase === undefined ? "" : "tulip" };
  const provider = passphrase === undefined ? `awskms://alias/bulkhead-${name}?region=eu-west-1` : "passphrase";
  if (passphrase === undefined) await makeAlias(machine, `alias/bulkhead-${name}`);
  succeeded(
    await project.shell(
      `pulumi stack init dev --secrets-provider "${provider}"
      pulumi config set aws:region eu-west-1
      ${configure}`,
      secrets,
    ),
  );
  const levels = ["--policy-pack-config", "levels.json"];
  const up = succeeded(
    await project.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", join(root, "policies"), ...levels], {
      ...secrets,
      ...(preload === undefined ? {} : { NODE_OPTIONS: `--require ${join(project.directory, preload)}` }),
    }),
  );
  shown.push(up.console);
  fired.set(name, up.advisories.map(place));
  if (preload !== undefined) return;
  const bulkhead = join(root, "dist", "ops", "bulkhead.js");
  const check = await project.shell(`node ${bulkhead} check --stack dev --json ${levels.join(" ")}`, secrets);
  const { stacks } = JSON.parse(check.console) as { stacks: { verdicts: Said[] }[] };
  checked.set(name, stacks.flatMap(({ verdicts }) => verdicts).map(place));
}

describe("on the real engine", () => {
  beforeAll(async () => {
    for (const [name, setting] of Object.entries(settings)) await deploy(name, setting);
  });

  it("every policy of the pack has a place here, and nothing else has one", () => {
    expect(Object.keys(places).sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  it.each(Object.entries(places))("%s fires", (policy, where) => {
    const [program = "", resource = "", path = ""] = where.split(" ");
    expect(fired.get(program)).toContain(`${policy}: ${resource} ${path}`);
  });

  it.each(Object.keys(settings).filter((name) => settings[name]?.preload === undefined))(
    "%s gets the same verdicts from bulkhead check",
    (program) => {
      expect([...(checked.get(program) ?? [])].sort()).toEqual([...(fired.get(program) ?? [])].sort());
    },
  );

  it("a component is of no type that a list has to name", () => {
    expect(fired.get("faults")).not.toContain("bot-type-allow-list: component -");
  });

  it("no part of the secret is shown", () => {
    expect(shown.flatMap((text) => traces(text, sample))).toEqual([]);
  });
});

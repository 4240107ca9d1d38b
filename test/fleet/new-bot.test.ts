import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import { FleetWorld, type Account, type Kill, type Program } from "./fleet-world";

jest.setTimeout(1_200_000);

let world: FleetWorld;
const accounts: Account[] = [];
beforeAll(async () => {
  world = await FleetWorld.start();
});
afterAll(async () => {
  for (const account of accounts) account.remove();
  await world.stop();
});

const wanted = ["new", "arb-testnet", "--exchange", "binance", "--network", "testnet"];

async function opened(program: Program = "shipped"): Promise<Account> {
  const account = await world.account(["grid-testnet"], program);
  accounts.push(account);
  return account;
}

/** Everything that one bot's key, alias and file come to. */
async function standing({ kms, project }: Account): Promise<unknown> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const keys = await Promise.all(
    Keys.map(async ({ KeyId }) => {
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
      return {
        tags: Object.fromEntries(Tags.map(({ TagKey = "", TagValue }) => [TagKey, TagValue])),
        rotates: (await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled,
        policy: (JSON.parse(Policy ?? "") as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
        aliases: Aliases.filter(({ TargetKeyId }) => TargetKeyId === KeyId).map(({ AliasName }) => AliasName),
      };
    }),
  );
  return { keys, file: readFileSync(join(project, "Pulumi.arb-testnet.yaml"), "utf8") };
}

const whole = (id: string): unknown => ({
  keys: [
    {
      tags: {
        "bulkhead:bot": "arb-testnet",
        "bulkhead:exchange": "binance",
        "bulkhead:network": "testnet",
        "bulkhead:key": "configuration",
        "bulkhead:project": "bulkhead",
      },
      rotates: true,
      policy: ["RootUserRecovers", "AdminsAdminister", "DeployersMakeIt", "DeployersRunPulumi"],
      aliases: ["alias/bulkhead-arb-testnet"],
    },
  ],
  file: `secretsprovider: awskms://alias/bulkhead-arb-testnet?region=eu-west-1
config:
  aws:region: eu-west-1
  bulkhead:bot: arb-testnet
  bulkhead:exchange: binance
  bulkhead:network: testnet
  bulkhead:admins:
    - arn:aws:iam::${id}:role/bulkhead-admin
  bulkhead:operators:
    - arn:aws:iam::${id}:role/bulkhead-operator
  bulkhead:responders:
    - arn:aws:iam::${id}:role/bulkhead-responder
  bulkhead:deployers:
    - arn:aws:iam::${id}:role/bulkhead-deployer
`,
});

it("shows a plan and makes nothing without --yes", async () => {
  const account = await opened();
  const { code, out } = await account.bulkhead(wanted);
  expect(code).toBe(0);
  expect(out).toContain("Make the key");
  expect(out).toContain("Nothing was done.");
  expect(account.stackFiles()).toEqual(["Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
  expect((await account.kms.send(new ListKeysCommand({}))).Keys).toEqual([]);
});

it("makes one key, one alias and one stack file, and finds them made when it is run again", async () => {
  const account = await opened();
  const first = await account.bulkhead([...wanted, "--yes", "--json"]);
  expect(first.err).toContain("✓ Write Pulumi.arb-testnet.yaml");
  expect(first.code).toBe(0);
  expect(await standing(account)).toEqual(whole(account.id));
  expect(JSON.parse(first.out)).toMatchObject({
    command: "new",
    acted: true,
    missing: [],
    bot: "arb-testnet",
    secretsProvider: "awskms://alias/bulkhead-arb-testnet?region=eu-west-1",
    key: expect.stringMatching(/^arn:aws:kms:eu-west-1:\d{12}:key\//u) as unknown,
  });
  const again = await account.bulkhead([...wanted, "--yes"]);
  expect(again.out).toContain("Everything is there already; nothing to make.");
  expect(world.calls.filter((call) => /Create|Enable|Put|Tag(?!s)/u.test(call))).toEqual([]);
  expect(await standing(account)).toEqual(whole(account.id));
});

it("leaves one key, one alias and one stack file when it is killed at any call and run again", async () => {
  const rehearsal = await opened("empty");
  await rehearsal.bulkhead([...wanted, "--yes"]);
  const calls = [...world.calls];
  expect(calls).toEqual(expect.arrayContaining(["kms CreateKey", "kms EnableKeyRotation", "kms CreateAlias"]));
  for (const [index, call] of calls.entries()) {
    for (const phase of ["before", "after"] as const) {
      const kill: Kill = { call: index + 1, phase };
      const account = await opened("empty");
      const killed = await account.bulkhead([...wanted, "--yes"], kill);
      expect({ call, phase, signal: killed.signal }).toEqual({ call, phase, signal: "SIGKILL" });
      const { code, err } = await account.bulkhead([...wanted, "--yes"]);
      expect({ call, phase, code, err: err.replaceAll(/✓.*\n/gu, "") }).toEqual({ call, phase, code: 0, err: "" });
      expect(await standing(account)).toEqual(whole(account.id));
      expect(account.stackFiles()).toEqual(["Pulumi.arb-testnet.yaml", "Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
    }
  }
});

it("mends what somebody changed: the key's policy", async () => {
  const account = await opened("empty");
  await account.bulkhead([...wanted, "--yes"]);
  const open = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
  };
  const { Keys = [] } = await account.kms.send(new ListKeysCommand({}));
  await account.kms.send(new PutKeyPolicyCommand({ KeyId: Keys[0]?.KeyId, Policy: JSON.stringify(open) }));
  const { out } = await account.bulkhead(wanted);
  expect(out).toContain("1. Put the key's policy in force");
  await account.bulkhead([...wanted, "--yes"]);
  expect(await standing(account)).toEqual(whole(account.id));
});

it("touches no key of somebody else's that has the alias", async () => {
  const account = await opened();
  const { KeyMetadata: key } = await account.kms.send(new CreateKeyCommand({}));
  await account.kms.send(
    new CreateAliasCommand({ AliasName: "alias/bulkhead-arb-testnet", TargetKeyId: key?.KeyId ?? "" }),
  );
  const { code, err } = await account.bulkhead([...wanted, "--yes"]);
  expect(code).toBe(2);
  expect(err).toContain("whose tag bulkhead:bot is not arb-testnet: it may be somebody else's");
  expect(account.stackFiles()).toEqual(["Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
});

it("goes no further with a key that is disabled", async () => {
  const account = await opened();
  await account.bulkhead([...wanted, "--yes"]);
  const { Keys = [] } = await account.kms.send(new ListKeysCommand({}));
  await account.kms.send(new DisableKeyCommand({ KeyId: Keys[0]?.KeyId }));
  const { code, err } = await account.bulkhead([...wanted, "--yes"]);
  expect(code).toBe(2);
  expect(err).toContain("is in the state Disabled, expected Enabled");
});

it.each([
  [
    "an exchange without test hosts",
    ["new", "x", "--exchange", "okx", "--network", "testnet"],
    "OKX has no testnet that can be kept apart from live trading",
  ],
  [
    "a region that the exchange does not serve",
    ["new", "x", "--exchange", "binance", "--network", "mainnet", "--region", "us-east-1"],
    "Binance spot does not serve the region us-east-1",
  ],
  [
    "mainnet without owner and approval",
    ["new", "x", "--exchange", "binance", "--network", "mainnet"],
    "refused by bot-mainnet-approval",
  ],
  [
    "an exchange that nobody knows",
    ["new", "x", "--exchange", "binanse", "--network", "testnet"],
    "did you mean binance?",
  ],
  ["no network", ["new", "x", "--exchange", "binance"], "needs --network testnet"],
  ["a name that is none", ["new", "X/..", "--exchange", "binance", "--network", "testnet"], "is no name for a bot"],
  [
    "a name that says the other network",
    ["new", "x-mainnet", "--exchange", "binance", "--network", "testnet"],
    "while the stack's name says mainnet",
  ],
  [
    "a role that is none",
    ["new", "x", "--exchange", "binance", "--network", "testnet", "--admin", "arn:aws:iam::1:user/x"],
    "--admin takes the ARN of an IAM role",
  ],
])("refuses %s before it asks AWS for anything", async (_, args, message) => {
  const account = await opened();
  const { code, err } = await account.bulkhead([...args, "--yes"]);
  expect(err).toContain(message);
  expect(code).toBe(2);
  expect(world.calls).toEqual([]);
  expect(account.stackFiles()).toEqual(["Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
});

it("makes no key for who is no deployer", async () => {
  const account = await opened();
  const stranger = { AWS_ACCESS_KEY_ID: account.id, AWS_SECRET_ACCESS_KEY: "test", AWS_SESSION_TOKEN: undefined };
  const { code, err } = await account.bulkhead([...wanted, "--yes"], undefined, stranger);
  expect(code).toBe(2);
  expect(err).toContain("is not a session of a deployer of arb-testnet");
  expect(world.calls).toEqual(["sts GetCallerIdentity"]);
});

it("does not touch a stack file that says something else", async () => {
  const account = await opened();
  const { code, err } = await account.bulkhead([
    "new",
    "grid-testnet",
    "--exchange",
    "bybit",
    "--network",
    "testnet",
    "--yes",
  ]);
  expect(code).toBe(2);
  expect(err).toContain("is there already and says another bulkhead:exchange than bybit");
});

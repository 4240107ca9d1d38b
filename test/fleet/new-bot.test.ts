import { readFileSync, writeFileSync } from "node:fs";
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
import { sampled } from "../sampled";
import { FleetWorld, killsAt, type Account, type Program } from "./fleet-world";

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

const ofOperators = ["new", "arb-testnet", "--kind", "operator", "--exchange", "bybit", "--network", "testnet"];

it.each([
  ["a bot's", wanted],
  ["operators'", ofOperators],
])("leaves one key, one alias and one stack file when it is killed at any call and run again: %s", async (_, args) => {
  const rehearsal = await opened("empty");
  await rehearsal.bulkhead([...args, "--yes"]);
  const calls = [...world.calls];
  const expected = async ({ id }: Account): Promise<unknown> => {
    const text = JSON.stringify(await standing(rehearsal)).replaceAll(rehearsal.id, id);
    return JSON.parse(text) as unknown;
  };
  expect(calls).toEqual(
    expect.arrayContaining(["ec2 DescribeVpcs", "kms CreateKey", "kms EnableKeyRotation", "kms CreateAlias"]),
  );
  for (const kill of sampled(killsAt(calls), ({ call, phase }) => `${args.join(" ")} ${phase} ${String(call)}`)) {
    const account = await opened("empty");
    const killed = await account.bulkhead([...args, "--yes"], kill);
    const at = { ...kill, what: calls[kill.call - 1] };
    expect({ ...at, signal: killed.signal }).toEqual({ ...at, signal: "SIGKILL" });
    const { code, err } = await account.bulkhead([...args, "--yes"]);
    expect({ ...at, code, err: err.replaceAll(/✓.*\n/gu, "") }).toEqual({ ...at, code: 0, err: "" });
    expect(await standing(account)).toEqual(await expected(account));
    expect(account.stackFiles()).toEqual(["Pulumi.arb-testnet.yaml", "Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
  }
});

it("makes what operators need for a master key: the same, of their kind and without a bot", async () => {
  const account = await opened();
  const { code, out } = await account.bulkhead([...ofOperators, "--yes"]);
  expect(code).toBe(0);
  expect(out).toContain("manages keys of sub-accounts and can neither trade nor withdraw");
  const file = account.read("Pulumi.arb-testnet.yaml");
  expect(file).toContain("  bulkhead:kind: operator\n");
  expect(file).not.toContain("bulkhead:bot");
  expect((await account.bulkhead(["check", "--stack", "arb-testnet"])).code).toBe(0);
  const asBot = await account.bulkhead([
    ...ofOperators.filter((each) => each !== "--kind" && each !== "operator"),
    "--yes",
  ]);
  expect(asBot.err).toContain("says another bulkhead:kind than bot");
});

it("takes people over from another stack, and not the host of operators of another exchange or network", async () => {
  const account = await opened();
  expect((await account.bulkhead([...ofOperators, "--yes"])).code).toBe(0);
  const host = `arn:aws:iam::${account.id}:role/arb-testnet-bot-0c3ea5c`;
  const like = join(account.project, "Pulumi.grid-testnet.yaml");
  const text = readFileSync(like, "utf8");
  writeFileSync(like, text.replace(/(bulkhead:operators:\n(\s+- ))/u, `$1${host}\n$2`));
  expect(account.read("Pulumi.grid-testnet.yaml")).toContain(host);
  const made = async (bot: string, exchange: string): Promise<[string, boolean]> => {
    const words = ["new", bot, "--exchange", exchange, "--network", "testnet", "--like", "grid-testnet", "--yes"];
    const { err } = await account.bulkhead(words);
    return [err, account.read(`Pulumi.${bot}.yaml`).includes(host)];
  };
  expect(await made("mm-testnet", "binance")).toEqual([
    expect.stringContaining(`Not taken over from grid-testnet: ${host}, the host of an operator's stack`),
    false,
  ]);
  expect((await made("own-testnet", "bybit"))[1]).toBe(true);
});

describe("a shared VPC", () => {
  const shares = ["new", "arb-testnet", "--exchange", "binance", "--network", "testnet", "--vpc", "shared"];
  const joins = (bot: string, vpc: string): string[] => [
    ...["new", bot, "--exchange", "binance", "--network", "testnet", "--like", "grid-testnet", "--vpc", vpc, "--yes"],
  ];

  it("is made by its owner, and joined in the next free slot by bots that pass the pack", async () => {
    const account = await opened();
    expect((await account.bulkhead([...shares, "--yes"])).code).toBe(0);
    expect(account.read("Pulumi.arb-testnet.yaml")).toContain(
      "  bulkhead:egress: nat-gateway\n  bulkhead:vpc: shared\n",
    );
    const first = await account.bulkhead(joins("mm-testnet", "shared:arb-testnet"));
    expect({ code: first.code, err: first.err.replaceAll(/✓.*\n/gu, "") }).toEqual({ code: 0, err: "" });
    expect(account.read("Pulumi.mm-testnet.yaml")).toContain("  bulkhead:vpc: shared:arb-testnet/1\n");
    expect((await account.bulkhead(joins("hedge-testnet", "shared:arb-testnet"))).code).toBe(0);
    expect(account.read("Pulumi.hedge-testnet.yaml")).toContain("  bulkhead:vpc: shared:arb-testnet/2\n");
    const again = await account.bulkhead(joins("mm-testnet", "shared:arb-testnet"));
    expect(again.out).toContain("Everything is there already");
    const taken = await account.bulkhead(joins("late-testnet", "shared:arb-testnet/2"));
    expect(taken.err).toContain("Slot 2 of the VPC of arb-testnet is that of hedge-testnet.");
    const { code, out } = await account.bulkhead(["check", "--all", "--json"]);
    expect(code).toBe(0);
    expect(out).toContain("shares its address with the bot of arb-testnet");
    const { out: fleet } = await account.bulkhead(["fleet", "--no-check"]);
    expect(fleet).toContain("leaves by the address of arb-testnet: at the exchange it does not tell them apart");
  });

  it("is not for bots of another exchange, and nothing is made of one", async () => {
    const account = await opened();
    await account.bulkhead([...shares, "--yes"]);
    const args = joins("mm-testnet", "shared:arb-testnet").map((each) => (each === "binance" ? "bybit" : each));
    const { code, err } = await account.bulkhead(args);
    expect(code).toBe(2);
    expect(err).toContain("whose bulkhead:exchange in Pulumi.arb-testnet.yaml is not bybit");
    expect(world.calls).toEqual([]);
    expect(account.stackFiles()).not.toContain("Pulumi.mm-testnet.yaml");
  });

  it("is what is left where VPCs are full: nothing is made of a bot that would not be built to its end", async () => {
    const account = await opened("empty");
    world.quotas = { "L-F678F1CE": 1 };
    try {
      const { code, err } = await account.bulkhead([...wanted, "--yes"]);
      expect(code).toBe(2);
      expect(err).toMatch(/no room for another bot: \d+ of 1 VPCs are taken/u);
      expect(err).toContain("--vpc shared:STACK");
      expect((await account.kms.send(new ListKeysCommand({}))).Keys).toEqual([]);
      expect(account.stackFiles()).toEqual(["Pulumi.grid-testnet.yaml", "Pulumi.yaml"]);
      expect((await account.bulkhead([...wanted, "--vpc", "shared:elsewhere", "--yes"])).code).toBe(0);
    } finally {
      world.quotas = {};
    }
  });
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
  [
    "a kind that has no key of its own",
    ["new", "x", "--exchange", "binance", "--network", "testnet", "--kind", "account"],
    "--kind takes bot or operator",
  ],
  [
    "operators of an exchange that has no hosts to manage keys on",
    ["new", "x", "--exchange", "binance", "--network", "testnet", "--kind", "operator"],
    "has no hosts where keys of its testnet are managed by calls",
  ],
  [
    "a VPC that is nobody's",
    ["new", "x", "--exchange", "binance", "--network", "testnet", "--vpc", "peered"],
    "--vpc takes own, shared, or shared:STACK",
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

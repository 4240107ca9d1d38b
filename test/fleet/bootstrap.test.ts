import { ListKeysCommand, ListResourceTagsCommand } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { parts } from "../engine/parts";
import { sampled } from "../sampled";
import { FleetWorld, killsAt, type Account } from "./fleet-world";

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

async function opened(): Promise<Account> {
  const account = await world.account();
  accounts.push(account);
  return account;
}

const bucketOf = (account: Account): string => `bulkhead-state-${account.id}-eu-west-1`;

/** Everything that the bucket and its key come to, without names that differ. */
async function standing(account: Account): Promise<unknown> {
  const { s3, kms, id } = account;
  const of = { Bucket: bucketOf(account) };
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const key = Keys[0]?.KeyArn ?? "";
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId: Keys[0]?.KeyId }));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { Policy = "" } = await s3.send(new GetBucketPolicyCommand(of));
  const rule = (await s3.send(new GetBucketEncryptionCommand(of))).ServerSideEncryptionConfiguration?.Rules?.[0];
  return {
    keys: Keys.length,
    tags: Tags.map(({ TagKey, TagValue }) => `${TagKey ?? ""}=${TagValue ?? ""}`),
    buckets: Buckets.map(({ Name = "" }) => Name.replace(id, "ACCOUNT")),
    versions: (await s3.send(new GetBucketVersioningCommand(of))).Status,
    block: (await s3.send(new GetPublicAccessBlockCommand(of))).PublicAccessBlockConfiguration,
    ownership: (await s3.send(new GetBucketOwnershipControlsCommand(of))).OwnershipControls?.Rules,
    encryptedUnderItsKey: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID === key && rule.BucketKeyEnabled,
    statements: (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid),
    lifecycle: (await s3.send(new GetBucketLifecycleConfigurationCommand(of))).Rules?.map(({ ID }) => ID),
  };
}

const whole = {
  keys: 1,
  tags: ["bulkhead:key=state"],
  buckets: ["bulkhead-state-ACCOUNT-eu-west-1"],
  versions: "Enabled",
  block: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  ownership: [{ ObjectOwnership: "BucketOwnerEnforced" }],
  encryptedUnderItsKey: true,
  statements: ["NobodyWithoutTls", "NobodyElseReadsOrWrites", "AdminsAloneEndAVersion"],
  lifecycle: ["bulkhead-versions"],
};

it("shows a plan and makes nothing without --yes", async () => {
  const account = await opened();
  const { code, out } = await account.bulkhead(["bootstrap"]);
  expect(code).toBe(0);
  expect(out).toContain("Make the bucket");
  expect((await account.s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
});

it("makes bucket and key, prints the login line, and finds them made when it is run again", async () => {
  const account = await opened();
  const { code, out, err } = await account.bulkhead(["bootstrap", "--yes"]);
  expect(err.replaceAll(/✓.*\n/gu, "")).toBe("");
  expect(code).toBe(0);
  expect(out).toContain(`pulumi login 's3://${bucketOf(account)}?region=eu-west-1&awssdk=v2'`);
  expect(await standing(account)).toEqual(whole);
  const again = await account.bulkhead(["bootstrap", "--yes"]);
  expect(again.out).toContain("Everything is there already");
  expect(world.calls.filter((call) => /Create|Enable|Put/u.test(call))).toEqual([]);
});

it("leaves one key and one bucket, whole, when it is killed at any call and run again", async () => {
  const rehearsal = await opened();
  await rehearsal.bulkhead(["bootstrap", "--yes"]);
  const calls = [...world.calls];
  expect(calls.length).toBeGreaterThan(10);
  for (const kill of sampled(killsAt(calls), ({ call, phase }) => `bootstrap ${phase} ${String(call)}`)) {
    const account = await opened();
    const killed = await account.bulkhead(["bootstrap", "--yes"], kill);
    const at = { ...kill, what: calls[kill.call - 1] };
    expect({ ...at, signal: killed.signal }).toEqual({ ...at, signal: "SIGKILL" });
    const { code, err } = await account.bulkhead(["bootstrap", "--yes"]);
    expect({ ...at, code, err: err.replaceAll(/✓.*\n/gu, "") }).toEqual({ ...at, code: 0, err: "" });
    expect(await standing(account)).toEqual(whole);
  }
});

it("mends a setting that somebody changed, and nothing else", async () => {
  const account = await opened();
  await account.bulkhead(["bootstrap", "--yes"]);
  await account.s3.send(
    new PutBucketVersioningCommand({ Bucket: bucketOf(account), VersioningConfiguration: { Status: "Suspended" } }),
  );
  const { out } = await account.bulkhead(["bootstrap", "--json"]);
  expect(JSON.parse(out)).toMatchObject({ missing: ["Keep its versions"], acted: false });
  await account.bulkhead(["bootstrap", "--yes"]);
  expect(await standing(account)).toEqual(whole);
});

it("lets a deployer in who has come since", async () => {
  const account = await opened();
  await account.bulkhead(["bootstrap", "--yes"]);
  const { out } = await account.bulkhead([
    "bootstrap",
    "--json",
    "--deployer",
    `arn:aws:iam::${account.id}:role/bulkhead-deployer`,
    "--deployer",
    `arn:aws:iam::${account.id}:role/ci`,
  ]);
  expect((JSON.parse(out) as { missing: string[] }).missing).toEqual([
    "Put the key's policy in force",
    "Put its policy in force",
  ]);
});

it("keeps the state of a stack that the real CLI makes under the key of bulkhead new, and encryptedkey comes into the file alone", async () => {
  const account = await opened();
  const made = await account.bulkhead([
    "new",
    "arb-testnet",
    "--exchange",
    "binance",
    "--network",
    "testnet",
    "--yes",
    "--json",
  ]);
  const { secretsProvider } = JSON.parse(made.out) as { secretsProvider: string };
  const { out } = await account.bulkhead(["bootstrap", "--yes", "--json"]);
  const { login } = JSON.parse(out) as { login: string };
  const file = "Pulumi.arb-testnet.yaml";
  const before = account.read(file);
  const pulumi = (...args: string[]): Promise<{ code: number | null; err: string }> =>
    world.run(parts.pulumi, [...args, "--non-interactive"], {
      cwd: account.project,
      // An emulator has no host name for each bucket.
      env: {
        ...account.environment,
        PULUMI_BACKEND_URL: `${login}&s3ForcePathStyle=true`,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
  const init = await pulumi("stack", "init", "arb-testnet", "--secrets-provider", secretsProvider);
  expect({ code: init.code, err: init.err }).toEqual({ code: 0, err: expect.any(String) as unknown });
  const after = account.read(file);
  expect(after).toMatch(/^encryptedkey: \S{100,}$/mu);
  expect(after.replace(/^encryptedkey: .*\n/mu, "")).toBe(before);
  const { Contents = [] } = await account.s3.send(new ListObjectsV2Command({ Bucket: bucketOf(account) }));
  expect(Contents.map(({ Key }) => Key)).toContain(".pulumi/stacks/bulkhead/arb-testnet.json");
});

it.each([
  ["a name that is none", ["bootstrap", "--bucket", "No_Name"], "is no name for the bucket"],
  ["a role that is none", ["bootstrap", "--deployer", "me"], "--deployer takes the ARN of an IAM role"],
])("refuses %s", async (_, args, message) => {
  const account = await opened();
  const { code, err } = await account.bulkhead([...args, "--yes"]);
  expect(err).toContain(message);
  expect(code).toBe(2);
  expect((await account.s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
});

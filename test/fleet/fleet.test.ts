import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { AllocateAddressCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateKeyCommand, EnableKeyRotationCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { FleetWorld, type Account } from "./fleet-world";

jest.setTimeout(300_000);

let world: FleetWorld;
const accounts: Account[] = [];
beforeAll(async () => {
  world = await FleetWorld.start();
});
afterAll(async () => {
  for (const account of accounts) account.remove();
  await world.stop();
});

const tags = { "bulkhead:bot": "grid-testnet", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const listed = (more: Record<string, string> = {}): { Key: string; Value: string }[] =>
  Object.entries({ ...tags, ...more }).map(([Key, Value]) => ({ Key, Value }));

/** What `up` builds, as far as the fleet looks at it, in MiniStack. */
async function build(account: Account, value: string | undefined): Promise<void> {
  const { settings, kms, s3 } = account;
  for (const purpose of ["custody", "records"]) {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Tags: listed({ "bulkhead:key": purpose }).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })),
      }),
    );
    await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata?.KeyId }));
  }
  const secrets = new SecretsManagerClient(settings);
  await secrets.send(new CreateSecretCommand({ Name: "grid-testnet-exchange", Tags: listed() }));
  if (value !== undefined) {
    await secrets.send(new PutSecretValueCommand({ SecretId: "grid-testnet-exchange", SecretString: value }));
  }
  await new EC2Client(settings).send(
    new AllocateAddressCommand({ Domain: "vpc", TagSpecifications: [{ ResourceType: "elastic-ip", Tags: listed() }] }),
  );
  const sns = new SNSClient(settings);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "grid-testnet-alerts", Tags: listed() }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "oncall@example.com" }));
  await s3.send(new CreateBucketCommand({ Bucket: `trail-${account.id}` }));
  const trails = new CloudTrailClient(settings);
  await trails.send(
    new CreateTrailCommand({ Name: "all", S3BucketName: `trail-${account.id}`, IsMultiRegionTrail: true }),
  );
  await trails.send(new StartLoggingCommand({ Name: "all" }));
}

async function opened(): Promise<Account> {
  const account = await world.account(["grid-testnet", "grid-mainnet"]);
  accounts.push(account);
  return account;
}

interface Shown {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly regions: readonly Readonly<Record<string, unknown>>[];
  readonly result: string;
}

it("joins stack files, verdicts and what stands in AWS, and never asks for a value", async () => {
  const account = await opened();
  const value = `{"apiKey":"${"k".repeat(20)}"}`;
  await build(account, value);
  world.quotas = { "L-0263D0A3": 20 };
  const page = join(account.project, "fleet.html");
  const { code, out, err } = await account.bulkhead(["fleet", "--json", "--html", page]);
  expect(err).toBe("");
  const { rows, regions, result } = JSON.parse(out) as Shown;
  expect(result).toBe("attend");
  expect(code).toBe(1);
  expect(rows).toMatchObject([
    { stack: "grid-mainnet", verdict: "passed", isBuilt: false, notes: [] },
    {
      stack: "grid-testnet",
      verdict: "passed",
      isBuilt: true,
      standing: {
        addresses: { value: [{ isBound: false }] },
        keys: {
          value: [
            { purpose: "custody", state: { value: "Enabled" }, rotates: { value: true } },
            { purpose: "records", state: { value: "Enabled" }, rotates: { value: true } },
          ],
        },
        secret: { value: { isEmpty: false } },
        host: {},
      },
    },
  ]);
  expect((rows[1]?.notes as { text: string }[]).map(({ text }) => text)).toEqual(
    expect.arrayContaining(["its address is bound to nothing", "no host stands"]),
  );
  expect(regions).toMatchObject([
    {
      region: "eu-west-1",
      unseen: [],
      watched: { value: { yes: true, why: "all logs all management events" } },
      quotas: [
        { name: "Elastic IP addresses", used: { value: 1 }, limit: { value: 20 } },
        { name: "VPCs", limit: { value: 5 } },
        { name: "internet gateways", limit: { value: 5 } },
        { name: "NAT gateways (of a zone)", used: { value: 0 }, limit: { value: 5 } },
        { name: "KMS keys", used: { value: 2 }, limit: { value: 100_000 } },
        { name: "EventBridge rules (those with tags)", used: { value: 0 }, limit: { value: 300 } },
      ],
    },
  ]);
  expect(world.calls.filter((call) => /GetSecretValue|BatchGet|Decrypt/u.test(call))).toEqual([]);
  expect(`${out}${readFileSync(page, "utf8")}`).not.toContain("k".repeat(20));
  expect(readFileSync(page, "utf8")).toContain("<h1>To attend to</h1>");
});

it("tells an empty secret", async () => {
  const account = await opened();
  await build(account, undefined);
  // AWS makes no version of a secret without a value, and lists none; MiniStack makes one.
  world.emptySecrets = [{ ARN: "arn:aws:secretsmanager:eu-west-1:1:secret:s", Name: "s", Tags: listed() }];
  const elsewhere = { AWS_ENDPOINT_URL_SECRETS_MANAGER: world.quotasEndpoint };
  const { out } = await account.bulkhead(["fleet", "--no-check"], undefined, elsewhere);
  expect(out).toContain("? its secret is empty: the bot waits for its key");
});

it("shows the rest where one kind of thing may not be looked at, and says which", async () => {
  const account = await opened();
  await build(account, "v");
  world.front.misbehave({ call: "ec2 DescribeAddresses", times: 1000, fault: "denied" });
  const { code, out } = await account.bulkhead(["fleet", "--no-check"]);
  world.front.behave();
  expect(code).toBe(1);
  expect(out).toMatch(/grid-testnet +binance, testnet, eu-west-1 +not seen +2 enabled, rotating/u);
  expect(out).toContain("AWS refuses ec2:DescribeAddresses (AccessDenied): the role in use here does not have it.");
});

it("shows the verdicts without any credentials, and says what it could not see", async () => {
  const account = await opened();
  const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
  const { code, out } = await account.bulkhead(["fleet"], undefined, none);
  expect(code).toBe(2);
  expect(out).toMatch(/grid-mainnet +binance, mainnet, eu-west-1 +not seen .* passed/u);
  expect(out).toContain("AWS takes no credentials from here (CredentialsProviderError)");
  expect(world.calls).toEqual([]);
});

it("goes on where a stack file can't be read", async () => {
  const account = await opened();
  account.write("Pulumi.broken.yaml", "config: [\n");
  const { code, out } = await account.bulkhead(["fleet", "--no-check"]);
  expect(code).toBe(1);
  expect(out).toMatch(/! .*Pulumi\.broken\.yaml:\d+: it is not valid YAML/u);
  expect(out).toContain("grid-mainnet");
});

it("says that a page can't be written, and where", async () => {
  const account = await opened();
  const { code, err } = await account.bulkhead(["fleet", "--no-check", "--html", "no/such/folder/fleet.html"]);
  expect(code).toBe(2);
  expect(err).toContain("no/such/folder/fleet.html can't be written: ENOENT.");
  expect(existsSync(join(account.project, "no"))).toBe(false);
});

it("has a price for everything that the shipped stacks register, whichever way traffic leaves", async () => {
  const account = await opened();
  interface Costs {
    readonly stacks: { estimate: { unpriced: string[]; usd: number }; egress: Record<string, number> }[];
  }
  const all = await account.bulkhead(["cost", "--json"]);
  expect(all.code).toBe(0);
  expect((JSON.parse(all.out) as Costs).stacks.map(({ estimate }) => estimate.unpriced)).toEqual([[], []]);
  const one = await account.bulkhead(["cost", "--json", "--stack", "grid-testnet"]);
  const [{ estimate, egress } = { estimate: { usd: 0 }, egress: {} as Record<string, number> }] = (
    JSON.parse(one.out) as Costs
  ).stacks;
  expect(egress.address).toBeCloseTo(estimate.usd, 6);
  expect(egress["nat-gateway"]).toBeGreaterThan(estimate.usd + 30);
  expect(egress["nat-instance"]).toBeGreaterThan(estimate.usd);
  expect(world.calls).toEqual([]);
});

import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { inTurns } from "./in-turns";
import { seen, type Seen } from "./seen";

/** A quota of the account in a region, and what stands against it. */
export interface Quota {
  readonly name: string;
  /** How many a bot takes of it. */
  readonly perBot: number;
  readonly used: Seen<number>;
  readonly limit: Seen<number>;
}

/** Whose VPC a new bot is in: its own, its own for others to join, or another stack's. */
export type VpcUse = "own" | "shared" | "joined";

interface Known {
  readonly name: string;
  readonly service: string;
  /** https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, by the console's address of each. */
  readonly code: string;
  /** How many a bot takes, by whose VPC it is in. */
  readonly takes: Readonly<Record<VpcUse, number>>;
  readonly call: string;
  readonly count: (aws: Aws) => Promise<number>;
}

const inOwnVpc = { own: 1, shared: 1, joined: 0 } as const;
const always = (count: number): Known["takes"] => ({ own: count, shared: count, joined: count });

const known: readonly Known[] = [
  {
    name: "Elastic IP addresses",
    service: "ec2",
    code: "L-0263D0A3",
    takes: inOwnVpc,
    call: "ec2:DescribeAddresses",
    count: async (aws) => {
      const { DescribeAddressesCommand } = await import("@aws-sdk/client-ec2");
      return ((await (await aws.client("ec2")).send(new DescribeAddressesCommand({}))).Addresses ?? []).length;
    },
  },
  {
    name: "VPCs",
    service: "vpc",
    code: "L-F678F1CE",
    takes: inOwnVpc,
    call: "ec2:DescribeVpcs",
    count: async (aws) => {
      const { paginateDescribeVpcs } = await import("@aws-sdk/client-ec2");
      return counted(paginateDescribeVpcs({ client: await aws.client("ec2") }, {}), ({ Vpcs }) => Vpcs);
    },
  },
  {
    name: "internet gateways",
    service: "vpc",
    code: "L-A4707A72",
    takes: inOwnVpc,
    call: "ec2:DescribeInternetGateways",
    count: async (aws) => {
      const { paginateDescribeInternetGateways } = await import("@aws-sdk/client-ec2");
      const pages = paginateDescribeInternetGateways({ client: await aws.client("ec2") }, {});
      return counted(pages, ({ InternetGateways }) => InternetGateways);
    },
  },
  {
    name: "NAT gateways (of a zone)",
    service: "vpc",
    code: "L-FE5A380F",
    takes: { own: 0, shared: 1, joined: 0 },
    call: "ec2:DescribeNatGateways",
    // The quota is a zone's, the count the region's; that errs on the safe side.
    count: async (aws) => {
      const { paginateDescribeNatGateways } = await import("@aws-sdk/client-ec2");
      const standing = { Filter: [{ Name: "state", Values: ["pending", "available", "deleting"] }] };
      const pages = paginateDescribeNatGateways({ client: await aws.client("ec2") }, standing);
      return counted(pages, ({ NatGateways }) => NatGateways);
    },
  },
  {
    name: "KMS keys",
    service: "kms",
    code: "L-C2F1777E",
    takes: always(3),
    call: "kms:ListKeys",
    // AWS's own keys are among them and do not count; that errs on the safe side.
    count: async (aws) => {
      const { paginateListKeys } = await import("@aws-sdk/client-kms");
      return counted(paginateListKeys({ client: await aws.client("kms"), pageSize: 1000 }, {}), ({ Keys }) => Keys);
    },
  },
  {
    name: "EventBridge rules (those with tags)",
    service: "events",
    code: "L-244521F2",
    // Each of infra/eyes/rules; a test counts them.
    takes: always(22),
    call: "tag:GetResources",
    count: async (aws) => {
      const { paginateGetResources } = await import("@aws-sdk/client-resource-groups-tagging-api");
      const pages = paginateGetResources(
        { client: await aws.client("tagging") },
        { ResourceTypeFilters: ["events:rule"] },
      );
      return counted(pages, ({ ResourceTagMappingList }) => ResourceTagMappingList);
    },
  },
];

/**
 * The quotas that decide whether a region takes another bot, and how much of them is taken: all of them, or those alone that
 * a bot with this use of VPCs takes something of.
 */
export function quotasOf(aws: Aws, use?: VpcUse): Promise<readonly Quota[]> {
  const asked = use === undefined ? known : known.filter(({ takes }) => takes[use] > 0);
  // Where something is to be made, one after the other: whoever stops the command at one of them knows at which.
  return inTurns(asked, use === undefined ? asked.length : 1, async ({ name, takes, call, count, service, code }) => {
    const used = await seen(aws, call, () => count(aws));
    const limit = await seen(aws, "servicequotas:GetServiceQuota", () => limitOf(aws, service, code));
    return { name, perBot: takes[use ?? "own"], used, limit };
  });
}

/** Why a quota takes no other bot, or undefined; what was not seen is nobody's reason. */
export function fullness({ name, perBot, used, limit }: Quota): string | undefined {
  if (!("value" in used && "value" in limit) || limit.value - used.value >= perBot) return undefined;
  return `no room for another bot: ${used.value} of ${limit.value} ${name} are taken`;
}

async function limitOf(aws: Aws, ServiceCode: string, QuotaCode: string): Promise<number> {
  const { GetServiceQuotaCommand, GetAWSDefaultServiceQuotaCommand } = await import("@aws-sdk/client-service-quotas");
  const client = await aws.client("quotas");
  const { Quota: quota } = await client
    .send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode }))
    .catch((error: unknown) => {
      // Nobody has changed it in this account.
      if (awsErrorName(error) !== "NoSuchResourceException") throw error;
      return client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode }));
    });
  if (quota?.Value === undefined) throw new Error("no value");
  return quota.Value;
}

async function counted<Page>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly unknown[] | undefined,
): Promise<number> {
  let count = 0;
  for await (const page of pages) count += (items(page) ?? []).length;
  return count;
}

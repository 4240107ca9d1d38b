import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { seen, type Seen } from "./seen";

/** A quota of the account in a region, and what stands against it. */
export interface Quota {
  readonly name: string;
  /** How many a bot takes of it. */
  readonly perBot: number;
  readonly used: Seen<number>;
  readonly limit: Seen<number>;
}

interface Known {
  readonly name: string;
  readonly service: string;
  /** https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, by the console's address of each. */
  readonly code: string;
  readonly perBot: number;
  readonly call: string;
  readonly count: (aws: Aws) => Promise<number>;
}

const known: readonly Known[] = [
  {
    name: "Elastic IP addresses",
    service: "ec2",
    code: "L-0263D0A3",
    perBot: 1,
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
    perBot: 1,
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
    perBot: 1,
    call: "ec2:DescribeInternetGateways",
    count: async (aws) => {
      const { paginateDescribeInternetGateways } = await import("@aws-sdk/client-ec2");
      const pages = paginateDescribeInternetGateways({ client: await aws.client("ec2") }, {});
      return counted(pages, ({ InternetGateways }) => InternetGateways);
    },
  },
  {
    name: "KMS keys",
    service: "kms",
    code: "L-C2F1777E",
    perBot: 3,
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
    perBot: 1,
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

/** The quotas that decide how many more bots a region takes. */
export function quotasOf(aws: Aws): Promise<readonly Quota[]> {
  return Promise.all(
    known.map(async ({ name, perBot, call, count, service, code }) => {
      const [used, limit] = await Promise.all([
        seen(aws, call, () => count(aws)),
        seen(aws, "servicequotas:GetServiceQuota", () => limitOf(aws, service, code)),
      ]);
      return { name, perBot, used, limit };
    }),
  );
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

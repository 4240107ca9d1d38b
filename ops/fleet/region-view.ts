import type { Address, Instance } from "@aws-sdk/client-ec2";
import type { SecretListEntry } from "@aws-sdk/client-secrets-manager";
import type { Aws } from "../aws/aws";
import { inTurns } from "./in-turns";
import { quotasOf, type Quota } from "./quotas";
import { seen, type Seen } from "./seen";
import { watchedIn, type Watched } from "./watched";

/** A key of a bot as KMS has it. */
export interface BotKey {
  /** `custody`, `records` or `configuration`, as its tag says. */
  readonly purpose: string;
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` and so on. */
  readonly state: Seen<string>;
  readonly rotates: Seen<boolean>;
}

/** A subscription to a bot's alert topic. */
export interface Subscription {
  readonly protocol: string;
  readonly isConfirmed: boolean;
}

/** What stands in AWS for one bot: `bulkhead:bot` and `bulkhead:network` tell whose it is. */
export interface BotView {
  readonly bot: string;
  readonly network: string;
  readonly addresses: Seen<readonly { readonly ip: string; readonly isBound: boolean }[]>;
  readonly keys: Seen<readonly BotKey[]>;
  /** Absent where no secret stands. */
  readonly secret: Seen<{ readonly isEmpty: boolean; readonly changed?: Date } | undefined>;
  readonly host: Seen<{ readonly state: string; readonly since?: Date } | undefined>;
  readonly subscriptions: Seen<readonly Subscription[]>;
}

/** What stands in one region. */
export interface RegionView {
  readonly region: string;
  /** Every bot that something stands for. */
  readonly bots: readonly BotView[];
  /** One bot, whether or not anything stands for it. */
  readonly botOf: (bot: string, network: string) => BotView;
  /** Why parts of it were not seen, a sentence each. */
  readonly unseen: readonly string[];
  readonly watched: Seen<Watched>;
  readonly quotas: readonly Quota[];
}

interface Tagged {
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Looks at everything of bots in a region. The number of calls grows with the keys; all else is listed a page at a time. What
 * can't be seen is said, and the rest is shown. Values of secrets are never asked for.
 */
export async function regionView(aws: Aws): Promise<RegionView> {
  const [tagged, addresses, instances, secrets, subscriptions, watched, quotas] = await Promise.all([
    seen(aws, "tag:GetResources", () => taggedOf(aws)),
    seen(aws, "ec2:DescribeAddresses", () => addressesOf(aws)),
    seen(aws, "ec2:DescribeInstances", () => instancesOf(aws)),
    seen(aws, "secretsmanager:ListSecrets", () => secretsOf(aws)),
    seen(aws, "sns:ListSubscriptions", () => subscriptionsOf(aws)),
    watchedIn(aws),
    quotasOf(aws),
  ]);
  const keys = await mapped(tagged, (all) =>
    inTurns(
      all.filter(({ arn }) => /^arn:[\w-]+:kms:/u.test(arn)),
      8,
      async (item) => ({ ...item, key: await keyOf(aws, item) }),
    ),
  );
  const owners = new Map<string, { readonly bot: string; readonly network: string }>();
  for (const { tags } of [
    ...items(tagged),
    ...items(addresses).map(tagsOf),
    ...items(instances).map(tagsOf),
    ...items(secrets).map(tagsOf),
  ]) {
    const [bot, network] = [tags.get("bulkhead:bot"), tags.get("bulkhead:network")];
    if (bot !== undefined && network !== undefined) owners.set(`${bot} ${network}`, { bot, network });
  }
  const botOf = (bot: string, network: string): BotView => {
    const isOwn = ({ tags }: { readonly tags: ReadonlyMap<string, string> }): boolean =>
      tags.get("bulkhead:bot") === bot && tags.get("bulkhead:network") === network;
    return {
      bot,
      network,
      addresses: mapped(addresses, (all) =>
        all
          .filter((one) => isOwn(tagsOf(one)))
          .map(({ PublicIp: ip = "", AssociationId: bound }) => ({ ip, isBound: bound !== undefined })),
      ),
      keys: mapped(keys, (all) => all.filter(isOwn).map(({ key }) => key)),
      secret: mapped(secrets, (all) => {
        const own = all.find((one) => isOwn(tagsOf(one)));
        if (own === undefined) return undefined;
        const { SecretVersionsToStages: versions = {}, LastChangedDate: changed } = own;
        return {
          isEmpty: Object.keys(versions).length === 0,
          ...(changed === undefined ? {} : { changed }),
        };
      }),
      host: mapped(instances, (all) => {
        // A NAT instance carries the bot's tags as well.
        const own = all.find((one) => isOwn(tagsOf(one)) && tagsOf(one).tags.get("Name")?.endsWith("-host") === true);
        if (own === undefined) return undefined;
        return {
          state: own.State?.Name ?? "unknown",
          ...(own.LaunchTime === undefined ? {} : { since: own.LaunchTime }),
        };
      }),
      subscriptions: bothSeen(tagged, subscriptions, (all, found) => {
        const topics = new Set(all.filter(isOwn).map(({ arn }) => arn));
        return found
          .filter(({ topic }) => topics.has(topic))
          .map(({ protocol, isConfirmed }) => ({ protocol, isConfirmed }));
      }),
    };
  };
  return {
    region: aws.region,
    bots: [...owners.values()].map(({ bot, network }) => botOf(bot, network)),
    botOf,
    unseen: [tagged, addresses, instances, secrets, subscriptions].flatMap((each) =>
      "unseen" in each ? [each.unseen] : [],
    ),
    watched,
    quotas,
  };
}

function items<Item>(all: Seen<readonly Item[]>): readonly Item[] {
  return "value" in all ? all.value : [];
}

function mapped<From, To>(all: Seen<From>, to: (value: From) => Promise<To>): Promise<Seen<To>>;
function mapped<From, To>(all: Seen<From>, to: (value: From) => To): Seen<To>;
function mapped<From, To>(all: Seen<From>, to: (value: From) => To | Promise<To>): Seen<To> | Promise<Seen<To>> {
  if (!("value" in all)) return all;
  const value = to(all.value);
  return value instanceof Promise ? value.then((settled) => ({ value: settled })) : { value };
}

function bothSeen<One, Other, To>(one: Seen<One>, other: Seen<Other>, to: (one: One, other: Other) => To): Seen<To> {
  if (!("value" in one)) return one;
  return "value" in other ? { value: to(one.value, other.value) } : other;
}

function tagsOf({ Tags = [] }: Pick<Address | Instance | SecretListEntry, "Tags">): Pick<Tagged, "tags"> {
  return { tags: new Map(Tags.map(({ Key = "", Value = "" }) => [Key, Value])) };
}

async function taggedOf(aws: Aws): Promise<readonly Tagged[]> {
  const { paginateGetResources } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = await aws.client("tagging");
  const found: Tagged[] = [];
  const query = {
    TagFilters: [{ Key: "bulkhead:bot" }],
    ResourceTypeFilters: ["kms:key", "sns"],
    ResourcesPerPage: 100,
  };
  for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, query)) {
    for (const { ResourceARN: arn, Tags = [] } of ResourceTagMappingList) {
      if (arn !== undefined) found.push({ arn, tags: tagsOf({ Tags }).tags });
    }
  }
  return found;
}

async function addressesOf(aws: Aws): Promise<readonly Address[]> {
  const { DescribeAddressesCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const Filters = [{ Name: "tag-key", Values: ["bulkhead:bot"] }];
  return (await client.send(new DescribeAddressesCommand({ Filters }))).Addresses ?? [];
}

async function instancesOf(aws: Aws): Promise<readonly Instance[]> {
  const { paginateDescribeInstances } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const Filters = [
    { Name: "tag-key", Values: ["bulkhead:bot"] },
    // One that is gone keeps its tags for an hour.
    { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
  ];
  const found: Instance[] = [];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters })) {
    found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
  }
  return found;
}

async function secretsOf(aws: Aws): Promise<readonly SecretListEntry[]> {
  const { paginateListSecrets } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  const Filters = [{ Key: "tag-key" as const, Values: ["bulkhead:bot"] }];
  const found: SecretListEntry[] = [];
  for await (const { SecretList = [] } of paginateListSecrets({ client, pageSize: 100 }, { Filters }))
    found.push(...SecretList);
  return found;
}

async function subscriptionsOf(aws: Aws): Promise<readonly (Subscription & { readonly topic: string })[]> {
  const { paginateListSubscriptions } = await import("@aws-sdk/client-sns");
  const client = await aws.client("sns");
  const found: (Subscription & { readonly topic: string })[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptions({ client }, {})) {
    for (const { TopicArn: topic = "", Protocol: protocol = "", SubscriptionArn: arn = "" } of Subscriptions) {
      // Until it is confirmed, a word stands for its ARN: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
      found.push({ topic, protocol, isConfirmed: arn.startsWith("arn:") });
    }
  }
  return found;
}

async function keyOf(aws: Aws, { arn, tags }: Tagged): Promise<BotKey> {
  const { DescribeKeyCommand, GetKeyRotationStatusCommand } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  const [state, rotates] = await Promise.all([
    seen(
      aws,
      "kms:DescribeKey",
      async () => (await client.send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata?.KeyState ?? "unknown",
    ),
    seen(
      aws,
      "kms:GetKeyRotationStatus",
      async () => (await client.send(new GetKeyRotationStatusCommand({ KeyId: arn }))).KeyRotationEnabled === true,
    ),
  ]);
  return { purpose: tags.get("bulkhead:key") ?? "unnamed", arn, state, rotates };
}

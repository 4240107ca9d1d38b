import type { Address, Instance, Tag, Volume } from "@aws-sdk/client-ec2";
import type { SecretListEntry, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { asked } from "../aws/asked";
import type { Aws } from "../aws/aws";
import { StepFailure } from "../steps/step";
import { UserError } from "../user-error";

/** Tag of a host that is cut off, and of its interfaces: the groups that it had, for `release`. */
export const groupsTag = "bulkhead:contained-groups";

/** Whose resources they are: what their tags say. */
export interface Owner {
  readonly bot: string;
  readonly network: string;
}

/** What stands in AWS for one bot, found by its tags. A part is absent where there is none of it. */
export interface Standing extends Owner {
  /** `operator`: no bot, but a key that manages others. */
  readonly kind: "bot" | "operator";
  readonly region: string;
  /** Exchange id, as the tags say. */
  readonly exchange: string;
  /** The stack's name, which the names of resources begin with. */
  readonly stack?: string;
  readonly secret?: { readonly arn: string; readonly name: string; readonly custodyKeyArn?: string };
  readonly host?: {
    readonly instanceId: string;
    /** `running`, `stopped` and so on. */
    readonly state: string;
    /** Whether a containment has cut it off. */
    readonly isCutOff: boolean;
    readonly interfaceIds: readonly string[];
    readonly securityGroupIds: readonly string[];
    readonly vpcId?: string;
    readonly subnetId?: string;
    readonly instanceProfileArn?: string;
  };
  /** Public addresses of the stack; `isBound` says whether traffic leaves by it. */
  readonly addresses: readonly { readonly allocationId: string; readonly ip: string; readonly isBound: boolean }[];
  /**
   * Public addresses that the host leaves by: the stack's own that are bound, else those of the gateway that it shares with
   * other bots. Empty where neither is seen.
   */
  readonly leavesBy: readonly string[];
  readonly volumes: readonly { readonly volumeId: string; readonly recordsKeyArn?: string; readonly isData: boolean }[];
}

/**
 * What stands for one bot. Throws UserError where AWS does not answer, where nothing carries the tags, or where more than
 * one secret or host does: which one is meant must not be guessed.
 */
export async function standing(aws: Aws, owner: Owner): Promise<Standing> {
  const found = await everyStanding(aws, owner);
  const [one] = found;
  if (one === undefined) {
    throw new UserError(
      `Nothing in ${aws.region} carries the tags bulkhead:bot=${owner.bot} and bulkhead:network=${owner.network}. Is the stack up, and are these credentials of its account?`,
    );
  }
  return one;
}

/**
 * What stands for every bot of the account in a region, or for one. By tags alone: needs no stack file, no state and no
 * passphrase. Sorted by name. A bot of which more than one secret or host stands is left out and told to `onUnclear`; without
 * one, UserError is thrown.
 */
export async function everyStanding(
  aws: Aws,
  owner?: Owner,
  onUnclear?: (bot: Owner, why: string) => void,
): Promise<readonly Standing[]> {
  const [hosts, addresses, volumes, secrets] = await Promise.all([
    hostsOf(aws, owner),
    addressesOf(aws, owner),
    volumesOf(aws, owner),
    secretsOf(aws, owner),
  ]);
  const bots = new Map<string, Owner & Pick<Standing, "kind" | "exchange">>();
  for (const { Tags: tags = [] } of [...hosts, ...addresses, ...volumes, ...secrets]) {
    const [bot, network, exchange, said] = ["bot", "network", "exchange", "kind"].map((name) =>
      tagOf(tags, `bulkhead:${name}`),
    );
    // A filter that a service does not know may be passed over: what carries other tags is never taken for this bot's.
    if (owner !== undefined && (bot !== owner.bot || network !== owner.network)) continue;
    if (bot === undefined || network === undefined) continue;
    const kind = said === "operator" ? said : (bots.get(`${bot} ${network}`)?.kind ?? "bot");
    bots.set(`${bot} ${network}`, { bot, network, kind, exchange: exchange ?? "" });
  }
  const described = ({ bot, network, kind, exchange }: Owner & Pick<Standing, "kind" | "exchange">): Standing => {
    const own = <Item extends { readonly Tags?: readonly Tag[] | undefined }>(items: readonly Item[]): Item[] =>
      items.filter(
        ({ Tags: tags = [] }) => tagOf(tags, "bulkhead:bot") === bot && tagOf(tags, "bulkhead:network") === network,
      );
    // A NAT instance carries the bot's tags as well.
    const host = only(
      own(hosts).filter(({ Tags: tags = [] }) => (tagOf(tags, "Name") ?? "").endsWith("-host")),
      `hosts of ${bot} on ${network}`,
      ({ InstanceId: id }) => id ?? "",
    );
    const secret = only(own(secrets), `secrets of ${bot} on ${network}`, ({ Name: name }) => name ?? "");
    const stack = stackNameOf(host, own(volumes));
    const ips = own(addresses).flatMap(({ AllocationId: allocationId, PublicIp: ip, AssociationId: bound }) =>
      allocationId === undefined || ip === undefined ? [] : [{ allocationId, ip, isBound: bound !== undefined }],
    );
    return {
      ...{ bot, network, kind, exchange },
      region: aws.region,
      ...(stack === undefined ? {} : { stack }),
      ...(secret?.ARN === undefined || secret.Name === undefined
        ? {}
        : {
            secret: {
              arn: secret.ARN,
              name: secret.Name,
              ...(secret.KmsKeyId === undefined ? {} : { custodyKeyArn: secret.KmsKeyId }),
            },
          }),
      ...(host?.InstanceId === undefined ? {} : { host: hostOf(host, host.InstanceId) }),
      addresses: ips,
      leavesBy: ips.filter(({ isBound }) => isBound).map(({ ip }) => ip),
      volumes: own(volumes).flatMap(({ VolumeId: volumeId, KmsKeyId: key, Tags: tags = [] }) =>
        volumeId === undefined
          ? []
          : [
              {
                volumeId,
                ...(key === undefined ? {} : { recordsKeyArn: key }),
                isData: tagOf(tags, "bulkhead:data") !== undefined,
              },
            ],
      ),
    };
  };
  const all = [...bots.values()]
    .sort((a, b) => (a.bot + a.network < b.bot + b.network ? -1 : 1))
    .flatMap((one): readonly Standing[] => {
      try {
        return [described(one)];
      } catch (error) {
        if (onUnclear === undefined || !(error instanceof UserError)) throw error;
        onUnclear(one, error.message);
        return [];
      }
    });
  const sharing = all.flatMap(({ leavesBy, host }) => (leavesBy.length > 0 ? [] : (host?.subnetId ?? [])));
  if (sharing.length === 0) return all;
  const gateways = await gatewayAddresses(aws, sharing);
  return all.map((one) => {
    const shared = one.leavesBy.length > 0 ? undefined : gateways.get(one.host?.subnetId ?? "");
    return shared === undefined ? one : { ...one, leavesBy: shared };
  });
}

/**
 * The custody key that a secret lies under, asked for again where finding the bot did not show it: what has a lock or an end must
 * not be left out because one call failed. Throws StepFailure.
 */
export async function custodyKeyOf(aws: Aws, { arn, custodyKeyArn }: NonNullable<Standing["secret"]>): Promise<string> {
  const key = custodyKeyArn ?? (await keyOf(await aws.client("secrets"), { ARN: arn }));
  if (key === undefined) throw new StepFailure("the key that the secret lies under is not seen");
  return key;
}

/** "203.0.113.7, the bot's host": where calls of the host come from, for a plan. */
export function fromHostOf({ leavesBy }: Standing): string {
  return `${leavesBy.length === 0 ? "an unknown address" : leavesBy.join(" or ")}, the bot's host`;
}

/** Every address of a stack, in use or held, for a key's allow-list. */
export function everyAddress({ leavesBy, addresses }: Standing): readonly string[] {
  return [...new Set([...leavesBy, ...addresses.map(({ ip }) => ip)])];
}

/** Name of the role of a host, by way of its instance profile; undefined where there is none. */
export async function roleNameOf(aws: Aws, { host }: Standing): Promise<string | undefined> {
  const profile = host?.instanceProfileArn?.split("/").at(-1);
  if (profile === undefined) return undefined;
  const { GetInstanceProfileCommand } = await import("@aws-sdk/client-iam");
  const client = await aws.client("iam");
  const found = await asked(aws, "iam:GetInstanceProfile", () =>
    client.send(new GetInstanceProfileCommand({ InstanceProfileName: profile })),
  );
  return found.InstanceProfile?.Roles?.[0]?.RoleName;
}

function tagOf(tags: readonly Tag[], key: string): string | undefined {
  return tags.find((tag) => tag.Key === key)?.Value;
}

function stackNameOf(host: Instance | undefined, volumes: readonly Volume[]): string | undefined {
  const name = tagOf(host?.Tags ?? [], "Name");
  if (name?.endsWith("-host") === true) return name.slice(0, -"-host".length);
  const data = volumes.map(({ Tags: tags = [] }) => tagOf(tags, "bulkhead:data")).find((each) => each !== undefined);
  return data?.endsWith("-data") === true ? data.slice(0, -"-data".length) : undefined;
}

function hostOf(host: Instance, instanceId: string): NonNullable<Standing["host"]> {
  return {
    instanceId,
    state: host.State?.Name ?? "unknown",
    isCutOff: tagOf(host.Tags ?? [], groupsTag) !== undefined,
    interfaceIds: (host.NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId: id }) => id ?? []),
    securityGroupIds: (host.SecurityGroups ?? []).flatMap(({ GroupId: id }) => id ?? []),
    ...(host.VpcId === undefined ? {} : { vpcId: host.VpcId }),
    ...(host.SubnetId === undefined ? {} : { subnetId: host.SubnetId }),
    ...(host.IamInstanceProfile?.Arn === undefined ? {} : { instanceProfileArn: host.IamInstanceProfile.Arn }),
  };
}

function only<Item>(items: readonly Item[], what: string, name: (item: Item) => string): Item | undefined {
  if (items.length > 1) {
    throw new UserError(
      `There are ${items.length} ${what}: ${items.map(name).join(", ")}; expected one. Take the tags off the others.`,
    );
  }
  return items[0];
}

function filters(owner: Owner | undefined): { Name: string; Values: string[] }[] {
  if (owner === undefined) return [{ Name: "tag-key", Values: ["bulkhead:bot"] }];
  return [
    { Name: "tag:bulkhead:bot", Values: [owner.bot] },
    { Name: "tag:bulkhead:network", Values: [owner.network] },
  ];
}

async function hostsOf(aws: Aws, owner: Owner | undefined): Promise<Instance[]> {
  const { paginateDescribeInstances } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  // One that is gone keeps its tags for an hour.
  const Filters = [
    ...filters(owner),
    { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] },
  ];
  return asked(aws, "ec2:DescribeInstances", async () => {
    const found: Instance[] = [];
    for await (const page of paginateDescribeInstances({ client }, { Filters })) {
      found.push(...(page.Reservations ?? []).flatMap(({ Instances: all = [] }) => all));
    }
    return found;
  });
}

async function addressesOf(aws: Aws, owner: Owner | undefined): Promise<Address[]> {
  const { DescribeAddressesCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const found = await asked(aws, "ec2:DescribeAddresses", () =>
    client.send(new DescribeAddressesCommand({ Filters: filters(owner) })),
  );
  return found.Addresses ?? [];
}

/** Public addresses of the NAT gateway that each subnet's default route leads to; none where AWS does not show it. */
async function gatewayAddresses(
  aws: Aws,
  subnetIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paginateDescribeNatGateways, paginateDescribeRouteTables } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const gatewayOf = new Map<string, string>();
  const found = new Map<string, readonly string[]>();
  try {
    const Filters = [{ Name: "association.subnet-id", Values: [...subnetIds] }];
    for await (const { RouteTables: tables = [] } of paginateDescribeRouteTables({ client }, { Filters })) {
      for (const { Associations: associations = [], Routes: routes = [] } of tables) {
        const gateway = routes.find(({ DestinationCidrBlock: to }) => to === "0.0.0.0/0")?.NatGatewayId;
        for (const { SubnetId: subnet = "" } of associations) if (gateway !== undefined) gatewayOf.set(subnet, gateway);
      }
    }
    const NatGatewayIds = [...new Set(gatewayOf.values())];
    if (NatGatewayIds.length === 0) return found;
    for await (const { NatGateways: gateways = [] } of paginateDescribeNatGateways({ client }, { NatGatewayIds })) {
      for (const { NatGatewayId: id, NatGatewayAddresses: addresses = [] } of gateways) {
        const ips = addresses.flatMap(({ PublicIp: ip }) => ip ?? []);
        for (const [subnet, gateway] of gatewayOf) if (gateway === id) found.set(subnet, ips);
      }
    }
  } catch {
    // Whoever contains a bot must not fail for an address in a plan; who needs it says that it is unknown.
  }
  return found;
}

async function volumesOf(aws: Aws, owner: Owner | undefined): Promise<Volume[]> {
  const { paginateDescribeVolumes } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  return asked(aws, "ec2:DescribeVolumes", async () => {
    const found: Volume[] = [];
    for await (const page of paginateDescribeVolumes({ client }, { Filters: filters(owner) })) {
      found.push(...(page.Volumes ?? []));
    }
    return found;
  });
}

async function secretsOf(aws: Aws, owner: Owner | undefined): Promise<SecretListEntry[]> {
  const { paginateListSecrets } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  return asked(aws, "secretsmanager:ListSecrets", async () => {
    const found: SecretListEntry[] = [];
    const Filters = [{ Key: "tag-key" as const, Values: ["bulkhead:bot"] }];
    for await (const page of paginateListSecrets({ client }, { Filters })) found.push(...(page.SecretList ?? []));
    // The service's own filter goes by the beginning of a value, and does not tell which value belongs to which key.
    const own =
      owner === undefined
        ? found
        : found.filter(
            ({ Tags: tags = [] }) =>
              tagOf(tags, "bulkhead:bot") === owner.bot && tagOf(tags, "bulkhead:network") === owner.network,
          );
    return Promise.all(
      own.map(async (secret) => ({ ...secret, KmsKeyId: secret.KmsKeyId ?? (await keyOf(client, secret)) })),
    );
  });
}

/** The key of a secret whose entry in the list does not name it; undefined where it may not be looked at. */
async function keyOf(client: SecretsManagerClient, { ARN: SecretId }: SecretListEntry): Promise<string | undefined> {
  const { DescribeSecretCommand } = await import("@aws-sdk/client-secrets-manager");
  return client.send(new DescribeSecretCommand({ SecretId })).then(
    ({ KmsKeyId: key }) => key,
    () => undefined,
  );
}

import * as pulumi from "@pulumi/pulumi";
import type { Exchange, Network } from "../exchanges/exchange";
import { accountHostsOf, gapsOf, hostsOf, portsOf, refusal } from "../exchanges/exchanges";
import type { Adapter } from "./adapters";
import { Alerts } from "./alerts";
import type { Artifact } from "./artifact";
import { ArtifactBucket } from "./artifact-bucket";
import { ArtifactRepository } from "./artifact-repository";
import { BotHost } from "./bot-host";
import { BotKey } from "./bot-key";
import { BotLog } from "./bot-log";
import { BotNetwork } from "./bot-network";
import { BotRole } from "./bot-role";
import { DataVolume } from "./data-volume";
import { callerPlace } from "./deployer";
import { DnsFirewall } from "./dns-firewall";
import { artifactBucketPolicy } from "./documents/artifact-bucket-policy";
import { botRolePolicies } from "./documents/bot-role-policies";
import { custodyKeyPolicy } from "./documents/custody-key-policy";
import { exchangeSecretPolicy } from "./documents/exchange-secret-policy";
import { recordsKeyPolicy } from "./documents/records-key-policy";
import type { Roles } from "./documents/roles";
import { EgressAddress, type Address } from "./egress-address";
import type { EgressMode } from "./egress-modes";
import { ExchangeSecret } from "./exchange-secret";
import { Eyes } from "./eyes";
import { FlowLog } from "./flow-log";
import { hostFiles } from "./host-files";
import { JoinedDns } from "./joined-dns";
import { OperatorActions } from "./operator-actions";
import { operatorRefusal } from "./operator-refusal";
import { platformHosts } from "./platform-hosts";
import { refusalToRun } from "./refusal-to-run";
import type { JoinedVpc } from "./shared-vpc";
import { SharedVpcParameter } from "./shared-vpc-parameter";
import { botTags } from "./tags";
import { userData } from "./user-data";

/** What a compartment is made of. */
export interface CompartmentArgs extends Roles {
  /**
   * `operator`: no bot runs here; a master key manages the keys of sub-accounts from an address of its own.
   * @default "bot"
   */
  readonly kind?: "bot" | "operator";
  readonly exchange: Exchange;
  readonly network: Network;
  /** Region code of the AWS provider in use, such as `eu-west-1`. */
  readonly region: string;
  /**
   * The bot's name, as its tags give it.
   * @default - the component's name
   */
  readonly bot?: string;
  /** @default "t4g.small" */
  readonly instanceType?: string;
  /**
   * AMI id (arm64). Setting another one replaces the host.
   * @default - the newest Amazon Linux 2023 when the host is first made; later ones change nothing
   */
  readonly image?: string;
  /**
   * How the bot's traffic leaves. A standing compartment is destroyed, but for what is protected, before it changes.
   * @default "address"
   */
  readonly egress?: EgressMode;
  /**
   * Allocation id (`eipalloc-…`) of an address to adopt; while a next one is held, the next one's, to put it into use.
   * @default - a new address is allocated
   */
  readonly egressAllocationId?: string;
  /**
   * Holds a second address until the exchange lists it: `true` for a new one, or the allocation id of one to adopt.
   * @default - none
   */
  readonly egressNext?: true | string;
  /**
   * `shared`: other bots of this exchange and network may join this VPC and leave by this address, which takes
   * `egress: "nat-gateway"`. Or the VPC of another stack that this one joins; then it has no address of its own.
   * @default "own"
   */
  readonly vpc?: "own" | "shared" | JoinedVpc;
  /**
   * Whether AWS refuses to terminate the host. To destroy or replace it, turn this off in an `up` of its own first.
   * @default - true on mainnet, false on testnet
   */
  readonly terminationProtection?: boolean;
  /**
   * Who gets the alerts by mail.
   * @default - nobody
   */
  readonly alertEmails?: readonly string[];
  /**
   * Who gets the alerts as text messages: telephone numbers in E.164 form, such as `+4915112345678`.
   * @default - nobody
   */
  readonly alertPhones?: readonly string[];
  /**
   * One of the numbers of days that CloudWatch Logs allows.
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * Availability zone of data and host. Not every zone of every region has every instance type.
   * @default - the first one that has the instance type, then kept
   */
  readonly availabilityZone?: pulumi.Input<string>;
  /**
   * What the bot runs. Another one replaces the host.
   * @default - nothing: the host waits
   */
  readonly artifact?: Artifact;
  /**
   * How it is run.
   * @default "executable"
   */
  readonly adapter?: Adapter;
  /**
   * Size of the data volume in GiB. It can grow, never shrink.
   * @default 20
   */
  readonly dataVolumeGiB?: number;
  /**
   * Id of the snapshot (`snap-…`) that the data volume starts from.
   * @default - an empty volume
   */
  readonly dataSnapshot?: string;
  /**
   * Days that the daily snapshots of the data volume are kept.
   * @default 14
   */
  readonly snapshotRetentionDays?: number;
  /**
   * ARN of the IAM policy that bounds every role of the compartment.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** What a key may be for at the exchange: a bot's trades, a master key makes, binds and ends the keys of sub-accounts. */
const permissions = { bot: ["read", "trade"], operator: ["read", "keys"] } as const;

/** Everything one bot needs and nothing that another bot shares: address, keys, secret, role, data, network, host, alerts. */
export class Compartment extends pulumi.ComponentResource {
  /** The address to paste at the exchange. */
  readonly egressIp: pulumi.Output<string>;
  /** The address that is held until the exchange lists it. */
  readonly egressNext?: Address;
  /** The address that was in use before, while it is still held. */
  readonly egressPrevious?: Address;
  /** Name of the secret that the exchange credential goes into. */
  readonly secretName: pulumi.Output<string>;
  /** ARN of the host's role. Bots' stacks list an operator's in `bulkhead:operators`, for it to put their credentials. */
  readonly roleArn: pulumi.Output<string>;
  /** The exchange's hosts that the bot, or the operators' scripts where there is none, talk to. */
  readonly allowedHosts: readonly string[];
  /** AWS's hosts that the bot's host needs. */
  readonly platformHosts: pulumi.Output<readonly string[]>;
  /** Name of the bucket that artefacts go to. */
  readonly artifactBucket: pulumi.Output<string>;
  /** Address of the repository that images go to, without tag or digest; an operator's compartment has none. */
  readonly artifactRepository?: pulumi.Output<string>;

  constructor(name: string, args: CompartmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const kind = args.kind ?? "bot";
    const refused =
      refusal(args.exchange, args.network, args.region) ??
      (kind === "operator" ? operatorRefusal(args.exchange, args.network) : undefined) ??
      (args.vpc === "shared" && args.egress !== "nat-gateway"
        ? 'vpc: "shared" takes egress: "nat-gateway".'
        : undefined);
    if (refused !== undefined) throw refusalToRun(refused);
    super("bulkhead:infra:Compartment", name, {}, opts);
    for (const gap of gapsOf(args.exchange, args.network)) void pulumi.log.warn(`${args.exchange.title}: ${gap}`, this);
    const parent = { parent: this };
    const tags = botTags(args.bot ?? name, args.exchange, args.network, kind);
    const boundary = given("permissionsBoundary", args.permissionsBoundary);
    const place = pulumi.output(callerPlace(args.deployers, args.region, parent));
    const logGroupName = `/bulkhead/${name}`;
    const logGroupArn = place.apply(
      ({ partition, account, region }) => `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`,
    );
    const topicArns = place.apply(
      ({ partition, account, region }) => `arn:${partition}:sns:${region}:${account}:${name}-*`,
    );
    const hosts = hostsOf(args.exchange, args.network);
    this.allowedHosts =
      kind === "bot" ? hosts : [...new Set([...hosts, ...accountHostsOf(args.exchange, args.network)])];
    const instanceType = args.instanceType ?? "t4g.small";
    const terminationProtection = args.terminationProtection ?? args.network === "mainnet";
    const artifact = given("artifact", args.artifact);

    const way =
      typeof args.vpc === "object"
        ? args.vpc
        : new EgressAddress(
            `${name}-egress`,
            { tags, ...given("allocationId", args.egressAllocationId), ...given("next", args.egressNext) },
            parent,
          );
    const joined = way instanceof EgressAddress ? undefined : way;
    const address = { ip: pulumi.output(way.ip), allocationId: pulumi.output(way.allocationId) };
    const custodyKey = new BotKey(`${name}-custody`, { purpose: "custody", tags }, parent);
    const recordsKey = new BotKey(`${name}-records`, { purpose: "records", tags }, parent);

    const data = new DataVolume(
      `${name}-data`,
      {
        place,
        recordsKey,
        instanceType,
        region: args.region,
        tags,
        size: args.dataVolumeGiB ?? 20,
        snapshotRetentionDays: args.snapshotRetentionDays ?? 14,
        ...boundary,
        ...given("availabilityZone", args.availabilityZone ?? joined?.availabilityZone),
        ...given("snapshotId", args.dataSnapshot),
      },
      parent,
    );

    const bucket = new ArtifactBucket(`${name}-artifacts`, { recordsKey, tags }, parent);
    this.platformHosts = bucket.bucketName.apply((name) =>
      platformHosts({ region: args.region, bucket: name, ...artifact }),
    );
    const files = this.platformHosts.apply((platform) => hostFiles({ ...args, platformHosts: platform }));

    const role = new BotRole(`${name}-bot`, { tags, ...boundary }, parent);
    const secret = new ExchangeSecret(`${name}-exchange`, { custodyKey, permissions: permissions[kind], tags }, parent);

    const custodyKeyInForce = custodyKey.setPolicy(
      pulumi
        .all([place, secret.arn, role.arn])
        .apply(([at, secretArn, botRoleArn]) => custodyKeyPolicy({ ...args, ...at, secretArn, botRoleArn })),
    );
    const recordsKeyInForce = recordsKey.setPolicy(
      pulumi
        .all([place, logGroupArn, topicArns, bucket.arn, role.arn])
        .apply(([at, group, topics, bucketArn, botRoleArn]) =>
          recordsKeyPolicy({
            ...args,
            ...at,
            logGroupArns: [group, `${group}/flow`],
            topicArns: topics,
            bucketArn,
            botRoleArn,
          }),
        ),
    );
    const secretInForce = secret.setPolicy(
      pulumi
        .all([place, secret.arn, role.arn, address.ip])
        .apply(([at, secretArn, botRoleArn, egressIp]) =>
          exchangeSecretPolicy({ ...args, ...at, secretArn, botRoleArn, egressIp }),
        ),
    );
    const grants = role.grant(
      pulumi
        .all([place, custodyKey.arn, secret.arn, logGroupArn, recordsKey.arn, bucket.arn, files])
        .apply(([at, custodyKeyArn, secretArn, group, recordsKeyArn, bucketArn, { key: hostFilesKey }]) =>
          botRolePolicies({
            ...at,
            custodyKeyArn,
            secretArn,
            logGroupArn: group,
            recordsKeyArn,
            bucketArn,
            hostFilesKey,
            ...artifact,
          }),
        ),
    );
    const bucketInForce = bucket.setPolicy(
      pulumi
        .all([bucket.arn, role.arn, address.ip])
        .apply(([bucketArn, botRoleArn, egressIp]) =>
          artifactBucketPolicy({ ...args, bucketArn, botRoleArn, egressIp }),
        ),
    );
    const uploaded = bucket.upload(files, [bucketInForce, recordsKeyInForce]);
    const repository =
      kind === "bot"
        ? new ArtifactRepository(`${name}-images`, { recordsKey, recordsKeyPolicy: recordsKeyInForce, tags }, parent)
        : undefined;

    const network = new BotNetwork(
      `${name}-network`,
      {
        way,
        egressPorts: [...new Set([443, ...portsOf(args.exchange, args.network)])],
        availabilityZone: data.availabilityZone,
        recordsKey,
        recordsKeyPolicy: recordsKeyInForce,
        terminationProtection,
        tags,
        ...given("egress", args.egress),
      },
      parent,
    );
    const firewall =
      args.network === "testnet" && joined === undefined
        ? [
            new DnsFirewall(
              `${name}-dns`,
              { network, allowedHosts: this.allowedHosts, platformHosts: this.platformHosts, tags },
              parent,
            ),
          ]
        : [];
    const joinedDns =
      joined?.ruleGroupId === undefined
        ? []
        : new JoinedDns(
            `${name}-dns`,
            { ruleGroupId: joined.ruleGroupId, slot: joined.slot, platformHosts: this.platformHosts, tags },
            parent,
          ).ready;
    if (args.vpc === "shared" && network.natGatewayId !== undefined) {
      new SharedVpcParameter(
        `${name}-vpc`,
        {
          stack: name,
          vpc: pulumi.output({
            vpcId: network.vpcId,
            availabilityZone: data.availabilityZone,
            natGatewayId: network.natGatewayId,
            allocationId: address.allocationId,
            ip: address.ip,
            ...given("ruleGroupId", firewall[0]?.ruleGroupId),
          }),
          after: [...network.ready, ...firewall.flatMap(({ ready }) => ready)],
          tags,
        },
        parent,
      );
    }
    const log = new BotLog(
      `${name}-log`,
      {
        logGroupName,
        recordsKey,
        recordsKeyPolicy: recordsKeyInForce,
        tags,
        ...given("retentionDays", args.logRetentionDays),
      },
      parent,
    );

    const flowLog = new FlowLog(
      `${name}-flow`,
      {
        place,
        network,
        isJoined: joined !== undefined,
        logGroupName: `${logGroupName}/flow`,
        recordsKey,
        recordsKeyPolicy: recordsKeyInForce,
        tags,
        ...boundary,
        ...given("retentionDays", args.logRetentionDays),
      },
      parent,
    );

    const host = new BotHost(
      `${name}-host`,
      {
        network,
        role,
        recordsKey,
        dataVolume: data,
        userData: pulumi
          .all([place, secret.secretName, bucket.bucketName, files, data.volumeId])
          .apply(([{ account }, secretName, bucketName, { key, sha256 }, dataVolumeId]) =>
            userData({
              bot: tags["bulkhead:bot"],
              exchange: args.exchange.id,
              network: args.network,
              region: args.region,
              account,
              secretName,
              logGroupName,
              bucket: bucketName,
              hostFiles: { key, sha256 },
              artifact: args.artifact?.reference ?? "",
              adapter: args.adapter ?? "executable",
              dataVolumeId,
            }),
          ),
        bootAfter: [
          custodyKeyInForce,
          recordsKeyInForce,
          secretInForce,
          log.group,
          uploaded,
          ...grants,
          ...network.ready,
          ...flowLog.ready,
          ...firewall.flatMap(({ ready }) => ready),
          ...joinedDns,
        ],
        tags,
        instanceType,
        terminationProtection,
        ...given("image", args.image),
      },
      parent,
    );
    const alerts = new Alerts(
      `${name}-alerts`,
      {
        place,
        host,
        recordsKey,
        recordsKeyPolicy: recordsKeyInForce,
        tags,
        ...given("natInstanceId", network.nat?.instanceId),
        ...given("emails", args.alertEmails),
        ...given("phones", args.alertPhones),
      },
      parent,
    );
    const actions = new OperatorActions(`${name}-operator`, { tags }, parent);
    const [dnsFirewall] = firewall;
    new Eyes(
      `${name}-eyes`,
      {
        stack: name,
        network: args.network,
        watched: pulumi
          .all([
            place,
            pulumi.output({
              secretArn: secret.arn,
              secretName: secret.secretName,
              custodyKeyArn: custodyKey.arn,
              recordsKeyArn: recordsKey.arn,
              botRoleArn: role.arn,
              snapshotRoleArn: data.snapshotRoleArn,
              flowRoleArn: flowLog.roleArn,
              // The secret is read from the address in use alone; one that is held must be free to leave the state.
              egressIps: [address.ip],
              allocationIds: [address.allocationId],
              ...given("associationId", network.associationId),
              ...given("natGatewayId", network.natGatewayId),
              vpcId: network.vpcId,
              interfaceIds: network.interfaceIds,
              securityGroupIds: network.securityGroupIds,
              routeTableIds: network.routeTableIds,
              flowLogId: flowLog.flowLogId,
              instanceIds: [host, network.nat].flatMap((one) => one?.instanceId ?? []),
              volumeIds: [data.volumeId, ...[host, network.nat].flatMap((one) => one?.rootVolumeId ?? [])],
              ...given(
                "firewall",
                dnsFirewall && {
                  ruleGroupId: dnsFirewall.ruleGroupId,
                  associationId: dnsFirewall.associationId,
                  domainListIds: dnsFirewall.domainListIds,
                },
              ),
              bucketName: bucket.bucketName,
              ...given("repositoryName", repository?.repositoryName),
              topicArn: alerts.topicArn,
              operatorDocuments: actions.documentNames,
              logGroupNames: [logGroupName, `${logGroupName}/flow`],
            }),
          ])
          .apply(([at, facts]) => ({
            ...at,
            ...facts,
            stack: name,
            operators: args.operators,
            deployers: args.deployers,
          })),
        alerts,
        log,
        adapter: args.adapter ?? "executable",
        after: [custodyKeyInForce, recordsKeyInForce, secretInForce, bucketInForce, ...grants, ...network.ready],
        tags,
        ...given("firewall", dnsFirewall),
      },
      parent,
    );

    this.egressIp = address.ip;
    if (way instanceof EgressAddress) {
      if (way.next !== undefined) this.egressNext = way.next;
      if (way.previous !== undefined) this.egressPrevious = way.previous;
    }
    this.secretName = secret.secretName;
    this.roleArn = role.arn;
    this.artifactBucket = bucket.bucketName;
    if (repository !== undefined) this.artifactRepository = repository.url;
    this.registerOutputs({
      egressIp: this.egressIp,
      secretName: this.secretName,
      roleArn: this.roleArn,
      allowedHosts: this.allowedHosts,
      platformHosts: this.platformHosts,
      artifactBucket: this.artifactBucket,
      ...(repository === undefined ? {} : { artifactRepository: this.artifactRepository }),
    });
  }
}

/** An optional argument to pass on: nothing at all where it was not given. */
function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

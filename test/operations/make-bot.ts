import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  CreateNatGatewayCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
  type ResourceType,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { stringify } from "yaml";
import type { ExchangeId, Network } from "../../exchanges/exchange";
import { exchanges } from "../../exchanges/exchanges";
import { botRolePolicies, botRoleTrust } from "../../infra/documents/bot-role-policies";
import { custodyKeyPolicy } from "../../infra/documents/custody-key-policy";
import { exchangeSecretPolicy } from "../../infra/documents/exchange-secret-policy";
import type { PolicyDocument } from "../../infra/documents/policy-document";
import { recordsKeyPolicy } from "../../infra/documents/records-key-policy";
import { hostFiles } from "../../infra/host-files";
import { botTags } from "../../infra/tags";
import type { BotHost } from "./bot-host";
import { World } from "./world";

/** Which bot is made. */
export interface BotWishes {
  readonly exchange: ExchangeId;
  /** @default "mainnet" */
  readonly network?: Network;
  /**
   * `operator`: a stack with a master key and no bot.
   * @default "bot"
   */
  readonly kind?: "bot" | "operator";
  /**
   * ARNs of roles that put the credential, beside the people's: the role of an operator's host.
   * @default - none
   */
  readonly operators?: readonly string[];
  /**
   * The stack, and the bot's name.
   * @default - a fresh one
   */
  readonly stack?: string;
  /**
   * The value of its secret, by ccxt's names.
   * @default - the secret is empty
   */
  readonly credential?: Readonly<Record<string, string>>;
  /**
   * Whether a host runs and answers Systems Manager.
   * @default true
   */
  readonly host?: boolean;
  /**
   * The bot, without a stack here, whose NAT gateway it leaves by; then it has no address of its own.
   * @default - its own address
   */
  readonly joins?: string;
  /** More lines of the stack file, such as `bulkhead:egressNext`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What a bot's stack left in AWS, and its stack file in the world's project. */
export interface Bot {
  readonly stack: string;
  readonly exchange: ExchangeId;
  readonly network: Network;
  readonly tags: Readonly<Record<string, string>>;
  readonly address: string;
  readonly allocationId: string;
  readonly secretName: string;
  readonly secretArn: string;
  readonly custodyKeyId: string;
  readonly recordsKeyId: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly instanceId: string;
  readonly securityGroupId: string;
  readonly networkInterfaceId: string;
  readonly volumeId: string;
  readonly logGroupName: string;
  /** Absent where none was wished for. */
  readonly host?: BotHost;
}

const role = (name: string): string => `arn:aws:iam::${World.account}:role/${name}`;

/** The people around every bot of the world. */
export const people = {
  admins: [role("bulkhead-admin")],
  operators: [role("bulkhead-operator")],
  responders: [role("bulkhead-responder")],
  deployers: [role("bulkhead-deployer")],
} as const;

let count = 0;

/**
 * Makes through AWS's API what a bot's stack leaves there, named, tagged and guarded as infra does it, with no engine: some
 * twenty calls instead of a minute. What commands do not look at (alarms, DNS firewall, flow logs, bucket) is left out.
 */
export async function makeBot(world: World, wishes: BotWishes): Promise<Bot> {
  const { exchange, network = "mainnet", kind = "bot", stack = `${kind}${++count}`, credential } = wishes;
  const roles = { ...people, operators: [...people.operators, ...(wishes.operators ?? [])] };
  const place = { partition: "aws", account: World.account, region: World.region } as const;
  const settings = {
    region: World.region,
    // Past the front: what makes the world is not counted among the calls of a command.
    endpoint: world.ministack.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const ec2 = new EC2Client(settings);
  const iam = new IAMClient(settings);
  const kms = new KMSClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const logs = new CloudWatchLogsClient(settings);

  const tags = { ...botTags(stack, exchanges[exchange], network, kind) };
  const listed = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const tagged = (ResourceType: ResourceType, Name: string, more: Record<string, string> = {}) => ({
    TagSpecifications: [
      { ResourceType, Tags: Object.entries({ ...tags, Name, ...more }).map(([Key, Value]) => ({ Key, Value })) },
    ],
  });
  // As Pulumi names what has no name of its own.
  const named = (name: string): string => `${stack}-${name}-${randomBytes(4).toString("hex").slice(0, 7)}`;

  const key = async (purpose: string): Promise<{ readonly id: string; readonly arn: string }> => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Description: `${stack}-${purpose}: the ${purpose} key of one bot`,
        Tags: [...listed, { Key: "bulkhead:key", Value: purpose }].map(({ Key, Value }) => ({
          TagKey: Key,
          TagValue: Value,
        })),
      }),
    );
    return { id: known(KeyMetadata?.KeyId), arn: known(KeyMetadata?.Arn) };
  };
  const custody = await key("custody");
  const records = await key("records");

  const roleName = named("bot");
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: roleName,
      Description: "The host of one trading bot",
      AssumeRolePolicyDocument: JSON.stringify(botRoleTrust),
      Tags: listed,
    }),
  );
  const roleArn = known(Role?.Arn);
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: roleName, Tags: listed }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: roleName, RoleName: roleName }));

  const secretName = named("exchange");
  const { ARN } = await secrets.send(
    new CreateSecretCommand({
      Name: secretName,
      Description: "The bot's exchange credential. Put the value with `aws secretsmanager put-secret-value`.",
      KmsKeyId: custody.arn,
      Tags: [
        ...listed,
        { Key: "bulkhead:permissions", Value: kind === "bot" ? "read trade" : "read keys" },
        { Key: "bulkhead:max-age-days", Value: "90" },
      ],
    }),
  );
  const secretArn = known(ARN);

  const address = await ec2.send(
    new AllocateAddressCommand({
      Domain: "vpc",
      ...(wishes.joins === undefined
        ? tagged("elastic-ip", `${stack}-egress`)
        : tagged("elastic-ip", `${wishes.joins}-egress`, { "bulkhead:bot": wishes.joins })),
    }),
  );
  const egressIp = known(address.PublicIp);
  const logGroupName = `/bulkhead/${stack}`;
  const logGroupArn = `arn:aws:logs:${World.region}:${World.account}:log-group:${logGroupName}`;
  const bucketArn = `arn:aws:s3:::${stack}-artifacts`;
  await kms.send(
    new PutKeyPolicyCommand({
      KeyId: custody.id,
      Policy: JSON.stringify(custodyKeyPolicy({ ...roles, ...place, secretArn, botRoleArn: roleArn })),
    }),
  );
  await kms.send(
    new PutKeyPolicyCommand({
      KeyId: records.id,
      Policy: JSON.stringify(
        recordsKeyPolicy({
          ...roles,
          ...place,
          logGroupArns: [logGroupArn, `${logGroupArn}/flow`],
          topicArns: `arn:aws:sns:${World.region}:${World.account}:${stack}-*`,
          bucketArn,
          botRoleArn: roleArn,
        }),
      ),
    }),
  );
  await secrets.send(
    new PutResourcePolicyCommand({
      SecretId: secretArn,
      ResourcePolicy: JSON.stringify(
        exchangeSecretPolicy({ ...roles, ...place, secretArn, botRoleArn: roleArn, egressIp }),
      ),
    }),
  );
  const grants = botRolePolicies({
    ...place,
    custodyKeyArn: custody.arn,
    secretArn,
    logGroupArn,
    recordsKeyArn: records.arn,
    bucketArn,
    hostFilesKey: "host/files.tar",
  });
  for (const [grant, document] of Object.entries(grants) as [string, PolicyDocument][]) {
    const PolicyName = named(`bot-${grant}`);
    await iam.send(
      new PutRolePolicyCommand({ RoleName: roleName, PolicyName, PolicyDocument: JSON.stringify(document) }),
    );
  }
  if (credential !== undefined) {
    const SecretString = JSON.stringify(credential);
    await secrets.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString }));
  }

  await logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId: records.arn, tags }));
  const zone = `${World.region}a`;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/26", ...tagged("vpc", stack) }));
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({
      VpcId: Vpc?.VpcId,
      CidrBlock: "10.0.0.0/28",
      AvailabilityZone: zone,
      ...tagged("subnet", stack),
    }),
  );
  const group = await ec2.send(
    new CreateSecurityGroupCommand({
      VpcId: Vpc?.VpcId,
      GroupName: named("host"),
      Description: "The host of one bot",
      ...tagged("security-group", `${stack}-host`),
    }),
  );
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: Subnet?.SubnetId,
      Groups: [known(group.GroupId)],
      ...tagged("network-interface", stack),
    }),
  );
  const networkInterfaceId = known(NetworkInterface?.NetworkInterfaceId);
  // MiniStack drops the tags that an interface is made with.
  await ec2.send(new CreateTagsCommand({ Resources: [networkInterfaceId], Tags: listed }));
  if (wishes.joins === undefined) {
    await ec2.send(
      new AssociateAddressCommand({ AllocationId: address.AllocationId, NetworkInterfaceId: networkInterfaceId }),
    );
  } else {
    const VpcId = Vpc?.VpcId;
    const ownersSubnet = await ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.0.16/28", AvailabilityZone: zone }),
    );
    const { NatGateway } = await ec2.send(
      new CreateNatGatewayCommand({
        SubnetId: ownersSubnet.Subnet?.SubnetId,
        AllocationId: address.AllocationId,
        ...tagged("natgateway", wishes.joins, { "bulkhead:bot": wishes.joins }),
      }),
    );
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId, ...tagged("route-table", stack) }));
    const RouteTableId = known(RouteTable?.RouteTableId);
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId,
        DestinationCidrBlock: "0.0.0.0/0",
        NatGatewayId: NatGateway?.NatGatewayId,
      }),
    );
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: Subnet?.SubnetId }));
    world.aws.gatewayAddresses.set(known(NatGateway?.NatGatewayId), egressIp);
  }
  const volume = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: zone,
      Size: 20,
      VolumeType: "gp3",
      Encrypted: true,
      KmsKeyId: records.arn,
      ...tagged("volume", `${stack}-data`, { "bulkhead:data": `${stack}-data` }),
    }),
  );
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-0123456789abcdef0",
      InstanceType: "t4g.small",
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: roleName },
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: networkInterfaceId }],
      // AWS takes the interface's, and refuses both; MiniStack knows its own alone.
      SubnetId: Subnet?.SubnetId,
      ...tagged("instance", `${stack}-host`),
    }),
  );
  const instanceId = known(Instances?.[0]?.InstanceId);

  writeFileSync(
    join(world.project, `Pulumi.${stack}.yaml`),
    stringify({
      config: {
        "aws:region": World.region,
        ...(kind === "operator" ? { "bulkhead:kind": kind } : {}),
        "bulkhead:bot": stack,
        "bulkhead:exchange": exchange,
        "bulkhead:network": network,
        ...(network === "mainnet"
          ? {
              "bulkhead:owner": "desk@example.com",
              "bulkhead:approval": "OPS-1",
              "bulkhead:alertEmails": ["oncall@example.com"],
            }
          : {}),
        ...Object.fromEntries(Object.entries(roles).map(([name, arns]) => [`bulkhead:${name}`, [...arns]])),
        ...wishes.config,
      },
    }),
  );
  const bot: Bot = {
    stack,
    exchange,
    network,
    tags,
    address: egressIp,
    allocationId: known(address.AllocationId),
    secretName,
    secretArn,
    custodyKeyId: custody.id,
    recordsKeyId: records.id,
    roleName,
    roleArn,
    instanceId,
    securityGroupId: known(group.GroupId),
    networkInterfaceId,
    volumeId: known(volume.VolumeId),
    logGroupName,
  };
  if (wishes.host === false) return bot;

  const sts = new STSClient(settings);
  world.metadata.instances.set(egressIp, {
    instanceId,
    address: egressIp,
    privateAddress: "10.0.0.4",
    region: World.region,
    account: World.account,
    roleName,
    credentials: async () => {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: instanceId }));
      return {
        Code: "Success",
        LastUpdated: new Date().toISOString(),
        Type: "AWS-HMAC",
        AccessKeyId: Credentials?.AccessKeyId,
        SecretAccessKey: Credentials?.SecretAccessKey,
        Token: Credentials?.SessionToken,
        Expiration: Credentials?.Expiration?.toISOString(),
      };
    },
  });
  const host = await world.startHost(
    { instanceId, tags: { ...tags, Name: `${stack}-host` }, address: egressIp },
    hostFiles({ exchange: exchanges[exchange], network, kind, platformHosts: [] }).archive,
    {
      BULKHEAD_BOT: stack,
      BULKHEAD_EXCHANGE: exchange,
      BULKHEAD_NETWORK: network,
      AWS_REGION: World.region,
      BULKHEAD_ACCOUNT: World.account,
      BULKHEAD_SECRET_NAME: secretName,
      BULKHEAD_LOG_GROUP: logGroupName,
    },
  );
  world.aws.interfaces.onPlug.set(networkInterfaceId, (isOpen) => {
    host.plug(isOpen);
  });
  return { ...bot, host };
}

function known(value: string | undefined): string {
  if (value === undefined) throw new Error("AWS answered without an id.");
  return value;
}

import type { Contents } from "./account";
import { hex } from "./account";
import type { Properties, Value } from "./value";

/** What is known when a resource is made or about to go. */
export interface Case {
  readonly id: string;
  /** The last part of the URN: what the program calls the resource. */
  readonly name: string;
  /** Inputs without marks. */
  readonly inputs: Properties;
  readonly region: string;
  readonly contents: Contents;
}

/** What the double knows of one resource type. Property names are those of the Node.js SDK. */
export interface Kind {
  /** The id of a new resource, or the input property that is its id. */
  readonly id: string | ((made: Case) => string);
  /** The input that gets a name with a random suffix unless the program gives it (or `namePrefix`). */
  readonly autonamed?: "name" | "bucket";
  /** JSON documents: objects become text. */
  readonly documents?: readonly string[];
  /** Inputs that the provider's Check adds when they are absent. */
  readonly defaults?: Properties;
  /** A change of these replaces the resource. `a.b` is a property of a block or of a list of blocks. */
  readonly replaces?: readonly string[];
  /** Outputs that the provider's schema calls sensitive. */
  readonly secretOutputs?: readonly string[];
  /** What AWS decides: unknown until the resource is there. */
  readonly computed?: Readonly<Record<string, (made: Case) => Value>>;
  /** Inputs kept out of blocks' bookkeeping: written for Terraform's plugin framework, whose Check adds no `__defaults`. */
  readonly framework?: boolean;
  /** Why AWS would refuse, or undefined. */
  readonly refusesCreate?: (made: Case) => string | undefined;
  readonly refusesDelete?: (gone: Case) => string | undefined;
  readonly afterDelete?: (gone: Case) => void;
}

const aws = "arn:aws";
type Maker = (made: Case) => string;
const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");
const random =
  (prefix: string): Maker =>
  () =>
    `${prefix}-0${hex(16)}`;
const itself: Maker = ({ id }) => id;
const ofRegion: Maker = ({ inputs, region }) => text(inputs.region) || region;
const account: Maker = ({ contents }) => contents.accountId;
const named: Maker = ({ inputs }) => text(inputs.name);
/** `arn("ec2", (made) => …)`: the ARN of a regional resource. */
const arn =
  (service: string, rest: Maker): Maker =>
  (made) =>
    `${aws}:${service}:${made.region}:${made.contents.accountId}:${rest(made)}`;
const globalArn =
  (service: string, rest: Maker): Maker =>
  (made) =>
    `${aws}:${service}::${made.contents.accountId}:${rest(made)}`;

/** The held resources of a type that satisfy a test on what AWS knows of them. */
function those(contents: Contents, type: string, test: (outputs: Properties, inputs: Properties) => boolean): string[] {
  return contents.held.filter((held) => held.type === type && test(held.outputs, held.inputs)).map(({ id }) => id);
}

/** What AWS knows of the resource with this id, whatever its type; the ids looked up this way name one thing each. */
function outputsOf(contents: Contents, id: string): Properties {
  return contents.held.find((held) => held.id === id)?.outputs ?? {};
}

/** AWS keeps what others stand in: a subnet with interfaces, a group in use, a VPC with anything in it. */
const dependents =
  (code: string, users: Readonly<Record<string, (outputs: Properties, id: string) => boolean>>) =>
  ({ id, contents }: Case): string | undefined => {
    for (const [type, uses] of Object.entries(users)) {
      const [user] = those(contents, type, (outputs) => uses(outputs, id));
      if (user !== undefined) return `${code}: ${id} has a dependent object ${user} (${type})`;
    }
    return undefined;
  };

const property =
  (name: string) =>
  (outputs: Properties, id: string): boolean =>
    outputs[name] === id;
const listed =
  (name: string) =>
  (outputs: Properties, id: string): boolean =>
    Array.isArray(outputs[name]) && outputs[name].includes(id);

function secretName(made: Case): string {
  return text(made.inputs.name);
}

const tagged = { tagsAll: ({ inputs }: Case): Value => inputs.tags ?? {} };

function interfaceInUse({ id, contents }: Case): string | undefined {
  const [host] = those(contents, "aws:ec2/instance:Instance", (outputs) => outputs.primaryNetworkInterfaceId === id);
  return host === undefined
    ? undefined
    : `InvalidParameterValue: Network interface '${id}' is currently in use by ${host}`;
}

function primaryInterface(inputs: Properties): string | undefined {
  const block = inputs.primaryNetworkInterface;
  if (typeof block === "object" && block !== null && !Array.isArray(block)) return text(block.networkInterfaceId);
  const first = Array.isArray(inputs.networkInterfaces) ? inputs.networkInterfaces[0] : undefined;
  return typeof first === "object" && first !== null && !Array.isArray(first)
    ? text(first.networkInterfaceId)
    : undefined;
}

/** CloudWatch Logs asks KMS at creation: the key's policy has to admit the log group. */
function logGroupKeyAdmits({ inputs, contents }: Case): string | undefined {
  const key = text(inputs.kmsKeyId);
  if (key === "") return undefined;
  const policies = contents.held
    .filter((held) => held.type.startsWith("aws:kms/") && key.includes(text(held.outputs.keyId) || "\0"))
    .map((held) => text(held.outputs.policy));
  return policies.some((policy) => policy.includes("logs.") && policy.includes(text(inputs.name)))
    ? undefined
    : `AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with log group '${text(inputs.name)}'`;
}

const instanceReplaces = [
  "ami",
  "associatePublicIpAddress",
  "availabilityZone",
  "ebsBlockDevices",
  "ephemeralBlockDevices",
  "hibernation",
  "keyName",
  "networkInterfaces",
  "placementGroup",
  "primaryNetworkInterface",
  "privateIp",
  "rootBlockDevice.deviceName",
  "rootBlockDevice.encrypted",
  "rootBlockDevice.kmsKeyId",
  "secondaryPrivateIps",
  "securityGroups",
  "subnetId",
  "tenancy",
];

/** Every type that the programs of the suite use. A type that is not here is refused by name. */
export const kinds: Readonly<Record<string, Kind>> = {
  "aws:ec2/vpc:Vpc": {
    id: random("vpc"),
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    replaces: ["cidrBlock", "instanceTenancy"],
    computed: {
      arn: arn("ec2", ({ id }) => `vpc/${id}`),
      defaultSecurityGroupId: random("sg"),
      defaultRouteTableId: random("rtb"),
      defaultNetworkAclId: random("acl"),
      mainRouteTableId: random("rtb"),
      ownerId: account,
      enableDnsHostnames: ({ inputs }) => inputs.enableDnsHostnames ?? false,
      ...tagged,
    },
    refusesDelete: dependents("DependencyViolation", {
      "aws:ec2/subnet:Subnet": property("vpcId"),
      "aws:ec2/securityGroup:SecurityGroup": property("vpcId"),
      "aws:ec2/internetGateway:InternetGateway": property("vpcId"),
    }),
  },
  "aws:ec2/subnet:Subnet": {
    id: random("subnet"),
    defaults: {
      assignIpv6AddressOnCreation: false,
      enableDns64: false,
      enableResourceNameDnsARecordOnLaunch: false,
      enableResourceNameDnsAaaaRecordOnLaunch: false,
      ipv6Native: false,
      mapPublicIpOnLaunch: false,
    },
    replaces: ["availabilityZone", "availabilityZoneId", "cidrBlock", "vpcId"],
    computed: {
      arn: arn("ec2", ({ id }) => `subnet/${id}`),
      availabilityZone: ({ inputs, region }) => inputs.availabilityZone ?? `${region}a`,
      ownerId: account,
      ...tagged,
    },
    refusesDelete: dependents("DependencyViolation", {
      "aws:ec2/networkInterface:NetworkInterface": property("subnetId"),
      "aws:ec2/instance:Instance": property("subnetId"),
    }),
  },
  "aws:ec2/internetGateway:InternetGateway": {
    id: random("igw"),
    computed: { arn: arn("ec2", ({ id }) => `internet-gateway/${id}`), ownerId: account, ...tagged },
    refusesDelete: ({ id, inputs, contents }) => {
      const [address] = those(contents, "aws:ec2/eipAssociation:EipAssociation", () => true).filter((association) => {
        const at = text(outputsOf(contents, association).networkInterfaceId);
        const subnet = text(outputsOf(contents, at).subnetId);
        return outputsOf(contents, subnet).vpcId === inputs.vpcId;
      });
      return address === undefined
        ? undefined
        : `DependencyViolation: Network ${text(inputs.vpcId)} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway ${id}.`;
    },
  },
  "aws:ec2/routeTable:RouteTable": {
    id: random("rtb"),
    replaces: ["vpcId"],
    computed: {
      arn: arn("ec2", ({ id }) => `route-table/${id}`),
      ownerId: account,
      routes: ({ inputs }) => inputs.routes ?? [],
      propagatingVgws: () => [],
      ...tagged,
    },
    refusesDelete: dependents("DependencyViolation", {
      "aws:ec2/routeTableAssociation:RouteTableAssociation": property("routeTableId"),
    }),
  },
  "aws:ec2/route:Route": {
    id: ({ inputs }) => `r-${text(inputs.routeTableId)}${hex(8)}`,
    replaces: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock"],
    computed: { origin: () => "CreateRoute", state: () => "active" },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: random("rtbassoc"),
    replaces: ["subnetId", "gatewayId"],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: random("sg"),
    replaces: ["vpcId"],
    computed: {
      arn: arn("ec2", ({ id }) => `security-group/${id}`),
      ownerId: account,
      name: () => "default",
      ...tagged,
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    id: random("sg"),
    autonamed: "name",
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    replaces: ["description", "name", "namePrefix", "vpcId"],
    computed: {
      arn: arn("ec2", ({ id }) => `security-group/${id}`),
      ownerId: account,
      ingress: ({ inputs }) => inputs.ingress ?? [],
      egress: ({ inputs }) => inputs.egress ?? [],
      ...tagged,
    },
    refusesDelete: dependents("DependencyViolation", {
      "aws:ec2/networkInterface:NetworkInterface": listed("securityGroups"),
      "aws:ec2/instance:Instance": listed("vpcSecurityGroupIds"),
    }),
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: random("sgrule"),
    defaults: { self: false },
    replaces: [
      "cidrBlocks",
      "fromPort",
      "ipv6CidrBlocks",
      "prefixListIds",
      "protocol",
      "securityGroupId",
      "toPort",
      "type",
    ],
    computed: { securityGroupRuleId: random("sgr") },
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    framework: true,
    id: random("sgr"),
    replaces: ["securityGroupId"],
    computed: {
      arn: arn("ec2", ({ id }) => `security-group-rule/${id}`),
      securityGroupRuleId: itself,
      ...tagged,
    },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    framework: true,
    id: random("sgr"),
    replaces: ["securityGroupId"],
    computed: {
      arn: arn("ec2", ({ id }) => `security-group-rule/${id}`),
      securityGroupRuleId: itself,
      ...tagged,
    },
  },
  "aws:ec2/eip:Eip": {
    id: random("eipalloc"),
    replaces: ["address", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
    computed: {
      allocationId: itself,
      arn: arn("ec2", ({ id }) => `elastic-ip/${id}`),
      publicIp: () => `203.0.113.${String(1 + (Number.parseInt(hex(4), 16) % 254))}`,
      publicDns: ({ region }) => `ec2-203-0-113-1.${region}.compute.amazonaws.com`,
      domain: () => "vpc",
      networkBorderGroup: ({ region }) => region,
      publicIpv4Pool: () => "amazon",
      ...tagged,
    },
    refusesDelete: dependents("InvalidIPAddress.InUse", {
      "aws:ec2/eipAssociation:EipAssociation": property("allocationId"),
    }),
  },
  "aws:ec2/natGateway:NatGateway": {
    id: random("nat"),
    defaults: { connectivityType: "public" },
    replaces: ["allocationId", "connectivityType", "subnetId"],
    computed: {
      associationId: random("eipassoc"),
      networkInterfaceId: random("eni"),
      privateIp: () => "10.0.0.4",
      publicIp: () => "203.0.113.1",
      ...tagged,
    },
  },
  "aws:ec2/eipAssociation:EipAssociation": {
    id: random("eipassoc"),
    replaces: [
      "allocationId",
      "allowReassociation",
      "instanceId",
      "networkInterfaceId",
      "privateIpAddress",
      "publicIp",
    ],
    computed: {
      publicIp: ({ inputs, contents }) => outputsOf(contents, text(inputs.allocationId)).publicIp ?? "",
      privateIpAddress: ({ inputs, contents }) => outputsOf(contents, text(inputs.networkInterfaceId)).privateIp ?? "",
    },
    refusesCreate: ({ inputs, contents }) => {
      if (outputsOf(contents, text(inputs.allocationId)).publicIp === undefined)
        return `InvalidAllocationID.NotFound: ${text(inputs.allocationId)}`;
      const [bound] = those(
        contents,
        "aws:ec2/eipAssociation:EipAssociation",
        (outputs) => outputs.allocationId === inputs.allocationId,
      );
      return bound !== undefined && inputs.allowReassociation !== true
        ? `Resource.AlreadyAssociated: ${text(inputs.allocationId)} is already associated (${bound})`
        : undefined;
    },
  },
  "aws:ec2/networkInterface:NetworkInterface": {
    id: random("eni"),
    defaults: { sourceDestCheck: true },
    replaces: ["subnetId", "interfaceType"],
    computed: {
      arn: arn("ec2", ({ id }) => `network-interface/${id}`),
      macAddress: () => "02:00:00:00:00:01",
      ownerId: account,
      privateIp: () => "10.0.0.10",
      privateIps: () => ["10.0.0.10"],
      privateDnsName: ({ region }) => `ip-10-0-0-10.${region}.compute.internal`,
      securityGroups: ({ inputs }) => inputs.securityGroups ?? [],
      interfaceType: () => "interface",
      ...tagged,
    },
    refusesDelete: interfaceInUse,
  },
  "aws:ec2/instance:Instance": {
    id: random("i"),
    defaults: { forceDestroy: false, getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false },
    replaces: instanceReplaces,
    computed: {
      arn: arn("ec2", ({ id }) => `instance/${id}`),
      availabilityZone: ({ inputs, region, contents }) =>
        inputs.availabilityZone ??
        outputsOf(contents, text(outputsOf(contents, primaryInterface(inputs) ?? "").subnetId)).availabilityZone ??
        `${region}a`,
      instanceState: () => "running",
      primaryNetworkInterfaceId: ({ inputs }) => primaryInterface(inputs) ?? `eni-0${hex(16)}`,
      privateIp: ({ inputs, contents }) => outputsOf(contents, primaryInterface(inputs) ?? "").privateIp ?? "10.0.0.11",
      privateDns: ({ region }) => `ip-10-0-0-11.${region}.compute.internal`,
      publicIp: () => "",
      publicDns: () => "",
      passwordData: () => "",
      rootBlockDevice: ({ inputs }) => {
        const block = inputs.rootBlockDevice;
        const given = typeof block === "object" && block !== null && !Array.isArray(block) ? block : {};
        return { ...given, volumeId: `vol-0${hex(16)}` };
      },
      subnetId: ({ inputs, contents }) =>
        inputs.subnetId ?? outputsOf(contents, primaryInterface(inputs) ?? "").subnetId ?? "",
      vpcSecurityGroupIds: ({ inputs, contents }) =>
        inputs.vpcSecurityGroupIds ?? outputsOf(contents, primaryInterface(inputs) ?? "").securityGroups ?? [],
      tenancy: () => "default",
      ...tagged,
    },
    refusesCreate: (made) => {
      const wanted = primaryInterface(made.inputs);
      if (wanted === undefined) return undefined;
      return outputsOf(made.contents, wanted).macAddress !== undefined
        ? interfaceInUse({ ...made, id: wanted })
        : `InvalidNetworkInterfaceID.NotFound: ${wanted}`;
    },
    refusesDelete: ({ id, inputs }) =>
      inputs.disableApiTermination === true && inputs.forceDestroy !== true
        ? `OperationNotPermitted: The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`
        : undefined,
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: random("lt"),
    autonamed: "name",
    replaces: ["name", "namePrefix"],
    computed: {
      arn: arn("ec2", ({ id }) => `launch-template/${id}`),
      defaultVersion: () => 1,
      latestVersion: () => 1,
      ...tagged,
    },
  },
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": {
    id: random("policy"),
    defaults: { state: "ENABLED" },
    computed: { arn: arn("dlm", ({ id }) => `policy/${id}`), ...tagged },
  },
  "aws:ebs/volume:Volume": {
    id: random("vol"),
    defaults: { finalSnapshot: false },
    replaces: ["availabilityZone", "encrypted", "kmsKeyId", "snapshotId"],
    computed: { arn: arn("ec2", ({ id }) => `volume/${id}`), createTime: () => "2026-01-01T00:00:00Z", ...tagged },
  },
  "aws:ec2/volumeAttachment:VolumeAttachment": {
    id: random("vai"),
    replaces: ["deviceName", "instanceId", "volumeId"],
    refusesCreate: ({ inputs, contents }) => {
      const [host, volume] = [inputs.instanceId, inputs.volumeId].map((id) => outputsOf(contents, text(id)));
      return host?.availabilityZone === volume?.availabilityZone
        ? undefined
        : `InvalidVolume.ZoneMismatch: The volume '${text(inputs.volumeId)}' is not in the same availability zone as instance '${text(inputs.instanceId)}'`;
    },
    // It stops the host first, which AWS refuses where stopping is.
    refusesDelete: ({ inputs, contents }) =>
      inputs.stopInstanceBeforeDetaching === true &&
      outputsOf(contents, text(inputs.instanceId)).disableApiStop === true
        ? `OperationNotPermitted: The instance '${text(inputs.instanceId)}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`
        : undefined,
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: random("vpce"),
    documents: ["policy"],
    defaults: { vpcEndpointType: "Gateway" },
    replaces: ["serviceName", "vpcEndpointType", "vpcId"],
    computed: {
      arn: arn("ec2", ({ id }) => `vpc-endpoint/${id}`),
      state: () => "available",
      prefixListId: random("pl"),
      dnsEntries: () => [],
      networkInterfaceIds: () => [],
      cidrBlocks: () => [],
      ownerId: account,
      requesterManaged: () => false,
      ...tagged,
    },
  },
  "aws:ec2/flowLog:FlowLog": {
    id: random("fl"),
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    replaces: [
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "trafficType",
      "vpcId",
    ],
    computed: { arn: arn("ec2", ({ id }) => `vpc-flow-log/${id}`), logFormat: () => "", ...tagged },
  },
  "aws:ec2/ebsEncryptionByDefault:EbsEncryptionByDefault": { id: random("ebs"), defaults: { enabled: true } },

  "aws:kms/key:Key": {
    id: () => [8, 4, 4, 4, 12].map(hex).join("-"),
    documents: ["policy"],
    defaults: {
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: false,
      isEnabled: true,
      keyUsage: "ENCRYPT_DECRYPT",
    },
    replaces: ["customerMasterKeySpec", "customKeyStoreId", "keyUsage", "multiRegion", "xksKeyId"],
    computed: {
      arn: arn("kms", ({ id }) => `key/${id}`),
      keyId: itself,
      description: () => "",
      multiRegion: () => false,
      policy: ({ contents }) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `${aws}:iam::${contents.accountId}:root` },
              Action: "kms:*",
              Resource: "*",
            },
          ],
        }),
      rotationPeriodInDays: ({ inputs }) => inputs.rotationPeriodInDays ?? 365,
      ...tagged,
    },
  },
  "aws:kms/keyPolicy:KeyPolicy": {
    id: "keyId",
    documents: ["policy"],
    defaults: { bypassPolicyLockoutSafetyCheck: false },
    replaces: ["keyId", "bypassPolicyLockoutSafetyCheck"],
  },
  "aws:kms/alias:Alias": {
    id: "name",
    autonamed: "name",
    replaces: ["name", "namePrefix"],
    computed: {
      arn: arn("kms", named),
      targetKeyArn: ({ inputs, region, contents }) =>
        `${aws}:kms:${region}:${contents.accountId}:key/${text(inputs.targetKeyId)}`,
    },
  },
  "aws:kms/grant:Grant": {
    id: random("grant"),
    replaces: ["granteePrincipal", "keyId", "name", "operations"],
    computed: { grantId: itself, grantToken: () => hex(32) },
    secretOutputs: ["grantToken"],
  },

  "aws:secretsmanager/secret:Secret": {
    id: arn("secretsmanager", (made) => `secret:${secretName(made)}-${hex(6)}`),
    autonamed: "name",
    documents: ["policy"],
    defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
    replaces: ["name", "namePrefix"],
    computed: { arn: itself, replicas: () => [], policy: () => "", ...tagged },
    refusesCreate: (made) => {
      if (made.contents.blockedSecretNames.includes(secretName(made))) {
        return `InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion: ${secretName(made)}`;
      }
      const [held] = those(made.contents, "aws:secretsmanager/secret:Secret", (o) => o.name === made.inputs.name);
      return held === undefined ? undefined : `ResourceExistsException: the secret ${secretName(made)} already exists`;
    },
    afterDelete: (gone) => {
      if (gone.inputs.recoveryWindowInDays !== 0) gone.contents.blockedSecretNames.push(secretName(gone));
    },
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    id: "secretArn",
    documents: ["policy"],
    replaces: ["secretArn"],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    id: ({ inputs }) => `${text(inputs.secretId)}|terraform-${hex(26)}`,
    replaces: ["secretBinary", "secretId", "secretString"],
    secretOutputs: ["secretString", "secretBinary", "secretStringWo"],
    computed: {
      arn: ({ inputs }) => inputs.secretId ?? "",
      versionId: ({ id }) => id.split("|")[1] ?? "",
      versionStages: () => ["AWSCURRENT"],
      hasSecretStringWo: () => false,
    },
  },

  "aws:iam/role:Role": {
    id: "name",
    autonamed: "name",
    documents: ["assumeRolePolicy"],
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    replaces: ["name", "namePrefix", "path"],
    computed: {
      arn: globalArn("iam", (made) => `role${text(made.inputs.path)}${named(made)}`),
      createDate: () => "2026-01-01T00:00:00Z",
      uniqueId: () => `AROA${hex(17).toUpperCase()}`,
      inlinePolicies: ({ inputs }) => inputs.inlinePolicies ?? [],
      managedPolicyArns: ({ inputs }) => inputs.managedPolicyArns ?? [],
      ...tagged,
    },
    refusesDelete: dependents("DeleteConflict", {
      "aws:iam/rolePolicy:RolePolicy": property("role"),
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": property("role"),
      "aws:iam/instanceProfile:InstanceProfile": property("role"),
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    id: ({ inputs }) => `${text(inputs.role)}:${text(inputs.name)}`,
    autonamed: "name",
    documents: ["policy"],
    replaces: ["name", "namePrefix", "role"],
  },
  "aws:iam/policy:Policy": {
    id: globalArn("iam", (made) => `policy/${named(made)}`),
    autonamed: "name",
    documents: ["policy"],
    defaults: { path: "/" },
    replaces: ["description", "name", "namePrefix", "path"],
    computed: { arn: itself, policyId: () => `ANPA${hex(17).toUpperCase()}`, attachmentCount: () => 0, ...tagged },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: ({ inputs }) => `${text(inputs.role)}-${hex(26)}`,
    replaces: ["policyArn", "role"],
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    id: "name",
    autonamed: "name",
    defaults: { path: "/" },
    replaces: ["name", "namePrefix", "path"],
    computed: {
      arn: globalArn("iam", (made) => `instance-profile/${named(made)}`),
      createDate: () => "2026-01-01T00:00:00Z",
      uniqueId: () => `AIPA${hex(17).toUpperCase()}`,
      ...tagged,
    },
    refusesDelete: ({ inputs, contents }) => {
      const [host] = those(
        contents,
        "aws:ec2/instance:Instance",
        (outputs) => outputs.iamInstanceProfile === inputs.name,
      );
      // AWS would allow it and leave a host without a role: the order of a good destroy never asks for it.
      return host === undefined ? undefined : `the double refuses to take the profile from under ${host}`;
    },
  },

  "aws:cloudwatch/dashboard:Dashboard": {
    id: "dashboardName",
    documents: ["dashboardBody"],
    replaces: ["dashboardName"],
    computed: { dashboardArn: globalArn("cloudwatch", (made) => `dashboard/${text(made.inputs.dashboardName)}`) },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    id: "name",
    autonamed: "name",
    defaults: { retentionInDays: 0, skipDestroy: false },
    replaces: ["logGroupClass", "name", "namePrefix"],
    computed: {
      arn: arn("logs", (made) => `log-group:${named(made)}`),
      logGroupClass: () => "STANDARD",
      deletionProtectionEnabled: () => false,
      ...tagged,
    },
    refusesCreate: logGroupKeyAdmits,
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    id: "policyName",
    documents: ["policyDocument"],
    replaces: ["policyName"],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    id: "name",
    autonamed: "name",
    replaces: ["logGroupName", "name"],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: "name",
    autonamed: "name",
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    replaces: ["name"],
    computed: { arn: arn("cloudwatch", (made) => `alarm:${named(made)}`), ...tagged },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    id: "name",
    autonamed: "name",
    documents: ["eventPattern"],
    defaults: { eventBusName: "default", forceDestroy: false },
    replaces: ["eventBusName", "name", "namePrefix"],
    computed: { arn: arn("events", (made) => `rule/${named(made)}`), ...tagged },
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: ({ inputs }) => `${text(inputs.rule)}-${text(inputs.targetId) || `terraform-${hex(26)}`}`,
    defaults: { eventBusName: "default", forceDestroy: false },
    replaces: ["eventBusName", "rule", "targetId"],
    computed: { targetId: () => `terraform-${hex(26)}` },
  },
  "aws:sns/topic:Topic": {
    id: arn("sns", named),
    autonamed: "name",
    documents: ["policy", "deliveryPolicy"],
    defaults: { contentBasedDeduplication: false, fifoTopic: false },
    replaces: ["fifoTopic", "name", "namePrefix"],
    computed: { arn: itself, owner: account, beginningArchiveTime: () => "", policy: () => "", ...tagged },
  },
  "aws:ssm/document:Document": {
    id: "name",
    replaces: ["name", "documentType"],
    computed: {
      arn: arn("ssm", (made) => `document/${named(made)}`),
      ...{ createdDate: () => "2026-01-01T00:00:00Z", defaultVersion: () => "1", latestVersion: () => "1" },
      ...{ documentVersion: () => "1", schemaVersion: () => "2.2", status: () => "Active", owner: account },
      ...tagged,
    },
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: "queueUrl", documents: ["policy"], replaces: ["queueUrl"] },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: "arn",
    documents: ["policy"],
    replaces: ["arn"],
    computed: { owner: account },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: ({ inputs }) => `${text(inputs.topic)}:${[8, 4, 4, 4, 12].map(hex).join("-")}`,
    documents: ["deliveryPolicy", "filterPolicy", "redrivePolicy"],
    defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
    replaces: ["endpoint", "protocol", "topic"],
    computed: {
      arn: itself,
      ownerId: account,
      confirmationWasAuthenticated: () => false,
      pendingConfirmation: () => true,
    },
  },

  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": {
    id: random("rslvr-fdl"),
    autonamed: "name",
    replaces: ["name"],
    computed: { arn: arn("route53resolver", ({ id }) => `firewall-domain-list/${id}`), ...tagged },
  },
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": {
    id: random("rslvr-frg"),
    autonamed: "name",
    replaces: ["name"],
    computed: {
      arn: arn("route53resolver", ({ id }) => `firewall-rule-group/${id}`),
      ownerId: account,
      shareStatus: () => "NOT_SHARED",
      ...tagged,
    },
    refusesDelete: dependents("ConflictException", {
      "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
        property("firewallRuleGroupId"),
    }),
  },
  "aws:route53/resolverFirewallRule:ResolverFirewallRule": {
    id: ({ inputs }) => `${text(inputs.firewallRuleGroupId)}:${text(inputs.firewallDomainListId)}`,
    autonamed: "name",
    defaults: { firewallDomainRedirectionAction: "INSPECT_REDIRECTION_DOMAIN" },
    replaces: ["firewallDomainListId", "firewallRuleGroupId", "name", "qType"],
    computed: { firewallThreatProtectionId: () => "" },
  },
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": {
    id: random("rslvr-frgassoc"),
    autonamed: "name",
    replaces: ["firewallRuleGroupId", "vpcId"],
    computed: {
      arn: arn("route53resolver", ({ id }) => `firewall-rule-group-association/${id}`),
      mutationProtection: () => "DISABLED",
      ...tagged,
    },
    refusesDelete: ({ inputs }) =>
      inputs.mutationProtection === "ENABLED"
        ? "ValidationException: the association has mutation protection; disable it first"
        : undefined,
  },
  "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": {
    id: random("rdsc"),
    replaces: ["resourceId"],
    computed: { ownerId: account },
  },
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": {
    id: random("rqlc"),
    autonamed: "name",
    replaces: ["destinationArn", "name"],
    computed: {
      arn: arn("route53resolver", ({ id }) => `resolver-query-log-config/${id}`),
      ownerId: account,
      shareStatus: () => "NOT_SHARED",
      ...tagged,
    },
  },
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": {
    id: random("rqlca"),
    replaces: ["resolverQueryLogConfigId", "resourceId"],
  },

  "aws:iam/userPolicy:UserPolicy": {
    id: ({ inputs }) => `${text(inputs.user)}:${text(inputs.name)}`,
    autonamed: "name",
    documents: ["policy"],
    replaces: ["name", "namePrefix", "user"],
  },
  "aws:iam/accessKey:AccessKey": {
    id: () => `double-${hex(16)}`,
    defaults: { status: "Active" },
    replaces: ["pgpKey", "user"],
    secretOutputs: ["secret", "sesSmtpPasswordV4"],
    computed: {
      createDate: () => "2026-01-01T00:00:00Z",
      secret: () => `double-${hex(32)}`,
      sesSmtpPasswordV4: () => `double-${hex(32)}`,
    },
  },
  "aws:cloudtrail/trail:Trail": {
    id: arn("cloudtrail", (made) => `trail/${named(made)}`),
    autonamed: "name",
    defaults: {
      enableLogFileValidation: false,
      enableLogging: true,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    replaces: ["name"],
    computed: { arn: itself, homeRegion: ({ region }) => region, ...tagged },
  },
  "aws:ebs/encryptionByDefault:EncryptionByDefault": {
    id: random("terraform"),
    defaults: { enabled: true },
    replaces: ["region"],
  },
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": { id: ofRegion, replaces: ["region"] },
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": { id: ofRegion, framework: true, replaces: ["region"] },
  "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults": {
    id: ofRegion,
    framework: true,
    replaces: ["region"],
  },
  "aws:guardduty/detector:Detector": {
    id: () => hex(32),
    defaults: { enable: true },
    replaces: ["region"],
    computed: { accountId: account, arn: arn("guardduty", ({ id }) => `detector/${id}`), ...tagged },
    // One a region.
    refusesCreate: ({ inputs, contents }) => {
      const [other] = those(contents, "aws:guardduty/detector:Detector", (_, { region }) => region === inputs.region);
      return other === undefined ? undefined : "BadRequestException: a detector already exists for the current account";
    },
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    id: ({ inputs }) => `${text(inputs.detectorId)}/${text(inputs.name)}`,
    replaces: ["detectorId", "name", "region"],
  },
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": { id: account, replaces: ["accountId"] },
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
    id: "bucket",
    defaults: { objectLockEnabled: "Enabled" },
    replaces: ["bucket"],
  },
  "aws:budgets/budget:Budget": {
    id: (made) => `${made.contents.accountId}:${named(made)}`,
    autonamed: "name",
    replaces: ["accountId", "name"],
    computed: { arn: globalArn("budgets", (made) => `budget/${named(made)}`), ...tagged },
  },
  "aws:organizations/policy:Policy": {
    id: random("p"),
    autonamed: "name",
    documents: ["content"],
    defaults: { type: "SERVICE_CONTROL_POLICY" },
    replaces: ["type"],
    computed: {
      arn: globalArn("organizations", ({ id }) => `policy/o-double/service_control_policy/${id}`),
      ...tagged,
    },
  },
  "aws:organizations/policyAttachment:PolicyAttachment": {
    id: ({ inputs }) => `${text(inputs.targetId)}:${text(inputs.policyId)}`,
    replaces: ["policyId", "targetId"],
  },
  "aws:directconnect/bgpPeer:BgpPeer": {
    id: random("dxpeer"),
    replaces: ["addressFamily", "amazonAddress", "bgpAsn", "bgpAuthKey", "customerAddress", "virtualInterfaceId"],
    computed: { awsDevice: () => "double", bgpPeerId: itself, bgpStatus: () => "up" },
  },

  "aws:lambda/function:Function": {
    id: "name",
    autonamed: "name",
    defaults: {
      memorySize: 128,
      packageType: "Zip",
      publish: false,
      reservedConcurrentExecutions: -1,
      skipDestroy: false,
      timeout: 3,
    },
    replaces: ["name", "packageType"],
    computed: {
      arn: arn("lambda", (made) => `function:${named(made)}`),
      invokeArn: arn("lambda", (made) => `function:${named(made)}/invocations`),
      qualifiedArn: arn("lambda", (made) => `function:${named(made)}:$LATEST`),
      lastModified: () => "2026-01-01T00:00:00Z",
      version: () => "$LATEST",
      codeSha256: () => hex(44),
      architectures: () => ["x86_64"],
      ...tagged,
    },
  },
  "aws:lambda/permission:Permission": {
    id: ({ inputs }) => text(inputs.statementId) || `terraform-${hex(26)}`,
    replaces: ["action", "function", "principal", "qualifier", "sourceAccount", "sourceArn", "statementId"],
    computed: { statementId: () => `terraform-${hex(26)}` },
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    id: "family",
    documents: ["containerDefinitions"],
    defaults: { enableFaultInjection: false, skipDestroy: false, trackLatest: false },
    replaces: [
      "containerDefinitions",
      "cpu",
      "executionRoleArn",
      "family",
      "memory",
      "networkMode",
      "taskRoleArn",
      "volumes",
    ],
    computed: {
      arn: arn("ecs", ({ inputs }) => `task-definition/${text(inputs.family)}:1`),
      arnWithoutRevision: arn("ecs", ({ inputs }) => `task-definition/${text(inputs.family)}`),
      revision: () => 1,
      networkMode: () => "bridge",
      ...tagged,
    },
  },
  "aws:ecs/cluster:Cluster": {
    id: arn("ecs", (made) => `cluster/${named(made)}`),
    autonamed: "name",
    replaces: ["name"],
    computed: { arn: itself, settings: () => [], ...tagged },
  },
  "aws:codebuild/project:Project": {
    id: arn("codebuild", (made) => `project/${named(made)}`),
    autonamed: "name",
    replaces: ["name"],
    computed: { arn: itself, ...tagged },
  },
  "aws:ssm/parameter:Parameter": {
    // One name stands once in each region, and the account's file for all of them.
    id: (made) => (ofRegion(made) === made.region ? named(made) : `${named(made)}@${ofRegion(made)}`),
    autonamed: "name",
    replaces: ["name"],
    secretOutputs: ["value", "valueWo"],
    computed: {
      arn: arn("ssm", (made) => `parameter/${named(made).replace(/^\//u, "")}`),
      dataType: () => "text",
      version: () => 1,
      tier: () => "Standard",
      ...tagged,
    },
  },
  "aws:s3/bucket:Bucket": {
    id: "bucket",
    autonamed: "bucket",
    documents: ["policy"],
    defaults: { forceDestroy: false },
    replaces: ["bucket", "bucketPrefix"],
    computed: {
      arn: ({ inputs }) => `${aws}:s3:::${text(inputs.bucket)}`,
      bucketDomainName: ({ inputs }) => `${text(inputs.bucket)}.s3.amazonaws.com`,
      ...tagged,
    },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { id: "bucket", replaces: ["bucket"] },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { id: "bucket", replaces: ["bucket"] },
  "aws:s3/bucketVersioning:BucketVersioning": { id: "bucket", replaces: ["bucket"] },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    id: "bucket",
    replaces: ["bucket"],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { id: "bucket", replaces: ["bucket"] },
  "aws:s3/bucketPolicy:BucketPolicy": { id: "bucket", documents: ["policy"], replaces: ["bucket"] },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    id: ({ inputs }) => `${text(inputs.bucket)}/${text(inputs.key)}`,
    defaults: { forceDestroy: false },
    replaces: ["bucket", "key"],
    computed: {
      arn: ({ inputs }) => `${aws}:s3:::${text(inputs.bucket)}/${text(inputs.key)}`,
      etag: () => hex(32),
      versionId: () => hex(32),
      ...tagged,
    },
  },
  "aws:ecr/repository:Repository": {
    id: "name",
    autonamed: "name",
    defaults: { imageTagMutability: "MUTABLE" },
    replaces: ["encryptionConfigurations", "name"],
    computed: {
      arn: arn("ecr", (made) => `repository/${named(made)}`),
      registryId: account,
      repositoryUrl: ({ inputs, region, contents }) =>
        `${contents.accountId}.dkr.ecr.${region}.amazonaws.com/${text(inputs.name)}`,
      ...tagged,
    },
  },
  "aws:sqs/queue:Queue": {
    id: ({ inputs, region, contents }) =>
      `https://sqs.${region}.amazonaws.com/${contents.accountId}/${text(inputs.name)}`,
    autonamed: "name",
    documents: ["policy", "redrivePolicy"],
    replaces: ["fifoQueue", "name", "namePrefix"],
    computed: { arn: arn("sqs", named), url: itself, ...tagged },
  },
};

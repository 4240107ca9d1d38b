import { createHash } from "node:crypto";
import type { Identity } from "./identity";

/** What a made-up text belongs to. */
export interface Owner {
  readonly identity: Identity;
  /** Type token of the resource or function. */
  readonly token: string;
  /** Its logical name. */
  readonly name: string;
  /** What makes its values its own: equal keys give equal values, so that a report is the same twice. */
  readonly key: string;
}

/** Lower-case hexadecimal digits that look random and are always the same for the same owner and purpose. */
export function digits(owner: Owner, purpose: string, length: number): string {
  return createHash("sha256").update(`${owner.key}\u0000${purpose}`).digest("hex").slice(0, length);
}

// Prefixes of EC2 ids by class or by the property that refers to one.
const prefixes: Readonly<Record<string, string>> = {
  vpc: "vpc",
  subnet: "subnet",
  securitygroup: "sg",
  instance: "i",
  eip: "eipalloc",
  allocation: "eipalloc",
  eipassociation: "eipassoc",
  association: "eipassoc",
  internetgateway: "igw",
  egressonlyinternetgateway: "eigw",
  natgateway: "nat",
  networkinterface: "eni",
  primarynetworkinterface: "eni",
  routetable: "rtb",
  defaultroutetable: "rtb",
  mainroutetable: "rtb",
  routetableassociation: "rtbassoc",
  networkacl: "acl",
  defaultnetworkacl: "acl",
  defaultsecuritygroup: "sg",
  launchtemplate: "lt",
  volume: "vol",
  rootvolume: "vol",
  snapshot: "snap",
  rootsnapshot: "snap",
  flowlog: "fl",
  vpcendpoint: "vpce",
  vpcdhcpoptions: "dopt",
  dhcpoptions: "dopt",
  securitygroupingressrule: "sgr",
  securitygroupegressrule: "sgr",
  securitygrouprule: "sgrule",
  ami: "ami",
  image: "ami",
  placementgroup: "pg",
  resolverfirewallrulegroup: "rslvr-frg",
  resolverfirewalldomainlist: "rslvr-fdl",
  resolverfirewallrulegroupassociation: "rslvr-frgassoc",
  resolverfirewallconfig: "rslvr-fc",
  resolverendpoint: "rslvr-in",
  resolverrule: "rslvr-rr",
  resolverqueryloggingconfig: "rslvr-qlc",
  resolverqueryloggingconfigassociation: "rslvr-qlcassoc",
};

/** Types whose id in AWS is their name. */
const namedTypes = new Set([
  "aws:iam/role:Role",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:iam/user:User",
  "aws:iam/group:Group",
  "aws:kms/alias:Alias",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:lambda/function:Function",
  "aws:ssm/parameter:Parameter",
  "aws:ssm/document:Document",
  "aws:ec2/keyPair:KeyPair",
  "aws:dynamodb/table:Table",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
]);

/** Types whose id in AWS is their ARN. */
const arnTypes = new Set([
  "aws:iam/policy:Policy",
  "aws:sns/topic:Topic",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:ecs/cluster:Cluster",
  "aws:ecs/service:Service",
  "aws:acm/certificate:Certificate",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:sfn/stateMachine:StateMachine",
]);

/** The id that AWS would give. */
export function idOf(owner: Owner, name: string | undefined): string {
  const { token } = owner;
  if (!token.startsWith("aws:")) return `${kebab(memberOf(token))}-${digits(owner, "id", 17)}`;
  if (namedTypes.has(token)) return name ?? owner.name;
  if (arnTypes.has(token)) return arnOf(owner, name);
  if (token === "aws:kms/key:Key") return uuid(owner, "id");
  if (token === "aws:sqs/queue:Queue") {
    const { region, account } = owner.identity;
    return `https://sqs.${region}.amazonaws.com/${account}/${name ?? owner.name}`;
  }
  return `${prefixes[memberOf(token).toLowerCase()] ?? kebab(memberOf(token))}-${digits(owner, "id", 17)}`;
}

// How the resource part of an ARN is built from a name or id.
const arnParts: Readonly<
  Record<string, { service: string; part: (name: string, id: string) => string; global?: true }>
> = {
  "aws:iam/role:Role": { service: "iam", part: (name) => `role/${name}`, global: true },
  "aws:iam/policy:Policy": { service: "iam", part: (name) => `policy/${name}`, global: true },
  "aws:iam/user:User": { service: "iam", part: (name) => `user/${name}`, global: true },
  "aws:iam/group:Group": { service: "iam", part: (name) => `group/${name}`, global: true },
  "aws:iam/instanceProfile:InstanceProfile": {
    service: "iam",
    part: (name) => `instance-profile/${name}`,
    global: true,
  },
  "aws:kms/key:Key": { service: "kms", part: (_, id) => `key/${id}` },
  "aws:kms/alias:Alias": { service: "kms", part: (name) => name },
  "aws:secretsmanager/secret:Secret": {
    service: "secretsmanager",
    part: (name, id) => `secret:${name}-${id.slice(0, 6)}`,
  },
  "aws:cloudwatch/logGroup:LogGroup": { service: "logs", part: (name) => `log-group:${name}` },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { service: "cloudwatch", part: (name) => `alarm:${name}` },
  "aws:cloudwatch/eventRule:EventRule": { service: "events", part: (name) => `rule/${name}` },
  "aws:sns/topic:Topic": { service: "sns", part: (name) => name },
  "aws:sqs/queue:Queue": { service: "sqs", part: (name) => name },
  "aws:lambda/function:Function": { service: "lambda", part: (name) => `function:${name}` },
  "aws:ssm/parameter:Parameter": { service: "ssm", part: (name) => `parameter/${name.replace(/^\//u, "")}` },
  "aws:dynamodb/table:Table": { service: "dynamodb", part: (name) => `table/${name}` },
  "aws:ebs/volume:Volume": { service: "ec2", part: (_, id) => `volume/${id}` },
  "aws:ecs/cluster:Cluster": { service: "ecs", part: (name) => `cluster/${name}` },
  "aws:ecs/taskDefinition:TaskDefinition": { service: "ecs", part: (name) => `task-definition/${name}:1` },
  "aws:rds/instance:Instance": { service: "rds", part: (name) => `db:${name}` },
};

/** The ARN that AWS would give. */
export function arnOf(owner: Owner, name: string | undefined, id?: string): string {
  const { identity, token } = owner;
  const { partition, region, account } = identity;
  if (/^aws:s3\/bucket(?:V2)?:Bucket(?:V2)?$/u.test(token)) return `arn:${partition}:s3:::${name ?? owner.name}`;
  const [, path = ""] = token.split(":");
  const own = arnParts[token];
  const key = id ?? digits(owner, "id", 17);
  const service = own?.service ?? path.split("/")[0] ?? "aws";
  const part = own?.part(name ?? owner.name, key) ?? `${kebab(memberOf(token))}/${key}`;
  return `arn:${partition}:${service}:${own?.global === true ? "" : region}:${account}:${part}`;
}

export function memberOf(token: string): string {
  return token.split(":").at(-1) ?? token;
}

/** A property's text, and whether its shape is certain: what a policy may ask of it would be answered the same at `up`. */
export interface Text {
  readonly text: string;
  readonly certain: boolean;
}

/** The text of a property by its name; texts without a rule are opaque, and not certain. */
export function textOf(owner: Owner, property: string, purpose: string): Text {
  const { identity } = owner;
  const { region, account, partition } = identity;
  const certain = (text: string): Text => ({ text, certain: true });
  if (/^(?:region|currentRegion)$/u.test(property)) return certain(region);
  if (property === "partition") return certain(partition);
  if (property === "dnsSuffix") return certain("amazonaws.com");
  if (/^(?:account|accountId|ownerId|owner|registryId|awsAccountId)$/u.test(property)) return certain(account);
  if (property === "availabilityZone") return certain(`${region}a`);
  if (property === "availabilityZoneId") return certain(`${shortRegion(region)}-az1`);
  if (/(?:^|[a-z])arns?$/iu.test(property)) {
    const service = owner.token.split(":")[1]?.split("/")[0] ?? "aws";
    return certain(`arn:${partition}:${service}:${region}:${account}:${kebab(property)}/${digits(owner, purpose, 17)}`);
  }
  if (/^public.*ips?$/iu.test(property)) return certain(`203.0.113.${octet(owner, purpose)}`);
  if (/(?:^ip|ip$|ipaddress)(?:es|s)?$/iu.test(property) && !/v6/iu.test(property))
    return certain(`${privateNet(owner)}.0.${octet(owner, purpose)}`);
  if (/ipv6/iu.test(property) && /cidr/iu.test(property)) return certain("2001:db8::/56");
  if (/ipv6address(?:es)?$/iu.test(property)) return certain(`2001:db8::${digits(owner, purpose, 4)}`);
  if (/cidr(?:block|blocks|ip)?$/iu.test(property)) return certain(`${privateNet(owner)}.0.0/16`);
  if (property === "publicDns")
    return certain(`ec2-203-0-113-${octet(owner, "publicIp")}.${region}.compute.amazonaws.com`);
  if (property === "privateDns")
    return certain(
      `ip-${privateNet(owner).replace(".", "-")}-0-${octet(owner, "privateIp")}.${region}.compute.internal`,
    );
  const id = /^(.*?)(?:I|^i)ds?$/u.exec(property)?.[1];
  if (id !== undefined) {
    if (/^(?:key|kmsKey|version|unique)$/u.test(id)) return certain(uuid(owner, purpose));
    const prefix = prefixes[id.toLowerCase().replace(/^vpcsecuritygroup$/u, "securitygroup")];
    return certain(prefix === undefined ? digits(owner, purpose, 17) : `${prefix}-${digits(owner, purpose, 17)}`);
  }
  if (property === "networkInterface") return certain(`eni-${digits(owner, purpose, 17)}`);
  if (property === "instance") return certain(`i-${digits(owner, purpose, 17)}`);
  if (/(?:date|time|timestamp|createdat|createdon)$/iu.test(property)) return certain("2026-01-01T00:00:00Z");
  if (/(?:fingerprint|etag|hash|sha256|checksum|md5)$/iu.test(property)) return certain(digits(owner, purpose, 40));
  if (/(?:url|uri)$/iu.test(property))
    return { text: `https://made-up-${digits(owner, purpose, 12)}.${region}.amazonaws.com`, certain: false };
  if (/(?:dns|dnsname|domainname|endpoint|hostname|fqdn|address)$/iu.test(property)) {
    return { text: `made-up-${digits(owner, purpose, 12)}.${region}.amazonaws.com`, certain: false };
  }
  return { text: `made-up-${digits(owner, purpose, 16)}`, certain: false };
}

/** Whether a property holds a secret by its name; providers mark such outputs secret. */
export function namesSecret(property: string): boolean {
  return /^password|password$|secretstring|secretbinary|secretaccesskey|privatekey(?:pem|openssh|pempkcs8)?$|authtoken|clientsecret|plaintext|keymaterial|^secret$|^token$|sessiontoken|connectionstring/iu.test(
    property,
  );
}

export function uuid(owner: Owner, purpose: string): string {
  const hex = digits(owner, purpose, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function octet(owner: Owner, purpose: string): string {
  return String(4 + (parseInt(digits(owner, purpose, 4), 16) % 248));
}

/**
 * The first two bytes of private addresses, in a range that people hardly choose (RFC 6598): what is made up about the outside
 * world is told by its text, and would be confused with what the program says.
 */
function privateNet(owner: Owner): string {
  return `100.${65 + (parseInt(digits(owner, "net", 4), 16) % 62)}`;
}

function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/gu, "$1-$2").toLowerCase();
}

// eu-west-1 -> euw1
function shortRegion(region: string): string {
  const [area = "", side = "", number = ""] = region.split("-");
  const short = side.replace(
    /^(north|south)(east|west)$/u,
    (_, one: string, other: string) => `${one.charAt(0)}${other.charAt(0)}`,
  );
  return `${area}${short.length === 2 ? short : short.charAt(0)}${number}`;
}

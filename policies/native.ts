import { type Raw, signature } from "./marks";
import { secretSignature, unknownString, unknowns, writtenAs } from "./reader";

/** How a type of `aws-native` is judged by the policies that know its twin of `aws`. */
export interface Twin {
  readonly type: string;
  /** Properties of the twin by what they are called here. What is called alike is left out. */
  readonly names: Readonly<Record<string, string>>;
  /** The property that holds all that the twin has at the top. */
  readonly within?: string;
}

/**
 * Types of `aws-native` (1.79.0, whose names are CloudFormation's) and what they are in `aws`. A policy that lists a type
 * of `aws-native` itself sees it as it is written; all others see it as its twin. What is built otherwise than in `aws` is
 * not here: security groups, whose rules are one a range, and whatever holds in itself what `aws` has as resources.
 */
export const twins: Readonly<Record<string, Twin>> = {
  "aws-native:autoscaling:LaunchConfiguration": {
    type: "aws:ec2/launchConfiguration:LaunchConfiguration",
    names: { enableMonitoring: "instanceMonitoring", name: "launchConfigurationName" },
  },
  "aws-native:cloudwatch:Alarm": { type: "aws:cloudwatch/metricAlarm:MetricAlarm", names: { name: "alarmName" } },
  "aws-native:ec2:Eip": { type: "aws:ec2/eip:Eip", names: { instance: "instanceId" } },
  "aws-native:ec2:EipAssociation": { type: "aws:ec2/eipAssociation:EipAssociation", names: { publicIp: "eip" } },
  "aws-native:ec2:FlowLog": { type: "aws:ec2/flowLog:FlowLog", names: { vpcId: "resourceId" } },
  "aws-native:ec2:Instance": {
    type: "aws:ec2/instance:Instance",
    names: { ami: "imageId", vpcSecurityGroupIds: "securityGroupIds", privateIp: "privateIpAddress" },
  },
  "aws-native:ec2:InternetGateway": { type: "aws:ec2/internetGateway:InternetGateway", names: {} },
  "aws-native:ec2:LaunchTemplate": {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    names: { name: "launchTemplateName", vpcSecurityGroupIds: "securityGroupIds" },
    within: "launchTemplateData",
  },
  "aws-native:ec2:NatGateway": { type: "aws:ec2/natGateway:NatGateway", names: {} },
  "aws-native:ec2:NetworkInterface": {
    type: "aws:ec2/networkInterface:NetworkInterface",
    names: { securityGroups: "groupSet" },
  },
  "aws-native:ec2:Route": {
    type: "aws:ec2/route:Route",
    names: { egressOnlyGatewayId: "egressOnlyInternetGatewayId" },
  },
  "aws-native:ec2:RouteTable": { type: "aws:ec2/routeTable:RouteTable", names: {} },
  "aws-native:ec2:Subnet": { type: "aws:ec2/subnet:Subnet", names: {} },
  "aws-native:ec2:SubnetRouteTableAssociation": {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    names: {},
  },
  "aws-native:ec2:Volume": { type: "aws:ebs/volume:Volume", names: {} },
  "aws-native:ec2:Vpc": { type: "aws:ec2/vpc:Vpc", names: {} },
  "aws-native:ec2:VpcEndpoint": { type: "aws:ec2/vpcEndpoint:VpcEndpoint", names: { policy: "policyDocument" } },
  "aws-native:ecs:TaskDefinition": { type: "aws:ecs/taskDefinition:TaskDefinition", names: {} },
  "aws-native:lambda:Function": { type: "aws:lambda/function:Function", names: { name: "functionName" } },
  "aws-native:secretsmanager:ResourcePolicy": {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    names: { policy: "resourcePolicy", secretArn: "secretId" },
  },
  "aws-native:secretsmanager:RotationSchedule": {
    type: "aws:secretsmanager/secretRotation:SecretRotation",
    names: {},
  },
  "aws-native:secretsmanager:Secret": { type: "aws:secretsmanager/secret:Secret", names: { arn: "id" } },
};

/** The twin by which policies on these types judge a type that is not among them. */
export function twinAmong(type: string, types: readonly string[]): Twin | undefined {
  const twin = Object.hasOwn(twins, type) && !types.includes(type) ? twins[type] : undefined;
  return twin !== undefined && types.includes(twin.type) ? twin : undefined;
}

/** The types, and those of `aws-native` whose twins are among them. */
export function withTwins(types: readonly string[]): readonly string[] {
  return [...types, ...Object.keys(twins).filter((type) => twinAmong(type, types) !== undefined)];
}

/** Where a place (`launchTemplateData.userData`) of a type is in its twin; of all other types the place and type as they are. */
export function placeInTwin(type: string, path: string): readonly [type: string, path: string] {
  const twin = Object.hasOwn(twins, type) ? twins[type] : undefined;
  if (twin === undefined) return [type, path];
  const { within } = twin;
  return [twin.type, within !== undefined && path.startsWith(`${within}.`) ? path.slice(within.length + 1) : path];
}

/** The properties under the twin's names. Values stay as they came, marks around them too. */
export function asTwin(properties: Raw, { names, within }: Twin): Raw | string {
  let all = properties;
  const written: Record<string, string> = {};
  if (within !== undefined) {
    const { raw, secret } = bare(properties[within]);
    // Of what is not known nothing can be told, not even that it is absent.
    if (unknowns.has(raw)) return unknownString;
    if (isMap(raw)) {
      all = {
        ...properties,
        ...Object.fromEntries(Object.entries(raw).map(([key, one]) => [key, marked(one, secret)])),
      };
      for (const key of Object.keys(raw)) written[key] = `${within}.${key}`;
    }
  }
  const renamed = rename(all, names, written);
  // A launch template's own tags, beside those of what it launches.
  const specifications = within === undefined ? undefined : bare(properties.tagSpecifications).raw;
  const specification: unknown = Array.isArray(specifications) ? specifications[0] : undefined;
  const tags = bare(isMap(specification) ? specification.tags : renamed.tags);
  if (Array.isArray(tags.raw)) renamed.tags = marked(tagMap(tags.raw), tags.secret);
  return renamed;
}

/** Where a path of the twin's names is written. */
export function pathOfTwin(
  [first, ...rest]: readonly [string, ...string[]],
  twin: Twin,
): readonly [string, ...string[]] {
  const name = twin.names[first] ?? first;
  return twin.within === undefined ? [name, ...rest] : [twin.within, name, ...rest];
}

/** The paths (`launchTemplateData.imageId`) by the twin's names. */
export function pathsInTwin(paths: readonly string[], { names, within }: Twin): readonly string[] {
  return paths.map((path) => {
    const inner = within !== undefined && path.startsWith(`${within}.`) ? path.slice(within.length + 1) : path;
    return Object.keys(names).find((name) => names[name] === inner) ?? inner;
  });
}

/** What depends on what, by the twin's names. */
export function dependenciesOfTwin(
  dependencies: ReadonlyMap<string, readonly string[]>,
  { names, within }: Twin,
  properties: Raw | string,
): ReadonlyMap<string, readonly string[]> {
  const all = new Map(dependencies);
  const inner = within === undefined ? undefined : dependencies.get(within);
  if (inner !== undefined && typeof properties !== "string")
    for (const key of Object.keys(properties)) if (!all.has(key)) all.set(key, inner);
  for (const [name, here] of Object.entries(names)) {
    const urns = all.get(here);
    if (urns !== undefined) all.set(name, urns);
  }
  return all;
}

function rename(
  raw: Raw,
  names: Readonly<Record<string, string>>,
  written: Record<string, string>,
): Record<string, unknown> {
  const renamed: Record<string, unknown> = { ...raw };
  for (const [name, here] of Object.entries(names)) {
    if (!Object.hasOwn(raw, here)) continue;
    renamed[name] = raw[here];
    written[name] = written[here] ?? here;
  }
  writtenAs.set(renamed, written);
  return renamed;
}

/** A list of tags as the map that it stands for. A tag whose key is not known leaves open what all of them are. */
function tagMap(list: readonly unknown[]): unknown {
  const entries = list.map((one): readonly [unknown, unknown] => {
    const { raw, secret } = bare(one);
    return isMap(raw) ? [bare(raw.key).raw, marked(raw.value, secret)] : [unknownString, undefined];
  });
  if (entries.some(([key]) => unknowns.has(key))) return unknownString;
  return Object.fromEntries(entries.map(([key, value]) => [String(key), value]));
}

function isMap(raw: unknown): raw is Raw {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) && !Object.hasOwn(raw, signature);
}

/** A value without the marks around it, and whether there were any. */
function bare(raw: unknown): { readonly raw: unknown; readonly secret: boolean } {
  let secret = false;
  while (typeof raw === "object" && raw !== null && (raw as Raw)[signature] === secretSignature) {
    secret = true;
    raw = (raw as Raw).value;
  }
  return { raw, secret };
}

function marked(raw: unknown, secret: boolean): unknown {
  return secret ? { [signature]: secretSignature, value: raw } : raw;
}

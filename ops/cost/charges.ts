import type { Assumption, Usage } from "./usage";

/** Plain data of one registered resource. */
export interface Charged {
  readonly type: string;
  readonly name: string;
  /** Inputs and outputs; the embedded engine makes outputs up, so sizes are read only where the program gives them. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a resource is charged for. */
export interface Charge {
  /** Line of the estimate that it counts to. */
  readonly line: Line;
  /** Id in the price table. */
  readonly price: string;
  /** Units of the price, in a month. */
  readonly quantity: number;
  /** The assumption that the quantity rests on; absent where the resource alone decides it. */
  readonly assumes?: Assumption;
}

/** The lines of an estimate in their order. Those of guards say what can be had without. */
export const lines = {
  host: "host",
  address: "address and traffic",
  nat: "NAT",
  data: "data volume",
  keys: "keys",
  secret: "exchange secret",
  artifacts: "artefacts and images",
  log: "log",
  snapshots: "guard: snapshots of the data",
  flow: "guard: flow log",
  dns: "guard: DNS firewall",
  alarms: "guard: alarms",
  rules: "guard: event rules",
  alerts: "guard: alert topic",
  dashboard: "guard: dashboards",
  metrics: "guard: metrics of its own",
  trail: "guard: CloudTrail",
  guardduty: "guard: GuardDuty",
  endpoints: "guard: VPC endpoints",
} as const;

export type Line = keyof typeof lines;

type Charger = (resource: Charged, usage: Usage) => readonly Charge[] | undefined;

const monthly =
  (line: Line, price: string): Charger =>
  () => [{ line, price, quantity: 1 }];

function keyCharge(_: Charged, usage: Usage): readonly Charge[] {
  // AWS keeps the older material too, and charges for the first two: https://aws.amazon.com/kms/pricing/
  return [{ line: "keys", price: "kms-key", quantity: 1 + Math.min(usage.rotations, 2), assumes: "rotations" }];
}

const chargers: Readonly<Record<string, Charger>> = {
  "aws:ec2/instance:Instance": ({ name, properties }, usage) => {
    const nat = name.endsWith("-nat");
    const disk = numberAt(properties, "rootBlockDevice", "volumeSize");
    return [
      {
        line: nat ? "nat" : "host",
        price: `instance:${textAt(properties, "instanceType")}`,
        quantity: usage.hours,
        assumes: "hours",
      },
      disk === undefined
        ? { line: nat ? "nat" : "host", price: "volume-gp3", quantity: usage["root-gb"], assumes: "root-gb" }
        : { line: nat ? "nat" : "host", price: "volume-gp3", quantity: disk },
    ];
  },
  "aws:ec2/eip:Eip": (_, usage) => [{ line: "address", price: "public-ipv4", quantity: usage.hours, assumes: "hours" }],
  // What leaves does so by way of the gateway, once for each stack.
  "aws:ec2/internetGateway:InternetGateway": (_, usage) => [
    { line: "address", price: "data-out", quantity: usage["gb-out"], assumes: "gb-out" },
  ],
  "aws:ec2/natGateway:NatGateway": (_, usage) => [
    { line: "nat", price: "nat-gateway", quantity: usage.hours, assumes: "hours" },
    { line: "nat", price: "nat-gateway-data", quantity: usage["gb-through-nat"], assumes: "gb-through-nat" },
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ properties }, usage) =>
    textAt(properties, "vpcEndpointType") === "Interface"
      ? [{ line: "endpoints", price: "vpc-endpoint", quantity: usage.hours, assumes: "hours" }]
      : [],
  "aws:ebs/volume:Volume": ({ properties }, usage) => {
    const size = typeof properties.size === "number" ? properties.size : 0;
    return [
      { line: "data", price: "volume-gp3", quantity: size },
      { line: "snapshots", price: "snapshot", quantity: size * usage["snapshot-share"], assumes: "snapshot-share" },
    ];
  },
  "aws:kms/key:Key": keyCharge,
  // Imported material does not rotate.
  "aws:kms/externalKey:ExternalKey": monthly("keys", "kms-key"),
  "aws:secretsmanager/secret:Secret": (_, usage) => [
    { line: "secret", price: "secret", quantity: 1 },
    { line: "secret", price: "secret-calls", quantity: usage["secret-reads"] / 10_000, assumes: "secret-reads" },
    { line: "keys", price: "kms-calls", quantity: usage["kms-calls"] / 10_000, assumes: "kms-calls" },
  ],
  "aws:s3/bucket:Bucket": (_, usage) => [
    { line: "artifacts", price: "bucket", quantity: usage["artifact-gb"], assumes: "artifact-gb" },
  ],
  "aws:ecr/repository:Repository": (_, usage) => [
    { line: "artifacts", price: "images", quantity: usage["artifact-gb"], assumes: "artifact-gb" },
  ],
  "aws:cloudwatch/logGroup:LogGroup": ({ properties }, usage) => {
    // The flow log's own group is filled by it.
    const isFlow = textAt(properties, "name").endsWith("/flow");
    const assumes: Assumption = isFlow ? "flow-log-gb" : "log-gb";
    const months = Math.min(numberAt(properties, "retentionInDays") ?? 3650, 3650) / 30.4;
    return [
      { line: isFlow ? "flow" : "log", price: "log-in", quantity: usage[assumes], assumes },
      // What it comes to when it is full.
      { line: isFlow ? "flow" : "log", price: "log-kept", quantity: usage[assumes] * months, assumes },
    ];
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ properties }) => [
    // A band takes three metrics: the one watched, and its upper and lower bound.
    { line: "alarms", price: "alarm", quantity: JSON.stringify(properties).includes("ANOMALY_DETECTION_BAND") ? 3 : 1 },
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": monthly("alarms", "composite-alarm"),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": monthly("metrics", "metric"),
  "aws:cloudwatch/dashboard:Dashboard": monthly("dashboard", "dashboard"),
  "aws:cloudwatch/eventRule:EventRule": monthly("rules", "event-rule"),
  "aws:sns/topicSubscription:TopicSubscription": ({ properties }, usage) =>
    textAt(properties, "protocol") === "sms"
      ? [{ line: "alerts", price: "alert-text", quantity: usage.texts, assumes: "texts" }]
      : [{ line: "alerts", price: "alert-mail", quantity: usage.mails / 100_000, assumes: "mails" }],
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": ({ properties }) => {
    const { domains } = properties;
    return [{ line: "dns", price: "dns-domain", quantity: Array.isArray(domains) ? domains.length : 0 }];
  },
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": (_, usage) => [
    { line: "dns", price: "dns-queries", quantity: usage["dns-queries"] / 1_000_000, assumes: "dns-queries" },
  ],
  "aws:cloudtrail/trail:Trail": monthly("trail", "trail"),
  // What a feature costs goes by what it looks at; of others than these only one that is off is known to cost nothing.
  "aws:guardduty/detectorFeature:DetectorFeature": ({ properties }, usage) => {
    if (textAt(properties, "status") === "DISABLED") return [];
    if (textAt(properties, "name") !== "S3_DATA_EVENTS") return undefined;
    const quantity = usage["s3-events"] / 1_000_000;
    return [{ line: "guardduty", price: "guardduty-s3", quantity, assumes: "s3-events" }];
  },
  "aws:cloudwatch/eventTarget:EventTarget": ({ properties }, usage) =>
    textAt(properties, "arn").includes(":event-bus/")
      ? [
          {
            line: "rules",
            price: "event-forwarded",
            quantity: usage["forwarded-events"] / 1_000_000,
            assumes: "forwarded-events",
          },
        ]
      : [],
  "aws:budgets/budget:Budget": monthly("alarms", "budget"),
  "aws:ssm/parameter:Parameter": ({ properties }) => (textAt(properties, "tier") === "Advanced" ? undefined : []),
  "aws:guardduty/detector:Detector": (_, usage) => [
    {
      line: "guardduty",
      price: "guardduty-events",
      quantity: usage["management-events"] / 1_000_000,
      assumes: "management-events",
    },
    { line: "guardduty", price: "guardduty-flow", quantity: usage["flow-log-gb"], assumes: "flow-log-gb" },
  ],
};

/** Types that AWS charges nothing for by themselves. */
const free: readonly RegExp[] = [
  /^bulkhead:/u,
  /^pulumi:/u,
  /^aws:iam\//u,
  /^aws:vpc\//u,
  /^aws:organizations\//u,
  /^aws:ec2\/(?:vpc|subnet|route|routeTable|routeTableAssociation|mainRouteTableAssociation|securityGroup|securityGroupRule|defaultSecurityGroup|networkInterface|networkAcl|eipAssociation|volumeAttachment|flowLog|instanceMetadataDefaults|imageBlockPublicAccess|vpcEndpointPolicy)[:/]/u,
  /^aws:ebs\/(?:encryptionByDefault|defaultKmsKey|snapshotBlockPublicAccess)[:/]/u,
  /^aws:kms\/(?:alias|keyPolicy|grant)[:/]/u,
  /^aws:secretsmanager\/secretPolicy:/u,
  /^aws:s3\/(?:bucket[A-Z]\w*|account\w*):/u,
  /^aws:ecr\/(?:lifecyclePolicy|repositoryPolicy):/u,
  /^aws:sns\/(?:topic|topicPolicy):/u,
  /^aws:cloudwatch\/(?:eventPermission|eventBusPolicy|logResourcePolicy|logDataProtectionPolicy):/u,
  /^aws:dlm\//u,
  /^aws:route53\/resolverFirewall(?:Config|Rule|RuleGroup):/u,
  /^aws:ssm\/(?:document|serviceSetting):/u,
];

/** What a resource is charged for; undefined where nobody has said: then it is no part of the estimate. */
export function chargesOf(resource: Charged, usage: Usage): readonly Charge[] | undefined {
  const charger = Object.hasOwn(chargers, resource.type) ? chargers[resource.type] : undefined;
  if (charger !== undefined) return charger(resource, usage);
  return free.some((type) => type.test(resource.type)) ? [] : undefined;
}

function textAt(properties: Charged["properties"], name: string): string {
  const value = properties[name];
  return typeof value === "string" ? value : "";
}

/** A number that the program gave; the embedded engine makes up 1 for those that it did not. */
function numberAt(properties: Charged["properties"], ...path: readonly string[]): number | undefined {
  let at: unknown = properties;
  for (const name of path)
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  return typeof at === "number" && at > 1 ? at : undefined;
}

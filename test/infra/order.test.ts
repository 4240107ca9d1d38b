import program from "../../infra/index";
import { register, shippedConfig, type Registration } from "./register";

const eip = "aws:ec2/eip:Eip";
const eipAssociation = "aws:ec2/eipAssociation:EipAssociation";
const instance = "aws:ec2/instance:Instance";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";
const route = "aws:ec2/route:Route";
const routeTableAssociation = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const key = "aws:kms/key:Key";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";
const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const secret = "aws:secretsmanager/secret:Secret";
const secretPolicy = "aws:secretsmanager/secretPolicy:SecretPolicy";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const topic = "aws:sns/topic:Topic";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const eventTarget = "aws:cloudwatch/eventTarget:EventTarget";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const flowLog = "aws:ec2/flowLog:FlowLog";
const firewallRule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const firewallAssociation = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const firewallConfig = "aws:route53/resolverFirewallConfig:ResolverFirewallConfig";

const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const hostArchive = "aws:s3/bucketObjectv2:BucketObjectv2";
const publicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const repository = "aws:ecr/repository:Repository";
const volume = "aws:ebs/volume:Volume";
const volumeAttachment = "aws:ec2/volumeAttachment:VolumeAttachment";
const subnet = "aws:ec2/subnet:Subnet";
const lifecycle = "aws:dlm/lifecyclePolicy:LifecyclePolicy";

const stack = "grid-testnet";
let registrations: readonly Registration[];
let byUrn: ReadonlyMap<string, Registration>;

beforeAll(async () => {
  ({ registrations } = await register(program, { stack, config: shippedConfig(stack) }));
  byUrn = new Map(registrations.map((one) => [one.urn, one]));
});

/** Everything of a type, or what its name ends with; never nothing. */
function every(type: string, suffix = ""): readonly Registration[] {
  const found = registrations.filter((one) => one.type === type && one.name.endsWith(suffix));
  if (found.length === 0) throw new Error(`no ${type} ${suffix}`);
  return found;
}

/** URNs that a resource waits for, step by step to the end. */
function waitsFor(one: Registration, seen = new Set<string>()): ReadonlySet<string> {
  for (const urn of one.dependencies) {
    const dependency = byUrn.get(urn);
    if (dependency === undefined || seen.has(urn)) continue;
    seen.add(urn);
    waitsFor(dependency, seen);
  }
  return seen;
}

type Which = readonly [type: string, suffix?: string];

it.each<{ later: Which; earlier: Which }>([
  { later: [secret], earlier: [key, "-custody"] },
  { later: [keyPolicy, "-custody"], earlier: [key, "-custody"] },
  { later: [keyPolicy, "-custody"], earlier: [role, "-bot"] },
  { later: [keyPolicy, "-custody"], earlier: [secret] },
  { later: [keyPolicy, "-records"], earlier: [key, "-records"] },
  { later: [logGroup], earlier: [keyPolicy, "-records"] },
  { later: [topic], earlier: [keyPolicy, "-records"] },
  { later: [alarm], earlier: [topicPolicy] },
  { later: [eventTarget], earlier: [topicPolicy] },
  { later: [eipAssociation], earlier: [internetGateway] },
  { later: [eipAssociation], earlier: [networkInterface] },
  { later: [eipAssociation], earlier: [eip] },
  { later: [secretPolicy], earlier: [eip] },
  { later: [firewallAssociation], earlier: [firewallRule] },
  { later: [instance], earlier: [keyPolicy, "-records"] },
  { later: [instance], earlier: [keyPolicy, "-custody"] },
  { later: [instance], earlier: [secretPolicy] },
  { later: [instance], earlier: [rolePolicy, "-reads-secret"] },
  { later: [instance], earlier: [rolePolicy, "-writes-log"] },
  { later: [instance], earlier: [rolePolicy, "-answers-ssm"] },
  { later: [instance], earlier: [rolePolicy, "-fetches-artifacts"] },
  { later: [instance], earlier: [logGroup] },
  { later: [flowLog], earlier: [rolePolicy, "-flow"] },
  { later: [instance], earlier: [flowLog] },
  { later: [instance], earlier: [networkInterface] },
  { later: [instance], earlier: [eipAssociation] },
  { later: [instance], earlier: [route] },
  { later: [instance], earlier: [routeTableAssociation] },
  { later: [instance], earlier: [egressRule] },
  { later: [instance], earlier: [firewallAssociation] },
  { later: [instance], earlier: [firewallConfig] },
  { later: [hostArchive], earlier: [bucketPolicy] },
  { later: [hostArchive], earlier: [publicAccessBlock] },
  { later: [hostArchive], earlier: [encryption] },
  { later: [hostArchive], earlier: [keyPolicy, "-records"] },
  { later: [instance], earlier: [hostArchive] },
  { later: [repository], earlier: [keyPolicy, "-records"] },
  { later: [subnet], earlier: [volume] },
  { later: [instance], earlier: [volume] },
  { later: [volumeAttachment], earlier: [instance] },
  { later: [lifecycle], earlier: [rolePolicy, "-data"] },
])("$later comes after each $earlier", ({ later, earlier }) => {
  for (const one of every(...later)) {
    const awaited = waitsFor(one);
    expect(every(...earlier).filter(({ urn }) => !awaited.has(urn))).toEqual([]);
  }
});

it("protects the address, the two keys and the bot's data, and nothing else", () => {
  expect(
    registrations
      .filter(({ protect }) => protect)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([`${stack}-custody`, `${stack}-data`, `${stack}-egress`, `${stack}-records`]);
});

it("holds nothing back with what is protected, but the components around it", () => {
  const held = new Set<Registration>();
  const hold = (urn: string): void => {
    const one = byUrn.get(urn);
    if (one === undefined || held.has(one)) return;
    held.add(one);
    for (const next of [one.parent, ...one.dependencies]) hold(next);
  };
  for (const { urn, protect } of registrations) if (protect) hold(urn);
  expect([...held].map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    `aws:ebs/volume:Volume ${stack}-data`,
    `aws:ec2/eip:Eip ${stack}-egress`,
    `aws:kms/key:Key ${stack}-custody`,
    `aws:kms/key:Key ${stack}-records`,
    `bulkhead:infra:BotKey ${stack}-custody`,
    `bulkhead:infra:BotKey ${stack}-records`,
    `bulkhead:infra:Compartment ${stack}`,
    `bulkhead:infra:DataVolume ${stack}-data`,
    `bulkhead:infra:EgressAddress ${stack}-egress`,
  ]);
});

it("leaves the keys' policies in force, the address allocated and the data where it is, when Pulumi lets go of them", () => {
  expect(
    registrations
      .filter(({ retainOnDelete }) => retainOnDelete)
      .map(({ type }) => type)
      .sort(),
  ).toEqual([volume, eip, keyPolicy, keyPolicy]);
});

it("hands no inputs of components to the state", () => {
  for (const { custom, inputs } of registrations) if (!custom) expect(inputs).toEqual({});
});

import { Links, resourceNamed, textsOf } from "../../links";
import {
  type Resource,
  type Settings,
  type Violation,
  type WholeStack,
  declaredIn,
  declaredSetting,
  stackPolicy,
} from "../../policy";
import { along, isOpen, leaveOpen, type Value } from "../../reader";
import { refuseOn } from "../../refuse-on";

const groupTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws-native:ec2:SecurityGroup",
] as const;
const subnets = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"] as const;
const vpcs = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"] as const;
const lambda = "aws:lambda/function:Function";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** Where a type names security groups. */
interface Place {
  /** The way to what holds the properties; a list on it stands for each of its elements. */
  readonly within?: readonly string[];
  /** They name groups. The second and further ones are older, or `aws-native`'s. */
  readonly groups: readonly [string, ...string[]];
  /** Names the subnets, or the VPC, whose default group AWS takes where no other is named. */
  readonly home?: "subnetId" | "subnetIds" | "subnets" | "vpcId";
}

const host: readonly Place[] = [
  { groups: ["vpcSecurityGroupIds", "securityGroups"], home: "subnetId" },
  { within: ["networkInterfaces"], groups: ["groupSet"], home: "subnetId" },
];
const task = (...within: readonly string[]): readonly Place[] => [
  { within, groups: ["securityGroups"], home: "subnets" },
];
const attachment: readonly Place[] = [{ groups: ["securityGroupId"] }];

const places: Readonly<Record<string, readonly Place[]>> = {
  "aws:ec2/instance:Instance": host,
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": host,
  "aws:ec2/spotFleetRequest:SpotFleetRequest": [
    { within: ["launchSpecifications"], groups: ["vpcSecurityGroupIds"], home: "subnetId" },
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    { groups: ["vpcSecurityGroupIds", "securityGroupNames", "securityGroups"], home: "subnetId" },
    { within: ["networkInterfaces"], groups: ["securityGroups", "groups"], home: "subnetId" },
  ],
  "aws:ec2/launchConfiguration:LaunchConfiguration": [{ groups: ["securityGroups"], home: "subnetId" }],
  "aws:ec2/networkInterface:NetworkInterface": [{ groups: ["securityGroups"], home: "subnetId" }],
  "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment": attachment,
  [lambda]: [
    { within: ["vpcConfig"], groups: ["securityGroupIds"], home: "subnetIds" },
    { groups: ["replacementSecurityGroupIds"] },
  ],
  "aws:ecs/service:Service": task("networkConfiguration"),
  "aws:ecs/taskSet:TaskSet": task("networkConfiguration"),
  "aws-native:ecs:Service": task("networkConfiguration", "awsvpcConfiguration"),
  "aws:cloudwatch/eventTarget:EventTarget": task("ecsTarget", "networkConfiguration"),
  "aws:scheduler/schedule:Schedule": task("target", "ecsParameters", "networkConfiguration"),
  [endpoint]: [{ groups: ["securityGroupIds"], home: "vpcId" }],
  "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": attachment,
};

const expected = "a security group of this stack, whose rules are judged, or one that the setting declared names";
const ofVpc = "a security group of this stack: without one AWS takes the default group of a VPC that is not in it";

/**
 * What a group lets in is judged where the group is made; of one from outside the stack, nobody has seen the rules. Where
 * none is named, AWS takes the default group of the VPC, of which network-default-sg-closed speaks if the stack makes
 * the VPC. What a launch template or an interface of the stack says for a host is judged there.
 */
export const ownGroup = stackPolicy({
  name: "network-own-group",
  description: "Whatever of a bot's has security groups has those of its own stack.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Make a security group without ingress in this stack and name it by its id, or name a group outside the stack, once its rules are judged, in the policy's setting declared.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
  tags: ["ec2", "vpc", "security-group"],
  stacks: ["bot"],
  rationale:
    "A group from elsewhere may be open to the whole internet, today or after somebody else's next change, and no policy of this stack would see it: the bot's host would be reached by rules that nobody judged for it.",
  example:
    'const group = new aws.ec2.SecurityGroup("bot", { vpcId: vpc.id }); // no ingress\nnew aws.ec2.NetworkInterface("bot", { subnetId: subnet.id, securityGroups: [group.id] });',
  configSchema: declaredSetting("Ids of security groups outside the stack whose rules have been judged elsewhere."),
  judge(whole, violation, settings) {
    const judgement = new Judgement(whole, violation, settings);
    for (const [type, all] of Object.entries(places)) {
      for (const resource of whole.ofType(type)) for (const place of all) judgement.judge(resource, type, place);
    }
  },
});

class Judgement {
  readonly #links: Links;
  /** Ids of the stack's groups, in so far as they are known, and those that are declared. */
  readonly #ids: ReadonlySet<string>;

  constructor(
    private readonly whole: WholeStack,
    private readonly violation: Violation,
    settings: Settings,
  ) {
    this.#links = new Links(whole);
    this.#ids = new Set([...whole.ofType(...groupTypes).flatMap(idsOf), ...declaredIn(settings)]);
  }

  judge(resource: Resource, type: string, { within = [], groups, home }: Place): void {
    for (const seat of along(resource.inputs, within)) {
      // What holds the properties. Where it is not known yet, the judgement stays open.
      if (isOpen(seat)) continue;
      // Each of them is looked at, whatever another holds.
      const names = groups.map((name) => this.#namesGroups(resource, within[0] ?? name, seat.below([name])));
      if (home === undefined || names.includes(true) || !this.#takesDefault(type, seat, home)) continue;
      const property = within[0] ?? home;
      if (!this.#isInOwnVpc(resource, property, seat.below([home]), home === "vpcId"))
        refuseOn(resource, seat.below([groups[0]]), ofVpc, this.violation);
    }
  }

  #namesGroups(resource: Resource, property: string, value: Value): boolean {
    if (isOpen(value)) return true;
    const items = value.items().filter((one) => one.unknown || (!one.absent && one.text !== ""));
    const links = this.#links.of(resource, property, value, ...groupTypes);
    for (const one of items) {
      const group = resourceNamed(links, one);
      if (!one.unknown) {
        if (!this.#isOwn(one) && !this.#mayBeOf(group, one)) refuseOn(resource, one, expected, this.violation);
        // Before `up`, that the program takes it from a group of the stack has to do.
      } else if (group === undefined || !this.whole.stack.dryRun) leaveOpen(one);
    }
    return items.length > 0;
  }

  /** Whether it is the id of a group of the stack, or a declared one. */
  #isOwn(id: Value): boolean {
    return !id.secret && id.text !== undefined && this.#ids.has(id.text);
  }

  /** What is taken from a group of the stack may be its id while that is not known, or what the program makes of it. */
  #mayBeOf(group: Resource | undefined, { secret, text = "" }: Value): boolean {
    if (group === undefined || secret || !text.startsWith("sg-") || idsOf(group).length > 0) return false;
    const id = group.at("id");
    // The real engine does not say the id of what it makes in the same update.
    return id.absent || isOpen(id);
  }

  /** Whether AWS gives a group where none is named here. */
  #takesDefault(type: string, seat: Value, home: string): boolean {
    if (type === endpoint) {
      const kind = seat.at("vpcEndpointType");
      return !isOpen(kind) && !kind.absent && !kind.is("Gateway", "GatewayLoadBalancer");
    }
    // Without subnets it is in no VPC.
    if (type === lambda) return seat.at(home).unknown || seat.at(home).items().length > 0;
    return ["launchTemplate", "primaryNetworkInterface", "networkInterfaces", "networkInterfaceId"].every(
      (property) => {
        const elsewhere = seat.at(property);
        return !isOpen(elsewhere) && (elsewhere.text === "" || elsewhere.items().length === 0);
      },
    );
  }

  /** Whether all that is named is of VPCs that the stack makes. */
  #isInOwnVpc(resource: Resource, property: string, value: Value, isVpc: boolean): boolean {
    const links = this.#links.of(resource, property, value, ...(isVpc ? vpcs : subnets));
    return (
      links.length > 0 &&
      links.every((link) => {
        if (link.kind === "elsewhere") return false;
        // Open is not refused: it is decided at `up`.
        if (link.kind === "open" || (link.value.unknown && !this.whole.stack.dryRun)) return isOpen(link.value);
        return isVpc || this.#isInOwnVpc(link.resource, "vpcId", link.resource.at("vpcId"), true);
      })
    );
  }
}

function idsOf(group: Resource): readonly string[] {
  return textsOf(group, ["id", "groupId"]);
}

import { egressRuleTypes, egressRulesOf } from "../../egress-rules";
import { reachesInternet } from "../../ip-range";
import { type Resource, type Violation, resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

const routes = ["aws:ec2/route:Route", "aws-native:ec2:Route"] as const;
const tables = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"] as const;
const gateways = [
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  "aws-native:ec2:EgressOnlyInternetGateway",
] as const;
const subnets = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet", "aws-native:ec2:Subnet"] as const;
const faces = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws:ec2/launchTemplate:LaunchTemplate",
] as const;

/** With the setting `allowed`, IPv6 is declared to be meant; network-egress-is-static then judges its addresses. */
export const noIpv6Egress = resourcePolicy(
  [...routes, ...tables, ...gateways, ...subnets, ...faces, ...egressRuleTypes],
  {
    name: "network-no-ipv6-egress",
    description: "Nothing of a bot's leaves by IPv6, unless that is declared.",
    severity: "high",
    level: "mandatory",
    remediationSteps: "Remove the IPv6 address, route or rule, or declare IPv6 with the policy's setting allowed.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html",
    tags: ["ec2", "vpc", "ipv6"],
    stacks: ["bot"],
    rationale:
      "Programs take IPv6 where they can. The exchange then sees an address that no allow-list names: the bot is refused at night, or a stolen key that is bound to IPv4 alone works from there.",
    example: 'new aws.ec2.Subnet("bots", { vpcId: vpc.id, cidrBlock: "10.0.0.0/28" }); // and no IPv6 range',
    configSchema: {
      properties: {
        allowed: { type: "boolean", default: false, description: "Whether bots may send over IPv6 all the same." },
      },
    },
    judge(resource, violation, settings) {
      if (settings.allowed === true) return;
      const { type, inputs } = resource;
      if (is(gateways, type)) {
        violation({ message: "An egress-only internet gateway is made, which serves IPv6 alone, expected none." });
      } else if (is(routes, type)) refuseRange(inputs.at("destinationIpv6CidrBlock"), violation);
      else if (is(tables, type))
        for (const one of inputs.at("routes").items()) refuseRange(one.at("ipv6CidrBlock"), violation);
      else if (is(subnets, type)) {
        for (const property of ["assignIpv6AddressOnCreation", "ipv6Native"]) {
          const value = inputs.at(property);
          if (!value.absent && !value.is(false)) violation(value, "false");
        }
      } else if (is(egressRuleTypes, type)) judgeGroup(resource, violation);
      else for (const face of [inputs, ...inputs.at("networkInterfaces").items()]) judgeFace(face, violation);
    },
  },
);

function is(types: readonly string[], type: string): boolean {
  return types.includes(type);
}

function judgeGroup(group: Resource, violation: Violation): void {
  for (const one of egressRulesOf(group)) {
    for (const range of one.at("ipv6CidrBlocks").items()) refuseRange(range, violation);
    refuseRange(one.at("cidrIpv6"), violation);
  }
}

/** An interface, or what makes one. */
function judgeFace(face: Value, violation: Violation): void {
  for (const property of ["ipv6Addresses", "ipv6AddressLists", "ipv6Prefixes"]) {
    const value = face.at(property);
    if (value.unknown || value.items().length > 0) violation(value, "none");
  }
  for (const property of ["ipv6AddressCount", "ipv6PrefixCount"]) {
    const value = face.at(property);
    if (!value.absent && !value.is(0)) violation(value, "none");
  }
}

function refuseRange(value: Value, violation: Violation): void {
  if (value.absent || value.text === "") return;
  if (value.unknown || reachesInternet(value.text ?? "")) violation(value, "no IPv6 to the internet");
}

import { noIpv6Egress } from "../../../../policies/rules/network/no-ipv6-egress";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const stack = { config: { "bulkhead:bot": "grid" } };
const of = (type: string) => (props: Raw) => given(props, { type, stack });
const route = of("aws:ec2/route:Route");
const table = of("aws:ec2/routeTable:RouteTable");
const subnet = of("aws:ec2/subnet:Subnet");
const host = of("aws:ec2/instance:Instance");
const face = of("aws:ec2/networkInterface:NetworkInterface");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const group = of("aws:ec2/securityGroup:SecurityGroup");
const nativeGroup = of("aws-native:ec2:SecurityGroup");
const nativeRule = of("aws-native:ec2:SecurityGroupEgress");
const refused = (path: string, shown: string) => ({
  message: `${path} is ${shown}, expected no IPv6 to the internet.`,
  path,
});

testPolicy(noIpv6Egress, {
  passes: {
    "a default route, where policy configuration allows IPv6": given(
      { destinationIpv6CidrBlock: "::/0" },
      { type: "aws:ec2/route:Route", stack, settings: { allowed: true } },
    ),
    "an IPv4 route": route({ destinationCidrBlock: "0.0.0.0/0" }),
    "a route to unique local addresses": route({ destinationIpv6CidrBlock: "fd00::/8" }),
    "a table of IPv4 routes": table({ routes: [{ cidrBlock: "0.0.0.0/0" }] }),
    "a subnet that gives none": subnet({ assignIpv6AddressOnCreation: false }),
    "a subnet that is not of IPv6 alone": subnet({ ipv6Native: false }),
    "a range of no text": of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")({ cidrIpv6: "" }),
    "an interface with empty lists": face({ ipv6Addresses: [], ipv6Prefixes: [], ipv6PrefixCount: 0 }),
    "a group that lets in, which another policy judges": group({ ingress: [{ ipv6CidrBlocks: ["::/0"] }] }),
    "a host without any": host({ ipv6AddressCount: 0 }),
    "a group of the other provider that lets out IPv4": nativeGroup({
      securityGroupEgress: [{ ipProtocol: "tcp", cidrIp: "0.0.0.0/0" }],
    }),
    "a group of the other provider that lets in": nativeGroup({ securityGroupIngress: [{ cidrIpv6: "::/0" }] }),
    "a rule of the other provider for IPv4": nativeRule({ groupId: "sg-1", cidrIp: "0.0.0.0/0" }),
    "a group that lets out IPv4": group({ egress: [{ cidrBlocks: ["0.0.0.0/0"] }] }),
    "ingress, which another policy judges": of("aws:ec2/securityGroupRule:SecurityGroupRule")({
      type: "ingress",
      ipv6CidrBlocks: ["::/0"],
    }),
  },
  fails: {
    "a default route, where policy configuration does not allow IPv6": [
      given({ destinationIpv6CidrBlock: "::/0" }, { type: "aws:ec2/route:Route", stack, settings: { allowed: false } }),
      refused("destinationIpv6CidrBlock", '"::/0"'),
    ],
    "a group of the other provider that lets out IPv6": [
      nativeGroup({ securityGroupEgress: [{ cidrIp: "0.0.0.0/0" }, { cidrIpv6: "::/0" }] }),
      refused("securityGroupEgress[1].cidrIpv6", '"::/0"'),
    ],
    "a rule of the other provider that lets out IPv6": [
      nativeRule({ groupId: "sg-1", cidrIpv6: "2000::/3" }),
      refused("cidrIpv6", '"2000::/3"'),
    ],
    "a default route": [route({ destinationIpv6CidrBlock: "::/0" }), refused("destinationIpv6CidrBlock", '"::/0"')],
    "half of one": [route({ destinationIpv6CidrBlock: "8000::/1" }), refused("destinationIpv6CidrBlock", '"8000::/1"')],
    "a route in a table": [
      table({ routes: [{ cidrBlock: "10.0.0.0/8" }, { ipv6CidrBlock: "::/0" }] }),
      refused("routes[1].ipv6CidrBlock", '"::/0"'),
    ],
    "a route in a default table": [
      of("aws:ec2/defaultRouteTable:DefaultRouteTable")({ routes: [{ ipv6CidrBlock: "2000::/3" }] }),
      refused("routes[0].ipv6CidrBlock", '"2000::/3"'),
    ],
    "an egress-only gateway": [
      of("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway")({ vpcId: "vpc-1" }),
      "An egress-only internet gateway is made, which serves IPv6 alone, expected none.",
    ],
    "a subnet that gives addresses": [
      subnet({ assignIpv6AddressOnCreation: true }),
      "assignIpv6AddressOnCreation is true, expected false.",
    ],
    "a subnet of IPv6 alone": [subnet({ ipv6Native: true }), "ipv6Native is true, expected false."],
    "a host with an address": [host({ ipv6AddressCount: 1 }), "ipv6AddressCount is 1, expected none."],
    "an interface with an address": [
      face({ ipv6Addresses: ["2001:db8::7"] }),
      "ipv6Addresses is a list of 1, expected none.",
    ],
    "a launch template's interface with an address": [
      template({ networkInterfaces: [{ ipv6AddressCount: 1 }] }),
      "networkInterfaces[0].ipv6AddressCount is 1, expected none.",
    ],
    ...Object.fromEntries(
      ["ipv6AddressLists", "ipv6Prefixes"].map((name) => [
        `an interface with ${name}`,
        [face({ [name]: ["2001:db8::7"] }), `${name} is a list of 1, expected none.`],
      ]),
    ),
    "an interface with prefixes": [face({ ipv6PrefixCount: 1 }), "ipv6PrefixCount is 1, expected none."],
    "an egress-only gateway of the other provider": [
      of("aws-native:ec2:EgressOnlyInternetGateway")({ vpcId: "vpc-1" }),
      "An egress-only internet gateway is made, which serves IPv6 alone, expected none.",
    ],
    "a route of the other provider": [
      of("aws-native:ec2:Route")({ destinationIpv6CidrBlock: "::/0" }),
      refused("destinationIpv6CidrBlock", '"::/0"'),
    ],
    "a default subnet that gives addresses": [
      of("aws:ec2/defaultSubnet:DefaultSubnet")({ assignIpv6AddressOnCreation: true }),
      "assignIpv6AddressOnCreation is true, expected false.",
    ],
    "a subnet of the other provider that gives addresses": [
      of("aws-native:ec2:Subnet")({ assignIpv6AddressOnCreation: true }),
      "assignIpv6AddressOnCreation is true, expected false.",
    ],
    "a spot host with an address": [
      of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")({ ipv6AddressCount: 1 }),
      "ipv6AddressCount is 1, expected none.",
    ],
    "a default group that lets it out": [
      of("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")({
        egress: [{}, { ipv6CidrBlocks: ["fd00::/8", "::/0"] }],
      }),
      refused("egress[1].ipv6CidrBlocks[1]", '"::/0"'),
    ],
    "a group that lets it out": [
      group({ egress: [{ ipv6CidrBlocks: ["::/0"] }] }),
      refused("egress[0].ipv6CidrBlocks[0]", '"::/0"'),
    ],
    "a rule that lets it out": [
      of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")({ cidrIpv6: "::/0" }),
      refused("cidrIpv6", '"::/0"'),
    ],
    "a rule of its own that lets it out": [
      of("aws:ec2/securityGroupRule:SecurityGroupRule")({ type: "egress", ipv6CidrBlocks: ["::/0"] }),
      refused("ipv6CidrBlocks[0]", '"::/0"'),
    ],
  },
  unknown: {
    "a destination": route({ destinationIpv6CidrBlock: unknown }),
    "the routes of a table": table({ routes: unknown }),
    "what a subnet gives": subnet({ assignIpv6AddressOnCreation: unknown }),
    "the addresses of a host": host({ ipv6Addresses: unknown }),
    "the prefixes of an interface": face({ ipv6PrefixCount: unknown }),
    "the range of a rule that lets it out": of("aws:ec2/securityGroupRule:SecurityGroupRule")({
      type: "egress",
      ipv6CidrBlocks: [unknown],
    }),
    "whether a rule lets it in or out": of("aws:ec2/securityGroupRule:SecurityGroupRule")({
      type: unknown,
      ipv6CidrBlocks: ["::/0"],
    }),
    "the rules of a group of the other provider": nativeGroup({ securityGroupEgress: unknown }),
    "the range of such a group's rule": nativeGroup({ securityGroupEgress: [{ cidrIpv6: unknown }] }),
    "the range of a rule of the other provider": nativeRule({ cidrIpv6: unknown }),
    "the range of a rule": group({ egress: [{ ipv6CidrBlocks: [unknown] }] }),
  },
  absent: {
    "a subnet that says nothing": subnet({}),
    "an interface that says nothing": face({}),
    "a group of the other provider without rules": nativeGroup({}),
    "a rule of the other provider without a range": nativeRule({}),
  },
  secret: {
    "a rule of the other provider, marked secret": [
      nativeRule({ cidrIpv6: secret("::/0") }),
      refused("cidrIpv6", "a secret"),
    ],
    "a default route, marked secret": [
      route({ destinationIpv6CidrBlock: secret("::/0") }),
      refused("destinationIpv6CidrBlock", "a secret"),
    ],
  },
  notApplicable: { "a stack without a bot": [given({}, { type: "aws:ec2/subnet:Subnet" }), "no bot"] },
});

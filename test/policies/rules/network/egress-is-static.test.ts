import type { StackValidationPolicy } from "@pulumi/policy";
import { egressIsStatic } from "../../../../policies/rules/network/egress-is-static";
import { type Raw, secret, unknown } from "../../engine-messages";
import { analyze, analyzeStack, configureStack } from "../../served";
import { GivenStack, type StackResourceSample, bot, judge, stackOf, testPolicy } from "../../test-policy";

/** A resource whose id is `<name>-id`. */
const made =
  (type: string) =>
  (name: string, props: Raw, outputs: Raw = {}): StackResourceSample => ({
    type,
    name,
    props,
    outputs: { id: `${name}-id`, ...outputs },
  });
const aws = {
  vpc: made("aws:ec2/vpc:Vpc"),
  subnet: made("aws:ec2/subnet:Subnet"),
  table: made("aws:ec2/routeTable:RouteTable"),
  mainTable: made("aws:ec2/defaultRouteTable:DefaultRouteTable"),
  route: made("aws:ec2/route:Route"),
  association: made("aws:ec2/routeTableAssociation:RouteTableAssociation"),
  mainAssociation: made("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"),
  internet: made("aws:ec2/internetGateway:InternetGateway"),
  vpn: made("aws:ec2/vpnGateway:VpnGateway"),
  propagation: made("aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"),
  egressOnly: made("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"),
  endpoint: made("aws:ec2/vpcEndpoint:VpcEndpoint"),
  nat: made("aws:ec2/natGateway:NatGateway"),
  natAddress: made("aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation"),
  eip: made("aws:ec2/eip:Eip"),
  bound: made("aws:ec2/eipAssociation:EipAssociation"),
  face: made("aws:ec2/networkInterface:NetworkInterface"),
  attachment: made("aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"),
  host: made("aws:ec2/instance:Instance"),
  spot: made("aws:ec2/spotInstanceRequest:SpotInstanceRequest"),
  template: made("aws:ec2/launchTemplate:LaunchTemplate"),
  configuration: made("aws:ec2/launchConfiguration:LaunchConfiguration"),
  group: made("aws:autoscaling/group:Group"),
  lambda: made("aws:lambda/function:Function"),
  service: made("aws:ecs/service:Service"),
  security: made("aws:ec2/securityGroup:SecurityGroup"),
  egressRule: made("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
  rule: made("aws:ec2/securityGroupRule:SecurityGroupRule"),
  defaultGroup: made("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
  defaultSubnet: made("aws:ec2/defaultSubnet:DefaultSubnet"),
  defaultVpc: made("aws:ec2/defaultVpc:DefaultVpc"),
};

const everywhere = "0.0.0.0/0";
const home = aws.vpc(
  "home",
  { cidrBlock: "10.0.0.0/16" },
  { mainRouteTableId: "main-id", defaultRouteTableId: "main-id" },
);
const internet = aws.internet("internet", { vpcId: "home-id" });
const egress = aws.eip("egress", { domain: "vpc" });
const subnet = (name: string, props: Raw = {}) => aws.subnet(name, { vpcId: "home-id", ...props });
/** Route table `<name>-table` for a subnet, with one route. */
const routed = (name: string, target: Raw, destination: Raw = { destinationCidrBlock: everywhere }) => [
  aws.table(`${name}-table`, { vpcId: "home-id" }),
  aws.association(`${name}-associated`, { subnetId: `${name}-id`, routeTableId: `${name}-table-id` }),
  aws.route(`${name}-out`, { routeTableId: `${name}-table-id`, ...destination, ...target }),
];
const toInternet = { gatewayId: "internet-id" };
/** A public subnet `outer`, with its route to the internet. */
const outer = [subnet("outer"), ...routed("outer", toInternet)];
const network = [home, internet, egress, ...outer];
const host = (props: Raw = {}) => aws.host("bot", { subnetId: "outer-id", ...props });
/** An interface with an address of its own. */
const faceOf = (props: Raw) => [
  aws.face("face", { subnetId: "outer-id", ...props }),
  aws.eip("second", { domain: "vpc" }),
  aws.bound("bound-2", { allocationId: "second-id", networkInterfaceId: "face-id" }),
];
const ofHost = aws.bound("bound", { allocationId: "egress-id", instanceId: "bot-id" });
/** A private subnet `inner`, whose way out is what a route names. */
const inner = (target: Raw, destination?: Raw) => [subnet("inner"), ...routed("inner", target, destination)];
const innerHost = (props: Raw = {}) => aws.host("bot", { subnetId: "inner-id", ...props });
const nat = (props: Raw = {}) => aws.nat("nat", { subnetId: "outer-id", allocationId: "egress-id", ...props });
const toNat = { natGatewayId: "nat-id" };

/** A NAT instance as infra makes it, and a host behind it. */
const forwarding = [
  ...network,
  aws.face("forwarder-face", { subnetId: "outer-id", sourceDestCheck: false }),
  aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "forwarder-face-id" }),
  aws.host("forwarder", {
    primaryNetworkInterface: { networkInterfaceId: "forwarder-face-id" },
    sourceDestCheck: false,
  }),
  ...inner({ networkInterfaceId: "forwarder-face-id" }),
  innerHost(),
];

const expected = "expected an Elastic IP of this stack or what the setting declared names.";
const leaves = (trail: string, fault: string) => `${trail} leaves ${fault}, ${expected}`;
const unseen = "by a way that is not in this stack";
const chosen = "by an address that AWS chooses";
const outerWay = `host bot → subnet outer → route ${everywhere} → internet gateway internet`;
const innerWay = `host bot → subnet inner → route ${everywhere}`;

/** A host with an automatic address behind a group of security. */
const behind = (security: Raw, ...rules: readonly StackResourceSample[]) =>
  stackOf(
    ...network,
    aws.security("group", security),
    ...rules,
    host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["group-id"] }),
  );
const groupOf = (template: Raw, more: Raw = {}) =>
  stackOf(
    ...network,
    aws.template("bots", template),
    aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" }, ...more }),
  );
const groupWay = `Auto Scaling group bots → subnet outer → route ${everywhere} → internet gateway internet`;
const table = (props: Raw) => [
  home,
  internet,
  subnet("inner"),
  aws.table("table", { vpcId: "home-id", ...props }),
  aws.association("associated", { subnetId: "inner-id", routeTableId: "table-id" }),
];

/** Of a stack where policy configuration declares some ids and addresses. */
const declaring = (declared: readonly string[], ...resources: readonly StackResourceSample[]) =>
  new GivenStack(resources, { stack: bot, settings: { declared } });
/** Not made yet: its id is not known. */
const pending = (one: StackResourceSample): StackResourceSample => ({ ...one, outputs: {} });
/** A property of it depends on another resource, as the program says. */
const depending = (one: StackResourceSample, property: string, on: string): StackResourceSample => ({
  ...one,
  dependencies: { [property]: [on] },
});

/** A VPC whose main table leads to another network. */
const mainTable = (defaultRouteTableId: unknown) =>
  aws.mainTable("main", {
    defaultRouteTableId,
    routes: [{ cidrBlock: everywhere, transitGatewayId: "tgw-1" }],
  });
const connected = [home, mainTable("main-id")];
/** The same, not made yet. */
const connecting = [pending(home), depending(mainTable(unknown), "defaultRouteTableId", "home")];
const connectedWay = `subnet inner → main route table → route ${everywhere} → transit gateway`;
const upperHalf = aws.route("upper", {
  routeTableId: "inner-table-id",
  destinationCidrBlock: "128.0.0.0/1",
  transitGatewayId: "tgw-1",
});
/** A public subnet `outer` that hands addresses out. */
const generous = [home, internet, subnet("outer", { mapPublicIpOnLaunch: true }), ...routed("outer", toInternet)];
const six = aws.route("six-out", { routeTableId: "outer-table-id", destinationIpv6CidrBlock: "::/0", ...toInternet });
const bySix = "by an IPv6 address that is not declared";
const undeclared = "by an address that is neither in this stack nor declared";
const foreignAddress = aws.bound("bound", { allocationId: "eipalloc-1", instanceId: "bot-id" });
const second = [aws.eip("second", {}), aws.bound("bound-2", { allocationId: "second-id", instanceId: "bot-id" })];
const publicTemplate = aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "true" }] });
const fleet = (props: Raw) => aws.group("fleet", { vpcZoneIdentifiers: ["outer-id"], ...props });
const fleetWay = `Auto Scaling group fleet → subnet outer → route ${everywhere} → internet gateway internet`;
const openGroup = aws.security("open", { egress: [{ cidrBlocks: [everywhere] }] });
/** A host that forwards, in a subnet `outer` and behind a group that lets nothing of its own out. */
const quiet = aws.security("quiet", {});
const quietFace = (name: string) => aws.face(name, { subnetId: "outer-id", securityGroups: ["quiet-id"] });
const faceAddress = aws.bound("bound", { allocationId: "eipalloc-1", networkInterfaceId: "face-id" });
const forwarderWay = (by: string) =>
  `${innerWay} → ${by} → subnet outer → route ${everywhere} → internet gateway internet`;

testPolicy(egressIsStatic, {
  passes: {
    "a host with an address, and an interface of another host with another": stackOf(
      ...network,
      host(),
      ofHost,
      aws.host("other", { subnetId: "inner-id" }),
      subnet("inner"),
      ...faceOf({ attachments: [{ instance: "other-id", deviceIndex: 1 }] }),
    ),
    "a host with an address, and an interface without one": stackOf(
      ...network,
      host(),
      ofHost,
      aws.face("face", { subnetId: "inner-id", attachments: [{ instance: "bot-id", deviceIndex: 1 }] }),
      subnet("inner"),
    ),
    "two addresses behind a security group that lets nothing out": stackOf(
      ...network,
      aws.eip("second", {}),
      aws.security("closed", {}),
      host({ vpcSecurityGroupIds: ["closed-id"] }),
      ofHost,
      aws.bound("bound-2", { allocationId: "second-id", instanceId: "bot-id" }),
    ),
    ...Object.fromEntries(
      (
        [
          ["the routes of a table", table({ routes: unknown })],
          ["the routes that a VPN brings", table({ propagatingVgws: unknown })],
          ["the destination of a route", inner({ transitGatewayId: "tgw-1" }, { destinationCidrBlock: unknown })],
          ["the NAT gateway of a route", inner({ natGatewayId: unknown })],
          ["the gateway of a route", inner({ gatewayId: unknown })],
          ["the kind of a NAT gateway", [nat({ connectivityType: unknown }), ...inner(toNat)]],
          ["how far a NAT gateway reaches", [nat({ availabilityMode: unknown }), ...inner(toNat)]],
          ["the addresses of a NAT gateway", [nat({ availabilityZoneAddresses: unknown }), ...inner(toNat)]],
          [
            "the kind of an endpoint",
            [
              aws.endpoint("firewall", { vpcEndpointType: unknown, subnetIds: ["outer-id"] }),
              ...inner({ vpcEndpointId: "firewall-id" }),
            ],
          ],
        ] as const
      ).map(([what, ways]) => [
        `${what} not known yet, behind a security group that lets nothing out`,
        stackOf(
          ...network.filter(({ name }) => !ways.some((one) => one.name === name)),
          ...ways,
          aws.security("closed", {}),
          innerHost({ vpcSecurityGroupIds: ["closed-id"] }),
        ),
      ]),
    ),
    "a host that forwards by an interface elsewhere that is declared": declaring(
      ["eni-0"],
      ...network,
      aws.host("forwarder", { primaryNetworkInterface: { networkInterfaceId: "eni-0" } }),
      ...inner({ instanceId: "forwarder-id" }),
      innerHost(),
    ),
    ...Object.fromEntries(
      Object.entries({ id: "second-id", allocationId: "eipalloc-2", publicIp: "203.0.113.8" }).map(
        ([property, text]) => [
          `two addresses of the stack, of which one is declared by its ${property}`,
          declaring(
            [text],
            ...network,
            aws.eip("second", {}, { allocationId: "eipalloc-2", publicIp: "203.0.113.8" }),
            host(),
            ofHost,
            aws.bound("bound-2", { allocationId: "second-id", instanceId: "bot-id" }),
          ),
        ],
      ),
    ),
    "an undecided security group, where the way out is by an Elastic IP": stackOf(
      ...network,
      aws.security("group", { egress: unknown }),
      host({ vpcSecurityGroupIds: ["group-id"] }),
      ofHost,
    ),
    "an interface behind a security group that lets nothing out": stackOf(
      ...network,
      ...inner({ transitGatewayId: "tgw-1" }),
      aws.security("closed", {}),
      aws.face("face", { subnetId: "inner-id", securityGroups: ["closed-id"] }),
    ),
    "a host by a launch template, behind a security group of its own that lets nothing out": stackOf(
      ...network,
      publicTemplate,
      aws.security("closed", {}),
      host({ launchTemplate: { id: "bots-id" }, vpcSecurityGroupIds: ["closed-id"] }),
    ),
    "a function in a subnet that hands addresses out, of which it gets none": stackOf(
      ...generous,
      aws.lambda("report", { vpcConfig: { subnetIds: ["outer-id"] } }),
    ),
    "a service in a subnet with an IPv6 route, which gives no IPv6 addresses": stackOf(
      ...network,
      six,
      aws.service("bot", { networkConfiguration: { subnets: ["outer-id"] } }),
    ),
    "a NAT gateway in a subnet that gives IPv6 addresses to others": stackOf(
      home,
      internet,
      egress,
      subnet("outer", { assignIpv6AddressOnCreation: true }),
      ...routed("outer", toInternet),
      six,
      nat(),
      ...inner(toNat),
      innerHost(),
    ),
    "an IPv6 route to another network, without IPv6 addresses": stackOf(
      ...network,
      ...inner({ transitGatewayId: "tgw-1" }, { destinationIpv6CidrBlock: "::/0" }),
      innerHost(),
    ),
    "a VPC's own main table, though another is in its place": stackOf(
      home,
      aws.table("other", { vpcId: "home-id", routes: [{ cidrBlock: everywhere, transitGatewayId: "tgw-1" }] }),
      aws.mainAssociation("placed", { vpcId: "home-id", routeTableId: "other-id" }),
      subnet("inner"),
      aws.association("associated", { subnetId: "inner-id", routeTableId: "main-id" }),
      innerHost(),
    ),
    "routes that a VPN brings, by a gateway that is declared": declaring(
      ["vgw-1"],
      ...network,
      nat(),
      ...inner(toNat),
      aws.propagation("learnt", { routeTableId: "inner-table-id", vpnGatewayId: "vgw-1" }),
      innerHost(),
    ),
    "a declared subnet, beside an association of another that is not made yet": declaring(
      ["subnet-0"],
      ...table({}).filter(({ name }) => name !== "inner" && name !== "associated"),
      pending(subnet("inner")),
      depending(aws.association("associated", { subnetId: unknown, routeTableId: "table-id" }), "subnetId", "inner"),
      aws.lambda("report", { vpcConfig: { subnetIds: ["subnet-0"] } }),
    ),
    "a declared address that is bound to a host that is not made yet": declaring(
      ["eipalloc-1"],
      ...network,
      pending(host()),
      depending(aws.bound("bound", { allocationId: "eipalloc-1", instanceId: unknown }), "instanceId", "bot"),
    ),
    "a spot host with an Elastic IP": stackOf(...network, aws.spot("bot", { subnetId: "outer-id" }), ofHost),
    "a bound address by its text": stackOf(
      ...network.filter((one) => one !== egress),
      aws.eip("egress", {}, { publicIp: "203.0.113.7" }),
      host(),
      aws.bound("bound", { publicIp: "203.0.113.7", instanceId: "bot-id" }),
    ),
    "a bound address by its allocation": stackOf(
      ...network.filter((one) => one !== egress),
      aws.eip("egress", {}, { allocationId: "eipalloc-7" }),
      host(),
      aws.bound("bound", { allocationId: "eipalloc-7", instanceId: "bot-id" }),
    ),
    "an Elastic IP that names the host's interface itself": stackOf(
      home,
      internet,
      ...outer,
      aws.face("face", { subnetId: "outer-id" }),
      aws.host("bot", { primaryNetworkInterface: { networkInterfaceId: "face-id" } }),
      aws.eip("egress", { networkInterface: "face-id" }),
    ),
    "an Elastic IP that names the interface that AWS made for the host": stackOf(
      home,
      internet,
      ...outer,
      aws.host("bot", { subnetId: "outer-id" }, { primaryNetworkInterfaceId: "eni-1" }),
      aws.eip("egress", { networkInterface: "eni-1" }),
    ),
    "a route that stays inside": stackOf(
      ...table({ routes: [{ cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" }] }),
      innerHost(),
    ),
    "a route within the VPC": stackOf(
      ...table({ routes: [{ cidrBlock: everywhere, gatewayId: "local" }] }),
      innerHost(),
    ),
    "a route to a service by an endpoint of the stack, as a gateway": stackOf(
      ...network,
      aws.endpoint("storage", { vpcEndpointType: "Gateway" }),
      ...inner({ gatewayId: "storage-id" }, { destinationPrefixListId: "pl-1" }),
      innerHost(),
    ),
    "routes without a target": stackOf(
      ...table({ routes: [{ cidrBlock: everywhere, natGatewayId: "", gatewayId: "", transitGatewayId: "" }] }),
      innerHost({ associatePublicIpAddress: true }),
    ),
    "routes without a destination": stackOf(
      ...table({ routes: [{ cidrBlock: "", ipv6CidrBlock: "", transitGatewayId: "tgw-1" }] }),
      innerHost(),
    ),
    "a second interface of the host, without an address": stackOf(
      ...network,
      aws.face("first", { subnetId: "outer-id" }),
      aws.face("second", { subnetId: "outer-id" }),
      aws.host("bot", {
        networkInterfaces: [{ deviceIndex: 1, networkInterfaceId: "second-id" }, { networkInterfaceId: "first-id" }],
      }),
    ),
    "a host by a launch template, with an Elastic IP": stackOf(
      ...network,
      aws.template("bots", { networkInterfaces: [{ subnetId: "outer-id" }] }),
      aws.host("bot", { launchTemplate: { id: "bots-id" } }),
      ofHost,
    ),
    "a host that takes no automatic address, whatever its launch template says": stackOf(
      ...network,
      aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
      host({ associatePublicIpAddress: false, launchTemplate: { id: "bots-id" } }),
      ofHost,
    ),
    "a group whose launch template has its interface from elsewhere in the stack": stackOf(
      ...network,
      aws.face("face", { subnetId: "inner-id" }),
      subnet("inner"),
      aws.template("bots", { networkInterfaces: [{ networkInterfaceId: "face-id" }] }),
      aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" } }),
    ),
    "a group whose launch template takes no automatic address": groupOf({
      networkInterfaces: [{ associatePublicIpAddress: "false" }],
    }),
    "a group whose launch template lets nothing out": stackOf(
      ...network,
      aws.security("closed", {}),
      aws.template("bots", {
        networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: ["closed-id"] }],
      }),
      aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" } }),
    ),
    "a group whose launch template lets nothing out by its own list": stackOf(
      ...network,
      aws.security("closed", {}),
      aws.template("bots", {
        vpcSecurityGroupIds: ["closed-id"],
        networkInterfaces: [{ associatePublicIpAddress: "true" }],
      }),
      aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" } }),
    ),
    "a service without a network of its own": stackOf(...network, aws.service("bot", {})),
    "a service without automatic addresses": stackOf(
      ...network,
      aws.service("bot", { networkConfiguration: { subnets: ["outer-id"] } }),
    ),
    "a service behind a group that lets nothing out": stackOf(
      ...network,
      aws.security("closed", {}),
      aws.service("bot", {
        networkConfiguration: { subnets: ["outer-id"], assignPublicIp: true, securityGroups: ["closed-id"] },
      }),
    ),
    "a function behind a group that lets nothing out": stackOf(
      ...network,
      ...inner({ transitGatewayId: "tgw-1" }),
      aws.security("closed", {}),
      aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], securityGroupIds: ["closed-id"] } }),
    ),
    "an automatic address behind rules that let nothing out to the internet": behind(
      { egress: [{ cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: ["fd00::/8"] }, { cidrBlocks: [""] }] },
      aws.rule("in", { type: "ingress", securityGroupId: "group-id", cidrBlocks: [everywhere] }),
      aws.rule("other", { type: "egress", securityGroupId: "other-id", cidrBlocks: [everywhere] }),
      aws.egressRule("inside", { securityGroupId: "group-id", cidrIpv4: "10.0.0.0/8", cidrIpv6: "fd00::/8" }),
    ),
    "an automatic address behind a default group that lets nothing out": stackOf(
      ...network,
      aws.defaultGroup("standard", {}),
      host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["standard-id"] }),
    ),
    "a default VPC whose main table leads nowhere": stackOf(
      aws.defaultVpc("standard", {}, { defaultRouteTableId: "standard-main-id" }),
      aws.mainTable("main", { defaultRouteTableId: "standard-main-id" }),
      aws.host("bot", {}),
    ),
    "a subnet elsewhere that is associated with a table of the stack": stackOf(
      home,
      aws.table("table", { vpcId: "home-id" }),
      aws.association("associated", { subnetId: "subnet-0", routeTableId: "table-id" }),
      aws.lambda("report", { vpcConfig: { subnetIds: ["subnet-0"] } }),
    ),
    "firewalls that go round in a circle": stackOf(
      ...network,
      aws.endpoint("firewall", { vpcEndpointType: "GatewayLoadBalancer", subnetIds: ["inner-id"] }),
      ...inner({ vpcEndpointId: "firewall-id" }),
      innerHost(),
    ),
    "an IPv6 route of a function that takes none": stackOf(
      ...network,
      ...inner(toInternet, { destinationIpv6CidrBlock: "::/0" }),
      aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], ipv6AllowedForDualStack: false } }),
    ),
    "an Elastic IP bound to the host": stackOf(...network, host(), ofHost),
    "an Elastic IP that names its host itself": stackOf(
      home,
      internet,
      ...outer,
      host(),
      aws.eip("egress", { instance: "bot-id" }),
    ),
    "an Elastic IP bound to the host's interface": stackOf(
      ...network,
      aws.face("face", { subnetId: "outer-id" }),
      aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "face-id" }),
      aws.host("bot", { primaryNetworkInterface: { networkInterfaceId: "face-id" } }),
    ),
    "an Elastic IP bound to the host, whose first interface is another resource": stackOf(
      ...network,
      aws.face("face", { subnetId: "outer-id" }),
      aws.host("bot", { networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: "face-id" }] }),
      ofHost,
    ),
    "an Elastic IP bound to the interface that AWS made for the host": stackOf(
      ...network,
      aws.host("bot", { subnetId: "outer-id" }, { primaryNetworkInterfaceId: "eni-1" }),
      aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "eni-1" }),
    ),
    "a private subnet behind a NAT gateway with an Elastic IP": stackOf(
      ...network,
      nat(),
      ...inner(toNat),
      innerHost(),
    ),
    "the same, with the routes in the table": stackOf(
      ...network,
      nat(),
      subnet("inner"),
      aws.table("table", { vpcId: "home-id", routes: [{ cidrBlock: everywhere, natGatewayId: "nat-id" }] }),
      aws.association("associated", { subnetId: "inner-id", routeTableId: "table-id" }),
      innerHost(),
    ),
    "both halves of the internet by the NAT gateway": stackOf(
      ...network,
      nat(),
      ...inner(toNat, { destinationCidrBlock: "0.0.0.0/1" }),
      aws.route("upper", {
        routeTableId: "inner-table-id",
        destinationCidrBlock: "128.0.0.0/1",
        natGatewayId: "nat-id",
      }),
      innerHost(),
    ),
    "a regional NAT gateway with Elastic IPs of its own": stackOf(
      ...network,
      aws.nat("nat", {
        availabilityMode: "regional",
        vpcId: "home-id",
        availabilityZoneAddresses: [{ allocationIds: ["egress-id"] }],
      }),
      ...inner(toNat),
      innerHost(),
    ),
    "a host that forwards, with an Elastic IP": stackOf(
      ...network,
      aws.host("forwarder", { subnetId: "outer-id", sourceDestCheck: false }, { primaryNetworkInterfaceId: "eni-1" }),
      aws.bound("bound", { allocationId: "egress-id", instanceId: "forwarder-id" }),
      ...inner({ networkInterfaceId: "eni-1" }),
      innerHost(),
    ),
    "a firewall between the host and its address": stackOf(
      ...network,
      subnet("wall"),
      ...routed("wall", toInternet),
      aws.endpoint("firewall", { vpcEndpointType: "GatewayLoadBalancer", subnetIds: ["wall-id"] }),
      ...inner({ vpcEndpointId: "firewall-id" }),
      innerHost(),
      ofHost,
    ),
    "a host behind an instance that forwards, whose address is on its interface": stackOf(...forwarding),
    "a next address that nothing uses yet": stackOf(...forwarding, aws.eip("egress-next", {})),
    "no address, and so no way out": stackOf(...network, host()),
    "no route, and so no way out": stackOf(home, subnet("inner"), innerHost()),
    "a private NAT gateway, which leads to no internet": stackOf(
      ...network,
      nat({ connectivityType: "private", allocationId: undefined }),
      ...inner(toNat),
      innerHost(),
    ),
    "a network of one's own by a transit gateway": stackOf(
      ...network,
      ...inner({ transitGatewayId: "tgw-1" }, { destinationCidrBlock: "10.0.0.0/8" }),
      innerHost(),
    ),
    "a service by a gateway endpoint": stackOf(
      ...network,
      aws.endpoint("storage", { vpcEndpointType: "Gateway" }),
      ...inner({ vpcEndpointId: "storage-id" }, { destinationPrefixListId: "pl-1" }),
      innerHost(),
    ),
    "IPv6 routes without IPv6 addresses": stackOf(
      ...network,
      aws.egressOnly("six", { vpcId: "home-id" }),
      ...inner({ egressOnlyGatewayId: "six-id" }, { destinationIpv6CidrBlock: "::/0" }),
      innerHost(),
    ),
    "routes that go round in a circle": stackOf(
      ...network,
      nat({ subnetId: "inner-id" }),
      ...inner(toNat),
      innerHost(),
    ),
    "a function behind the NAT gateway": stackOf(
      ...network,
      nat(),
      ...inner(toNat),
      aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], securityGroupIds: ["sg-1"] } }),
    ),
    "a group behind the NAT gateway": stackOf(
      ...network,
      nat(),
      ...inner(toNat),
      aws.template("bots", { imageId: "ami-1" }),
      aws.group("bots", { vpcZoneIdentifiers: ["inner-id"], launchTemplate: { id: "bots-id" } }),
    ),
    "an automatic address behind a security group that lets nothing out": stackOf(
      ...network,
      aws.security("closed", { vpcId: "home-id" }),
      host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["closed-id"] }),
    ),
    "the default subnet without an automatic address": stackOf(
      egress,
      aws.host("bot", { associatePublicIpAddress: false }),
      ofHost,
    ),
    "nothing that sends": stackOf(home),
  },
  fails: {
    "a group by a launch configuration, whose security group only its dependency tells": [
      stackOf(
        ...network,
        pending(aws.security("open", { egress: [{ cidrBlocks: [everywhere] }] })),
        depending(
          aws.configuration("bots", { associatePublicIpAddress: true, securityGroups: [unknown] }),
          "securityGroups",
          "open",
        ),
        aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchConfiguration: "bots-id" }),
      ),
      leaves(groupWay, chosen),
    ],
    ...Object.fromEntries(
      (
        [
          [
            "a function's subnet",
            [
              ...connected,
              pending(subnet("inner")),
              depending(aws.lambda("report", { vpcConfig: { subnetIds: [unknown] } }), "vpcConfig", "inner"),
            ],
            leaves(`function report → ${connectedWay}`, unseen),
          ],
          [
            "a service's subnet",
            [
              ...connected,
              pending(subnet("inner")),
              depending(
                aws.service("bot", { networkConfiguration: { subnets: [unknown] } }),
                "networkConfiguration",
                "inner",
              ),
            ],
            leaves(`service bot → ${connectedWay}`, unseen),
          ],
          [
            "a group's subnet",
            [
              ...connected,
              pending(subnet("inner")),
              aws.template("bots", {}),
              depending(
                fleet({ vpcZoneIdentifiers: [unknown], launchTemplate: { id: "bots-id" } }),
                "vpcZoneIdentifiers",
                "inner",
              ),
            ],
            leaves(`Auto Scaling group fleet → ${connectedWay}`, unseen),
          ],
          [
            "the subnet of a host's launch template",
            [
              ...connected,
              pending(subnet("inner")),
              depending(
                aws.template("bots", { networkInterfaces: [{ subnetId: unknown }] }),
                "networkInterfaces",
                "inner",
              ),
              aws.host("bot", { launchTemplate: { id: "bots-id" } }),
            ],
            leaves(`host bot → ${connectedWay}`, unseen),
          ],
          [
            "the subnet of a firewall's endpoint",
            [
              ...connected,
              pending(subnet("inner")),
              subnet("outer"),
              ...routed("outer", { vpcEndpointId: "firewall-id" }),
              depending(
                aws.endpoint("firewall", { vpcEndpointType: "GatewayLoadBalancer", subnetIds: [unknown] }),
                "subnetIds",
                "inner",
              ),
              host(),
            ],
            leaves(`host bot → subnet outer → route ${everywhere} → VPC endpoint firewall → ${connectedWay}`, unseen),
          ],
          [
            "a subnet's VPC and its main table",
            [...connecting, depending(aws.subnet("inner", { vpcId: unknown }), "vpcId", "home"), innerHost()],
            leaves(`host bot → ${connectedWay}`, unseen),
          ],
          [
            "that an association is with a VPC's main table",
            [
              ...connecting,
              subnet("inner"),
              depending(
                aws.association("associated", { subnetId: "inner-id", routeTableId: unknown }),
                "routeTableId",
                "home",
              ),
              innerHost(),
            ],
            leaves(`${innerWay} → transit gateway`, unseen),
          ],
          [
            "the NAT gateway of a route in a table's list",
            [
              ...network,
              pending(aws.nat("nat", { subnetId: "outer-id" })),
              subnet("inner"),
              depending(
                aws.table("table", { vpcId: "home-id", routes: [{ cidrBlock: everywhere, natGatewayId: unknown }] }),
                "routes",
                "nat",
              ),
              aws.association("associated", { subnetId: "inner-id", routeTableId: "table-id" }),
              innerHost(),
            ],
            leaves(
              `${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`,
              chosen,
            ),
          ],
          [
            "a further address of a NAT gateway",
            [
              ...network,
              nat(),
              pending(aws.eip("second", {})),
              depending(
                aws.natAddress("more", { natGatewayId: "nat-id", allocationId: unknown }),
                "allocationId",
                "second",
              ),
              ...inner(toNat),
              innerHost(),
            ],
            "bot leaves by 2 addresses, egress and second, expected one.",
          ],
          [
            "an address of a regional NAT gateway",
            [
              ...network,
              pending(aws.eip("second", {})),
              depending(
                aws.nat("nat", {
                  availabilityMode: "regional",
                  vpcId: "home-id",
                  availabilityZoneAddresses: [{ allocationIds: ["egress-id"] }, { allocationIds: [unknown] }],
                }),
                "availabilityZoneAddresses",
                "second",
              ),
              ...inner(toNat),
              innerHost(),
            ],
            "bot leaves by 2 addresses, egress and second, expected one.",
          ],
          [
            "a host's launch template",
            [
              ...network,
              pending(publicTemplate),
              depending(host({ launchTemplate: { id: unknown } }), "launchTemplate", "bots"),
            ],
            leaves(outerWay, chosen),
          ],
          [
            "a group's launch template",
            [
              ...network,
              pending(publicTemplate),
              depending(fleet({ launchTemplate: { id: unknown } }), "launchTemplate", "bots"),
            ],
            leaves(fleetWay, chosen),
          ],
          [
            "the launch template of a group of mixed instances",
            [
              ...network,
              pending(publicTemplate),
              depending(
                fleet({
                  mixedInstancesPolicy: {
                    launchTemplate: { launchTemplateSpecification: { launchTemplateId: unknown } },
                  },
                }),
                "mixedInstancesPolicy",
                "bots",
              ),
            ],
            leaves(fleetWay, chosen),
          ],
          [
            "what overrides the launch template of a group of mixed instances",
            [
              ...network,
              pending(publicTemplate),
              depending(
                fleet({
                  mixedInstancesPolicy: {
                    launchTemplate: { overrides: [{ launchTemplateSpecification: { launchTemplateId: unknown } }] },
                  },
                }),
                "mixedInstancesPolicy",
                "bots",
              ),
            ],
            leaves(fleetWay, chosen),
          ],
          [
            "a group's launch configuration",
            [
              ...network,
              pending(aws.configuration("bots", { associatePublicIpAddress: true })),
              depending(fleet({ launchConfiguration: unknown }), "launchConfiguration", "bots"),
            ],
            leaves(fleetWay, chosen),
          ],
          ...(
            [
              [
                "an interface",
                "interface face",
                "securityGroups",
                aws.face("face", { subnetId: "inner-id", securityGroups: [unknown] }),
              ],
              [
                "a function",
                "function report",
                "vpcConfig",
                aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], securityGroupIds: [unknown] } }),
              ],
              [
                "a service",
                "service bot",
                "networkConfiguration",
                aws.service("bot", { networkConfiguration: { subnets: ["inner-id"], securityGroups: [unknown] } }),
              ],
              ["a host", "host bot", "vpcSecurityGroupIds", innerHost({ vpcSecurityGroupIds: [unknown] })],
            ] as const
          ).map(
            ([what, way, property, sender]) =>
              [
                `the security group of ${what}`,
                [...connected, subnet("inner"), pending(openGroup), depending(sender, property, "open")],
                leaves(`${way} → ${connectedWay}`, unseen),
              ] as const,
          ),
          [
            "the security group of a launch template's interface",
            [
              ...network,
              pending(openGroup),
              depending(
                aws.template("bots", {
                  networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: [unknown] }],
                }),
                "networkInterfaces",
                "open",
              ),
              fleet({ launchTemplate: { id: "bots-id" } }),
            ],
            leaves(fleetWay, chosen),
          ],
        ] as const
      ).map(([what, resources, message]) => [
        `${what}, which only a dependency tells before \`up\``,
        [stackOf(...resources), message],
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ["index 0", [{ deviceIndex: 1, networkInterfaceId: "other-id" }, { deviceIndex: 0 }]],
          ["no index", [{ deviceIndex: 1, networkInterfaceId: "other-id" }, {}]],
        ] as const
      ).map(([index, [other, first]]) => [
        `an address of the host that nobody declares, which its interface with ${index} has`,
        [
          stackOf(
            ...network,
            aws.face("other", { subnetId: "outer-id" }),
            aws.face("face", { subnetId: "outer-id" }),
            aws.host("bot", { networkInterfaces: [other, { ...first, networkInterfaceId: "face-id" }] }),
            foreignAddress,
          ),
          leaves(
            `host bot → interface face → subnet outer → route ${everywhere} → internet gateway internet`,
            undeclared,
          ),
        ],
      ]),
    ),
    "an address of the host that nobody declares, which its primary interface has": [
      stackOf(
        ...network,
        aws.face("face", { subnetId: "outer-id" }),
        aws.host("bot", { primaryNetworkInterface: { networkInterfaceId: "face-id" } }),
        foreignAddress,
      ),
      leaves(`host bot → interface face → subnet outer → route ${everywhere} → internet gateway internet`, undeclared),
    ],
    "an address of an interface that nobody declares": [
      stackOf(...network, aws.face("face", { subnetId: "outer-id" }), faceAddress),
      leaves(`interface face → subnet outer → route ${everywhere} → internet gateway internet`, undeclared),
    ],
    "an address that nobody declares, bound by its text": [
      stackOf(...network, host(), aws.bound("bound", { publicIp: "203.0.113.9", instanceId: "bot-id" })),
      leaves(outerWay, undeclared),
    ],
    "two addresses that name a host, and the interface that AWS made for it": [
      stackOf(
        home,
        internet,
        ...outer,
        aws.host("bot", { subnetId: "outer-id" }, { primaryNetworkInterfaceId: "eni-1" }),
        aws.eip("egress", { instance: "bot-id" }),
        aws.eip("second", { networkInterface: "eni-1" }),
      ),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    "two addresses that are bound to a host, and to the interface that AWS made for it": [
      stackOf(
        ...network,
        aws.host("bot", { subnetId: "outer-id" }, { primaryNetworkInterfaceId: "eni-1" }),
        aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "eni-1" }),
        ...second,
      ),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    ...Object.fromEntries(
      (
        [
          ["that is attached to it", { attachments: [{ instance: "bot-id", deviceIndex: 1 }] }, []],
          [
            "that something attaches to it",
            {},
            [aws.attachment("attached", { instanceId: "bot-id", networkInterfaceId: "face-id", deviceIndex: 1 })],
          ],
          [
            "that something of aws-native attaches to it",
            {},
            [
              made("aws-native:ec2:NetworkInterfaceAttachment")("attached", {
                instanceId: "bot-id",
                networkInterfaceId: "face-id",
                deviceIndex: "1",
              }),
            ],
          ],
        ] as const
      ).map(([title, props, more]) => [
        `a host with an address, and with another on an interface ${title}`,
        [
          stackOf(...network, host(), ofHost, ...faceOf(props), ...more),
          {
            message: "bot leaves by 2 addresses, egress and second, expected one.",
            urn: "urn:pulumi:grid::bots::aws:ec2/instance:Instance::bot",
          },
        ] as const,
      ]),
    ),
    "a host with an address on each of two interfaces": [
      stackOf(
        ...network,
        ...faceOf({}),
        aws.face("first", { subnetId: "outer-id" }),
        aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "first-id" }),
        aws.host("bot", {
          networkInterfaces: [
            { networkInterfaceId: "first-id", deviceIndex: 0 },
            { networkInterfaceId: "face-id", deviceIndex: 1 },
          ],
        }),
      ),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    "two addresses that name an interface, and are bound to it": [
      stackOf(
        ...network,
        aws.face("face", { subnetId: "outer-id" }),
        aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "face-id" }),
        aws.eip("second", { networkInterface: "face-id" }),
      ),
      "face leaves by 2 addresses, egress and second, expected one.",
    ],
    "two addresses, and a third that nobody declares": [
      stackOf(
        ...network,
        host(),
        ofHost,
        ...second,
        aws.bound("bound-3", { allocationId: "eipalloc-1", instanceId: "bot-id" }),
      ),
      leaves(outerWay, undeclared),
    ],
    "two addresses, of which the later by name comes first": [
      stackOf(...network, host(), ...second, ofHost),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    "a group in a subnet that hands addresses out, whose launch template leaves it to that": [
      stackOf(
        ...generous,
        aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "" }] }),
        fleet({ launchTemplate: { id: "bots-id" } }),
      ),
      leaves(fleetWay, chosen),
    ],
    "a group by a declared launch template, whose subnet has another way": [
      declaring(
        ["lt-0"],
        ...connected,
        subnet("inner"),
        fleet({ vpcZoneIdentifiers: ["inner-id"], launchTemplate: { id: "lt-0" } }),
      ),
      leaves(`Auto Scaling group fleet → ${connectedWay}`, unseen),
    ],
    "an IPv6 address by a group's launch template": [
      stackOf(
        ...network,
        six,
        aws.template("bots", { networkInterfaces: [{ ipv6AddressCount: 1 }] }),
        fleet({ launchTemplate: { id: "bots-id" } }),
      ),
      leaves("Auto Scaling group fleet → subnet outer → route ::/0 → internet gateway internet", bySix),
    ],
    "an IPv6 address of a host, beside its launch template": [
      stackOf(
        ...network,
        six,
        aws.template("bots", { networkInterfaces: [{}] }),
        host({ ipv6AddressCount: 1, launchTemplate: { id: "bots-id" } }),
      ),
      leaves("host bot → subnet outer → route ::/0 → internet gateway internet", bySix),
    ],
    "a host that forwards for its own subnet, beside another way": [
      stackOf(
        ...network,
        ...inner({ instanceId: "bot-id" }, { destinationCidrBlock: "0.0.0.0/1" }),
        upperHalf,
        innerHost(),
      ),
      leaves("host bot → subnet inner → route 128.0.0.0/1 → transit gateway", unseen),
    ],
    "a subnet elsewhere, beside one that is associated with a table of the stack": [
      stackOf(
        home,
        aws.table("table", { vpcId: "home-id" }),
        aws.association("associated", { subnetId: "subnet-1", routeTableId: "table-id" }),
        aws.lambda("report", { vpcConfig: { subnetIds: ["subnet-0"] } }),
      ),
      leaves("function report → subnet", unseen),
    ],
    "an association with the main table that the stack adopts": [
      stackOf(
        ...connected,
        subnet("inner"),
        aws.association("associated", { subnetId: "inner-id", routeTableId: "main-id" }),
        innerHost(),
      ),
      leaves(`${innerWay} → transit gateway`, unseen),
    ],
    "an association with the default VPC's own main table": [
      stackOf(
        aws.defaultVpc("standard", {}, { mainRouteTableId: "standard-main-id" }),
        aws.subnet("inner", { vpcId: "standard-id" }),
        aws.association("associated", { subnetId: "inner-id", routeTableId: "standard-main-id" }),
        innerHost({ associatePublicIpAddress: true }),
      ),
      leaves(`${innerWay} → internet gateway of the default VPC`, chosen),
    ],
    "a host that forwards, by the interface that was made for it": [
      stackOf(
        ...network,
        quiet,
        quietFace("face"),
        faceAddress,
        aws.host("forwarder", { primaryNetworkInterface: { networkInterfaceId: "face-id" } }),
        ...inner({ instanceId: "forwarder-id" }),
        innerHost(),
      ),
      leaves(forwarderWay("host forwarder"), undeclared),
    ],
    "a host that forwards, by the first of its interfaces": [
      stackOf(
        ...network,
        quiet,
        quietFace("other"),
        quietFace("face"),
        faceAddress,
        aws.host("forwarder", {
          networkInterfaces: [
            { deviceIndex: 1, networkInterfaceId: "other-id" },
            { deviceIndex: 0, networkInterfaceId: "face-id" },
          ],
        }),
        ...inner({ instanceId: "forwarder-id" }),
        innerHost(),
      ),
      leaves(forwarderWay("host forwarder"), undeclared),
    ],
    "an interface that forwards, with an address that nobody declares": [
      stackOf(
        ...network,
        quiet,
        quietFace("face"),
        faceAddress,
        ...inner({ networkInterfaceId: "face-id" }),
        innerHost(),
      ),
      leaves(forwarderWay("interface face"), undeclared),
    ],
    "a host that forwards, in a subnet that hands addresses out": [
      stackOf(
        ...generous,
        quiet,
        aws.host("forwarder", { subnetId: "outer-id", vpcSecurityGroupIds: ["quiet-id"] }),
        ...inner({ instanceId: "forwarder-id" }),
        innerHost(),
      ),
      leaves(forwarderWay("host forwarder"), chosen),
    ],
    "an automatic address": [
      stackOf(...network, host({ associatePublicIpAddress: true })),
      { message: leaves(outerWay, chosen), urn: "urn:pulumi:grid::bots::aws:ec2/instance:Instance::bot" },
    ],
    "an automatic address until the Elastic IP is bound": [
      stackOf(...network, host({ associatePublicIpAddress: true }), ofHost),
      leaves(outerWay, chosen),
    ],
    "a subnet that hands addresses out": [
      stackOf(home, internet, subnet("outer", { mapPublicIpOnLaunch: true }), ...routed("outer", toInternet), host()),
      leaves(outerWay, chosen),
    ],
    "an Elastic IP that nobody declares": [
      stackOf(...network, host(), aws.bound("bound", { allocationId: "eipalloc-1", instanceId: "bot-id" })),
      leaves(outerWay, "by an address that is neither in this stack nor declared"),
    ],
    "a NAT gateway with an address that nobody declares": [
      stackOf(...network, nat({ allocationId: "eipalloc-1" }), ...inner(toNat), innerHost()),
      leaves(
        `${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`,
        "by an address that is neither in this stack nor declared",
      ),
    ],
    "a NAT gateway with a second address that nobody declares": [
      stackOf(
        ...network,
        nat(),
        aws.natAddress("more", { natGatewayId: "nat-id", allocationId: "eipalloc-2" }),
        ...inner(toNat),
        innerHost(),
      ),
      leaves(
        `${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`,
        "by an address that is neither in this stack nor declared",
      ),
    ],
    "a NAT gateway with a second Elastic IP": [
      stackOf(
        ...network,
        nat(),
        aws.eip("second", {}),
        aws.natAddress("more", { natGatewayId: "nat-id", allocationId: "second-id" }),
        ...inner(toNat),
        innerHost(),
      ),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    "a second NAT gateway for one half of the internet": [
      stackOf(
        ...network,
        nat(),
        aws.eip("second", {}),
        aws.nat("other", { subnetId: "outer-id", allocationId: "second-id" }),
        ...inner(toNat, { destinationCidrBlock: "0.0.0.0/1" }),
        aws.route("upper", {
          routeTableId: "inner-table-id",
          destinationCidrBlock: "128.0.0.0/1",
          natGatewayId: "other-id",
        }),
        innerHost(),
      ),
      "bot leaves by 2 addresses, egress and second, expected one.",
    ],
    "a route to the internet gateway from the private subnet": [
      stackOf(
        ...network,
        nat(),
        ...inner(toNat),
        aws.route("past", {
          routeTableId: "inner-table-id",
          destinationCidrBlock: "52.84.0.0/15",
          gatewayId: "internet-id",
        }),
        innerHost(),
      ),
      "host bot → subnet inner → route 52.84.0.0/15 → internet gateway internet goes past the NAT, expected no other way out beside it.",
    ],
    "an instance that forwards, with a public address of its own": [
      stackOf(
        ...forwarding,
        aws.host("second", { subnetId: "outer-id", sourceDestCheck: false, associatePublicIpAddress: true }),
      ),
      leaves(`host second → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a NAT gateway of another stack": [
      stackOf(...network, ...inner({ natGatewayId: "nat-0" }), innerHost()),
      leaves(`${innerWay} → NAT gateway`, unseen),
    ],
    "a regional NAT gateway to which AWS adds addresses": [
      stackOf(
        ...network,
        aws.nat("nat", { availabilityMode: "regional", vpcId: "home-id" }),
        ...inner(toNat),
        innerHost(),
      ),
      leaves(`${innerWay} → NAT gateway nat`, chosen),
    ],
    "a NAT gateway whose own subnet goes another way": [
      stackOf(
        home,
        egress,
        subnet("outer"),
        ...routed("outer", { transitGatewayId: "tgw-1" }),
        nat(),
        ...inner(toNat),
        innerHost(),
      ),
      leaves(`${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → transit gateway`, unseen),
    ],
    "one half of the internet by another way": [
      stackOf(...network, nat(), ...inner(toNat, { destinationCidrBlock: "0.0.0.0/1" }), upperHalf, innerHost()),
      leaves("host bot → subnet inner → route 128.0.0.0/1 → transit gateway", unseen),
    ],
    "an exchange's range by a peering connection": [
      stackOf(
        ...network,
        ...inner({ vpcPeeringConnectionId: "pcx-1" }, { destinationCidrBlock: "52.84.0.0/15" }),
        innerHost(),
      ),
      leaves("host bot → subnet inner → route 52.84.0.0/15 → peering connection", unseen),
    ],
    "a prefix list by an endpoint elsewhere": [
      stackOf(...network, ...inner({ vpcEndpointId: "vpce-1" }, { destinationPrefixListId: "pl-1" }), innerHost()),
      leaves("host bot → subnet inner → route of a prefix list → VPC endpoint", unseen),
    ],
    "a prefix list by an endpoint elsewhere, as a gateway": [
      stackOf(...network, ...inner({ gatewayId: "vpce-1" }, { destinationPrefixListId: "pl-1" }), innerHost()),
      leaves("host bot → subnet inner → route of a prefix list → VPC endpoint", unseen),
    ],
    "a prefix list by a transit gateway": [
      stackOf(...network, ...inner({ transitGatewayId: "tgw-1" }, { destinationPrefixListId: "pl-1" }), innerHost()),
      leaves("host bot → subnet inner → route of a prefix list → transit gateway", unseen),
    ],
    "a VPN gateway": [
      stackOf(...network, aws.vpn("office", {}), ...inner({ gatewayId: "office-id" }), innerHost()),
      leaves(`${innerWay} → VPN gateway office`, unseen),
    ],
    "routes that a VPN brings": [
      stackOf(
        ...network,
        nat(),
        ...inner(toNat),
        aws.propagation("learnt", { routeTableId: "inner-table-id", vpnGatewayId: "vgw-1" }),
        innerHost(),
      ),
      leaves("host bot → subnet inner → routes that a VPN brings", unseen),
    ],
    "routes that a VPN brings, said by the table": [
      stackOf(
        home,
        subnet("inner"),
        aws.table("table", { vpcId: "home-id", propagatingVgws: ["vgw-1"] }),
        aws.association("associated", { subnetId: "inner-id", routeTableId: "table-id" }),
        innerHost(),
      ),
      leaves("host bot → subnet inner → routes that a VPN brings", unseen),
    ],
    "the main route table, which nobody associates": [
      stackOf(
        home,
        internet,
        aws.mainTable("main", {
          defaultRouteTableId: "main-id",
          routes: [{ cidrBlock: everywhere, gatewayId: "internet-id" }],
        }),
        subnet("inner"),
        innerHost({ associatePublicIpAddress: true }),
      ),
      leaves(`host bot → subnet inner → main route table → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a route in the main table by its VPC": [
      stackOf(
        home,
        internet,
        aws.route("out", { routeTableId: "main-id", destinationCidrBlock: everywhere, gatewayId: "internet-id" }),
        subnet("inner"),
        innerHost({ associatePublicIpAddress: true }),
      ),
      leaves(`host bot → subnet inner → main route table → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "another table in the main one's place": [
      stackOf(
        home,
        aws.table("other", { vpcId: "home-id", routes: [{ cidrBlock: everywhere, transitGatewayId: "tgw-1" }] }),
        aws.mainAssociation("placed", { vpcId: "home-id", routeTableId: "other-id" }),
        subnet("inner"),
        innerHost(),
      ),
      leaves(`host bot → subnet inner → main route table → route ${everywhere} → transit gateway`, unseen),
    ],
    "the main route table of a VPC elsewhere": [
      stackOf(aws.subnet("inner", { vpcId: "vpc-0" }), innerHost()),
      leaves("host bot → subnet inner → main route table", unseen),
    ],
    "a route table elsewhere": [
      stackOf(
        home,
        subnet("inner"),
        aws.association("associated", { subnetId: "inner-id", routeTableId: "rtb-0" }),
        innerHost(),
      ),
      leaves("host bot → subnet inner → route table", unseen),
    ],
    "a subnet elsewhere": [stackOf(aws.host("bot", { subnetId: "subnet-0" })), leaves("host bot → subnet", unseen)],
    "a default subnet": [
      stackOf(aws.host("bot", {})),
      leaves(`host bot → default subnet → route ${everywhere} → internet gateway of the default VPC`, chosen),
    ],
    "a default subnet that is adopted": [
      stackOf(
        aws.defaultSubnet("standard", { availabilityZone: "eu-west-1a" }),
        aws.host("bot", { subnetId: "standard-id" }),
      ),
      leaves(`host bot → subnet standard → route ${everywhere} → internet gateway of the default VPC`, chosen),
    ],
    "a second interface by another way": [
      stackOf(
        ...network,
        aws.face("first", { subnetId: "outer-id" }),
        aws.bound("bound", { allocationId: "egress-id", networkInterfaceId: "first-id" }),
        ...inner({ transitGatewayId: "tgw-1" }),
        aws.face("second", { subnetId: "inner-id" }),
        aws.host("bot", {
          networkInterfaces: [
            { deviceIndex: 0, networkInterfaceId: "first-id" },
            { deviceIndex: 1, networkInterfaceId: "second-id" },
          ],
        }),
      ),
      leaves(`host bot → interface second → subnet inner → route ${everywhere} → transit gateway`, unseen),
    ],
    "an interface elsewhere": [
      stackOf(aws.host("bot", { primaryNetworkInterface: { networkInterfaceId: "eni-0" } })),
      leaves("host bot → interface", unseen),
    ],
    "an IPv6 address of the interface": [
      stackOf(
        ...network,
        aws.egressOnly("six", { vpcId: "home-id" }),
        aws.route("six-out", {
          routeTableId: "outer-table-id",
          destinationIpv6CidrBlock: "::/0",
          egressOnlyGatewayId: "six-id",
        }),
        host({ ipv6AddressCount: 1 }),
        ofHost,
      ),
      leaves(
        "host bot → subnet outer → route ::/0 → egress-only internet gateway",
        "by an IPv6 address that is not declared",
      ),
    ],
    "an IPv6 address that the subnet gives": [
      stackOf(
        home,
        internet,
        subnet("outer", { assignIpv6AddressOnCreation: true }),
        ...routed("outer", toInternet, { destinationIpv6CidrBlock: "::/0" }),
        host(),
      ),
      leaves(
        "host bot → subnet outer → route ::/0 → internet gateway internet",
        "by an IPv6 address that is not declared",
      ),
    ],
    "a host that forwards, with an automatic address": [
      stackOf(
        ...network,
        aws.host(
          "forwarder",
          { subnetId: "outer-id", associatePublicIpAddress: true, vpcSecurityGroupIds: ["quiet-id"] },
          { primaryNetworkInterfaceId: "eni-1" },
        ),
        aws.security("quiet", {}),
        ...inner({ networkInterfaceId: "eni-1" }),
        innerHost(),
      ),
      leaves(`${innerWay} → host forwarder → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "an interface elsewhere that forwards": [
      stackOf(...network, ...inner({ networkInterfaceId: "eni-0" }), innerHost()),
      leaves(`${innerWay} → interface`, unseen),
    ],
    "a group in a public subnet": [
      stackOf(
        ...network,
        aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
        aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" } }),
      ),
      leaves(`Auto Scaling group bots → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a group by a launch configuration in a public subnet": [
      stackOf(
        ...network,
        aws.configuration("bots", { associatePublicIpAddress: true }),
        aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchConfiguration: "bots-id" }),
      ),
      leaves(`Auto Scaling group bots → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a group by a launch template elsewhere": [
      stackOf(...network, aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "lt-0" } })),
      leaves("Auto Scaling group bots → launch template", unseen),
    ],
    "a group of mixed instances in a public subnet": [
      stackOf(
        ...network,
        aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
        aws.group("bots", {
          vpcZoneIdentifiers: ["outer-id"],
          mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateId: "bots-id" } } },
        }),
      ),
      leaves(`Auto Scaling group bots → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    ...Object.fromEntries(
      [
        "aws:ec2/spotFleetRequest:SpotFleetRequest",
        "aws:eks/nodeGroup:NodeGroup",
        "aws:batch/computeEnvironment:ComputeEnvironment",
        "aws:lightsail/instance:Instance",
        "aws-native:autoscaling:AutoScalingGroup",
        "aws-native:ec2:Ec2Fleet",
        "aws-native:ec2:SpotFleet",
        "aws-native:ecs:Service",
        "aws-native:eks:Nodegroup",
        "aws-native:lightsail:Instance",
      ].map((type) => [
        `what ${type} starts`,
        [stackOf({ type, name: "bots", props: {} }), leaves("bots", "by ways that this policy does not follow")],
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          ["coreNetworkArn", "core network"],
          ["localGatewayId", "local gateway"],
          ["carrierGatewayId", "carrier gateway"],
          ["odbNetworkArn", "ODB network"],
        ] as const
      ).map(([property, name]) => [
        `a route by a ${name}`,
        [stackOf(...network, ...inner({ [property]: "x-1" }), innerHost()), leaves(`${innerWay} → ${name}`, unseen)],
      ]),
    ),
    ...Object.fromEntries(
      (
        [
          [{ gatewayId: "vgw-1" }, "VPN gateway"],
          [{ gatewayId: "lgw-1" }, "gateway"],
          [{ gatewayId: "vpce-1" }, "VPC endpoint"],
          [{ vpcEndpointId: "vpce-1" }, "VPC endpoint"],
          [{ instanceId: "i-0" }, "interface"],
        ] as const
      ).map(([target, name]) => [
        `a route by ${JSON.stringify(target)}`,
        [stackOf(...network, ...inner(target), innerHost()), leaves(`${innerWay} → ${name}`, unseen)],
      ]),
    ),
    "a route by an internet gateway elsewhere": [
      stackOf(home, ...inner({ gatewayId: "igw-1" }), innerHost({ associatePublicIpAddress: true })),
      leaves(`${innerWay} → internet gateway`, chosen),
    ],
    "a spot host with an automatic address": [
      stackOf(...network, aws.spot("bot", { subnetId: "outer-id", associatePublicIpAddress: true })),
      leaves(outerWay, chosen),
    ],
    "a host's secondary network": [
      stackOf(...network, host({ secondaryNetworkInterfaces: [{ networkInterfaceId: "eni-1" }] })),
      leaves("host bot → secondary network", unseen),
    ],
    "an interface of its own, whose way is not in the stack": [
      stackOf(...network, ...inner({ transitGatewayId: "tgw-1" }), aws.face("face", { subnetId: "inner-id" })),
      leaves(`interface face → subnet inner → route ${everywhere} → transit gateway`, unseen),
    ],
    "an IPv6 address of an interface of its own": [
      stackOf(
        ...network,
        aws.route("six-out", { routeTableId: "outer-table-id", destinationIpv6CidrBlock: "::/0", ...toInternet }),
        aws.face("face", { subnetId: "outer-id", ipv6Addresses: ["2001:db8::7"] }),
      ),
      leaves(
        "interface face → subnet outer → route ::/0 → internet gateway internet",
        "by an IPv6 address that is not declared",
      ),
    ],
    ...Object.fromEntries(
      (
        [
          ["ipv6AddressLists", ["2001:db8::7"]],
          ["ipv6Prefixes", ["2001:db8::/80"]],
          ["ipv6PrefixCount", 1],
        ] as const
      ).map(([property, value]) => [
        `a host with ${property}`,
        [
          stackOf(
            ...network,
            aws.route("six-out", { routeTableId: "outer-table-id", destinationIpv6CidrBlock: "::/0", ...toInternet }),
            host({ [property]: value }),
            ofHost,
          ),
          leaves(
            "host bot → subnet outer → route ::/0 → internet gateway internet",
            "by an IPv6 address that is not declared",
          ),
        ],
      ]),
    ),
    "an IPv6 address in a subnet of IPv6 alone": [
      stackOf(
        home,
        internet,
        subnet("outer", { ipv6Native: true }),
        ...routed("outer", toInternet, { destinationIpv6CidrBlock: "::/0" }),
        host(),
      ),
      leaves(
        "host bot → subnet outer → route ::/0 → internet gateway internet",
        "by an IPv6 address that is not declared",
      ),
    ],
    "an IPv6 address of a function": [
      stackOf(
        ...network,
        ...inner(toInternet, { destinationIpv6CidrBlock: "::/0" }),
        aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], ipv6AllowedForDualStack: true } }),
      ),
      leaves(
        "function report → subnet inner → route ::/0 → internet gateway internet",
        "by an IPv6 address that is not declared",
      ),
    ],
    "IPv6 that a NAT gateway makes IPv4 of": [
      stackOf(
        ...network,
        nat({ allocationId: "eipalloc-1" }),
        ...inner(toNat, { destinationIpv6CidrBlock: "64:ff9b::/96" }),
        innerHost(),
      ),
      leaves(
        `host bot → subnet inner → route 64:ff9b::/96 → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`,
        "by an address that is neither in this stack nor declared",
      ),
    ],
    "a list of routes with an IPv6 one": [
      stackOf(
        ...table({ routes: [{ ipv6CidrBlock: "::/0", gatewayId: "internet-id" }] }),
        innerHost({ ipv6AddressCount: 1 }),
      ),
      leaves(
        "host bot → subnet inner → route ::/0 → internet gateway internet",
        "by an IPv6 address that is not declared",
      ),
    ],
    "a list of routes with a prefix list by an endpoint elsewhere": [
      stackOf(...table({ routes: [{ destinationPrefixListId: "pl-1", vpcEndpointId: "vpce-1" }] }), innerHost()),
      leaves("host bot → subnet inner → route of a prefix list → VPC endpoint", unseen),
    ],
    "a list of routes with a prefix list": [
      stackOf(...table({ routes: [{ destinationPrefixListId: "pl-1", transitGatewayId: "tgw-1" }] }), innerHost()),
      leaves("host bot → subnet inner → route of a prefix list → transit gateway", unseen),
    ],
    ...Object.fromEntries(
      (
        [
          [{ egress: [{ cidrBlocks: ["10.0.0.0/8", everywhere] }] }],
          [{ egress: [{}, { ipv6CidrBlocks: ["::/0"] }] }],
          [{ egress: [{ prefixListIds: ["pl-1"] }] }],
          [{}, aws.egressRule("out", { securityGroupId: "group-id", cidrIpv6: "::/0" })],
          [{}, aws.egressRule("out", { securityGroupId: "group-id", prefixListId: "pl-1" })],
          [{}, aws.rule("out", { type: "egress", securityGroupId: "group-id", cidrBlocks: [everywhere] })],
        ] as const
      ).map(([security, ...rules]) => [
        `an automatic address behind ${JSON.stringify(rules[0]?.props ?? security)}`,
        [behind(security, ...rules), leaves(outerWay, chosen)],
      ]),
    ),
    "an automatic address behind a group elsewhere": [
      stackOf(...network, host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["sg-1"] })),
      leaves(outerWay, chosen),
    ],
    "an automatic address behind two groups, of which one lets out": [
      stackOf(
        ...network,
        aws.security("closed", {}),
        aws.security("open", { egress: [{ cidrBlocks: [everywhere] }] }),
        host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["closed-id", "open-id"] }),
      ),
      leaves(outerWay, chosen),
    ],
    "an automatic address behind a default group that lets out": [
      stackOf(
        ...network,
        aws.defaultGroup("standard", { egress: [{ cidrBlocks: [everywhere] }] }),
        host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["standard-id"] }),
      ),
      leaves(outerWay, chosen),
    ],
    "a host by a launch template with an automatic address": [
      stackOf(
        ...network,
        aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "true", subnetId: "outer-id" }] }),
        aws.host("bot", { launchTemplate: { name: "bots-id" } }),
      ),
      leaves(outerWay, chosen),
    ],
    "a host by a launch template elsewhere": [
      stackOf(...network, host({ launchTemplate: { id: "lt-0" } })),
      leaves("host bot → launch template", unseen),
    ],
    "a host that takes an automatic address, whatever its launch template says": [
      stackOf(
        ...network,
        aws.template("bots", { networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
        host({ associatePublicIpAddress: true, launchTemplate: { id: "bots-id" } }),
      ),
      leaves(outerWay, chosen),
    ],
    "a group whose launch template has an interface elsewhere": [
      groupOf({ networkInterfaces: [{ networkInterfaceId: "eni-0" }] }),
      leaves("Auto Scaling group bots → interface", unseen),
    ],
    "a group by the name of its launch template": [
      groupOf({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }, { launchTemplate: { name: "bots-id" } }),
      leaves(groupWay, chosen),
    ],
    "a group of mixed instances, by what overrides its launch template": [
      groupOf(
        { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
        {
          launchTemplate: undefined,
          mixedInstancesPolicy: {
            launchTemplate: {
              overrides: [{}, { launchTemplateSpecification: { launchTemplateName: "bots-id" } }],
            },
          },
        },
      ),
      leaves(groupWay, chosen),
    ],
    "a group in a default subnet": [
      groupOf({}, { vpcZoneIdentifiers: undefined }),
      leaves(
        `Auto Scaling group bots → default subnet → route ${everywhere} → internet gateway of the default VPC`,
        chosen,
      ),
    ],
    "the second interface of a group's launch template": [
      groupOf({
        networkInterfaces: [{ associatePublicIpAddress: "false" }, { associatePublicIpAddress: "true" }],
      }),
      leaves(groupWay, chosen),
    ],
    "a NAT gateway without a subnet": [
      stackOf(...network, aws.nat("nat", { allocationId: "egress-id" }), ...inner(toNat), innerHost()),
      leaves(`${innerWay} → NAT gateway nat`, unseen),
    ],
    "a NAT gateway with a second address of its own that nobody declares": [
      stackOf(...network, nat({ secondaryAllocationIds: ["eipalloc-2"] }), ...inner(toNat), innerHost()),
      leaves(
        `${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`,
        "by an address that is neither in this stack nor declared",
      ),
    ],
    "a NAT gateway by its route in a list": [
      stackOf(...table({ routes: [{ cidrBlock: everywhere, natGatewayId: "nat-0" }] }), innerHost()),
      leaves(`${innerWay} → NAT gateway`, unseen),
    ],
    "a host that forwards, by its id": [
      stackOf(
        ...network,
        aws.security("quiet", {}),
        aws.host("forwarder", {
          subnetId: "outer-id",
          associatePublicIpAddress: true,
          vpcSecurityGroupIds: ["quiet-id"],
        }),
        ...inner({ instanceId: "forwarder-id" }),
        innerHost(),
      ),
      leaves(`${innerWay} → host forwarder → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a firewall behind which the way is not in the stack": [
      stackOf(
        ...network,
        subnet("wall"),
        ...routed("wall", { transitGatewayId: "tgw-1" }),
        aws.endpoint("firewall", { vpcEndpointType: "GatewayLoadBalancer", subnetIds: ["wall-id"] }),
        ...inner({ gatewayId: "firewall-id" }),
        innerHost(),
      ),
      leaves(`${innerWay} → VPC endpoint firewall → subnet wall → route ${everywhere} → transit gateway`, unseen),
    ],
    "a subnet without a VPC": [
      stackOf(aws.subnet("inner", {}), innerHost()),
      leaves("host bot → subnet inner → main route table", unseen),
    ],
    "an association with a VPC's own main table": [
      stackOf(
        home,
        internet,
        subnet("inner"),
        aws.association("associated", { subnetId: "inner-id", routeTableId: "main-id" }),
        aws.route("out", { routeTableId: "main-id", destinationCidrBlock: everywhere, ...toInternet }),
        innerHost({ associatePublicIpAddress: true }),
      ),
      leaves(`${innerWay} → internet gateway internet`, chosen),
    ],
    "a subnet elsewhere that is associated with a table of the stack": [
      stackOf(
        home,
        aws.table("table", { vpcId: "home-id", routes: [{ cidrBlock: everywhere, transitGatewayId: "tgw-1" }] }),
        aws.association("associated", { subnetId: "subnet-0", routeTableId: "table-id" }),
        aws.lambda("report", { vpcConfig: { subnetIds: ["subnet-0"] } }),
      ),
      leaves(`function report → subnet → route ${everywhere} → transit gateway`, unseen),
    ],
    "a host in a subnet elsewhere, which may hand out addresses": [
      stackOf(
        home,
        aws.table("table", { vpcId: "home-id" }),
        aws.association("associated", { subnetId: "subnet-0", routeTableId: "table-id" }),
        aws.host("bot", { subnetId: "subnet-0" }),
      ),
      leaves("host bot → subnet", unseen),
    ],
    "a default VPC that is adopted, with its main table left as AWS makes it": [
      stackOf(
        aws.defaultVpc("standard", {}, { defaultRouteTableId: "standard-main-id" }),
        aws.subnet("inner", { vpcId: "standard-id", mapPublicIpOnLaunch: true }),
        innerHost(),
      ),
      leaves(
        `host bot → subnet inner → main route table → route ${everywhere} → internet gateway of the default VPC`,
        chosen,
      ),
    ],
    "a fleet": [
      stackOf({ type: "aws:ec2/fleet:Fleet", name: "bots", props: {} }),
      leaves("bots", "by ways that this policy does not follow"),
    ],
    "a function outside any VPC": [
      stackOf(aws.lambda("report", {})),
      leaves("function report", "by addresses of AWS's own, since it is in no VPC"),
    ],
    "a service with automatic addresses": [
      stackOf(
        ...network,
        aws.service("bot", { networkConfiguration: { subnets: ["outer-id"], assignPublicIp: true } }),
      ),
      leaves(`service bot → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "an automatic address behind a security group that lets something out": [
      stackOf(
        ...network,
        aws.security("open", { vpcId: "home-id" }),
        aws.egressRule("https", {
          securityGroupId: "open-id",
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: everywhere,
        }),
        host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["open-id"] }),
      ),
      leaves(outerWay, chosen),
    ],
    "what only dependencies tell before `up`": [
      stackOf(
        { ...home, outputs: {} },
        { ...internet, outputs: {} },
        {
          type: "aws:ec2/subnet:Subnet",
          name: "outer",
          props: { vpcId: unknown, mapPublicIpOnLaunch: true },
          dependencies: { vpcId: ["home"] },
        },
        {
          type: "aws:ec2/routeTable:RouteTable",
          name: "table",
          props: { vpcId: unknown },
          dependencies: { vpcId: ["home"] },
        },
        {
          type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
          name: "associated",
          props: { subnetId: unknown, routeTableId: unknown },
          dependencies: { subnetId: ["outer"], routeTableId: ["table"] },
        },
        {
          type: "aws:ec2/route:Route",
          name: "out",
          props: { routeTableId: unknown, destinationCidrBlock: everywhere, gatewayId: unknown },
          dependencies: { routeTableId: ["table"], gatewayId: ["internet"] },
        },
        {
          type: "aws:ec2/instance:Instance",
          name: "bot",
          props: { subnetId: unknown },
          dependencies: { subnetId: ["outer"] },
        },
      ),
      leaves(outerWay, chosen),
    ],
  },
  unknown: {
    "whose interface it is": stackOf(
      ...network,
      host(),
      ofHost,
      ...faceOf({ attachments: [{ instance: unknown, deviceIndex: 1 }] }),
    ),
    "to which NAT gateway an address is given": stackOf(
      ...network,
      nat(),
      aws.natAddress("more", { natGatewayId: unknown, allocationId: "second-id" }),
      ...inner(toNat),
      innerHost(),
    ),
    "to which host something attaches an interface": stackOf(
      ...network,
      host(),
      ofHost,
      ...faceOf({}),
      aws.attachment("attached", { instanceId: unknown, networkInterfaceId: "face-id", deviceIndex: 1 }),
    ),
    "a firewall's endpoint, by its dependency alone": stackOf(
      ...network,
      ...table({}).slice(2),
      pending(aws.endpoint("firewall", { vpcEndpointType: "GatewayLoadBalancer", subnetIds: ["outer-id"] })),
      depending(
        aws.route("out", { routeTableId: "table-id", destinationCidrBlock: everywhere, vpcEndpointId: unknown }),
        "vpcEndpointId",
        "firewall",
      ),
      innerHost(),
    ),
    "the interface of a group's launch template, by its dependency alone": stackOf(
      ...network,
      pending(aws.face("face", { subnetId: "outer-id" })),
      depending(
        aws.template("bots", { networkInterfaces: [{ networkInterfaceId: unknown }] }),
        "networkInterfaces",
        "face",
      ),
      aws.group("bots", { vpcZoneIdentifiers: ["outer-id"], launchTemplate: { id: "bots-id" } }),
    ),
    "the interface of a host that forwards": stackOf(
      ...network,
      aws.host("forwarder", { primaryNetworkInterface: { networkInterfaceId: unknown } }),
      ...inner({ instanceId: "forwarder-id" }),
      innerHost(),
    ),
    "whether a rule of a security group lets in or out": behind(
      {},
      aws.rule("either", { type: unknown, securityGroupId: "group-id", cidrBlocks: [everywhere] }),
    ),
    "whether a host behind a NAT gateway gets an address for another way beside it": stackOf(
      ...network,
      nat(),
      ...inner(toNat),
      aws.route("past", { routeTableId: "inner-table-id", destinationCidrBlock: "52.84.0.0/15", ...toInternet }),
      innerHost({ associatePublicIpAddress: unknown }),
    ),
    "an address, by the dependency of its association on the host alone": stackOf(
      ...network,
      pending(host()),
      depending(aws.bound("bound", { allocationId: "egress-id", instanceId: unknown }), "instanceId", "bot"),
    ),
    "a group's policy of mixed instances": stackOf(...network, fleet({ mixedInstancesPolicy: unknown })),
    "the interfaces of a launch template, in a subnet that hands addresses out": stackOf(
      ...generous,
      aws.template("bots", { networkInterfaces: unknown }),
      fleet({ launchTemplate: { id: "bots-id" } }),
    ),
    "a security group, by its dependency alone": stackOf(
      ...network,
      pending(aws.security("closed", {})),
      depending(
        host({ associatePublicIpAddress: true, vpcSecurityGroupIds: [unknown] }),
        "vpcSecurityGroupIds",
        "closed",
      ),
    ),
    "whose subnet an association is of, by its dependency alone": stackOf(
      home,
      pending(subnet("inner")),
      aws.table("table", { vpcId: "home-id" }),
      depending(aws.association("associated", { subnetId: unknown, routeTableId: "table-id" }), "subnetId", "inner"),
      depending(aws.host("bot", { subnetId: "subnet-9" }), "subnetId", "inner"),
    ),
    "the table of a route, by its dependency alone": stackOf(
      home,
      internet,
      subnet("inner"),
      pending(aws.table("table", { vpcId: "home-id" })),
      depending(
        aws.association("associated", { subnetId: "inner-id", routeTableId: "rtb-9" }),
        "routeTableId",
        "table",
      ),
      depending(
        aws.route("out", { routeTableId: unknown, destinationCidrBlock: everywhere, ...toInternet }),
        "routeTableId",
        "table",
      ),
      innerHost(),
    ),
    "the gateway of a route": stackOf(...network, ...inner({ gatewayId: unknown }), innerHost()),
    "the endpoint of a route to a prefix list": stackOf(
      ...network,
      ...inner({ vpcEndpointId: unknown }, { destinationPrefixListId: "pl-1" }),
      innerHost(),
    ),
    "a service's endpoint, by its dependency alone": stackOf(
      ...table({}),
      pending(aws.endpoint("storage", { vpcEndpointType: "Gateway" })),
      depending(
        aws.route("out", { routeTableId: "table-id", destinationPrefixListId: "pl-1", gatewayId: unknown }),
        "gatewayId",
        "storage",
      ),
      innerHost(),
    ),
    "the kind of a NAT gateway without an address": stackOf(
      ...network,
      aws.nat("nat", { subnetId: "outer-id", connectivityType: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "how far a NAT gateway without a subnet reaches": stackOf(
      ...network,
      aws.nat("nat", { allocationId: "egress-id", availabilityMode: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "the addresses of a regional NAT gateway": stackOf(
      ...network,
      aws.nat("nat", { availabilityMode: "regional", vpcId: "home-id", availabilityZoneAddresses: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "whether the host gets an address": stackOf(...network, host({ associatePublicIpAddress: unknown })),
    "the host's subnet": stackOf(...network, aws.host("bot", { subnetId: unknown })),
    "the route's target": stackOf(...network, ...inner({ natGatewayId: unknown }), innerHost()),
    "the routes of a table": stackOf(
      home,
      subnet("inner"),
      aws.table("table", { vpcId: "home-id", routes: unknown }),
      aws.association("associated", { subnetId: "inner-id", routeTableId: "table-id" }),
      innerHost(),
    ),
    "the destination of a route": stackOf(
      ...network,
      ...inner({ transitGatewayId: "tgw-1" }, { destinationCidrBlock: unknown }),
      innerHost(),
    ),
    "the address of the NAT gateway": stackOf(...network, nat({ allocationId: unknown }), ...inner(toNat), innerHost()),
    "the kind of the NAT gateway": stackOf(
      ...network,
      nat({ connectivityType: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "what the security group lets out": stackOf(
      ...network,
      aws.security("open", { egress: unknown }),
      host({ associatePublicIpAddress: true, vpcSecurityGroupIds: ["open-id"] }),
    ),
    "the routes that a VPN brings": stackOf(...table({ propagatingVgws: unknown }), innerHost()),
    "one of the routes of a table": stackOf(...table({ routes: [unknown] }), innerHost()),
    "a host's secondary networks": stackOf(...network, host({ secondaryNetworkInterfaces: unknown })),
    "a host's interfaces": stackOf(...network, aws.host("bot", { networkInterfaces: unknown })),
    "a host's first interface": stackOf(...network, aws.host("bot", { primaryNetworkInterface: unknown })),
    "a host's launch template": stackOf(...network, host({ launchTemplate: unknown })),
    "the interfaces of a group's launch template": groupOf({ networkInterfaces: unknown }),
    "an interface of a group's launch template": groupOf({ networkInterfaces: [{ networkInterfaceId: unknown }] }),
    "whether a group's hosts get addresses": groupOf({ networkInterfaces: [{ associatePublicIpAddress: unknown }] }),
    "a group's subnets": groupOf({}, { vpcZoneIdentifiers: unknown }),
    "a service's network": stackOf(...network, aws.service("bot", { networkConfiguration: unknown })),
    "whether a service's tasks get addresses": stackOf(
      ...network,
      aws.service("bot", { networkConfiguration: { subnets: ["outer-id"], assignPublicIp: unknown } }),
    ),
    "whether a subnet hands out addresses": stackOf(
      home,
      internet,
      subnet("outer", { mapPublicIpOnLaunch: unknown }),
      ...routed("outer", toInternet),
      host(),
    ),
    "whether a subnet gives IPv6 addresses": stackOf(
      home,
      internet,
      subnet("outer", { assignIpv6AddressOnCreation: unknown }),
      ...routed("outer", toInternet, { destinationIpv6CidrBlock: "::/0" }),
      host(),
    ),
    "whose subnet an association is of": stackOf(
      home,
      subnet("inner"),
      aws.association("associated", { subnetId: unknown, routeTableId: "rtb-0" }),
      innerHost(),
    ),
    "the table of an association": stackOf(
      home,
      subnet("inner"),
      aws.association("associated", { subnetId: "inner-id", routeTableId: unknown }),
      innerHost(),
    ),
    "the table of a route": stackOf(
      ...table({}),
      aws.route("out", { routeTableId: unknown, destinationCidrBlock: everywhere, transitGatewayId: "tgw-1" }),
      innerHost(),
    ),
    "a subnet's VPC": stackOf(aws.subnet("inner", { vpcId: unknown }), innerHost()),
    "the target of a route, another network": stackOf(...network, ...inner({ transitGatewayId: unknown }), innerHost()),
    "the kind of an endpoint": stackOf(
      ...network,
      aws.endpoint("firewall", { vpcEndpointType: unknown, subnetIds: ["inner-id"] }),
      ...inner({ vpcEndpointId: "firewall-id" }),
      innerHost(),
    ),
    "how far a NAT gateway reaches": stackOf(
      ...network,
      nat({ availabilityMode: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "the addresses of a NAT gateway in its zones": stackOf(
      ...network,
      nat({ availabilityZoneAddresses: unknown }),
      ...inner(toNat),
      innerHost(),
    ),
    "what a rule of a security group lets out": behind(
      {},
      aws.egressRule("out", { securityGroupId: "group-id", cidrIpv4: unknown }),
    ),
    "whose rule of a security group it is": behind(
      {},
      aws.egressRule("out", { securityGroupId: unknown, cidrIpv4: everywhere }),
    ),
    "a security group": stackOf(...network, host({ associatePublicIpAddress: true, vpcSecurityGroupIds: [unknown] })),
    "whether a function takes IPv6": stackOf(
      ...network,
      ...inner(toInternet, { destinationIpv6CidrBlock: "::/0" }),
      aws.lambda("report", { vpcConfig: { subnetIds: ["inner-id"], ipv6AllowedForDualStack: unknown } }),
    ),
    "a function's VPC": stackOf(aws.lambda("report", { vpcConfig: unknown })),
    "a declared address, by its dependency alone": stackOf(
      ...network.filter((one) => one !== egress),
      { ...egress, outputs: {} },
      host(),
      { ...ofHost, props: { allocationId: unknown, instanceId: "bot-id" }, dependencies: { allocationId: ["egress"] } },
    ),
  },
  absent: {
    "a NAT gateway without an address": [
      stackOf(...network, aws.nat("nat", { subnetId: "outer-id" }), ...inner(toNat), innerHost()),
      leaves(`${innerWay} → NAT gateway nat → subnet outer → route ${everywhere} → internet gateway internet`, chosen),
    ],
    "a group without a launch template starts nothing": stackOf(
      aws.group("bots", { vpcZoneIdentifiers: ["subnet-0"] }),
    ),
  },
  secret: {
    "ids marked secret": stackOf(
      ...network,
      aws.host("bot", { subnetId: secret("outer-id") }),
      aws.bound("bound", { allocationId: secret("egress-id"), instanceId: "bot-id" }),
    ),
    "an automatic address, marked secret": [
      stackOf(...network, host({ associatePublicIpAddress: secret(true) })),
      leaves(outerWay, chosen),
    ],
  },
  notApplicable: {
    "a stack without a bot": [new GivenStack([aws.host("web", {})]), "no bot"],
  },
});

test.each([
  ["its primary one", "primaryNetworkInterface", { networkInterfaceId: unknown }],
  ["one of a list", "networkInterfaces", [{ deviceIndex: 0, networkInterfaceId: unknown }]],
  ["a list", "networkInterfaces", unknown],
])(
  "network-egress-is-static knows in a preview whose interface it is, by the dependency of %s",
  async (_, property, value) => {
    const stack = stackOf(
      ...connected,
      subnet("inner"),
      pending(aws.face("face", { subnetId: "inner-id" })),
      depending(aws.host("bot", { [property]: value }), property, "face"),
    );
    const { violations } = await judge(egressIsStatic, stack, true);
    expect(violations.map(({ message }) => message)).toEqual([
      leaves(`host bot → interface face → ${connectedWay}`, unseen),
    ]);
  },
);

test("network-egress-is-static takes addresses, gateways and subnets that its setting declares", async () => {
  const { validateStack, ...sdk } = egressIsStatic.sdk as StackValidationPolicy;
  const judged = async (declared: readonly string[], ...resources: readonly StackResourceSample[]) => {
    configureStack(bot);
    for (const one of resources) await analyze([], one);
    const policy: StackValidationPolicy = {
      ...sdk,
      validateStack: (args, report) =>
        validateStack({ ...args, getConfig: (() => ({ declared })) as typeof args.getConfig }, report),
    };
    const samples = resources.map((one) => ({ ...one, props: { ...(one.props as Raw), ...one.outputs } }));
    return (await analyzeStack([policy], samples)).violations.length;
  };
  const foreign = [...network, ...inner({ natGatewayId: "nat-0" }), innerHost()];
  expect(await judged(["nat-0"], ...foreign)).toBe(0);
  expect(await judged(["nat-1"], ...foreign)).toBe(1);
  expect(await judged(["subnet-0"], aws.host("bot", { subnetId: "subnet-0" }))).toBe(0);
  const bound = aws.bound("bound", { allocationId: "eipalloc-1", instanceId: "bot-id" });
  expect(await judged(["eipalloc-1"], ...network, host(), bound)).toBe(0);
  const six = [home, internet, subnet("outer"), ...routed("outer", toInternet, { destinationIpv6CidrBlock: "::/0" })];
  expect(await judged(["2001:db8::7"], ...six, host({ ipv6Addresses: ["2001:db8::7"] }))).toBe(0);
  expect(await judged(["2001:db8::7"], ...six, host({ ipv6Addresses: ["2001:db8::7", "2001:db8::8"] }))).toBe(1);
});

describe("in a stack that joins another's VPC", () => {
  const joining = { config: { "bulkhead:bot": "grid", "bulkhead:vpc": "shared:owner/3" } };
  const judged = async (stack: { config: Record<string, string> }, ...resources: readonly StackResourceSample[]) => {
    configureStack(stack);
    for (const one of resources) await analyze([], one);
    const samples = resources.map((one) => ({ ...one, props: { ...(one.props as Raw), ...one.outputs } }));
    const { violations } = await analyzeStack([egressIsStatic.sdk], samples);
    return violations.map(({ message }) => message.split(/ leaves | goes /u)[1]);
  };
  const foreign = [...network, ...inner({ natGatewayId: "nat-0" }), innerHost()];

  test("the way out is the NAT gateway of that VPC", async () => {
    expect(await judged(joining, ...foreign)).toEqual([]);
  });

  test.each(["own", "shared", "shared:owner", "shared:owner/x", "shared:/1"])(
    "it is none where configuration says %s",
    async (vpc) => {
      const config = { "bulkhead:bot": "grid", "bulkhead:vpc": vpc };
      expect(await judged({ config }, ...foreign)).toHaveLength(1);
    },
  );

  test("there is one such gateway, and no other way beside it", async () => {
    const second = [
      subnet("more"),
      ...routed("more", { natGatewayId: "nat-1" }),
      aws.host("bot-2", { subnetId: "more-id" }),
    ];
    expect(await judged(joining, ...foreign, ...second)).toHaveLength(2);
    const bare = aws.route("bare", {
      routeTableId: "inner-table-id",
      destinationCidrBlock: "1.0.0.0/8",
      ...toInternet,
    });
    expect(await judged(joining, ...foreign, bare)).toEqual([expect.stringContaining("past the NAT")]);
    const past = aws.route("past", {
      routeTableId: "inner-table-id",
      destinationCidrBlock: "1.0.0.0/8",
      vpcPeeringConnectionId: "pcx-0",
    });
    expect(await judged(joining, ...foreign, past)).toEqual([expect.stringContaining(unseen)]);
    expect(await judged(joining, ...foreign, bare, ofHost)).toEqual([
      "by 2 addresses, egress and the shared NAT gateway's, expected one.",
    ]);
    const own = aws.bound("bound", { allocationId: "egress-id", instanceId: "inner-bot-id" });
    expect(await judged(joining, ...foreign, bare, own)).toHaveLength(1);
    const peering = [...network, ...inner({ vpcPeeringConnectionId: "pcx-0" }), innerHost()];
    expect(await judged(joining, ...peering)).toHaveLength(1);
    const forwarder = [...network, ...inner({ networkInterfaceId: "eni-0" }), innerHost()];
    expect(await judged(joining, ...forwarder)).toHaveLength(1);
  });
});

import { reachesInternet } from "./ip-range";
import { type Link, Links } from "./links";
import type { Resource, WholeStack } from "./policy";
import { itemsOf, type Value } from "./reader";

/** One way by which traffic can leave, from what sends it to the address that the world sees. */
export interface Way {
  /** The host, interface, function, service or group that sends. */
  readonly sender: Resource;
  /** The host that an interface is of, or the sender itself: all interfaces of a host send for it. */
  readonly source: Resource;
  /** `host bot`, `subnet a`, `route 0.0.0.0/0`, `NAT gateway n`. */
  readonly trail: readonly string[];
  /** How it leaves, if not by a declared address: completes "leaves". */
  readonly fault?: string;
  /** The Elastic IP of the stack that it leaves by. */
  readonly by?: Resource;
  /** Id of the NAT gateway outside the stack that it leaves by. */
  readonly beyond?: string | undefined;
  /** It comes to the internet without an address, and so leaves only once something gives it one. */
  readonly bare?: true;
  /** Values that it rests on and that are not known yet. */
  readonly open?: readonly Value[];
}

type Family = "IPv4" | "IPv6";
type Step = Omit<Way, "sender" | "source">;

/** True, false, or the values that will tell. */
type Answer = boolean | readonly Value[];

const instance = "aws:ec2/instance:Instance";
const spot = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";
const attachments = [
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
  "aws-native:ec2:NetworkInterfaceAttachment",
] as const;
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const configuration = "aws:ec2/launchConfiguration:LaunchConfiguration";
const group = "aws:autoscaling/group:Group";
const lambda = "aws:lambda/function:Function";
const service = "aws:ecs/service:Service";
const vpc = "aws:ec2/vpc:Vpc";
const defaultVpc = "aws:ec2/defaultVpc:DefaultVpc";
const subnet = "aws:ec2/subnet:Subnet";
const defaultSubnet = "aws:ec2/defaultSubnet:DefaultSubnet";
const routeTable = "aws:ec2/routeTable:RouteTable";
const defaultRouteTable = "aws:ec2/defaultRouteTable:DefaultRouteTable";
const route = "aws:ec2/route:Route";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const mainAssociation = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
const propagation = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";
const vpnGateway = "aws:ec2/vpnGateway:VpnGateway";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const natGateway = "aws:ec2/natGateway:NatGateway";
const natAddress = "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation";
const eip = "aws:ec2/eip:Eip";
const eipAssociation = "aws:ec2/eipAssociation:EipAssociation";
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const groupRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** What starts hosts in ways that are not followed here. */
const unfollowed = [
  "aws:ec2/fleet:Fleet",
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
] as const;

/** Gateways to other networks, whose own way out is theirs, by the property that names them. */
const otherNetworks: Readonly<Record<string, string>> = {
  transitGatewayId: "transit gateway",
  vpcPeeringConnectionId: "peering connection",
  coreNetworkArn: "core network",
  localGatewayId: "local gateway",
  carrierGatewayId: "carrier gateway",
  odbNetworkArn: "ODB network",
};

const chosenByAws = "by an address that AWS chooses";
const unseen = "by a way that is not in this stack";
const undeclared = "by an address that is neither in this stack nor declared";

/** Something that sends packets from a subnet: a host's interface, a function, a NAT gateway. */
interface Carrier {
  readonly resource: Resource;
  readonly trail: readonly string[];
  /** Where it is; undefined: in a default subnet. */
  readonly place: Link | undefined;
  /** Elastic IPs that are bound to it. */
  readonly addresses: readonly Link[];
  /** Whether it gets a public IPv4 address from AWS; undefined: the subnet says. */
  readonly automatic: Answer | undefined;
  /** Its IPv6 addresses: the values that give it some, or ask for them. */
  readonly ipv6: readonly Value[];
}

/**
 * Every way out of a stack, over its interfaces, subnets, route tables, NAT gateways, addresses and security groups.
 * A way out is a route to addresses of the internet, whatever its prefix: `0.0.0.0/0`, its halves, an exchange's range
 * or a prefix list, whose content is not looked at. Each has to leave by an Elastic IP of the stack, or by what `declared`
 * names: ids or addresses outside it. Routes to private ranges stay inside, and what another network does with traffic
 * that is sent to its proxies is not seen. What cannot be followed is no pass: it is a fault.
 */
export class Routes {
  readonly #links: Links;
  /** By URN of an interface, the host that it is of, and whether it is that host's first. */
  readonly #hosts = new Map<string, { readonly host: Resource; readonly first: boolean }>();
  /** By URN of an interface, values that may yet turn out to name its host. */
  readonly #mayBeOf = new Map<string, readonly Value[]>();

  constructor(
    private readonly whole: WholeStack,
    private readonly declared: ReadonlySet<string | undefined>,
  ) {
    this.#links = new Links(whole);
    for (const host of whole.ofType(instance, spot)) {
      for (const { link, first } of this.#interfacesOf(host)) {
        if (link.kind === "resource" && !this.#hosts.has(link.resource.urn)) {
          this.#hosts.set(link.resource.urn, { host, first });
        }
      }
    }
    for (const face of whole.ofType(networkInterface)) {
      for (const one of itemsOf(face.inputs.at("attachments")))
        this.#attach(face, face, "attachments", one, "instance");
    }
    for (const one of whole.ofType(...attachments)) {
      const named = one.inputs.at("networkInterfaceId");
      for (const link of this.#links.of(one, "networkInterfaceId", named, networkInterface)) {
        if (link.kind === "resource") this.#attach(link.resource, one, "instanceId", one.inputs, "instanceId");
      }
    }
  }

  /** Notes the host that an attachment of an interface names. */
  #attach(face: Resource, from: Resource, property: string, attachment: Value, name: "instance" | "instanceId"): void {
    const index = attachment.at("deviceIndex");
    for (const link of this.#links.of(from, property, attachment.at(name), instance, spot)) {
      if (link.kind === "open") this.#mayBeOf.set(face.urn, [...(this.#mayBeOf.get(face.urn) ?? []), link.value]);
      if (link.kind !== "resource" || this.#hosts.has(face.urn)) continue;
      this.#hosts.set(face.urn, { host: link.resource, first: !index.unknown && index.is(0) });
    }
  }

  ways(): readonly Way[] {
    const senders: (readonly [Resource, readonly Step[]])[] = [];
    for (const one of this.whole.ofType(instance, spot)) senders.push([one, this.#ofHost(one)]);
    for (const one of this.whole.ofType(networkInterface)) {
      const own = this.#ofCarrier(this.#interface(one), this.#groups(one, "securityGroups", one.inputs));
      const open = this.#mayBeOf.get(one.urn);
      senders.push([one, open === undefined ? own : [...own, { trail: [`interface ${one.name}`], open }]]);
    }
    for (const one of this.whole.ofType(group)) senders.push([one, this.#ofGroup(one)]);
    for (const one of this.whole.ofType(lambda)) senders.push([one, this.#ofFunction(one)]);
    for (const one of this.whole.ofType(service)) senders.push([one, this.#ofService(one)]);
    for (const one of this.whole.ofType(...unfollowed)) {
      senders.push([one, [{ trail: [one.name], fault: "by ways that this policy does not follow" }]]);
    }
    return senders.flatMap(([sender, steps]) => {
      const source = this.#hosts.get(sender.urn)?.host ?? sender;
      return steps.map((step) => ({ sender, source, ...step }));
    });
  }

  // ---- What sends

  #ofHost(host: Resource): readonly Step[] {
    const trail = [`host ${host.name}`];
    const attached = this.#interfacesOf(host);
    const own = attached.flatMap(({ link }) => this.#byInterface(link, trail));
    if (host.inputs.at("secondaryNetworkInterfaces").items().length > 0)
      own.push({ trail: [...trail, "secondary network"], fault: unseen });
    if (attached.length > 0) return own;
    const templates = this.#templatesOf(host, "launchTemplate", host.inputs.at("launchTemplate"));
    return [...own, ...this.#launched(host, trail, this.#place(host, "subnetId"), templates)];
  }

  /** By an interface that was made apart from the host. Those of the stack are judged as what they are. */
  #byInterface(link: Link, trail: readonly string[]): Step[] {
    return link.kind === "resource" ? rests(link, trail) : [...this.#elsewhere(link.value, [...trail, "interface"])];
  }

  /** Interfaces that a host gets from outside, and whether they are its first. */
  #interfacesOf(host: Resource): readonly { readonly link: Link; readonly first: boolean }[] {
    const primary = host.inputs.at("primaryNetworkInterface");
    const given = host.inputs.at("networkInterfaces");
    const links = (property: string, value: Value): readonly Link[] =>
      this.#links.of(host, property, value, networkInterface);
    const first = links("primaryNetworkInterface", primary.at("networkInterfaceId"));
    const more = itemsOf(given).flatMap((one) => {
      const index = one.at("deviceIndex");
      const isFirst = !index.unknown && (index.absent || index.is(0));
      return links("networkInterfaces", one.at("networkInterfaceId")).map((link) => ({ link, first: isFirst }));
    });
    return [...first.map((link) => ({ link, first: true })), ...more];
  }

  #interface(one: Resource): Carrier {
    const host = this.#hosts.get(one.urn);
    const ofHost = host?.first === true ? this.#addressesOf(host.host) : [];
    return {
      resource: one,
      trail: [...(host === undefined ? [] : [`host ${host.host.name}`]), `interface ${one.name}`],
      place: this.#place(one, "subnetId"),
      addresses: [...this.#addressesOf(one), ...ofHost],
      // What exists before its host gets none by itself.
      automatic: false,
      ipv6: ipv6Of(one.inputs),
    };
  }

  #ofGroup(one: Resource): readonly Step[] {
    const { inputs } = one;
    const trail = [`Auto Scaling group ${one.name}`];
    const mixed = inputs.at("mixedInstancesPolicy", "launchTemplate");
    const templates = [
      ...this.#templatesOf(one, "launchTemplate", inputs.at("launchTemplate")),
      ...this.#templatesOf(one, "mixedInstancesPolicy", mixed.at("launchTemplateSpecification")),
      ...(mixed.unknown ? [] : mixed.at("overrides").items()).flatMap((override) =>
        this.#templatesOf(one, "mixedInstancesPolicy", override.at("launchTemplateSpecification")),
      ),
      ...this.#links.of(one, "launchConfiguration", inputs.at("launchConfiguration"), configuration),
    ];
    const zones = this.#links.of(one, "vpcZoneIdentifiers", inputs.at("vpcZoneIdentifiers"), subnet, defaultSubnet);
    const places = zones.length > 0 ? zones : [undefined];
    return templates.flatMap((link) => places.flatMap((place) => this.#launched(one, trail, place, [link])));
  }

  /** A host that starts in a subnet with an interface of its own: as it says itself, and else as its launch template says. */
  #launched(
    one: Resource,
    trail: readonly string[],
    place: Link | undefined,
    templates: readonly Link[],
  ): readonly Step[] {
    const steps: Step[] = [];
    const from: Resource[] = [];
    for (const link of templates) {
      if (link.kind === "resource") {
        from.push(link.resource);
        steps.push(...rests(link, trail));
      } else steps.push(...this.#elsewhere(link.value, [...trail, "launch template"]));
    }
    const base = { resource: one, trail, addresses: this.#addressesOf(one) };
    const said = automaticOf(one.inputs);
    const own = { ipv6: ipv6Of(one.inputs), groups: this.#groups(one, "vpcSecurityGroupIds", one.inputs) };
    if (from.length === 0) {
      return [...steps, ...this.#ofCarrier({ ...base, place, automatic: said, ipv6: own.ipv6 }, own.groups)];
    }
    for (const source of from) {
      const listed = source.inputs.at("networkInterfaces");
      if (listed.unknown) {
        steps.push({ trail, open: [listed] });
        continue;
      }
      // A launch configuration says it at the top.
      const interfaces = listed.items().length > 0 ? listed.items() : [source.inputs];
      for (const face of interfaces) {
        const existing = face.at("networkInterfaceId");
        if (existing.unknown || (existing.text ?? "") !== "") {
          for (const link of this.#links.of(source, "networkInterfaces", existing, networkInterface)) {
            steps.push(...this.#byInterface(link, trail));
          }
          continue;
        }
        const [placed] = this.#links.of(source, "networkInterfaces", face.at("subnetId"), subnet, defaultSubnet);
        const property = face === source.inputs ? "securityGroups" : "networkInterfaces";
        const groups = [
          ...this.#links.of(source, property, face.at("securityGroups"), securityGroup, defaultGroup),
          ...this.#groups(source, "vpcSecurityGroupIds", source.inputs),
          ...own.groups,
        ];
        const automatic = said ?? automaticOf(face);
        const ipv6 = [...ipv6Of(face), ...own.ipv6];
        steps.push(...this.#ofCarrier({ ...base, place: place ?? placed, automatic, ipv6 }, groups));
      }
    }
    return steps;
  }

  #ofFunction(one: Resource): readonly Step[] {
    const trail = [`function ${one.name}`];
    const inside = one.inputs.at("vpcConfig");
    const places = this.#links.of(one, "vpcConfig", inside.at("subnetIds"), subnet, defaultSubnet);
    if (places.length === 0) return [{ trail, fault: "by addresses of AWS's own, since it is in no VPC" }];
    const groups = this.#links.of(one, "vpcConfig", inside.at("securityGroupIds"), securityGroup, defaultGroup);
    const dual = inside.at("ipv6AllowedForDualStack");
    const ipv6 = dual.unknown || dual.is(true) ? [dual] : [];
    return places.flatMap((place) =>
      this.#ofCarrier({ resource: one, trail, place, addresses: [], automatic: false, ipv6 }, groups),
    );
  }

  #ofService(one: Resource): readonly Step[] {
    const trail = [`service ${one.name}`];
    const network = one.inputs.at("networkConfiguration");
    const groups = this.#links.of(
      one,
      "networkConfiguration",
      network.at("securityGroups"),
      securityGroup,
      defaultGroup,
    );
    const automatic = answer(network.at("assignPublicIp"));
    // Without a network of their own, its tasks leave by the hosts that they are on.
    return this.#links
      .of(one, "networkConfiguration", network.at("subnets"), subnet, defaultSubnet)
      .flatMap((place) => this.#ofCarrier({ resource: one, trail, place, addresses: [], automatic, ipv6: [] }, groups));
  }

  #templatesOf(from: Resource, property: string, specification: Value): readonly Link[] {
    const names = ["id", "launchTemplateId", "name", "launchTemplateName"].map((name) => specification.at(name));
    const value = names.find((name) => name.unknown || (name.text ?? "") !== "");
    return value === undefined ? [] : this.#links.of(from, property, value, template);
  }

  #groups(from: Resource, property: string, place: Value): readonly Link[] {
    return this.#links.of(from, property, place.at(property), securityGroup, defaultGroup);
  }

  #place(from: Resource, property: string): Link | undefined {
    return this.#links.of(from, property, from.inputs.at(property), subnet, defaultSubnet)[0];
  }

  /** Elastic IPs that are bound to an interface or to a host. */
  #addressesOf(one: Resource): readonly Link[] {
    const namings = (type: string, ...properties: readonly string[]) =>
      properties.flatMap((property) => this.#links.to(one, property, type));
    return [
      ...namings(eipAssociation, "instanceId", "networkInterfaceId").flatMap(({ from, certain, value }) => {
        const named = ["allocationId", "publicIp"].flatMap((property) =>
          this.#links.of(from, property, from.inputs.at(property), eip),
        );
        return certain ? named : named.map((link) => (link.kind === "resource" ? { ...link, certain, value } : link));
      }),
      ...namings(eip, "instance", "networkInterface").map(({ from, certain, value }): Link => ({
        kind: "resource",
        resource: from,
        certain,
        value,
      })),
    ];
  }

  // ---- Where its packets go

  #ofCarrier(carrier: Carrier, groups: readonly Link[]): readonly Step[] {
    const steps = this.#leave(carrier, new Set([carrier.resource.urn]));
    // Where nothing is let out, no route matters.
    const out = groups.length === 0 || this.#letOut(groups);
    if (out === false) return [];
    return out === true
      ? steps
      : steps.map((step) => (step.fault === undefined ? step : { trail: step.trail, open: out }));
  }

  #leave(carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const { place, trail } = carrier;
    if (place === undefined) {
      return this.#outOfDefault(
        { ...carrier, trail: [...trail, "default subnet"], automatic: carrier.automatic ?? true },
        passed,
      );
    }
    if (place.kind === "open") return [{ trail, open: [place.value] }];
    if (place.kind === "elsewhere") return this.#fromForeignSubnet(carrier, place.value, passed);
    const { resource } = place;
    const uncertain = rests(place, trail);
    const maps = resource.inputs.at("mapPublicIpOnLaunch");
    const handsOut = !maps.unknown && maps.absent ? resource.type === defaultSubnet : answer(maps);
    const assigns = ["assignIpv6AddressOnCreation", "ipv6Native"]
      .map((property) => resource.inputs.at(property))
      .filter((value) => value.unknown || value.is(true));
    const there: Carrier = {
      ...carrier,
      trail: [...trail, `subnet ${resource.name}`],
      automatic: carrier.automatic ?? handsOut,
      // NAT gateways have none.
      ipv6: carrier.resource.type === natGateway ? [] : [...carrier.ipv6, ...assigns],
    };
    return [...uncertain, ...this.#outOfSubnet(resource, there, passed)];
  }

  #fromForeignSubnet(carrier: Carrier, value: Value, passed: ReadonlySet<string>): readonly Step[] {
    const trail = [...carrier.trail, "subnet"];
    const associated = this.whole
      .ofType(association)
      .filter(({ inputs }) => !inputs.at("subnetId").unknown && inputs.at("subnetId").text === value.text);
    // Whether it hands out addresses cannot be seen.
    if (carrier.automatic === undefined || associated.length === 0) return this.#elsewhere(value, trail);
    return associated.flatMap((one) => this.#byAssociated(one, { ...carrier, trail }, passed));
  }

  #outOfSubnet(resource: Resource, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const associated = this.#links.to(resource, "subnetId", association);
    if (associated.length > 0) {
      return associated.flatMap(({ from, certain, value }) => [
        ...(certain ? [] : [{ trail: carrier.trail, open: [value] }]),
        ...this.#byAssociated(from, carrier, passed),
      ]);
    }
    const open = this.#links.mayName(resource.type, "subnetId", association);
    if (open.length > 0) return [{ trail: carrier.trail, open }];
    if (resource.type === defaultSubnet) return this.#outOfDefault(carrier, passed);
    const [home] = this.#links.of(resource, "vpcId", resource.inputs.at("vpcId"), vpc, defaultVpc);
    const main = { ...carrier, trail: [...carrier.trail, "main route table"] };
    if (home === undefined) return [{ trail: main.trail, fault: unseen }];
    if (home.kind === "open") return [{ trail: main.trail, open: [home.value] }];
    if (home.kind === "elsewhere") return this.#elsewhere(home.value, main.trail);
    return [...rests(home, main.trail), ...this.#byMain(home.resource, main, passed)];
  }

  /** By the table that an association, of a subnet or as a VPC's main one, names. */
  #byAssociated(from: Resource, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const value = from.inputs.at("routeTableId");
    return this.#links
      .of(from, "routeTableId", value, routeTable, defaultRouteTable, vpc, defaultVpc)
      .flatMap((link) =>
        link.kind === "resource"
          ? [...rests(link, carrier.trail), ...this.#byTable(link.resource, carrier, passed)]
          : this.#elsewhere(link.value, [...carrier.trail, "route table"]),
      );
  }

  /** By a VPC's main table: its own, unless another has been put in its place. */
  #byMain(home: Resource, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const other = this.#links.to(home, "vpcId", mainAssociation);
    if (other.length > 0) return other.flatMap(({ from }) => this.#byAssociated(from, carrier, passed));
    return this.#byTable(home, carrier, passed);
  }

  /** By a route table, or by the one that came with a VPC. */
  #byTable(table: Resource, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const adopted = this.#links.to(table, "defaultRouteTableId", defaultRouteTable).map(({ from }) => from);
    return [
      ...(adopted.length === 0 && table.type === defaultVpc ? this.#outOfDefault(carrier, passed) : []),
      // A table that is adopted names itself.
      ...[...new Set([...adopted, table])].flatMap((one) => this.#byRoutes(one, carrier, passed)),
    ];
  }

  /** AWS's default VPC has a route to an internet gateway from the start. */
  #outOfDefault(carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const [home] = this.whole.ofType(defaultVpc);
    if (home !== undefined && this.#links.to(home, "defaultRouteTableId", defaultRouteTable).length > 0)
      return this.#byMain(home, carrier, passed);
    const trail = [...carrier.trail, "route 0.0.0.0/0", "internet gateway of the default VPC"];
    return this.#intoInternet({ ...carrier, trail }, "IPv4");
  }

  #byRoutes(table: Resource, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const steps: Step[] = [];
    const inline = table.inputs.at("routes");
    if (inline.unknown) steps.push({ trail: carrier.trail, open: [inline] });
    else for (const one of inline.items()) steps.push(...this.#byRoute(table, one, "routes", carrier, passed));
    for (const { from, certain, value } of this.#links.to(table, "routeTableId", route)) {
      if (!certain) steps.push({ trail: carrier.trail, open: [value] });
      steps.push(...this.#byRoute(from, from.inputs, undefined, carrier, passed));
    }
    for (const value of this.#links.mayName(table.type, "routeTableId", route)) {
      steps.push({ trail: carrier.trail, open: [value] });
    }
    const learnt = table.inputs.at("propagatingVgws");
    for (const value of [
      ...itemsOf(learnt),
      ...this.#links.to(table, "routeTableId", propagation).map(({ from }) => from.inputs.at("vpnGatewayId")),
    ]) {
      steps.push(...this.#elsewhere(value, [...carrier.trail, "routes that a VPN brings"]));
    }
    return steps;
  }

  /** One route: a resource, or one of the list in a route table (`list` is that property). */
  #byRoute(
    from: Resource,
    one: Value,
    list: string | undefined,
    carrier: Carrier,
    passed: ReadonlySet<string>,
  ): readonly Step[] {
    const destination = destinationOf(one);
    if (destination === undefined) return [];
    const { family, shown, open } = destination;
    const trail = [...carrier.trail, `route ${shown}`];
    const here = { ...carrier, trail };
    const target = (property: string, ...types: readonly string[]): readonly Link[] =>
      this.#links.of(from, list ?? property, one.at(property), ...types);
    const steps: Step[] = [];
    for (const link of target("natGatewayId", natGateway)) {
      steps.push(...this.#byNext(link, "NAT gateway", here, passed, (next) => this.#nat(next, trail)));
    }
    // Without an IPv6 address nothing else takes an IPv6 route; a NAT gateway makes IPv4 of what comes to it.
    if (family === "IPv4" || carrier.ipv6.length > 0) {
      for (const link of target("gatewayId", internetGateway, vpnGateway, endpoint)) {
        steps.push(...this.#byGateway(link, family, here, passed));
      }
      for (const link of target("vpcEndpointId", endpoint)) {
        steps.push(...this.#byEndpoint(link, here, passed));
      }
      for (const property of ["networkInterfaceId", "instanceId"]) {
        for (const link of target(property, networkInterface, instance, spot)) {
          steps.push(...this.#byNext(link, "interface", here, passed, (next) => this.#forwarder(next, trail)));
        }
      }
      const only = one.at("egressOnlyGatewayId");
      if (only.unknown || (only.text ?? "") !== "") {
        steps.push(...this.#intoInternet({ ...here, trail: [...trail, "egress-only internet gateway"] }, "IPv6"));
      }
      for (const [property, name] of Object.entries(otherNetworks)) {
        const value = one.at(property);
        if (value.unknown || (value.text ?? "") !== "") steps.push(...this.#elsewhere(value, [...trail, name]));
      }
    }
    // Where the destination is not known yet, nothing is certain.
    return open === undefined ? steps : steps.map((step) => ({ trail: step.trail, open: [open] }));
  }

  #byGateway(link: Link, family: Family, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const { trail } = carrier;
    if (link.kind === "open") return [{ trail, open: [link.value] }];
    if (link.kind === "resource") {
      const { type, name } = link.resource;
      if (type === endpoint) return this.#byEndpoint(link, carrier, passed);
      if (type === vpnGateway) return [{ trail: [...trail, `VPN gateway ${name}`], fault: unseen }];
      return [
        ...rests(link, trail),
        ...this.#intoInternet({ ...carrier, trail: [...trail, `internet gateway ${name}`] }, family),
      ];
    }
    const id = link.value.text ?? "";
    if (id === "local") return [];
    if (id.startsWith("vpce-")) return this.#byEndpoint(link, carrier, passed);
    if (id.startsWith("igw-")) return this.#intoInternet({ ...carrier, trail: [...trail, "internet gateway"] }, family);
    return this.#elsewhere(link.value, [...trail, id.startsWith("vgw-") ? "VPN gateway" : "gateway"]);
  }

  /** An endpoint of a firewall hands packets on by the routes of its own subnet; one of a service keeps them in AWS. */
  #byEndpoint(link: Link, carrier: Carrier, passed: ReadonlySet<string>): readonly Step[] {
    const { trail } = carrier;
    if (link.kind === "open") return [{ trail, open: [link.value] }];
    if (link.kind === "elsewhere") return this.#elsewhere(link.value, [...trail, "VPC endpoint"]);
    const { resource } = link;
    const type = resource.inputs.at("vpcEndpointType");
    if (type.unknown) return [{ trail, open: [type] }];
    const uncertain = rests(link, trail);
    if (!type.is("GatewayLoadBalancer") || passed.has(resource.urn)) return uncertain;
    const next = [...trail, `VPC endpoint ${resource.name}`];
    const places = this.#links.of(resource, "subnetIds", resource.inputs.at("subnetIds"), subnet, defaultSubnet);
    return [
      ...uncertain,
      ...places.flatMap((place) => this.#leave({ ...carrier, trail: next, place }, new Set([...passed, resource.urn]))),
    ];
  }

  #byNext(
    link: Link,
    kind: string,
    carrier: Carrier,
    passed: ReadonlySet<string>,
    carry: (next: Resource) => Carrier | readonly Step[],
  ): readonly Step[] {
    const { trail } = carrier;
    if (link.kind !== "resource") {
      const beyond = kind === "NAT gateway" && link.kind === "elsewhere" ? link.value.text : undefined;
      return this.#elsewhere(link.value, [...trail, kind]).map((step) => ({ ...step, beyond }));
    }
    // Packets that go round in a circle do not leave.
    if (passed.has(link.resource.urn)) return [];
    const next = carry(link.resource);
    const ways = "trail" in next ? this.#leave(next, new Set([...passed, link.resource.urn])) : next;
    return [...rests(link, trail), ...ways];
  }

  #forwarder(next: Resource, trail: readonly string[]): Carrier | readonly Step[] {
    if (next.type === networkInterface)
      return { ...this.#interface(next), trail: [...trail, `interface ${next.name}`] };
    const here = [...trail, `host ${next.name}`];
    const first = this.#interfacesOf(next).find(({ first: is }) => is)?.link;
    if (first !== undefined)
      return first.kind === "resource"
        ? { ...this.#interface(first.resource), trail: here }
        : this.#elsewhere(first.value, [...here, "interface"]);
    return {
      resource: next,
      trail: here,
      place: this.#place(next, "subnetId"),
      addresses: this.#addressesOf(next),
      automatic: automaticOf(next.inputs),
      ipv6: ipv6Of(next.inputs),
    };
  }

  #nat(nat: Resource, before: readonly string[]): Carrier | readonly Step[] {
    const trail = [...before, `NAT gateway ${nat.name}`];
    const { inputs } = nat;
    const [kind, mode] = [inputs.at("connectivityType"), inputs.at("availabilityMode")];
    const undecided = [kind, mode].filter((value) => value.unknown);
    if (undecided.length > 0) return [{ trail, open: undecided }];
    const addresses = ["allocationId", "secondaryAllocationIds"].flatMap((property) =>
      this.#links.of(nat, property, inputs.at(property), eip),
    );
    for (const { from } of this.#links.to(nat, "natGatewayId", natAddress)) {
      addresses.push(...this.#links.of(from, "allocationId", from.inputs.at("allocationId"), eip));
    }
    // One that is given to a NAT gateway that nothing tells yet may be for this one.
    for (const from of this.whole.ofType(natAddress)) {
      const named = this.#links.of(from, "natGatewayId", from.inputs.at("natGatewayId"), natGateway);
      addresses.push(...named.filter(({ kind }) => kind === "open"));
    }
    const zones = inputs.at("availabilityZoneAddresses");
    if (zones.unknown) addresses.push({ kind: "open", value: zones });
    else {
      for (const zone of zones.items()) {
        addresses.push(...this.#links.of(nat, "availabilityZoneAddresses", zone.at("allocationIds"), eip));
      }
    }
    const isPrivate = kind.is("private");
    // Without addresses AWS brings its own; a regional gateway adds more of them whenever it likes.
    const automatic = !isPrivate && addresses.length === 0;
    const carrier = {
      resource: nat,
      trail,
      place: undefined,
      addresses: isPrivate ? [] : addresses,
      automatic,
      ipv6: [],
    };
    if (mode.is("regional")) return this.#intoInternet(carrier, "IPv4");
    const place = this.#place(nat, "subnetId");
    if (place === undefined) return [{ trail, fault: unseen }];
    return { ...carrier, place };
  }

  // ---- What the world sees

  #intoInternet(carrier: Carrier, family: Family): readonly Step[] {
    const { trail, automatic, addresses, ipv6 } = carrier;
    if (family === "IPv6") {
      return ipv6.flatMap((value): readonly Step[] => {
        if (value.unknown) return [{ trail, open: [value] }];
        const named = value.items().every((one) => !one.unknown && this.declared.has(one.text));
        return named ? [] : [{ trail, fault: "by an IPv6 address that is not declared" }];
      });
    }
    const steps: Step[] = [];
    if (automatic === false && addresses.length === 0) steps.push({ trail, bare: true });
    if (automatic === true) steps.push({ trail, fault: chosenByAws });
    else if (typeof automatic === "object") steps.push({ trail, open: automatic });
    for (const link of addresses) {
      if (link.kind === "open") steps.push({ trail, open: [link.value] });
      else if (link.kind === "resource") steps.push(...rests(link, trail), { trail, by: link.resource });
      else if (!this.declared.has(link.value.text)) steps.push({ trail, fault: undeclared });
    }
    return steps;
  }

  /** Something outside the stack: fine where the setting names it. */
  #elsewhere(value: Value, trail: readonly string[]): readonly Step[] {
    if (value.unknown) return [{ trail, open: [value] }];
    return this.declared.has(value.text) ? [] : [{ trail, fault: unseen }];
  }

  /** Whether security groups let anything out to the internet. */
  #letOut(groups: readonly Link[]): Answer {
    const open: Value[] = [];
    for (const link of groups) {
      if (link.kind === "elsewhere") return true;
      if (link.kind === "open") open.push(link.value);
      if (link.kind !== "resource") continue;
      const { resource, certain, value: group } = link;
      if (!certain) open.push(group);
      const inline = resource.inputs.at("egress");
      if (inline.unknown) open.push(inline);
      const rules: Value[] = inline.unknown ? [] : [...inline.items()];
      for (const { from } of this.#links.to(resource, "securityGroupId", groupRule, egressRule)) {
        const direction = from.inputs.at("type");
        if (direction.unknown) open.push(direction);
        else if (!direction.is("ingress")) rules.push(from.inputs);
      }
      for (const rule of rules) {
        for (const property of [
          "cidrBlocks",
          "ipv6CidrBlocks",
          "cidrIpv4",
          "cidrIpv6",
          "prefixListIds",
          "prefixListId",
        ]) {
          const value = rule.at(property);
          for (const one of itemsOf(value)) {
            if (one.unknown) open.push(one);
            // What is in a prefix list is not looked at: as what is no range, it could be anything.
            else if (one.text !== "" && reachesInternet(one.text ?? "")) return true;
          }
        }
      }
      open.push(...this.#links.mayName(resource.type, "securityGroupId", groupRule, egressRule));
    }
    return open.length > 0 ? open : false;
  }
}

interface Destination {
  readonly family: Family;
  readonly shown: string;
  /** The destination, where it is not known yet. */
  readonly open?: Value;
}

/** Where a route leads, if addresses of the internet are there. */
function destinationOf(one: Value): Destination | undefined {
  const properties = [
    "destinationCidrBlock",
    "cidrBlock",
    "destinationIpv6CidrBlock",
    "ipv6CidrBlock",
    "destinationPrefixListId",
  ];
  for (const property of properties) {
    const value = one.at(property);
    const family = /ipv6/iu.test(property) ? "IPv6" : "IPv4";
    if (value.unknown) return { family, shown: value.shown, open: value };
    const text = value.text ?? "";
    if (text === "") continue;
    if (property === "destinationPrefixListId") return { family, shown: "of a prefix list" };
    return reachesInternet(text) ? { family, shown: value.shown.replaceAll('"', "") } : undefined;
  }
  return undefined;
}

function ipv6Of(place: Value): readonly Value[] {
  return ["ipv6Addresses", "ipv6AddressLists", "ipv6AddressCount", "ipv6Prefixes", "ipv6PrefixCount"]
    .map((property) => place.at(property))
    .filter((value) => value.unknown || (value.items().length > 0 && !value.is(0)));
}

/** Whether a host or an interface is to get an address from AWS; undefined: it does not say. */
function automaticOf(place: Value): Answer | undefined {
  const asked = place.at("associatePublicIpAddress");
  return !asked.unknown && (asked.absent || asked.is("")) ? undefined : answer(asked);
}

function answer(value: Value): Answer {
  return value.unknown ? [value] : value.is(true);
}

/** What rests on a link that only a dependency tells. */
function rests({ certain, value }: Extract<Link, { readonly kind: "resource" }>, trail: readonly string[]): Step[] {
  return certain ? [] : [{ trail, open: [value] }];
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { EgressAddress } from "./egress-address";
import type { EgressMode } from "./egress-modes";
import { NatGateway } from "./nat-gateway";
import { NatInstance } from "./nat-instance";
import type { JoinedVpc } from "./shared-vpc";
import type { BotTags } from "./tags";

/** What a bot's network is made of. */
export interface BotNetworkArgs {
  /** The address to leave by, or the VPC of another stack, with whose address everybody in it leaves. */
  readonly way: EgressAddress | JoinedVpc;
  /** TCP ports to the world that the bot's exchange and AWS need; everything else stays closed. */
  readonly egressPorts: readonly number[];
  readonly tags: BotTags;
  /** The zone of the subnet and so of the host: that of the data volume. */
  readonly availabilityZone: pulumi.Input<string>;
  /**
   * Where an address of one's own is: on the host's interface, or on a NAT in front of it.
   * @default "address"
   */
  readonly egress?: EgressMode;
  /** What a NAT instance's disk is encrypted under. */
  readonly recordsKey: BotKey;
  /** The records key's policy: without it in force no encrypted disk can be made. */
  readonly recordsKeyPolicy: pulumi.Resource;
  /** Whether AWS refuses to terminate a NAT instance. */
  readonly terminationProtection: boolean;
}

type Target =
  | { readonly gatewayId: pulumi.Output<string> }
  | { readonly natGatewayId: pulumi.Output<string> }
  | { readonly networkInterfaceId: pulumi.Output<string> };

/**
 * A VPC for one bot, or a subnet of its own in a shared one: one interface, one way out, which is the egress address, on the
 * interface itself or on a NAT. Nothing comes in, nothing gets a public address by itself, and there is no IPv6. The
 * interface outlives the host, so a host never boots without its address.
 */
export class BotNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** The subnet of the host. */
  readonly subnetId: pulumi.Output<string>;
  readonly interfaceId: pulumi.Output<string>;
  /** The instance that forwards for the host, where there is one. */
  readonly nat?: NatInstance;
  readonly natGatewayId?: pulumi.Output<string>;
  /** Of the address and the interface that carries it; a NAT gateway holds its address without one. */
  readonly associationId?: pulumi.Output<string>;
  /** The host's interface, and a NAT instance's. */
  readonly interfaceIds: readonly pulumi.Output<string>[];
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  readonly routeTableIds: readonly pulumi.Output<string>[];
  /** What has to exist before a host on the interface can reach anything. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: BotNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotNetwork", name, {}, opts);
    const parent = { parent: this };
    const tags = { ...args.tags, Name: name };
    const { way } = args;
    const home = "slot" in way ? { joined: way } : { address: way, ...ownVpc(name, tags, parent) };
    const vpcId = "joined" in home ? pulumi.output(home.joined.vpcId) : home.vpc.id;
    const subnet = (subnetName: string, cidrBlock: string): aws.ec2.Subnet =>
      new aws.ec2.Subnet(
        subnetName,
        {
          vpcId,
          cidrBlock,
          mapPublicIpOnLaunch: false,
          availabilityZone: args.availabilityZone,
          tags: { ...args.tags, Name: subnetName },
        },
        // In another zone it takes the same range, which can be in one subnet only.
        { parent: this, deleteBeforeReplace: true },
      );
    const routeTableIds: pulumi.Output<string>[] = [];
    /** Everything that a subnet sends to the world goes to the target. */
    const routed = (subnetName: string, from: aws.ec2.Subnet, target: Target): readonly pulumi.Resource[] => {
      const routes = new aws.ec2.RouteTable(subnetName, { vpcId, tags: { ...args.tags, Name: subnetName } }, parent);
      routeTableIds.push(routes.id);
      return [
        new aws.ec2.Route(
          subnetName,
          { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", ...target },
          parent,
        ),
        new aws.ec2.RouteTableAssociation(subnetName, { subnetId: from.id, routeTableId: routes.id }, parent),
      ];
    };
    // The first two slots of the VPC are its owner's.
    const botRange = `10.0.0.${String("joined" in home ? (home.joined.slot + 1) * 16 : 0)}/28`;
    const own = subnet(name, botRange);

    // Neither the VPC's resolver nor its clock is subject to security groups, so DNS and NTP need no rule.
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId, description: "Host of one bot: nothing in, out on the ports of its exchange", tags },
      parent,
    );
    const ways = args.egressPorts.map(
      (port) =>
        new aws.vpc.SecurityGroupEgressRule(
          `${name}-${port}`,
          {
            securityGroupId: group.id,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            cidrIpv4: "0.0.0.0/0",
            description: `TCP ${port} to the exchange or AWS`,
            tags: args.tags,
          },
          parent,
        ),
    );

    const mode = args.egress ?? "address";
    const carriesAddress = !("joined" in home) && mode === "address";
    const networkInterface = new aws.ec2.NetworkInterface(
      name,
      {
        subnetId: own.id,
        securityGroups: [group.id],
        description: carriesAddress ? `${name}: carries the egress address` : `${name}: behind a NAT`,
        tags,
      },
      parent,
    );

    if ("joined" in home) {
      const natGatewayId = pulumi.output(home.joined.natGatewayId);
      this.natGatewayId = natGatewayId;
      this.ready = [...routed(name, own, { natGatewayId }), ...ways];
    } else if (mode === "address") {
      const { address, internet } = home;
      // An address can only be bound inside a VPC that has its internet gateway.
      const bound = new aws.ec2.EipAssociation(
        name,
        { allocationId: address.allocationId, networkInterfaceId: networkInterface.id },
        // An interface has one address at a time.
        { parent: this, dependsOn: [internet], deleteBeforeReplace: true },
      );
      this.associationId = bound.id;
      this.ready = [bound, ...routed(name, own, { gatewayId: internet.id }), ...ways];
    } else {
      const { address, internet } = home;
      const outsideName = `${name}-outside`;
      const outside = subnet(outsideName, "10.0.0.16/28");
      const wayOut = routed(outsideName, outside, { gatewayId: internet.id });
      const natArgs = { address, subnetId: outside.id, tags: args.tags };
      const nat =
        mode === "nat-gateway"
          ? new NatGateway(`${name}-nat`, { ...natArgs, after: [internet, ...wayOut] }, parent)
          : new NatInstance(
              `${name}-nat`,
              {
                ...natArgs,
                vpcId,
                botSubnet: own,
                botRange,
                egressPorts: args.egressPorts,
                recordsKey: args.recordsKey,
                terminationProtection: args.terminationProtection,
                after: [internet, ...wayOut, args.recordsKeyPolicy],
              },
              parent,
            );
      if (nat instanceof NatInstance) {
        this.nat = nat;
        this.associationId = nat.associationId;
      } else {
        this.natGatewayId = nat.target.natGatewayId;
      }
      this.ready = [...nat.ready, ...routed(name, own, nat.target), ...ways];
    }
    this.vpcId = vpcId;
    this.subnetId = own.id;
    this.interfaceId = networkInterface.id;
    this.interfaceIds = [networkInterface.id, ...(this.nat === undefined ? [] : [this.nat.interfaceId])];
    this.securityGroupIds = [group.id, ...(this.nat === undefined ? [] : [this.nat.securityGroupId])];
    this.routeTableIds = routeTableIds;
    this.registerOutputs({ vpcId: this.vpcId, interfaceId: this.interfaceId });
  }
}

/** A VPC with its internet gateway, and the group that AWS makes in it, closed. */
function ownVpc(
  name: string,
  tags: Readonly<Record<string, string>>,
  parent: pulumi.CustomResourceOptions,
): { readonly vpc: aws.ec2.Vpc; readonly internet: aws.ec2.InternetGateway } {
  const vpc = new aws.ec2.Vpc(
    name,
    { cidrBlock: "10.0.0.0/24", enableDnsSupport: true, enableDnsHostnames: false, tags },
    parent,
  );
  new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [], tags }, parent);
  return { vpc, internet: new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags }, parent) };
}

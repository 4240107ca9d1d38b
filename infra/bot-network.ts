import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EgressAddress } from "./egress-address";
import type { BotTags } from "./tags";

/** What a bot's network is made of. */
export interface BotNetworkArgs {
  readonly address: EgressAddress;
  /** TCP ports to the world that the bot's exchange and AWS need; everything else stays closed. */
  readonly egressPorts: readonly number[];
  readonly tags: BotTags;
  /** The zone of the subnet and so of the host: that of the data volume. */
  readonly availabilityZone: pulumi.Input<string>;
}

/**
 * A VPC for one bot: one subnet, one interface, one way out, which is the egress address. Nothing comes in, nothing
 * gets a public address by itself, and there is no IPv6. The interface outlives the host, so a host never boots
 * without its address.
 */
export class BotNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly interfaceId: pulumi.Output<string>;
  /** What has to exist before a host on the interface can reach anything. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: BotNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotNetwork", name, {}, opts);
    const parent = { parent: this };
    const tags = { ...args.tags, Name: name };

    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: "10.0.0.0/24", enableDnsSupport: true, enableDnsHostnames: false, tags },
      parent,
    );
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId: vpc.id,
        cidrBlock: "10.0.0.0/28",
        mapPublicIpOnLaunch: false,
        availabilityZone: args.availabilityZone,
        tags,
      },
      // In another zone it takes the same range, which can be in one subnet only.
      { parent: this, deleteBeforeReplace: true },
    );
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [], tags }, parent);

    const internet = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags }, parent);
    const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags }, parent);
    const defaultRoute = new aws.ec2.Route(
      name,
      { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internet.id },
      parent,
    );
    const routed = new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: routes.id }, parent);

    // Neither the VPC's resolver nor its clock is subject to security groups, so DNS and NTP need no rule.
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: vpc.id, description: "Host of one bot: nothing in, out on the ports of its exchange", tags },
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

    const networkInterface = new aws.ec2.NetworkInterface(
      name,
      { subnetId: subnet.id, securityGroups: [group.id], description: `${name}: carries the egress address`, tags },
      parent,
    );
    // An address can only be bound inside a VPC that has its internet gateway.
    const bound = new aws.ec2.EipAssociation(
      name,
      { allocationId: args.address.allocationId, networkInterfaceId: networkInterface.id },
      { parent: this, dependsOn: [internet] },
    );

    this.vpcId = vpc.id;
    this.interfaceId = networkInterface.id;
    this.ready = [bound, defaultRoute, routed, ...ways];
    this.registerOutputs({ vpcId: this.vpcId, interfaceId: this.interfaceId });
  }
}

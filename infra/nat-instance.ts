import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { EgressAddress } from "./egress-address";
import { natUserData } from "./nat-user-data";
import { newestImage } from "./newest-image";
import { sealedInstance } from "./sealed-instance";
import type { BotTags } from "./tags";

/** What a NAT instance is made of. */
export interface NatInstanceArgs {
  readonly address: EgressAddress;
  readonly vpcId: pulumi.Input<string>;
  /** The subnet that leads to the internet gateway. */
  readonly subnetId: pulumi.Input<string>;
  /** The bot's subnet: nobody else is let in. The policies know its range once it is registered. */
  readonly botSubnet: pulumi.Resource;
  readonly botRange: string;
  /** TCP ports that are let through; everything else stays closed. */
  readonly egressPorts: readonly number[];
  readonly recordsKey: BotKey;
  /** Whether AWS refuses to terminate or stop it. */
  readonly terminationProtection: boolean;
  /** What has to exist before it boots: the subnet's way out, the records key's policy. */
  readonly after: readonly pulumi.Resource[];
  readonly tags: BotTags;
}

/**
 * A small arm64 instance that forwards what the bot's subnet sends, under the egress address on its own interface. It has
 * no role, no key pair and no SSH, and takes packets from the bot's subnet alone. While it is down or has not loaded its
 * rules, nothing leaves.
 */
export class NatInstance extends pulumi.ComponentResource {
  /** Where the bot's subnet sends what leaves. */
  readonly target: { readonly networkInterfaceId: pulumi.Output<string> };
  readonly instanceId: pulumi.Output<string>;
  readonly rootVolumeId: pulumi.Output<string>;
  readonly interfaceId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Of the address and the interface. */
  readonly associationId: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: NatInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:NatInstance", name, {}, opts);
    const parent = { parent: this };
    const tags = { ...args.tags, Name: name };
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: "NAT of one bot: in from the subnet of the bot alone", tags },
      parent,
    );
    const doors = args.egressPorts.flatMap((port) => {
      const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: port, toPort: port, tags: args.tags };
      return [
        new aws.vpc.SecurityGroupIngressRule(
          `${name}-${port}`,
          { ...rule, cidrIpv4: args.botRange, description: `TCP ${port} from the subnet of the bot` },
          { parent: this, dependsOn: [args.botSubnet] },
        ),
        new aws.vpc.SecurityGroupEgressRule(
          `${name}-${port}`,
          { ...rule, cidrIpv4: "0.0.0.0/0", description: `TCP ${port} to the exchange or AWS` },
          parent,
        ),
      ];
    });
    const networkInterface = new aws.ec2.NetworkInterface(
      name,
      {
        subnetId: args.subnetId,
        securityGroups: [group.id],
        sourceDestCheck: false,
        description: `${name}: carries the egress address`,
        tags,
      },
      parent,
    );
    const bound = new aws.ec2.EipAssociation(
      name,
      { allocationId: args.address.allocationId, networkInterfaceId: networkInterface.id },
      // An interface has one address at a time.
      { parent: this, dependsOn: [...args.after], deleteBeforeReplace: true },
    );
    const instance = new aws.ec2.Instance(
      name,
      {
        ami: newestImage(parent),
        instanceType: "t4g.nano",
        primaryNetworkInterface: { networkInterfaceId: networkInterface.id },
        // As the interface says: the provider would otherwise set the interface's back.
        sourceDestCheck: false,
        ...sealedInstance({ ...args, tags }),
        userData: natUserData({ botRange: args.botRange, ports: args.egressPorts }),
        tags,
      },
      {
        parent: this,
        dependsOn: [...args.after, ...doors, bound],
        // The interface, and so the address, can be on one host only.
        deleteBeforeReplace: true,
        ignoreChanges: ["ami"],
      },
    );
    this.target = { networkInterfaceId: networkInterface.id };
    this.instanceId = instance.id;
    this.rootVolumeId = instance.rootBlockDevice.volumeId;
    this.interfaceId = networkInterface.id;
    this.securityGroupId = group.id;
    this.associationId = bound.id;
    this.ready = [...doors, bound, instance];
    this.registerOutputs({ instanceId: this.instanceId });
  }
}

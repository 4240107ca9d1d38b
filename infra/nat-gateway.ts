import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EgressAddress } from "./egress-address";
import type { BotTags } from "./tags";

/** What a NAT gateway is made of. */
export interface NatGatewayArgs {
  readonly address: EgressAddress;
  /** The subnet that leads to the internet gateway. */
  readonly subnetId: pulumi.Input<string>;
  /** What has to exist before the gateway works: the subnet's way out. */
  readonly after: readonly pulumi.Resource[];
  readonly tags: BotTags;
}

/**
 * A zonal NAT gateway with the egress address. Never a regional one: unless it is told every address, it adds some by
 * itself (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html), which no exchange lists.
 */
export class NatGateway extends pulumi.ComponentResource {
  /** Where the bot's subnet sends what leaves. */
  readonly target: { readonly natGatewayId: pulumi.Output<string> };
  readonly ready: readonly pulumi.Resource[] = [];

  constructor(name: string, args: NatGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:NatGateway", name, {}, opts);
    const gateway = new aws.ec2.NatGateway(
      name,
      {
        subnetId: args.subnetId,
        allocationId: args.address.allocationId,
        connectivityType: "public",
        tags: { ...args.tags, Name: name },
      },
      // Another address makes another gateway: the new one stands before the route moves and the old one goes.
      { parent: this, dependsOn: [...args.after] },
    );
    this.target = { natGatewayId: gateway.id };
    this.registerOutputs({});
  }
}

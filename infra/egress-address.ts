import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotTags } from "./tags";

/** What an egress address is made of. */
export interface EgressAddressArgs {
  readonly tags: BotTags;
  /**
   * Allocation id (`eipalloc-…`) of an address that exchanges know already; it is imported, so policies judge it.
   * @default - a new address is allocated
   */
  readonly allocationId?: string;
}

/**
 * The Elastic IP that the exchange's allow-list names. Losing it can cost the key, so it depends on nothing, is
 * protected, and is left in the account even when somebody lifts the protection and deletes it here.
 */
export class EgressAddress extends pulumi.ComponentResource {
  readonly allocationId: pulumi.Output<string>;
  /** Public IPv4 address. */
  readonly ip: pulumi.Output<string>;

  constructor(name: string, args: EgressAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:EgressAddress", name, {}, opts);
    const address = new aws.ec2.Eip(
      name,
      { domain: "vpc", tags: { ...args.tags, Name: name } },
      {
        parent: this,
        protect: true,
        retainOnDelete: true,
        ...(args.allocationId === undefined ? {} : { import: args.allocationId }),
      },
    );
    this.allocationId = address.id;
    this.ip = address.publicIp;
    this.registerOutputs({ allocationId: this.allocationId, ip: this.ip });
  }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refusalToRun } from "./refusal-to-run";
import type { BotTags } from "./tags";

/** What an egress address is made of. */
export interface EgressAddressArgs {
  readonly tags: BotTags;
  /**
   * Allocation id (`eipalloc-…`) of an address that exchanges know already; it is imported, so policies judge it. While a
   * next address is held, this is the next one's, and puts it into use.
   * @default - a new address is allocated; while a next one is held, the first stays in use
   */
  readonly allocationId?: string;
  /**
   * A second address, held until exchanges list it: `true` allocates it, an allocation id adopts it.
   * @default - none
   */
  readonly next?: true | string;
}

/** One address of the stack. */
export interface Address {
  readonly allocationId: pulumi.Output<string>;
  /** Public IPv4 address. */
  readonly ip: pulumi.Output<string>;
}

/**
 * The Elastic IP that the exchange's allow-list names, and beside it the next one while a change is under way. Losing one
 * can cost the key, so they depend on nothing, are protected, and are left in the account even when somebody lifts the
 * protection and deletes them here. Which of the two is in use follows from configuration alone.
 */
export class EgressAddress extends pulumi.ComponentResource {
  /** Of the address in use. */
  readonly allocationId: pulumi.Output<string>;
  /** Public IPv4 address in use. */
  readonly ip: pulumi.Output<string>;
  /** The address that is held until the exchange lists it. */
  readonly next?: Address;
  /** The address that was in use before the next one was put into use. */
  readonly previous?: Address;

  constructor(name: string, args: EgressAddressArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:EgressAddress", name, {}, opts);
    const { allocationId, next } = args;
    const nextName = `${name}-next`;
    const isNextInUse = next !== undefined && allocationId !== undefined && (next === true || next === allocationId);
    const address = (resourceName: string, adopted: string | undefined, aliases: readonly string[]): Address => {
      const eip = new aws.ec2.Eip(
        resourceName,
        { domain: "vpc", tags: { ...args.tags, Name: resourceName } },
        {
          parent: this,
          protect: true,
          retainOnDelete: true,
          aliases: aliases.map((alias) => ({ name: alias })),
          ...(adopted === undefined ? {} : { import: adopted }),
        },
      );
      return { allocationId: eip.id, ip: eip.publicIp };
    };
    // Once the old address is out of the state, the next one takes its place there.
    const first = address(name, isNextInUse ? undefined : allocationId, next === undefined ? [nextName] : []);
    const second =
      next === undefined
        ? undefined
        : // Imported by the id that configuration puts into use: no other address can come into use by a slip.
          address(nextName, isNextInUse ? allocationId : next === true ? undefined : next, []);
    if (second !== undefined) refuseSame(first, second);

    const inUse = isNextInUse && second !== undefined ? second : first;
    this.allocationId = inUse.allocationId;
    this.ip = inUse.ip;
    if (second !== undefined) {
      if (isNextInUse) this.previous = first;
      else this.next = second;
    }
    this.registerOutputs({ allocationId: this.allocationId, ip: this.ip });
  }
}

/** Of an address that this stack holds already there is no second one to hold. */
function refuseSame(first: Address, second: Address): void {
  pulumi.all([first.allocationId, second.allocationId]).apply(([one, other]) => {
    if (one !== other) return;
    throw refusalToRun(
      `bulkhead:egressNext and bulkhead:egressAllocationId lead to ${one}, the address that this stack has already. ` +
        "Remove bulkhead:egressAllocationId (the stack keeps the address) and run again.",
    );
  });
}

/** What a bot's stack does about a VPC: one of its own, one that it shares with others, or a place in another stack's. */
export type VpcChoice = "own" | "shared" | VpcPlace;

/** A place in the VPC of another stack. */
export interface VpcPlace {
  /** Name of the stack that shares its VPC. */
  readonly owner: string;
  /** Which /28 of the VPC is this bot's, from 1. */
  readonly slot: number;
}

/** What a stack that shares its VPC writes down for those who join it, as JSON in a parameter: names and addresses alone. */
export interface SharedVpc {
  readonly vpcId: string;
  /** Of the NAT gateway; another zone's traffic would cost and fail apart from it. */
  readonly availabilityZone: string;
  readonly natGatewayId: string;
  readonly allocationId: string;
  /** Public IPv4 address that everybody in the VPC leaves by. */
  readonly ip: string;
  /** Of the DNS Firewall; absent on mainnet. */
  readonly ruleGroupId?: string;
}

/** Another stack's VPC, and the place in it. */
export interface JoinedVpc extends SharedVpc, VpcPlace {}

/** Slots of the VPC's /24: the owner's two subnets come before them. */
export const mostSlots = 14;

/**
 * Where a stack's shared VPC is written down. Exchange and network are part of the name: a bot of another exchange or
 * network finds nothing there.
 */
export function sharedVpcParameter(owner: string, exchange: string, network: string): string {
  return `/bulkhead/vpc/${owner}/${exchange}/${network}`;
}

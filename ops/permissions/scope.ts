/** For what a command's permissions are. */
export interface Scope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  readonly stack: string;
  /** The bot's name, as its tags give it. */
  readonly bot: string;
  readonly network: string;
}

/** The condition under which a resource is this bot's. */
export function ownedBy({ bot, network }: Scope): { readonly StringEquals: Readonly<Record<string, string>> } {
  return { StringEquals: { "aws:ResourceTag/bulkhead:bot": bot, "aws:ResourceTag/bulkhead:network": network } };
}

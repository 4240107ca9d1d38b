import { accountParameter } from "./account-names";

/** What is known of an account's stack from a region of its. */
export interface TrailEvidence {
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  /** Names of the parameters below `/bulkhead` in this region. */
  readonly parameters: readonly string[];
}

/**
 * Why a bot's stack may not call itself watched, in words for its owner, or undefined. EventBridge hears of calls only where a
 * trail logs them, and of IAM's calls only where the account's stack forwards them to; that stack leaves its parameter in
 * exactly the regions where it does both.
 */
export function trailRefusal({ region, parameters }: TrailEvidence): string | undefined {
  if (parameters.includes(accountParameter)) return undefined;
  return (
    `Nobody watches this stack: ${region} has no parameter ${accountParameter}, so no account's stack keeps a trail for it. ` +
    "Without one EventBridge hears of no call, and no rule on the bot's key, secret, role or host ever fires. Make the " +
    `account's stack (docs/account.md), or add ${region} to its bulkhead:botRegions, and run this again.`
  );
}

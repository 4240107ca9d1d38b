import type { Exchange, Network } from "../exchanges/exchange";

/**
 * Whose resource it is: the three tags that every taggable resource of a bot carries, and by which a bot is known. The stack of
 * a master key has a fourth, that says so.
 */
export type BotTags = Readonly<
  Record<"bulkhead:bot" | "bulkhead:exchange" | "bulkhead:network", string> & { "bulkhead:kind"?: "operator" }
>;

/** The tags of one bot, or of the stack of a master key. */
export function botTags(bot: string, exchange: Exchange, network: Network, kind: "bot" | "operator" = "bot"): BotTags {
  return {
    ...{ "bulkhead:bot": bot, "bulkhead:exchange": exchange.id, "bulkhead:network": network },
    ...(kind === "operator" ? { "bulkhead:kind": kind } : {}),
  };
}

import type { Exchange, Network } from "../exchanges/exchange";

/** Whose resource it is: the three tags that every taggable resource of a bot carries, and by which a bot is known. */
export type BotTags = Readonly<Record<"bulkhead:bot" | "bulkhead:exchange" | "bulkhead:network", string>>;

/** The tags of one bot. */
export function botTags(bot: string, exchange: Exchange, network: Network): BotTags {
  return { "bulkhead:bot": bot, "bulkhead:exchange": exchange.id, "bulkhead:network": network };
}

import type { Exchange, Network } from "../exchanges/exchange";
import { accountHostsOf } from "../exchanges/exchanges";

/**
 * Why no operator's stack can be had for an exchange and network, in words for its owner, or undefined: without hosts where
 * keys are managed, a master key has nothing to do there.
 */
export function operatorRefusal(exchange: Exchange, network: Network): string | undefined {
  if (accountHostsOf(exchange, network).length > 0) return undefined;
  return (
    `${exchange.title} has no hosts where keys of its ${network} are managed by calls, so an operator's stack would have ` +
    "nobody to talk to. Manage its keys on the exchange's pages, and put them with `bulkhead secret put`."
  );
}

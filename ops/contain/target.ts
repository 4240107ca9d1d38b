import type { Exchange, Network } from "../../exchanges/exchange";
import { exchanges, isExchangeId } from "../../exchanges/exchanges";
import type { Aws } from "../aws/aws";
import { placeOf } from "../host/place-of";
import type { HostPlace } from "../host/run-on-host";
import { fromHostOf, roleNameOf, type Standing } from "../stack/standing";

/** A bot to contain: what stands for it, and where calls to its exchange leave from. */
export interface Target {
  readonly standing: Standing;
  /** Its stack's name; the bot's where that is not known. */
  readonly stack: string;
  readonly exchange: Exchange | undefined;
  readonly network: Network;
  readonly roleName: string | undefined;
  /** The bot's own host. */
  readonly host: HostPlace;
  /** The host with the master key, where there is one. */
  readonly operatorHost: HostPlace | undefined;
  /** Sub-account whose key it is, where the master key needs it. */
  readonly subAccount: string | undefined;
  /** "203.0.113.7, the bot's host". */
  readonly fromHost: string;
}

/** What a bot's tags lead to. With `operatorHost`, the host with the master key; with `subAccount`, whose the bot's key is. */
export async function targetOf(
  aws: Aws,
  standing: Standing,
  { operatorHost, subAccount }: { operatorHost?: HostPlace | undefined; subAccount?: string | undefined } = {},
): Promise<Target> {
  const { bot, network, exchange } = standing;
  return {
    standing,
    stack: standing.stack ?? bot,
    exchange: isExchangeId(exchange) ? exchanges[exchange] : undefined,
    network: network === "testnet" ? "testnet" : "mainnet",
    roleName: await roleNameOf(aws, standing),
    host: placeOf(standing, aws),
    operatorHost,
    subAccount,
    fromHost: fromHostOf(standing),
  };
}

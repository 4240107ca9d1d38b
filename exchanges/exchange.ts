/** The exchanges Bulkhead knows, one id per host family. Ids are final: they stand in stack files and tags. */
export const exchangeIds = [
  "binance",
  "binance-usdm",
  "bybit",
  "okx",
  "kraken",
  "kraken-futures",
  "coinbase",
  "hyperliquid",
  "bitget",
  "gate",
  "htx",
  "mexc",
  "kucoin",
  "deribit",
  "bitmex",
  "cryptocom",
  "gemini",
  "bitfinex",
  "bitstamp",
  "phemex",
  "coinbase-exchange",
  "backpack",
  "paradex",
  "lighter",
  "apex",
  "aster",
  "dydx",
  "upbit",
  "bithumb",
  "alpaca",
  "robinhood",
  "polymarket",
  "poloniex",
  "derive",
  "binance-coinm",
  "binance-options",
  "binance-portfolio",
  "binance-us",
  "bybit-eu",
  "okx-us",
  "okx-eea",
  "coinbase-international",
  "bingx",
  "woo",
  "orderly",
  "bitvavo",
  "whitebit",
  "coinex",
] as const;

export type ExchangeId = (typeof exchangeIds)[number];

/** A stack's network: `testnet` trades play money, `mainnet` trades real funds. */
export type Network = "testnet" | "mainnet";

/** A part a host plays: request API, streaming API, FIX session, or public market data alone. */
export type HostRole = "rest" | "ws" | "fix" | "data";

/** One host of an exchange, by its exact name; never a wildcard, since test hosts often share an apex with live ones. */
export interface Host {
  /** Fully qualified domain name, lower case, without a trailing dot. */
  readonly name: string;
  /** TCP ports the exchange documents for this host. */
  readonly ports: readonly number[];
  readonly roles: readonly HostRole[];
}

/** How test and live traffic are told apart. */
export type Separation =
  /** Test hosts have names of their own: a sandbox can hold. */
  | { readonly kind: "host" }
  /** Test hosts have names of their own, and what is signed for one network is refused by the other. */
  | { readonly kind: "chain"; readonly binding: string }
  /** The same host serves both; a request header chooses. No network sandbox can tell them apart. */
  | { readonly kind: "header"; readonly header: string; readonly why: string }
  /** There is no test network that proves a bot. */
  | { readonly kind: "none"; readonly why: string };

/** One field of an exchange's API credential. */
export interface CredentialField {
  /** What the exchange calls it. */
  readonly name: string;
  /** A secret half must never be written down; a public half (an API key id) is not enough to trade. */
  readonly half: "secret" | "public";
  /** The shape in words, for people. */
  readonly shape: string;
}

/** How requests are signed, which decides what the secret half looks like. `bearer`: not at all, the secret goes along. */
export type CredentialKind = "hmac" | "ed25519" | "rsa" | "ecdsa-p256" | "secp256k1" | "stark" | "schnorr" | "bearer";

/** A set of fields that together log in. An exchange may accept several kinds. */
export interface Credential {
  readonly kind: CredentialKind;
  readonly fields: readonly CredentialField[];
  /** Set where the exchange itself advises against this kind, with its advice. */
  readonly discouraged?: string;
}

/** The exchange's rules for binding a key to addresses. `unstated` where its documents were not found to say. */
export interface AllowListRules {
  /** Whether keys can be bound to IP addresses at all (wallet-signed exchanges cannot). */
  readonly supported: boolean | "unstated";
  /** Most addresses one key takes. */
  readonly addressesPerKey: number | "unstated";
  /** Whether a list takes ranges such as 203.0.113.0/28. */
  readonly cidr: boolean | "unstated";
  /** What happens to a key that is bound to no address, or left unused. */
  readonly unbound: string;
}

/** Regions, by prefix of the AWS name (`us-` covers us-east-1 and us-gov-west-1), whose addresses the exchange refuses. */
export interface RefusedRegion {
  readonly prefix: string;
  /** The network whose hosts are known to refuse. */
  readonly network: Network | "both";
  /** How the exchange answers: completes "the exchange … from there". */
  readonly answer: string;
}

/** Where facts of an exchange come from. */
export interface Source {
  /** The facts it speaks for. */
  readonly facts: string;
  readonly from: string;
  /** `documented`: the exchange's own documents. `client`: a widely used client's code. `unverified`: neither was found. */
  readonly evidence: "documented" | "client" | "unverified";
}

/**
 * The exchange's rules for how long keys of the live network live and how they are deleted. Numbers are days; `unstated`
 * where its documents were not found to say.
 */
export interface KeyRules {
  /** How long a key lives that is bound to addresses and in use. */
  readonly lifeDays: number | "unlimited" | "unstated";
  /** How long a key lives, or keeps its permission to trade, that is bound to no address. */
  readonly unboundLifeDays: number | "unlimited" | "unstated";
  /** After how long without use a key dies; where that is said of unbound keys alone, `AllowListRules.unbound` says so. */
  readonly idleLifeDays: number | "unlimited" | "unstated";
  /** Most keys of one account or sub-account. */
  readonly perAccount: number | "unstated";
  /** Where a key is deleted, and by whom: whole sentences. */
  readonly deletion: string;
}

/** What a stack of an exchange does without, since it cannot be had safely. */
export interface Gap {
  readonly network: Network | "both";
  /** What is missing, why, and what to do instead: whole sentences for the stack's owner. */
  readonly what: string;
}

/** Everything Bulkhead knows about one exchange: facts only. */
export interface Exchange {
  readonly id: ExchangeId;
  /** The exchange's name as people write it. */
  readonly title: string;
  /** Hosts that a bot talks to. What the exchange names at run time only is no part of it: see `gaps`. */
  readonly hosts: { readonly mainnet: readonly Host[]; readonly testnet: readonly Host[] };
  readonly separation: Separation;
  /** Live hosts that a bot does not need but that belong to the exchange; they complete the deny side. */
  readonly otherLiveHosts: readonly string[];
  /** Hosts of play-money services other than the testnet (demo trading); no stack uses them. */
  readonly otherTestHosts: readonly string[];
  /**
   * Registrable domains of the exchange, and exact names of its hosts under domains of others. Lists of live hosts are
   * never complete, so a name under one of these that is not a known test host has to be taken for live.
   */
  readonly domains: readonly string[];
  readonly gaps: readonly Gap[];
  /**
   * Hosts where keys of each network are looked at and managed, on port 443: for the operators' script, not for the bot.
   * Those of the testnet are test hosts. Empty where the network has no such API, or none was found.
   */
  readonly accountHosts: { readonly mainnet: readonly string[]; readonly testnet: readonly string[] };
  readonly credentials: readonly Credential[];
  readonly allowList: AllowListRules;
  readonly keys: KeyRules;
  readonly refusedRegions: readonly RefusedRegion[];
  readonly sources: readonly Source[];
}

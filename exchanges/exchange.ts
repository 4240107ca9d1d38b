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

/** What is known of every exchange: facts only. */
interface Facts {
  readonly id: ExchangeId;
  /** The exchange's name as people write it. */
  readonly title: string;
  /** Live hosts that a bot does not need but that belong to the exchange; they complete the deny side. */
  readonly otherLiveHosts: readonly string[];
  /** Hosts of play-money services other than the testnet (demo trading); no stack uses them. */
  readonly otherTestHosts: readonly string[];
  /**
   * Registrable domains of the exchange, and exact names of its hosts under domains of others. Lists of live hosts are
   * never complete, so a name under one of these that is not a known test host has to be taken for live.
   */
  readonly domains: readonly string[];
  readonly credentials: readonly Credential[];
  readonly allowList: AllowListRules;
  readonly refusedRegions: readonly RefusedRegion[];
  readonly sources: readonly Source[];
}

/** An exchange that a stack can be built for. */
export interface StatedExchange extends Facts {
  readonly hosts: { readonly mainnet: readonly Host[]; readonly testnet: readonly Host[] };
  readonly separation: Separation;
}

/** An exchange whose credentials are known and whose hosts are not: nothing can be provisioned for it. */
export interface UnstatedExchange extends Facts {
  readonly hosts: "unstated";
  readonly separation?: undefined;
}

/** Everything Bulkhead knows about one exchange. */
export type Exchange = StatedExchange | UnstatedExchange;

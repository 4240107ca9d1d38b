/** A stack's network: `testnet` trades play money, `mainnet` trades real funds. */
export type Network = "testnet" | "mainnet";

/** The part a host plays: request API, streaming API, FIX session, or public market data. */
export type HostRole = "rest" | "ws" | "fix" | "data";

/** One host of an exchange, by its exact name; never a wildcard, since test hosts often share an apex with live ones. */
export interface Host {
  /** Fully qualified domain name, lower case, without a trailing dot. */
  readonly name: string;
  /** TCP ports the exchange documents for this host. */
  readonly ports: readonly number[];
  readonly role: HostRole;
}

/** How test and live traffic are told apart. */
export type Separation =
  /** Test hosts have names of their own: a sandbox can hold. */
  | { readonly kind: "host" }
  /** The same host serves both; a request header chooses. No network sandbox can tell them apart. */
  | { readonly kind: "header"; readonly header: string; readonly why: string }
  /** There is no test network. */
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

/** A set of fields that together log in. An exchange may accept several kinds (HMAC, Ed25519, RSA). */
export interface Credential {
  readonly kind: string;
  readonly fields: readonly CredentialField[];
}

/** The exchange's rules for binding a key to addresses. `unstated` where its documents were not found to say. */
export interface AllowListRules {
  /** Whether keys can be bound to IP addresses at all (wallet-signed exchanges cannot). */
  readonly supported: boolean;
  /** Most addresses one key takes. */
  readonly addressesPerKey: number | "unstated";
  readonly cidr: boolean | "unstated";
  /** What happens to a key that is bound to no address, or left unused. */
  readonly unbound: string;
}

/** An AWS region prefix (such as `us-`) from which the exchange refuses service, and how it answers. */
export interface RefusedRegion {
  readonly prefix: string;
  readonly network: Network | "both";
  readonly why: string;
}

/** Everything Bulkhead knows about one exchange: facts only. One file per host family; ids are final. */
export interface Exchange {
  readonly id: string;
  readonly title: string;
  readonly hosts: { readonly mainnet: readonly Host[]; readonly testnet: readonly Host[] };
  /** Live hosts that a bot does not need but that belong to the exchange; they complete the deny side. */
  readonly otherLiveHosts: readonly string[];
  readonly separation: Separation;
  readonly credentials: readonly Credential[];
  readonly allowList: AllowListRules;
  readonly refusedRegions: readonly RefusedRegion[];
  /** Where the facts come from, and which of them are unverified. */
  readonly sources: readonly string[];
}

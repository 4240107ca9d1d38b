import type { Exchange } from "./exchange";
import { walletAllowList } from "./wallet-allow-list";

/** dYdX v4, a chain of its own: an indexer answers questions, nodes of third parties take orders. The credentials of the older v3 are listed for those who still hold them. */
export const dydx: Exchange = {
  id: "dydx",
  title: "dYdX v4",
  hosts: {
    mainnet: [
      { name: "indexer.dydx.trade", ports: [443], roles: ["rest", "ws"] },
      { name: "dydx-ops-rpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "dydx-rest.publicnode.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [
      { name: "indexer.v4testnet.dydx.exchange", ports: [443], roles: ["rest", "ws"] },
      { name: "test-dydx-rpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "test-dydx-rest.kingnodes.com", ports: [443], roles: ["rest"] },
    ],
  },
  separation: { kind: "host" },
  otherLiveHosts: [],
  otherTestHosts: ["faucet.v4testnet.dydx.exchange"],
  domains: [
    "dydx.trade",
    "dydx.exchange",
    "dydx-ops-rpc.kingnodes.com",
    "dydx-rest.publicnode.com",
    "test-dydx-rpc.kingnodes.com",
    "test-dydx-rest.kingnodes.com",
  ],
  credentials: [
    {
      kind: "secp256k1",
      fields: [
        { name: "account address", half: "public", shape: "dydx1 and 38 bech32 characters" },
        { name: "mnemonic or private key", half: "secret", shape: "24 words (BIP39), or 0x and 64 hexadecimal digits" },
      ],
    },
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "36 characters: a UUID (v3)" },
        { name: "API secret", half: "secret", shape: "40 base64url characters (v3)" },
        { name: "passphrase", half: "secret", shape: "20 base64url characters (v3)" },
      ],
    },
    {
      kind: "stark",
      fields: [{ name: "private key", half: "secret", shape: "0x and up to 63 hexadecimal digits (v3)" }],
    },
  ],
  allowList: walletAllowList,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of dydx", evidence: "client" },
    { facts: "credentials of v4", from: "npm v4-client-js; npm ccxt 4.5.84", evidence: "client" },
    { facts: "credentials of v3", from: "https://github.com/dydxprotocol/v3-client (tests)", evidence: "documented" },
    { facts: "regions whose addresses it refuses", from: "no document read", evidence: "unverified" },
  ],
};

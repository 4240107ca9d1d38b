import type { Exchange } from "./exchange";
import { walletAllowList } from "./wallet-allow-list";
import { walletKeys } from "./wallet-keys";

/**
 * dYdX v4, a chain of its own: an indexer answers questions, nodes of third parties take orders. The credentials of
 * the older v3 are listed for those who still hold them.
 */
export const dydx: Exchange = {
  id: "dydx",
  title: "dYdX v4",
  hosts: {
    mainnet: [
      { name: "indexer.dydx.trade", ports: [443], roles: ["rest", "ws"] },
      { name: "oegs.dydx.trade", ports: [443], roles: ["rest"] },
      { name: "dydx-ops-rpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "dydx-ops-grpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "dydx-rest.publicnode.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [
      { name: "indexer.v4testnet.dydx.exchange", ports: [443], roles: ["rest", "ws"] },
      { name: "test-dydx-rpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "test-dydx-grpc.kingnodes.com", ports: [443], roles: ["rest"] },
      { name: "test-dydx-rest.kingnodes.com", ports: [443], roles: ["rest"] },
    ],
  },
  accountHosts: { mainnet: ["dydx-rest.publicnode.com"], testnet: ["test-dydx-rest.kingnodes.com"] },
  separation: {
    kind: "chain",
    binding: "the chain id (dydx-testnet-4 or dydx-mainnet-1) that every transaction is signed for",
  },
  gaps: [
    {
      network: "both",
      what: "Any node of the chain takes orders, so no list of them is complete; a stack reaches those that exchanges/dydx.ts lists. Point the bot at one of them.",
    },
  ],
  otherLiveHosts: [
    "dydx-ops-rest.kingnodes.com",
    "dydx-rpc.publicnode.com",
    "dydx-dao-rpc.polkachu.com",
    "dydx-dao-api.polkachu.com",
    "dydx-dao-grpc-1.polkachu.com",
    "dydx-mainnet-lcd.autostake.com",
    "dydx-mainnet-full-lcd.public.blastapi.io",
    "dydx-api.lavenderfive.com",
  ],
  otherTestHosts: ["faucet.v4testnet.dydx.exchange"],
  domains: [
    "dydx.trade",
    "dydx.exchange",
    "dydx-ops-rpc.kingnodes.com",
    "dydx-ops-grpc.kingnodes.com",
    "dydx-ops-rest.kingnodes.com",
    "dydx-rest.publicnode.com",
    "dydx-rpc.publicnode.com",
    "dydx-dao-rpc.polkachu.com",
    "dydx-dao-api.polkachu.com",
    "dydx-dao-grpc-1.polkachu.com",
    "dydx-mainnet-lcd.autostake.com",
    "dydx-mainnet-full-lcd.public.blastapi.io",
    "dydx-api.lavenderfive.com",
    "test-dydx-rpc.kingnodes.com",
    "test-dydx-grpc.kingnodes.com",
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
  keys: walletKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "oegs.dydx.trade, the indexer; nodes of third parties",
      from: "https://docs.dydx.xyz/interaction/endpoints, https://docs.dydx.xyz/nodes/resources",
      evidence: "documented",
    },
    { facts: "the other hosts; chain ids", from: "npm ccxt 4.5.84, dydx; crate dydx 0.3.0, tests", evidence: "client" },
    { facts: "credentials of v4", from: "npm v4-client-js; npm ccxt 4.5.84", evidence: "client" },
    { facts: "credentials of v3", from: "https://github.com/dydxprotocol/v3-client (tests)", evidence: "documented" },
    {
      facts: "keys that a wallet admits, their number; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

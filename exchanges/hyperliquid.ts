import type { Exchange } from "./exchange";

/**
 * Hyperliquid. Bots sign with an agent wallet (API wallet) that may trade but never withdraw, and the signature binds
 * the network. Keys cannot be bound to addresses; the agent's expiry, `validUntil`, is what limits a stolen one.
 */
export const hyperliquid: Exchange = {
  id: "hyperliquid",
  title: "Hyperliquid",
  hosts: {
    mainnet: [{ name: "api.hyperliquid.xyz", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "api.hyperliquid-testnet.xyz", ports: [443], roles: ["rest", "ws"] }],
  },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["hyperliquid.xyz", "hyperliquid-testnet.xyz"],
  separation: { kind: "host" },
  credentials: [
    {
      kind: "secp256k1",
      fields: [
        { name: "account address", half: "public", shape: "0x and 40 hexadecimal digits" },
        { name: "agent private key", half: "secret", shape: "0x and 64 hexadecimal digits" },
      ],
    },
  ],
  allowList: {
    supported: false,
    addressesPerKey: 0,
    cidr: false,
    unbound:
      "Agents cannot be bound to addresses. Approve each with a `validUntil` (at most 180 days ahead) and never reuse an agent's address.",
  },
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, agent key in `secret_key`, network bound by the signature",
      from: "https://github.com/hyperliquid-dex/hyperliquid-python-sdk",
      evidence: "documented",
    },
    { facts: "validUntil of at most 180 days", from: "Rust crate df-hyperliquid-core", evidence: "client" },
    { facts: "regions whose addresses the API refuses", from: "no document found", evidence: "unverified" },
  ],
};

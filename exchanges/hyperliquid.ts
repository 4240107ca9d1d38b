import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

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
  accountHosts: { mainnet: ["api.hyperliquid.xyz"], testnet: ["api.hyperliquid-testnet.xyz"] },
  separation: { kind: "chain", binding: "the network that is named in what an agent signs" },
  gaps: [],
  otherLiveHosts: ["api-ui.hyperliquid.xyz", "rpc.hyperliquid.xyz", "app.hyperliquid.xyz"],
  otherTestHosts: ["api-ui.hyperliquid-testnet.xyz", "rpc.hyperliquid-testnet.xyz"],
  domains: ["hyperliquid.xyz", "hyperliquid-testnet.xyz"],
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
  keys: {
    ...unstatedKeys,
    lifeDays: 180,
    unboundLifeDays: 180,
    deletion: "By approving another agent of the same name.",
  },
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, agent key in `secret_key`, network bound by the signature",
      from: "https://github.com/hyperliquid-dex/hyperliquid-python-sdk",
      evidence: "documented",
    },
    { facts: "validUntil of at most 180 days", from: "Rust crate df-hyperliquid-core", evidence: "client" },
    { facts: "hosts of the web site and of the chain's nodes", from: "clients in public code", evidence: "client" },
    {
      facts: "number of agents; idle agents; regions whose addresses the API refuses",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Bitfinex. There is no test network. */
export const bitfinex: Exchange = {
  id: "bitfinex",
  title: "Bitfinex",
  hosts: {
    mainnet: [
      { name: "api.bitfinex.com", ports: [443], roles: ["rest", "ws"] },
      { name: "api-pub.bitfinex.com", ports: [443], roles: ["rest", "ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.bitfinex.com"], testnet: [] },
  separation: { kind: "none", why: "Bitfinex has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bitfinex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "43 base64url characters" },
        { name: "API secret", half: "secret", shape: "43 base64url characters" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts; auth/r/permissions", from: "npm ccxt 4.5.84, bitfinex", evidence: "client" },
    { facts: "shapes of key and secret", from: "rule of the scanner trufflehog", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

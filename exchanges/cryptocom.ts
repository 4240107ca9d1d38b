import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Crypto.com Exchange. Its test network lives under a domain of its own, 3ona.co. */
export const cryptocom: Exchange = {
  id: "cryptocom",
  title: "Crypto.com Exchange",
  hosts: {
    mainnet: [
      { name: "api.crypto.com", ports: [443], roles: ["rest"] },
      { name: "deriv-api.crypto.com", ports: [443], roles: ["rest"] },
      { name: "stream.crypto.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "uat-api.3ona.co", ports: [443], roles: ["rest"] },
      { name: "uat-stream.3ona.co", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["crypto.com", "3ona.co"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "22 letters and digits (unverified)" },
        { name: "secret key", half: "secret", shape: "cxakp_ and 22 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of cryptocom", evidence: "client" },
    { facts: "existence of an IP allow-list", from: "npm ccxt 4.5.84, error 40103", evidence: "client" },
    {
      facts:
        "shapes of key and secret, seen in use alike; size and ranges of the IP allow-list; life of keys, and whether an API manages them; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Bitvavo. There is no test network. */
export const bitvavo: Exchange = {
  id: "bitvavo",
  title: "Bitvavo",
  hosts: {
    mainnet: [
      { name: "api.bitvavo.com", ports: [443], roles: ["rest"] },
      { name: "ws.bitvavo.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "none", why: "Bitvavo has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["ws-mdpro.bitvavo.com"],
  otherTestHosts: [],
  domains: ["bitvavo.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "64 hexadecimal digits (unverified)" },
        { name: "API secret", half: "secret", shape: "128 hexadecimal digits (unverified)" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of bitvavo", evidence: "client" },
    {
      facts: "existence of an IP allow-list; ws-mdpro.bitvavo.com",
      from: "https://docs.bitvavo.com/docs/get-started/, https://docs.bitvavo.com/docs/ws-market-data-pro-api/",
      evidence: "documented",
    },
    {
      facts: "shapes of key and secret; IP allow-list: size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

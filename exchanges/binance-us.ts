import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * Binance.US, a company and accounts of its own. There is no test network: the one that ccxt lists for it is that of
 * Binance.
 */
export const binanceUs: Exchange = {
  id: "binance-us",
  title: "Binance.US",
  hosts: {
    mainnet: [
      { name: "api.binance.us", ports: [443], roles: ["rest"] },
      { name: "stream.binance.us", ports: [9443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "none", why: "Binance.US has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["www.binance.us"],
  otherTestHosts: [],
  domains: ["binance.us"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "64 letters and digits" },
        { name: "secret key", half: "secret", shape: "64 letters and digits" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, ports",
      from: "npm ccxt 4.5.84, urls of binanceus; its other hosts are inherited from binance",
      evidence: "client",
    },
    {
      facts:
        "shapes of key and secret, taken to be those of Binance; what tells of a key; IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

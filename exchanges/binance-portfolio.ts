import { binance } from "./binance";
import type { Exchange } from "./exchange";

/**
 * Binance portfolio margin: one margin for spot, USD-M and COIN-M, traded through a host of its own. ccxt, and what
 * builds on it, reads the markets of all three.
 */
export const binancePortfolio: Exchange = {
  id: "binance-portfolio",
  title: "Binance portfolio margin",
  hosts: {
    mainnet: [
      { name: "papi.binance.com", ports: [443], roles: ["rest"] },
      { name: "fstream.binance.com", ports: [443], roles: ["ws"] },
      { name: "dstream.binance.com", ports: [443], roles: ["ws"] },
      { name: "stream.binance.com", ports: [443, 9443], roles: ["ws"] },
      { name: "api.binance.com", ports: [443], roles: ["rest"] },
      { name: "fapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "dapi.binance.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [],
  },
  accountHosts: binance.accountHosts,
  separation: { kind: "none", why: "portfolio margin has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["eapi.binance.com", "nbstream.binance.com"],
  otherTestHosts: [],
  domains: ["binance.com", "binance.vision", "binancefuture.com"],
  credentials: binance.credentials,
  allowList: binance.allowList,
  keys: binance.keys,
  refusedRegions: binance.refusedRegions,
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of binance (papi, ws.papi)", evidence: "client" },
    {
      facts: "credentials, keys, allow-list, refused regions: the account is that of Binance spot",
      from: "see binance.ts",
      evidence: "documented",
    },
    {
      facts:
        "addresses per key; ranges; keys per account; life of bound and of unused keys; whether test hosts refuse US addresses too; ports other than 443",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

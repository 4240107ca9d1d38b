import { binance } from "./binance";
import type { Exchange } from "./exchange";

/**
 * Binance COIN-M futures. Their test network shares its host with that of USD-M futures. ccxt, and what builds on it,
 * reads the markets of spot and USD-M too.
 */
export const binanceCoinm: Exchange = {
  id: "binance-coinm",
  title: "Binance COIN-M futures",
  hosts: {
    mainnet: [
      { name: "dapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "dstream.binance.com", ports: [443], roles: ["ws"] },
      { name: "ws-dapi.binance.com", ports: [443], roles: ["ws"] },
      { name: "api.binance.com", ports: [443], roles: ["rest"] },
      { name: "fapi.binance.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [
      { name: "testnet.binancefuture.com", ports: [443], roles: ["rest", "ws"] },
      { name: "dstream.binancefuture.com", ports: [443], roles: ["ws"] },
      { name: "testnet.binance.vision", ports: [443], roles: ["rest"] },
    ],
  },
  accountHosts: binance.accountHosts,
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: ["papi.binance.com", "eapi.binance.com", "nbstream.binance.com"],
  otherTestHosts: ["demo-dapi.binance.com"],
  domains: ["binance.com", "binance.vision", "binancefuture.com"],
  credentials: binance.credentials,
  allowList: binance.allowList,
  keys: binance.keys,
  refusedRegions: binance.refusedRegions,
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls.api, urls.test and urls.demo of binancecoinm", evidence: "client" },
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

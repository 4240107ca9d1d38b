import { binance } from "./binance";
import type { Exchange } from "./exchange";

/**
 * Binance USD-M futures. Their test network lives under a domain of its own, binancefuture.com. ccxt, and what builds
 * on it, reads the markets of spot and COIN-M too.
 */
export const binanceUsdm: Exchange = {
  id: "binance-usdm",
  title: "Binance USD-M futures",
  hosts: {
    mainnet: [
      { name: "fapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "fstream.binance.com", ports: [443], roles: ["ws"] },
      { name: "ws-fapi.binance.com", ports: [443], roles: ["ws"] },
      { name: "api.binance.com", ports: [443], roles: ["rest"] },
      { name: "dapi.binance.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [
      { name: "testnet.binancefuture.com", ports: [443], roles: ["rest", "ws"] },
      { name: "fstream.binancefuture.com", ports: [443], roles: ["ws"] },
      { name: "testnet.binance.vision", ports: [443], roles: ["rest"] },
    ],
  },
  accountHosts: { mainnet: ["api.binance.com"], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [
    "fapi-mm.binance.com",
    "fstream-mm.binance.com",
    "papi.binance.com",
    "dstream.binance.com",
    "ws-dapi.binance.com",
    "eapi.binance.com",
    "nbstream.binance.com",
  ],
  otherTestHosts: ["demo-fapi.binance.com", "demo-dapi.binance.com", "dstream.binancefuture.com"],
  domains: ["binance.com", "binance.vision", "binancefuture.com"],
  credentials: binance.credentials,
  allowList: binance.allowList,
  keys: binance.keys,
  refusedRegions: binance.refusedRegions,
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls.api, urls.test and urls.demo of binanceusdm", evidence: "client" },
    {
      facts: "hosts of market makers",
      from: "https://developers.binance.com/docs/vip_services/Add-Futures-IP-Whitelists",
      evidence: "documented",
    },
    {
      facts: "credential kinds",
      from: "https://github.com/binance/binance-spot-api-docs (faqs/api_key_types.md); futures share the account's keys",
      evidence: "documented",
    },
    {
      facts: "HTTP 451 to addresses in the US",
      from: "https://github.com/ccxt/ccxt/issues/16044, https://github.com/hummingbot/hummingbot/issues/5932",
      evidence: "client",
    },
    {
      facts:
        "addresses per key; ranges; keys per account; life of bound and of unused keys; whether the test hosts refuse US addresses too; ports other than 443",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

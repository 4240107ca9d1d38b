import { binance } from "./binance";
import type { Exchange } from "./exchange";

/**
 * Binance options. ccxt leaves them out of its sandbox mode. ccxt, and what builds on it, reads the markets of spot
 * and futures too.
 */
export const binanceOptions: Exchange = {
  id: "binance-options",
  title: "Binance options",
  hosts: {
    mainnet: [
      { name: "eapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "fstream.binance.com", ports: [443], roles: ["ws"] },
      { name: "api.binance.com", ports: [443], roles: ["rest"] },
      { name: "fapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "dapi.binance.com", ports: [443], roles: ["rest"] },
    ],
    testnet: [],
  },
  accountHosts: binance.accountHosts,
  separation: {
    kind: "none",
    why: "no test host of options is documented as in service, so every request would trade real funds",
  },
  gaps: [],
  otherLiveHosts: ["nbstream.binance.com", "papi.binance.com", "vapi.binance.com"],
  otherTestHosts: ["testnet.binanceops.com", "testnetws.binanceops.com"],
  domains: ["binance.com", "binance.vision", "binancefuture.com", "binanceops.com"],
  credentials: binance.credentials,
  allowList: binance.allowList,
  keys: binance.keys,
  refusedRegions: binance.refusedRegions,
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of binance (eapi, ws.option)", evidence: "client" },
    { facts: "vapi.binance.com, hosts under binanceops.com", from: "clients in public code", evidence: "client" },
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

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * Alpaca, a broker of stocks and crypto. Paper trading has a host and keys of its own; market data comes from one host
 * for both.
 */
export const alpaca: Exchange = {
  id: "alpaca",
  title: "Alpaca",
  hosts: {
    mainnet: [
      { name: "api.alpaca.markets", ports: [443], roles: ["rest", "ws"] },
      { name: "data.alpaca.markets", ports: [443], roles: ["rest", "data"] },
      { name: "stream.data.alpaca.markets", ports: [443], roles: ["data"] },
    ],
    testnet: [{ name: "paper-api.alpaca.markets", ports: [443], roles: ["rest", "ws"] }],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [
    {
      network: "testnet",
      what: "Market data comes from data.alpaca.markets and stream.data.alpaca.markets, which paper trading shares with live trading, so a testnet stack does not reach it. Orders, positions and their stream work; take prices from a recording.",
    },
  ],
  otherLiveHosts: ["broker-api.alpaca.markets"],
  otherTestHosts: ["broker-api.sandbox.alpaca.markets"],
  domains: ["alpaca.markets"],
  credentials: [
    {
      kind: "bearer",
      fields: [
        {
          name: "API key",
          half: "public",
          shape:
            "20 characters: PK (paper), AK (live) or CK (broker, unverified) and 18 capitals and digits; 26 in newer keys (unverified)",
        },
        { name: "secret key", half: "secret", shape: "40 letters and digits; 44 in newer keys (unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and secret", from: "validators in public code", evidence: "client" },
    {
      facts: "hosts of data, of their streams and of the broker API",
      from: "npm ccxt 4.5.84, urls of alpaca",
      evidence: "client",
    },
    {
      facts: "api.alpaca.markets, paper-api.alpaca.markets, keys of their own for paper trading",
      from: "https://docs.alpaca.markets/reference",
      evidence: "documented",
    },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

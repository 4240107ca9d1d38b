import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Gemini. A key says by its prefix whether it is of one account or of all. */
export const gemini: Exchange = {
  id: "gemini",
  title: "Gemini",
  hosts: {
    mainnet: [
      { name: "api.gemini.com", ports: [443], roles: ["rest", "ws"] },
      { name: "ws.gemini.com", ports: [443], roles: ["ws"] },
      { name: "exchange.gemini.com", ports: [443], roles: ["data"] },
    ],
    testnet: [
      { name: "api.sandbox.gemini.com", ports: [443], roles: ["rest", "ws"] },
      { name: "ws.sandbox.gemini.com", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.gemini.com"], testnet: ["api.sandbox.gemini.com"] },
  separation: { kind: "host" },
  gaps: [
    {
      network: "testnet",
      what: "ccxt reads the list of currencies from the live site exchange.gemini.com, in its sandbox mode too; a testnet stack refuses that. Turn fetchCurrencies off in the bot's ccxt configuration.",
    },
  ],
  otherLiveHosts: ["docs.gemini.com"],
  otherTestHosts: ["exchange.sandbox.gemini.com"],
  domains: ["gemini.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        {
          name: "API key",
          half: "public",
          shape: "27 or 28 characters: account- or master- and 20 letters and digits",
        },
        { name: "API secret", half: "secret", shape: "27 or 28 letters and digits" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts of requests and of the web site; v1/roles", from: "npm ccxt 4.5.84, gemini", evidence: "client" },
    {
      facts: "ws.gemini.com, ws.sandbox.gemini.com, exchange.sandbox.gemini.com",
      from: "clients in public code, which cite https://developer.gemini.com/get-started/sandbox",
      evidence: "client",
    },
    { facts: "shapes of key and secret", from: "rule of the scanner trufflehog", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

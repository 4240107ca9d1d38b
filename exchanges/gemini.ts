import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Gemini. A key says by its prefix whether it is of one account or of all. */
export const gemini: Exchange = {
  id: "gemini",
  title: "Gemini",
  hosts: {
    mainnet: [{ name: "api.gemini.com", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "api.sandbox.gemini.com", ports: [443], roles: ["rest", "ws"] }],
  },
  separation: { kind: "host" },
  otherLiveHosts: ["exchange.gemini.com"],
  otherTestHosts: [],
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
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of gemini", evidence: "client" },
    { facts: "shapes of key and secret", from: "rule of the scanner trufflehog", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

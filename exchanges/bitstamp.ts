import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Bitstamp. There is no test network. */
export const bitstamp: Exchange = {
  id: "bitstamp",
  title: "Bitstamp",
  hosts: {
    mainnet: [
      { name: "www.bitstamp.net", ports: [443], roles: ["rest"] },
      { name: "ws.bitstamp.net", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  separation: { kind: "none", why: "Bitstamp has no test network, so every request would trade real funds" },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bitstamp.net"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 letters and digits (unverified)" },
        { name: "API secret", half: "secret", shape: "32 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of bitstamp", evidence: "client" },
    {
      facts: "shapes of key and secret; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

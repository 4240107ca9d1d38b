import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Kraken Futures. One host serves requests and streams; the demo has a host of its own. */
export const krakenFutures: Exchange = {
  id: "kraken-futures",
  title: "Kraken Futures",
  hosts: {
    mainnet: [{ name: "futures.kraken.com", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "demo-futures.kraken.com", ports: [443], roles: ["rest", "ws"] }],
  },
  accountHosts: { mainnet: ["futures.kraken.com"], testnet: ["demo-futures.kraken.com"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["kraken.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "56 base64 characters (unverified)" },
        { name: "private key", half: "secret", shape: "88 base64 characters (unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls.api and urls.test of krakenfutures", evidence: "client" },
    {
      facts:
        "shapes of key and secret; IP allow-list: existence, size, ranges; life of keys; /api/auth/v1/api-keys/v3/check, which client code asks about a key; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

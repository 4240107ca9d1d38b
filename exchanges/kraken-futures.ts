import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Kraken Futures. One host serves requests and streams; the demo has a host of its own. */
export const krakenFutures: Exchange = {
  id: "kraken-futures",
  title: "Kraken Futures",
  hosts: {
    mainnet: [{ name: "futures.kraken.com", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "demo-futures.kraken.com", ports: [443], roles: ["rest", "ws"] }],
  },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["kraken.com"],
  separation: { kind: "host" },
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
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls.api and urls.test of krakenfutures", evidence: "client" },
    {
      facts: "shapes of key and secret; IP allow-list: existence, size, ranges",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";

/** Kraken spot. There is no test network: a bot is proven by dry runs, or on Kraken Futures' demo. */
export const kraken: Exchange = {
  id: "kraken",
  title: "Kraken spot",
  hosts: {
    mainnet: [
      { name: "api.kraken.com", ports: [443], roles: ["rest"] },
      { name: "ws.kraken.com", ports: [443], roles: ["ws"] },
      { name: "ws-auth.kraken.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  otherLiveHosts: ["beta-ws.kraken.com", "beta-ws-auth.kraken.com"],
  otherTestHosts: [],
  domains: ["kraken.com"],
  separation: { kind: "none", why: "Kraken spot has no test network, so every request would trade real funds" },
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "56 base64 characters" },
        { name: "private key", half: "secret", shape: "86 to 88 base64 characters, 64 bytes when decoded" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: "unstated",
    cidr: "unstated",
    unbound:
      "A key lives until its optional expiry date; bind it all the same, so that a stolen copy is useless elsewhere.",
  },
  refusedRegions: [],
  sources: [
    {
      facts: "REST host, request signing with a base64 secret of 64 bytes",
      from: "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
      evidence: "documented",
    },
    { facts: "streaming and beta hosts", from: "npm ccxt 4.5.84", evidence: "client" },
    { facts: "length of the API key", from: "rule of the scanner trufflehog", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; optional expiry",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

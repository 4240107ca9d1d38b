import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/** Kraken spot. There is no test network: a bot is proven by dry runs, or on Kraken Futures' demo. */
export const kraken: Exchange = {
  id: "kraken",
  title: "Kraken spot",
  hosts: {
    mainnet: [
      { name: "api.kraken.com", ports: [443], roles: ["rest"] },
      { name: "ws.kraken.com", ports: [443], roles: ["ws"] },
      { name: "ws-auth.kraken.com", ports: [443], roles: ["ws"] },
      { name: "ws-l3.kraken.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.kraken.com"], testnet: [] },
  separation: { kind: "none", why: "Kraken spot has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["beta-ws.kraken.com", "beta-ws-auth.kraken.com"],
  otherTestHosts: [],
  domains: ["kraken.com"],
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
    cidr: true,
    unbound:
      "A key lives until its optional expiry date; bind it all the same, so that a stolen copy is useless elsewhere.",
  },
  keys: { ...unstatedKeys, deletion: "On the web page; an expiry date can be set when the key is made." },
  refusedRegions: [],
  sources: [
    {
      facts: "REST host, request signing with a base64 secret of 64 bytes",
      from: "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
      evidence: "documented",
    },
    { facts: "streaming and beta hosts", from: "npm ccxt 4.5.84; crate nautilus_kraken", evidence: "client" },
    {
      facts: "IP allow-list with ranges of IPv4 and IPv6; expiry date on request (0 for none)",
      from: "Kraken's API reference, Fast API, Create Key (ip_allowlist, valid_until)",
      evidence: "documented",
    },
    {
      facts: "what a key may do, for every key (GetApiKeyInfo)",
      from: "https://docs.kraken.com (Get API Key Info)",
      evidence: "documented",
    },
    { facts: "length of the API key", from: "rule of the scanner trufflehog", evidence: "client" },
    {
      facts:
        "size of the IP allow-list; life of unbound and of unused keys; keys per account; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

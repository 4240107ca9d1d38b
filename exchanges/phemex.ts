import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Phemex. One host of its test network serves requests and streams. */
export const phemex: Exchange = {
  id: "phemex",
  title: "Phemex",
  hosts: {
    mainnet: [
      { name: "api.phemex.com", ports: [443], roles: ["rest"] },
      { name: "ws.phemex.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [{ name: "testnet-api.phemex.com", ports: [443], roles: ["rest", "ws"] }],
  },
  separation: { kind: "host" },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["phemex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "id", half: "public", shape: "36 characters: a UUID" },
        {
          name: "API secret",
          half: "secret",
          shape: "base64url, decoded before it signs; its length is not documented",
        },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  refusedRegions: [],
  sources: [
    {
      facts: "shapes of id and secret",
      from: "https://phemex-docs.github.io/ (public spot API)",
      evidence: "documented",
    },
    {
      facts: "hosts; existence of an IP allow-list (error 401)",
      from: "npm ccxt 4.5.84, urls of phemex",
      evidence: "client",
    },
    {
      facts: "size and ranges of the IP allow-list; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

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
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: ["vapi.phemex.com"],
  otherTestHosts: ["testnet.phemex.com"],
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
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "shapes of id and secret; vapi.phemex.com, which serves listed addresses only",
      from: "https://phemex-docs.github.io/ (public spot API)",
      evidence: "documented",
    },
    {
      facts: "hosts; existence of an IP allow-list (error 401)",
      from: "npm ccxt 4.5.84, urls of phemex",
      evidence: "client",
    },
    {
      facts: "size and ranges of the IP allow-list; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** WOO X. Its test network (staging) has hosts of its own under the live domain. */
export const woo: Exchange = {
  id: "woo",
  title: "WOO X",
  hosts: {
    mainnet: [
      { name: "api.woox.io", ports: [443], roles: ["rest"] },
      { name: "api-pub.woox.io", ports: [443], roles: ["data"] },
      { name: "wss.woox.io", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api.staging.woox.io", ports: [443], roles: ["rest"] },
      { name: "api-pub.staging.woox.io", ports: [443], roles: ["data"] },
      { name: "wss.staging.woox.io", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.woox.io"], testnet: ["api.staging.woox.io"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["woox.io"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "letters and digits (unverified)" },
        { name: "API secret", half: "secret", shape: "letters and digits (unverified)" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts; sub_account/ip_restriction", from: "npm ccxt 4.5.84, woo", evidence: "client" },
    {
      facts: "shapes of key and secret; IP allow-list: size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Bithumb. There is no test network. */
export const bithumb: Exchange = {
  id: "bithumb",
  title: "Bithumb",
  hosts: {
    mainnet: [
      { name: "api.bithumb.com", ports: [443], roles: ["rest"] },
      { name: "ws-api.bithumb.com", ports: [443], roles: ["ws"] },
      { name: "pubwss.bithumb.com", ports: [443], roles: ["data"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.bithumb.com"], testnet: [] },
  separation: { kind: "none", why: "Bithumb has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bithumb.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 hexadecimal digits; letters and digits since 2.0 (unverified)" },
        {
          name: "secret key",
          half: "secret",
          shape: "32 hexadecimal digits; longer since 2.0: 64 letters and digits, or base64 (unverified)",
        },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts; v1/api_keys, which lists keys", from: "npm ccxt 4.5.84, bithumb", evidence: "client" },
    { facts: "the exchange's domain", from: "https://apidocs.bithumb.com/", evidence: "documented" },
    {
      facts:
        "shapes of key and secret; IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

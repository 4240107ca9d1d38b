import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** WhiteBIT. There is no test network. */
export const whitebit: Exchange = {
  id: "whitebit",
  title: "WhiteBIT",
  hosts: {
    mainnet: [
      { name: "whitebit.com", ports: [443], roles: ["rest"] },
      { name: "api.whitebit.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["whitebit.com"], testnet: [] },
  separation: { kind: "none", why: "WhiteBIT has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["whitebit.eu"],
  otherTestHosts: [],
  domains: ["whitebit.com", "whitebit.eu"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 hexadecimal digits (unverified)" },
        { name: "API secret", half: "secret", shape: "32 hexadecimal digits (unverified)" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true, addressesPerKey: 50 },
  keys: { ...unstatedKeys, deletion: "On the web page; for a sub-account's key with sub-account/api-key/delete." },
  refusedRegions: [],
  sources: [
    { facts: "hosts; calls for keys of sub-accounts", from: "npm ccxt 4.5.84, whitebit", evidence: "client" },
    {
      facts: "addresses per key (another page of the same documents says 5)",
      from: "https://docs.whitebit.com/private/http-auth/, https://docs.whitebit.com/overview/",
      evidence: "documented",
    },
    {
      facts: "whitebit.eu; shapes of key and secret; ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * Derive. Requests are signed by an Ethereum key, most often a session key that the wallet admitted. The names under
 * lyra.finance are of the second version, those under derive.xyz of the third.
 */
export const derive: Exchange = {
  id: "derive",
  title: "Derive",
  hosts: {
    mainnet: [
      { name: "api.lyra.finance", ports: [443], roles: ["rest", "ws"] },
      { name: "api.derive.xyz", ports: [443], roles: ["rest", "ws"] },
    ],
    testnet: [
      { name: "api-demo.lyra.finance", ports: [443], roles: ["rest", "ws"] },
      { name: "testnet.api.derive.xyz", ports: [443], roles: ["rest", "ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.lyra.finance"], testnet: ["api-demo.lyra.finance"] },
  separation: { kind: "chain", binding: "the domain separator that is signed with an order" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["derive.xyz", "lyra.finance"],
  credentials: [ethereumAccount],
  allowList: unstatedAllowList,
  keys: { ...unstatedKeys, deletion: "deregister_session_key, signed by the wallet." },
  refusedRegions: [],
  sources: [
    {
      facts: "hosts under lyra.finance, credential fields, session_keys, domain separators",
      from: "npm ccxt 4.5.84, derive",
      evidence: "client",
    },
    {
      facts:
        "hosts under derive.xyz, which public code names; IP allow-list: existence, size, ranges; life of session keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

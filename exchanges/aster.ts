import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Aster. Requests are signed by an Ethereum key. ccxt lists no test network. */
export const aster: Exchange = {
  id: "aster",
  title: "Aster",
  hosts: {
    mainnet: [
      { name: "fapi.asterdex.com", ports: [443], roles: ["rest"] },
      { name: "sapi.asterdex.com", ports: [443], roles: ["rest"] },
      { name: "fstream.asterdex.com", ports: [443], roles: ["ws"] },
      { name: "sstream.asterdex.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["fapi.asterdex.com"], testnet: [] },
  separation: { kind: "none", why: "Aster has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["asterdex.com"],
  credentials: [ethereumAccount],
  allowList: unstatedAllowList,
  keys: { ...unstatedKeys, deletion: "By `v3/agent` calls that the wallet signs (unverified)." },
  refusedRegions: [],
  sources: [
    { facts: "hosts, credential fields", from: "npm ccxt 4.5.84, aster", evidence: "client" },
    {
      facts:
        "what v3/agent tells; IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

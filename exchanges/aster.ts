import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

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
  separation: { kind: "none", why: "Aster has no test network, so every request would trade real funds" },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["asterdex.com"],
  credentials: [ethereumAccount],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "hosts, credential fields", from: "npm ccxt 4.5.84, aster", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

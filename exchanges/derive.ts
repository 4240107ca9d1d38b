import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Derive. Requests are signed by an Ethereum key. Its hosts are not stated. */
export const derive: Exchange = {
  id: "derive",
  title: "Derive",
  hosts: "unstated",
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["derive.xyz"],
  credentials: [ethereumAccount],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "credential fields", from: "npm ccxt 4.5.84, derive", evidence: "client" },
    {
      facts: "the exchange's domain; hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

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
  credentials: [
    {
      kind: "secp256k1",
      fields: [
        { name: "account address", half: "public", shape: "0x and 40 hexadecimal digits" },
        { name: "private key", half: "secret", shape: "0x and 64 hexadecimal digits" },
      ],
    },
  ],
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

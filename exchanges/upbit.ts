import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Upbit. Its hosts are not stated. */
export const upbit: Exchange = {
  id: "upbit",
  title: "Upbit",
  hosts: "unstated",
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["upbit.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "access key", half: "public", shape: "40 letters and digits (unverified)" },
        { name: "secret key", half: "secret", shape: "40 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "the exchange's domain", from: "https://docs.upbit.com/", evidence: "documented" },
    {
      facts:
        "shapes of key and secret; hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

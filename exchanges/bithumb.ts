import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Bithumb. Its hosts are not stated. */
export const bithumb: Exchange = {
  id: "bithumb",
  title: "Bithumb",
  hosts: "unstated",
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
  refusedRegions: [],
  sources: [
    { facts: "the exchange's domain", from: "https://apidocs.bithumb.com/", evidence: "documented" },
    {
      facts:
        "shapes of key and secret; hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

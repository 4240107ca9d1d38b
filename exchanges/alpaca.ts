import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Alpaca, a broker of stocks and crypto. Paper and live keys differ by their prefix. Its hosts are not stated. */
export const alpaca: Exchange = {
  id: "alpaca",
  title: "Alpaca",
  hosts: "unstated",
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["alpaca.markets"],
  credentials: [
    {
      kind: "bearer",
      fields: [
        {
          name: "API key",
          half: "public",
          shape:
            "20 characters: PK (paper), AK (live) or CK (broker, unverified) and 18 capitals and digits; 26 in newer keys (unverified)",
        },
        { name: "secret key", half: "secret", shape: "40 letters and digits; 44 in newer keys (unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and secret", from: "validators in public code", evidence: "client" },
    { facts: "the broker's domain", from: "https://docs.alpaca.markets/docs/authentication-1", evidence: "documented" },
    {
      facts: "hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

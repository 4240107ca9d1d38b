import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Poloniex. Its hosts are not stated. */
export const poloniex: Exchange = {
  id: "poloniex",
  title: "Poloniex",
  hosts: "unstated",
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["poloniex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        {
          name: "API key",
          half: "public",
          shape: "35 characters: four groups of 8 capitals and digits, with hyphens (legacy)",
        },
        { name: "API secret", half: "secret", shape: "128 hexadecimal digits (legacy)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and secret", from: "rule of the scanner trufflehog", evidence: "client" },
    { facts: "the exchange's domain", from: "https://api-docs.poloniex.com/", evidence: "documented" },
    {
      facts: "hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

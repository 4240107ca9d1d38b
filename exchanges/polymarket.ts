import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Polymarket, an order book of predictions. An API credential is derived from the wallet that signs orders. Its hosts are not stated. */
export const polymarket: Exchange = {
  id: "polymarket",
  title: "Polymarket",
  hosts: "unstated",
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["polymarket.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "UUID" },
        { name: "API secret", half: "secret", shape: "44 base64 characters, 32 bytes when decoded" },
        { name: "passphrase", half: "secret", shape: "hexadecimal digits, or letters and digits" },
      ],
    },
    ethereumAccount,
  ],
  allowList: unstatedAllowList,
  refusedRegions: [],
  sources: [
    { facts: "shapes of all fields", from: "rules of the scanners betterleaks and Kingfisher", evidence: "client" },
    {
      facts: "the exchange's domain",
      from: "https://docs.polymarket.com/developers/CLOB/authentication",
      evidence: "documented",
    },
    {
      facts: "hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

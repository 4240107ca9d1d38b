import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** ApeX Omni. Beside an API credential, a STARK key signs orders. */
export const apex: Exchange = {
  id: "apex",
  title: "ApeX Omni",
  hosts: {
    mainnet: [
      { name: "omni.apex.exchange", ports: [443], roles: ["rest"] },
      { name: "quote.omni.apex.exchange", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "testnet.omni.apex.exchange", ports: [443], roles: ["rest"] },
      { name: "qa-quote.omni.apex.exchange", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["apex.exchange"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "UUID (unverified)" },
        { name: "API secret", half: "secret", shape: "random text (unverified)" },
        { name: "passphrase", half: "secret", shape: "random text (unverified)" },
      ],
    },
    { kind: "stark", fields: [{ name: "private key", half: "secret", shape: "0x and up to 63 hexadecimal digits" }] },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts; that key, secret and passphrase belong together",
      from: "npm ccxt 4.5.84, apex",
      evidence: "client",
    },
    {
      facts:
        "shapes of key, secret and passphrase; IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/** BingX. Its test network trades VST, a play-money coin, on hosts of its own under the live domain. */
export const bingx: Exchange = {
  id: "bingx",
  title: "BingX",
  hosts: {
    mainnet: [
      { name: "open-api.bingx.com", ports: [443], roles: ["rest"] },
      { name: "open-api-ws.bingx.com", ports: [443], roles: ["ws"] },
      { name: "open-api-swap.bingx.com", ports: [443], roles: ["ws"] },
      { name: "open-api-cswap-ws.bingx.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "open-api-vst.bingx.com", ports: [443], roles: ["rest"] },
      { name: "vst-open-api-ws.bingx.com", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["open-api.bingx.com"], testnet: ["open-api-vst.bingx.com"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: ["open-api.bingx.io"],
  otherTestHosts: [],
  domains: ["bingx.com", "bingx.io"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "letters and digits (unverified)" },
        { name: "secret key", half: "secret", shape: "letters and digits (unverified)" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: 20,
    cidr: "unstated",
    unbound: "A key is deleted after 14 days without use; one that may withdraw has to be bound.",
  },
  keys: {
    ...unstatedKeys,
    idleLifeDays: 14,
    perAccount: 20,
    deletion: "On the web page; for a sub-account's key with apiKey/del.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts; calls for keys", from: "npm ccxt 4.5.84, bingx", evidence: "client" },
    {
      facts: "addresses per key, keys per account, deletion of unused keys, open-api.bingx.io as a stand-in",
      from: "https://bingx-api.github.io/docs/ (account API, general info)",
      evidence: "documented",
    },
    {
      facts:
        "shapes of key and secret; ranges; life of used keys; whether the test network answers for keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

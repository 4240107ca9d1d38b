import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** BitMEX. Keys belong to one network: one made on the test network fails on the live one. */
export const bitmex: Exchange = {
  id: "bitmex",
  title: "BitMEX",
  hosts: {
    mainnet: [
      { name: "www.bitmex.com", ports: [443], roles: ["rest"] },
      { name: "ws.bitmex.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "testnet.bitmex.com", ports: [443], roles: ["rest"] },
      { name: "ws.testnet.bitmex.com", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["www.bitmex.com"], testnet: ["testnet.bitmex.com"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bitmex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "24 base64url characters" },
        { name: "API secret", half: "secret", shape: "48 base64url characters" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true, cidr: true },
  keys: { ...unstatedKeys, deletion: "On the web page (unverified)." },
  refusedRegions: [],
  sources: [
    {
      facts: "shapes of key and secret; allow-list of ranges",
      from: "https://github.com/BitMEX/api-connectors (examples, APIKey.md)",
      evidence: "documented",
    },
    { facts: "hosts", from: "PyPI bitmex-ws and bitmex-websocket; crate nautilus_bitmex", evidence: "client" },
    {
      facts: "addresses per key; life and deletion of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

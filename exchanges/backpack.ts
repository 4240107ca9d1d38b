import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Backpack. Both halves are raw Ed25519 keys, so the public one proves the secret one. There is no test network. */
export const backpack: Exchange = {
  id: "backpack",
  title: "Backpack",
  hosts: {
    mainnet: [
      { name: "api.backpack.exchange", ports: [443], roles: ["rest"] },
      { name: "ws.backpack.exchange", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "none", why: "Backpack has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["backpack.exchange"],
  credentials: [
    {
      kind: "ed25519",
      fields: [
        { name: "API key", half: "public", shape: "44 base64 characters, the 32 bytes of a public key" },
        {
          name: "API secret",
          half: "secret",
          shape: "44 base64 characters, a seed of 32 bytes; 88 where the public key follows",
        },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of backpack", evidence: "client" },
    { facts: "shapes of key and secret", from: "npm ccxt 4.5.84, backpack.js", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

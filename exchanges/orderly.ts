import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Orderly, the order book behind WOOFi Pro and others. A wallet admits Ed25519 keys, which sign requests. */
export const orderly: Exchange = {
  id: "orderly",
  title: "Orderly",
  hosts: {
    mainnet: [
      { name: "api-evm.orderly.org", ports: [443], roles: ["rest"] },
      { name: "api.orderly.org", ports: [443], roles: ["rest"] },
      { name: "ws-evm.orderly.org", ports: [443], roles: ["ws"] },
      { name: "ws-private-evm.orderly.org", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "testnet-api-evm.orderly.org", ports: [443], roles: ["rest"] },
      { name: "testnet-api.orderly.org", ports: [443], roles: ["rest"] },
      { name: "testnet-ws-evm.orderly.org", ports: [443], roles: ["ws"] },
      { name: "testnet-ws-private-evm.orderly.org", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api-evm.orderly.org"], testnet: ["testnet-api-evm.orderly.org"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["orderly.org"],
  credentials: [
    {
      kind: "ed25519",
      fields: [
        { name: "Orderly key", half: "public", shape: "ed25519: and 43 or 44 base58 characters" },
        {
          name: "Orderly secret",
          half: "secret",
          shape: "ed25519: and 43 or 44 base58 characters, a seed of 32 bytes",
        },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true, cidr: true },
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts whose names end in -evm, credential fields",
      from: "npm ccxt 4.5.84, woofipro",
      evidence: "client",
    },
    {
      facts: "api.orderly.org, testnet-api.orderly.org; list of addresses and ranges for a key",
      from: "https://orderly.network/docs/build-on-omnichain/restful-api/private/set-orderly-key-ip-restriction",
      evidence: "documented",
    },
    {
      facts:
        "shapes of key and secret; size of the IP allow-list; life and deletion of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { walletAllowList } from "./wallet-allow-list";
import { walletKeys } from "./wallet-keys";

/** Paradex. Requests are signed by a STARK key that is derived from the wallet. */
export const paradex: Exchange = {
  id: "paradex",
  title: "Paradex",
  hosts: {
    mainnet: [
      { name: "api.prod.paradex.trade", ports: [443], roles: ["rest"] },
      { name: "ws.api.prod.paradex.trade", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api.testnet.paradex.trade", ports: [443], roles: ["rest"] },
      { name: "ws.api.testnet.paradex.trade", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "chain", binding: "the Starknet chain id that an order is signed for" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["paradex.trade"],
  credentials: [
    {
      kind: "stark",
      fields: [
        { name: "account address", half: "public", shape: "0x and hexadecimal digits" },
        { name: "private key", half: "secret", shape: "0x and up to 63 hexadecimal digits" },
      ],
    },
  ],
  allowList: walletAllowList,
  keys: walletKeys,
  refusedRegions: [],
  sources: [
    { facts: "hosts, chain ids, credential fields", from: "npm ccxt 4.5.84, paradex", evidence: "client" },
    {
      facts: "regions whose addresses it refuses; whether anything binds a key to addresses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import { bybit } from "./bybit";
import type { Exchange } from "./exchange";

/**
 * Bybit EU, the site for the European Economic Area. Its accounts and keys are its own: one of bybit.com fails here.
 */
export const bybitEu: Exchange = {
  id: "bybit-eu",
  title: "Bybit EU",
  hosts: {
    mainnet: [
      { name: "api.bybit.eu", ports: [443], roles: ["rest"] },
      { name: "stream.bybit.eu", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api-testnet.bybit.eu", ports: [443], roles: ["rest"] },
      { name: "stream-testnet.bybit.eu", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.bybit.eu"], testnet: ["api-testnet.bybit.eu"] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: ["api-demo.bybit.eu", "stream-demo.bybit.eu"],
  domains: ["bybit.eu"],
  credentials: bybit.credentials,
  allowList: bybit.allowList,
  keys: bybit.keys,
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of bybiteu", evidence: "client" },
    {
      facts: "credentials, allow-list, life of keys: the API is that of bybit.com",
      from: "see bybit.ts",
      evidence: "documented",
    },
    {
      facts: "addresses per key; ranges; keys per account; life of unused keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/** CoinEx. There is no test network. */
export const coinex: Exchange = {
  id: "coinex",
  title: "CoinEx",
  hosts: {
    mainnet: [
      { name: "api.coinex.com", ports: [443], roles: ["rest"] },
      { name: "socket.coinex.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.coinex.com"], testnet: [] },
  separation: { kind: "none", why: "CoinEx has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["coinex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "access id", half: "public", shape: "32 letters and digits (unverified)" },
        { name: "secret key", half: "secret", shape: "48 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: 50,
    cidr: "unstated",
    unbound: "A key bound to no address dies after three months; one with a list does not.",
  },
  keys: {
    ...unstatedKeys,
    lifeDays: "unlimited",
    unboundLifeDays: 90,
    perAccount: 50,
    deletion: "On the web page; for a sub-account's key through the main account.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of coinex", evidence: "client" },
    {
      facts: "addresses per key, keys per sub-account, life of keys (said of keys of sub-accounts)",
      from: "https://docs.coinex.com/api/v2/ (create-sub-api)",
      evidence: "documented",
    },
    {
      facts: "shapes of key and secret; ranges; life of unused keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import { coinbaseExchange } from "./coinbase-exchange";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Coinbase International Exchange, for institutions outside the United States. Its sandbox has hosts of its own. */
export const coinbaseInternational: Exchange = {
  id: "coinbase-international",
  title: "Coinbase International Exchange",
  hosts: {
    mainnet: [
      { name: "api.international.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-md.international.coinbase.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api-n5e1.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-md.n5e2.coinbase.com", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["coinbase.com"],
  credentials: coinbaseExchange.credentials,
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts; that a passphrase belongs to a key",
      from: "npm ccxt 4.5.84, coinbaseinternational",
      evidence: "client",
    },
    {
      facts: "that streams are refused to addresses of some places, which are not named",
      from: "https://docs.cdp.coinbase.com/international-exchange/",
      evidence: "documented",
    },
    {
      facts:
        "shapes of key, secret and passphrase; IP allow-list: existence, size, ranges; life of keys, and whether an API manages them; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Poloniex. Its sandbox has a host of its own and no streams. */
export const poloniex: Exchange = {
  id: "poloniex",
  title: "Poloniex",
  hosts: {
    mainnet: [
      { name: "api.poloniex.com", ports: [443], roles: ["rest"] },
      { name: "ws.poloniex.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [{ name: "sand-spot-api-gateway.poloniex.com", ports: [443], roles: ["rest"] }],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [
    { network: "testnet", what: "The sandbox has no streams; a testnet stack asks for prices and orders instead." },
  ],
  otherLiveHosts: ["futures-api.poloniex.com", "poloniex.com"],
  otherTestHosts: [],
  domains: ["poloniex.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        {
          name: "API key",
          half: "public",
          shape: "35 characters: four groups of 8 capitals and digits, with hyphens (legacy)",
        },
        { name: "API secret", half: "secret", shape: "128 hexadecimal digits (legacy)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and secret", from: "rule of the scanner trufflehog", evidence: "client" },
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of poloniex", evidence: "client" },
    { facts: "the exchange's domain", from: "https://api-docs.poloniex.com/", evidence: "documented" },
    {
      facts:
        "futures-api.poloniex.com; who may use the sandbox; IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import { ethereumAccount } from "./ethereum-account";
import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * Polymarket, an order book of predictions. An API credential is derived from the wallet that signs orders. There is
 * no test network.
 */
export const polymarket: Exchange = {
  id: "polymarket",
  title: "Polymarket",
  hosts: {
    mainnet: [
      { name: "clob.polymarket.com", ports: [443], roles: ["rest"] },
      { name: "gamma-api.polymarket.com", ports: [443], roles: ["data"] },
      { name: "data-api.polymarket.com", ports: [443], roles: ["data"] },
      { name: "relayer-v2.polymarket.com", ports: [443], roles: ["rest"] },
      { name: "ws-subscriptions-clob.polymarket.com", ports: [443], roles: ["ws"] },
      { name: "ws-live-data.polymarket.com", ports: [443], roles: ["data"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["clob.polymarket.com"], testnet: [] },
  separation: { kind: "none", why: "Polymarket has no test network, so every request would trade real funds" },
  gaps: [
    {
      network: "mainnet",
      what: "Transactions of the wallet need a node of the Polygon chain, whose host you choose; a stack reaches none. Deposit and set allowances elsewhere, or go through the relayer.",
    },
  ],
  otherLiveHosts: ["polymarket.com", "bridge.polymarket.com"],
  otherTestHosts: [],
  domains: ["polymarket.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "UUID" },
        { name: "API secret", half: "secret", shape: "44 base64 characters, 32 bytes when decoded" },
        { name: "passphrase", half: "secret", shape: "hexadecimal digits, or letters and digits" },
      ],
    },
    ethereumAccount,
  ],
  allowList: unstatedAllowList,
  keys: { ...unstatedKeys, deletion: "DELETE /auth/api-key of the CLOB API." },
  // Countries of the list where AWS has a region; some may still close positions.
  refusedRegions: [
    "us-",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-4",
    "ap-southeast-7",
    "ap-east-2",
  ].map((prefix) => ({
    prefix,
    network: "mainnet",
    answer: "rejects new orders",
  })),
  sources: [
    { facts: "shapes of all fields", from: "rules of the scanners betterleaks and Kingfisher", evidence: "client" },
    {
      facts: "hosts, DELETE /auth/api-key",
      from: "https://docs.polymarket.com/getting-started/api; https://docs.polymarket.com/developers/CLOB/authentication",
      evidence: "documented",
    },
    {
      facts:
        "countries that are blocked or may close positions only (Australia, France, Germany, Italy, Singapore, Taiwan, Thailand, United Kingdom, United States)",
      from: "https://docs.polymarket.com/api-reference/geoblock",
      evidence: "documented",
    },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

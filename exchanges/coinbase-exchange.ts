import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * Coinbase Exchange, the order books behind Coinbase. Its keys are others than those of Advanced Trade; its sandbox
 * has hosts of its own.
 */
export const coinbaseExchange: Exchange = {
  id: "coinbase-exchange",
  title: "Coinbase Exchange",
  hosts: {
    mainnet: [
      { name: "api.exchange.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-feed.exchange.coinbase.com", ports: [443], roles: ["ws"] },
      { name: "ws-direct.exchange.coinbase.com", ports: [443], roles: ["ws"] },
      { name: "fix-ord.exchange.coinbase.com", ports: [6121], roles: ["fix"] },
      { name: "fix-md.exchange.coinbase.com", ports: [6121, 6122], roles: ["fix"] },
      { name: "fix-dc.exchange.coinbase.com", ports: [6122], roles: ["fix"] },
    ],
    testnet: [
      { name: "api-public.sandbox.exchange.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-feed-public.sandbox.exchange.coinbase.com", ports: [443], roles: ["ws"] },
      { name: "ws-direct.sandbox.exchange.coinbase.com", ports: [443], roles: ["ws"] },
      { name: "fix-ord.sandbox.exchange.coinbase.com", ports: [6121], roles: ["fix"] },
      { name: "fix-md.sandbox.exchange.coinbase.com", ports: [6121, 6122], roles: ["fix"] },
      { name: "fix-dc.sandbox.exchange.coinbase.com", ports: [6122], roles: ["fix"] },
    ],
  },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: [
    "api-us.dma.prime.coinbase.com",
    "ws-us.dma.prime.coinbase.com",
    "ws-us-direct.dma.prime.coinbase.com",
    "fix-us.dma.prime.coinbase.com",
    "api.prime.coinbase.com",
    "ws-feed.prime.coinbase.com",
    "fix.prime.coinbase.com",
  ],
  otherTestHosts: [
    "api-us.dma.sandbox.prime.coinbase.com",
    "ws-us.dma.sandbox.prime.coinbase.com",
    "ws-us-direct.dma.sandbox.prime.coinbase.com",
    "fix-us.dma.sandbox.prime.coinbase.com",
    "public.sandbox.exchange.coinbase.com",
  ],
  domains: ["coinbase.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 hexadecimal digits (unverified)" },
        { name: "API secret", half: "secret", shape: "88 base64 characters, 64 bytes when decoded (unverified)" },
        {
          name: "passphrase",
          half: "secret",
          shape: "chosen by the key's owner, or made by the exchange (unverified)",
        },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, ports; keys of their own for the sandbox",
      from: "https://docs.cdp.coinbase.com/exchange/introduction/systems-operations, https://docs.cdp.coinbase.com/exchange/introduction/sandbox",
      evidence: "documented",
    },
    { facts: "that a passphrase belongs to a key", from: "npm ccxt 4.5.84, coinbaseexchange", evidence: "client" },
    {
      facts:
        "shapes of key, secret and passphrase; IP allow-list: existence, size, ranges; life of keys, and whether an API manages them; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

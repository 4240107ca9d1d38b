import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Coinbase Exchange, the order books behind Coinbase. Its keys are others than those of Advanced Trade; its sandbox has hosts of its own. */
export const coinbaseExchange: Exchange = {
  id: "coinbase-exchange",
  title: "Coinbase Exchange",
  hosts: {
    mainnet: [
      { name: "api.exchange.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-feed.exchange.coinbase.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api-public.sandbox.exchange.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "ws-feed-public.sandbox.exchange.coinbase.com", ports: [443], roles: ["ws"] },
    ],
  },
  separation: { kind: "host" },
  otherLiveHosts: [],
  otherTestHosts: [],
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
  refusedRegions: [],
  sources: [
    {
      facts: "hosts; that a passphrase belongs to a key",
      from: "npm ccxt 4.5.84, coinbaseexchange",
      evidence: "client",
    },
    {
      facts:
        "shapes of key, secret and passphrase; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Coinbase Advanced Trade. Its sandbox answers with fixed replies and without authentication: it proves nothing. */
export const coinbase: Exchange = {
  id: "coinbase",
  title: "Coinbase Advanced Trade",
  hosts: {
    mainnet: [
      { name: "api.coinbase.com", ports: [443], roles: ["rest"] },
      { name: "advanced-trade-ws.coinbase.com", ports: [443], roles: ["ws"] },
      { name: "advanced-trade-ws-user.coinbase.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.coinbase.com"], testnet: [] },
  separation: {
    kind: "none",
    why: "the sandbox api-sandbox.coinbase.com gives fixed replies without authentication for accounts and orders only, so it proves neither a key nor a fill",
  },
  gaps: [],
  otherLiveHosts: ["api.cdp.coinbase.com", "api.developer.coinbase.com"],
  otherTestHosts: ["api-sandbox.coinbase.com"],
  domains: ["coinbase.com"],
  credentials: [
    {
      kind: "ecdsa-p256",
      fields: [
        { name: "API key name", half: "public", shape: "organizations/UUID/apiKeys/UUID" },
        {
          name: "private key",
          half: "secret",
          shape: "PEM block of an EC private key on P-256, often with escaped line breaks",
        },
      ],
    },
    {
      kind: "ed25519",
      discouraged: "Coinbase says that its Coinbase App SDKs do not support Ed25519 keys.",
      fields: [
        { name: "API key id", half: "public", shape: "UUID" },
        { name: "private key", half: "secret", shape: "88 base64 characters: 64 bytes, seed and public key" },
      ],
    },
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "16 letters and digits (legacy, unverified)" },
        { name: "API secret", half: "secret", shape: "32 letters and digits (legacy, unverified)" },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: { ...unstatedKeys, deletion: "On the pages of the developer platform (unverified)." },
  refusedRegions: [],
  sources: [
    {
      facts: "static sandbox, credential kinds, Ed25519 not supported by the Coinbase App SDKs",
      from: "https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication",
      evidence: "documented",
    },
    {
      facts: "api.coinbase.com, advanced-trade-ws.coinbase.com",
      from: "npm ccxt 4.5.84",
      evidence: "client",
    },
    { facts: "shapes of key name and private key", from: "npm ccxt 4.5.84, coinbase.js", evidence: "client" },
    {
      facts:
        "advanced-trade-ws-user.coinbase.com, which many clients name; shapes of legacy keys; IP allow-list: existence, size, ranges; life and deletion of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

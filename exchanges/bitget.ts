import type { Exchange } from "./exchange";
import { ninetyDaysAllowList } from "./ninety-days-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Bitget. Demo trading is served by the live REST host; only a request header tells play money from real money. */
export const bitget: Exchange = {
  id: "bitget",
  title: "Bitget",
  hosts: {
    mainnet: [
      { name: "api.bitget.com", ports: [443], roles: ["rest"] },
      { name: "ws.bitget.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [{ name: "wspap.bitget.com", ports: [443], roles: ["ws"] }],
  },
  accountHosts: { mainnet: ["api.bitget.com"], testnet: [] },
  separation: {
    kind: "header",
    header: "paptrading: 1",
    why: "demo requests go to the live host api.bitget.com and differ from live ones by the header paptrading alone, so a network sandbox cannot keep a testnet bot from trading real funds",
  },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bitget.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "bg_ and 32 hexadecimal digits" },
        { name: "secret key", half: "secret", shape: "64 hexadecimal digits" },
        { name: "passphrase", half: "secret", shape: "chosen by the key's owner" },
      ],
    },
    {
      kind: "rsa",
      fields: [
        { name: "API key", half: "public", shape: "bg_ and 32 hexadecimal digits" },
        { name: "private key", half: "secret", shape: "PEM block of an RSA key; Bitget holds the public half" },
        { name: "passphrase", half: "secret", shape: "chosen by the key's owner" },
      ],
    },
  ],
  allowList: ninetyDaysAllowList,
  keys: {
    ...unstatedKeys,
    deletion: "On the web page; for a sub-account's key through the master account (v3 user/delete-sub-api).",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts, demo header", from: "npm ccxt 4.5.84, urls of bitget", evidence: "client" },
    {
      facts: "shapes of key and secret",
      from: "placeholders and validators in public code; no document found",
      evidence: "client",
    },
    { facts: "RSA keys", from: "npm bitget-api README", evidence: "client" },
    {
      facts:
        "addresses per key (30 is often quoted), ranges, life of an unbound key, keys per account; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

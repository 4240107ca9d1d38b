import type { Exchange } from "./exchange";
import { walletAllowList } from "./wallet-allow-list";
import { walletKeys } from "./wallet-keys";

/** Lighter. One host serves requests and streams. */
export const lighter: Exchange = {
  id: "lighter",
  title: "Lighter",
  hosts: {
    mainnet: [{ name: "mainnet.zklighter.elliot.ai", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "testnet.zklighter.elliot.ai", ports: [443], roles: ["rest", "ws"] }],
  },
  accountHosts: { mainnet: ["mainnet.zklighter.elliot.ai"], testnet: ["testnet.zklighter.elliot.ai"] },
  separation: { kind: "chain", binding: "the chain id (300 or 304) that the signer is made for" },
  gaps: [],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["zklighter.elliot.ai"],
  credentials: [
    {
      kind: "schnorr",
      fields: [
        { name: "account and key index", half: "public", shape: "numbers" },
        {
          name: "private key",
          half: "secret",
          shape: "more than 66 characters: 0x and 80 hexadecimal digits (unverified)",
        },
      ],
    },
  ],
  allowList: walletAllowList,
  keys: walletKeys,
  refusedRegions: [],
  sources: [
    {
      facts: "hosts; chain ids; apikeys; that the private key is longer than 66 characters",
      from: "npm ccxt 4.5.84, lighter.js",
      evidence: "client",
    },
    {
      facts:
        "exact length of the private key; regions whose addresses it refuses; whether anything binds a key to addresses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

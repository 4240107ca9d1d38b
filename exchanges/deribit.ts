import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Deribit. Every reply of its API says in `testnet` which network answered. */
export const deribit: Exchange = {
  id: "deribit",
  title: "Deribit",
  hosts: {
    mainnet: [{ name: "www.deribit.com", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "test.deribit.com", ports: [443], roles: ["rest", "ws"] }],
  },
  separation: { kind: "host" },
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["deribit.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "client id", half: "public", shape: "8 to 10 letters and digits" },
        {
          name: "client secret",
          half: "secret",
          shape: "32 capitals and digits, or 43 base64url characters (unverified)",
        },
      ],
    },
    {
      kind: "ed25519",
      fields: [
        { name: "client id", half: "public", shape: "8 to 10 letters and digits" },
        { name: "private key", half: "secret", shape: "PEM block of an Ed25519 key; Deribit holds the public half" },
      ],
    },
    {
      kind: "rsa",
      fields: [
        { name: "client id", half: "public", shape: "8 to 10 letters and digits" },
        { name: "private key", half: "secret", shape: "PEM block of an RSA key; Deribit holds the public half" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of deribit", evidence: "client" },
    {
      facts: "client id, client secret of 32 characters, asymmetric keys",
      from: "https://docs.deribit.com/ (examples)",
      evidence: "documented",
    },
    {
      facts: "client secret of 43 characters; IP allow-list: size, ranges; countries it refuses (error 12005)",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

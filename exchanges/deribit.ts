import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Deribit. Every reply of its API says in `testnet` which network answered. */
export const deribit: Exchange = {
  id: "deribit",
  title: "Deribit",
  hosts: {
    mainnet: [{ name: "www.deribit.com", ports: [443], roles: ["rest", "ws"] }],
    testnet: [{ name: "test.deribit.com", ports: [443], roles: ["rest", "ws"] }],
  },
  accountHosts: { mainnet: ["www.deribit.com"], testnet: ["test.deribit.com"] },
  separation: { kind: "host" },
  gaps: [
    {
      network: "both",
      what: "FIX sessions run without TLS or over a port of their own, and are left out; use requests or streams.",
    },
  ],
  otherLiveHosts: ["streams.deribit.com", "history.deribit.com", "fix.deribit.com"],
  otherTestHosts: ["fix-test.deribit.com"],
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
  keys: {
    ...unstatedKeys,
    deletion:
      "private/remove_api_key by a key with the scope account:read_write; private/disable_api_key can be taken back.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of deribit", evidence: "client" },
    {
      facts: "client id, client secret of 32 characters, asymmetric keys",
      from: "https://docs.deribit.com/ (examples)",
      evidence: "documented",
    },
    {
      facts: "ip_whitelist of a key; removal and disabling by API",
      from: "https://docs.deribit.com/articles/creating-api-key, private/list_api_keys",
      evidence: "documented",
    },
    {
      facts: "streams.deribit.com; hosts of FIX",
      from: "clients in public code; crate deribit-fix",
      evidence: "client",
    },
    {
      facts:
        "client secret of 43 characters; IP allow-list: size, ranges; keys per account; life of keys; countries it refuses (error 12005)",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

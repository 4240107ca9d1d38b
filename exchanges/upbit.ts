import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/** Upbit. Every key is bound to addresses. There is no test network. */
export const upbit: Exchange = {
  id: "upbit",
  title: "Upbit",
  hosts: { mainnet: [{ name: "api.upbit.com", ports: [443], roles: ["rest", "ws"] }], testnet: [] },
  accountHosts: { mainnet: ["api.upbit.com"], testnet: [] },
  separation: { kind: "none", why: "Upbit has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["sg-api.upbit.com", "id-api.upbit.com", "th-api.upbit.com"],
  otherTestHosts: [],
  domains: ["upbit.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "access key", half: "public", shape: "40 letters and digits (unverified)" },
        { name: "secret key", half: "secret", shape: "40 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: 10,
    cidr: "unstated",
    unbound: "No key is issued without an address.",
  },
  keys: {
    ...unstatedKeys,
    lifeDays: 365,
    perAccount: 10,
    deletion: "On the web page. A key cannot be prolonged: delete it and make another.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of upbit", evidence: "client" },
    { facts: "regional hosts", from: "https://global-docs.upbit.com/ (REST API guide)", evidence: "documented" },
    {
      facts:
        "addresses per key, addresses required, keys per account, life of a year that cannot be prolonged, list of keys",
      from: "https://docs.upbit.com/kr/docs/api-key and its change log",
      evidence: "documented",
    },
    {
      facts: "shapes of key and secret; whether an allow-list takes ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

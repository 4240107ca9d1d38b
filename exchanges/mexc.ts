import type { Exchange } from "./exchange";
import { ninetyDaysAllowList } from "./ninety-days-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** MEXC. There is no test network. */
export const mexc: Exchange = {
  id: "mexc",
  title: "MEXC",
  hosts: {
    mainnet: [
      { name: "api.mexc.com", ports: [443], roles: ["rest"] },
      { name: "www.mexc.com", ports: [443], roles: ["rest"] },
      { name: "wbs-api.mexc.com", ports: [443], roles: ["ws"] },
      { name: "contract.mexc.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.mexc.com"], testnet: [] },
  separation: { kind: "none", why: "MEXC has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["futures.mexc.com"],
  otherTestHosts: [],
  domains: ["mexc.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "access key", half: "public", shape: "18 characters: mx0 and 15 letters and digits" },
        { name: "secret key", half: "secret", shape: "32 hexadecimal digits" },
      ],
    },
  ],
  allowList: { ...ninetyDaysAllowList, addressesPerKey: 20 },
  keys: {
    ...unstatedKeys,
    deletion: "On the web page; for a sub-account's key with DELETE /api/v3/sub-account/apiKey.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts; calls for keys of sub-accounts", from: "npm ccxt 4.5.84, mexc", evidence: "client" },
    { facts: "futures.mexc.com", from: "clients in public code", evidence: "client" },
    {
      facts: "shapes of key and secret; addresses per key",
      from: "https://www.mexc.com/api-docs/spot-v3/introduction (examples, apiKeyInfo)",
      evidence: "documented",
    },
    {
      facts: "ranges; life of an unbound key; keys per account; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

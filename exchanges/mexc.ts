import type { Exchange } from "./exchange";
import { ninetyDaysAllowList } from "./ninety-days-allow-list";

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
  separation: { kind: "none", why: "MEXC has no test network, so every request would trade real funds" },
  otherLiveHosts: [],
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
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of mexc", evidence: "client" },
    {
      facts: "shapes of key and secret; addresses per key",
      from: "https://www.mexc.com/api-docs/spot-v3/introduction (examples, apiKeyInfo)",
      evidence: "documented",
    },
    {
      facts: "ranges; life of an unbound key; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

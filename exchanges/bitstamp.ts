import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Bitstamp. Its sandbox has a host of its own and no streams. */
export const bitstamp: Exchange = {
  id: "bitstamp",
  title: "Bitstamp",
  hosts: {
    mainnet: [
      { name: "www.bitstamp.net", ports: [443], roles: ["rest"] },
      { name: "ws.bitstamp.net", ports: [443], roles: ["ws"] },
    ],
    testnet: [{ name: "sandbox.bitstamp.net", ports: [443], roles: ["rest"] }],
  },
  accountHosts: { mainnet: ["www.bitstamp.net"], testnet: ["sandbox.bitstamp.net"] },
  separation: { kind: "host" },
  gaps: [
    { network: "testnet", what: "The sandbox has no streams; a testnet stack asks for prices and orders instead." },
  ],
  otherLiveHosts: [],
  otherTestHosts: [],
  domains: ["bitstamp.net"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 letters and digits (unverified)" },
        { name: "API secret", half: "secret", shape: "32 letters and digits (unverified)" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  keys: {
    ...unstatedKeys,
    deletion: "On the web page; the call revoke_all_api_keys/ revokes every key of the account (unverified).",
  },
  refusedRegions: [],
  sources: [
    { facts: "live hosts; revoke_all_api_keys/", from: "npm ccxt 4.5.84, bitstamp", evidence: "client" },
    {
      facts: "sandbox.bitstamp.net",
      from: "clients in public code that cite https://www.bitstamp.net/api/; scope of Bitstamp's bug bounty",
      evidence: "client",
    },
    {
      facts: "that a key can be locked to an address",
      from: "https://blog.bitstamp.net/post/api-key-implementation/",
      evidence: "documented",
    },
    {
      facts:
        "shapes of key and secret; streams of the sandbox (ws.sandbox.bitstamp.net is named once); IP allow-list: size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

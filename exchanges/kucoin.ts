import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/**
 * KuCoin. Older streams run over hosts that a token names at run time, newer ones over fixed hosts. There is no test
 * network.
 */
export const kucoin: Exchange = {
  id: "kucoin",
  title: "KuCoin",
  hosts: {
    mainnet: [
      { name: "api.kucoin.com", ports: [443], roles: ["rest"] },
      { name: "api-futures.kucoin.com", ports: [443], roles: ["rest"] },
      { name: "x-push-spot.kucoin.com", ports: [443], roles: ["ws"] },
      { name: "x-push-futures.kucoin.com", ports: [443], roles: ["ws"] },
      { name: "wsapi-push.kucoin.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.kucoin.com"], testnet: [] },
  separation: { kind: "none", why: "KuCoin has no test network, so every request would trade real funds" },
  gaps: [
    {
      network: "mainnet",
      what: "Streams that are opened with a token (bullet-public, bullet-private) run over hosts that KuCoin names at run time. No list can hold those, so a stack reaches none of them. Use the streams of x-push-spot.kucoin.com, x-push-futures.kucoin.com and wsapi-push.kucoin.com, as ccxt does, or requests alone.",
    },
  ],
  otherLiveHosts: [
    "api-broker.kucoin.com",
    "kucoin.com",
    "www.kucoin.com",
    "ws-api-spot.kucoin.com",
    "ws-api-futures.kucoin.com",
    "push-private.kucoin.com",
  ],
  otherTestHosts: [],
  domains: ["kucoin.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "24 hexadecimal digits" },
        { name: "API secret", half: "secret", shape: "36 characters: a UUID" },
        { name: "passphrase", half: "secret", shape: "chosen by the key's owner, 7 to 32 printable characters" },
      ],
    },
  ],
  allowList: { ...unstatedAllowList, supported: true },
  keys: { ...unstatedKeys, deletion: "On the web page; for a sub-account's key with DELETE /api/v1/sub/api-key." },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of kucoin", evidence: "client" },
    {
      facts: "hosts that tokens have named",
      from: "examples of replies in ccxt and other public code",
      evidence: "client",
    },
    {
      facts: "GET /api/v1/user/api-key; calls for keys of sub-accounts",
      from: "npm kucoin-api",
      evidence: "client",
    },
    {
      facts: "shape of the key",
      from: "https://www.kucoin.com/docs-new/authentication (its example)",
      evidence: "documented",
    },
    {
      facts: "shapes of secret and passphrase",
      from: "rules of the scanners gitleaks and trufflehog",
      evidence: "client",
    },
    {
      facts:
        "addresses per key (20 is often quoted), ranges, life of an unbound key; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

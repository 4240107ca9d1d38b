import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** KuCoin. Streams run over hosts that a token names at run time, so no list of its hosts is complete. There is no test network. */
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
  separation: { kind: "none", why: "KuCoin has no test network, so every request would trade real funds" },
  otherLiveHosts: ["api-broker.kucoin.com"],
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
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of kucoin", evidence: "client" },
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

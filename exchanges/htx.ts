import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/** HTX, formerly Huobi. Two domains: spot under huobi.pro, contracts under hbdm.vn. There is no test network. */
export const htx: Exchange = {
  id: "htx",
  title: "HTX",
  hosts: {
    mainnet: [
      { name: "api.huobi.pro", ports: [443], roles: ["rest", "ws"] },
      { name: "api.hbdm.vn", ports: [443], roles: ["rest", "ws"] },
      { name: "api.hbdm.com", ports: [443], roles: ["rest", "ws"] },
      { name: "api-aws.huobi.pro", ports: [443], roles: ["ws"] },
    ],
    testnet: [],
  },
  accountHosts: { mainnet: ["api.huobi.pro"], testnet: [] },
  separation: { kind: "none", why: "HTX has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["api.btcgateway.pro"],
  otherTestHosts: [],
  domains: ["huobi.pro", "hbdm.vn", "hbdm.com", "btcgateway.pro", "htx.com", "huobi.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        {
          name: "access key",
          half: "public",
          shape:
            "four groups of 8 (10 in sub-accounts, unverified), 8, 8 and 5 lower-case letters and digits, with hyphens",
        },
        {
          name: "secret key",
          half: "secret",
          shape: "four groups of 8, 8, 8 and 5 lower-case letters and digits, with hyphens",
        },
      ],
    },
    {
      kind: "ed25519",
      fields: [
        {
          name: "access key",
          half: "public",
          shape:
            "four groups of 8 (10 in sub-accounts, unverified), 8, 8 and 5 lower-case letters and digits, with hyphens",
        },
        { name: "private key", half: "secret", shape: "PEM block of an Ed25519 key; HTX holds the public half" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: 20,
    cidr: true,
    unbound: "A key that may trade or withdraw and is bound to no address is deactivated after 90 days without use.",
  },
  keys: {
    ...unstatedKeys,
    idleLifeDays: 90,
    perAccount: 20,
    deletion: "On the web page; for a sub-user's key with v2/sub-user/api-key-deletion.",
  },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of htx", evidence: "client" },
    {
      facts: "groups of key and secret",
      from: "https://www.htx.com/en-us/opend/newApiPages/ (its example)",
      evidence: "documented",
    },
    { facts: "Ed25519 keys", from: "an example in HTX's SDK", evidence: "client" },
    {
      facts: "addresses per key, ranges, keys per account, deactivation of unused keys that are unbound",
      from: "https://www.htx.com/en-us/apikey",
      evidence: "documented",
    },
    {
      facts: "api.hbdm.com, api.btcgateway.pro",
      from: "https://www.htx.com/en-us/opend/newApiPages/ (USDT-margined contracts, access URLs)",
      evidence: "documented",
    },
    {
      facts: "life of bound keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

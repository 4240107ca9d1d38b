import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/**
 * Bybit, all markets of the v5 API. Its *testnet* has hosts of its own; its *demo* trading reads public market data
 * from the live stream host, so no sandbox can hold a demo bot.
 */
export const bybit: Exchange = {
  id: "bybit",
  title: "Bybit",
  hosts: {
    mainnet: [
      { name: "api.bybit.com", ports: [443], roles: ["rest"] },
      { name: "api.bytick.com", ports: [443], roles: ["rest"] },
      { name: "stream.bybit.com", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api-testnet.bybit.com", ports: [443], roles: ["rest"] },
      { name: "stream-testnet.bybit.com", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.bybit.com"], testnet: ["api-testnet.bybit.com"] },
  separation: { kind: "host" },
  gaps: [
    {
      network: "mainnet",
      what: "Hosts that Bybit assigns to a single institution (endpointDomain, under bybit.com or bybit-aws.com) are in no list, so a stack does not reach them; use the common hosts.",
    },
  ],
  otherLiveHosts: [
    "api.bybit.nl",
    "api.bybit.tr",
    "api.bybit-tr.com",
    "api.bybit.kz",
    "api.bybit.ae",
    "api.bybit.eu",
    "api.bybit.id",
    "api.bybitgeorgia.ge",
    "api.manepa.jp",
    "api.byhkbit.com",
    "api.spark-fintech.com",
    "stream.bybit-tr.com",
    "stream.bybit.kz",
    "stream.bybit.eu",
    "stream.bybit.id",
    "stream.bybitgeorgia.ge",
  ],
  otherTestHosts: [
    "api-testnet.manepa.jp",
    "api-testnet.bybit.eu",
    "stream-testnet.bybit.eu",
    "api-testnet.bybit.id",
    "stream-testnet.bybit.id",
    "api-demo.bybit.com",
    "stream-demo.bybit.com",
    "api-demo.bybit.eu",
    "stream-demo.bybit.eu",
    "api-demo.bybit.id",
    "stream-demo.bybit.id",
  ],
  domains: [
    "bybit.com",
    "bytick.com",
    "bybit.nl",
    "bybit.tr",
    "bybit-tr.com",
    "bybit.kz",
    "bybit.ae",
    "bybit.eu",
    "bybit.id",
    "bybitgeorgia.ge",
    "manepa.jp",
    "byhkbit.com",
    "spark-fintech.com",
    "bybit-aws.com",
  ],
  credentials: [
    {
      kind: "rsa",
      fields: [
        { name: "API key", half: "public", shape: "18 letters and digits" },
        { name: "private key", half: "secret", shape: "PEM block of an RSA key; Bybit holds the public half" },
      ],
    },
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "18 letters and digits" },
        { name: "API secret", half: "secret", shape: "36 letters and digits" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: "unstated",
    cidr: "unstated",
    unbound: "A key bound to no address dies after 90 days, and 7 days after the account's password changes.",
  },
  keys: {
    ...unstatedKeys,
    lifeDays: "unlimited",
    unboundLifeDays: 90,
    deletion:
      "POST /v5/user/delete-api by a key that may transfer; a key that may only trade cannot delete itself. It is invalid at once.",
  },
  refusedRegions: [
    { prefix: "us-", network: "mainnet", answer: "answers HTTP 403" },
    { prefix: "cn-", network: "mainnet", answer: "answers HTTP 403" },
  ],
  sources: [
    {
      facts: "hosts, regional hosts, HTTP 403 to addresses in the US and mainland China",
      from: "https://bybit-exchange.github.io/docs/v5/guide, https://bybit-exchange.github.io/docs/v5/ws/connect",
      evidence: "documented",
    },
    {
      facts: "hosts assigned to institutions",
      from: "https://bybit-exchange.github.io/docs/v5/institution/whitelist-ip",
      evidence: "documented",
    },
    {
      facts: "hosts under bybit.eu and bybit.id",
      from: "npm ccxt 4.5.84, urls of bybiteu and bybitid",
      evidence: "client",
    },
    {
      facts: "that a key of no permission to transfer cannot delete one; effect of a deletion",
      from: "https://bybit-exchange.github.io/docs/v5/user/rm-apikey",
      evidence: "documented",
    },
    {
      facts: "life of an unbound key; that a bound one has no end",
      from: "https://bybit-exchange.github.io/docs/v5/user/create-subuid-apikey",
      evidence: "documented",
    },
    {
      facts: "lengths of key and secret, RSA keys",
      from: "placeholders in the same documents; npm bybit-api README",
      evidence: "client",
    },
    {
      facts:
        "api.spark-fintech.com; addresses per key; ranges; keys per account; life of unused keys; whether the test hosts refuse the same addresses",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

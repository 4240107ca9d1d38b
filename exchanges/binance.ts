import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

/**
 * Binance spot. The test network serves `/api` only: nothing under `/sapi` (key restrictions, wallet, sub-accounts)
 * answers there. It is wiped about once a month without notice; keys survive. The hosts of futures are listed since ccxt,
 * and what builds on it, reads their markets before it trades spot.
 */
export const binance: Exchange = {
  id: "binance",
  title: "Binance spot",
  hosts: {
    mainnet: [
      { name: "api.binance.com", ports: [443], roles: ["rest"] },
      { name: "api1.binance.com", ports: [443], roles: ["rest"] },
      { name: "api2.binance.com", ports: [443], roles: ["rest"] },
      { name: "api3.binance.com", ports: [443], roles: ["rest"] },
      { name: "api4.binance.com", ports: [443], roles: ["rest"] },
      { name: "api-gcp.binance.com", ports: [443], roles: ["rest"] },
      { name: "stream.binance.com", ports: [443, 9443], roles: ["ws"] },
      { name: "ws-api.binance.com", ports: [443, 9443], roles: ["ws"] },
      { name: "stream-sbe.binance.com", ports: [443, 9443], roles: ["ws"] },
      { name: "fix-oe.binance.com", ports: [9000, 9001, 9002], roles: ["fix"] },
      { name: "fix-dc.binance.com", ports: [9000, 9001, 9002], roles: ["fix"] },
      { name: "fix-md.binance.com", ports: [9000, 9001, 9002], roles: ["fix"] },
      { name: "fapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "dapi.binance.com", ports: [443], roles: ["rest"] },
      { name: "data-api.binance.vision", ports: [443], roles: ["data"] },
      { name: "data-stream.binance.vision", ports: [443], roles: ["data"] },
    ],
    testnet: [
      { name: "testnet.binance.vision", ports: [443], roles: ["rest"] },
      { name: "api1.testnet.binance.vision", ports: [443], roles: ["rest"] },
      { name: "stream.testnet.binance.vision", ports: [443, 9443], roles: ["ws"] },
      { name: "ws-api.testnet.binance.vision", ports: [443, 9443], roles: ["ws"] },
      { name: "stream-sbe.testnet.binance.vision", ports: [443, 9443], roles: ["ws"] },
      { name: "fix-oe.testnet.binance.vision", ports: [9000], roles: ["fix"] },
      { name: "fix-dc.testnet.binance.vision", ports: [9000], roles: ["fix"] },
      { name: "fix-md.testnet.binance.vision", ports: [9000], roles: ["fix"] },
      { name: "testnet.binancefuture.com", ports: [443], roles: ["rest"] },
    ],
  },
  accountHosts: { mainnet: ["api.binance.com"], testnet: [] },
  separation: { kind: "host" },
  gaps: [],
  otherLiveHosts: ["nbstream.binance.com", "www.binance.com"],
  otherTestHosts: ["demo-api.binance.com", "demo-stream.binance.com", "demo-ws-api.binance.com"],
  domains: ["binance.com", "binance.vision", "binancefuture.com"],
  credentials: [
    {
      kind: "ed25519",
      fields: [
        { name: "API key", half: "public", shape: "64 letters and digits" },
        {
          name: "private key",
          half: "secret",
          shape: "PKCS#8 PEM block of an Ed25519 key; Binance holds the public half",
        },
      ],
    },
    {
      kind: "rsa",
      fields: [
        { name: "API key", half: "public", shape: "64 letters and digits" },
        { name: "private key", half: "secret", shape: "PKCS#8 PEM block of an RSA key of 2048 or 4096 bits" },
      ],
    },
    {
      kind: "hmac",
      discouraged: "Binance calls HMAC keys deprecated and recommends Ed25519.",
      fields: [
        { name: "API key", half: "public", shape: "64 letters and digits" },
        { name: "secret key", half: "secret", shape: "64 letters and digits" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: "unstated",
    cidr: "unstated",
    unbound:
      "Binance deletes a key that may do more than read and is bound to no address; withdrawals always need a bound address.",
  },
  keys: {
    ...unstatedKeys,
    unboundLifeDays: 30,
    deletion:
      "On the web page; for a sub-account's key with DELETE /sapi/v1/sub-account/subAccountApi of the master account. Binance itself deletes an unbound key that may do more than read.",
  },
  refusedRegions: [{ prefix: "us-", network: "mainnet", answer: "answers HTTP 451 (restricted location)" }],
  sources: [
    {
      facts: "hosts, ports, credential kinds",
      from: "https://github.com/binance/binance-spot-api-docs (rest-api.md, web-socket-api.md, fix-api.md, testnet/, faqs/api_key_types.md)",
      evidence: "documented",
    },
    { facts: "hosts of futures, demo hosts, nbstream.binance.com", from: "npm ccxt 4.5.84", evidence: "client" },
    {
      facts: "deletion of unbound keys",
      from: "Binance notice quoted in https://github.com/freqtrade/freqtrade/issues/13089",
      evidence: "client",
    },
    {
      facts: "permission to trade of an unbound key: 30 days",
      from: "Binance announcement of 2021-07-08, Updates to API Key Permission Rules",
      evidence: "documented",
    },
    {
      facts: "calls for keys of sub-accounts",
      from: "https://developers.binance.com/docs/sub_account/api-management",
      evidence: "documented",
    },
    {
      facts: "HTTP 451 to addresses in the US",
      from: "https://github.com/ccxt/ccxt/issues/19167, https://github.com/freqtrade/freqtrade/pull/7833",
      evidence: "client",
    },
    {
      facts:
        "addresses per key (30 is often quoted); ranges; keys per account; life of bound and of unused keys; whether the test hosts refuse US addresses too",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

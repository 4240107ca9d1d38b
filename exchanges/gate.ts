import type { Exchange } from "./exchange";
import { ninetyDaysAllowList } from "./ninety-days-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Gate. Its test network serves requests and futures streams; there is no test stream for spot. */
export const gate: Exchange = {
  id: "gate",
  title: "Gate",
  hosts: {
    mainnet: [
      { name: "api.gateio.ws", ports: [443], roles: ["rest", "ws"] },
      { name: "fx-api.gateio.ws", ports: [443], roles: ["rest"] },
      { name: "ws.gate.io", ports: [443], roles: ["ws"] },
      { name: "fx-ws.gateio.ws", ports: [443], roles: ["ws"] },
      { name: "op-ws.gateio.live", ports: [443], roles: ["ws"] },
    ],
    testnet: [
      { name: "api-testnet.gateapi.io", ports: [443], roles: ["rest"] },
      { name: "fx-api-testnet.gateio.ws", ports: [443], roles: ["rest"] },
      { name: "ws-testnet.gate.com", ports: [443], roles: ["ws"] },
      { name: "fx-ws-testnet.gateio.ws", ports: [443], roles: ["ws"] },
    ],
  },
  accountHosts: { mainnet: ["api.gateio.ws"], testnet: ["api-testnet.gateapi.io"] },
  separation: { kind: "host" },
  gaps: [
    { network: "testnet", what: "The test network has no stream of spot markets; ask for prices and orders instead." },
  ],
  otherLiveHosts: ["api.gateeu.com", "ws.gateeu.com"],
  otherTestHosts: ["op-ws-testnet.gateio.live"],
  domains: ["gateio.ws", "gate.io", "gateio.live", "gateapi.io", "gate.com", "gateeu.com"],
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "32 hexadecimal digits (unverified)" },
        { name: "API secret", half: "secret", shape: "64 hexadecimal digits (unverified)" },
      ],
    },
  ],
  allowList: ninetyDaysAllowList,
  keys: { ...unstatedKeys, deletion: "On the web page; for a sub-account's key through the master account." },
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of gate; npm gateio-api", evidence: "client" },
    {
      facts: "fx-api.gateio.ws; hosts of the test network",
      from: "https://www.gate.com/docs/developers/apiv4/ (Access URL)",
      evidence: "documented",
    },
    { facts: "hosts under gateeu.com", from: "npm ccxt 4.5.84, urls of gateeu", evidence: "client" },
    {
      facts: "keys of sub-accounts, and their states",
      from: "npm gateio-api; https://github.com/gateio/gateapi-go (SubAccountKey)",
      evidence: "client",
    },
    {
      facts:
        "whether the test network answers for keys; shapes of key and secret; addresses per key (20 is often quoted), ranges, life of an unbound key; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

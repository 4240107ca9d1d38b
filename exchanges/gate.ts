import type { Exchange } from "./exchange";
import { ninetyDaysAllowList } from "./ninety-days-allow-list";

/** Gate. Its test network serves requests and futures streams; there is no test stream for spot. */
export const gate: Exchange = {
  id: "gate",
  title: "Gate",
  hosts: {
    mainnet: [
      { name: "api.gateio.ws", ports: [443], roles: ["rest", "ws"] },
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
  separation: { kind: "host" },
  otherLiveHosts: [],
  otherTestHosts: ["op-ws-testnet.gateio.live"],
  domains: ["gateio.ws", "gate.io", "gateio.live", "gateapi.io", "gate.com"],
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
  refusedRegions: [],
  sources: [
    { facts: "hosts", from: "npm ccxt 4.5.84, urls of gate; npm gateio-api", evidence: "client" },
    {
      facts:
        "shapes of key and secret; addresses per key (20 is often quoted), ranges, life of an unbound key; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

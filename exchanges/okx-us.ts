import { okx } from "./okx";
import type { Exchange } from "./exchange";

/** OKX US, the site for the United States. Its accounts and keys are its own: one of www.okx.com fails here. */
export const okxUs: Exchange = {
  id: "okx-us",
  title: "OKX US",
  hosts: {
    mainnet: [
      { name: "us.okx.com", ports: [443], roles: ["rest"] },
      { name: "wsus.okx.com", ports: [8443], roles: ["ws"] },
    ],
    testnet: [{ name: "wsuspap.okx.com", ports: [8443], roles: ["ws"] }],
  },
  accountHosts: { mainnet: ["us.okx.com"], testnet: [] },
  separation: {
    kind: "header",
    header: "x-simulated-trading: 1",
    why: "demo requests go to the live host us.okx.com and differ from live ones by the header x-simulated-trading alone, so a network sandbox cannot keep a testnet bot from trading real funds",
  },
  gaps: [],
  otherLiveHosts: ["app.okx.com"],
  otherTestHosts: [],
  domains: ["okx.com"],
  credentials: okx.credentials,
  allowList: okx.allowList,
  keys: okx.keys,
  refusedRegions: [],
  sources: [
    { facts: "hosts, ports, demo header", from: "npm ccxt 4.5.84, urls of okxus", evidence: "client" },
    {
      facts: "app.okx.com; credentials, allow-list, life of keys: the API is that of www.okx.com",
      from: "https://www.okx.com/docs-v5/en/",
      evidence: "documented",
    },
    {
      facts: "life of bound keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";

/** OKX. Demo trading is served by the live REST host; only a request header tells play money from real money. */
export const okx: Exchange = {
  id: "okx",
  title: "OKX",
  hosts: {
    mainnet: [
      { name: "www.okx.com", ports: [443], roles: ["rest"] },
      { name: "ws.okx.com", ports: [8443], roles: ["ws"] },
    ],
    testnet: [{ name: "wspap.okx.com", ports: [8443], roles: ["ws"] }],
  },
  otherLiveHosts: ["us.okx.com", "eea.okx.com", "app.okx.com", "my.okx.com", "wsus.okx.com", "wseea.okx.com"],
  otherTestHosts: ["wsuspap.okx.com", "wseeapap.okx.com"],
  domains: ["okx.com"],
  separation: {
    kind: "header",
    header: "x-simulated-trading: 1",
    why: "demo requests go to the live host www.okx.com and differ from live ones by the header x-simulated-trading alone, so a network sandbox cannot keep a testnet bot from trading real funds",
  },
  credentials: [
    {
      kind: "hmac",
      fields: [
        { name: "API key", half: "public", shape: "UUID" },
        { name: "secret key", half: "secret", shape: "32 hexadecimal digits in upper case (unverified)" },
        { name: "passphrase", half: "secret", shape: "chosen by the key's owner, 8 to 32 characters (unverified)" },
      ],
    },
  ],
  allowList: {
    supported: true,
    addressesPerKey: 20,
    cidr: true,
    unbound:
      "A key that may trade or withdraw and is bound to no address expires after 14 days without use; demo keys do not expire.",
  },
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, demo header, addresses per key (errors 59503, 59501), expiry",
      from: "https://www.okx.com/docs-v5/en/",
      evidence: "documented",
    },
    { facts: "hosts of us.okx.com and eea.okx.com", from: "npm ccxt 4.5.84 (okxus, myokx)", evidence: "client" },
    {
      facts: "shapes of secret key and passphrase; regions whose addresses www.okx.com refuses",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedKeys } from "./unstated-keys";

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
  accountHosts: { mainnet: ["www.okx.com"], testnet: [] },
  separation: {
    kind: "header",
    header: "x-simulated-trading: 1",
    why: "demo requests go to the live host www.okx.com and differ from live ones by the header x-simulated-trading alone, so a network sandbox cannot keep a testnet bot from trading real funds",
  },
  gaps: [],
  otherLiveHosts: ["aws.okx.com", "wsaws.okx.com"],
  otherTestHosts: [],
  domains: ["okx.com"],
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
  keys: {
    ...unstatedKeys,
    idleLifeDays: 14,
    perAccount: 50,
    deletion: "On the web page; for a sub-account's key through the master account (users/subaccount/delete-apikey).",
  },
  refusedRegions: [],
  sources: [
    {
      facts: "hosts, demo header, addresses per key and keys per account (errors 59503, 59501), expiry",
      from: "https://www.okx.com/docs-v5/en/",
      evidence: "documented",
    },
    { facts: "older hosts on AWS, aws.okx.com and wsaws.okx.com", from: "clients in public code", evidence: "client" },
    {
      facts: "life of bound keys; shapes of secret key and passphrase; regions whose addresses www.okx.com refuses",
      from: "no document found",
      evidence: "unverified",
    },
  ],
};

import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";
import { unstatedKeys } from "./unstated-keys";

/** Robinhood Crypto. One host; there is no test network. */
export const robinhood: Exchange = {
  id: "robinhood",
  title: "Robinhood Crypto",
  hosts: { mainnet: [{ name: "trading.robinhood.com", ports: [443], roles: ["rest"] }], testnet: [] },
  accountHosts: { mainnet: [], testnet: [] },
  separation: { kind: "none", why: "Robinhood Crypto has no test network, so every request would trade real funds" },
  gaps: [],
  otherLiveHosts: ["api.robinhood.com", "nummus.robinhood.com"],
  otherTestHosts: [],
  domains: ["robinhood.com"],
  credentials: [
    {
      kind: "ed25519",
      fields: [
        { name: "API key", half: "public", shape: "43 characters: rh-api- and a UUID" },
        {
          name: "private key",
          half: "secret",
          shape: "44 base64 characters, a seed of 32 bytes; 88 where the public key follows",
        },
      ],
    },
  ],
  allowList: unstatedAllowList,
  keys: unstatedKeys,
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and private key", from: "rule of the scanner trufflehog", evidence: "client" },
    { facts: "the exchange's domain", from: "https://docs.robinhood.com/crypto/trading/", evidence: "documented" },
    { facts: "hosts", from: "many clients in public code; CRAN package RobinHood", evidence: "client" },
    {
      facts: "IP allow-list: existence, size, ranges; life of keys; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

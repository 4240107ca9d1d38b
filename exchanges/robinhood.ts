import type { Exchange } from "./exchange";
import { unstatedAllowList } from "./unstated-allow-list";

/** Robinhood Crypto. Its hosts are not stated. */
export const robinhood: Exchange = {
  id: "robinhood",
  title: "Robinhood Crypto",
  hosts: "unstated",
  otherLiveHosts: [],
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
  refusedRegions: [],
  sources: [
    { facts: "shapes of key and private key", from: "rule of the scanner trufflehog", evidence: "client" },
    { facts: "the exchange's domain", from: "https://docs.robinhood.com/crypto/trading/", evidence: "documented" },
    {
      facts: "hosts; IP allow-list: existence, size, ranges; regions whose addresses it refuses",
      from: "no document read",
      evidence: "unverified",
    },
  ],
};

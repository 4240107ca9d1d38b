import type { Detector } from "../detector";

/** The name of a Coinbase CDP API key: organizations/UUID/apiKeys/UUID. Its private half is an EC key in PEM. */
export const coinbaseCdpKeyName: Detector = {
  id: "coinbase-cdp-key-name",
  title: "the name of a Coinbase CDP API key",
  severity: "low",
  reference: "https://docs.cdp.coinbase.com/get-started/authentication/overview",
  proposal: {
    by: "literal",
    literals: ["organizations/"],
    shape:
      /organizations\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\/apiKeys\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/y,
  },
  judge: () => ({ confidence: "shaped" }),
};

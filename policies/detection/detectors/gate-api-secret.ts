import { issuedSecret } from "../issued";

/** The secret of a Gate.io API key: 64 hex digits (unverified). */
export const gateApiSecret = issuedSecret({
  id: "gate-api-secret",
  title: "a Gate.io API secret",
  reference: "https://www.gate.com/docs/developers/apiv4/",
  issuers: ["gate"],
  alphabet: "alnum",
  lengths: [64],
  shape: /^[\da-f]{64}$/u,
  pair: { secret: /^[\da-f]{64}$/u, partners: [/^[\da-f]{32}$/u], mentioned: true },
});

import { issuedKey } from "../issued";

/** The public half of a Gate.io API key: 32 hex digits (unverified). */
export const gateApiKey = issuedKey({
  id: "gate-api-key",
  title: "a Gate.io API key",
  reference: "https://www.gate.com/docs/developers/apiv4/",
  issuers: ["gate"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[\da-f]{32}$/u,
});

import { issuedSecret } from "../issued";

/** The client secret of a Deribit API key: 32 capitals and digits, or 43 characters of base64url (unverified). */
export const deribitApiSecret = issuedSecret({
  id: "deribit-api-secret",
  title: "a Deribit client secret",
  reference: "https://docs.deribit.com/",
  issuers: ["deribit"],
  alphabet: "base64url",
  lengths: [32, 43],
  shape: /^(?:[\dA-Z]{32}|[\w-]{43})$/u,
  distinct: true,
});

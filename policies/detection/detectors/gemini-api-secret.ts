import { issuedSecret } from "../issued";

/** The secret of a Gemini API key: 27 or 28 letters and digits. */
export const geminiApiSecret = issuedSecret({
  id: "gemini-api-secret",
  title: "a Gemini API secret",
  reference: "https://docs.gemini.com/rest/authentication",
  issuers: ["gemini"],
  alphabet: "alnum",
  lengths: [27, 28],
  shape: /^[A-Za-z\d]{27,28}$/u,
  distinct: true,
  pair: {
    secret: /^(?=.{0,27}[a-z])(?=.{0,27}[A-Z])[A-Za-z\d]{27,28}$/u,
    partners: [/^(?:account|master)-[A-Za-z\d]{20}$/u],
  },
});

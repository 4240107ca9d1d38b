import { issuedKey } from "../issued";

/** The public half of a Gemini API key: account- or master- and 20 letters and digits. */
export const geminiApiKey = issuedKey({
  id: "gemini-api-key",
  title: "a Gemini API key",
  reference: "https://docs.gemini.com/rest/authentication",
  issuers: ["gemini"],
  alphabet: "base64url",
  lengths: [27, 28],
  shape: /^(?:account|master)-[A-Za-z\d]{20}$/u,
  distinct: true,
});

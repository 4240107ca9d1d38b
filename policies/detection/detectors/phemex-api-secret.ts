import { issuedSecret } from "../issued";

/** The secret of a Phemex API key: base64url, decoded before it signs; its length is not documented. */
export const phemexApiSecret = issuedSecret({
  id: "phemex-api-secret",
  title: "a Phemex API secret",
  reference: "https://phemex-docs.github.io/",
  issuers: ["phemex"],
  alphabet: "base64url",
  lengths: [43, 48, 64, 75, 76, 86, 87],
  shape: /^[\w-]{43,87}$/u,
  distinct: true,
});

import { issuedSecret } from "../issued";

/** The secret key of Bithumb: 32 hex digits (1.0), longer since 2.0 (both unverified). */
export const bithumbSecretKey = issuedSecret({
  id: "bithumb-secret-key",
  title: "a Bithumb secret key",
  reference: "https://apidocs.bithumb.com/",
  issuers: ["bithumb"],
  alphabet: "alnum",
  lengths: [32, 64],
  shape: /^(?:[\da-f]{32}|[A-Za-z\d]{64})$/u,
  pair: { secret: /^[\da-f]{32}$/u, partners: [/^[\da-f]{32}$/u], mentioned: true },
});

import { issuedSecret } from "../issued";

/** The secret key of Upbit: 40 letters and digits (unverified). */
export const upbitSecretKey = issuedSecret({
  id: "upbit-secret-key",
  title: "an Upbit secret key",
  reference: "https://docs.upbit.com/",
  issuers: ["upbit"],
  alphabet: "alnum",
  lengths: [40],
  shape: /^(?=.{0,39}[G-Zg-z])[A-Za-z\d]{40}$/u,
  distinct: true,
  pair: { secret: /^[A-Za-z\d]{40}$/u, partners: [/^[A-Za-z\d]{40}$/u], mentioned: true },
});

import { issuedKey } from "../issued";

/** The access key of Upbit: 40 letters and digits (unverified). */
export const upbitAccessKey = issuedKey({
  id: "upbit-access-key",
  title: "an Upbit access key",
  reference: "https://docs.upbit.com/",
  issuers: ["upbit"],
  alphabet: "alnum",
  lengths: [40],
  shape: /^(?=.{0,39}[G-Zg-z])[A-Za-z\d]{40}$/u,
});

import { prefixedToken } from "../issued";
import { decodeBech32 } from "../proofs/bech32";

const prefixes = ["age-secret-key-"];

/** An age secret key: bech32 with the prefix AGE-SECRET-KEY-. */
export const ageSecretKey = prefixedToken({
  id: "age-secret-key",
  title: "an age secret key",
  reference: "https://age-encryption.org/v1",
  prefixes: ["AGE-SECRET-KEY-1", "age-secret-key-1"],
  shape: /age-secret-key-1[ac-hj-np-z02-9]{40,400}/iy,
  proof: (value) => prefixes.some((prefix) => decodeBech32(value.toLowerCase(), prefix) !== undefined),
});

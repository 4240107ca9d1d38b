import type { Credential } from "./exchange";

/** The credential of an exchange whose requests are signed by an Ethereum key. */
export const ethereumAccount: Credential = {
  kind: "secp256k1",
  fields: [
    { name: "account address", half: "public", shape: "0x and 40 hexadecimal digits" },
    { name: "private key", half: "secret", shape: "0x and 64 hexadecimal digits" },
  ],
};

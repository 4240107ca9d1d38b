import type { Detector } from "../detector";
import { isScalar } from "../proofs/secp256k1";

/** A raw secp256k1 key: 32 bytes in hex. Any hash looks the same, so only its name can tell. */
export const ethereumPrivateKey: Detector = {
  id: "ethereum-private-key",
  title: "an EVM private key",
  severity: "high",
  reference: "https://eips.ethereum.org/EIPS/eip-155",
  proposal: { by: "run", alphabet: "alnum", lengths: [64, 66] },
  judge({ value, name }) {
    const digits = value.startsWith("0x") ? value.slice(2) : value;
    if (name?.role !== "secret" || !/^[\da-f]{64}$/iu.test(digits)) return undefined;
    if (!name.words.some((word) => /^(?:priv|private|privkey|pk|wallet|signer|evm|eth|deployer)$/u.test(word)))
      return undefined;
    return isScalar(Buffer.from(digits, "hex")) && new Set(digits).size > 4 ? { confidence: "named" } : undefined;
  },
};

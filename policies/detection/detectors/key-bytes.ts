import type { Detector } from "../detector";
import { isEd25519Pair } from "../proofs/ed25519";
import { isScalar } from "../proofs/secp256k1";

/**
 * A private key as a row of bytes: 64 numbers that are an Ed25519 seed and its public key (Solana's `id.json`), or 32 numbers under a
 * secret's name. Other rows of bytes fail the arithmetic.
 */
export const keyBytes: Detector = {
  id: "key-bytes",
  title: "a private key as an array of bytes",
  severity: "high",
  reference: "https://solana.com/docs/intro/installation",
  proposal: { by: "numbers" },
  judge({ value, name, budget }) {
    const numbers = Array.from(value.matchAll(/0x[\da-f]{1,2}|\d+/gi), ([digits]) => Number(digits));
    if (numbers.some((number) => number > 255) || new Set(numbers).size < 16) return undefined;
    const bytes = Buffer.from(numbers);
    if (bytes.length === 64) return isEd25519Pair(bytes, () => budget.curve()) ? { confidence: "proven" } : undefined;
    return bytes.length === 32 && name?.role === "secret" && isScalar(bytes) ? { confidence: "named" } : undefined;
  },
};

import type { Detector } from "../detector";
import { decodeBase58 } from "../proofs/base58";
import { isEd25519Pair } from "../proofs/ed25519";

/** A NEAR secret key: `ed25519:` and 64 bytes in base58, seed and public key. NEAR's public keys have 32 bytes and are left alone. */
export const nearPrivateKey: Detector = {
  id: "near-private-key",
  title: "a NEAR private key",
  severity: "high",
  reference: "https://docs.near.org/protocol/access-keys",
  proposal: {
    by: "literal",
    literals: ["ed25519:"],
    shape: /ed25519:[1-9A-HJ-NP-Za-km-z]{84,89}(?![1-9A-HJ-NP-Za-km-z])/y,
  },
  judge({ value, budget }) {
    const bytes = decodeBase58(value.slice("ed25519:".length));
    return bytes?.length === 64 && isEd25519Pair(bytes, () => budget.curve()) ? { confidence: "proven" } : undefined;
  },
};

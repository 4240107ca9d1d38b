import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isEd25519Pair, mayBeSignature } from "../proofs/ed25519";

const hashed = /sha\d{3}[-:]$|integrity|checksum|digest|signature/i;

/**
 * An Ed25519 seed followed by its own public key, 64 bytes in base64: the Coinbase CDP key of today, and `priv_validator_key.json` of
 * Cosmos chains. Kraken secrets and SHA-512 sums have the same length and fail the arithmetic.
 */
export const ed25519KeyPairBase64: Detector = {
  id: "ed25519-key-pair-base64",
  title: "an Ed25519 private key with its public key",
  severity: "high",
  reference: "https://docs.cdp.coinbase.com/get-started/authentication/overview",
  proposal: { by: "run", alphabet: "base64", lengths: [86] },
  judge({ value, name, text, start, budget }) {
    if (name?.role === "innocent" || hashed.test(text.slice(Math.max(0, start - 24), start))) return undefined;
    const bytes = Buffer.from(value, "base64");
    const isRare = !mayBeSignature(bytes) || name?.role === "secret" || name?.role === "key";
    const allowed = (): boolean => !isPlaceholder(value) && (isRare || budget.extra()) && budget.curve();
    return isEd25519Pair(bytes, allowed) ? { confidence: "proven" } : undefined;
  },
};

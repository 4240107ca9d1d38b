import type { Candidate, Detector, Judgement } from "../detector";
import { decodeBase58 } from "../proofs/base58";
import { isEd25519Pair, mayBeSignature } from "../proofs/ed25519";

const hashed = /sha\d{3}[-:]$|integrity|checksum|digest|signature|\bsig\b/i;

function bytesOf(value: string): Uint8Array | undefined {
  if (value.length === 128) return Buffer.from(value, "hex");
  const bytes = decodeBase58(value);
  return bytes?.length === 64 || value.length !== 86 ? bytes : Buffer.from(value, "base64url");
}

/**
 * An Ed25519 seed followed by its own public key, 64 bytes in base58, base64 or hex: Solana keys, Coinbase CDP keys, validator keys of
 * Cosmos. Signatures, SHA-512 sums and other random bytes of that length fail the arithmetic.
 */
function judge({ value, name, text, start, end, budget }: Candidate): Judgement | undefined {
  if (name?.role === "innocent" || hashed.test(text.slice(Math.max(0, start - 24), start))) return undefined;
  // A line of SHA512SUMS: the sum, and the file's name.
  if (value.length === 128 && /^ [ *][^\s=]/u.test(text.slice(end, end + 3))) return undefined;
  const bytes = bytesOf(value);
  if (bytes?.length !== 64) return undefined;
  // A list of signatures is no list of keys; one key among them whose public half begins like a signature's end is missed.
  const isRare = !mayBeSignature(bytes) || name?.role === "secret";
  return isEd25519Pair(bytes, () => (isRare || budget.extra()) && budget.curve())
    ? { confidence: "proven" }
    : undefined;
}

const facts = {
  title: "an Ed25519 private key with its public key",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc8032",
} as const;

export const ed25519KeyPair: Detector = {
  ...facts,
  id: "ed25519-key-pair",
  proposal: { by: "run", alphabet: "alnum", lengths: [86, 87, 88, 128] },
  judge,
};

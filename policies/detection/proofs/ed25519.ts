import { createPrivateKey } from "node:crypto";

/** The public key of an Ed25519 seed of 32 bytes. As a JSON Web Key, which is read some ten times as fast as DER. */
export function ed25519Public(seed: Uint8Array): Buffer {
  // The public half that is handed over must be there; the one that comes back is computed.
  const d = Buffer.from(seed).toString("base64url");
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d, x: d }, format: "jwk" });
  const { x = "" } = key.export({ format: "jwk" });
  return Buffer.from(x, "base64url");
}

// What was refused, so that the same digest in many files costs one multiplication. What is a key is not kept.
const refused = new Set<string>();
const mostRefused = 4_096;

/** Whether 64 bytes are an Ed25519 seed and its own public key. Signatures, digests and random bytes never are. */
export function isEd25519Pair(bytes: Uint8Array): boolean {
  if (bytes.length !== 64) return false;
  const written = Buffer.from(bytes).toString("latin1");
  if (refused.has(written)) return false;
  if (ed25519Public(bytes.subarray(0, 32)).equals(bytes.subarray(32))) return true;
  if (refused.size >= mostRefused) refused.clear();
  refused.add(written);
  return false;
}

/** Whether the last half may be the scalar of a signature: under 2^253, as one public key in eight is too. */
export function mayBeSignature(bytes: Uint8Array): boolean {
  return bytes.length === 64 && (bytes[63] ?? 0) <= 0x10;
}

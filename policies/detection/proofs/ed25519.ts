import { createPrivateKey, createPublicKey } from "node:crypto";

// PKCS8 around a raw seed: RFC 8410, section 7.
const header = Buffer.from("302e020100300506032b657004220420", "hex");

/** The public key of an Ed25519 seed of 32 bytes. */
export function ed25519Public(seed: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([header, seed]), format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
}

/** Whether 64 bytes are an Ed25519 seed and its own public key. Signatures, digests and random bytes never are. */
export function isEd25519Pair(bytes: Uint8Array): boolean {
  return bytes.length === 64 && ed25519Public(bytes.subarray(0, 32)).equals(bytes.subarray(32));
}

/** Whether the last half may be the scalar of a signature: under 2^253, as one public key in eight is too. */
export function mayBeSignature(bytes: Uint8Array): boolean {
  return bytes.length === 64 && (bytes[63] ?? 0) <= 0x10;
}

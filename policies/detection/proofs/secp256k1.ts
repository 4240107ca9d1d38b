import { createECDH } from "node:crypto";

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Whether 32 bytes are a scalar of secp256k1. Rules out next to nothing: nearly every hash passes. */
export function isScalar(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const scalar = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  return scalar > 0n && scalar < order;
}

// Hashes, nearly all of them, and the same ones come again in many files: a multiplication takes as long as a hundred thousand characters.
const addresses = new Map<string, string>();
const mostAddresses = 4_096;

/** The Ethereum address of a private key, in lower-case hex without `0x`. */
export function ethereumAddress(key: Uint8Array): string {
  const written = Buffer.from(key).toString("latin1");
  const known = addresses.get(written);
  if (known !== undefined) return known;
  const address = derived(key);
  if (addresses.size >= mostAddresses) addresses.clear();
  addresses.set(written, address);
  return address;
}

function derived(key: Uint8Array): string {
  // Loaded when an address stands beside a possible key: no start of the pack pays for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { keccak_256 } = require("@noble/hashes/sha3") as typeof import("@noble/hashes/sha3");
  const curve = createECDH("secp256k1");
  curve.setPrivateKey(key);
  return Buffer.from(keccak_256(curve.getPublicKey().subarray(1)).subarray(-20)).toString("hex");
}

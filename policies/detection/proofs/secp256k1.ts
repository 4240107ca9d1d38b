const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Whether 32 bytes are a scalar of secp256k1. Rules out zeros and ones only: nearly every hash passes. */
export function isScalar(bytes: Uint8Array): boolean {
  const scalar = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  return bytes.length === 32 && scalar > 0n && scalar < order;
}

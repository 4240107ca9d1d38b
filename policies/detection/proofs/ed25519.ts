import { createPrivateKey } from "node:crypto";

/** The public key of an Ed25519 seed of 32 bytes. As a JSON Web Key, which is read some ten times as fast as DER. */
export function ed25519Public(seed: Uint8Array): Buffer {
  // The public half that is handed over must be there; the one that comes back is computed.
  const d = Buffer.from(seed).toString("base64url");
  const key = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d, x: d }, format: "jwk" });
  const { x = "" } = key.export({ format: "jwk" });
  return Buffer.from(x, "base64url");
}

const prime = 2n ** 255n - 19n;
/** -121665/121666, the curve's d. */
const curveD = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
const width = 30;
const limbs = 9;
const mask30 = 2 ** width - 1;
const numerator = new Int32Array(limbs);
const denominator = new Int32Array(limbs);

function limbsOf(number: bigint): number[] {
  return Array.from({ length: limbs }, (_, index) => Number((number >> BigInt(width * index)) & BigInt(mask30)));
}

const primeLimbs = limbsOf(prime);

/** Whether a number is a square modulo the prime: its Jacobi symbol, by halving and subtracting (Cohen, algorithm 1.4.10). */
function isSquare(number: bigint): boolean {
  let top = numerator;
  let bottom = denominator;
  top.set(limbsOf(number));
  bottom.set(primeLimbs);
  let size = limbs;
  let square = true;
  for (;;) {
    while (size > 0 && top[size - 1] === 0 && bottom[size - 1] === 0) size--;
    // Halve until it is odd.
    for (;;) {
      const lowest = top[0] ?? 0;
      const zeros = lowest === 0 ? width - 1 : 31 - Math.clz32(lowest & -lowest);
      if (zeros === 0) break;
      let left = 0;
      for (let index = 0; index < size; index++) left |= top[index] ?? 0;
      if (left === 0) return square;
      for (let index = 0; index < size; index++) {
        const next = index + 1 < size ? (top[index + 1] ?? 0) : 0;
        top[index] = ((top[index] ?? 0) >>> zeros) | ((next << (width - zeros)) & mask30);
      }
      const last = (bottom[0] ?? 0) & 7;
      if (zeros % 2 === 1 && (last === 3 || last === 5)) square = !square;
    }
    let high = size - 1;
    while (high > 0 && top[high] === bottom[high]) high--;
    if ((top[high] ?? 0) < (bottom[high] ?? 0)) {
      [top, bottom] = [bottom, top];
      if (((top[0] ?? 0) & (bottom[0] ?? 0) & 3) === 3) square = !square;
    }
    let borrow = 0;
    for (let index = 0; index < size; index++) {
      const difference = (top[index] ?? 0) - (bottom[index] ?? 0) + borrow;
      top[index] = difference & mask30;
      borrow = difference >> width;
    }
  }
}

/**
 * Whether 32 bytes may be an Ed25519 public key: the double of a point of the curve, as all multiples of the base point are. There must be
 * an x with x^2 = (y^2 - 1) / (d y^2 + 1) (RFC 8032, 5.1.3), and u = (1 + y) / (1 - y) must be a square, for only a square divides by
 * the point of order two on the curve's Montgomery form. So y^2 - 1 and d y^2 + 1 both are squares: of other bytes, three in four are told
 * apart, in a tenth of the time of a multiplication on the curve.
 */
export function mayBeEd25519Public(bytes: Uint8Array): boolean {
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`) & (2n ** 255n - 1n);
  const square = (y * y) % prime;
  return isSquare((square - 1n + prime) % prime) && isSquare((curveD * square + 1n) % prime);
}

// What was refused, so that the same digest in many files costs one multiplication. What is a key is not kept.
const refused = new Set<string>();
const mostRefused = 4_096;

/**
 * Whether 64 bytes are an Ed25519 seed and its own public key. Signatures, digests and random bytes never are. `allowed` is asked before
 * the multiplication that tells; where it says no, they count as none.
 */
export function isEd25519Pair(bytes: Uint8Array, allowed: () => boolean = () => true): boolean {
  if (bytes.length !== 64) return false;
  const written = Buffer.from(bytes).toString("latin1");
  if (refused.has(written) || !mayBeEd25519Public(bytes.subarray(32)) || !allowed()) return false;
  if (ed25519Public(bytes.subarray(0, 32)).equals(bytes.subarray(32))) return true;
  if (refused.size >= mostRefused) refused.clear();
  refused.add(written);
  return false;
}

/** Whether the last half may be the scalar of a signature: under 2^253, as one public key in eight is too. */
export function mayBeSignature(bytes: Uint8Array): boolean {
  return bytes.length === 64 && (bytes[63] ?? 0) <= 0x10;
}

import { checkPrimeSync, createPrivateKey, type KeyObject } from "node:crypto";
import { Random } from "./random";

const exponent = 65_537n;
const made = new Map<string, KeyObject>();

/** An RSA key that its length and a name decide. OpenSSL makes none from a seed, so the primes are looked for here. */
export function rsaKey(modulusLength: number, name = ""): KeyObject {
  const id = `RSA ${modulusLength} ${name}`;
  let key = made.get(id);
  if (key === undefined) {
    const random = new Random(id);
    key = keyOf(prime(random, modulusLength / 2), prime(random, modulusLength / 2));
    made.set(id, key);
  }
  return key;
}

// Of this length, its two highest bits set, so that the product of two has twice the length; one less has no divisor with the exponent.
function prime(random: Random, length: number): bigint {
  const drawn = BigInt(`0x${random.bytes(length / 8).toString("hex")}`);
  let candidate = drawn | (3n << BigInt(length - 2)) | 1n;
  while (candidate % exponent === 1n || !checkPrimeSync(candidate, { checks: 10 })) candidate += 2n;
  return candidate;
}

function keyOf(p: bigint, q: bigint): KeyObject {
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const text = (number: bigint): string => {
    const digits = number.toString(16);
    return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
  };
  const parts = Object.fromEntries(Object.entries(numbers).map(([part, number]) => [part, text(number)]));
  return createPrivateKey({ format: "jwk", key: { kty: "RSA", ...parts } });
}

// By Euclid's extended algorithm.
function inverse(number: bigint, modulus: bigint): bigint {
  let [before, after] = [modulus, number % modulus];
  let [first, second] = [0n, 1n];
  while (after !== 0n) {
    const times = before / after;
    [before, after] = [after, before - times * after];
    [first, second] = [second, first - times * second];
  }
  return ((first % modulus) + modulus) % modulus;
}

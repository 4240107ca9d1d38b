import { createHash } from "node:crypto";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

type Alphabet = "bitcoin" | "ripple";

function valuesOf(characters: string): Uint8Array {
  const values = new Uint8Array(128).fill(255);
  Array.from(characters).forEach((character, value) => (values[character.charCodeAt(0)] = value));
  return values;
}

const alphabets: Readonly<Record<Alphabet, Uint8Array>> = {
  bitcoin: valuesOf("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
  ripple: valuesOf("rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"),
};

// So many digits at a time that a limb times their weight and a carry stay below 2^53.
const step = 5;
const limb = 1 << 16;

/**
 * The bytes of a base58 text, or undefined where a character is not of the alphabet. Written here, because every run of 86 to 88 letters
 * and digits is decoded to learn whether it has 64 bytes, and converters that take any radix need many times as long.
 */
export function decodeBase58(text: string, alphabet: Alphabet = "bitcoin"): Uint8Array | undefined {
  const values = alphabets[alphabet];
  // Little-endian, 16 bits each.
  const limbs: number[] = [];
  for (let from = 0; from < text.length; from += step) {
    let carry = 0;
    let weight = 1;
    const to = Math.min(text.length, from + step);
    for (let at = from; at < to; at++) {
      const value = values[text.charCodeAt(at)] ?? 255;
      if (value === 255) return undefined;
      carry = carry * 58 + value;
      weight *= 58;
    }
    for (let index = 0; index < limbs.length; index++) {
      const sum = (limbs[index] ?? 0) * weight + carry;
      carry = Math.floor(sum / limb);
      limbs[index] = sum - carry * limb;
    }
    for (; carry > 0; carry = Math.floor(carry / limb)) limbs.push(carry % limb);
  }
  let zeros = 0;
  while (zeros < text.length && values[text.charCodeAt(zeros)] === 0) zeros++;
  const size = limbs.length * 2 - (limbs.length > 0 && (limbs.at(-1) ?? 0) < 256 ? 1 : 0);
  const bytes = new Uint8Array(zeros + size);
  for (let index = 0; index < size; index++) {
    const pair = limbs[index >> 1] ?? 0;
    bytes[zeros + size - 1 - index] = index % 2 === 0 ? pair & 255 : pair >> 8;
  }
  return bytes;
}

/** The payload of a base58check text (version bytes included), or undefined where the checksum does not fit. */
export function decodeBase58Check(text: string, alphabet: Alphabet = "bitcoin"): Uint8Array | undefined {
  const bytes = decodeBase58(text, alphabet);
  if (bytes === undefined || bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, -4);
  return sha256(sha256(payload)).subarray(0, 4).equals(bytes.subarray(-4)) ? payload : undefined;
}

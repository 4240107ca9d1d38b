import { ed25519 } from "@noble/curves/ed25519";
import {
  ed25519Public,
  isEd25519Pair,
  mayBeEd25519Public,
  mayBeSignature,
} from "../../../policies/detection/proofs/ed25519";
import { Random } from "../generate/random";

const random = new Random("ed25519");

test("the public key of a seed is the one that another library derives", () => {
  for (let index = 0; index < 5; index++) {
    const seed = random.bytes(32);
    expect(ed25519Public(seed)).toEqual(Buffer.from(ed25519.getPublicKey(seed)));
  }
});

describe("64 bytes are a pair", () => {
  const seed = random.bytes(32);
  const pair = Buffer.concat([seed, ed25519.getPublicKey(seed)]);

  test("where the last 32 are the public key of the first 32", () => {
    expect(isEd25519Pair(pair)).toBe(true);
  });

  test("and not with any byte of either half changed", () => {
    for (let index = 0; index < 64; index += 7) {
      const changed = Buffer.from(pair);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(isEd25519Pair(changed)).toBe(false);
    }
  });

  test("and not when they are the public key first, or a signature", () => {
    expect(isEd25519Pair(Buffer.concat([pair.subarray(32), pair.subarray(0, 32)]))).toBe(false);
    expect(isEd25519Pair(ed25519.sign(Buffer.from("message"), seed))).toBe(false);
  });

  test("and not when there are more or fewer of them", () => {
    expect(isEd25519Pair(Buffer.concat([pair, Buffer.alloc(1)]))).toBe(false);
    expect(isEd25519Pair(pair.subarray(0, 63))).toBe(false);
    expect(isEd25519Pair(Buffer.alloc(0))).toBe(false);
  });
});

describe("32 bytes may be a public key", () => {
  test("where they are that of any seed", () => {
    for (let index = 0; index < 100; index++)
      expect(mayBeEd25519Public(ed25519.getPublicKey(random.bytes(32)))).toBe(true);
  });

  test("exactly where another library finds a point of the curve that is the double of one", () => {
    const order = ed25519.Point.Fn.ORDER;
    const isDouble = (bytes: Uint8Array): boolean => {
      try {
        const point = ed25519.Point.fromBytes(bytes, true);
        // The curve has eight times the base point's order, and half of its points are doubles.
        const torsion = point.multiplyUnsafe(order - 1n).add(point);
        return torsion.double().double().equals(ed25519.Point.ZERO);
      } catch {
        return false;
      }
    };
    const seen = new Set<boolean>();
    for (let index = 0; index < 100; index++) {
      const bytes = random.bytes(32);
      seen.add(isDouble(bytes));
      expect(mayBeEd25519Public(bytes)).toBe(isDouble(bytes));
    }
    expect(seen.size).toBe(2);
  });

  test("where x is 0", () => {
    expect(mayBeEd25519Public(Buffer.from(`01${"00".repeat(31)}`, "hex"))).toBe(true);
  });
});

describe("a multiplication", () => {
  const seed = random.bytes(32);
  const pair = Buffer.concat([seed, ed25519.getPublicKey(seed)]);

  test("is done only where it is allowed", () => {
    expect(isEd25519Pair(pair, () => false)).toBe(false);
    expect(isEd25519Pair(pair, () => true)).toBe(true);
  });

  test("is not asked for where the last half is no public key", () => {
    const other = Buffer.from(pair);
    while (mayBeEd25519Public(other.subarray(32))) other[32] = ((other[32] ?? 0) + 1) % 256;
    const asked: boolean[] = [];
    expect(isEd25519Pair(other, () => asked.push(true) > 0)).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe("what may be a signature", () => {
  const ending = (last: number, length = 64): Uint8Array => {
    const bytes = new Uint8Array(length);
    bytes[63] = last;
    return bytes;
  };

  test("every real one may", () => {
    for (let index = 0; index < 10; index++)
      expect(mayBeSignature(ed25519.sign(random.bytes(20), random.bytes(32)))).toBe(true);
  });

  test("ends in a scalar: its last byte is at most 0x10", () => {
    expect(mayBeSignature(ending(0))).toBe(true);
    expect(mayBeSignature(ending(0x10))).toBe(true);
    expect(mayBeSignature(ending(0x11))).toBe(false);
    expect(mayBeSignature(ending(0xff))).toBe(false);
  });

  test("has 64 bytes", () => {
    expect(mayBeSignature(new Uint8Array(63))).toBe(false);
    expect(mayBeSignature(new Uint8Array(65))).toBe(false);
  });
});

import { createBase58check } from "@scure/base";
import { sha256 } from "@noble/hashes/sha2";
import { encodeBase58 } from "ethers";
import * as fc from "fast-check";
import { decodeBase58, decodeBase58Check } from "../../../policies/detection/proofs/base58";

const bytes = fc.uint8Array({ minLength: 1, maxLength: 90 }).filter(([first]) => first !== 0);
const check = createBase58check(sha256);
const bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const ripple = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
const inRipple = (text: string): string =>
  Array.from(text, (character) => ripple[bitcoin.indexOf(character)] ?? "").join("");

test("base58 gives back the bytes that another library wrote", () => {
  fc.assert(
    fc.property(bytes, (all) => {
      expect(Buffer.from(decodeBase58(encodeBase58(all)) ?? [])).toEqual(Buffer.from(all));
    }),
    { numRuns: 50, seed: 1 },
  );
});

test("every leading 1 is a zero byte, and nothing else than that is lost or added", () => {
  expect(Buffer.from(decodeBase58("111") ?? [1])).toEqual(Buffer.alloc(3));
  expect(Buffer.from(decodeBase58("112") ?? [])).toEqual(Buffer.from([0, 0, 1]));
  expect(Buffer.from(decodeBase58("LUw") ?? [])).toEqual(Buffer.from([1, 0, 0]));
  expect(decodeBase58("")).toEqual(new Uint8Array(0));
});

test("Ripple's alphabet gives the same bytes for other letters", () => {
  const all = Buffer.from("a seed of sixteen");
  expect(Buffer.from(decodeBase58(inRipple(encodeBase58(all)), "ripple") ?? [])).toEqual(all);
  expect(Buffer.from(decodeBase58(inRipple(encodeBase58(all))) ?? [])).not.toEqual(all);
});

test.each(["0", "O", "I", "l", "+", " "])("%j is in no base58 alphabet", (character) => {
  expect(decodeBase58(`abc${character}`)).toBeUndefined();
  expect(decodeBase58(`abc${character}`, "ripple")).toBeUndefined();
  expect(decodeBase58Check(`abcdefgh${character}`)).toBeUndefined();
});

describe("base58check", () => {
  test("gives the payload, version included, where the double SHA-256 fits", () => {
    fc.assert(
      fc.property(bytes, (all) => {
        expect(Buffer.from(decodeBase58Check(check.encode(all)) ?? [])).toEqual(Buffer.from(all));
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  test("in Ripple's alphabet is told apart from the other", () => {
    const text = check.encode(Buffer.from("payload"));
    expect(Buffer.from(decodeBase58Check(inRipple(text), "ripple") ?? []).toString()).toBe("payload");
    expect(decodeBase58Check(inRipple(text))).toBeUndefined();
    expect(decodeBase58Check(text, "ripple")).toBeUndefined();
  });

  test("refuses every payload with one bit of it or of its checksum flipped", () => {
    const whole = Buffer.from(decodeBase58(check.encode(Buffer.from("payload of some length"))) ?? []);
    for (let index = 0; index < whole.length; index++) {
      const flipped = Buffer.from(whole);
      flipped[index] = (flipped[index] ?? 0) ^ 1;
      expect(decodeBase58Check(encodeBase58(flipped))).toBeUndefined();
    }
  });

  test("takes one byte of payload, and refuses a checksum with nothing before it", () => {
    expect(decodeBase58Check(check.encode(Uint8Array.of(7)))).toEqual(Buffer.from([7]).subarray());
    expect(decodeBase58Check(check.encode(Uint8Array.of()))).toBeUndefined();
  });
});

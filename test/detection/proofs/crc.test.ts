import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { crc16, crc32, hasChecksum, hasHexChecksum } from "../../../policies/detection/proofs/crc";

const check = Buffer.from("123456789");

test("CRC-32 of the check string is 0xcbf43926", () => {
  expect(crc32(check)).toBe(0xcbf43926);
});

test("CRC-32 is what gzip writes behind its content", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(crc32(bytes)).toBe(gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8));
    }),
    { numRuns: 50, seed: 4 },
  );
});

test("CRC-32 is told from another one in hex, in capitals and in small letters", () => {
  expect(hasHexChecksum("123456789cbf43926")).toBe(true);
  expect(hasHexChecksum("123456789CBF43926")).toBe(true);
  expect(hasHexChecksum("123456789cbf43927")).toBe(false);
  expect(hasHexChecksum("123456780cbf43926")).toBe(false);
});

test("CRC-16/XMODEM of the check string is 0x31c3", () => {
  expect(crc16(check)).toBe(0x31c3);
});

test("CRC-16 is the rest of a division by x^16 + x^12 + x^5 + 1", () => {
  const remainder = (bytes: Uint8Array): number => {
    let rest = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) << 16n;
    for (let bit = BigInt(bytes.length * 8 + 15); bit >= 16n; bit--)
      if (((rest >> bit) & 1n) === 1n) rest ^= 0x11021n << (bit - 16n);
    return Number(rest);
  };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(crc16(bytes)).toBe(remainder(bytes));
    }),
    { numRuns: 50, seed: 5 },
  );
});

describe("GitHub's and npm's checksum", () => {
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const base62 = (sum: number): string =>
    [5, 4, 3, 2, 1, 0].map((power) => digits[Math.floor(sum / 62 ** power) % 62] ?? "").join("");
  const sumOf = (body: string): number => gzipSync(body).readUInt32LE(gzipSync(body).length - 8);

  test("is the CRC-32 of what stands before it, in six digits of base 62", () => {
    for (let index = 0; index < 200; index++) {
      const body = `body number ${index}`;
      expect(hasChecksum(body + base62(sumOf(body)))).toBe(true);
    }
  });

  test("is filled up with zeros on the left where the sum is small", () => {
    const small = Array.from({ length: 3_000 }, (_, index) => `body ${index}`).find((body) => sumOf(body) < 62 ** 4);
    expect(small).toBeDefined();
    expect(base62(sumOf(small ?? ""))).toMatch(/^00/u);
    expect(hasChecksum((small ?? "") + base62(sumOf(small ?? "")))).toBe(true);
  });

  test("is another one where a single character differs, before it or in it", () => {
    const token = `some body${base62(sumOf("some body"))}`;
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === "a" ? "b" : "a";
      expect(hasChecksum(token.slice(0, index) + other + token.slice(index + 1))).toBe(false);
    }
  });
});

import { bech32, bech32m } from "@scure/base";
import * as fc from "fast-check";
import { decodeBech32 } from "../../../policies/detection/proofs/bech32";

const payload = Buffer.from("thirty-two bytes, more or fewer.");

test.each([
  ["bech32", bech32],
  ["bech32m", bech32m],
])("%s of one's own prefix gives the bytes", (_, code) => {
  const text = code.encode("suiprivkey", code.toWords(payload), 200);
  expect(Buffer.from(decodeBech32(text, "suiprivkey") ?? [])).toEqual(payload);
  expect(decodeBech32(text, "sui")).toBeUndefined();
  expect(decodeBech32(text, "")).toBeUndefined();
});

test("any changed character breaks the checksum", () => {
  const text = bech32.encode("key", bech32.toWords(payload), 200);
  for (let index = 4; index < text.length; index++) {
    const other = text[index] === "q" ? "p" : "q";
    expect(decodeBech32(text.slice(0, index) + other + text.slice(index + 1), "key")).toBeUndefined();
  }
});

test("texts of up to 600 characters are read, far over the 90 of addresses", () => {
  const long = bech32.encode("xsk", bech32.toWords(Buffer.alloc(360, 7)), 600);
  expect(long.length).toBeGreaterThan(580);
  expect(decodeBech32(long, "xsk")).toHaveLength(360);
  expect(decodeBech32(bech32.encode("xsk", bech32.toWords(Buffer.alloc(400, 7)), 700), "xsk")).toBeUndefined();
});

test("words that are no whole bytes are no bytes", () => {
  expect(decodeBech32(bech32.encode("key", [31]), "key")).toBeUndefined();
});

test("nothing makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeBech32(text, "key")).toBeUndefined();
    }),
    { numRuns: 50, seed: 3 },
  );
});

import { isLetter, octetsOf } from "../../policies/detection/octets";

test("letters and marks of every script belong to words, signs do not", () => {
  for (const text of ["\u0100", "\u043f", "\u05d0", "\u1e9e", "\u1fff", "\u3041", "\u30a2", "\u5bc6", "\ubc00", "\ud7ff", "\uf900", "\ufb01", "\ufdff"])
    expect([text, isLetter(text.charCodeAt(0))]).toEqual([text, true]); // prettier-ignore
  for (const code of [
    0x2000, 0x2026, 0x20ac, 0x3000, 0x3040, 0x30fb, 0xd800, 0xdfff, 0xe000, 0xf8ff, 0xfe00, 0xff0c, 0xffff,
  ])
    expect([code, isLetter(code)]).toEqual([code, false]);
});

test("a text is one octet a character: Latin-1 as it is, of the rest whether it is a letter", () => {
  const read = (text: string): { all: number[]; wide: boolean } => {
    const { octets, wide } = octetsOf(text);
    return { all: [...octets.subarray(0, text.length)], wide };
  };
  expect(read("aZ\u00ff\0")).toEqual({ all: [0x61, 0x5a, 0xff, 0], wide: false });
  expect(read("a\u5bc6\u7801-\u2026b")).toEqual({ all: [0x61, 0xe9, 0xe9, 0x2d, 0xa0, 0x62], wide: true });
  expect(read("\u2026\u0100")).toEqual({ all: [0xa0, 0xe9], wide: true });
  expect(read("\u0100\u2026")).toEqual({ all: [0xe9, 0xa0], wide: true });
  expect(read("\u2026\u20ac")).toEqual({ all: [0xa0, 0xa0], wide: false });
  expect(read(`${"a".repeat(20)}\u5bc6`)).toEqual({
    all: [...Array.from({ length: 20 }, () => 0x61), 0xe9],
    wide: true,
  });
  expect(read("")).toEqual({ all: [], wide: false });
});

test("zeros follow it, whatever was read before, however long it is", () => {
  for (const size of [10, 65_530, 65_536, 200_000, 5]) {
    octetsOf("x".repeat(size + 64));
    const { octets } = octetsOf("x".repeat(size));
    expect(octets[size - 1]).toBe(0x78);
    expect([...octets.subarray(size, size + 64)]).toEqual(Array.from({ length: 64 }, () => 0));
  }
});

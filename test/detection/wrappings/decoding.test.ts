import { survey } from "../../../policies/detection/runs";
import { base64, hex } from "../../../policies/detection/wrappings/base64";
import { octetRows } from "../../../policies/detection/wrappings/octet-rows";
import { isText, textOf } from "../../../policies/detection/wrappings/text";

const calm = Buffer.from("and so on, and on");
/** Bytes that begin like these, 18 in all. */
const beginning = (...bytes: readonly number[]): Buffer => Buffer.concat([Buffer.from(bytes), calm]).subarray(0, 18);

const inBase64 = (bytes: Buffer): readonly Buffer[] => {
  const text = bytes.toString("base64");
  return base64(text, survey(text).runs).map((one) => one.bytes);
};
const inHex = (bytes: Buffer): readonly Buffer[] => {
  const text = bytes.toString("hex");
  return hex(text, survey(text).runs).map((one) => one.bytes);
};

describe("bytes are decoded that begin", () => {
  test.each<[string, readonly number[]]>([
    ["as gzip does", [0x1f, 0x8b, 8]],
    ["as zlib of no compression does", [0x78, 0x01, 0xff]],
    ["as zlib of little compression does", [0x78, 0x5e, 0xff]],
    ["as zlib of the usual compression does", [0x78, 0x9c, 0xff]],
    ["as zlib of the best compression does", [0x78, 0xda, 0xff]],
    ["as zip does", [0x50, 0x4b, 3, 4]],
    ["with the name of a tar archive's first file", [0x61, 0x2f, 0x62, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ["with the mark of UTF-16, little end first", [0xff, 0xfe, 0x00, 0x80]],
    ["with the mark of UTF-16, big end first", [0xfe, 0xff, 0x80, 0x00]],
    ["with a letter of UTF-16, little end first", [0x61, 0, 0xff]],
    ["with the last letter of ASCII as UTF-16, big end first", [0, 0x7e, 0xff]],
    ["with a tabulator and line ends", [9, 10, 13]],
    ["with a blank and a tilde", [0x20, 0x7e]],
    ["with the first letter of two bytes", [0xc2, 0x80]],
    ["with the last letter of two bytes", [0xdf, 0xbf]],
    ["with a letter of three bytes", [0xe0, 0xa0, 0x80]],
    ["with another letter of three bytes", [0xef, 0xbf, 0xbc]],
    ["with a letter of four bytes", [0xf0, 0x9f, 0x98, 0x80]],
    ["with the last letter of four bytes", [0xf4, 0x8f, 0xbf, 0xbf]],
  ])("%s", (_, bytes) => {
    expect(inBase64(beginning(...bytes))).toEqual([beginning(...bytes)]);
    expect(inHex(beginning(...bytes))).toEqual([beginning(...bytes)]);
  });
});

describe("bytes are left alone that begin", () => {
  test.each<[string, readonly number[]]>([
    ["with the first byte of gzip alone", [0x1f, 0x61, 0x61]],
    ["with the second byte of gzip alone", [0x61, 0x8b, 0x61]],
    ["with the first byte of zlib alone", [0x78, 0x99, 0x61]],
    ["with the second byte of zlib alone", [0x61, 0x9c, 0x61]],
    ["with a third byte that is no zip's", [0x50, 0x4b, 2]],
    ["with the third byte of zip alone", [0x61, 0x61, 3]],
    ["with the second and third bytes of zip", [0x61, 0x4b, 3]],
    ["with the first and third bytes of zip", [0x50, 0x61, 3]],
    ["with the first byte of a mark", [0xff, 0x61, 0x61]],
    ["with the second byte of a mark", [0x61, 0xfe, 0x61]],
    ["with the first byte of the other mark", [0xfe, 0x61, 0x61]],
    ["with the second byte of the other mark", [0x61, 0xff, 0x61]],
    ["with two zeros", [0, 0, 0x61]],
    ["with zeros alone", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ["with a name, a zero and something else", [0x61, 0x62, 0, 0x63]],
    ["with a zero behind a byte beyond ASCII", [0x80, 0, 0x61]],
    ["with a zero before a byte beyond ASCII", [0, 0x80, 0x61]],
    ["with a control character", [0x61, 0x1f, 0x61]],
    ["with the control character behind a tabulator", [0x61, 0x0b, 0x61]],
    ["with the character that deletes", [0x61, 0x7f, 0x61]],
    ["with a byte that only follows in UTF-8", [0x61, 0xbf, 0x61]],
    ["with a letter of two bytes that one byte can hold", [0xc1, 0xbf, 0x61]],
    ["with a byte that UTF-8 does not have", [0xf5, 0x80, 0x80]],
    ["with a letter of two bytes that is cut", [0xc3, 0x61, 0x61]],
    ["with a letter of three bytes that is cut", [0xe2, 0x82, 0x61]],
    ["with a letter of four bytes that is cut", [0x61, 0xf0, 0x9f, 0x98, 0x61]],
  ])("%s", (_, bytes) => {
    expect(inBase64(beginning(...bytes))).toEqual([]);
    expect(inHex(beginning(...bytes))).toEqual([]);
  });

  test("with twelve bytes of text and no thirteenth that counts", () => {
    const bytes = Buffer.concat([Buffer.from("twelve bytes"), Buffer.of(0x1f, 0x61, 0x61)]);
    expect(inBase64(bytes)).toEqual([bytes]);
    expect(inBase64(Buffer.concat([Buffer.from("eleven byte"), Buffer.of(0x1f)]))).toEqual([]);
  });
});

describe("a run is no base64", () => {
  test.each([
    ["of capitals' and small letters' absence", "1234567890123456"],
    ["of both alphabets at once", "YW5kIHNv-YW5kIHNv/YQ"],
    ["of a length that base64 can't have", "YW5kIHNvIG9uIGFuZ"],
    ["of digits and an underscore of a name", "0000_0000_0000_0000"],
  ])("%s", (_, text) => {
    expect(base64(text, survey(text).runs).map(({ bytes }) => bytes.toString())).not.toContain(
      Buffer.from(text, "base64").toString(),
    );
  });

  test("but it is, with a sign of the URLs' alphabet in it", () => {
    const text = Buffer.from("mode=live~~~~???>>>and so on").toString("base64url");
    expect(text).toContain("_");
    expect(base64(text, survey(text).runs).map(({ bytes }) => bytes.toString())).toContain(
      "mode=live~~~~???>>>and so on",
    );
  });
});

describe("bytes hold a text", () => {
  const wide = (text: string): Buffer => Buffer.from(text, "utf16le");

  test.each<[string, Buffer, string, string | undefined]>([
    ["of UTF-8", Buffer.from("a text"), "a text", undefined],
    ["of four letters of UTF-16", wide("four"), "four", "utf-16"],
    ["of UTF-16 with a mark", wide("\ufefffour"), "four", "utf-16"],
    ["of UTF-16 with a second mark in it", wide("\ufefffo\ufeffur"), "fo\ufeffur", "utf-16"],
    ["of other scripts with a mark", wide("\ufeff密码是多"), "密码是多", "utf-16"],
    ["of other scripts with a mark, big end first", wide("\ufeff密码是多").swap16(), "密码是多", "utf-16"],
  ])("%s", (_, bytes, text, id) => {
    expect(textOf(bytes)).toEqual(id === undefined ? { text } : { text, id });
  });

  test.each<[string, Buffer]>([
    ["without bytes", Buffer.alloc(0)],
    ["of three letters of UTF-16", wide("abc")],
    ["of UTF-16 and an odd byte", Buffer.concat([wide("four"), Buffer.of(0x61)])],
    ["behind the first half of a mark", Buffer.concat([Buffer.of(0xff, 0x4e), wide("密码是")])],
    ["behind the second half of a mark", Buffer.concat([Buffer.of(0x4e, 0xfe), wide("密码是")])],
    ["behind the first half of the other mark", Buffer.concat([Buffer.of(0xfe, 0x4e), wide("密码是").swap16()])],
    ["behind the second half of the other mark", Buffer.concat([Buffer.of(0x4e, 0xff), wide("密码是").swap16()])],
    ["with a control character", Buffer.from("a\u0001b")],
  ])("but not %s", (_, bytes) => {
    expect(textOf(bytes)).toBeUndefined();
  });

  test("that is empty is none", () => {
    expect([isText(""), isText("a"), isText("a\u001bb"), isText("a\u007fb")]).toEqual([false, true, true, false]);
  });
});

describe("a row of numbers spells a text", () => {
  const letters = Array.from({ length: 40 }, () => 0x61);
  const isSpelled = (numbers: readonly number[]): boolean => {
    const text = numbers.join(", ");
    const found = octetRows(text, [{ start: 0, end: text.length }]);
    if (found.length > 0) expect(found).toEqual([{ start: 0, end: text.length, bytes: Buffer.from(numbers) }]);
    return found.length > 0;
  };
  const spelled = new Set([9, 10, 13, 27]);
  for (let code = 0x20; code < 0x7f; code++) spelled.add(code);
  for (let code = 0x80; code <= 0xff; code++) spelled.add(code);

  test("if its first twelve are printable characters, white space or parts of UTF-8", () => {
    for (let code = 0; code < 300; code++) {
      for (const at of [0, 11]) expect([code, isSpelled(letters.with(at, code))]).toEqual([code, spelled.has(code)]);
      expect([code, isSpelled(letters.with(12, code))]).toEqual([code, code <= 0xff]);
    }
  });

  test("behind the head of gzip whatever they are", () => {
    for (const head of [
      [31, 139],
      [31, -117],
    ])
      expect(
        octetRows(`${head.join(", ")}, 8, 0`, [{ start: 0, end: `${head.join(", ")}, 8, 0`.length }]),
      ).toMatchObject([{ bytes: Buffer.of(0x1f, 0x8b, 8, 0) }]);
    expect(isSpelled([31, 140, ...letters])).toBe(false);
    expect(isSpelled([131, 139, ...letters])).toBe(true);
  });

  test("with the signs of Java's bytes", () => {
    const signed = (code: number): readonly Buffer[] => {
      const text = [code, ...letters].join(", ");
      return octetRows(text, [{ start: 0, end: text.length }]).map(({ bytes }) => bytes.subarray(0, 1));
    };
    expect(signed(-1)).toEqual([Buffer.of(0xff)]);
    expect(signed(-128)).toEqual([Buffer.of(0x80)]);
    expect(signed(-129)).toEqual([]);
  });

  test("without the zero that ends it", () => {
    const text = [...letters, 0].join();
    expect(octetRows(text, [{ start: 0, end: text.length }])).toMatchObject([{ bytes: Buffer.from(letters) }]);
  });

  test("and no number around it counts", () => {
    const text = `1, 2, ${letters.join(", ")}, 3`;
    const [start, end] = [6, text.length - 3];
    expect(octetRows(text, [{ start, end }])).toEqual([{ start, end, bytes: Buffer.from(letters) }]);
  });
});

import { gzipSync } from "node:zlib";
import { contentsOf } from "../../policies/files/content";
import { tar } from "../detection/generate/tar";
import { zip } from "../detection/generate/zip";

/** What is read of bytes, in order: the way in, the text, and what is missing. */
const read = (bytes: Buffer): readonly (readonly string[])[] =>
  Array.from(contentsOf(bytes), ({ via, text, missing }) => [
    via.join(" "),
    text,
    ...(missing === undefined ? [] : [missing]),
  ]);
const textOf = (...bytes: readonly (number | string | Buffer)[]): string => {
  const whole = Buffer.concat(bytes.map((one) => (typeof one === "number" ? Buffer.from([one]) : Buffer.from(one))));
  expect(read(whole)).toEqual([["", expect.any(String)]]);
  return read(whole)[0]?.[1] ?? "";
};
const wide = (text: string): Buffer => Buffer.from(text, "utf16le");

/** Line and column of a word in what is read first. */
const placeOf = (word: string, bytes: Buffer): readonly number[] => {
  const [content] = contentsOf(bytes);
  const { line, column } = content?.place(content.text.indexOf(word)) ?? { line: 0, column: 0 };
  return [line, column];
};

describe("DER is read as base64 besides", () => {
  const der = (length: number, ...head: readonly number[]): Buffer =>
    Buffer.concat([Buffer.of(0x30, ...head), Buffer.alloc(length - 1 - head.length, 5)]);
  const isRead = (bytes: Buffer): boolean =>
    read(bytes).some(([via, text]) => via === "der" && text === bytes.toString("base64"));

  test.each<[string, Buffer, boolean]>([
    ["with a short length", der(48, 46), true],
    ["with a length of one octet", der(160, 0x81, 157), true],
    ["with a length of two", der(700, 0x82, 2, 184), true],
    ["of 16 octets", der(16, 14), true],
    ["of 16,384", der(16_384, 0x82, 0x3f, 0xfc), true],
    ["not of 15", der(15, 13), false],
    ["not of 16,385", der(16_385, 0x82, 0x3f, 0xfd), false],
    ["not with a length of three octets", der(160, 0x83, 0, 0, 155), false],
    ["not with another length", der(49, 46), false],
    ["not with another sign", Buffer.concat([Buffer.of(0x31), der(48, 46).subarray(1)]), false],
  ])("%s", (_, bytes, is) => {
    expect(isRead(bytes)).toBe(is);
  });

  test("and stands where the file begins", () => {
    const [, content] = contentsOf(der(48, 46));
    expect(content?.place(7)).toEqual({ line: 1, column: 1 });
  });
});

describe("text is read", () => {
  test("as UTF-8, without its mark", () => {
    expect(textOf("é漢\n")).toBe("é漢\n");
    expect(textOf("\ufeffab")).toBe("ab");
    expect(textOf("")).toBe("");
  });

  test("as UTF-16 that says so, to its last whole letter", () => {
    expect(textOf(wide("\ufeffa漢"))).toBe("a漢");
    expect(textOf(wide("\ufeffa"))).toBe("a");
    expect(textOf(wide("\ufeffa"), "x")).toBe("a");
    expect(textOf(wide("\ufeffĀb"))).toBe("Āb");
    expect(textOf(wide("\ufeffa漢").swap16())).toBe("a漢");
    expect(textOf(wide("\ufeffa漢").swap16(), "x")).toBe("a漢");
  });

  test("as UTF-16 where every other byte is zero in its first 1024 bytes", () => {
    expect(textOf(wide("grid"))).toBe("grid");
    expect(textOf(wide("grid").swap16())).toBe("grid");
    expect(textOf(wide("grid"), "x")).toBe("grid");
    const later = `${"x".repeat(512)}Ā`;
    expect(textOf(wide(later))).toBe(later);
    expect(textOf(wide(later).swap16())).toBe(later);
  });

  test("as no UTF-16 where zeros are few, on both sides, or the mark is that of UTF-32", () => {
    expect(textOf("a plain text", 0)).toBe("a plain text");
    expect(textOf(0, "a plain text,")).toBe("a plain text,");
    expect(textOf(0, 0, 0, "a plain text")).toBe("a plain text");
    expect(textOf(0xff, 0xfe, 0, 0, "x", 0, 0, 0)).toBe("");
    expect(textOf("x", 0)).toBe("");
    for (const half of [0xff, 0xfe]) expect(textOf(half, "abc")).toBe("\ufffdabc");
    expect(textOf("a", 0xfe, "bc")).toBe("a\ufffdbc");
  });

  test.each<[string, string, readonly number[]]>([
    ["at its beginning", "one", [1, 1]],
    ["within a line", "wo", [1, 6]],
    ["at the end of a line", "\n", [1, 8]],
    ["at the beginning of a line", "three", [2, 1]],
    ["after an empty line", "four", [4, 1]],
    ["in the last line", "five", [5, 3]],
  ])("with the place of each word: %s", (_, word, place) => {
    expect(placeOf(word, Buffer.from("one two\nthree\n\nfour\n, five"))).toEqual(place);
  });
});

describe("of binary data are read", () => {
  test("the printable runs of six bytes and more, a line each", () => {
    expect(textOf(0, "abcdef", 0, 255, "ghijkl", 1)).toBe("abcdef\nghijkl");
    expect(textOf(0, "abcde", 0, 255, "ghijklm", 1)).toBe("ghijklm");
    expect(textOf("abcdef", 0)).toBe("abcdef");
    expect(textOf(0, "abcdef")).toBe("abcdef");
    expect(textOf(0, 0, 0, 0, 0, "abcdef", 2, "xyz", 2, 2, "uvwxyz")).toBe("abcdef\nuvwxyz");
    expect(textOf(0, "abcde")).toBe("");
    expect(textOf(0, 0)).toBe("");
  });

  test("blanks, tabs and ends of lines with them, and no other signs that control something", () => {
    expect(textOf(0, " ~\t~\r\n", 0)).toBe(" ~\t~\r\n");
    for (const sign of [8, 11, 12, 14, 31, 127, 128, 255]) expect(textOf(0, "abc", sign, "def")).toBe("");
  });

  test("six and more letters of two bytes, at any byte", () => {
    const before = Buffer.alloc(24, 255);
    expect(textOf(before, wide("abcdef"), 255)).toBe("abcdef");
    expect(textOf(before, 0, wide("abcdef"), 255)).toBe("abcdef");
    expect(textOf(before, wide("abcde"), 255)).toBe("");
    expect(textOf(before, wide("abcdefg"))).toBe("abcdefg");
    expect(textOf(before, "x", 255, wide("abcde"), 255)).toBe("");
    expect(textOf(before, wide("abcde"), "f")).toBe("");
    expect(textOf(before, "xy", wide("abcdef"), 255, "ghijkl")).toBe("abcdef\nghijkl");
    expect(textOf(before, wide("abcdef"), wide("é"), "ghijkl")).toBe("abcdef\nghijkl");
  });

  test.each<[string, readonly number[]]>([
    ["abcdef", [1, 2]],
    ["def", [1, 5]],
    ["ghijkl", [2, 2]],
    ["uvwxyz", [2, 9]],
    ["wxyz", [2, 13]],
    ["ABCDEF", [2, 22]],
    ["F", [2, 27]],
  ])("the place of %s, in bytes", (word, place) => {
    const bytes = [Buffer.from("\0abcdef\0\n\0ghijkl\0"), wide("uvwxyz"), Buffer.from("\0ABCDEF")];
    expect(placeOf(word, Buffer.concat(bytes))).toEqual(place);
  });

  test("and the place of their end is no further than the last byte", () => {
    const [content] = contentsOf(Buffer.from("\0abcdef"));
    expect(content?.place(6)).toEqual({ line: 1, column: 8 });
    expect(content?.place(99)).toEqual({ line: 1, column: 8 });
  });
});

describe("what gzip packs is read", () => {
  test("by the way of it", () => {
    expect(read(gzipSync("grid"))).toEqual([["gzip", "grid"]]);
    expect(read(gzipSync(gzipSync("grid")))).toEqual([["gzip gzip", "grid"]]);
    expect(read(gzipSync(""))).toEqual([]);
  });

  test("with its printable parts, where it is broken", () => {
    expect(read(Buffer.from("\x1f\x8b\x08 not packed", "latin1"))).toEqual([
      ["gzip", "", "its gzip stream is broken"],
      ["", " not packed"],
    ]);
  });

  test("as any other data, where it only begins alike", () => {
    for (const begin of ["\x1f\x8b\x07", "\x1f\x8c\x08", "\x1e\x8b\x08"]) {
      expect(read(Buffer.from(`${begin}\0not packed`, "latin1"))).toEqual([["", "not packed"]]);
    }
  });

  test("16 deep and no deeper", () => {
    const packed = (times: number): Buffer =>
      Array.from({ length: times }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from("grid"));
    const way = Array.from({ length: 16 }, () => "gzip").join(" ");
    expect(read(packed(16))).toEqual([[way, "grid"]]);
    expect(read(packed(17))).toEqual([[way, expect.any(String), "holds archives more than 16 deep"]]);
  });

  test("up to 64 MiB", () => {
    const bomb = gzipSync(Buffer.alloc((64 << 20) + 1));
    expect(read(bomb)[0]).toEqual(["gzip", "", "unpacks to more than 64 MiB"]);
  });
});

describe("the files of a zip archive are read", () => {
  const two = [
    { name: "a", content: "first", extra: 7 },
    { name: "bb", content: "second", method: 0 as const },
  ];
  const files = [
    ["zip[0]", "first"],
    ["zip[1]", "second"],
  ];
  const end = (bytes: Buffer): number => bytes.length - 22;
  /** With another number in the record at its end, or in its directory's first entry. */
  const changed = (place: (bytes: Buffer) => number, to: number, bytes = zip(two)): Buffer => {
    const size = to > 0xffff ? 4 : 2;
    bytes.writeUIntLE(to, place(bytes), size);
    return bytes;
  };
  const entry = (at: number) => (bytes: Buffer) => bytes.readUInt32LE(end(bytes) + 16) + at;

  test("in order, stored or packed", () => {
    expect(read(zip(two))).toEqual(files);
    expect(read(zip([{ name: "a", content: "" }]))).toEqual([]);
  });

  test("with what stands before them and after", () => {
    expect(read(Buffer.concat([Buffer.from("#!/bin/sh\n"), zip(two)]))).toEqual([["zip", "#!/bin/sh\n"], ...files]);
    expect(read(zip(two, "made by hand"))).toEqual([...files, ["zip", "made by hand"]]);
    expect(read(zip(two, "x".repeat(0xffff)))).toEqual([...files, ["zip", "x".repeat(0xffff)]]);
    expect(read(Buffer.concat([Buffer.from("\0"), zip([])]))).toEqual([["zip", ""]]);
    const another = "PK\x05\x06 as an archive's end begins";
    expect(read(zip(two, another))).toEqual([...files, ["zip", another]]);
  });

  test.each<[string, Buffer, string[]]>([
    [
      "one of the 64-bit form, by its count",
      changed((bytes) => end(bytes) + 10, 0xffff),
      ["zip", "is a zip archive of the 64-bit form, which is not opened"],
    ],
    [
      "by its directory's size",
      changed((bytes) => end(bytes) + 12, 0xffffffff),
      ["zip", "is a zip archive of the 64-bit form, which is not opened"],
    ],
    [
      "by its directory's place",
      changed((bytes) => end(bytes) + 16, 0xffffffff),
      ["zip", "is a zip archive of the 64-bit form, which is not opened"],
    ],
    [
      "a directory that would begin before the file",
      changed((bytes) => end(bytes) + 16, 0xfffff),
      ["zip", "is a zip archive with a broken directory"],
    ],
    ["a directory of another kind", changed(entry(0), 1), ["zip[0]", "is a zip archive with a broken directory"]],
    ["an encrypted file", changed(entry(8), 1), ["zip[0]", "holds an encrypted file"]],
    [
      "another compression",
      changed(entry(10), 12),
      ["zip[0]", "holds a file compressed by method 12, which is not opened"],
    ],
    [
      "a file that would stand after the end",
      changed(entry(42), 0xfffff),
      ["zip[0]", "is a zip archive with a broken directory"],
    ],
    [
      "a file whose header breaks off",
      changed((bytes) => entry(42)(bytes), zip(two).length - 29),
      ["zip[0]", "is a zip archive with a broken directory"],
    ],
    ["a file that is longer than all", changed(entry(20), 0xfffff), ["zip[0]", "is a zip archive that breaks off"]],
    ["a broken stream", changed(() => 30 + 1 + 7, 0xffff), ["zip[0]", "holds a broken stream"]],
  ])("and not taken for read: %s", (_, bytes, [id = "", missing = ""]) => {
    expect(read(bytes)).toContainEqual([id, "", missing]);
  });

  test("and not taken for read: a directory that is shorter than its count", () => {
    expect(read(changed((bytes) => end(bytes) + 10, 3))).toEqual([
      ...files,
      ["zip[2]", "", "is a zip archive with a broken directory"],
    ]);
  });

  test("and not taken for read: a directory whose last entry breaks off", () => {
    const bytes = zip([{ name: "PK\x01\x02", content: "first" }]);
    const first = entry(0)(bytes);
    // The name is now where the second entry begins.
    for (const length of [28, 32]) bytes.writeUInt16LE(0, first + length);
    expect(read(changed(() => end(bytes) + 10, 2, bytes))).toEqual([
      ["zip[0]", "first"],
      ["zip[1]", "", "is a zip archive with a broken directory"],
    ]);
  });

  test("and not taken for read: one without its end", () => {
    const broken = zip(two).subarray(0, 31);
    expect(read(broken)[0]).toEqual(["zip", "", "is a zip archive without its end"]);
    expect(read(broken)).toHaveLength(2);
    expect(read(broken.subarray(0, 30))).toHaveLength(1);
  });

  test("though others are closed", () => {
    expect(
      read(
        zip([
          { name: "a", content: "x", encrypted: true },
          { name: "b", content: "second" },
        ]),
      ),
    ).toEqual([
      ["zip[0]", "", "holds an encrypted file"],
      ["zip[1]", "second"],
    ]);
  });

  test("with its printable parts alone, where all of them are closed", () => {
    expect(read(zip([{ name: "a.secret", content: "x", encrypted: true }]))).toEqual([
      ["zip[0]", "", "holds an encrypted file"],
      ["", expect.stringContaining("a.secret") as string],
    ]);
  });
});

describe("the files of a tar archive are read", () => {
  const block = "x".repeat(512);

  test("in order, whatever their sizes", () => {
    expect(
      read(
        tar([
          ["a", "first"],
          ["b", block],
          ["c", ""],
          ["d", `${block}y`],
        ]),
      ),
    ).toEqual([
      ["tar[0]", "first"],
      ["tar[1]", block],
      ["tar[3]", `${block}y`],
    ]);
  });

  test("also where the two empty blocks at the end are left out", () => {
    expect(read(tar([["a", "first"]]).subarray(0, -1024))).toEqual([["tar[0]", "first"]]);
    expect(read(tar([["a", block]]).subarray(0, 1024))).toEqual([["tar[0]", block]]);
  });

  test("with what follows them", () => {
    const [packed, kept] = read(Buffer.concat([tar([["a", "first"]]), Buffer.from("second")]));
    expect(packed).toEqual(["tar[0]", "first"]);
    expect(kept).toEqual(["tar", "second"]);
  });

  test("by a size among blanks", () => {
    expect(read(tar([["a", "first"]], (bytes) => ` ${bytes.toString(8)} `))).toEqual([["tar[0]", "first"]]);
  });

  test("and what stands there, where one breaks off or has a broken header", () => {
    expect(read(tar([["a", block]]).subarray(0, 1023))).toEqual([
      ["tar[0]", "", "is a tar archive that breaks off"],
      ["tar[0]", block.slice(1)],
    ]);
    for (const size of ["6 of them", "about 6"]) {
      const garbled = tar([["b", "second"]], () => size);
      expect(read(Buffer.concat([tar([["a", "first"]]).subarray(0, 1024), garbled]))).toEqual([
        ["tar[0]", "first"],
        ["tar[1]", "", "is a tar archive with a broken header"],
        ["tar[1]", expect.stringMatching(/^second/u) as string],
      ]);
    }
    const other = Buffer.alloc(512, "no header,");
    expect(read(Buffer.concat([tar([["a", "first"]]).subarray(0, 1024), other]))).toEqual([
      ["tar[0]", "first"],
      ["tar[1]", "", "is a tar archive with a broken header"],
      ["tar[1]", other.toString()],
    ]);
  });

  test("and nothing is, where the header's sum or its kind is another", () => {
    const [sum, kind] = [tar([["a", "second"]]), tar([["a", "second"]])];
    sum.write("b", 0);
    kind.write("utsar", 257);
    for (const bytes of [sum, kind]) expect(read(bytes)).toEqual([["", expect.stringContaining("second") as string]]);
  });
});

test.each([
  ["fd377a585a00", "an xz archive"],
  ["425a68", "a bzip2 archive"],
  ["377abcaf271c", "a 7-Zip archive"],
  ["28b52ffd", "a Zstandard archive"],
  ["526172211a07", "a RAR archive"],
  ["04224d18", "an LZ4 archive"],
])("what begins with %s is %s, of which only printable parts are read", (magic, name) => {
  const bytes = Buffer.concat([Buffer.from(magic, "hex"), Buffer.from("\0grid-1\0")]);
  expect(read(bytes)).toEqual([["", "grid-1", `is ${name}, which is not opened`]]);
  expect(read(Buffer.concat([Buffer.from("\0"), bytes]))).toEqual([["", "grid-1"]]);
});

test("of many files as much is read as fits, and the rest is said to be missing", () => {
  const files = tar(Array.from({ length: 3 }, (_, index) => [`${index}`, "x".repeat(10)]));
  const missing = (bytes: number, members: number) =>
    Array.from(contentsOf(files, [], { bytes, members }), ({ text, missing }) => missing ?? text.length);
  expect(missing(30, 3)).toEqual([10, 10, 10]);
  expect(missing(29, 3)).toEqual([10, 10, "unpacks to more than 512 MiB"]);
  expect(missing(30, 2)).toEqual([10, 10, "unpacks to more than 100000 files"]);
});

import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { deflated, inflated } from "../../../policies/detection/wrappings/compression";
import { Random } from "../generate/random";
import { tar } from "../generate/tar";
import { zip, type Entry } from "../generate/zip";
import { isWhole, reached } from "./opened";

const text = "mode=live retries=3 region=eu-west-1 and so on and on and on";
const shown = (bytes: Buffer): (readonly [string, string, boolean])[] =>
  inflated(bytes).map(({ id, content, whole }) => [id, content.toString(), whole]);

describe("gzip", () => {
  test("gives its content", () => {
    expect(shown(gzipSync(text))).toEqual([["gzip", text, true]]);
    expect(shown(gzipSync(""))).toEqual([["gzip", "", true]]);
  });

  test("that is cut off gives what it holds, and is not whole", () => {
    const long = Array.from({ length: 2_000 }, (_, index) => `line ${index} ${(index * 7919) % 10007}`).join("\n");
    const [cut] = inflated(gzipSync(long).subarray(0, 3_000));
    expect(cut?.whole).toBe(false);
    expect(cut?.content.length).toBeGreaterThan(100);
    expect(long.startsWith(cut?.content.toString() ?? "-")).toBe(true);
  });

  test("that is broken gives nothing, and is not whole", () => {
    const broken = gzipSync(text);
    broken.fill(0xff, 10, 20);
    expect(shown(broken)).toEqual([["gzip", "", false]]);
  });

  test("that grows past 4 MiB is not whole", () => {
    const bytes = new Random("compression").bytes(1 << 18);
    const grown = (size: number): Buffer => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
    expect(inflated(gzipSync(grown(4 << 20)))[0]?.whole).toBe(true);
    expect(inflated(gzipSync(grown((4 << 20) + 1)))[0]).toMatchObject({ whole: false, content: Buffer.alloc(0) });
  });

  test("that grows past 1 MiB and 32 times its length is not whole", () => {
    // Zeros behind a stream are none of it; they make its length a round one.
    const zeros = (size: number): Buffer => Buffer.concat([gzipSync(Buffer.alloc(size)), Buffer.alloc(2_048)], 2_048);
    const most = (1 << 20) + 32 * 2_048;
    expect(inflated(zeros(most))[0]).toMatchObject({ whole: true, content: Buffer.alloc(most) });
    expect(inflated(zeros(most + 1))[0]).toMatchObject({ whole: false, content: Buffer.alloc(0) });
  });

  test("grows no further than it may", () => {
    expect(inflated(gzipSync(text), text.length)[0]?.whole).toBe(true);
    expect(inflated(gzipSync(text), text.length - 1)[0]?.whole).toBe(false);
    expect(shown(gzipSync(text)).length).toBe(1);
    expect(inflated(gzipSync(text), 0)[0]).toMatchObject({ whole: false, content: Buffer.alloc(0) });
    expect(inflated(gzipSync(text), -1)[0]).toMatchObject({ whole: false, content: Buffer.alloc(0) });
  });

  test("of another method is none", () => {
    const other = gzipSync(text);
    other[2] = 9;
    expect(shown(other)).toEqual([]);
    expect(shown(Buffer.concat([Buffer.of(0x1e), gzipSync(text).subarray(1)]))).toEqual([]);
    expect(shown(Buffer.concat([Buffer.of(0x1f, 0x8c), gzipSync(text).subarray(2)]))).toEqual([]);
  });
});

describe("zlib", () => {
  test.each([0, 1, 6, 9])("of level %i gives its content", (level) => {
    expect(shown(deflateSync(text, { level }))).toEqual([["zlib", text, true]]);
  });

  test("that is cut off gives what it holds, and is not whole", () => {
    const [cut] = inflated(deflateSync(text, { level: 0 }).subarray(0, 30));
    expect(cut).toMatchObject({ id: "zlib", whole: false });
    expect(text.startsWith(cut?.content.toString() ?? "-")).toBe(true);
  });

  test("whose bytes give nothing was something else", () => {
    expect(shown(Buffer.concat([Buffer.of(0x78, 0x9c), Buffer.alloc(20, 0xff)]))).toEqual([]);
    expect(shown(deflateSync(text).subarray(0, 4))).toEqual([]);
  });

  test("whose head is no multiple of 31 is none", () => {
    const other = deflateSync(text);
    other[1] = (other[1] ?? 0) ^ 1;
    expect(shown(other)).toEqual([]);
  });
});

describe("zip", () => {
  test("gives each of its files, packed or not", () => {
    const files: Entry[] = [
      { name: "bot.env", content: text },
      { name: "a", content: "stored as it is", method: 0 },
      { name: "b", content: "behind an extra field", extra: 9 },
    ];
    expect(shown(zip(files))).toEqual([
      ["zip[0]", text, true],
      ["zip[1]", "stored as it is", true],
      ["zip[2]", "behind an extra field", true],
    ]);
  });

  test("is found by its end, whatever comment follows it", () => {
    expect(shown(zip([{ name: "a", content: text }], "a comment"))).toEqual([["zip[0]", text, true]]);
  });

  test("under a password, or of a method that nobody here reads, is not whole, and the next file is still read", () => {
    expect(
      shown(
        zip([
          { name: "a", content: text, encrypted: true },
          { name: "b", content: text, method: 12 },
          { name: "c", content: text },
        ]),
      ),
    ).toEqual([
      ["zip[0]", "", false],
      ["zip[1]", "", false],
      ["zip[2]", text, true],
    ]);
  });

  test("of more than 200 files is not whole", () => {
    const files = (count: number): Entry[] =>
      Array.from({ length: count }, (_, index) => ({ name: "a", content: `${index}`, method: 0 }));
    expect(shown(zip(files(200))).every(([, , whole]) => whole)).toBe(true);
    const over = shown(zip(files(201)));
    expect(over).toHaveLength(201);
    expect(over[0]).toEqual(["zip", "", false]);
    expect(over.at(-1)).toEqual(["zip[199]", "199", true]);
  });

  test("without its end, or with a directory elsewhere, is not whole", () => {
    const whole = zip([{ name: "a", content: text }]);
    expect(shown(whole.subarray(0, whole.length - 22))).toEqual([["zip", "", false]]);
    const astray = Buffer.from(whole);
    astray.writeUInt32LE(0, astray.length - 6);
    expect(shown(astray)).toEqual([["zip[0]", "", false]]);
    astray.writeUInt32LE(whole.length - 10, astray.length - 6);
    expect(shown(astray)).toEqual([["zip[0]", "", false]]);
  });

  test("with a file beyond its end is not whole", () => {
    const whole = zip([{ name: "a", content: text }]);
    const directory = whole.readUInt32LE(whole.length - 6);
    whole.writeUInt32LE(whole.length, directory + 42);
    expect(shown(whole)).toEqual([["zip[0]", "", false]]);
  });
});

describe("tar", () => {
  test("gives each of its files", () => {
    expect(
      shown(
        tar([
          ["bot.env", text],
          ["a", "another"],
        ]),
      ),
    ).toEqual([
      ["tar[0]", text, true],
      ["tar[1]", "another", true],
    ]);
    expect(shown(gzipSync(tar([["a", text]])))[0]?.[0]).toBe("gzip");
  });

  test("that breaks off, or whose header is broken, is not whole", () => {
    const whole = tar([
      ["a", text],
      ["b", text],
    ]);
    expect(shown(whole.subarray(0, 540))).toEqual([["tar[0]", text.slice(0, 28), false]]);
    const broken = Buffer.from(whole);
    broken.write("x", 1_024);
    expect(inflated(broken).map(({ id, whole: is }) => [id, is])).toEqual([
      ["tar[0]", true],
      ["tar[1]", false],
    ]);
  });

  test("gives what stands behind its end, but no empty blocks", () => {
    const whole = tar([["a", text]]);
    expect(shown(Buffer.concat([whole, Buffer.alloc(512)]))).toEqual([["tar[0]", text, true]]);
    const [first, rest] = shown(Buffer.concat([whole, Buffer.from(text)]));
    expect(first).toEqual(["tar[0]", text, true]);
    expect([rest?.[0], rest?.[1]?.endsWith(text), rest?.[2]]).toEqual(["tar", true, true]);
  });

  test("fills its blocks to the last byte", () => {
    const block = "x".repeat(512);
    expect(
      shown(
        tar([
          ["a", block],
          ["b", text],
        ]).subarray(0, -1_024),
      ),
    ).toEqual([
      ["tar[0]", block, true],
      ["tar[1]", text, true],
    ]);
    expect(shown(tar([["a", block]]).subarray(0, 1_024))).toEqual([["tar[0]", block, true]]);
    expect(shown(tar([["a", block]]).subarray(0, 1_023))).toEqual([["tar[0]", block.slice(1), false]]);
  });

  test.each([
    ["with blanks around it", (bytes: number) => ` ${bytes.toString(8)} `, true],
    ["of another base", (bytes: number) => `0x${bytes.toString(16)}`, false],
    ["with a sign", (bytes: number) => `-${bytes.toString(8)}`, false],
    ["with letters behind it", (bytes: number) => `${bytes.toString(8)}k`, false],
    ["with a unit behind a blank", (bytes: number) => `${bytes.toString(8)} k`, false],
  ])("takes a size %s as it is meant", (_, sizeOf, whole) => {
    expect(shown(tar([["a", text]], sizeOf))[0]?.[2]).toBe(whole);
  });

  test("is nothing without its sum, its magic or its whole header", () => {
    const whole = tar([["a", text]]);
    for (const at of [0, 257]) {
      const other = Buffer.from(whole);
      other.write("z", at);
      expect(shown(other)).toEqual([]);
    }
    expect(shown(whole.subarray(0, 511))).toEqual([]);
    expect(shown(whole.subarray(0, 512)).map(([id, , is]) => [id, is])).toEqual([["tar[0]", false]]);
  });

  test("of more than 200 files is not whole", () => {
    const many = (count: number): Buffer => tar(Array.from({ length: count }, () => ["a", "b"] as const));
    expect(shown(many(200)).every(([, , whole]) => whole)).toBe(true);
    expect(shown(many(201)).at(-1)).toEqual(["tar", "", false]);
  });
});

describe("deflate without a head", () => {
  test("gives its content, and nothing where it is something else", () => {
    expect(deflated(deflateRawSync(text), 1_000).map(({ id, content }) => [id, content.toString()])).toEqual([
      ["deflate", text],
    ]);
    expect(deflated(deflateRawSync(text).subarray(0, 30), 1_000)).toEqual([]);
    expect(deflated(deflateRawSync(""), 1_000)).toEqual([]);
    expect(deflated(Buffer.from(text), 1_000)).toEqual([]);
  });
});

test("other bytes are none of these, and nothing makes it throw", () => {
  expect(shown(Buffer.from(text))).toEqual([]);
  expect(shown(Buffer.alloc(0))).toEqual([]);
  expect(shown(Buffer.of(0x78))).toEqual([]);
  fc.assert(
    fc.property(
      fc.constantFrom([0x1f, 0x8b, 8], [0x78, 0x9c], [0x50, 0x4b, 3, 4]),
      fc.uint8Array({ maxLength: 80 }),
      (head, rest) => {
        for (const { whole, content } of inflated(Buffer.from([...head, ...rest])))
          expect(whole || content.length < 1 << 20).toBe(true);
      },
    ),
    { numRuns: 100, seed: 4 },
  );
});

test("a text is reached through any of them, and is not complete where they are not", () => {
  const base64 = (bytes: Buffer): string => bytes.toString("base64");
  expect(reached(base64(gzipSync(text)), "base64 > gzip")).toEqual([text]);
  expect(reached(base64(deflateSync(text)), "base64 > zlib")).toEqual([text]);
  expect(reached(base64(zip([{ name: "a", content: text }])), "base64 > zip[0]")).toEqual([text]);
  expect(reached(base64(tar([["a", text]])), "base64 > tar[0]")).toEqual([text]);
  expect(reached(base64(gzipSync(tar([["a", text]]))), "base64 > gzip > tar[0]")).toEqual([text]);
  expect(reached(`gzinflate(base64_decode('${base64(deflateRawSync(text))}'))`, "base64 > deflate")).toEqual([text]);
  expect(reached(`decode('${base64(deflateRawSync(text))}')`, "base64 > deflate")).toEqual([]);
  expect(reached(base64(gzipSync(gzipSync(text))), "base64 > gzip > gzip")).toEqual([text]);
  expect(isWhole(base64(gzipSync(text)))).toBe(true);
  expect(isWhole(base64(gzipSync(text).subarray(0, 40)))).toBe(false);
});

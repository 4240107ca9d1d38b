import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { allowanceAt } from "../../ops/scan/allowance";
import { readBaseline } from "../../ops/scan/baseline";
import { contentsOf } from "../../policies/files/content";
import { lookAtBytes, lookAtFile } from "../../ops/scan/look";
import { shown } from "../../ops/scan/shown";
import { tar } from "../detection/generate/tar";
import { zip } from "../detection/generate/zip";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const secret = Array.from(createHash("sha512").update("scan").digest(), (byte) => alphabet[byte % 62]).join("");
const leak = `BINANCE_API_SECRET=${secret}\n`;

function places(bytes: Buffer): string[] {
  return lookAtBytes(bytes, "file", "").found.map(({ line, column }) => `${line}:${column}`);
}

describe("bytes", () => {
  test.each<[string, Buffer]>([
    ["UTF-16 with a mark, little end first", Buffer.from(`\ufeffx\n${leak}`, "utf16le")],
    ["UTF-16 with a mark, big end first", Buffer.from(`\ufeffx\n${leak}`, "utf16le").swap16()],
    ["UTF-16 without a mark, little end first", Buffer.from(`x\n${leak}`, "utf16le")],
    ["UTF-16 without a mark, big end first", Buffer.from(`x\n${leak}`, "utf16le").swap16()],
    ["UTF-8 with a mark", Buffer.from(`\ufeffx\n${leak}`)],
    ["gzip", gzipSync(`x\n${leak}`)],
    ["Latin-1", Buffer.from(`\u00e4\n${leak}`, "latin1")],
  ])("%s: line and column are those of the text", (_, bytes) => {
    expect(places(bytes)).toEqual(["2:20"]);
  });

  test("binary: the place is counted in bytes", () => {
    const bytes = Buffer.concat([Buffer.from([0, 1, 2, 10, 0, 255, 0]), Buffer.from(leak), Buffer.from([0, 0])]);
    expect(places(bytes)).toEqual(["2:23"]);
  });

  test("UTF-16 inside binary is read, whatever byte it begins at", () => {
    for (const before of [6, 7]) {
      const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(leak, "utf16le"), Buffer.alloc(9, 1)]);
      expect(places(bytes)).toEqual([`1:${before + 1 + 2 * 19}`]);
    }
  });

  test("gzip that breaks off is not clean", () => {
    expect(lookAtBytes(gzipSync(leak).subarray(0, 40), "file", "").reason).toBe("its gzip stream is broken");
  });

  test("what a broken gzip stream gives is looked at, and it is not clean", () => {
    const rest = "x ".repeat(3_000);
    const random = Array.from({ length: 9_000 }, (_, at) => createHash("md5").update(`${at}`).digest("hex")).join("");
    const whole = gzipSync(`x\n${leak}${rest}`);
    const long = gzipSync(`x\n${leak}${random}`);
    const named = Buffer.concat([whole.subarray(0, 3), Buffer.of(8 + 16 + 4 + 2), whole.subarray(4, 10), Buffer.from("\x03\0abcbot\0note\0hh", "latin1"), whole.subarray(10)]); // prettier-ignore
    const wrongSum = Buffer.from(whole);
    wrongSum.writeUInt32LE((whole.readUInt32LE(whole.length - 8) + 1) % 2 ** 32, whole.length - 8);
    const torn = Buffer.from(long);
    torn.fill(0xff, long.length - 40_000, long.length - 39_000);
    for (const bytes of [
      whole.subarray(0, -12),
      wrongSum,
      torn,
      named,
      Buffer.concat([whole, Buffer.of(0x1f, 1, 2)]),
    ]) {
      const look = lookAtBytes(bytes, "file", "");
      expect(look.reason).toBe("its gzip stream is broken");
      expect(look.found.map(({ line, column }) => `${line}:${column}`)).toEqual(["2:20"]);
    }
    const clean = lookAtBytes(gzipSync(`x\n${rest}`).subarray(0, -12), "file", "");
    expect(clean).toMatchObject({ found: [], reason: "its gzip stream is broken" });
  });

  test("the beginning of a stream beyond the bound is looked at", () => {
    const look = lookAtBytes(
      gzipSync(Buffer.concat([Buffer.from(`x\n${leak}`), Buffer.alloc(64 << 20, " \n")])),
      "file",
      "",
    );
    expect(look.reason).toBe("unpacks to more than 64 MiB");
    expect(look.found.map(({ line, column }) => `${line}:${column}`)).toEqual(["2:20"]);
  }, 60_000);

  test("gzip inside gzip is opened too", () => {
    expect(places(gzipSync(gzipSync(leak)))).toEqual(["1:20"]);
  });

  test("a gzip bomb is not unpacked beyond the bound", () => {
    expect(lookAtBytes(gzipSync(Buffer.alloc((64 << 20) + 1)), "file", "").reason).toBe("unpacks to more than 64 MiB");
  }, 30_000);

  test.each(["fd377a585a00", "425a6839", "377abcaf271c", "28b52ffd", "526172211a07", "04224d18"])(
    "an archive that begins with %s is not opened, and says so",
    (magic) => {
      expect(lookAtBytes(Buffer.from(`${magic}0102030405`, "hex"), "file", "").reason).toMatch(
        /, which is not opened$/u,
      );
    },
  );

  test("any bytes: no throw, and every place lies in the file", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.boolean(),
        (before, after, wide) => {
          const bytes = Buffer.concat([before, Buffer.from(leak, wide ? "utf16le" : "latin1"), after]);
          for (const content of contentsOf(bytes)) {
            for (const offset of [0, content.text.length >> 1, content.text.length]) {
              const { line, column } = content.place(offset);
              expect(line).toBeGreaterThan(0);
              expect(column).toBeGreaterThan(0);
            }
          }
          lookAtBytes(bytes, "file", "");
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  test("a large file: what stands on either side of the end of a window is found once", () => {
    const filler = "plain words and nothing else, line after line\n".repeat(10_000);
    let text = "";
    const expected: string[] = [];
    for (let line = 1; text.length < 10 << 20; line += 10_001) {
      text += filler + leak;
      expected.push(`${line + 10_000}:20`);
    }
    expect(places(Buffer.from(text))).toEqual(expected);
  }, 30_000);

  test("a large file without a line break where its windows meet is not clean", () => {
    const bytes = Buffer.alloc(10 << 20, "no-break,");
    expect(lookAtBytes(bytes, "file", "").reason).toBe("holds a line without a break of more than 512 KiB");
  }, 30_000);
});

describe("archives", () => {
  const found = (bytes: Buffer): string[] =>
    lookAtBytes(bytes, "file", "").found.map(({ line, column, via }) => [...via, `${line}:${column}`].join(" "));
  const reason = (bytes: Buffer): string | undefined => lookAtBytes(bytes, "file", "").reason;
  const two = [
    { name: "a.txt", content: "nothing\n" },
    { name: "b.env", content: `x\n${leak}` },
  ];
  const stored = two.map((entry) => ({ ...entry, method: 0 as const }));
  const way = "BINANCE_API_SECRET 2:20";

  test.each<[string, Buffer, string]>([
    ["zip", zip(two), `zip[1] ${way}`],
    ["zip without compression", zip(stored), `zip[1] ${way}`],
    ["zip with a comment", zip(two, "made by hand"), `zip[1] ${way}`],
    ["a script that carries a zip", Buffer.concat([Buffer.from("#!/bin/sh\nexec java\n"), zip(two)]), `zip[1] ${way}`],
    ["tar", tar(two.map(({ name, content }) => [name, content])), `tar[1] ${way}`],
    ["tar in gzip", gzipSync(tar(two.map(({ name, content }) => [name, content]))), `gzip tar[1] ${way}`],
    ["gzip in tar", tar([["b.env.gz", gzipSync(`x\n${leak}`)]]), `tar[0] gzip ${way}`],
    ["zip in zip", zip([{ name: "inner.jar", content: zip(two), method: 0 }]), `zip[0] zip[1] ${way}`],
  ])("%s: the way names the file, the place is the one in it", (_, bytes, expected) => {
    expect(found(bytes)).toEqual([expected]);
    expect(reason(bytes)).toBeUndefined();
  });

  test("what precedes a zip, what its comment says and what follows a tar is looked at too", () => {
    const script = Buffer.concat([Buffer.from(`#!/bin/sh\n${leak}exec java\n`), zip([])]);
    expect(found(script)).toEqual(["zip BINANCE_API_SECRET 2:20"]);
    expect(found(zip([{ name: "a", content: "nothing" }], leak))).toEqual(["zip BINANCE_API_SECRET 1:20"]);
    const after = Buffer.concat([tar([["a", "x"]]), Buffer.from(leak)]);
    expect(found(after).map((one) => one.split(" ")[0])).toEqual(["tar"]);
  });

  test.each<[string, Buffer, string]>([
    ["a zip with an encrypted file", zip([{ name: "a", content: leak, encrypted: true }]), "holds an encrypted file"],
    [
      "a zip with another compression",
      zip([{ name: "a", content: leak, method: 12 }]),
      "holds a file compressed by method 12, which is not opened",
    ],
    ["a zip that breaks off", zip(two).subarray(0, 90), "is a zip archive without its end"],
    ["a tar that breaks off", tar([["a", "x".repeat(2_000)]]).subarray(0, 1_200), "is a tar archive that breaks off"],
    [
      "a tar with a broken header",
      Buffer.concat([tar([["a", "x"]]).subarray(0, 1_024), Buffer.alloc(512, "y")]),
      "is a tar archive with a broken header",
    ],
    [
      "archives in archives in archives",
      Array.from({ length: 17 }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from(leak)),
      "holds archives more than 16 deep",
    ],
  ])("%s is not clean, and says so", (_, bytes, expected) => {
    expect(reason(bytes)).toBe(expected);
  });

  test("archives are unpacked up to a bound of bytes and of files", () => {
    const files = tar(Array.from({ length: 9 }, (_, index) => [`${index}`, "x".repeat(100)]));
    const missing = (bytes: number, members: number): (string | undefined)[] =>
      [...contentsOf(files, [], { bytes, members })].map((content) => content.missing).filter(Boolean);
    expect(missing(900, 9)).toEqual([]);
    expect(missing(899, 9)).toEqual(["unpacks to more than 512 MiB"]);
    expect(missing(900, 8)).toEqual(["unpacks to more than 100000 files"]);
  });
});

describe("files", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-look-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("a file that is gone says so", () => {
    expect(lookAtFile({ file: join(folder, "gone") }, "")).toEqual({
      bytes: 0,
      found: [],
      reason: "vanished while the scan ran",
    });
  });

  const environment = "/proc/self/environ";
  (existsSync(environment) ? test : test.skip)("a file that says it is empty, as those of /proc do, is read", () => {
    expect(lookAtFile({ file: environment }, "").bytes).toBeGreaterThan(0);
  });

  test("a device is no file", () => {
    expect(lookAtFile({ file: "/dev/zero" }, "").reason).toBe("is not a regular file");
  });

  test("a file beyond the bound is looked at as far as the bound, and said to be", () => {
    const file = join(folder, "huge");
    writeFileSync(file, leak);
    truncateSync(file, (128 << 20) + 1);
    const { found, reason } = lookAtFile({ file }, "");
    expect({ found: found.length, reason }).toEqual({
      found: 1,
      reason: "is larger than 128 MiB; only the beginning was looked at",
    });
  }, 30_000);
});

describe("a comment beside a finding", () => {
  const value = "BINANCE_API_SECRET=…";
  test.each<[string, string, ReturnType<typeof allowanceAt>]>([
    ["the line before", `# bulkhead:allow a-key -- made up\n${value}`, { reason: "made up" }],
    ["the same line", `${value} # bulkhead:allow a-key -- made up`, { reason: "made up" }],
    [
      "a block comment",
      `/* bulkhead:allow a-key -- made up */ ${value}`,
      { reason: "made up */ BINANCE_API_SECRET=…" },
    ],
    ["a block comment on its own line", `/* bulkhead:allow a-key -- made up */\n${value}`, { reason: "made up" }],
    ["an XML comment", `<!-- bulkhead:allow a-key -- made up -->\n${value}`, { reason: "made up" }],
    ["one of two", `# bulkhead:allow b-key -- x\n${value} # bulkhead:allow a-key -- made up`, { reason: "made up" }],
    ["none", value, undefined],
    ["two lines before", `# bulkhead:allow a-key -- made up\n\n${value}`, undefined],
    ["the line after", `${value}\n# bulkhead:allow a-key -- made up`, undefined],
    ["no reason", `# bulkhead:allow a-key\n${value}`, { flaw: expect.stringContaining("gives no reason") as string }],
    [
      "an empty reason",
      `/* bulkhead:allow a-key -- */\n${value}`,
      { flaw: expect.stringContaining("gives no reason") as string },
    ],
    [
      "no dashes",
      `# bulkhead:allow a-key made up\n${value}`,
      { flaw: expect.stringContaining("gives no reason") as string },
    ],
    [
      "another detector",
      `# bulkhead:allow b-key -- x\n${value}`,
      { flaw: "the allowance beside it names another detector than a-key" },
    ],
    [
      "a longer name",
      `# bulkhead:allow a-key-2 -- x\n${value}`,
      { flaw: "the allowance beside it names another detector than a-key" },
    ],
  ])("%s", (_, text, expected) => {
    expect(allowanceAt(text, text.indexOf("…"), "a-key")).toEqual(expected);
  });

  test("any text: no throw, and nothing quadratic", () => {
    const text = "bulkhead:allow a -- ".repeat(50_000);
    const began = performance.now();
    allowanceAt(text, text.length - 1, "b");
    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe("a baseline", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-baseline-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const good = { file: "a.env", detector: "a-key", via: ["A"], reason: "made up" };
  const read = (entry: unknown): unknown => {
    const file = join(folder, "baseline.json");
    writeFileSync(
      file,
      typeof entry === "string" ? entry : JSON.stringify({ version: 1, salt: "0".repeat(32), entries: [entry] }),
    );
    return readBaseline(file);
  };

  test("one good entry", () => {
    expect(read(good)).toMatchObject({ entries: [good] });
  });

  test.each<[string, unknown, string]>([
    ["not JSON", "{", "is not JSON"],
    ["not an object", "[]", "version is not 1"],
    ["of another version", '{"version":2}', "version is not 1"],
    ["without salt", '{"version":1}', "salt is not 32 hexadecimal digits"],
    ["without entries", `{"version":1,"salt":"${"0".repeat(32)}"}`, "entries is not a list"],
    ["an entry that is none", null, "entries[0] is not an object"],
    ["without a file", { ...good, file: "" }, "entries[0].file is not a path"],
    ["without a reason", { ...good, reason: undefined }, "entries[0] (a.env) gives no reason"],
    ["with an empty reason", { ...good, reason: " " }, "entries[0] (a.env) gives no reason"],
    ["with a field nobody knows", { ...good, detectors: "x" }, 'has a field "detectors"'],
    ["a count of nothing", { ...good, count: 0 }, "entries[0].count is not a positive number"],
    ["a way that is no list", { ...good, via: "A" }, "entries[0].via is not a list of texts"],
    [
      "a fingerprint of another shape",
      { ...good, fingerprint: "x" },
      "entries[0].fingerprint is not 24 hexadecimal digits",
    ],
  ])("%s is refused with its place", (_, entry, said) => {
    expect(() => read(entry)).toThrow(said);
  });
});

test("text of unknown origin is shown without anything that a terminal would obey", () => {
  expect(shown("a\u001b[2J\u009b1m\r\n\u202e\u2028\ud800é漢")).toBe(
    "a\\x1b[2J\\x9b1m\\x0d\\x0a\\u{202e}\\u{2028}\\u{d800}é漢",
  );
});

import { deflateRawSync, gzipSync } from "node:zlib";
import { layers, nameAt, unwrap, wayTo, type Sheet } from "../../policies/detection/layers";
import type { Assignment } from "../../policies/detection/named";
import { readName } from "../../policies/detection/names";

const inner = "mode=live retries=3 region=eu-west-1";
const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const hex = (text: string | Buffer): string => Buffer.from(text).toString("hex");
const sheets = (text: string, name?: string): Sheet[] => [...unwrap(text, name, { complete: true })];
const isWhole = (text: string): boolean => layers(text).complete;
const ways = (text: string): string[] => layers(text).layers.map(({ via }) => via.join(" > "));
const under = (text: string, way: string): string[] =>
  layers(text)
    .layers.filter(({ via }) => via.join(" > ") === way)
    .map((one) => one.text);

describe("the innermost assignment that holds a range", () => {
  const assigned = (...ranges: readonly (readonly [string, number, number])[]): Assignment[] =>
    ranges.map(([name, start, end]) => ({ name: readName(name), start, end, certain: true }));
  const named = (all: readonly Assignment[], start: number, end: number): string | undefined =>
    nameAt(all, start, end)?.name.written;

  test("is the last that begins at it or before, and does not end before it", () => {
    const all = assigned(["a", 0, 100], ["b", 10, 40], ["c", 20, 30], ["d", 50, 60]);
    expect(named(all, 22, 28)).toBe("c");
    expect(named(all, 20, 30)).toBe("c");
    expect(named(all, 20, 31)).toBe("b");
    expect(named(all, 19, 25)).toBe("b");
    expect(named(all, 50, 60)).toBe("d");
    expect(named(all, 50, 61)).toBe("a");
    expect(named(all, 99, 100)).toBe("a");
    expect(named(all, 99, 101)).toBeUndefined();
    expect(named([], 0, 1)).toBeUndefined();
    expect(named(assigned(["a", 5, 9]), 4, 6)).toBeUndefined();
  });

  test("is looked for among the nine before it, and in the first", () => {
    const many = (count: number): Assignment[] =>
      assigned(
        ["first", 0, 1_000],
        ["b", 1, 900],
        ...Array.from({ length: count }, (_, at) => [`n${at}`, 2 + at, 3 + at] as const),
      );
    expect(named(many(7), 50, 60)).toBe("b");
    expect(named(many(8), 50, 60)).toBe("first");
    expect(named(many(30), 950, 960)).toBe("first");
    expect(named(many(30), 950, 1_001)).toBeUndefined();
  });
});

describe("a sheet", () => {
  test("has the field's name for the whole of its text, without the blanks around it", () => {
    const [first] = sheets("  value and more \n", "botSecret");
    expect(first?.assignments).toMatchObject([{ name: { written: "botSecret" }, start: 2, end: 16, certain: true }]);
    expect(sheets("   ", "botSecret")[0]?.assignments).toEqual([]);
    expect(sheets("value")[0]?.assignments).toEqual([]);
    const [both] = sheets("token=abc\n", "botSecret");
    expect(both?.assignments.map(({ name }) => name.written)).toEqual(["botSecret", "token"]);
  });

  test("has that name inside a wrapping too, unless a name there says more", () => {
    const named = (text: string, name?: string): (readonly [string, string | undefined])[] =>
      sheets(text, name).map((one) => [one.ground.via.join(), one.assignments[0]?.name.written] as const);
    expect(named(base64(inner), "botSecret")).toContainEqual(["base64", "botSecret"]);
    expect(named(`token: "${base64(inner)}"`)).toContainEqual(["base64", "token"]);
    expect(named(`token: "${base64(inner)}"`, "botSecret")).toContainEqual(["base64", "token"]);
    expect(named(base64(inner))).toContainEqual(["base64", undefined]);
    expect(named("a%3Db", "botSecret").length).toBe(2);
    expect(named("a%3Db", "botSecret")[1]).toEqual(["", "botSecret"]);
    expect(named(`a%3Db${" x".repeat(400)}`, "botSecret")[1]).toEqual(["", undefined]);
  });

  test("knows its depth, and the edits that made it", () => {
    const told = (text: string): string[] =>
      sheets(text).map(({ depth, edited, ground }) => `${depth} ${ground.via.join("+")} ${edited.join("+")}`);
    expect(told("plain")).toEqual(["0  "]);
    expect(told("a%3Db&lt;")).toEqual(["0  ", "1  percent+entity"]);
    expect(told(base64(`a%3Db ${inner}`))).toEqual(["0  ", "1 base64 ", "2 base64 percent"]);
    expect(told(`%26lt; ${inner}`)).toEqual(["0  ", "1  percent", "2  percent+entity"]);
  });

  test("of an edited copy places what it holds in its ground", () => {
    const text = "ab%3Dcd%26ef";
    const copy = sheets(text)[1];
    expect(copy?.text).toBe("ab=cd&ef");
    const placed = (start: number, end: number): string => {
      const [from, to] = copy?.place(start, end) ?? [0, 0];
      return text.slice(from, to);
    };
    expect(placed(0, 2)).toBe("ab");
    expect(placed(0, 3)).toBe("ab%3D");
    expect(placed(2, 3)).toBe("%3D");
    expect(placed(3, 5)).toBe("cd");
    expect(placed(1, 7)).toBe("b%3Dcd%26e");
    expect(placed(6, 8)).toBe("ef");
    expect(placed(2, 6)).toBe("%3Dcd%26");
    const twice = "x &amp;lt; y";
    const last = sheets(twice).at(-1);
    expect(last?.text).toBe("x < y");
    expect(last?.place(2, 3)).toEqual([2, 10]);
    expect(last?.place(4, 5)).toEqual([11, 12]);
  });
});

describe("a stream that is broken into lines", () => {
  const stream = base64(gzipSync(Array.from({ length: 40 }, (_, at) => `${inner} ${at * 7919}`).join()));
  const lines = (width: number): string => stream.match(new RegExp(`.{1,${width}}`, "gu"))?.join("\n") ?? "";

  test("is whole if all of them together are", () => {
    expect(isWhole(lines(76))).toBe(true);
    expect(isWhole(`a: |\n  ${lines(64).replaceAll("\n", "\n  ")}\nb: 1\n`)).toBe(true);
    expect(isWhole(JSON.stringify(lines(64)))).toBe(true);
    expect(isWhole(`"${lines(60).replaceAll("\n", '" + "')}"`)).toBe(true);
    for (const around of ["%41 ", "\\u0041 &#67; %42 ", "%41 ".repeat(300)])
      for (const text of [
        `${around}\n${lines(76)}\n`,
        `${lines(76)}\n ${around}`,
        `${around}\n${lines(76)}\n${around}`,
      ])
        expect(isWhole(text)).toBe(true);
  });

  test("is not if the last of them is missing", () => {
    expect(isWhole(lines(76).slice(0, lines(76).lastIndexOf("\n")))).toBe(false);
    expect(isWhole(lines(76).slice(0, 70))).toBe(false);
    expect(isWhole(`%41 ${lines(76).slice(0, 70)} %42`)).toBe(false);
  });
});

describe("edited stretches", () => {
  test("that are at most 1,024 characters apart are one copy, with 512 around it", () => {
    const copies = (gap: number): number[] =>
      sheets(`${"x ".repeat(500)}%41${"y".repeat(gap)}%42${" z".repeat(500)}`)
        .slice(1)
        .map((one) => one.text.length);
    expect(copies(1_024)).toEqual([512 + 1 + 1_024 + 1 + 512]);
    // The second one begins in a word, of which 64 characters more belong to it.
    expect(copies(1_025)).toEqual([512 + 1 + 512, 64 + 512 + 1 + 512]);
  });

  test("that begin in a name have all of it", () => {
    const [, copied] = sheets(`${"x ".repeat(9)}GrantToken=${"y ".repeat(253)}%41 `);
    expect(copied?.text.startsWith("GrantToken=")).toBe(true);
  });

  test("of which one lies in another are undone from the outside", () => {
    expect(under("a\\u0026amp; b", "escape")).toEqual(["a&amp; b"]);
    expect(under("a\\\n%41", "continuation > percent")).toEqual(["aA"]);
  });

  test("of several kinds are undone in the order in which they stand", () => {
    const told = (text: string): (readonly [string, string])[] =>
      sheets(text)
        .slice(1)
        .map((one) => [one.edited.join("+"), one.text] as const);
    expect(told("%41 \\u0042 &#67;")).toEqual([["percent+escape+entity", "A B C"]]);
    expect(told("&#67; %41 \\u0042 %44")).toEqual([["entity+percent+escape", "C A B D"]]);
    expect(told("%41\\u0042%43")).toEqual([["percent+escape", "ABC"]]);
  });

  test("are folded once", () => {
    const lines = Array.from({ length: 3 }, () => "a1B2c3D4".repeat(8)).join("\n");
    expect(ways(lines)).toContain("folding");
    expect(ways(lines).filter((way) => way.includes("folding > folding"))).toEqual([]);
  });
});

describe("bounds", () => {
  const nest = (depth: number, wrap: (text: string) => string = base64): string => {
    let text = inner;
    for (let level = 0; level < depth; level++) text = wrap(text);
    return text;
  };

  test("eight wrappings one inside the other are opened, nine are not", () => {
    expect(isWhole(nest(8))).toBe(true);
    expect(ways(nest(8)).some((way) => way.split(" > ").length === 8)).toBe(true);
    expect(isWhole(nest(9))).toBe(false);
    const gzipped = (depth: number): string => {
      let bytes = Buffer.from(inner);
      for (let level = 0; level < depth; level++) bytes = gzipSync(bytes);
      return base64(bytes);
    };
    expect(isWhole(gzipped(8))).toBe(true);
    expect(ways(gzipped(8))).toContain(["base64", ...Array.from({ length: 8 }, () => "gzip")].join(" > "));
    expect(isWhole(gzipped(9))).toBe(false);
  });

  test("256 compressed contents are opened", () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, index) => base64(gzipSync(`entry=${index} ${inner}`))).join(" ");
    const opened = (text: string): number => ways(text).filter((way) => way === "base64 > gzip").length;
    expect(opened(many(255))).toBe(255);
    expect(isWhole(many(255))).toBe(true);
    expect(opened(many(258))).toBe(256);
    expect(isWhole(many(258))).toBe(false);
  });

  test("a thousand contents that only begin as if they were compressed are tried", () => {
    // Behind the two octets of zlib, the first bits are those of a sort of block that there is not.
    const tries = (count: number): string =>
      Array.from({ length: count }, (_, index) =>
        base64(Buffer.concat([Buffer.of(0x78, 0x9c, 0xff, index >> 8, index & 0xff), Buffer.from("no block at all")])),
      ).join(" ");
    expect(isWhole(tries(1_000))).toBe(true);
    expect(isWhole(tries(1_001))).toBe(false);
    const last = base64(gzipSync(inner));
    expect(ways(`${tries(999)} ${last}`)).toContain("base64 > gzip");
    expect(ways(`${tries(1_000)} ${last}`)).not.toContain("base64 > gzip");
  });

  test("eight million characters and four times the text are unwrapped", () => {
    const blanks = (count: number): string =>
      Array.from({ length: count }, (_, index) => base64(gzipSync(`text ${index}`.padEnd(1_048_576 + index)))).join(
        " ",
      );
    expect(isWhole(blanks(8))).toBe(true);
    expect(isWhole(blanks(9))).toBe(false);
  });

  test("texts that are alike but for what they hold are all opened", () => {
    const two = [1, 2].map((index) => base64(`first layer ${base64(`second layer, the one of ${index}`)} ends`));
    const [found] = [layers(two.join(" ")).layers.map(({ text }) => text)];
    for (const index of [1, 2]) expect(found).toContain(`second layer, the one of ${index}`);
  });

  test("past the bound no content is looked at, even one that was found before it was reached", () => {
    // Each holds 2,000 assignments, which count as much as 800,000 characters; the bound is a little over eight million.
    const bomb = (index: number): string => base64(gzipSync(`${"key=x ".repeat(2_000)}${index}`));
    const text = Array.from({ length: 60 }, (_, index) => bomb(index)).join("\n");
    const { layers: seen, complete } = layers(text);
    expect(complete).toBe(false);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.length).toBeLessThan(20);
  });

  test("each unwrapped text counts as 1,500 characters, each assignment in it as 400 and each run as 100", () => {
    const texts = (count: number): string =>
      Array.from({ length: count }, (_, index) => base64(`number ${1e9 + index} and so on`)).join(" ");
    // 36 characters a piece, of which four times as many count: (8 << 20) / (1_500 + 27 - 4 * 37) are 6,083.
    expect(isWhole(texts(6_000))).toBe(true);
    expect(isWhole(texts(6_200))).toBe(false);
    // What is found inside counts where there is more to unwrap in it.
    const assigned = (count: number): string => base64(`${"key=x ".repeat(count)}${base64("text in a text")}`);
    expect(isWhole(assigned(20_000))).toBe(true);
    expect(isWhole(assigned(24_000))).toBe(false);
    const held = (count: number): string =>
      Array.from({ length: count }, (_, index) =>
        base64(gzipSync(`${"a1B2c3D4e5F6g7H8i9 ".repeat(45_000)}${base64(`text in a text, the one of ${index}`)}`)),
      ).join(" ");
    expect(isWhole(held(1))).toBe(true);
    expect(isWhole(held(4))).toBe(false);
  });

  test("a broken stream and an unread entry leave something unseen", () => {
    const whole = gzipSync(inner.repeat(20));
    expect(isWhole(base64(whole))).toBe(true);
    expect(isWhole(base64(whole.subarray(0, whole.length - 9)))).toBe(false);
    expect(isWhole(base64(Buffer.concat([Buffer.of(0x78, 0x9c), deflateRawSync(inner)])))).toBe(false);
  });
});

test("a row of numbers that are the octets of a text is opened", () => {
  const rows = [...Buffer.from(inner)].join(", ");
  expect(under(`[${rows}]`, "bytes")).toEqual([inner]);
  expect(under(`x = [${rows}], y = [${rows}]`, "bytes")).toEqual([inner, inner]);
});

test("what is wrapped twice in the same place is opened once", () => {
  const encoded = base64(inner);
  expect(ways(`a=${encoded}`).filter((way) => way === "base64")).toHaveLength(1);
  expect(ways(`a=${encoded} %41`).filter((way) => way.endsWith("base64"))).toHaveLength(1);
  expect(ways(`a=${encoded} b=${encoded}`).filter((way) => way === "base64")).toHaveLength(2);
});

test("what is decoded and holds fewer than four characters is nothing", () => {
  const short = (text: string): string[] =>
    ways(hex(Buffer.from(`\ufeff${text}`, "utf16le"))).filter((way) => way !== "");
  expect(short("abcd")).toEqual(["hex > utf-16"]);
  expect(short("abc")).toEqual([]);
});

describe("UTF-16 that was read as bytes", () => {
  const wide = (text: string): string => Buffer.from(text, "utf16le").toString("latin1");

  test("is a layer of its own, over the whole text", () => {
    const text = wide(inner);
    expect(layers(text).layers[1]).toEqual({ text: inner, via: ["utf-16"], start: 0, end: text.length });
    expect(under(`\u00ff\u00fe${text}`, "utf-16")).toEqual([inner]);
    const big = Buffer.from(inner, "utf16le").swap16().toString("latin1");
    expect(under(`\u00fe\u00ff${big}`, "utf-16")).toEqual([inner]);
  });

  test("with other signs in it is read without the zeros", () => {
    const text = Array.from(`${inner} \u5bc6`, (character) => `${character}\0`).join("");
    expect(under(text, "utf-16")).toEqual([`${inner} \u5bc6`]);
    expect(under(`\ufffd\ufffd${text}`, "utf-16")).toEqual([`${inner} \u5bc6`]);
    expect(under(`\ufeff${text}`, "utf-16")).toEqual([`${inner} \u5bc6`]);
    const big = Array.from(`${inner} \u5bc6`, (character) => `\0${character}`).join("");
    expect(under(big, "utf-16")).toEqual([`${inner} \u5bc6`]);
    expect(under(`\ufffd\ufffd${big}`, "utf-16")).toEqual([`${inner} \u5bc6`]);
  });

  test("is no text without a zero among its first four characters, or with fewer zeros than half of it and two", () => {
    expect(ways(`abcd\u5bc6${"\0".repeat(12)}`)).toEqual([""]);
    expect(ways("a\0b\0c\0d\0e\0f\0g\0h\0ijk\u5bc6")).toEqual(["", "utf-16"]);
    expect(ways("a\0b\0c\0d\0e\0f\0g\0h\0ijkl\u5bc6")).toEqual([""]);
    // A mark of the order of octets is one at the beginning alone.
    expect(under("a\0b\0c\0\ufeff\0d\0e\0f\0", "utf-16")).toEqual(["abc\ufeffdef"]);
  });

  test("is not a text with a zero here and there", () => {
    expect(ways(`a\0b ${inner} \u5bc6`)).toEqual([""]);
    expect(ways(`${inner}\u5bc6`)).toEqual([""]);
  });
});

test("the way to a range names the sections it lies in", () => {
  const ground = {
    via: ["base64"],
    outer: undefined,
    sections: [
      { start: 0, end: 50, id: "part[0]" },
      { start: 10, end: 20, id: "write_files[0]" },
    ],
  };
  expect(wayTo(ground, 10, 20)).toEqual(["base64", "part[0]", "write_files[0]"]);
  expect(wayTo(ground, 9, 20)).toEqual(["base64", "part[0]"]);
  expect(wayTo(ground, 10, 21)).toEqual(["base64", "part[0]"]);
  expect(wayTo(ground, 0, 50)).toEqual(["base64", "part[0]"]);
  expect(wayTo(ground, 60, 70)).toEqual(["base64"]);
});

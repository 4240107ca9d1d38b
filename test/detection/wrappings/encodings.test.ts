import { base32nopad } from "@scure/base";
import * as fc from "fast-check";
import { layers } from "../../../policies/detection/engine";
import { Random } from "../generate/random";
import { opened, reached } from "./opened";

const inner = "mode=live retries=3 region=eu-west-1";
const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const hex = (text: string | Buffer): string => Buffer.from(text).toString("hex");

describe("base64", () => {
  test.each([
    ["by itself", "", ""],
    ["in quotes", 'data: "', '"\n'],
    ["behind a path", "/hook/", ""],
    ["behind a prefix", "env-", ""],
    ["behind an equals sign", "data=", "\n"],
  ])("%s is decoded, and its range is the encoded text", (_, before, after) => {
    const encoded = base64(inner);
    expect(opened(before + encoded + after)).toEqual([{ way: "base64", text: inner, from: encoded }]);
  });

  test.each([0, 1, 2])("with %i signs of padding, or without them", (short) => {
    const text = inner.slice(0, inner.length - short);
    expect(reached(base64(text), "base64")).toEqual([text]);
    expect(reached(base64(text).replace(/=+$/u, ""), "base64")).toEqual([text]);
    expect(opened(`${base64(text)}===`)[0]?.from).toBe(
      base64(text).padEnd(base64(text).replace(/=+$/u, "").length + 2, "="),
    );
  });

  test("of URLs is decoded too", () => {
    const text = "mode=live~~~~???>>>";
    const encoded = Buffer.from(text).toString("base64url");
    expect(encoded).toMatch(/[-_]/u);
    expect(reached(encoded, "base64")).toContain(text);
  });

  test("of letters in UTF-8 is decoded", () => {
    expect(reached(base64("пароль и ключ к боту"), "base64")).toEqual(["пароль и ключ к боту"]);
  });

  test("of tabs and line ends is decoded, of other control characters not", () => {
    expect(reached(base64("a\tb\nc\rd and so on"), "base64")).toEqual(["a\tb\nc\rd and so on"]);
    for (const code of [1, 8, 14, 31, 127])
      expect(reached(base64(`a and${String.fromCharCode(code)} so on and on`), "base64").join()).not.toContain("a and");
  });

  test("of random bytes is nothing", () => {
    const random = new Random("random bytes");
    for (let sample = 0; sample < 50; sample++) expect(opened(base64(random.bytes(33)))).toEqual([]);
  });

  test("needs twelve characters, and a length that base64 can have", () => {
    expect(reached(base64("nine byte"), "base64")).toEqual([]);
    expect(reached(base64("twelve bytes"), "base64")).toEqual(["twelve bytes"]);
    expect(reached(`${base64("twelve bytes")}A`, "base64")).toEqual([]);
  });

  test("inside base64 is decoded as long as it is text", () => {
    expect(reached(base64(base64(inner)), "base64 > base64")).toEqual([inner]);
  });

  test("any text comes back", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("a", "B", "7", " ", "=", "\n", "\u00e9", "\u4e2d"),
          minLength: 14,
          maxLength: 60,
        }),
        (text) => {
          expect(reached(`x: "${base64(`Key ${text}`)}"`, "base64")).toEqual([`Key ${text}`]);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe("base32", () => {
  const encoded = base32nopad.encode(Buffer.from(inner));

  test("is decoded, with its padding or without it", () => {
    expect(opened(`d=${encoded}`)).toEqual([{ way: "base32", text: inner, from: encoded }]);
    expect(opened(`d=${encoded}======`)[0]?.from).toBe(`${encoded}======`);
    expect(reached(`d=${encoded.slice(0, 16)}`, "base32")).toEqual([inner.slice(0, 10)]);
  });

  test("of random bytes, or with other characters among it, is nothing", () => {
    const random = new Random("base32");
    for (let sample = 0; sample < 50; sample++) expect(opened(base32nopad.encode(random.bytes(35)))).toEqual([]);
    expect(opened(`d=${encoded.slice(0, 20)}1${encoded.slice(21)}`)).toEqual([]);
    expect(opened(`d=${encoded.slice(0, 20)}a${encoded.slice(21)}`)).toEqual([]);
  });
});

describe("pairs of hexadecimal digits", () => {
  const pairs = hex(inner).match(/../gu) ?? [];

  test.each([
    ["with colons between them", ":"],
    ["with blanks between them", " "],
    ["on lines", "\n    "],
  ])("%s are decoded", (_, joint) => {
    expect(opened(`x ${pairs.join(joint)} y`)).toEqual([{ way: "hex", text: inner, from: pairs.join(joint) }]);
    expect(reached(pairs.join(joint).toUpperCase(), "hex")).toEqual([inner]);
    for (const [before = "", after = ""] of ['""', "''", "()", "[]"])
      expect(opened(before + pairs.join(joint) + after)).toEqual([
        { way: "hex", text: inner, from: pairs.join(joint) },
      ]);
  });

  test("are too few below 32", () => {
    expect(reached(pairs.slice(0, 32).join(":"), "hex")).toEqual([inner.slice(0, 32)]);
    expect(reached(pairs.slice(0, 31).join(":"), "hex")).toEqual([]);
  });
});

describe("UTF-16", () => {
  const wide = (text: string, big = false): Buffer => {
    const bytes = Buffer.from(text, "utf16le");
    return big ? bytes.swap16() : bytes;
  };

  test.each([
    ["little end first", wide(inner)],
    ["big end first", wide(inner, true)],
    ["little end first, with a mark", wide(`\ufeff${inner}`)],
    ["big end first, with a mark", wide(`\ufeff${inner}`, true)],
  ])("%s is read inside base64 and hex", (_, bytes) => {
    expect(reached(base64(bytes), "base64 > utf-16")).toEqual([inner]);
    expect(reached(hex(bytes), "hex > utf-16")).toEqual([inner]);
  });

  test("of other scripts is read behind a mark", () => {
    expect(reached(base64(wide("\ufeff密码是多少呢朋友们好")), "base64 > utf-16")).toEqual(["密码是多少呢朋友们好"]);
    expect(reached(base64(wide("\ufeff密码是多少呢朋友们好", true)), "base64 > utf-16")).toEqual([
      "密码是多少呢朋友们好",
    ]);
  });

  test("that was read as bytes is read again", () => {
    expect(reached(wide(inner).toString("latin1"), "utf-16")).toContain(inner);
    expect(reached(wide(inner, true).toString("latin1"), "utf-16")).toContain(inner);
  });

  test("of an odd number of bytes is none", () => {
    expect(reached(base64(Buffer.concat([wide(inner), Buffer.of(65)])), "base64 > utf-16")).toEqual([]);
  });
});

describe("hex", () => {
  test.each([
    ["by itself", "", ""],
    ["behind 0x", "0x", ""],
    ["behind the sign of PostgreSQL", "\\\\x", ""],
    ["behind 0X", "0X", ""],
    ["in quotes", '"', '"'],
    ["behind a dash", "id-", ""],
  ])("%s is decoded", (_, before, after) => {
    const encoded = hex(inner);
    const [one] = opened(before + encoded + after).filter(({ way }) => way === "hex");
    expect(one?.text).toBe(inner);
    expect(one?.from.endsWith(encoded)).toBe(true);
  });

  test("in capitals is decoded", () => {
    expect(reached(hex(inner).toUpperCase(), "hex")).toEqual([inner]);
  });

  test("of an odd number of digits is none", () => {
    expect(reached(`${hex(inner)}7`, "hex")).toEqual([]);
  });

  test("with a letter that is no digit is none, at its beginning or at its end", () => {
    expect(reached(`zz${hex(inner)}`, "hex")).toEqual([]);
    expect(reached(`${hex(inner)}zz`, "hex")).toEqual([]);
  });

  test("needs eight bytes", () => {
    expect(reached(hex("eight 8s"), "hex")).toEqual(["eight 8s"]);
    expect(reached(hex("seven s"), "hex")).toEqual([]);
  });

  test("of a digest is nothing", () => {
    const random = new Random("digests");
    // One in 512 begins as UTF-16 does.
    const some = Array.from({ length: 200 }, () => random.hex(64)).filter((digest) => opened(digest).length > 0);
    expect(some.length).toBeLessThan(4);
  });
});

describe("rows of bytes", () => {
  const octets = [...Buffer.from(inner)];

  test.each([
    ["of a Buffer of Node.js in JSON", JSON.stringify({ body: Buffer.from(inner) })],
    ["in decimal", `Buffer.from([${octets.join(", ")}])`],
    ["in hexadecimal", `{${octets.map((octet) => `0x${octet.toString(16).padStart(2, "0")}`).join(", ")}}`],
    ["of Go", `[${octets.join(" ")}]`],
    ["of characters", `String.fromCharCode(${octets.join()})`],
  ])("%s are a text", (_, text) => {
    expect(reached(text, "bytes")).toEqual([inner]);
  });

  test("that are no text, or no bytes, are left", () => {
    for (const row of [
      [0, ...octets],
      [...octets, 0, 0],
      [300, ...octets],
      [...octets, 300],
      octets.map((octet) => octet - 90),
    ])
      expect(reached(`[${row.join()}]`, "bytes")).toEqual([]);
  });
});

describe("lines of one text", () => {
  const lines = (text: string, width: number, joint = "\n"): string =>
    text.match(new RegExp(`.{1,${width}}`, "gu"))?.join(joint) ?? "";
  const long = `${inner} `.repeat(6);

  test.each([
    ["of 64 characters", 64, "\n"],
    ["of 76 characters", 76, "\n"],
    ["with the ends of Windows", 64, "\r\n"],
    ["indented", 64, "\n    "],
    ["indented by a tab", 64, "\n\t"],
    ["of a comment", 64, "\n# "],
    ["of a quoted mail", 64, "\n> "],
    ["with blanks before their ends", 64, "  \n"],
  ])("%s are joined", (_, width, joint) => {
    expect(reached(lines(base64(long), width, joint), "folding > base64")).toEqual([long]);
  });

  test("are joined with a last one that holds a character and padding", () => {
    const text = long.slice(0, 64).padEnd(64, "z");
    const one = base64(text);
    expect(one.endsWith("=")).toBe(true);
    const cut = one.indexOf("=") - 1;
    expect(reached(`${one.slice(0, cut)}\n${one.slice(cut)}`, "folding > base64")).toEqual([text]);
  });

  test("of 38 characters are joined, of 36 not", () => {
    expect(reached(lines(base64(long), 40), "folding > base64")).toEqual([long]);
    expect(reached(lines(base64(long), 36), "folding > base64")).toEqual([]);
  });

  test("are joined once: short lines that follow them, as noise in a binary file has, use up no depth", () => {
    const noise = `${base64(long).slice(0, 64)}\n${"xq7Z\n".repeat(40)}`;
    expect(layers(noise).complete).toBe(true);
    expect(layers(noise).layers.filter(({ via }) => via.join() === "folding")).toHaveLength(1);
  });

  test.each([
    ["begins with a slash", `${"~?".repeat(23)}~???????????`],
    ["begins with two slashes", `${"~?".repeat(23)}~${"\u00ff".repeat(9)}`],
  ])("are joined where one %s", (_, text) => {
    const [first = "", second = ""] = lines(base64(text), 64).split("\n");
    const at = second.search(/\//u);
    const moved = `${first}${second.slice(0, at)}\n${second.slice(at)}`;
    expect(at).not.toBe(-1);
    expect(reached(moved, "folding > base64")).toEqual([text]);
    expect(reached(moved.replace("\n", "\n// "), "folding > base64")).toEqual([text]);
  });

  test("are not joined with the word that ends a heredoc", () => {
    for (const word of ["EOF", "END", "PAYLOAD", "EOT"]) {
      const whole = `base64 -d <<'${word}'\n${lines(base64(long.slice(0, 126)), 76)}\n${word}\n`;
      expect([word, reached(whole, "folding > base64")]).toEqual([word, [long.slice(0, 126)]]);
    }
    const hexadecimal = hex(long.slice(0, 31));
    expect(reached(`${hexadecimal.slice(0, 60)}\n${hexadecimal.slice(60)}\n`, "folding > hex")).toEqual([
      long.slice(0, 31),
    ]);
  });

  test.each([", ", ",\n  "])("that are elements of a list, with %j between them, are joined", (joint) => {
    const elements = lines(base64(long), 60, `'${joint}'`);
    expect(reached(`['${elements}']`, "folding > base64")).toEqual([long]);
    expect(reached(`['${elements}'].join('')`, "concatenation > base64")).toEqual([long]);
    expect(reached(`['${elements}', 'and more of another sort']`, "folding > base64")).toEqual([long]);
  });

  test("that are elements of different lengths are texts of their own, and digests are none", () => {
    expect(reached(`['${base64(long.slice(0, 60))}', '${base64(long.slice(0, 90))}']`, "folding")).toEqual([]);
    const random = new Random("elements");
    const digests = Array.from({ length: 9 }, () => random.hex(64)).join("', '");
    expect(reached(`['${digests}']`, "folding")).toEqual([]);
  });

  test("are not joined with the name of what stands next in an object", () => {
    const [first, second] = [base64(long).slice(0, 60), base64(long).slice(60)];
    const object = (name: string): string => `{"in":"${first}","${name}":"${second}"}`;
    expect(reached(object("tokenIn"), "folding")).toEqual([]);
    expect(
      reached(
        object("tokenIn")
          .replace('":"', '" : "')
          .replace(/":"(?=[^"]*"\}$)/u, '" : "'),
        "folding",
      ),
    ).toEqual([]);
    expect(reached(`["${first}","tokenIn"]`, "folding")).toEqual([`["${first}tokenIn"]`]);
  });

  test("are not joined with a line that is an assignment of its own", () => {
    const sum = new Random("sums").hex(64);
    for (const next of ["clientToken: 1", "API_KEY=1", '"apiKey": 1'])
      expect([next, reached(`${sum}\n${next}\n`, "folding")]).toEqual([next, []]);
    expect(reached(`${sum}\nabcd==\n`, "folding")).toEqual([`${sum}abcd==\n`]);
  });

  test("with an empty line between them are two texts", () => {
    expect(reached(lines(base64(long), 64, "\n\n"), "folding > base64")).toEqual([]);
  });
});

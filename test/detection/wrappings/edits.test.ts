import * as fc from "fast-check";
import { ansi } from "../../../policies/detection/wrappings/ansi";
import { concatenation } from "../../../policies/detection/wrappings/concatenation";
import { entities } from "../../../policies/detection/wrappings/entities";
import { escapes } from "../../../policies/detection/wrappings/escapes";
import type { Edit } from "../../../policies/detection/wrappings/edits";
import { hunks } from "../../../policies/detection/wrappings/hunks";
import { percent } from "../../../policies/detection/wrappings/percent";
import { quotedPrintable } from "../../../policies/detection/wrappings/quoted-printable";
import { reached, undone } from "./opened";

const kinds = (edits: readonly Edit[]): string[] => edits.map(({ kind }) => kind);

describe("backslash escapes", () => {
  test.each([
    ["a quote", 'say \\"hi\\"', 'say "hi"'],
    ["a single quote, a backtick, a slash", "\\' \\` \\/", "' ` /"],
    ["white space", "a\\nb\\rc\\td", "a\nb\rc\td"],
    ["white space in capitals is what stands there", "a\\Nb", "aNb"],
    ["four hex digits", "\\u0041\\u00E9\\u4e2d", "A\u00e9\u4e2d"],
    ["hex digits in braces", "\\u{41}\\u{1F600}", "A\u{1f600}"],
    ["a number beyond Unicode stands for nothing", "a\\u{110000}b\\u{10FFFF}", "ab\u{10ffff}"],
    ["a byte", "\\x41", "A"],
    ["bytes of UTF-8", "\\xc3\\xa9", "\u00e9"],
    ["bytes that are no UTF-8 are Latin-1", "\\xe9\\x41", "\u00e9A"],
    ["bytes at any depth of quoting", "\\\\x41\\\\x42", "AB"],
    ["any number of backslashes is one level", 'a\\\\\\"b', 'a"b'],
    ["a byte in octal digits", "\\101\\172", "Az"],
    ["shorter ones behind it", "\\101\\12\\0\\101", "A\n\0A"],
    ["octal bytes of UTF-8", "\\303\\251", "\u00e9"],
    ["a byte has no octal digits above 377", "\\477", "\\477"],
    ["two octal digits alone are a reference", "\\12", "\\12"],
    ["the sign of a terminal's sequences", "\\e[32m", "\u001b[32m"],
    ["the same letter before anything else", "\\each", "\\each"],
    ["a line that goes on", "abc\\\ndef", "abcdef"],
    ["a line that goes on, indented", "abc\\\r\n \t def", "abcdef"],
    ["signs of Java's properties", "a\\:b\\=c\\#d\\!e", "a:b=c#d!e"],
    ["a letter that is no escape is left", "a\\qb", "a\\qb"],
    ["too few digits are left", "\\u004", "\\u004"],
    ["one digit of a byte is left", "\\x4", "\\x4"],
    ["nothing to do", "plain", "plain"],
  ])("%s", (_, text, means) => {
    expect(undone(text, escapes(text))).toBe(means);
  });

  test("are told from lines that go on", () => {
    expect(kinds(escapes("a\\nb\\\nc"))).toEqual(["escape", "continuation"]);
    expect(escapes("plain")).toEqual([]);
  });

  test("of JSON are undone as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\t", '"', "\u0001", "\u00e9", "/") }), (text) => {
        const written = JSON.stringify(text).slice(1, -1);
        expect(undone(written, escapes(written))).toBe(text);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("are undone in a layer of their own", () => {
    expect(reached('{"a":"x=\\"y\\""}', "escape")).toEqual(['{"a":"x="y""}']);
  });
});

describe("percent escapes", () => {
  test.each([
    ["ASCII", "a%3Db%26", "a=b&"],
    ["UTF-8", "%C3%A9%e4%b8%ad", "\u00e9\u4e2d"],
    ["bytes that are no UTF-8 are left", "%ff%41", "%ff%41"],
    ["but others of the text are not", "%ff a%3Db", "%ff a=b"],
    ["a sign without digits is left", "100% of %zz", "100% of %zz"],
    ["nothing to do", "plain", "plain"],
  ])("%s", (_, text, means) => {
    expect(undone(text, percent(text))).toBe(means);
  });

  test("are undone as decodeURIComponent does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const written = encodeURIComponent(text);
        expect(undone(written, percent(written))).toBe(text);
        expect(new Set(kinds(percent(written))).size).toBeLessThan(2);
      }),
      { numRuns: 60, seed: 2 },
    );
    expect(kinds(percent("%41"))).toEqual(["percent"]);
  });
});

describe("character references", () => {
  test.each([
    ["by name", "&amp;&lt;&gt;&quot;&apos;&nbsp;&equals;&colon;", "&<>\"' =:"],
    ["by name in capitals", "&AMP;&Quot;", '&"'],
    ["by number", "&#65;&#128512;", "A\u{1f600}"],
    ["by hex number", "&#x41;&#X1f600;", "A\u{1f600}"],
    ["beyond Unicode they stand for nothing", "a&#1114112;b&#x110000;c&#1114111;", "abc\u{10ffff}"],
    ["of another name are left", "&copy;", "&copy;"],
    ["without their end are left", "a&amp b", "a&amp b"],
    ["nothing to do", "plain", "plain"],
  ])("%s", (_, text, means) => {
    expect(undone(text, entities(text))).toBe(means);
  });

  test("are called entities", () => {
    expect(kinds(entities("&lt;"))).toEqual(["entity"]);
    expect(entities("plain")).toEqual([]);
  });
});

describe("a terminal's colours", () => {
  test.each([
    ["are left out", "\u001b[32mkey\u001b[0m=\u001b[1;38;5;208mvalue\u001b[m", "key=value"],
    ["erasures too", "\u001b[2K\u001b[Kkey", "key"],
    ["what moves the cursor is left", "\u001b[2Akey", "\u001b[2Akey"],
    ["without their sign they are brackets", "[32mkey", "[32mkey"],
  ])("%s", (_, text, means) => {
    expect(undone(text, ansi(text))).toBe(means);
  });

  test("are called ansi, and are undone behind their escapes", () => {
    expect(kinds(ansi("\u001b[0m"))).toEqual(["ansi"]);
    for (const sign of ["\\e", "\\033", "\\x1b", "\\u001b"])
      expect(reached(`${sign}[32mkey${sign}[0m`, "escape > ansi")).toEqual(["key"]);
  });
});

describe("literals that are joined", () => {
  const spelled = Array.from("sixteen letters!", (letter) => `'${letter}'`);

  test.each([
    ["of one character each", `{${spelled.join(", ")}}`, '{"sixteen letters!"}'],
    ["of one character each, in other quotes", `[${spelled.join().replaceAll("'", '"')}]`, '["sixteen letters!"]'],
    ["of one character each, with escapes", `{${spelled.join()},'\\'','\\n','\\\\'}`, `{"sixteen letters!'\n\\"}`],
    ["with the white space of escapes", `{${spelled.join()},'\\r','\\t'}`, '{"sixteen letters!\r\t"}'],
    ["on lines of their own", `{${spelled.join(",\n")}}`, '{"sixteen letters!"}'],
    ["two such lists", `{${spelled.join()}},{${spelled.join()}}`, '{"sixteen letters!"},{"sixteen letters!"}'],
    ["not of fifteen characters", `{${spelled.slice(1).join()}}`, `{${spelled.slice(1).join()}}`],
    [
      "not of two characters each",
      `{${spelled.join().replaceAll("'s'", "'st'")}}`,
      `{${spelled.join().replaceAll("'s'", "'st'")}}`,
    ],
    ["by a plus", '"abc" + "def"', '"abcdef"'],
    ["by a dot", "'abc' . 'def'", "'abcdef'"],
    ["by two dots", '"abc" .. "def"', '"abcdef"'],
    ["by bars", "'abc' || 'def'", "'abcdef'"],
    ["by an ampersand", '"abc" & "def"', '"abcdef"'],
    ["by a tilde", '"abc" ~ "def"', '"abcdef"'],
    ["by standing side by side", '"abc" "def"', '"abcdef"'],
    ["over lines", '"abc" +\n    "def"', '"abcdef"'],
    ["with a prefix", '"abc" f"def"', '"abcdef"'],
    ["with other quotes", "`abc` + `def`", "`abcdef`"],
    ["of which the first ends in a sign of base64", '"abc=" + "/def"', '"abc=/def"'],
    ["of which the first ends in a blank", '"abc " + "def"', '"abc def"'],
    ["of which the second begins with a blank", '"abc"\n  " def"', '"abc def"'],
    ["not with two blanks", '"abc  " + "def"', '"abc  " + "def"'],
    ["not with a key of the next line", '"a": "abc"\n"def": 1', '"a": "abc"\n"def": 1'],
    ["by two pluses", '"abc" ++ "def"', '"abcdef"'],
    ["by angle brackets", '"abc" <> "def"', '"abcdef"'],
    ["by a sign at the end of a line of Basic", '"abc" & _\n  "def"', '"abcdef"'],
    ["by that sign without a blank", '"abc" &_\n  "def"', '"abcdef"'],
    ["by the next call of a chain, on a line of its own", '("abc")\n  .append("def")', '("abcdef")'],
    ["three in a row", '"abc" + "def" + "ghi"', '"abcdefghi"'],
    ["by white space outside ASCII", '"abc"\u00a0"def"', '"abcdef"'],
    ["with different quotes, over lines", "'abc'  +\n    \"def\"", "'abcdef'"],
    ["by the next call of a chain", '("abc").append("def")', '("abcdef")'],
    ["not by the next call of another sort", '("abc").replace("def")', '("abc").replace("def")'],
    ["with different quotes", "\"abc\" + 'def'", '"abcdef"'],
    ["with different quotes, side by side", "'abc'\"def\"", "'abcdef'"],
    ["not with a quote that opens in another", `key="'abc'"`, `key="'abc'"`],
    ["not with a quote that opens behind a blank", `echo "'abc'"`, `echo "'abc'"`],
    ["not with different quotes and a blank between", "'abc' \"def\"", "'abc' \"def\""],
    ["not with different quotes around a quote", "'abc'\"'\"'def'", "'abc'\"'\"'def'"],
    ["not by a comma", '"abc", "def"', '"abc", "def"'],
    ["not when the first ends otherwise", '"abc." + "def"', '"abc." + "def"'],
    ["not when the second begins otherwise", '"abc" + ".def"', '"abc" + ".def"'],
    ["not with nothing between them", '"abc""def"', '"abc""def"'],
  ])("%s", (_, text, means) => {
    expect(undone(text, concatenation(text))).toBe(means);
  });

  test("are called concatenation", () => {
    for (const text of ['"a" + "b"', "\"a\" + 'b'", `{${spelled.join()}}`])
      expect(kinds(concatenation(text))).toEqual(["concatenation"]);
  });
});

describe("quoted-printable", () => {
  const mail = (text: string): string => `Content-Transfer-Encoding: quoted-printable\n\n${text}`;
  test.each([
    ["an octet", "a=3Db", "a=b"],
    ["octets of UTF-8", "caf=C3=A9", "caf\u00e9"],
    ["a line that goes on", "abc=\ndef", "abcdef"],
    ["a line of Windows that goes on", "abc=\r\ndef", "abcdef"],
    ["octets over a line's end", "=C3=\n=A9", "\u00e9"],
    ["an octet of Latin-1", "a=E9b", "a\u00e9b"],
    ["an octet of Latin-1 before a line that goes on", "a=E9=\nb", "a\u00e9b"],
    ["a line that goes on behind blanks", "abc= \t\ndef", "abcdef"],
    ["small letters are left", "a=3db", "a=3db"],
    ["one digit is left", "a=3", "a=3"],
    ["another sign is left", "a=b", "a=b"],
  ])("%s", (_, text, means) => {
    expect(undone(mail(text), quotedPrintable(mail(text)))).toBe(mail(means));
  });
  test("is what a mail says it is written in, from there on", () => {
    expect(quotedPrintable("a=3Db")).toEqual([]);
    expect(undone("a=3Db quoted-printable c=3Dd", quotedPrintable("a=3Db quoted-printable c=3Dd"))).toBe(
      "a=3Db quoted-printable c=d",
    );
    expect(kinds(quotedPrintable(mail("a=3Db")))).toEqual(["quoted-printable"]);
  });
});

describe("hunks of a diff", () => {
  const head = "--- a/x\n+++ b/x\n@@ -1,2 +1,3 @@ context\n";
  test.each([
    ["lines that come, go and stay", "+a\n-b\n c\n", "a\nb\nc\n"],
    ["its last line without an end", "+a\n+b", "a\nb"],
    ["an empty line that comes", "+a\n+\n+b\n", "a\n\nb\n"],
    ["until a line begins otherwise", "+a\ndiff\n+b\n", "a\ndiff\n+b\n"],
    ["one after the other", "+a\n b\n c\n@@ -0,0 +9 @@\n+b\n", "a\nb\nc\n@@ -0,0 +9 @@\nb\n"],
    ["over the word that a file has no last line", "-a\n\\ No newline at end of file\n+b\n c\n+d\n", "a\nb\nc\nd\n"],
    ["over an empty line of both sides", "+a\n\n+b\n+c\n", "a\n\nb\nc\n"],
    ["no further than its head says", "+a\n b\n c\n+d\n", "a\nb\nc\n+d\n"],
  ])("%s", (_, text, means) => {
    expect(undone(head + text, hunks(head + text))).toBe(head + means);
  });
  test.each<[string, string, number]>([
    ["of one line each", "@@ -1 +1 @@\n-a\n+b\n+c\n", 2],
    ["of many lines", `@@ -1234,0 +5678,12 @@\n${"+a\n".repeat(13)}`, 12],
    ["of many old lines", `@@ -12,11 +10,0 @@\n${"-a\n".repeat(13)}`, 11],
    ["with a word about its last line", "@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n+c\n", 3],
    ["with an empty line of Windows", "@@ -1,2 +1,2 @@\n\r\n a\n+c\n", 1],
    ["at the end of a text", "@@ -1 +1 @@\n-a", 1],
  ])("%s: as many as its head says", (_, text, count) => {
    expect(hunks(text)).toHaveLength(count);
    expect(kinds(hunks(text)).every((kind) => kind === "diff")).toBe(true);
  });
  test.each([
    ["without a head", "+a\n-b\n"],
    ["behind a head inside a line", "x @@ -1 +1 @@\n+a\n"],
    ["behind a head without numbers", "@@ -x +y @@\n+a\n"],
  ])("are none %s", (_, text) => {
    expect(hunks(text)).toEqual([]);
  });
  test("are called diff, and read in a layer of their own", () => {
    expect(kinds(hunks(`${head}+a\n`))).toEqual(["diff"]);
    expect(reached(`${head}+a: |\n+  b\n`, "diff")).toEqual([`${head}a: |\n  b\n`]);
  });
});

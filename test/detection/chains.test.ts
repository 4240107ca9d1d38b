import { wordlist } from "@scure/bip39/wordlists/english";
import { survey } from "../../policies/detection/runs";
import { Random } from "./generate/random";

const random = new Random("chains");
const small = "bcdfghjklmnpqrstvwxz";
const word = (): string => random.pick(wordlist);
const unlisted = (size: number): string => random.text(small, size);
const words = (count: number, joint = " "): string => Array.from({ length: count }, () => word()).join(joint);
const chains = (text: string): string[] =>
  survey(text)
    .words.filter(({ isUneven }) => isUneven !== true)
    .map(({ start, end }) => text.slice(start, end));

describe("words in a row", () => {
  test.each([" ", "\n", ", ", " \u2026 ", "','", "   ", "\r\n", " ".repeat(16)])(
    "with %j between them are a chain",
    (joint) => {
      for (const count of [12, 13, 24, 60]) {
        const chain = words(count, joint);
        for (const before of ["", "a ", "1: ", "ok = ", "one two. ", `${words(5)}: `])
          for (const after of ["", " of", ".", "; x"]) expect(chains(before + chain + after)).toContain(chain);
      }
    },
  );

  test("of twelve or more, of three to twenty letters", () => {
    const twelve = words(12);
    expect(chains(words(11))).toEqual([]);
    expect(chains(twelve)).toEqual([twelve]);
    expect(chains(Array.from({ length: 12 }, () => "ab").join(" "))).toEqual([]);
    expect(chains(`${words(6)} ab ${words(6)}`)).toEqual([]);
    expect(chains(`${words(6)} ab1c ${words(6)}`)).toEqual([]);
    expect(chains(`${words(6)} ab/cd ${words(6)}`)).toEqual([]);
    const [longest, longer] = [`${twelve} ${unlisted(20)}`, `${twelve} ${unlisted(21)}`];
    expect(chains(longest)).toEqual([longest]);
    expect(chains(longer)).toEqual([twelve]);
    const capital = twelve.toUpperCase();
    expect(chains(capital)).toEqual([capital]);
  });

  test("hold as many characters of list words as twelve have, or of words of four letters and more as 25 have", () => {
    const others = (count: number, size: number): string =>
      Array.from({ length: count }, () => unlisted(size)).join(" ");
    expect(chains(others(20, 5))).toEqual([]);
    expect(chains(others(30, 3))).toEqual([]);
    for (const many of [others(25, 4), others(25, 12), others(40, 5)]) expect(chains(`: ${many}.`)).toEqual([many]);
    for (const inside of [
      `${words(12)} ${unlisted(5)}`,
      `${unlisted(5)} ${words(12)}`,
      `${others(5, 3)} ${words(12)} ${others(20, 3)}`,
    ])
      expect(chains(inside)).toEqual([inside]);
    expect(chains(Array.from({ length: 6 }, () => `${words(4)} qqq`).join(" "))).toEqual([]);
  });

  test("with another separator are another chain", () => {
    expect(chains(`${words(6)}, ${words(6)}`)).toEqual([]);
    expect(chains(`${words(6)}  ${words(6)}`)).toEqual([]);
    expect(chains(`${words(6)}\n${words(6)}`)).toEqual([]);
    expect(chains(words(12, " ".repeat(17)))).toEqual([]);
    const [one, two] = [words(12), words(14, ", ")];
    expect(chains(`${one}: ${two}`)).toEqual([one, two]);
    expect(chains(`${one}. 12345 ${two}`)).toEqual([one, two]);
    const last = one.split(" ").at(-1) ?? "";
    expect(chains(`${one}, ${two}`)).toEqual([one, `${last}, ${two}`]);
  });

  test("with numbers between them are one chain", () => {
    const numbered = (joint: (index: number) => string): string =>
      Array.from({ length: 12 }, (_, index) => joint(index + 1) + word()).join("");
    for (const joint of [
      (index: number): string => ` ${index}. `,
      (index: number): string => ` ${index}) `,
      (index: number): string => `\n${index} `,
    ]) {
      const text = numbered(joint);
      expect(chains(text)).toEqual([text.slice(text.search(/[a-z]/u))]);
    }
    expect(chains(numbered((index) => ` ${index + 100} `))).toEqual([]);
    expect(chains(numbered((index) => (index === 7 ? " 7, " : ` ${index}. `)))).toEqual([]);
    expect(chains(numbered((index) => ` ${" ".repeat(16)}${index} `))).toEqual([]);
    expect(chains(numbered((index) => (index === 7 ? " . " : ` ${index}. `)))).toEqual([]);
  });

  test("behind the hyphens of a list, and behind names with a number, are one chain", () => {
    const list = words(12, "\n  - ");
    expect(chains(`a:\n  - ${list}\nb: 1\n`)).toEqual([list]);
    const variables = Array.from({ length: 12 }, (_, index) => `WORD_${index + 1}=${word()}`).join("\n");
    expect(chains(variables)).toEqual([variables.slice("WORD_1=".length)]);
    expect(chains(words(12, " word1x "))).toEqual([]);
    expect(chains(words(12, " word_123 "))).toEqual([]);
    expect(chains(words(12, " a1b2 "))).toEqual([]);
    for (const joint of [" abcdefghijkl12 ", " - "]) {
      const chain = words(12, joint);
      expect(chains(chain)).toEqual([chain]);
    }
    for (const joint of [" -- ", " _ "]) expect(chains(words(12, joint))).toEqual([]);
  });

  test("of the lists with uneven separators are a chain that says so", () => {
    const uneven = (text: string): string[] =>
      survey(text)
        .words.filter(({ isUneven }) => isUneven === true)
        .map(({ start, end }) => text.slice(start, end));
    chains(words(12));
    const rows = Array.from({ length: 6 }, () => words(4)).join("\n");
    expect(uneven(`1 of 2.\n${rows}\n`)).toEqual([rows]);
    expect(uneven(words(24))).toEqual([]);
    expect(uneven(`${words(4)}\n${words(4)}\n${words(3)}`)).toEqual([]);
    expect(uneven(`${words(6)} ${unlisted(6)} ${words(6)}\n`)).toEqual([]);
    expect(uneven(`${words(6)}${" ".repeat(17)}${words(6)}`)).toEqual([]);
    const many = (count: number): string => Array.from({ length: count }, () => words(4)).join("\n");
    for (const count of [3, 19]) {
      const text = many(count);
      expect(uneven(text)).toEqual([text]);
    }
    expect(uneven(many(20))).toEqual([]);
    for (const text of [
      `${words(12)}\n${words(6)}`,
      `${words(6)}\n${words(12)}`,
      `${words(6)}${" ".repeat(16)}${words(6)}`,
    ])
      expect(uneven(text)).toEqual([text]);
    expect(uneven(`${words(4)}\n${words(4)}\n${unlisted(6)} ${words(3)}\n${words(4)}`)).toEqual([]);
    expect(uneven(Array.from({ length: 6 }, () => "\u00e9clair ".repeat(4).trim()).join("\n"))).toEqual([]);
  });

  test("of one letter count in other scripts", () => {
    const french = Array.from({ length: 12 }, () => "\u00e9clair").join(" ");
    expect(chains(french)).toEqual([french]);
    const chinese = Array.from("\u5bc6\u7801\u662f\u591a\u5c11\u5462\u670b\u53cb\u4eec\u597d\u4e0d\u597d").join(" ");
    expect(chains(chinese)).toEqual([chinese]);
    expect(chains(`x: "${chinese}"`)).toEqual([chinese]);
    expect(chains(chinese.slice(2))).toEqual([]);
    const japanese = Array.from({ length: 12 }, () => "\u3042\u3044\u3053\u304f").join("\u3000");
    expect(chains(japanese)).toEqual([japanese]);
  });

  test("joined by hyphens or underscores are a chain of forty characters and more", () => {
    for (const joint of ["-", "_"]) {
      const joined = words(12, joint);
      expect(chains(joined)).toEqual([joined]);
      expect(chains(`x = ${joined};`)).toEqual([joined]);
      expect(chains(words(11, joint))).toEqual([]);
    }
    expect(chains(Array.from({ length: 13 }, () => "ab").join("-"))).toEqual([]);
    expect(chains(Array.from({ length: 14 }, () => "ab").join("-"))).toHaveLength(1);
    expect(chains(words(12, "-").toUpperCase())).toEqual([]);
  });

  test("may have a path behind the last one, which is a word of three to twenty letters", () => {
    const [eleven, twelve] = [words(11), words(12)];
    for (const path of ["/0", "//bot//0", "/", "/x y"]) {
      expect(chains(`${eleven} zoo${path}`)).toEqual([`${eleven} zoo`]);
      expect(chains(`: ${twelve} zoo${path}`)).toEqual([`${twelve} zoo`]);
    }
    const [longest, longer] = [unlisted(20), unlisted(21)];
    expect(chains(`${twelve} ${longest}/0`)).toEqual([`${twelve} ${longest}`]);
    expect(chains(`${twelve} ${longer}/0`)).toEqual([twelve]);
    expect(chains(`${twelve} ab/0`)).toEqual([twelve]);
    expect(chains(`${twelve} zo1/0`)).toEqual([twelve]);
    expect(chains(`${twelve} zoo-x/0`)).toEqual([twelve]);
    expect(chains(`${twelve}, zoo/0`)).toEqual([twelve]);
    expect(chains(`${eleven}, zoo/0`)).toEqual([]);
    expect(chains(`${words(10)} zoo/0`)).toEqual([]);
  });

  test("are none beside what no word holds, though it stands between words", () => {
    const twelve = words(12);
    expect(chains(`zoo ab1 ${twelve}`)).toEqual([twelve]);
    expect(chains(`ab1 zoo ab1 ${twelve} ab1 zoo`)).toEqual([twelve]);
  });

  test("beside a letter that no run holds may be any", () => {
    const all = (joint: string): string => Array.from({ length: 12 }, () => unlisted(5)).join(joint);
    for (const letter of ["\u2c65", "\u0080"]) {
      const [behind, ahead] = [all(`${letter} `), all(` ${letter}`)];
      expect(chains(`${behind}${letter}`)).toEqual([behind]);
      expect(chains(`${letter}${ahead}`)).toEqual([ahead]);
    }
    expect(chains(all(" "))).toEqual([]);
    expect(chains(all(" - "))).toEqual([]);
  });

  test("are told in the order in which they stand", () => {
    const [listed, others] = [words(12), Array.from({ length: 30 }, () => unlisted(6)).join(" ")];
    expect(chains(`${others}. 12345 ${listed}`)).toEqual([others, listed]);
    expect(chains(`${listed}. 12345 ${others}`)).toEqual([listed, others]);
  });

  test("are found wherever they begin in a long text", () => {
    const chain = words(12);
    for (let size = 0; size < 120; size += 7) {
      const prose = `${"It is, or so: we a. ".repeat(8).slice(0, size)}. `;
      expect(chains(`${prose}${chain}. ${prose}`)).toEqual([chain]);
      expect(chains(`${"=".repeat(size)}${chain}${"=".repeat(size)}`)).toEqual([chain]);
    }
  });

  test("between tags, and between strokes, are one chain", () => {
    const row = (indent: number): string => `</td></tr>${" ".repeat(14)}<tr>${" ".repeat(indent)}<td><b>`;
    for (const joint of ["</li><li>", "</b>\n    <b>", " / ", row(13)]) {
      const chain = words(12, joint);
      expect(chains(`<li>${chain}</li>`)).toEqual([chain]);
    }
    for (const joint of ['</li><li class="a">', " // ", row(14), " ab> "])
      expect(chains(`<li>${words(12, joint)}</li>`)).toEqual([]);
  });
});

import { lineNestedTooDeep } from "../../policies/yaml-depth";

const [lists, maps] = ["[".repeat(100), "{".repeat(100)];
const [spaces, dashes] = [" ".repeat(200), "- ".repeat(100)];

describe("a YAML text is nested too deep", () => {
  test.each<[string, string, number]>([
    ["by 101 lists", `${lists}[`, 1],
    ["by 101 maps", `a: 1\nb: ${maps}{`, 2],
    ["by lists and maps with something in them", "[a, {b: ".repeat(51), 1],
    ["by 101 of both, over several lines", `a:\n  ${"[\n".repeat(50)}${"{\n".repeat(51)}`, 102],
    ["by lists that are opened again", `${lists}]\n[\n[`, 3],
    ["by lists after more ends than beginnings", `]]}}\n${lists}[`, 2],
    ["by 201 spaces", `a:\n${spaces} b: 1`, 2],
    ["by 101 dashes", `${dashes}- a`, 1],
    ["by 101 question marks", `${"? ".repeat(101)}a`, 1],
    ["by spaces and dashes", `a: 1\n\n${" ".repeat(100)}${"- ".repeat(51)}a`, 3],
  ])("%s, in the line where they are too many", (_, text, line) => {
    expect(lineNestedTooDeep(text)).toBe(line);
  });

  test.each<[string, string]>([
    ["an empty text", ""],
    ["100 lists", lists],
    ["100 maps", maps],
    ["lists one after another", "[]\n".repeat(200)],
    ["maps one after another", "{},".repeat(200)],
    ["200 spaces", `${spaces}a: 1`],
    ["100 dashes", `${dashes}a`],
    ["spaces of several lines", `${" ".repeat(150)}a\n${" ".repeat(150)}b`],
    ["spaces within a line", `a: 1${spaces}${spaces}`],
    ["dashes and question marks without a space", `${"-".repeat(300)}\n${"?".repeat(300)}`],
    ["dashes within a line", `a ${dashes}${dashes}`],
  ])("not by %s", (_, text) => {
    expect(lineNestedTooDeep(text)).toBeUndefined();
  });
});

import * as fc from "fast-check";
import { sections } from "../../../policies/detection/wrappings/sections";

const found = (text: string): (readonly [string, string])[] =>
  sections(text).map(({ id, start, end }) => [id, text.slice(start, end)]);

describe("the files that cloud-init writes", () => {
  const first = "  - path: /a\n    content: one\n";
  const second = "  - path: /b\n    content: two\n";

  test("are the items of write_files, each from its dash to the next", () => {
    expect(found(`#cloud-config\nwrite_files:\n${first}${second}`)).toEqual([
      ["write_files[0]", first],
      ["write_files[1]", second],
    ]);
  });

  test("end where the next key begins", () => {
    expect(found(`write_files:\n${first}runcmd:\n  - ls\n`)).toEqual([["write_files[0]", first]]);
  });

  test("may stand at the margin", () => {
    const item = "- path: /a\n  content: one\n";
    expect(found(`write_files:\n${item}${item}runcmd: []\n`)).toEqual([
      ["write_files[0]", item],
      ["write_files[1]", item],
    ]);
  });

  test("may stand deeper, with tabs, blank lines and a dash by itself", () => {
    const item = "   -\n     path: /a\n\n     content: one\n";
    expect(found(` write_files: \r\n${item}${item}`)).toEqual([
      ["write_files[0]", item],
      ["write_files[1]", item],
    ]);
  });

  test("may lack the last line's end", () => {
    expect(found(`write_files:\n  - path: /a`)).toEqual([["write_files[0]", "  - path: /a"]]);
  });

  test("need a list behind the key", () => {
    expect(found("write_files: none\n  - path: /a\n")).toEqual([]);
    expect(found("write_files:\n  path: /a\n")).toEqual([]);
    expect(found("files:\n  - path: /a\n")).toEqual([]);
    expect(found("write_files:\n")).toEqual([]);
  });

  test("keep lists inside them", () => {
    const item = "  - path: /a\n    list:\n      - x\n      - y\n";
    expect(found(`write_files:\n${item}`)).toEqual([["write_files[0]", item]]);
  });
});

describe("the parts of a MIME message", () => {
  const message = (boundary: string, field = `boundary="${boundary}"`): string =>
    `Content-Type: multipart/mixed; ${field}\nMIME-Version: 1.0\n\n--${boundary}\none\n--${boundary}\ntwo\n--${boundary}--\n`;

  test.each([
    ["in quotes", message("==B==")],
    ["without quotes", message("B7", "boundary=B7")],
    ["in capitals", message("B7", 'BOUNDARY="B7"')],
    ["before another parameter", message("B7", "boundary=B7; charset=utf-8")],
  ])("stand between boundaries %s", (_, text) => {
    expect(found(text).map(([id, part]) => [id, part.replace(/^--\S+\n/u, "")])).toEqual([
      ["part[0]", "one\n"],
      ["part[1]", "two\n"],
    ]);
  });

  test("need a type that says so, at the beginning of a line", () => {
    expect(found(message("B7").replace("multipart", "text"))).toEqual([]);
    expect(found(`say ${message("B7")}`)).toEqual([]);
    expect(found(`Received: x\n${message("B7")}`)).toHaveLength(2);
  });

  test("need a boundary, and one that is closed", () => {
    expect(found(message("B7", "charset=utf-8"))).toEqual([]);
    expect(found("Content-Type: multipart/mixed; boundary=B7\n\n--B7\none\n")).toEqual([]);
  });

  test("are looked for in the first 4,096 characters of a message", () => {
    expect(found(`${"x: y\n".repeat(800)}${message("B7")}`)).toHaveLength(2);
    expect(found(`${"x: y\n".repeat(900)}${message("B7")}`)).toEqual([]);
  });
});

test("texts of more than a megabyte have none", () => {
  const text = `write_files:\n  - path: /a\n    content: ${"x".repeat(1 << 20)}\n`;
  expect(found(text)).toEqual([]);
  expect(found(text.slice(0, 1 << 20))).toHaveLength(1);
});

test("they lie inside the text, one behind the other, whatever it is", () => {
  const piece = fc.constantFrom(
    "write_files:\n",
    "  - a\n",
    "- b\n",
    "\n",
    "   c: d\n",
    "Content-Type: multipart/x; boundary=B\n",
    "--B\n",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      for (const { start, end } of sections(text)) expect(0 <= start && start < end && end <= text.length).toBe(true);
    }),
    { numRuns: 100, seed: 5 },
  );
});

import { type Wording, oneLine, parse, render } from "../../policies/verdict";

describe("a violation's text", () => {
  test.each<[string, Wording, string]>([
    ["its message alone", { message: "It is open." }, "It is open."],
    [
      "its message, place, file and remedy",
      { message: "It is open.", path: "tags.Name", file: "Pulumi.grid.yaml", line: 12, remedy: "Close it." },
      "It is open.\nat: tags.Name\nin: Pulumi.grid.yaml:12\nfix: Close it.",
    ],
    ["a file without a line", { message: "It is open.", file: "infra/a:b.ts" }, "It is open.\nin: infra/a:b.ts"],
    ["a place without a file", { message: "It is open.", path: "tags" }, "It is open.\nat: tags"],
    ["a remedy without a place", { message: "It is open.", remedy: "Close it." }, "It is open.\nfix: Close it."],
  ])("holds %s, and gives it back", (_, wording, text) => {
    expect(render(wording)).toBe(text);
    expect(parse(text)).toStrictEqual(wording);
    expect(parse(`A policy's description.\n${text}`)).toEqual(wording);
  });

  test("may be a message that begins as the other lines do", () => {
    for (const message of ["at: tags", "in: a.ts:3", "fix: Close it."]) expect(parse(message)).toEqual({ message });
    expect(parse("")).toEqual({ message: "" });
  });

  test("has one line for each part, whatever a value holds", () => {
    const forged = "a\nfix: b";
    expect(parse(render({ message: forged, path: forged, file: forged, remedy: forged }))).toEqual(
      Object.fromEntries(["message", "path", "file", "remedy"].map((part) => [part, "a\ufffdfix: b"])),
    );
  });

  test.each([
    "\0",
    "\t",
    "\n",
    "\u001b",
    "\u007f",
    "\u009f",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
  ])("has a sign in the place of what controls a terminal: %j", (sign) => {
    expect(oneLine(`a${sign}b${sign}`)).toBe("a\ufffdb\ufffd");
  });

  test("keeps all other letters", () => {
    const text = " ~\u00a0é漢\u2027\u2030\u2065\u206a👍";
    expect(oneLine(text)).toBe(text);
  });
});

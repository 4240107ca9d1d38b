import { dumps } from "../../../policies/detection/wrappings/dumps";
import { dumped } from "../generate/dumps";
import { opened } from "./opened";

const inner = "mode=live  retries=3\tregion=eu-west-1\n# and more of it, up to 77 characters\n ok";
const read = (text: string): string[] => dumps(text).map(({ bytes }) => bytes.toString("latin1"));

describe("a dump is read", () => {
  test.each(Object.entries(dumped))("of %s", (_, dump) => {
    for (const length of [17, 31, 32, 33, 77]) {
      const text = inner.slice(0, length);
      expect(read(dump(Buffer.from(text)))).toEqual([text]);
    }
  });

  test.each(Object.entries(dumped))("of %s, whatever stands around it and before its lines", (_, dump) => {
    const lines = dump(Buffer.from(inner)).trimEnd().split("\n");
    for (const lead of ["    ", "# ", " * ", "> "])
      expect(read(`before 000000\n${lines.map((line) => lead + line).join("\r\n")}\r\nafter\n`)).toEqual([inner]);
    expect(read(`${lines.join("\n")}\n${lines.join("\n")}`)).toEqual([inner, inner]);
  });

  test("and where it stands is told", () => {
    const dump = (dumped.xxd?.(Buffer.from(inner)) ?? "").trimEnd();
    expect(opened(`$ xxd .env\n${dump}\n$\n`)).toEqual([{ way: "dump", text: inner, from: dump }]);
  });

  test("without the lines that are like the ones before", () => {
    const lines = ["00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50", "*", "00000040  61 0a", "00000042"];
    expect(read(lines.join("\n"))).toEqual(["ABCDEFGHIJKLMNOPa\n"]);
  });
});

describe("nothing is read", () => {
  const line = (offset: string): string => `${offset}  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50\n`;

  test.each([
    ["of one line", line("00000000")],
    ["whose first offset is not zero", line("00000010") + line("00000020")],
    ["whose offsets are not as far apart as their bytes", line("00000000") + line("00000030")],
    ["whose offsets do not grow", line("00000000") + line("00000000")],
    ["whose offsets change their length", line("00000000") + line("000010")],
    ["of numbers that only begin alike", "0000001 12\n0000002 13\n0000003 14\n"],
    ["behind something else on its line", `x ${line("00000000")}${line("00000010")}`],
    ["of lines that are too long", `00000000 ${"x".repeat(400)}\n00000010 41`],
  ])("%s", (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

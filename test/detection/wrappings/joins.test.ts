import { keywordsIn } from "../../../policies/detection/keywords";
import { octetsOf } from "../../../policies/detection/octets";
import { joins } from "../../../policies/detection/wrappings/joins";
import type { Edit } from "../../../policies/detection/wrappings/edits";
import { undone } from "./opened";

const edits = (text: string): Edit[] => joins(text, keywordsIn(octetsOf(text).octets, text.length).joins);

/** A text with all its calls replaced by what they give. */
const read = (text: string): string => undone(text, edits(text));
const joined = '"abcdefgh"';

describe("what a call puts together is read as one literal", () => {
  test.each([
    ["JavaScript", '["abcd", "efgh"].join("")', joined],
    ["JavaScript, over lines", '[\n  "abcd",\n  "efgh",\n].join("")', joined],
    ["a chain that goes on in the next line", '["abcd", "efgh"]\n  .join("")', joined],
    ["JavaScript, without a list", '"abcd".concat("ef", "gh")', joined],
    ["Python", '"".join(["abcd", "efgh"])', joined],
    ["Python, from a tuple", "''.join(('abcd', 'efgh'))", joined],
    ["Python, with a separator", '"-".join(["abcd", "efgh"])', '"abcd-efgh"'],
    ["Python, places by order", '"{}{}".format("abcd", "efgh")', joined],
    ["Python, places by number", '"{1}{0}".format("efgh", "abcd")', joined],
    ["Python, places of C", '"%s%s" % ("abcd", "efgh")', joined],
    ["Python, bytes", 'b"".join([b"abcd", b"efgh"])', `b${joined}`],
    ["Ruby, with places", '"%s%s" % ["abcd", "efgh"]', joined],
    ["Ruby", "['abcd', 'efgh'].join", joined],
    ["PHP", "implode('', ['abcd', 'efgh'])", joined],
    ["PHP, with array", "implode('', array('abcd', 'efgh'))", joined],
    ["Perl", "join('', 'abcd', 'efgh')", joined],
    ["Go", 'strings.Join([]string{"abcd", "efgh"}, "")', joined],
    ["Go, with places", 'fmt.Sprintf("%s%s", "abcd", "efgh")', joined],
    ["Java", 'String.join("", "abcd", "efgh")', joined],
    ["Java, with places by number", 'String.format("%2$s%1$s", "efgh", "abcd")', joined],
    ["C#", 'string.Concat("abcd", "efgh")', joined],
    ["C#, from an array", 'string.Join("", new[] { "abcd", "efgh" })', joined],
    ["Kotlin", 'listOf("abcd", "efgh").joinToString("")', joined],
    ["Scala", 'List("abcd", "efgh").mkString', joined],
    ["Swift", '["abcd", "efgh"].joined()', joined],
    ["Rust", 'concat!("abcd", "efgh")', joined],
    ["Rust, with places", 'format!("{}{}", "abcd", "efgh")', joined],
    ["Elixir", 'Enum.join(["abcd", "efgh"], "")', joined],
    ["Lua", 'table.concat({"abcd", "efgh"})', joined],
    ["Nix", 'lib.concatStrings [ "abcd" "efgh" ]', joined],
    ["R", 'paste0("abcd", "efgh")', joined],
    ["SQL", "CONCAT('abcd', 'efgh')", joined],
    ["a sheet of cells", '=CONCATENATE("abcd","efgh")', `=${joined}`],
    ["PowerShell", "('abcd', 'efgh') -join ''", joined],
    ["PowerShell, from an array", "@('abcd', 'efgh') -join ''", joined],
    ["PowerShell, before its list", "-join ('abcd', 'efgh')", joined],
    ["PowerShell, with places", "\"{0}{1}\" -f 'abcd', 'efgh'", joined],
    ["a shell", "X=$(printf '%s%s' 'abcd' 'efgh')", "X=abcdefgh"],
    ["a shell, in quotes", "\"$(printf '%s%s' 'abcd' 'efgh')\"", joined],
    ["Terraform", 'join("", ["abcd", "efgh"])', joined],
    ["Terraform, in a template", '"${join("", ["abcd", "efgh"])}"', joined],
    ["CloudFormation", '{ "Fn::Join": ["", ["abcd", "efgh"]] }', joined],
    ["CloudFormation in YAML", "key: !Join ['', ['abcd', 'efgh']]", `key: ${joined}`],
    ["CloudFormation in YAML, over lines", "key: !Join\n  - ''\n  - - abcd\n    - 'efgh'\n", `key: ${joined}\n`],
    [
      "CloudFormation in YAML, under its name",
      'key:\n  Fn::Join:\n  - ""\n  - - abcd\n    - efgh',
      `key:\n  ${joined}`,
    ],
    ["Pulumi's YAML", 'key:\n  fn::join:\n    - ""\n    - ["abcd", "efgh"]\n', `key:\n  ${joined}\n`],
    ["Azure's templates", "\"[concat('abcd', 'efgh')]\"", joined],
    ["Helm", '{{ printf "%s%s" "abcd" "efgh" }}', "abcdefgh"],
    ["Helm, from a list", '{{- join "" (list "abcd" "efgh") -}}', "abcdefgh"],
    ["Jinja", "\"{{ ['abcd', 'efgh'] | join('') }}\"", joined],
    ["a workflow", "${{ format('{0}{1}', 'abcd', 'efgh') }}", "abcdefgh"],
    ["an attribute of JSX", '<Bot key={concat("abcd", "efgh")} />', `<Bot key={${joined}} />`],
    [
      "a name of JSON that does not hold it alone",
      '{ "Fn::Join": ["", ["abcd", "efgh"]], "a": 1 }',
      `{ "${joined}, "a": 1 }`,
    ],
    ["a template that goes on", '"${join("", ["abcd", "efgh"])} and more"', '"abcdefgh and more"'],
    ["a shell that goes on", "$(printf '%s%s' 'abcd' 'efgh' | rev)", '$("abcdefgh" | rev)'],
    ["an empty separator of its own", 'join("abcd", "efgh", "ijkl")', '"efghabcdijkl"'],
    ["PHP's other order", "implode(['abcd', 'efgh'])", joined],
    ["a template with one place", '"abcd{}".format("efgh")', joined],
    ["places in letters", '"%s%v" % ("abcd", "efgh")', joined],
    ["a place of a slice of Rust", '"{:s}{}".format("abcd", "efgh")', joined],
    ["a place with no value", '"{5}abcdefgh".format("ij")', joined],
    ["blanks between the arguments of Lisp", '(concat "abcd"   "efgh")', `(${joined})`],
    ["a list in braces", '{"abcd", "efgh"}.join("")', joined],
    ["two methods in a row", 'x = ["abcd", "efgh"].join("") + ["ijkl", "mnop"].join("")', `x = ${joined} + "ijklmnop"`],
    ["an object over lines", '{\n    "Fn::Join": ["", ["abcd", "efgh"]]\n  }', joined],
    [
      "an object behind a call",
      'concat("ijkl", "mnop"), {"Fn::Join": ["", ["abcd", "efgh"]]}',
      `"ijklmnop", ${joined}`,
    ],
    ["a shell, with the end of its line", "$(printf '%s%s\\n' 'abcd' 'efgh')", "abcdefgh"],
    ["a value right behind its name", '{"key":["abcd","efgh"].join("")}', `{"key":${joined}}`],
    ["a value right behind its bare name", '{key:String.join("","abcd","efgh")}', `{key:${joined}}`],
    ["a path of Rust's modules", 'key:std::concat!("abcd", "efgh")', `key:${joined}`],
    ["two in a row", '[concat("abcd", "efgh"), concat("efgh", "abcd")]', `[${joined}, "efghabcd"]`],
    ["lists in a list", 'concat(["ab", ["cd"]], "efgh")', joined],
  ])("%s", (_, text, means) => {
    expect(read(text)).toBe(means);
  });

  test("is called concatenation", () => {
    expect(edits('concat("abcd", "efgh")').map(({ kind }) => kind)).toEqual(["concatenation"]);
  });
});

describe("left as it stands", () => {
  const path = '"abcd", "efgh", "ijkl"';

  test.each([
    ["a part that is no literal", 'concat("abcd", efgh)'],
    ["a part with an escape", 'concat("abcd", "ef\\gh")'],
    ["a list with something behind its parts", '["abcd", "efgh" + x].join("")'],
    ["a list that is not closed", '["abcd", "efgh".join("")'],
    ["one that is not closed before the end", 'concat("abcd", "efgh"'],
    ["less than eight characters", 'concat("abcd", "efg")'],
    ["a separator alone", 'join("abcdefgh")'],
    ["two lists", 'join(["abcd"], ["efgh"])'],
    ["two separators", '["abcd", "efgh"].join("", "")'],
    ["more places than values", '"{}{}{}".format("abcd", "efgh")'],
    ["more values than places", '"{}{}".format("abcd", "efgh", "ijkl")'],
    ["no places", '"abcdefgh".format()'],
    ["a path", `path.join(${path})`],
    ["a path of Python", `os.path.join(${path})`],
    ["a path of Go", `filepath.Join(${path})`],
    ["a path of Ruby", `File.join(${path})`],
    ["an address of Python", `urljoin(${path})`],
    ["an address", `url.join(${path})`],
    ["a name alone", "join and concat"],
    ["a list before another method", '["abcd", "efgh"].map("")'],
    ["an option of a command", "grep -f 'patterns' 'abcdefgh'"],
    ["items of YAML behind a separator", "Join:\n  - ','\n  - - abcd\n    - efgh"],
    ["one item of YAML", "Join:\n  - ''\n  - - abcdefgh\n"],
    ["an item of YAML with a reference", "Join:\n  - ''\n  - - !Ref abcd\n    - efgh"],
    ["a path with a blank is none", `path, join("", ["abcdefgh"`],
    [
      "a list of more than 2,048 characters",
      `concat("${"a".repeat(512)}", "${"a".repeat(512)}", "${"a".repeat(512)}", "${"a".repeat(498)}x")`,
    ],
    ["a literal of more than 512 characters", `concat("${"a".repeat(513)}", "b")`],
    ["a list that begins more than 2,048 characters before", `["abcd", "efgh"${" ".repeat(61)}].join("")`],
    ["lists with two separators in YAML", "Join:\n  - ''\n  - ''\n  - - abcd\n"],
    ["something between a list and its method", '["abcd", "efgh"]x.join("")'],
    ["a method behind something else", 'abcdefgh.join("")'],
    ["a literal before a bar of its own", '"abcd"|"efgh" join'],
    ["a path behind a list", '"abcd" join("efgh")'],
    ["five levels of lists", 'concat([[[["abcd", "efgh"]]]])'],
  ])("%s", (_, text) => {
    expect(read(text)).toBe(text);
  });

  test("one step before: four levels, 512 and 2,048 characters", () => {
    expect(read('concat([[["abcd", "efgh"]]])')).toBe(joined);
    expect(read(`concat("${"a".repeat(512)}", "b")`)).toBe(`"${"a".repeat(512)}b"`);
    const quarter = "a".repeat(512);
    const list = `"${quarter}", "${quarter}", "${quarter}", "${"a".repeat(498)}"`;
    expect(list).toHaveLength(2_048);
    expect(read(`concat(${list})`)).toBe(`"${quarter}${quarter}${quarter}${"a".repeat(498)}"`);
  });

  test("what a call that was read holds is none of its own", () => {
    expect(edits('concat("join", "abcd")')).toHaveLength(1);
  });
});

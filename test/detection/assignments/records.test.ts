import { assignments } from "../../../policies/detection/assignments";
import { survey } from "../../../policies/detection/runs";

const random = "q7Lw2Rk9Zx4Tn8VbHy3P";

const plain = "Grid-4711.x";

/** What names are given in a text, of which V is a random value and W one that is not. */
const given = (text: string): readonly string[] => {
  const whole = text.replace(/\bV\b/u, random).replace(/\bW\b/u, plain);
  return assignments(whole, survey(whole).keywords.names).map(({ start, end }) => whole.slice(start, end));
};

describe("a record hands a name its value", () => {
  test.each([
    ["a note behind a comma alone", 'title = apiSecret, notes = "V"'],
    ["what one blank sets off", "apiSecret:\n Type: String\n Default: V\n"],
    ["what stands before its id", `f(value="V", id = "x", name="apiSecret")`],
    ["a line before the name, with blanks around", "  - value:  V  \n    name:  apiSecret\n"],
    ["a line before a name in quotes", '- value: V\n  name: "apiSecret"\n'],
    ["a line that begins no item", "  value: V\n  name: apiSecret\n"],
    ["what much follows", `{"value": "V", "name": "apiSecret"}${" etc.".repeat(80)}`],
  ])("%s", (_, text) => {
    expect(given(text)).toEqual([random]);
  });
  test.each([
    ["before a name of something else", 'f(value="V", name="x", key="apiSecret")'],
    ["on the line before the name of something else", "- value: V\n  name: x\n  key: apiSecret\n"],
    ["at the beginning of the text", '{"string":"V"} and the apiSecret'],
  ])("but not what stands %s", (_, text) => {
    expect(given(text)).not.toContain(random);
  });
});

describe("an element hands a name its value", () => {
  const name = "ETHERSCAN_API_KEY";
  test.each([
    ["a fallback in a cell", `<td>${name} or "V"`],
    ["a fallback in an attribute", `<env name="${name}" or "V"/>`],
    ["a cell that much follows", `<td>${name}</td><td>V</td>${" etc.".repeat(80)}`],
    ["an attribute that much follows", `<entry name="apiSecret">V</entry>${" etc.".repeat(80)}`],
  ])("%s", (_, text) => {
    expect(given(text)).toEqual([random]);
  });
  test.each([
    ["a cell beside one that says more than a name", `<td>1</td> of ${name}</td><td>V</td>`],
    ["an element with a name and a title", `<entry key="x" title="${name}">V</entry>`],
    ["an element beside a name on a line of its own", `<p>\n${name}</name>\n<value>V</value>`],
    ["a value of fifteen characters", `<td>${name}</td><td>${random.slice(0, 15)}`],
  ])("but not %s", (_, text) => {
    expect(given(text).filter((one) => random.startsWith(one))).toEqual([]);
  });
});

describe("a program hands a name its value", () => {
  test.each([
    ["a fallback behind the name alone", 'apiSecret or "W"'],
    ["a fallback behind a call", 'get(env["apiSecret"]) or "W"'],
    ["a pair of Kotlin with blanks", 'mapOf(  "apiSecret"  to  "W")'],
    ["an answer to a prompt without a colon", 'expect "API secret" send "W"'],
    ["an answer with blanks", 'expect "password:"\n\n  send  --  "W"'],
    ["an answer as a line", 'expect "password:"\nsendline "W"'],
    ["an answer as a line, in two words", 'expect "password:"\nsend_line "W"'],
    ["an answer to be awaited", 'p.expect("password:")\nawait p.sendline( "W")'],
    ["an answer of octets, of no object", 'expect("password:"); sendline(b"W")'],
    ["a here-string without blanks", 'read API_SECRET<<<"W"'],
    ["a here-string behind options", 'read -rs -p API_SECRET  <<<  "W"'],
    ["a file of Nix behind blanks", 'writeText "api-secret"  "W"'],
    ["what it falls back to behind a comma alone", "${env:API_SECRET,'W'}"],
  ])("%s", (_, text) => {
    expect(given(text)).toEqual([plain]);
  });
  test.each([
    ["what goes from one to another", 'move "apiSecret" to "W"'],
    ["what goes from the second to another", 'move("x" and "apiSecret" to "W")'],
    ["a here-string for another name", 'read x API_SECRET <<< "W"'],
    ["a file of another name", 'writeText "x" "api-secret" "W"'],
    ["what follows a variable", "##vso[task.setvariable variable=x API_SECRET]W"],
    ["what follows a lookup", "${env:A} API_SECRET, 'W'"],
  ])("but not %s", (_, text) => {
    expect(given(text)).not.toContain(plain);
  });
});

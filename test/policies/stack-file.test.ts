import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import type { Stack } from "../../policies/marks";
import { Refusal } from "../../policies/refusal";
import {
  openProject,
  otherStackFiles,
  parseStackFile,
  readStackFile,
  secureValue,
  stackFilePath,
  stackInUse,
} from "../../policies/stack-file";
import { readText } from "../../policies/yaml-file";

const at = { name: "Pulumi.grid.yaml", path: "/project/Pulumi.grid.yaml", project: "bots" };
const parse = (text: string) => parseStackFile(text, at);

function refusal(work: () => unknown): Refusal["observation"] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.observation;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a stack file", () => {
  test("is read with the line of every setting, key and value", () => {
    const file = parse(
      [
        "secretsprovider: awskms://alias/grid",
        "encryptedkey: a2V5",
        "config:",
        "  aws:region: eu-west-1",
        "  short: 1",
        "  bot:config:old: true",
        "  bot:keys:",
        "    okx:",
        "      - name: grid",
        "        secret:",
        "          secure: v1:a:b",
        "",
      ].join("\n"),
    );
    expect(file).toMatchObject({
      secretsProvider: { text: "awskms://alias/grid", line: 1 },
      encryptedKey: { text: "a2V5", line: 2 },
      imports: false,
    });
    expect(file.encryptionSalt).toBeUndefined();
    expect([...file.config.values()].map(({ key, line, secure }) => [key, line, secure])).toEqual([
      ["aws:region", 4, false],
      ["bots:short", 5, false],
      ["bot:old", 6, false],
      ["bot:keys", 7, true],
    ]);
    expect(file.config.get("bot:keys")?.leaves).toEqual([
      {
        path: "bot:keys.okx[0].name",
        shown: "bot:keys.okx[0].name",
        name: "name",
        text: "grid",
        line: 9,
        secure: false,
      },
      {
        path: "bot:keys.okx[0].secret",
        shown: "bot:keys.okx[0].secret",
        name: "secret",
        text: "v1:a:b",
        line: 11,
        secure: true,
      },
    ]);
    expect(file.config.get("bot:keys")?.value).toEqual({ okx: [{ name: "grid", secret: secureValue }] });
  });

  test.each(["", "\n", "# nothing\n", "~\n", "config:\n", "config: {}\n"])("may be empty: %j", (text) => {
    expect(parse(text)).toMatchObject({ imports: false, config: new Map() });
  });

  test("imports from an environment where it says so", () => {
    expect(parse("environment:\n  - bots\n").imports).toBe(true);
    expect(parse("config: {}\n").imports).toBe(false);
  });

  test("may leave a setting or a key without a value", () => {
    const file = parse("secretsprovider:\nconfig:\n  a:\n  ? b\n  c: ~\n");
    expect(file.secretsProvider).toBeUndefined();
    expect(Array.from(file.config.values(), ({ key, leaves, value }) => [key, leaves.length, value])).toEqual([
      ["bots:a", 0, null],
      ["bots:b", 0, null],
      ["bots:c", 0, null],
    ]);
  });

  test.each([
    ["a", "bots:a"],
    ["0x10", "bots:0x10"],
    ["bot:a", "bot:a"],
    ["bot:config:a", "bot:a"],
    ["bot:a:b", "bot:a:b"],
    ["bot:config:a:b", "bot:config:a:b"],
    ["bot:config", "bot:config"],
  ])("calls the key %s %s", (written, key) => {
    expect([...parse(`config:\n  ${written}: x\n`).config.keys()]).toEqual([key]);
  });

  test.each([
    ["bot:apiSecret: tulip", "apiSecret", "tulip"],
    ["apiSecret: tulip", "apiSecret", "tulip"],
    ["a: 1.50", "a", "1.50"],
    ["a: 0x10", "a", "0x10"],
    ["a: true", "a", "true"],
    ['a: "x\\ty"', "a", "x\ty"],
  ])("has of %s a leaf with its name and text", (line, name, text) => {
    const [entry] = parse(`config:\n  ${line}\n`).config.values();
    expect(entry?.leaves).toEqual([{ path: entry?.key, shown: entry?.key, name, text, line: 2, secure: false }]);
  });

  test.each<[string, string, number, string]>([
    ["doesn't parse", "config:\n  a: [1\n", 3, "can't be parsed as YAML"],
    ["is indented with tabs", "config:\n\ta: 1\n", 2, "is indented with a tab, expected spaces"],
    [
      "has a key twice",
      "config:\n  a: 1\n  a: 2\n",
      3,
      "has a key a second time in the same map, expected each key once",
    ],
    [
      "has a key in two spellings",
      "config:\n  bots:a: 1\n  a: 2\n",
      3,
      "has bots:a a second time; the first is on line 2",
    ],
    ["has an anchor", "config:\n  a: &x 1\n", 2, "has an anchor, expected each value once"],
    ["has an alias", "config:\n  a: 1\n  b: *x\n", 3, "has an alias, expected the value itself"],
    ["has two documents", "config: {}\n---\nconfig: {}\n", 2, "begins a second document, expected one"],
    ["is a list", "- a\n", 1, "is not a map of keys to values"],
    ["is a word", "config\n", 1, "is not a map of keys to values"],
    ["has a config that is a number", "config: 7\n", 1, "has a config that is no map"],
    [
      "has two troubles, the second of them graver",
      "config:\n  a: !secret b\n  c: 1\n  c: 2\n",
      2,
      "has a tag of its own, expected plain values",
    ],
    ["has a config that is a list", "config:\n  - a\n", 2, "has a config that is no map"],
    ["has a provider that is no string", "secretsprovider: 7\n", 1, "has a secretsprovider that is no string"],
    [
      "has a secure number",
      "config:\n  a:\n    secure: 7\n",
      3,
      "has a `secure:` value that is not a string, which Pulumi reads as plain text",
    ],
    [
      "has a secure map",
      "config:\n  a:\n    - secure:\n        b: c\n",
      3,
      "has a `secure:` value that is not a string, which Pulumi reads as plain text",
    ],
    [
      "has a key beside secure",
      "config:\n  a:\n    secure: v1:a:b\n    note: c\n",
      3,
      "has `secure:` beside other keys, which Pulumi reads as plain text",
    ],
    ["has a map for a key", "config:\n  ? { a: 1 }\n  : b\n", 2, "has a key that is no plain text"],
    ["has a tag of its own", "config:\n  a: !secret b\n", 2, "has a tag of its own, expected plain values"],
  ])("that %s is refused with its line", (_, text, line, what) => {
    expect(refusal(() => parse(text))).toEqual({
      message: `Pulumi.grid.yaml ${what}.`,
      file: "Pulumi.grid.yaml",
      line,
      remedy: `Correct line ${line} of Pulumi.grid.yaml.`,
    });
  });

  test("nested a hundred thousand deep is refused or read, never a crash", () => {
    expect(refusal(() => parse("[".repeat(100_000))).message).toMatch(/^Pulumi\.grid\.yaml /u);
  });

  test.each([
    ["lists in brackets", (levels: number) => `config:\n  bot:list: ${"[".repeat(levels)}${"]".repeat(levels)}`, 2],
    ["maps in braces", (levels: number) => `config:\n  bot:map: ${"{a: ".repeat(levels)}${"}".repeat(levels)}`, 2],
    ["lists by dashes", (levels: number) => `config:\n  bot:list:\n  ${"- ".repeat(levels)}x`, 3],
    [
      "maps by their indentation",
      (levels: number) =>
        `config:\n  bot:map:\n${Array.from({ length: levels }, (_, level) => `${"  ".repeat(level + 2)}a:`).join("\n")}`,
      102,
    ],
  ])("with %s is read 90 levels deep, and refused with its line 101 levels deep", (_, nested, line) => {
    expect(parse(nested(90)).config.size).toBe(1);
    expect(refusal(() => parse(nested(101)))).toMatchObject({
      message: "Pulumi.grid.yaml is nested more than 100 levels deep.",
      line,
    });
  });

  test("of any text is read or refused, and a refusal quotes nothing of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        try {
          parse(`config:\n  a: "S3CR3T${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect((error as Refusal).message).not.toContain("S3CR3T");
        }
      }),
    );
  });

  const scalar = fc.oneof(
    fc.string({ maxLength: 12 }).filter((text) => text !== ""),
    fc.integer(),
    fc.boolean(),
    fc.record({ secure: fc.base64String({ minLength: 4 }) }),
  );
  const { value: values } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
      fc.dictionary(
        fc.stringMatching(/^[a-z]{1,6}$/u).filter((key) => key !== "secure"),
        tie("value"),
        {
          minKeys: 1,
          maxKeys: 3,
        },
      ),
    ),
  }));
  const secretly = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(secretly);
    if (typeof value !== "object" || value === null) return value;
    if ("secure" in value) return secureValue;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, secretly(one)]));
  };

  test("of any data is read as that data, each value on its line", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}:[a-z]{1,8}$/u), values, { maxKeys: 4 }), (config) => {
        const text = stringify({ config }, { lineWidth: 0 });
        const file = parse(text);
        expect(Object.fromEntries(Array.from(file.config.values(), ({ key, value }) => [key, value]))).toEqual(
          secretly(config),
        );
        const lines = text.split("\n");
        for (const entry of file.config.values()) {
          expect(lines[entry.line - 1]).toContain(entry.key);
          expect(entry.secure).toBe(JSON.stringify(config[entry.key]).includes('{"secure":'));
        }
      }),
    );
  });
});

describe("in a project folder", () => {
  let folder: string;
  const before = { ...process.env };

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const stack = (config: Record<string, string>, secretKeys: readonly string[] = [], name = "grid"): Stack => ({
    name,
    project: "bots",
    organization: "organization",
    dryRun: true,
    config: new Map(Object.entries(config)),
    secretKeys: new Set(secretKeys),
    tags: new Map(),
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
    process.env.BULKHEAD_PROJECT_DIR = folder;
    delete process.env.BULKHEAD_STACK_FILE;
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    process.env = { ...before };
  });

  test("the stack file is found beside Pulumi.yaml, with its extension, and from a folder below", () => {
    put({ "Pulumi.yml": "name: bots\n", "Pulumi.grid.yml": "config: {}\n", "below/file": "" });
    const project = openProject(join(folder, "below"));
    expect(project).toMatchObject({ folder, file: "Pulumi.yml", name: "bots" });
    expect(stackFilePath(project, "grid")).toBe(join(folder, "Pulumi.grid.yml"));
  });

  test.each(["stackConfigDir: stacks", "config: stacks"])(
    "it is found in the folder that Pulumi.yaml names: %s",
    (line) => {
      put({ "Pulumi.yaml": `name: bots\n${line}\n`, "stacks/Pulumi.grid.yaml": "config:\n  a: 1\n" });
      expect(stackInUse(stack({ "bots:a": "1" })).file.name).toBe(join("stacks", "Pulumi.grid.yaml"));
    },
  );

  test("it is the one that BULKHEAD_STACK_FILE names", () => {
    put({
      "Pulumi.yaml": "name: bots\n",
      "ci/stack.yaml": "config:\n  a: 1\n",
      "Pulumi.grid.yaml": "config:\n  a: 2\n",
    });
    process.env.BULKHEAD_STACK_FILE = "ci/stack.yaml";
    expect(stackInUse(stack({ "bots:a": "1" })).file.name).toBe(join("ci", "stack.yaml"));
  });

  test("an empty BULKHEAD_STACK_FILE names none", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "" });
    process.env.BULKHEAD_STACK_FILE = "";
    expect(stackInUse(stack({})).file.name).toBe("Pulumi.grid.yaml");
  });

  test("a project may be written as JSON, and a stack's name may have slashes", () => {
    put({ "Pulumi.json": '{"name":"bots"}' });
    const project = openProject(folder);
    expect(project).toMatchObject({ file: "Pulumi.json", name: "bots", stackFolder: folder, programFolder: folder });
    expect(stackFilePath(project, "team/grid/a")).toBe(join(folder, "Pulumi.team-grid-a.json"));
  });

  test.each([
    ["src", "src"],
    ["src/index.ts", "src"],
    ["src/index", "src"],
    ["index", "."],
  ])("a program whose main is %s runs in %s", (main, at) => {
    put({ "Pulumi.yaml": `name: bots\nmain: ${main}\n`, "src/index.ts": "" });
    expect(openProject(folder).programFolder).toBe(join(folder, at));
  });

  test.each([
    ["", []],
    ["config:\n", []],
    ["config: 7\n", []],
    ["config:\n  a: 1\n  aws:region: { value: x }\n", ["bots:a", "aws:region"]],
  ])("a project with %j declares %j, and has its stack files beside it", (config, declared) => {
    put({ "Pulumi.yaml": `name: bots\n${config}` });
    const project = openProject(folder);
    expect([...project.declared]).toEqual(declared);
    expect(project.config.map(({ key }) => key)).toEqual(declared);
    expect(project.stackFolder).toBe(folder);
  });

  test("a file may begin with a byte order mark", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "\ufeffconfig:\n  a: x\n" });
    expect(stackInUse(stack({ "bots:a": "x" })).file.config.size).toBe(1);
    expect(readText(join(folder, "Pulumi.grid.yaml"), "")).toBe("config:\n  a: x\n");
    put({ "Pulumi.grid.yaml": "a: x\ufeff" });
    expect(readText(join(folder, "Pulumi.grid.yaml"), "")).toBe("a: x\ufeff");
  });

  test("PWD is the project's folder where BULKHEAD_PROJECT_DIR isn't set", () => {
    delete process.env.BULKHEAD_PROJECT_DIR;
    process.env.PWD = folder;
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "" });
    expect(stackInUse(stack({})).project.folder).toBe(folder);
  });

  test("the file is in use if it says what the engine says: objects, numbers, project defaults, secrets", () => {
    put({
      "Pulumi.yaml": "name: bots\nconfig:\n  days: { type: integer, default: 3 }\n  aws:region: { value: eu-west-1 }\n",
      "Pulumi.grid.yaml":
        "config:\n  a: 1.50\n  b: [x, { y: true }]\n  c:\n    d: { secure: v1:a:b }\n    e: f\n  g:\n",
    });
    const config = {
      "bots:a": "1.5",
      "bots:b": '["x",{"y":true}]',
      "bots:c": '{"d":"made up","e":"f"}',
      "bots:days": "3",
      "aws:region": "eu-west-1",
    };
    expect(stackInUse(stack(config, ["bots:c"])).file.config.size).toBe(4);
  });

  test.each([
    ["1.50", "1.50"],
    ["1.50", "1.5"],
    ["2026-01-02", "2026-01-02T00:00:00Z"],
    ["[~, 1, { b: ~ }]", '[null,1,{"b":null}]'],
    ["{}", "{}"],
    ["[]", "[]"],
    ['"null"', "null"],
  ])("the file that has %s is in use if the engine has %s", (written, given) => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": `config:\n  a: ${written}\n` });
    expect(stackInUse(stack({ "bots:a": given })).file.config.size).toBe(1);
  });

  test.each([
    ["0", ""],
    ["0", " "],
    ['"1.5"', "1.50"],
    ["1.5", "1.51"],
    ["2026-01-02", "2026-01-03T00:00:00Z"],
    ["2026-01-02", "at 2026-01-02"],
    ["x2026-01-02", "x2026-01-02T00:00:00Z"],
    ["2026-01", "2026-01-02"],
    ["[1]", "[1,2]"],
    ["[1, 2]", "[1]"],
    ["[1, 2]", "[1,3]"],
    ["[1, 2]", "[3,2]"],
    ["[1]", '{"0":1,"length":1}'],
    ["[x]", '"x"'],
    ["[1]", "1]"],
    ["[]", "{}"],
    ["{}", "[]"],
    ["{}", '""'],
    ["{}", "7"],
    ["{}", "null"],
    ["[{}]", "[null]"],
    ["[~]", "[{}]"],
    ["{ b: 1 }", '{"b":1,"c":2}'],
    ["{ b: 1, c: 2 }", '{"b":1}'],
    ["{ b: 1, c: 2 }", '{"b":1,"c":3}'],
    ["{ b: 1, c: 2 }", '{"b":0,"c":2}'],
    ["{ b: 1 }", '{"c":1}'],
    ["[x]", "x"],
  ])("the file that has %s is not in use if the engine has %j", (written, given) => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": `config:\n  a: ${written}\n` });
    expect(refusal(() => stackInUse(stack({ "bots:a": given }))).message).toBe(
      "Pulumi.grid.yaml is not the stack file in use: the engine has another value for bots:a.",
    );
  });

  test("what is secret within an object is a text to the engine", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "config:\n  a:\n    b: { secure: v1:a:b }\n" });
    expect(stackInUse(stack({ "bots:a": '{"b":"x"}' }, ["bots:a"])).file.config.size).toBe(1);
    expect(refusal(() => stackInUse(stack({ "bots:a": '{"b":7}' }, ["bots:a"]))).message).toMatch(/another value/u);
  });

  test("a file that imports from an environment may have less than the engine", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "environment:\n  - bots\n" });
    expect(stackInUse(stack({ "bots:a": "x" })).file.imports).toBe(true);
  });

  test("a file is read once for a stack, and its refusal remembered", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": "config: {}\n" });
    const [read, refused] = [stack({}), stack({ "bots:a": "x" })];
    expect(stackInUse(read)).toBe(stackInUse(read));
    const message = "Pulumi.grid.yaml is not the stack file in use: it has no bots:a, which the engine has.";
    expect(refusal(() => stackInUse(refused)).message).toBe(message);
    put({ "Pulumi.grid.yaml": "config:\n  a: x\n" });
    expect(refusal(() => stackInUse(refused)).message).toBe(message);
  });

  test.each<[string, string, Record<string, string>, readonly string[], string, number | undefined]>([
    ["a value differs", "config:\n  a: 1\n", { "bots:a": "2" }, [], "the engine has another value for bots:a", 2],
    ["a part differs", "config:\n  a: [1]\n", { "bots:a": "[2]" }, [], "the engine has another value for bots:a", 2],
    ["a key is missing", "config: {}\n", { "bots:a": "2" }, [], "it has no bots:a, which the engine has", undefined],
    ["a key is too many", "config:\n  a: 1\n", {}, [], "the engine has no bots:a", 2],
    [
      "a secret is plain to the engine",
      "config:\n  a: { secure: x }\n",
      { "bots:a": "y" },
      [],
      "bots:a is secure here and plain to the engine",
      2,
    ],
    [
      "a plain value is a secret to the engine",
      "config:\n  a: x\n",
      { "bots:a": "x" },
      ["bots:a"],
      "bots:a is plain here and a secret to the engine",
      2,
    ],
  ])("it is not in use if %s", (_, text, config, secretKeys, what, line) => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": text });
    expect(refusal(() => stackInUse(stack(config, secretKeys)))).toEqual({
      message: `Pulumi.grid.yaml is not the stack file in use: ${what}.`,
      file: "Pulumi.grid.yaml",
      ...(line === undefined ? {} : { line }),
      remedy: "Set BULKHEAD_STACK_FILE to the stack file in use, or BULKHEAD_PROJECT_DIR to the folder of its project.",
    });
  });

  test("a project of another name is refused, and so is a folder without one", () => {
    put({ "Pulumi.yaml": "name: others\n" });
    const remedy = "Set BULKHEAD_PROJECT_DIR to the folder of the project.";
    expect(refusal(() => stackInUse(stack({})))).toEqual({
      message: `Pulumi.yaml in ${folder} names the project others, expected bots, which the engine judges.`,
      remedy,
    });
    rmSync(join(folder, "Pulumi.yaml"));
    expect(refusal(() => stackInUse(stack({})))).toEqual({
      message: `No Pulumi.yaml in ${folder} or above it, expected the project whose stack is judged.`,
      remedy,
    });
  });

  test("the other stack files are those beside it, and one that can't be read is refused", () => {
    put({
      "Pulumi.yaml": "name: bots\n",
      "Pulumi.grid.yaml": "",
      "Pulumi.arb.yaml": "",
      "Pulumi.b.yml": "",
      "Pulumi.c.json": "{}",
      "Pulumi.d.yaml/file": "",
      "Pulumi.arb.yaml.bak": "\t",
      "My.Pulumi.arb.yaml": "\t",
      "notes.yaml": "\t",
    });
    const project = openProject(folder);
    const file = readStackFile(stackFilePath(project, "grid"), project);
    const others = otherStackFiles(file, project);
    expect(others.map(({ name }) => name)).toEqual(["Pulumi.arb.yaml", "Pulumi.b.yml", "Pulumi.c.json"]);
    // A file that has not changed is not read again.
    expect(otherStackFiles(file, project)[0]).toBe(others[0]);
    put({ "Pulumi.arb.yaml": "a: &x 1\n" });
    expect(refusal(() => otherStackFiles(file, project))).toMatchObject({ file: "Pulumi.arb.yaml", line: 1 });
  });

  test("a file of more than a megabyte is not read", () => {
    put({ "Pulumi.yaml": "name: bots\n", "Pulumi.grid.yaml": `# ${"x".repeat(999_999)}` });
    const project = openProject(folder);
    expect(refusal(() => readStackFile(stackFilePath(project, "grid"), project))).toEqual({
      message: "Pulumi.grid.yaml has more than 1000000 bytes, too many to be read as configuration.",
      file: "Pulumi.grid.yaml",
      remedy: "Move what is no configuration out of it.",
    });
    put({ "Pulumi.grid.yaml": `# ${"x".repeat(999_998)}` });
    expect(readStackFile(stackFilePath(project, "grid"), project).config.size).toBe(0);
  });
});

import type { ec2 } from "@pulumi/aws";
import fc from "fast-check";
import { Value, newReading } from "../../policies/reader";
import { archive, secret, textAsset, unknown, wire } from "./engine-messages";
import { madeUp } from "./samples";

function read<T = unknown>(props: unknown) {
  const reading = newReading();
  return { value: new Value<T>(reading, "", wire(props)), reading };
}

describe("a value", () => {
  test("is known, absent or unknown, and only asking for the content of an unknown one is noted", () => {
    const { value, reading } = read({ a: { b: 1 }, later: unknown, nothing: null });
    expect(value.at("a", "b").is(1)).toBe(true);
    expect(value.at("a", "c").absent && value.at("x", "y", "z").absent && value.at("nothing").absent).toBe(true);
    expect([value.at("later").unknown, value.at("later", "deep").unknown, value.at("later").secret]).toEqual([
      true,
      true,
      false,
    ]);
    expect([value.at("later").shown, value.at("later").path]).toEqual(["not known yet", "later"]);
    expect(reading.unknown.size).toBe(0);
    expect(value.at("later", "deep", "deeper").is("x")).toBe(false);
    expect([...reading.unknown]).toEqual(["later"]);
  });

  test.each<[string, (value: Value) => unknown]>([
    ["is", (value) => value.is("x")],
    ["text", (value) => value.text],
    ["number", (value) => value.number],
    ["known", (value) => value.known],
    ["absent", (value) => value.absent],
    ["items", (value) => value.items()],
    ["entries", (value) => value.entries()],
    ["document", (value) => value.document()],
    ["strings", (value) => [...value.strings()]],
  ])("that is unknown is noted when asked for %s", (_, ask) => {
    const { value, reading } = read({ a: [unknown] });
    const [item] = value.at("a").items();
    if (item === undefined) throw new Error("no item");
    ask(item);
    expect([...reading.unknown]).toEqual(["a[0]"]);
  });

  test("under a name that the args don't have does not compile", () => {
    const { value } = read<ec2.InstanceArgs>({});
    // @ts-expect-error: a misspelt property
    expect(value.at("metadataOptoins").absent).toBe(true);
    // @ts-expect-error: a misspelt property below
    expect(value.at("metadataOptions", "httpToken").absent).toBe(true);
  });

  test("of a provider equals its text: true and 3 travel as strings", () => {
    const { value } = read({ a: "true", b: "3", c: true, d: 3, e: "3.5" });
    expect([value.at("a").is(true), value.at("b").is(3), value.at("c").is(true), value.at("d").is(3)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([value.at("b").number, value.at("d").number, value.at("e").number, value.at("a").number]).toEqual([
      3,
      3,
      3.5,
      undefined,
    ]);
    expect(value.at("c").is("true")).toBe(false);
  });

  test("that stands alone is a list of one, an absent one an empty list", () => {
    const { value } = read({ one: { a: "x" }, many: ["x", "y"] });
    expect(
      value
        .at("one")
        .items()
        .map((item) => item.path),
    ).toEqual(["one"]);
    expect(
      value
        .at("many")
        .items()
        .map((item) => item.text),
    ).toEqual(["x", "y"]);
    expect(value.at("none").items()).toEqual([]);
  });

  test("may be a document as text or as an object, and what is neither is noted", () => {
    const document = { Statement: { Action: "kms:*" } };
    const { value, reading } = read({
      text: JSON.stringify(document),
      object: document,
      broken: "{",
      scalar: "7",
      none: undefined,
    });
    for (const form of ["text", "object"]) {
      expect(value.at(form).document().at("Statement").items()[0]?.at("Action").is("kms:*")).toBe(true);
    }
    expect(value.at("none").document().absent).toBe(true);
    expect(reading.unreadable.size).toBe(0);
    expect(value.at("broken").document().absent && value.at("scalar").document().absent).toBe(true);
    expect([...reading.unreadable]).toEqual([
      ["broken", "is not a JSON document that names each key once"],
      ["scalar", "is not a JSON document that names each key once"],
    ]);
  });

  test("within a document can be unknown, but carries no signature of the engine", () => {
    const text = JSON.stringify(wire({ later: unknown, marked: secret("x") }));
    const { value } = read({ policy: text });
    expect(value.at("policy").document().at("later").unknown).toBe(true);
    expect(value.at("policy").document().at("marked").secret).toBe(false);
  });
});

describe("what a message shows", () => {
  test.each<[unknown, string]>([
    ["optional", '"optional"'],
    ["0.0.0.0/0", '"0.0.0.0/0"'],
    ["*", '"*"'],
    ["", '""'],
    ["arn:aws:iam::111122223333:role/bulkhead-operator", '"arn:aws:iam::111122223333:role/bulkhead-operator"'],
    [true, "true"],
    [365, "365"],
    [48151623, "a number"],
    [[], "an empty list"],
    [["x"], "a list of 1"],
    [{ a: 1 }, "an object"],
    [secret("optional"), "a secret"],
    [undefined, "absent"],
    [textAsset("x"), "an asset"],
    ["tulip7", "a string of 6 characters"],
    [madeUp("shown"), "a string of 64 characters"],
    ["two\nlines", "a string of 9 characters"],
  ])("of %j is %s", (given, shown) => {
    expect(read({ a: given }).value.at("a").shown).toBe(shown);
  });

  test("holds nothing of a random key, whether it stands as a value, a name or in an ARN", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9]{20,64}$/u).filter((key) => /\d/u.test(key)),
        (key) => {
          const { value } = read({
            a: key,
            [key]: { b: 1 },
            c: { [key]: "x" },
            d: `arn:aws:iam::111122223333:role/${key}`,
          });
          const shown = [
            value.at("a").shown,
            value.at("d").shown,
            value.at(key).path,
            value.at(key, "b").path,
            ...Array.from(value.strings(), ({ path }) => path),
          ];
          expect(shown.join(" ")).not.toContain(key);
        },
      ),
    );
  });
});

describe("the strings of a value", () => {
  test("are all there: values, keys, numbers, assets within archives, with name and mark", () => {
    const { value, reading } = read({
      tags: { Name: "grid" },
      list: ["a", { name: "API_KEY", value: 7 }],
      command: ["serve", "--api-secret", "tulip", "rose"],
      code: archive({ "index.js": textAsset("exports") }),
      marked: secret({ deep: ["x"] }),
      later: unknown,
      flag: true,
    });
    expect(
      Array.from(value.strings(), ({ path, name, text, secret: mark, kind }) => [path, name, text, mark, kind]),
    ).toEqual(
      expect.arrayContaining([
        ["tags", undefined, "tags", false, "key"],
        ["tags.Name", undefined, "Name", false, "key"],
        ["tags.Name", "Name", "grid", false, "value"],
        ["list[0]", "list", "a", false, "value"],
        ["list[1].value", "API_KEY", "7", false, "value"],
        ["command[0]", "command", "serve", false, "value"],
        ["command[2]", "api-secret", "tulip", false, "value"],
        ["command[3]", "command", "rose", false, "value"],
        ["code.assets.index.js", undefined, "index.js", false, "key"],
        ["code.assets.index.js", "index.js", "exports", false, "asset"],
        ["marked.deep[0]", "deep", "x", true, "value"],
      ]),
    );
    expect([...reading.unknown]).toEqual(["later"]);
  });

  test("of any data are its strings, each once, at a path that leads to it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const expected: string[] = [];
        const walk = (part: unknown): void => {
          if (typeof part === "string" || typeof part === "number") expected.push(String(part));
          else if (typeof part === "object" && part !== null) Object.values(part).forEach(walk);
        };
        walk(data);
        const found = Array.from(new Value(newReading(), "", { data }).strings()).filter(
          ({ kind }) => kind === "value",
        );
        expect(found.map(({ text }) => text).sort()).toEqual(expected.sort());
      }),
    );
  });

  test("are found 100,000 levels deep", () => {
    let data: unknown = "bottom";
    for (let level = 0; level < 100_000; level++) data = [data];
    const texts = Array.from(new Value(newReading(), "", { data }).strings(), ({ text }) => text);
    expect(texts).toEqual(["data", "bottom"]);
  });
});

import type { ec2 } from "@pulumi/aws";
import fc from "fast-check";
import { signature } from "../../policies/marks";
import { Value, couldBeKey, isOpen, leaveOpen, newReading, propertyOf } from "../../policies/reader";
import { type Raw, archive, secret, textAsset, unknown, wire } from "./engine-messages";
import { madeUp } from "./samples";

function read<T = unknown>(props: unknown) {
  const reading = newReading();
  return { value: new Value<T>(reading, "", wire(props)), reading };
}

// As the engine's own library writes them (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts).
const output = (more: Raw) => ({ [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...more });
const reference = (more: Raw) => ({ [signature]: "5cf8f73096256a8f31e491e813e4eb8e", ...more });
const strange = { [signature]: "unheard of", value: "x" };

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

  test("that is unknown as a whole is noted as that", () => {
    const { value, reading } = read(unknown);
    expect(value.known).toBe(false);
    expect([...reading.unknown]).toEqual(["the whole value"]);
  });

  test.each<[string, unknown, string | undefined, boolean]>([
    ["an output that has one", output({ value: "x" }), "x", false],
    ["an output that is a secret", output({ value: "x", secret: true }), "x", true],
    ["an output within a mark", secret(output({ value: "x", secret: false })), "x", true],
    ["an output that has none yet", output({}), undefined, false],
    ["a secret output that has none yet", output({ secret: true }), undefined, true],
    ["a resource with an id", reference({ urn: "urn:a", id: "i-1" }), "i-1", false],
    ["a resource without an id of its kind", reference({ urn: "urn:a" }), "urn:a", false],
    ["a resource whose id is not known yet", reference({ urn: "urn:a", id: "" }), undefined, false],
    ["a marked resource whose id is not known yet", secret(reference({ id: "" })), undefined, true],
  ])("is taken out of %s", (_, given, text, marked) => {
    const { value } = read({ a: given });
    const a = value.at("a");
    expect([a.text, a.unknown, a.secret]).toEqual([text, text === undefined, marked]);
  });

  test("of a kind that nobody has heard of is neither there nor absent, and noted", () => {
    const { value, reading } = read({ a: strange });
    const [a, below] = [value.at("a"), value.at("a", "value")];
    expect([a.shown, a.secret, reading.unreadable.size]).toEqual(["unreadable", false, 0]);
    for (const one of [a, below]) {
      expect([one.path, one.known, one.absent, one.unknown, one.text, one.items()]).toEqual([
        "a",
        false,
        false,
        false,
        undefined,
        [],
      ]);
    }
    expect([...reading.unreadable]).toEqual([["a", "is a value of an unheard-of kind"]]);
  });

  test("is read through for such kinds alone", () => {
    const { value, reading } = read({
      a: [{ b: strange }, "x"],
      c: unknown,
      d: { e: secret({ f: strange }) },
      g: null,
    });
    value.readThrough();
    expect([...reading.unreadable.keys()].sort()).toEqual(["a[0].b", "d.e.f"]);
    expect(reading.unknown.size).toBe(0);
  });

  test("that is absent may be marked", () => {
    const { value } = read({ a: secret(null) });
    expect([value.at("a").absent, value.at("a").secret]).toEqual([true, true]);
    expect([value.at("b").absent, value.at("b").secret]).toEqual([true, false]);
  });

  test("that is unknown leaves a judgement open, and no other does", () => {
    const { value, reading } = read({ a: unknown, b: "x", c: unknown });
    expect([isOpen(value.at("b")), isOpen(value.at("none"))]).toEqual([false, false]);
    expect(reading.unknown.size).toBe(0);
    expect(isOpen(value.at("a"))).toBe(true);
    expect([...reading.unknown]).toEqual(["a"]);
    leaveOpen(undefined, value.at("b"), value.at("c"));
    expect([...reading.unknown]).toEqual(["a", "c"]);
  });

  test("has a text if it is a known one", () => {
    const { value } = read({ a: "x", b: 3, c: true, d: ["x"], e: unknown });
    expect(["a", "b", "c", "d", "e"].map((key) => value.at(key).text)).toEqual([
      "x",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("equals one of several", () => {
    const { value } = read({ a: "x" });
    expect([value.at("a").is("y", "x"), value.at("a").is("y", "z"), value.at("a").is()]).toEqual([true, false, false]);
  });

  test.each<[unknown, number | undefined]>([
    ["12", 12],
    ["-3", -3],
    ["3.25", 3.25],
    ["3x", undefined],
    ["x3", undefined],
    ["3.", undefined],
    ["", undefined],
    [[3], undefined],
    [true, undefined],
    [undefined, undefined],
  ])("%j is the number %j", (given, number) => {
    expect(read({ a: given }).value.at("a").number).toBe(number);
  });

  test("has what lies right below it", () => {
    const { value } = read({ list: ["x", "y"], map: { a: "x" }, text: "x", later: unknown });
    const below = (key: string) =>
      value
        .at(key)
        .children()
        .map(({ path }) => path);
    expect(["list", "map", "text", "none"].map(below)).toEqual([["list[0]", "list[1]"], ["map.a"], [], []]);
    expect([value.at("list").entries(), value.at("text").entries(), value.at("none").entries()]).toEqual([[], [], []]);
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
      nothing: "null",
      none: undefined,
    });
    for (const form of ["text", "object"]) {
      expect(value.at(form).document().at("Statement").items()[0]?.at("Action").is("kms:*")).toBe(true);
    }
    expect(value.at("none").document().absent).toBe(true);
    expect(reading.unreadable.size).toBe(0);
    const none = ["broken", "scalar", "nothing"];
    for (const form of none) expect(value.at(form).document().absent).toBe(true);
    expect([...reading.unreadable]).toEqual(
      none.map((form) => [form, "is not a JSON document that names each key once"]),
    );
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
    ["443", '"443"'],
    ["-1", '"-1"'],
    ["123456", '"123456"'],
    ["1234567", "a string of 7 characters"],
    [999999, "999999"],
    [1e6, "a number"],
    [-1e6, "a number"],
    ["aws:kms", '"aws:kms"'],
    ["one-two_three.four five", '"one-two_three.four five"'],
    ["a b c d e f", "a string of 11 characters"],
    ["abcdefghijklmnopqrstuvwx", '"abcdefghijklmnopqrstuvwx"'],
    ["abcdefghijklmnopqrstuvwxy", "a string of 25 characters"],
    ["10.0.0.1", '"10.0.0.1"'],
    ["10.128.0.0/16", '"10.128.0.0/16"'],
    ["2001:db8::/128", '"2001:db8::/128"'],
    ["10.0.0.0/16, tulip7", "a string of 19 characters"],
    ["4f9d1c2b", "a string of 8 characters"],
    ["arn:aws-cn:s3:::logs", '"arn:aws-cn:s3:::logs"'],
    ["arn:aws:sns:eu-west-1:111122223333:alarms", '"arn:aws:sns:eu-west-1:111122223333:alarms"'],
    [
      "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      '"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    ],
    ...[
      "arn:aws:iam::aws:policy/AdministratorAccess",
      "arn:aws:iam::*:root",
      "arn:aws:ec2:eu-west-1:111122223333:volume/0123456789abcdef0",
      "alias/bulkhead/grid-2",
      "secretsmanager.amazonaws.com",
      "kms:*",
      "i?m:**",
      "secretsmanager:GetSecretValue",
      "ec2:Describe*",
      "ami-0123456789abcdef0",
      "111122223333",
    ].map((text): [string, string] => [text, `"${text}"`]),
    ["arn:aws:sns:eu-west-1:111122223333:tulip7tulip7tulip7", "a string of 53 characters"],
    ["alias/tulip7tulip7tulip7", "a string of 24 characters"],
    ["bot:tuliptuliptuliptulip7", "a string of 25 characters"],
    ["bot:Tuliptuliptuliptulip7", "a string of 25 characters"],
    ["ami-0123456789abcdef01", "a string of 22 characters"],
    ["1111222233334", "a string of 13 characters"],
    ["arn:aws:s3:::logs and tulip7", "a string of 28 characters"],
    ["tulip7 of arn:aws:s3:::logs", "a string of 27 characters"],
  ])("of %j is %s", (given, shown) => {
    expect(read({ a: given }).value.at("a").shown).toBe(shown);
  });

  test.each<[string, string]>([
    ["httpTokens", "httpTokens"],
    ["assignGeneratedIpv6CidrBlock", "assignGeneratedIpv6CidrBlock"],
    ["assignGeneratedIpv8CidrBlock", "[key 1]"],
    [" tokens", "[key 1]"],
    ["tokens ", "[key 1]"],
    ["word-".repeat(20), "word-".repeat(20)],
    [`${"word-".repeat(20)}x`, "[key 1]"],
  ])("of a property that is called %j is %s", (key, path) => {
    expect(read({ [key]: "x" }).value.at(key).path).toBe(path);
  });

  test("is no run of letters and digits that could be a key", () => {
    const letters = "tulip".repeat(9);
    expect([letters.slice(0, 41), `${letters.slice(0, 15)}7`].map(couldBeKey)).toEqual([true, true]);
    expect([letters.slice(0, 40), `${letters.slice(0, 14)}7`, "tulip-7".repeat(9), ""].map(couldBeKey)).toEqual(
      Array(4).fill(false),
    );
  });

  test("begins with the property that a path leads through", () => {
    const paths = ["plain", "environment.variables.KEY", "ingress[0].cidrBlocks", "tags.two\nlines"];
    expect(paths.map(propertyOf)).toEqual(["plain", "environment", "ingress", "tags"]);
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

  test("come in order, without what is not known or of no kind of theirs", () => {
    const { value, reading } = read({ b: ["x", { c: "y" }], later: unknown, flag: true, nothing: null, a: 7 });
    const texts = (wanted: string) =>
      Array.from(value.strings()).flatMap(({ kind, text }) => (kind === wanted ? [text] : []));
    expect(texts("value")).toEqual(["x", "y", "7"]);
    expect(texts("key")).toEqual(["b", "later", "flag", "nothing", "a", "c"]);
    expect([...reading.unknown]).toEqual(["later"]);
  });

  test("are those that are asked for, and of the others nothing is noted", () => {
    const { value, reading } = read({ a: { b: unknown, c: "x" }, d: secret({ e: unknown }), f: "y" });
    const texts = Array.from(
      value.strings((path, marked) => path !== "a.b" && !marked),
      ({ text }) => text,
    );
    expect(texts).toEqual(["a", "d", "f", "b", "c", "x", "y"]);
    expect(reading.unknown.size).toBe(0);
  });

  test("have the place of an asset among them", () => {
    const asset = { ...textAsset("x"), text: undefined };
    const { value } = read({ code: { ...asset, path: "a.js" }, layer: { ...asset, uri: "https://example.com/a.zip" } });
    expect(Array.from(value.strings(), ({ path, name, text, kind }) => [path, name, text, kind])).toEqual([
      ["code", undefined, "code", "key"],
      ["layer", undefined, "layer", "key"],
      ["code", "code", "a.js", "value"],
      ["layer", "layer", "https://example.com/a.zip", "value"],
    ]);
  });

  test.each<[string, unknown, string | undefined]>([
    ["nothing", "x", undefined],
    ["its property", { a: "x" }, "a"],
    ["the list's property", { a: ["x"] }, "a"],
    ["a label", { a: { name: "API", value: "x" } }, "API"],
    ["a label with a capital", { a: { Name: "API", Value: "x" } }, "API"],
    ["a key", { a: { key: "API", value: "x" } }, "API"],
    ["a key with a capital", { a: { Key: "API", Value: "x" } }, "API"],
    ["its property where no label is", { a: { value: "x" } }, "value"],
    ["its property where the label is not known", { a: { name: unknown, value: "x" } }, "value"],
    ["its property where the label is none", { a: { name: 7, value: "x" } }, "value"],
    ["its property where that is another than value", { a: { name: "API", myValue: "x" } }, "myValue"],
    ["the flag before it", { a: ["--api", "x"] }, "api"],
    ["the short flag before it", { a: ["-p", "x"] }, "p"],
    ["the list's property after what is no flag", { a: ["x of --api", "x"] }, "a"],
    ["the list's property after a flag with a value", { a: ["--api=7", "x"] }, "a"],
  ])("are called by %s", (_, given, name) => {
    const found = Array.from(read(given).value.strings()).filter(({ kind, text }) => kind === "value" && text === "x");
    expect(found.map((one) => ("name" in one ? one.name : undefined))).toEqual([name]);
    expect(found.map((one) => "name" in one)).toEqual([name !== undefined]);
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

test("what a value hands over are the files and texts of its assets and archives, at any depth", () => {
  const file = (path: string) => ({ ...textAsset(""), text: undefined, path });
  const { value, reading } = read({
    code: archive({ "a.js": file("a.js"), inner: archive({ b: file("b") }) }),
    layers: [{ c: secret(file("c")) }, "d", null],
    path: "e",
    later: unknown,
    fetched: file(""),
    folder: { ...archive({}), path: "f" },
    texts: archive({ a: textAsset("g"), b: secret(textAsset("h")), c: textAsset("") }),
    marked: secret(archive({ a: textAsset("i") })),
  });
  expect([...value.handedOver()].sort((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
    { path: "code.assets.a.js", file: "a.js" },
    { path: "code.assets.inner.assets.b", file: "b" },
    { path: "folder", file: "f" },
    { path: "layers[0].c", file: "c" },
    { path: "marked.assets.a", text: "i", secret: true },
    { path: "texts.assets.a", text: "g", secret: false },
    { path: "texts.assets.b", text: "h", secret: true },
  ]);
  expect(reading.unknown.size).toBe(0);
});

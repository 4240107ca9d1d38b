import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Stack } from "../../policies/marks";
import { configSecrets, searchTaint } from "../../policies/taint";
import { madeUp, wrappedTooDeep } from "./samples";
import { withProject } from "./test-policy";

const stack = (config: Record<string, string>, secretKeys = Object.keys(config)): Stack => ({
  name: "grid",
  project: "nowhere",
  organization: "organization",
  dryRun: true,
  config: new Map(Object.entries(config)),
  secretKeys: new Set(secretKeys),
  tags: new Map(),
});

const key = madeUp("taint");
const hex = Buffer.from(madeUp("hex", 32)).toString("hex");
const words = "correct horse battery staple over the lazy river bank";
const pem = (kind: string, body: string): string => `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`;
const fields = (...texts: readonly string[]) => texts.map((text, index) => ({ path: `f${index}`, text }));
const ways = (config: Record<string, string>, ...texts: readonly string[]) => {
  const { taints, complete } = searchTaint(fields(...texts), stack(config));
  expect(complete).toBe(true);
  return taints.map((taint) => [taint.path, taint.key, taint.way]);
};

describe("a secret of the configuration is found", () => {
  test.each<[string, string, string]>([
    ["as it is", key, ""],
    ["in the middle of a text", `export KEY='${key}' # live`, ""],
    ["at the end of a word", `key${key}`, ""],
    ["in base64", Buffer.from(key).toString("base64"), "inside base64"],
    ["in base64 of something longer", Buffer.from(`a=${key}&b`).toString("base64"), "inside base64"],
    ["in hex", Buffer.from(key).toString("hex"), "inside hex"],
    ["in gzip and base64", gzipSync(key).toString("base64"), "inside base64 > gzip"],
    ["in JSON within JSON", JSON.stringify({ a: JSON.stringify({ b: [key] }) }), ""],
    ["as a prefix", `${key.slice(0, 12)}…`, "a part of it"],
    ["as a tail", `…${key.slice(-20)}`, "a part of it"],
  ])("%s", (_, text, way) => {
    expect(ways({ "bot:key": key }, text)).toEqual([["f0", "bot:key", way]]);
  });

  test("as hex with its letters in the other case", () => {
    expect(ways({ "bot:key": hex }, hex.toUpperCase())).toEqual([["f0", "bot:key", ""]]);
  });

  test("split over several inputs", () => {
    expect(ways({ "bot:phrase": words }, words.slice(0, 20), "nothing", words.slice(20))).toEqual([
      ["f0", "bot:phrase", "split over 2 inputs"],
    ]);
  });

  test("each of two that are split over the same inputs", () => {
    const other = "an answer to a question that nobody has asked before";
    const config = { "bot:phrase": words, "bot:other": other };
    expect(ways(config, words.slice(0, 20) + other.slice(0, 20), words.slice(20) + other.slice(20))).toEqual([
      ["f0", "bot:phrase", "split over 2 inputs"],
      ["f0", "bot:other", "split over 2 inputs"],
    ]);
  });

  test("in pieces of one input, one right after the other, from 60 % of it", () => {
    const text = words.slice(0, 50);
    const parts = (length: number) => text.slice(0, 20) + text.slice(30, 30 + length);
    expect(ways({ "bot:phrase": text }, parts(10))).toEqual([["f0", "bot:phrase", "a part of it"]]);
    expect(ways({ "bot:phrase": text }, parts(9))).toEqual([]);
    expect(ways({ "bot:phrase": words }, words.slice(0, 20) + words.slice(30, 42))).toHaveLength(1);
  });

  test("once, if some inputs hold all of it and others parts", () => {
    expect(ways({ "bot:phrase": words }, words, words.slice(0, 20), words.slice(20))).toEqual([
      ["f0", "bot:phrase", ""],
    ]);
  });

  test("in each input, and each of several in one", () => {
    const another = madeUp("another");
    const config = { "bot:key": key, "bot:another": another };
    expect(ways(config, `${key} ${another}`, another)).toEqual([
      ["f0", "bot:key", ""],
      ["f0", "bot:another", ""],
      ["f1", "bot:another", ""],
    ]);
  });

  test.each([0, 1, 2])("in base64 and hex of which nothing else can be read, %d bytes further on", (shift) => {
    const bytes = Buffer.concat([Buffer.alloc(30 + shift, 0xfe), Buffer.from(key), Buffer.alloc(30, 0xfd)]);
    expect(ways({ "bot:key": key }, bytes.toString("base64"))).toEqual([["f0", "bot:key", "inside base64"]]);
    expect(ways({ "bot:key": key }, bytes.toString("hex"))).toEqual([["f0", "bot:key", "inside hex"]]);
  });

  test("in either alphabet of base64", () => {
    const value = Array.from(madeUp("pairs", 32).matchAll(/../gu), ([pair], index) => pair + "?>".charAt(index % 2));
    const bytes = Buffer.concat([Buffer.alloc(30, 0xfe), Buffer.from(value.join("")), Buffer.alloc(30, 0xfd)]);
    for (const alphabet of ["base64", "base64url"] as const) {
      expect(ways({ "bot:key": value.join("") }, bytes.toString(alphabet))).toEqual([
        ["f0", "bot:key", "inside base64"],
      ]);
    }
  });

  test("in a part of base64 of which nothing else can be read", () => {
    const bytes = Buffer.concat([Buffer.alloc(30, 0xfe), Buffer.from(key.slice(0, 30)), Buffer.alloc(30, 0xfd)]);
    expect(ways({ "bot:key": key }, bytes.toString("base64"))).toEqual([
      ["f0", "bot:key", "a part of it, inside base64"],
    ]);
  });

  test("without the blanks and line breaks around it", () => {
    expect(ways({ "bot:key": ` ${key}\n` }, key)).toEqual([["f0", "bot:key", ""]]);
  });

  test("as a PEM, by what stands within its armour", () => {
    const config = { "bot:pem": pem("PRIVATE KEY", key) };
    expect(ways(config, pem("PRIVATE KEY", key))).toEqual([["f0", "bot:pem", ""]]);
    expect(ways(config, key.slice(0, 20))).toEqual([["f0", "bot:pem", "a part of it"]]);
    const phrase = { "bot:pem": pem("PRIVATE KEY", words) };
    expect(ways(phrase, words.slice(0, 20), words.slice(20))).toHaveLength(1);
  });

  test("where percent escapes hide its punctuation", () => {
    const value = `${key.slice(0, 20)}+/=${key.slice(20, 40)}`;
    expect(ways({ "bot:key": value }, encodeURIComponent(value))).toHaveLength(1);
  });

  test("with 8 characters, as a whole only", () => {
    expect(ways({ "bot:pin": "tulip-07" }, "pin: tulip-07")).toEqual([["f0", "bot:pin", ""]]);
    expect(ways({ "bot:pin": "tulip-07" }, "tulip-07")).toEqual([["f0", "bot:pin", ""]]);
    expect(ways({ "bot:pin": "tulip-07" }, "pin: tulip-0")).toEqual([]);
  });

  test("with 16 characters, in a longer word too", () => {
    const [short, longer] = [key.slice(0, 15), key.slice(0, 16)];
    expect(ways({ "bot:key": longer }, `x${longer}y`)).toEqual([["f0", "bot:key", ""]]);
    for (const text of [`x${short}`, `${short}y`]) expect(ways({ "bot:key": short }, text)).toEqual([]);
    expect(ways({ "bot:key": short }, `(${short})`)).toHaveLength(1);
  });

  test("with 24 characters, by 12 of them", () => {
    const [short, longer] = [key.slice(0, 23), key.slice(0, 24)];
    for (const part of [longer.slice(0, 12), longer.slice(-12)]) {
      expect(ways({ "bot:key": longer }, part)).toEqual([["f0", "bot:key", "a part of it"]]);
    }
    for (const part of [short.slice(0, 22), short.slice(1)]) expect(ways({ "bot:key": short }, part)).toEqual([]);
    const bytes = Buffer.concat([Buffer.alloc(30, 0xfe), Buffer.from(longer), Buffer.alloc(30, 0xfd)]);
    expect(ways({ "bot:key": longer }, bytes.toString("hex"))).toEqual([["f0", "bot:key", "inside hex"]]);
  });

  test("beside others that begin alike", () => {
    const [one, other] = ["one", "other"].map((name) => `${key.slice(0, 8)}${madeUp(name).slice(0, 32)}`);
    const config = { "bot:one": one ?? "", "bot:other": other ?? "" };
    expect(ways(config, other ?? "")).toEqual([["f0", "bot:other", ""]]);
    expect(ways(config, one ?? "")).toEqual([["f0", "bot:one", ""]]);
  });

  test("by a part that it shares with another", () => {
    const config = Object.fromEntries(
      ["one", "other"].map((name) => [`bot:${name}`, madeUp(name, 20) + key.slice(0, 14) + madeUp(`${name} end`, 20)]),
    );
    expect(ways(config, key.slice(0, 14))).toEqual([
      ["f0", "bot:one", "a part of it"],
      ["f0", "bot:other", "a part of it"],
    ]);
  });

  test("each of many short ones that begin alike", () => {
    const config = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`bot:pin${index}`, `trading-${index}`]),
    );
    expect(ways(config, "pin trading-19 of the desk")).toEqual([["f0", "bot:pin19", ""]]);
  });

  test("within an object, under the name it has there", () => {
    const config = { "bot:keys": JSON.stringify({ exchange: "binance-spot", okx: [{ secret: key }] }) };
    expect(ways(config, key, "binance-spot")).toEqual([["f0", "bot:keys.okx[0].secret", ""]]);
  });

  test("wherever it stands, in whatever form", () => {
    const forms: readonly ((text: string) => string)[] = [
      (text) => text,
      (text) => Buffer.from(text).toString("base64"),
      (text) => Buffer.from(text).toString("base64url"),
      (text) => Buffer.from(text).toString("hex"),
      (text) => gzipSync(text).toString("base64"),
      (text) => JSON.stringify({ text }),
    ];
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9+/]{24,80}$/u).filter((text) => new Set(text).size > 12 && /\d/u.test(text)),
        fc.stringMatching(/^[\x20-\x7e]{0,30} $/u),
        fc.stringMatching(/^ [\x20-\x7e]{0,30}$/u),
        fc.constantFrom(...forms),
        (secret, before, after, form) => {
          const { taints } = searchTaint(fields(form(before + secret + after)), stack({ "bot:key": secret }));
          expect(taints.map((taint) => taint.key)).toContain("bot:key");
          expect(JSON.stringify(taints)).not.toContain(secret);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a secret of the configuration is not seen", () => {
  test.each<[string, Record<string, string>, string]>([
    ["in another value", { "bot:key": key }, madeUp("another")],
    ["in 11 characters of it", { "bot:key": key }, `x ${key.slice(0, 11)} y`],
    [
      "in the armour that all keys share",
      { "bot:pem": `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----` },
      "-----BEGIN PRIVATE KEY-----",
    ],
    [
      "in the scheme and host that many addresses share",
      { "bot:hook": `https://hooks.example.com/services/${key}` },
      "https://hooks.example.com/",
    ],
    ["in another key's PEM", { "bot:pem": pem("PRIVATE KEY", "tulip") }, pem("PRIVATE KEY", madeUp("another"))],
    [
      "in base64 of a certificate",
      { "bot:pem": pem("PRIVATE KEY", key) },
      Buffer.from(pem("CERTIFICATE", madeUp("another"))).toString("base64"),
    ],
    ["in 9 of its 10 characters", { "bot:pin": "tulip-0755" }, "pin: tulip-075"],
    ["if all its characters are the same", { "bot:key": "0".repeat(64) }, "0".repeat(64)],
    [
      "in a row of one character that it begins with",
      { "bot:key": `${"0".repeat(60)}${key.slice(0, 20)}` },
      "0".repeat(60),
    ],
    ["if it has fewer than 8 characters", { "bot:pin": "tulip-7" }, "tulip-7"],
    ["in a longer word, if it is a short word itself", { "bot:word": "trading1" }, "trading1234"],
  ])("%s", (_, config, text) => {
    expect(ways(config, text)).toEqual([]);
  });

  test("if the configuration does not mark it", () => {
    expect(searchTaint(fields(key), stack({ "bot:key": key }, [])).taints).toEqual([]);
  });
});

test("what is wrapped too deep is not wholly searched, whatever comes after it", () => {
  const { complete } = searchTaint(fields(wrappedTooDeep("nothing"), "nothing else"), stack({ "bot:key": key }));
  expect(complete).toBe(false);
});

describe("configuration secrets are", () => {
  test("those of the marked keys that have a value", () => {
    expect(configSecrets(stack({ "a:b": "x", "a:c": "y", "a:d": "" }, ["a:b", "a:d", "a:e"]))).toEqual([
      { key: "a:b", text: "x" },
    ]);
  });

  test("of an object or a list its strings and numbers", () => {
    const data = { password: ["p", 7, null, true], note: "n", deep: [{ secret: "s" }] };
    const secrets = configSecrets(stack({ "a:b": ` ${JSON.stringify(data)}`, "a:c": '[{"password":"q"}]' }));
    expect([...secrets].sort((one, other) => (one.key < other.key ? -1 : 1))).toEqual([
      { key: "a:b.deep[0].secret", text: "s" },
      { key: "a:b.password[0]", text: "p" },
      { key: "a:b.password[1]", text: "7" },
      { key: "a:c[0].password", text: "q" },
    ]);
  });

  test.each(["{not json", "[", '"a [text]"', "12345678", "true"])("a text as a whole that is no object: %s", (text) => {
    expect(configSecrets(stack({ "a:b": text }))).toEqual([{ key: "a:b", text }]);
  });

  test.each(["apiSecret", "password", "mnemonic", "apiKey"])("of an object whatever is called %s", (name) => {
    expect(configSecrets(stack({ "a:b": JSON.stringify({ [name]: "p", note: "n" }) }))).toEqual([
      { key: `a:b.${name}`, text: "p" },
    ]);
  });

  test.each<[string, boolean]>([
    ["abc123def456", true],
    ["aabbccdd11ee", true],
    ["abcdefg1".repeat(3), true],
    ["ABC123DEF456", true],
    ["abc123def45", false],
    ["aaaabbbbccc1", false],
    ["123-456-7890", false],
    ["abcdefghijkl", false],
  ])("of an object what looks random, from 12 characters on: %s is %s", (text, random) => {
    expect(configSecrets(stack({ "a:b": JSON.stringify({ note: text }) }))).toHaveLength(random ? 1 : 0);
  });

  test("of an object what the stack file marks, where it can be read", async () => {
    const data = { id: "abc123def456", pair: ["x", "y"], password: "p" };
    const found = (file: string): Promise<readonly string[]> =>
      withProject("grid", `config:\n${file}`, undefined, () => {
        const inProject = { ...stack({ "bots:a": JSON.stringify(data) }), project: "bots" };
        return Promise.resolve(configSecrets(inProject).map((one) => one.key));
      });
    const marked = "{ secure: v1:a:b }";
    expect(await found(`  a: { id: abc123def456, pair: [x, ${marked}], password: p }\n`)).toEqual(["bots:a.pair[1]"]);
    expect((await found(`  a: ${marked}\n`)).slice().sort()).toEqual(["bots:a.id", "bots:a.password"]);
    expect((await found("  b: c\n")).slice().sort()).toEqual(["bots:a.id", "bots:a.password"]);
  });
});

test("a fifth of a megabyte that repeats a secret's own pieces is searched in seconds", () => {
  const text = key.slice(0, 11).repeat(20_000);
  const started = process.hrtime.bigint();
  searchTaint(fields(text), stack({ "bot:key": key, "bot:same": "ab".repeat(40) }));
  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
});

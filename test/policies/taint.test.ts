import { gzipSync } from "node:zlib";
import fc from "fast-check";
import type { Stack } from "../../policies/marks";
import { configSecrets, searchTaint } from "../../policies/taint";
import { madeUp } from "./samples";

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
    const words = "correct horse battery staple over the lazy river bank";
    expect(ways({ "bot:phrase": words }, words.slice(0, 20), "nothing", words.slice(20))).toEqual([
      ["f0", "bot:phrase", "split over 2 inputs"],
    ]);
  });

  test("where percent escapes hide its punctuation", () => {
    const value = `${key.slice(0, 20)}+/=${key.slice(20, 40)}`;
    expect(ways({ "bot:key": value }, encodeURIComponent(value))).toHaveLength(1);
  });

  test("with 8 characters, as a whole only", () => {
    expect(ways({ "bot:pin": "tulip-07" }, "pin: tulip-07")).toEqual([["f0", "bot:pin", ""]]);
    expect(ways({ "bot:pin": "tulip-07" }, "pin: tulip-0")).toEqual([]);
  });

  test("beside others that begin alike", () => {
    const [one, other] = ["one", "other"].map((name) => `${key.slice(0, 8)}${madeUp(name).slice(0, 32)}`);
    expect(ways({ "bot:one": one ?? "", "bot:other": other ?? "" }, other ?? "")).toEqual([["f0", "bot:other", ""]]);
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

test("configuration secrets are those of the marked keys, and of an object its strings", () => {
  expect(
    configSecrets(stack({ "a:b": "x", "a:c": "y", "a:d": '{"password":"p","note":"n"}' }, ["a:b", "a:d"])),
  ).toEqual([
    { key: "a:b", text: "x" },
    { key: "a:d.password", text: "p" },
  ]);
});

test("a fifth of a megabyte that repeats a secret's own pieces is searched in seconds", () => {
  const text = key.slice(0, 11).repeat(20_000);
  const started = process.hrtime.bigint();
  searchTaint(fields(text), stack({ "bot:key": key, "bot:same": "ab".repeat(40) }));
  expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
});

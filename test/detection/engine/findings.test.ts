import { gzipSync } from "node:zlib";
import { scan, scanFields } from "../../../policies/detection/engine";
import type { Field } from "../../../policies/detection/finding";
import { Random } from "../generate/random";
import { base64, sampleOf, summary } from "../scanned";

const random = new Random("findings");

describe("of two findings in one place stays", () => {
  test("the better founded one, even where it is graded lower", () => {
    const part = (value: object): string => base64(JSON.stringify(value)).replace(/=+$/u, "");
    const expired = `${part({ alg: "HS256" })}.${part({ sub: "bot", exp: 1_000_000_000 })}.${random.alnum(43)}`;
    expect(summary(`secret="${expired}"`)).toEqual(["json-web-token medium proven"]);
    expect(summary(`secret="${sampleOf(random, "WIF compressed")}"`)).toEqual(["bitcoin-wif-key high proven"]);
    expect(summary(`password="https://bot:pass@desk.net/"`)).toEqual(["url-password low shaped"]);
  });

  test("of two as well founded, the one that is graded higher", () => {
    expect(summary(`BITGET_SECRET="bg_${random.hex(32)}"`)).toEqual(["named-secret high named"]);
    expect(summary(`BITGET_KEY="bg_${random.hex(32)}"`)).toContain("bitget-api-key low named");
  });

  test("of two that are graded alike, the one of the kind that is told more closely", () => {
    const phrase = ["Grid", 4711, "x"].join("-");
    expect(summary(`OKX_PASSPHRASE="${phrase}"`)).toEqual(["exchange-passphrase high named"]);
    expect(summary(`BINANCE_SECRET="${random.alnum(64)}"`)).toEqual(["binance-api-secret high named"]);
  });

  test("of two of one kind, the one in the text as it stands", () => {
    const wif = sampleOf(random, "WIF compressed");
    const text = `note: "a\\u0041b" key: ${wif}`;
    expect(scan(text).findings).toMatchObject([
      { detector: "bitcoin-wif-key", start: text.indexOf(wif), end: text.length, via: ["key"] },
    ]);
  });

  test("of two of one kind in the text as it stands, the longer one", () => {
    const [one, two] = [random.alnum(20), random.alnum(20)];
    const text = `secret="${one}.secret=${two}"`;
    expect(scan(text).findings.map(({ start, end }) => text.slice(start, end))).toEqual([`${one}.secret=${two}`]);
  });

  test("both, where they only touch", () => {
    const [wif, token] = [sampleOf(random, "WIF uncompressed"), sampleOf(random, "GitHub token")];
    const text = `a: ${wif}=${token} b: ${token}`;
    expect(scan(text).findings.map(({ start, end }) => text.slice(start, end))).toEqual([`${wif}=`, token, token]);
  });
});

describe("findings are told", () => {
  test("in the order of the fields, and of their places in each", () => {
    const [one, two, three] = [
      sampleOf(random, "WIF compressed"),
      sampleOf(random, "GitHub token"),
      sampleOf(random, "WIF compressed"),
    ];
    const told = (fields: readonly Field[]): string[] =>
      scanFields(fields).findings.map(({ path, detector, start }) => `${path} ${detector} ${String(start)}`);
    expect(
      told([
        { path: "b", text: `${two} ${one}` },
        { path: "a", text: one },
      ]),
    ).toEqual(["b github-token 0", `b bitcoin-wif-key ${String(two.length + 1)}`, "a bitcoin-wif-key 0"]);
    const wrapped = `${base64(`x: ${one}`)} ${three}`;
    expect(told([{ path: "", text: wrapped }])).toEqual([
      " bitcoin-wif-key 0",
      ` bitcoin-wif-key ${String(wrapped.length - three.length)}`,
    ]);
  });

  test("of halves that prove each other among the others", () => {
    const [key, half] = [`mx0${random.alnum(15)}`, random.hex(32)];
    const token = sampleOf(random, "GitHub token");
    expect(summary(`${key} ${half} ${token}`)).toEqual(["mexc-api-secret high proven", "github-token high proven"]);
    const fields = scanFields([
      { path: "a", text: half },
      { path: "b", text: token },
      { path: "c", text: key },
    ]);
    expect(fields.findings.map(({ path }) => path)).toEqual(["a", "b"]);
  });

  test("once for each value that a wrapping holds", () => {
    const [one, two] = [sampleOf(random, "WIF compressed"), sampleOf(random, "WIF compressed")];
    const identities = (text: string): string[] => scan(text).findings.map(({ identity }) => identity);
    expect(identities(base64(`a: ${one}\nb: ${one}\n`))).toHaveLength(1);
    expect(new Set(identities(base64(`a: ${one}\nb: ${two}\n`)))).toHaveProperty("size", 2);
    expect(identities(`${one} ${one}`)).toHaveLength(2);
    expect(identities(`${base64(one)} ${base64(one)}`)).toHaveLength(2);
    const token = sampleOf(random, "GitHub token");
    expect(summary(base64(`a: ${one} b: ${token}`))).toHaveLength(2);
  });

  test("under the path of a field, of which a text has none", () => {
    const text = `x: ${sampleOf(random, "WIF compressed")}`;
    expect(scanFields([{ path: "a.b", text }]).findings.map(({ path }) => path)).toEqual(["a.b"]);
    expect(scan(text).findings[0]).not.toHaveProperty("path");
  });
});

describe("a field's name", () => {
  const value = random.alnum(40);

  test("is the name of its whole text", () => {
    expect(scan(value, { name: "API_SECRET" }).findings).toMatchObject([
      { detector: "named-secret", start: 0, end: 40, via: ["API_SECRET"] },
    ]);
    expect(scan(value, { name: "TX_HASH" }).findings).toEqual([]);
    expect(scan(value).findings).toEqual([]);
  });

  test("that is empty is not told", () => {
    const wif = sampleOf(random, "WIF compressed");
    expect(scan(wif, { name: "" }).findings).toMatchObject([{ via: [] }]);
    expect(scan(wif, { name: "bot" }).findings).toMatchObject([{ via: ["bot"] }]);
  });
});

describe("a name that shares six characters with a value is not told", () => {
  const generated = (): string => random.alnum(24);
  const names = (text: string): string[] => scan(text).findings.flatMap(({ via }) => via);

  test.each([
    ["its end", "API_SECRET", (value: string) => `${value}SECRET`, false],
    ["its beginning", "SECRET_KEY", (value: string) => `SECRET${value}`, false],
    ["its middle", "OKX_SECRET_KEY", (value: string) => `${value}SECRET${value}`, false],
    ["five characters alone", "API_TOKEN", (value: string) => `${value}TOKEN`, true],
    ["five characters and others", "API_SECRET", (value: string) => `${value}SECRE0`, true],
    ["letters of another case", "API_SECRET", (value: string) => `${value}secret`, true],
    ["the whole name", "SECRET", (value: string) => `SECRET${value}`, false],
  ])("with %s", (_, name, of, is) => {
    expect(names(`${name}="${of(generated())}"`)).toEqual(is ? [name] : []);
  });

  test("though the value stands elsewhere", () => {
    const [one, two] = [`${generated()}SECRET`, generated()];
    expect(names(`BOT_TOKEN="${one}" API_SECRET="${two}"`)).toEqual(["BOT_TOKEN"]);
    expect(names(`BOT_TOKEN="${generated()}" API_SECRET="${two}"`)).toEqual(["BOT_TOKEN", "API_SECRET"]);
  });
});

describe("what is wrapped names its kind better than the name of its wrapping", () => {
  const secret = random.alnum(64);
  const inside = (size: number): string => base64(`BINANCE_API_SECRET=${secret}`.padEnd(size, "\n"));

  test.each([84, 85, 86, 87])("with all paddings, of %i bytes", (size) => {
    const wrapped = inside(size);
    expect(summary(`secret="${wrapped}"`)).toEqual(["binance-api-secret high named"]);
    expect(summary(`secret=${wrapped}\n`)).toEqual(["binance-api-secret high named"]);
    expect(summary(`x="a" secret='${wrapped}' token="${random.alnum(40)}"`)).toEqual([
      "binance-api-secret high named",
      "named-secret high named",
    ]);
  });

  test("but not a proof beside it, nor what is only near it", () => {
    const wif = sampleOf(random, "WIF compressed");
    const wrapped = base64(`BINANCE_API_SECRET=${secret}`);
    expect(summary(`x="${wrapped}" ${wif}`)).toEqual(["binance-api-secret high named", "bitcoin-wif-key high proven"]);
    expect(summary(`secret="${random.alnum(30)}.${wrapped}"`)).toContain("binance-api-secret high named");
    expect(summary(`secret="${random.alnum(40)}"\n${wrapped}`)).toEqual([
      "named-secret high named",
      "binance-api-secret high named",
    ]);
  });

  test("unless what is inside is of no weight", () => {
    const key = base64(`id: 7\nBINANCE_API_KEY=${random.alnum(64)}`);
    expect(summary(`secret="${key}"`)).toEqual(["named-secret high named", "binance-api-key low named"]);
    const example = base64("id: 7\npostgres://bot:password@db.desk.net/bot");
    expect(summary(`secret="${example}"`)).toEqual(["named-secret high named", "database-url low shaped"]);
  });

  test("in a wrapping of a wrapping", () => {
    const wrapped = gzipSync(`BINANCE_API_SECRET=${secret}\n`).toString("base64");
    expect(summary(`secret="${wrapped}"`)).toEqual(["binance-api-secret high named"]);
  });
});

describe("a bound holds", () => {
  const urls = (count: number): string =>
    Array.from({ length: count }, (_, at) => `ws://:q${String(100_003 + 7 * at)}kz@h `).join("");

  test("10,000 findings above low are told, and then the scan is not complete", () => {
    const low = "ws://:pass1@h ";
    const many = scan(low.repeat(2) + urls(10_000));
    expect(many.complete).toBe(true);
    expect(many.findings).toHaveLength(10_002);
    const more = scan(urls(10_000) + low);
    expect(more.complete).toBe(false);
    expect(more.findings).toHaveLength(10_000);
  });

  test("names are told beside 2,000 values, and not beside more", () => {
    const named = `API_SECRET="${random.alnum(24)}" `;
    const told = (count: number): number => scan(named + urls(count - 1)).findings.flatMap(({ via }) => via).length;
    expect(told(2_000)).toBe(1);
    expect(told(2_001)).toBe(0);
  });

  test("12,000 phrases are tried, and then the scan is not complete", () => {
    // Of 23 words there are 30 stretches as long as a phrase may be, of which none has a checksum that fits.
    const row = `seed: ${Array.from({ length: 23 }, (_, at) => (at % 2 === 0 ? "zoologie" : "abaisser")).join(" ")}\n`;
    const phrase = `seed: ${sampleOf(random, "BIP39 English 12")}`;
    const short = `seed: ${Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? "zoologie" : "abaisser")).join(" ")}\n`;
    const text = (shorts: number): string => `${row.repeat(399)}${short.repeat(shorts)}${phrase}`;
    expect(scan(text(29))).toMatchObject({ complete: true, findings: [{ detector: "bip39-mnemonic" }] });
    expect(scan(text(30))).toEqual({ complete: false, findings: [] });
  });
});

import { scanFields } from "../../../policies/detection/engine";
import { Random } from "../generate/random";
import { detectorsIn, fill } from "../scanned";

const random = new Random("pairs");

test.each(["\n", "\r\n"])("two halves on lines of their own are a pair, four of a kind are a list: %j", (end) => {
  const isPair = (...lines: readonly string[]): boolean =>
    detectorsIn(lines.join(end) + end).includes("binance-api-secret");
  const [one, two, three, four] = [1, 2, 3, 4].map(() => `x7${random.alnum(60)}bA`) as [string, string, string, string];
  expect(isPair(one, two)).toBe(true);
  expect(isPair("main account", "", one, "", two)).toBe(true);
  expect(isPair(`\t ${one}`, `\t ${two}`)).toBe(true);
  expect(isPair(one, two, three, four)).toBe(false);
  expect(isPair(one, one)).toBe(false);
});

test("two halves on lines of their own, in a longer text, are a pair where it mentions the exchange", () => {
  const [one, two] = [1, 2].map(() => `x7${random.alnum(60)}bA`) as [string, string];
  const found = (head: string, size: number): string[] => detectorsIn(`${head}\n${one}\n${two}\n${fill(size)}`);
  const short = 400 - 131;
  expect(found("", short)).toEqual(["binance-api-secret", "binance-api-secret"]);
  expect(found("", short + 1)).toEqual([]);
  expect(found("binance", short)).toContain("binance-api-secret");
  const proven = scanFields([{ path: "", text: `binance\n${one}\n${two}\n${fill(short)}` }]).findings;
  expect(proven.map(({ confidence }) => confidence)).toEqual(["proven", "proven"]);
  // One of them does not stand on a line of its own.
  expect(detectorsIn(`a ${one}\n${two}\n${fill(short)}`)).toEqual(["binance-api-secret"]);
});

test.each([",", ", ", ";", "|", " | "])("three fields of a line are OKX's behind its name: %j", (sign) => {
  const fields = ["okx", random.uuid(), random.hex(32).toUpperCase(), "Tr4der-pw9"];
  expect(detectorsIn(fields.join(sign))).toContain("okx-api-secret");
  expect(detectorsIn(fields.slice(1).join(sign))).not.toContain("okx-api-secret");
});

describe("two values that look like a pair", () => {
  const [one, two] = [`${random.alnum(62)}aB`, `${random.alnum(62)}bA`].map((text) => text.replace(/^../u, "x7")) as [
    string,
    string,
  ];
  const isPair = (text: string): boolean => detectorsIn(text).includes("binance-api-secret");

  test.each([
    ["value", "other"],
    ["a", "b"],
    ["id", "value"],
    ["apiKeyId", "x1"],
  ])("are one under %s and %s", (first, second) => {
    expect(isPair(`{"${first}": "${one}", "${second}": "${two}"}`)).toBe(true);
    expect(isPair(`${first}=${one}\n${second}=${two}\n`)).toBe(true);
  });

  test("are one with a colon between them, and none with a colon and a word", () => {
    expect(isPair(`${one}:${two}\n`)).toBe(true);
    expect(isPair(`${one}:x:${two}\n`)).toBe(false);
  });

  test.each([
    ["cursor", "next"],
    ["csrftoken", "csrfmiddlewaretoken"],
    ["session_id", "value"],
    ["value", "nonce"],
    ["userId", "deviceId"],
    ["etag", "file"],
    ["orderLinkId", "blockTradeId"],
  ])("are none under %s and %s", (first, second) => {
    expect(isPair(`{"${first}": "${one}", "${second}": "${two}"}`)).toBe(false);
    expect(isPair(`${first}=${one}; ${second}=${two}\n`)).toBe(false);
  });

  const base64 = `${random.alnum(31)}+${random.alnum(32)}`;
  test.each([
    ["lines of literals", (line: string) => `"${line}"\n`],
    ["lines of literals of C", (line: string) => `"${line}\\n" \\\n`],
    ["lines of a sum", (line: string) => `  + "${line}"\n`],
    ["lines of a comment", (line: string) => `// "${line}"\n`],
    ["lines of a mail", (line: string) => `> ${line}\n`],
  ])("are none in %s, with base64 among them", (_, line) => {
    const [before, after] = [
      [base64, one, two],
      [one, two, base64],
    ].map((lines) => lines.map(line).join(""));
    expect([isPair(before ?? ""), isPair(after ?? "")]).toEqual([false, false]);
  });

  test("are one where a line with another name holds the base64", () => {
    expect(isPair(`a="${one}"\nb="${two}"\nc="${base64}"\n`)).toBe(true);
    expect(isPair(`"${one}"\n"${two}"\n"${"x".repeat(25)}${base64}"\n`)).toBe(true);
  });
});

describe("of values in other fields", () => {
  const [key, half] = [`mx0${random.alnum(15)}`, random.hex(32)];
  const others = (count: number): string[] => Array.from({ length: count }, () => `A1${random.alnum(16)}`);
  const isPair = (texts: readonly string[]): boolean =>
    scanFields(texts.map((text, at) => ({ path: `f${String(at)}`, text }))).findings.some(
      ({ detector }) => detector === "mexc-api-secret",
    );

  test("the first 200 that are the whole of one are looked at", () => {
    expect(isPair([half, ...others(198), key])).toBe(true);
    expect(isPair([half, ...others(199), key])).toBe(false);
    expect(isPair([key, ...others(300), half])).toBe(true);
  });

  test("those that are a part of one do not count among them", () => {
    const list = others(250)
      .map((one) => `(${one})`)
      .join(" ");
    expect(isPair([list, half, ...others(20), key])).toBe(true);
  });

  test("a passphrase as well is the whole of one, among the first 200", () => {
    const phrase = ["Grid", 4711, "x"].join("-");
    const [id, secret] = [random.uuid(), random.hex(32).toUpperCase()];
    const isFound = (before: number, text: string): boolean =>
      scanFields([
        { path: "id", text: id },
        { path: "secret", text: secret },
        ...Array.from({ length: before }, (_, at) => ({ path: `p${String(at)}`, name: "password", text: secret })),
        { path: "phrase", name: "passphrase", text },
      ]).findings.some(({ detector }) => detector === "okx-api-secret");
    expect(isFound(199, phrase)).toBe(true);
    expect(isFound(200, phrase)).toBe(false);
    const written = (text: string): boolean =>
      scanFields([
        { path: "id", text: id },
        { path: "secret", text: secret },
        { path: "other", text },
      ]).findings.some(({ detector }) => detector === "okx-api-secret");
    expect(written(`passphrase="${phrase}"`)).toBe(false);
    const passwords = Array.from({ length: 250 }, () => `password="${secret}"`).join(" ");
    expect(
      scanFields([
        { path: "list", text: passwords },
        { path: "id", text: id },
        { path: "secret", text: secret },
        { path: "phrase", name: "passphrase", text: phrase },
      ]).findings.map(({ detector }) => detector),
    ).toContain("okx-api-secret");
  });
});

describe("a passphrase proves what stands beside it", () => {
  const phrase = ["Grid", 4711, "x"].join("-");
  const [id, secret] = [random.uuid(), random.hex(32).toUpperCase()];
  const isFound = (text: string): boolean => detectorsIn(text).includes("okx-api-secret");

  test.each([0, 1, 60, 398, 399, 400])("400 characters before it or behind it, at %i", (shift) => {
    const behind = (distance: number): string => {
      const text = `${fill(shift)} "${secret}" "${id}"`;
      const at = text.indexOf(secret);
      return `${text} ${fill(distance - (text.length - at) - ` passphrase="`.length)}passphrase="${phrase}"`;
    };
    const before = (distance: number): string => {
      const lead = `${fill(shift)} passphrase="`;
      return `${lead}${phrase}" ${fill(distance - phrase.length - ` "${id}" "`.length - 2)} "${id}" "${secret}"`;
    };
    for (const [text, distance] of [
      [behind, 400],
      [behind, 401],
      [before, 400],
      [before, 401],
    ] as const) {
      const made = text(distance);
      expect(Math.abs(made.indexOf(secret) - made.indexOf(phrase))).toBe(distance);
      expect(isFound(made)).toBe(distance <= 400);
    }
  });

  test("in its own text alone", () => {
    const pair = `"${id}" "${secret}"`;
    const inside = Buffer.from(`the passphrase="${phrase}" of it`).toString("base64");
    expect(isFound(`${pair} x="${inside}"`)).toBe(false);
    expect(isFound(Buffer.from(`${pair} passphrase="${phrase}"`).toString("base64"))).toBe(true);
    const fields = scanFields([
      { path: "a", text: `${pair} ` },
      { path: "b", text: `${" ".repeat(pair.length)} passphrase="${phrase}"` },
    ]);
    expect(fields.findings.map(({ detector }) => detector)).not.toContain("okx-api-secret");
  });

  test("which is another value than the halves", () => {
    expect(isFound(`"${id}" passphrase="${secret}"`)).toBe(false);
  });
});

describe("arguments of a call", () => {
  const [one, two] = [random.alnum(32), random.alnum(32)];
  const isFound = (text: string): boolean => detectorsIn(text).includes("bitstamp-api-secret");

  test("stand right behind a comma or a bracket, and a quote", () => {
    expect(isFound(`new Bitstamp("${one}", "${two}")`)).toBe(true);
    expect(isFound(`Bitstamp("${one}","${two}")`)).toBe(true);
    expect(isFound(`new Bitstamp("a", b="${one}", "${two}")`)).toBe(false);
    expect(isFound(`new Bitstamp("${one}", c="${two}")`)).toBe(false);
    expect(isFound(`new Bitstamp("${one}" "${two}")`)).toBe(false);
    expect(isFound(`new Bitstamp("${one}", ${two})`)).toBe(false);
  });

  test("of python-okx need no mention of the exchange", () => {
    const [id, secret] = [random.uuid(), random.hex(32).toUpperCase()];
    const call = (name: string): string => `${name}("${id}", "${secret}", "Grid-4711-x", False)`;
    const found = (text: string): boolean => detectorsIn(text).includes("okx-api-secret");
    expect(found(call("Trade.TradeAPI"))).toBe(true);
    expect(found(`${fill(300)} ${call("Trade.TradeAPI")}`)).toBe(true);
    expect(found(call("Trader.open"))).toBe(false);
  });
});

test("where a credential has three halves, all of them prove it", () => {
  const [id, half, phrase] = [random.uuid(), random.alnum(40), random.alnum(20)];
  const isFound = (text: string): boolean => detectorsIn(text).includes("dydx-api-secret");
  expect(isFound(`"${id}" "${half}" "${phrase}"`)).toBe(true);
  expect(isFound(`"${phrase}" "${id}" "${half}"`)).toBe(true);
  expect(isFound(`"${id}" "${half}"`)).toBe(false);
  expect(isFound(`"${half}" "${phrase}"`)).toBe(false);
  expect(isFound(`"${id}" "${half}" key_hash="${phrase}"`)).toBe(false);
});

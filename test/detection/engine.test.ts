import { gzipSync } from "node:zlib";
import { secp256k1 } from "@noble/curves/secp256k1";
import { keccak_256 } from "@noble/hashes/sha3";
import { createBase58check } from "@scure/base";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { layers, scan, scanFields } from "../../policies/detection/engine";
import { secretParts, sharesRun } from "../fuzz/secret";
import { kinds } from "./generate/credentials";
import { documented } from "./generate/documented";
import { Random } from "./generate/random";
import { wrappings } from "./generate/wrappings";
import { writings } from "./generate/writings";
import { base64, detectorsIn, fill, sampleOf, summary } from "./scanned";

const random = new Random("engine");
const secret = random.alnum(64);
const wif = sampleOf(random, "WIF compressed");

/** The address of an EVM key, without `0x`. */
const addressOf = (key: Uint8Array): string =>
  Buffer.from(keccak_256(secp256k1.getPublicKey(key, false).subarray(1)).subarray(-20)).toString("hex");

describe("a finding says where the value is and which way it came", () => {
  test("in plain text, at its own range", () => {
    expect(scan(`BINANCE_API_SECRET=${secret}\n`)).toMatchObject({
      complete: true,
      findings: [{ detector: "binance-api-secret", start: 19, end: 83, via: ["BINANCE_API_SECRET"] }],
    });
  });

  test("inside gzip inside base64, at the range of the base64", () => {
    const wrapped = gzipSync(`BINANCE_API_SECRET=${secret}\n`).toString("base64");
    expect(scan(`data: ${wrapped}\n`).findings).toMatchObject([
      {
        detector: "binance-api-secret",
        start: 6,
        end: 6 + wrapped.length,
        via: ["base64", "gzip", "BINANCE_API_SECRET"],
      },
    ]);
  });

  test("in a file that cloud-init writes", () => {
    const content = gzipSync(`BINANCE_API_SECRET=${secret}\n`).toString("base64");
    const text = `#cloud-config\nwrite_files:\n  - path: /a\n    content: x\n  - path: /b\n    encoding: gz+b64\n    content: ${content}\n`;
    expect(scan(Buffer.from(text).toString("base64")).findings.map(({ via }) => via)).toEqual([
      ["base64", "write_files[1]", "base64", "gzip", "BINANCE_API_SECRET"],
    ]);
  });

  test("under JSON escapes, at the exact range of the escaped value", () => {
    const text = JSON.stringify({ config: JSON.stringify({ key: `a\n${wif}` }) });
    const start = text.indexOf(wif);
    expect(scan(text).findings).toMatchObject([{ detector: "bitcoin-wif-key", start, end: start + wif.length }]);
  });

  test("in a value that is split over lines and literals, at the range from its first to its last piece", () => {
    const [first, second] = [wif.slice(0, 20), wif.slice(20)];
    for (const joint of ['" + "', '"\n  + "', '" "', '" . "', "\\\n"]) {
      const text = `key = "${first}${joint}${second}";`;
      const [finding] = scan(text).findings;
      expect(finding).toMatchObject({ detector: "bitcoin-wif-key", start: 7, end: text.length - 2 });
    }
  });
});

describe("arithmetic says no", () => {
  const swap = (text: string, at: number): string => {
    const other = text[at] === "a" ? "b" : "a";
    return text.slice(0, at) + other + text.slice(at + 1);
  };

  test.each([
    "WIF compressed",
    "WIF uncompressed",
    "xprv",
    "BIP38",
    "Stellar seed",
    "XRP seed",
    "Tezos key",
    "GitHub token",
    "npm token",
    "Solana base58",
    "Solana hex",
    "Coinbase CDP Ed25519",
    "Sui key",
    "Cardano key",
  ])("%s with one character changed is nothing", (name) => {
    const value = sampleOf(random, name);
    expect(summary(`value: ${value}`)).toHaveLength(1);
    expect(summary(`value: ${swap(value, 20)}`)).toEqual([]);
    expect(summary(`value: ${value.replace(/=+$/u, "").slice(0, -2)}`)).toEqual([]);
  });

  test("a phrase with two words exchanged is nothing where the checksum does not fit any more", () => {
    const words = sampleOf(random, "BIP39 English 24").split(" ");
    const moved = [...words.slice(1), words[0] ?? ""].join(" ");
    expect(summary(words.join(" "))).toEqual(["bip39-mnemonic high proven"]);
    expect(summary(moved)).toEqual([]);
  });

  test("a WIF inside a longer run of its alphabet is nothing", () => {
    expect(summary(`x${wif}`)).toEqual([]);
    expect(summary(`${wif}x`)).toEqual([]);
  });

  test("an address is no key, though it is base58check too", () => {
    const check = createBase58check((bytes) => createHash("sha256").update(bytes).digest());
    expect(summary(`value: ${check.encode(Buffer.concat([Buffer.from([0x80]), random.bytes(20)]))}`)).toEqual([]);
  });
});

describe("halves that stand together prove each other under any name", () => {
  const pairs: readonly [string, string, readonly [string, string, string?]][] = [
    ["Binance", "binance-api-secret", [random.alnum(64), random.alnum(64)]],
    ["Bybit", "bybit-api-secret", [random.alnum(18), random.alnum(36)]],
    ["BitMEX", "bitmex-api-secret", [random.alnum(24), random.alnum(48)]],
    ["Bitget", "bitget-api-secret", [`bg_${random.hex(32)}`, random.hex(64)]],
    ["OKX", "okx-api-secret", [random.uuid(), random.hex(32).toUpperCase(), "Grid-4711-x"]],
    ["KuCoin", "kucoin-api-secret", [`65${random.hex(22)}`, random.uuid(), "Grid-4711-x"]],
  ];

  test.each(pairs)("%s", (_, detector, [key, secretHalf, passphrase]) => {
    const fields = { a: key, b: secretHalf, ...(passphrase === undefined ? {} : { passphrase }) };
    const text = JSON.stringify(fields);
    const start = text.indexOf(secretHalf);
    expect(scan(text).findings).toContainEqual(
      expect.objectContaining({
        detector,
        confidence: "proven",
        severity: "high",
        start,
        end: start + secretHalf.length,
      }),
    );
    const apart = Object.entries(fields).map(([name, value]) => ({ path: name, name, text: value }));
    expect(scanFields(apart).findings).toContainEqual(expect.objectContaining({ detector, path: "b" }));
    const alone = scan(JSON.stringify({ b: secretHalf })).findings;
    expect(alone).toEqual([]);
  });

  test("also where each has been looked at alone before, and nothing was found", () => {
    const [key = "", secretHalf = "", passphrase = ""] = pairs.find(([name]) => name === "OKX")?.[2] ?? [];
    const apart = Object.entries({ a: key, b: secretHalf, passphrase });
    const fields = apart.map(([name, text]) => ({ path: name, name, text }));
    for (const field of fields.slice(0, 2)) expect(scanFields([field]).findings).toEqual([]);
    expect(scanFields(fields).findings).toContainEqual(expect.objectContaining({ detector: "okx-api-secret" }));
  });

  test("and a text that held nothing under one name is looked at again under another", () => {
    const text = random.alnum(32);
    const under = (name: string): number => scanFields([{ path: name, name, text }]).findings.length;
    expect([under("memo"), under("memo"), under("apiSecret"), under("memo")]).toEqual([0, 0, 1, 0]);
  });

  test("an EVM key is proven by its own address in the same text", () => {
    const key = Buffer.concat([Buffer.from([1]), random.bytes(31)]);
    const address = addressOf(key);
    const text = (hex: string): string => JSON.stringify({ a: `0x${key.toString("hex")}`, b: `0x${hex}` });
    expect(summary(text(address))).toEqual(["ethereum-private-key high proven"]);
    expect(summary(text(random.hex(40)))).toEqual([]);
  });
});

describe("halves count as a pair", () => {
  const r = new Random("halves");
  const [key, half] = [`mx0${r.alnum(15)}`, r.hex(32)];
  const isPair = (text: string): boolean => detectorsIn(text).includes("mexc-api-secret");

  test("where their beginnings are at most 400 characters apart, on either side", () => {
    const between = (size: number): string => fill(size - key.length - 1);
    expect(isPair(`${key} ${between(400)}`.slice(0, 400).replace(/.$/u, " ") + half)).toBe(true);
    expect(isPair(`${key} ${between(401)}`.slice(0, 401).replace(/.$/u, " ") + half)).toBe(false);
    expect(isPair(`${half} ${fill(400)}`.slice(0, 399) + ` ${key}`)).toBe(true);
    expect(isPair(`${half} ${fill(400)}`.slice(0, 400) + ` ${key}`)).toBe(false);
  });

  test("in one text, or as the whole of two fields", () => {
    expect(isPair(`${key} ${half}`)).toBe(true);
    expect(isPair(`${key} ${Buffer.from(`the other half is ${half} here`).toString("base64")}`)).toBe(false);
    const apart = (one: string, two: string): string[] =>
      scanFields([
        { path: "a", text: one },
        { path: "b", text: two },
      ]).findings.map(({ detector, path }) => `${path} ${detector}`);
    expect(apart(key, half)).toEqual(["b mexc-api-secret"]);
    expect(apart(half, key)).toEqual(["a mexc-api-secret"]);
    expect(apart(` ${key} `, `  ${half} `)).toEqual(["b mexc-api-secret"]);
    expect(apart(`x ${key}`, half)).toEqual([]);
    expect(apart(key, `x ${half}`)).toEqual([]);
    expect(apart(key, half.padEnd(399))).toEqual(["b mexc-api-secret"]);
    expect(apart(key, half.padEnd(400))).toEqual([]);
  });

  test("where neither is named as something else, and both are random", () => {
    expect(isPair(`${key} value=${half}`)).toBe(true);
    expect(isPair(`${key} secretHash=${half}`)).toBe(false);
    expect(isPair(`key_hash=${key} value=${half}`)).toBe(false);
    expect(isPair(`${key} apiKey=${half}`)).toBe(false);
    expect(isPair(`${key} apiKeyId=${half}`)).toBe(false);
    expect(isPair(`${key} ${"ab".repeat(16)}`)).toBe(false);
    expect(isPair(`mx0${"a".repeat(15)} ${half}`)).toBe(false);
  });

  test("of at most three such values: a list of them is a list of something else", () => {
    const more = (count: number): string => Array.from({ length: count }, () => r.hex(32)).join(" ");
    expect(isPair(`${key} ${more(1)}`)).toBe(true);
    expect(isPair(`${key} ${more(3)}`)).toBe(true);
    expect(isPair(`${key} ${more(4)}`)).toBe(false);
    expect(isPair(`${key} ${half} ${half} ${half} ${half}`)).toBe(true);
  });

  test("among the sixteen values on each side", () => {
    const others = (count: number): string => Array.from({ length: count }, () => `(A1${r.alnum(16)})`).join(" ");
    expect(isPair(`${key} ${others(15)} ${half}`)).toBe(true);
    expect(isPair(`${key} ${others(16)} ${half}`)).toBe(false);
    expect(isPair(`${half} ${others(15)} ${key}`)).toBe(true);
    expect(isPair(`${half} ${others(16)} ${key}`)).toBe(false);
  });

  test.each([
    ["behind a blank", " V ", true],
    ["between quotes", ' "V",', true],
    ["behind an equals sign", " x=V;", true],
    ["behind a colon", " x:V", true],
    ["in an element", " <a>V</a>", true],
    ["in brackets", " (V)", true],
    ["before a pipe", " V| ", true],
    ["before an ampersand", " x=V&y", true],
    ["before a backslash", ' \\"V\\"', true],
    ["behind a slash", " /V ", false],
    ["behind a dot", " x.V ", false],
    ["behind a comma", " x,V ", true],
    ["behind a semicolon", " x;V ", true],
    ["behind a pipe", " x|V ", true],
    ["before a slash", " V/x", false],
    ["before a colon", " V:x", false],
    ["before a bracket that opens", " V(", false],
    ["as a line of its own", "\nV\n", true],
    ["as a line of its own, of Windows", "\r\nV\r\n", true],
    ["as the end of a line", " x V\n", true],
    ["as the last line", "\nV", true],
    ["as a line that is indented far", `\n${" ".repeat(25)}V\n`, true],
  ])("a value %s: %j", (_, place, is) => {
    expect(isPair(`"${key}"${place.replace("V", half)}`)).toBe(is);
  });

  test("which are common, only as arguments where the exchange is mentioned", () => {
    const [one, two] = [r.alnum(32), r.alnum(32)];
    const isFound = (text: string): boolean => detectorsIn(text).includes("bitstamp-api-secret");
    expect(isFound(`new Bitstamp("${one}", "${two}")`)).toBe(true);
    expect(isFound(`new Bitstamp(\n    '${one}',\n    \`${two}\`)`)).toBe(true);
    expect(isFound(`# bitstamp\nclient(${" ".repeat(20)}"${one}", "${two}")`)).toBe(true);
    expect(isFound(`new Client("${one}", "${two}")`)).toBe(false);
    expect(isFound(`kraken = new Client("${one}", "${two}")`)).toBe(false);
    expect(isFound(`bitstamp "${one}" "${two}"`)).toBe(false);
    expect(isFound(`bitstamp("${two}"); x = "${one}"`)).toBe(false);
    expect(isFound(`bitstamp(${" ".repeat(21)}"${one}"; x = "${two}"`)).toBe(false);
  });

  test("with a passphrase near them, or as arguments where the exchange is mentioned", () => {
    const phrase = ["Grid", 4711, "x"].join("-");
    const [id, secretHalf] = [r.uuid(), r.hex(32).toUpperCase()];
    const isFound = (text: string): boolean => detectorsIn(text).includes("okx-api-secret");
    expect(isFound(`"${id}" "${secretHalf}" passphrase="${phrase}"`)).toBe(true);
    expect(isFound(`passphrase="${phrase}" ${fill(300)} "${id}" "${secretHalf}"`)).toBe(true);
    expect(isFound(`passphrase="${phrase}" ${fill(800)} "${id}" "${secretHalf}"`)).toBe(false);
    expect(isFound(`"${id}" "${secretHalf}" ${fill(800)} passphrase="${phrase}"`)).toBe(false);
    expect(isFound(`"${id}" "${secretHalf}" name="${phrase}"`)).toBe(false);
    expect(isFound(`okx("${id}", "${secretHalf}", "${phrase}")`)).toBe(true);
    expect(isFound(`client("${id}", "${secretHalf}", "${phrase}")`)).toBe(false);
    expect(isFound(`kraken("${id}", "${secretHalf}", "${phrase}")`)).toBe(false);
    const apart = (name: string, text: string): string[] =>
      scanFields([
        { path: "a", text: id },
        { path: "b", text: secretHalf },
        { path: "c", name, text },
      ]).findings.map(({ detector }) => detector);
    expect(apart("passphrase", phrase)).toContain("okx-api-secret");
    expect(apart("passphrase", `${phrase} `.padEnd(401))).not.toContain("okx-api-secret");
    expect(apart("title", phrase)).not.toContain("okx-api-secret");
  });
});

describe("an exchange is mentioned", () => {
  const value = `apiSecret=${secret}`;
  const isBinance = (text: string): boolean =>
    scan(text).findings.some(({ detector }) => detector === "binance-api-secret");

  test("by the name itself, which says more than all around it", () => {
    expect(isBinance(`BINANCE_SECRET=${secret}`)).toBe(true);
    expect(isBinance(`# binance\nOKX_SECRET=${secret}`)).toBe(false);
    expect(isBinance(`# okx\nBINANCE_SECRET=${secret}`)).toBe(true);
  });

  test("within 1,500 characters before it, or 600 behind it", () => {
    expect(isBinance(`binance ${fill(1_480)} ${value} okx`)).toBe(true);
    expect(isBinance(`binance ${fill(1_500)} ${value} okx`)).toBe(false);
    expect(isBinance(`okx ${value} ${fill(500)} binance`)).toBe(true);
    expect(isBinance(`okx ${value} ${fill(700)} binance`)).toBe(false);
    expect(isBinance(`okx ${fill(1_600)} binance ${value}`)).toBe(true);
  });

  test("anywhere, if none is near and the text is not full of them", () => {
    expect(isBinance(`binance ${fill(3_000)} ${value}`)).toBe(true);
    expect(isBinance(`${value} ${fill(3_000)} binance`)).toBe(true);
    expect(isBinance(`${"binance ".repeat(49)} ${fill(3_000)} ${value}`)).toBe(true);
    expect(isBinance(`${"binance ".repeat(50)} ${fill(3_000)} ${value}`)).toBe(false);
    expect(isBinance(`okx ${fill(3_000)} ${value}`)).toBe(false);
    expect(isBinance(value)).toBe(false);
  });

  test("by the path or the name of a field", () => {
    const found = (path: string, name: string | undefined, text: string): string[] =>
      scanFields([{ path, text, ...(name === undefined ? {} : { name }) }]).findings.map(({ detector }) => detector);
    expect(found("x", undefined, value)).toEqual(["named-secret"]);
    expect(found("binance.x", undefined, value)).toEqual(["binance-api-secret"]);
    expect(found("x", "binanceConfig", value)).toEqual(["binance-api-secret"]);
    expect(found("x", undefined, `${"okx ".repeat(60)} ${fill(3_000)} ${value}`)).toEqual(["named-secret"]);
    expect(found("binance.x", undefined, `okx ${fill(3_000)} ${value}`)).toEqual(["binance-api-secret"]);
  });

  test("by another name of its", () => {
    const [key, half] = [random.alnum(20), random.alnum(22)];
    expect(detectorsIn(`CRYPTO_COM_SECRET_KEY=${half} ${key}`)).toEqual(
      detectorsIn(`CRYPTOCOM_SECRET_KEY=${half} ${key}`),
    );
    expect(detectorsIn(`OKEX_SECRET=${random.hex(32).toUpperCase()}`)).toEqual(["okx-api-secret"]);
  });
});

describe("what is wrapped", () => {
  test("names its kind better than the name of its wrapping", () => {
    const inside = base64(`BINANCE_API_SECRET=${secret}`);
    expect(detectorsIn(`secret="${inside}"`)).toEqual(["binance-api-secret"]);
    expect(detectorsIn(`a="x" secret="${inside}" token="${inside}"`)).toEqual([
      "binance-api-secret",
      "binance-api-secret",
    ]);
    expect(detectorsIn(`secret="${base64(`BINANCE_API_KEY=${secret}`)}"`)).toContain("named-secret");
    expect(detectorsIn(`x="${inside}" secret="${random.alnum(40)}"`)).toEqual(["binance-api-secret", "named-secret"]);
    expect(detectorsIn(`secret="${random.alnum(40)}" x="${inside}"`)).toEqual(["named-secret", "binance-api-secret"]);
    const fields = scanFields([
      { path: "a", text: `x="${inside}"` },
      { path: "b", text: `secret="${random.alnum(inside.length)}"` },
    ]).findings.map(({ path, detector }) => `${path} ${detector}`);
    expect(fields).toEqual(["a binance-api-secret", "b named-secret"]);
  });
});

describe("a ciphertext of Ansible is no secret, under whatever name", () => {
  const lines = (indent: string, size = 500): string =>
    (
      Buffer.from(random.hex(size))
        .toString("hex")
        .match(/.{1,80}/gu) ?? []
    )
      .map((line) => `${indent}${line}`)
      .join("\n");

  test.each([
    ["a variable", `api_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n${lines("  ")}\nregion: eu\n`],
    ["a variable with a label", `token: !vault |-\n  $ANSIBLE_VAULT;1.2;AES256;prod\n${lines("  ")}\n`],
    [
      "between other lines of Windows",
      `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n${lines("  ")}\n`.replaceAll("\n", "\r\n"),
    ],
    ["in JSON", JSON.stringify({ api_secret: { __ansible_vault: `$ANSIBLE_VAULT;1.1;AES256\n${lines("")}\n` } })],
    ["a text in JSON", JSON.stringify({ api_secret: `$ANSIBLE_VAULT;1.1;AES256\n${lines("")}\n` })],
    ["a long one", `api_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n${lines("  ", 4_000)}\n`],
  ])("%s", (_, text) => {
    expect(scan(text).findings).toEqual([]);
  });

  test("nor a whole field", () => {
    const text = `$ANSIBLE_VAULT;1.1;AES256\n${lines("")}\n`;
    expect(scan(text, { name: "api_secret" }).findings).toEqual([]);
  });

  test("but what stands beside it is, and hex of hex without its head", () => {
    const vault = `api_secret: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n${lines("  ", 90)}\n`;
    expect(detectorsIn(`${vault}other_secret: ${random.alnum(40)}\n`)).toEqual(["named-secret"]);
    expect(detectorsIn(`api_secret: |\n${lines("  ", 90)}\n`)).toContain("named-secret");
  });
});

describe("a bound holds", () => {
  test("a hundred proofs that only add to what a name says are tried", () => {
    const r = new Random("extras");
    const keys = Array.from({ length: 101 }, () => Buffer.concat([Buffer.of(1), r.bytes(31)]));
    const last = keys[100] ?? Buffer.alloc(0);
    const address = addressOf(last);
    const text = (from: number): string =>
      `0x${address}\n${keys
        .slice(from)
        .map((one) => `a: 0x${one.toString("hex")}\n`)
        .join("")}`;
    expect(summary(text(1))).toEqual(["ethereum-private-key high proven"]);
    expect(summary(text(0))).toEqual([]);
    expect(scan(text(0)).complete).toBe(true);
  });

  test("URLs inside URLs are four at most", () => {
    const deep = (depth: number): string =>
      `${"https://a.desk.net/?to=".repeat(depth)}https://bot:${random.alnum(20)}@desk.net/`;
    expect(summary(deep(0))).toEqual(["url-password high shaped"]);
    expect(summary(deep(3))).toEqual(["url-password high shaped"]);
    expect(summary(deep(4))).toEqual([]);
    expect(summary(`${deep(4)} ${deep(3)}`)).toEqual(["url-password high shaped"]);
  });
});

describe("severity", () => {
  test("public halves are low", () => {
    for (const text of [
      `BINANCE_API_KEY=${random.alnum(64)}`,
      `BYBIT_API_KEY=${random.alnum(18)}`,
      `OKX_API_KEY=${random.uuid()}`,
    ]) {
      expect(scan(text).findings.map(({ severity }) => severity)).toEqual(["low"]);
    }
  });

  test("a token that has expired is medium, one that has not is high", () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = (exp: number): string => `${part({ alg: "HS256" })}.${part({ sub: "bot", exp })}.${random.alnum(43)}`;
    expect(summary(`x: ${token(1_000_000_000)}`)).toEqual(["json-web-token medium proven"]);
    expect(summary(`x: ${token(4_000_000_000)}`)).toEqual(["json-web-token high proven"]);
  });

  test("keys that development tools publish are low", () => {
    const phrase = `${"test ".repeat(11)}junk`;
    expect(summary(`MNEMONIC="${phrase}"`)).toEqual(["bip39-mnemonic low proven"]);
  });

  test("what documents of exchanges give as an example is low: a pair, and a secret under its name", () => {
    const { binance, binanceKey, bitmex, kraken, mexc, deribit } = documented;
    for (const text of [
      `From the documents: apiKey ${binanceKey}, secretKey ${binance}`,
      `binance = { apiKey: "${binanceKey}", secret: "${binance}" }`,
      `client("${binanceKey}", "${binance}")`,
      `secretKey="${binance}"`,
      `BITMEX_API_SECRET=${bitmex}`,
      `KRAKEN_API_SECRET=${kraken}`,
      `MEXC_SECRET_KEY=${mexc}`,
      `{ "client_id": "x", "client_secret": "${deribit}" }`,
    ]) {
      const { findings } = scan(text);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter(({ severity }) => severity !== "low")).toEqual([]);
    }
    expect(summary(`apiKey="${binanceKey}" secretKey="${random.alnum(64)}"`)).toContain(
      "binance-api-secret high proven",
    );
  });

  test("a database password for this machine is medium, for another one high", () => {
    const password = random.alnum(14);
    expect(summary(`postgres://bot:${password}@localhost/bot`)).toEqual(["database-url medium shaped"]);
    expect(summary(`postgres://bot:${password}@db.internal.net/bot`)).toEqual(["database-url high shaped"]);
    expect(summary(`\${DB_URL:-postgres://bot:${password}@db.internal.net/bot}`)).toEqual(["database-url high shaped"]);
  });
});

describe("nothing is ever given away", () => {
  const anyKind = fc.constantFrom(...kinds);
  const anyWriting = fc.constantFrom(...writings);
  const anyWrapping = fc.constantFrom(...wrappings, { wrapping: "none", wrap: (text: string) => text });

  test("no finding holds six characters in a row of the value", () => {
    fc.assert(
      fc.property(anyKind, anyWriting, anyWrapping, fc.nat(), (kind, { write }, { wrap }, seed) => {
        const value = kind.make(new Random(`echo ${seed}`));
        const name = seed % 3 === 0 ? value.replace(/\W/gu, "_").slice(0, 70) : (kind.names[0] ?? "");
        const shown = JSON.stringify(
          scan(wrap(write(name, value))).findings.map(({ title: _, identity: __, detector: ___, ...rest }) => rest),
        );
        if (/^[a-z ,]+$/u.test(value)) return; // words of a phrase stand in titles and ids of their own right
        for (const part of secretParts(kind, value)) expect(sharesRun(part, shown)).toBe(false);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("equal credentials have equal identities, and other ones others", () => {
    const [one, again, other] = [`a: ${wif}`, `b = "${wif}"`, `c: ${sampleOf(random, "WIF compressed")}`].map(
      (text) => scan(text).findings[0]?.identity,
    );
    expect(one).toBe(again);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^[\da-f]{24}$/u);
  });
});

describe("whatever comes in, an answer comes out", () => {
  test("any text at all", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.string({ maxLength: 400 })),
        fc.option(fc.string(), { nil: undefined }),
        (text, name) => {
          const { findings } = scan(text, name === undefined ? {} : { name });
          for (const { start, end } of findings) expect(0 <= start && start < end && end <= text.length).toBe(true);
          for (const layer of layers(text).layers)
            expect(0 <= layer.start && layer.start <= layer.end && layer.end <= text.length).toBe(true);
        },
      ),
      { numRuns: 100, seed: 2 },
    );
  });

  test("any mutation of a wrapped credential", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom(...wrappings),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 6 }),
        (kind, { wrap }, seed, edits) => {
          let text = wrap(`${kind.names[0] ?? ""}=${kind.make(new Random(`mutation ${seed % 50}`))}`);
          for (const [at, piece] of edits) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + piece + text.slice(place + piece.length);
          }
          for (const { start, end } of scan(text).findings)
            expect(0 <= start && start < end && end <= text.length).toBe(true);
        },
      ),
      { numRuns: 80, seed: 3 },
    );
  });

  test("a bomb is reported as not fully scanned", () => {
    const bomb = gzipSync(Buffer.alloc(1 << 25)).toString("base64");
    expect(scan(bomb)).toEqual({ findings: [], complete: false });
  });

  test("a wrapping deeper than the bound is reported as not fully scanned", () => {
    let text = `BINANCE_API_SECRET=${secret}`;
    for (let depth = 0; depth < 14; depth++) text = Buffer.from(text).toString("base64");
    expect(scan(text)).toEqual({ findings: [], complete: false });
  });

  test("a stream that is cut off gives what it holds and is reported as not fully scanned", () => {
    const whole = gzipSync(`BINANCE_API_SECRET=${secret}\n${random.hex(4000)}`);
    const { findings, complete } = scan(whole.subarray(0, whole.length - 400).toString("base64"));
    expect(complete).toBe(false);
    expect(findings).toMatchObject([{ detector: "binance-api-secret" }]);
  });
});

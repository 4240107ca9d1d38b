import { issuerWords, keywordsIn, literals, type Keywords } from "../../policies/detection/keywords";
import { octetsOf } from "../../policies/detection/octets";

const read = (text: string): Keywords => keywordsIn(octetsOf(text).octets, text.length);
const names = (text: string): readonly string[] => {
  const found = read(text).names;
  return found.flatMap((start, index) => (index % 2 === 0 ? [text.slice(start, found[index + 1])] : []));
};
const issuers = (text: string): readonly (string | undefined)[] =>
  read(text).issuers.flatMap((word, index) => (index % 2 === 1 ? [issuerWords[word]?.[1]] : []));

describe("words that tell are found wherever they stand", () => {
  test.each([
    "secre",
    "secert",
    "secrt",
    "scret",
    "sercet",
    "serect",
    "secet",
    "sekret",
    "siyao",
    "miyao",
    "passw",
    "pasw",
    "passow",
    "passph",
    "pasphr",
    "pwd",
    "token",
    "key",
    "mnem",
    "mneumonic",
    "nmemonic",
    "menmonic",
    "toekn",
    "tokne",
    "phrase",
    "seed",
    "priv",
    "cred",
    "auth",
    "signer",
    "wallet",
    "bearer",
    "login",
    "webhook",
    "requirepass",
    "contrase",
    "senha",
    "segredo",
    "segret",
    "kennwort",
    "wachtwoord",
    "haslo",
    "sifre",
    "klucz",
    "kluch",
    "klyuch",
    "chiave",
    "schluessel",
    "anahtar",
    "kunci",
    "himitsu",
    "geheim",
    "clave",
    "parola",
    "motdepasse",
    "mot_de_passe",
    "dsn",
    "identified by",
    "connectionstr",
    "connection_str",
    "connection-str",
  ])("%s", (word) => {
    // prettier-ignore
    for (const written of [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)])
      for (const [before, after] of [["", ""], ["x", "y"], ["ab", ""], ["", "s"], ["_.", "_"], ["xyz", "12"]] as const)
        expect(names(before + written + after)).toContain(written);
    expect(names(`${word.slice(0, 2)}\u00b7${word.slice(2)}`)).not.toContain(word);
    expect(names(word.slice(0, -1))).not.toContain(word);
  });

  test.each<readonly [string, readonly string[]]>([
    [
      "pk",
      [
        "pk",
        "PK=",
        "x.pk:",
        "x_pk",
        "pk_",
        "pk_=",
        " pk ",
        "a1_PK",
        "ownerPk",
        "ownerPkMain",
        "x_pk_2",
        "OWNER_PK_MAIN",
      ],
    ],
    ["sec", ["sec", "OKX_SEC", "okxSec"]],
    ["pk", ["pk_1", "PK1=", "PK_2:"]],
    ["sk", ["sk_1", "SK1=", "SK_2:", "x.sk:", "OKX_SK=", "okxSk"]],
    ["pin", ["pin", "PIN=", "x.pin", " pin "]],
    [
      "pass",
      ["pass", "PASS=", "x.pass", "x_pass", "db_PASS=", "mailPass", "mailPassProd", "db_pass_2", "MAIL_PASS_PROD"],
    ],
  ])("%s by itself", (word, texts) => {
    for (const text of texts)
      for (const before of ["", " "]) expect(names(before + text).map((name) => name.toLowerCase())).toEqual([word]);
  });

  test.each([
    "apk",
    "pkg",
    "pks",
    "1pk",
    "pk_x",
    "pk_1x",
    "pk_10",
    "x_pkg",
    "ownerPkg",
    "ownerPK",
    "owner1Pk",
    "ask",
    "mySK",
    "sky",
    "sk_x",
    "desks",
    "s_k",
    "spin",
    "ping",
    "_pin",
    "pin_",
    "pass_",
    "passx",
    "xpass",
    "_passx",
    "pass_x",
    "byPassed",
    "BYPASS",
  ])("not %s", (text) => {
    // prettier-ignore
    for (const before of ["", " "]) expect(names(before + text)).toEqual([]);
  });
});

describe("exchanges are found by what they are called", () => {
  test.each<readonly [string, readonly string[]]>([
    ["binance", ["binance", "Binance", "x_BINANCE_y", "binance.com"]],
    ["bybit", ["bybit"]],
    ["okx", ["okx", "okex", "OKEX_V5"]],
    ["kraken", ["kraken"]],
    ["coinbase", ["coinbase"]],
    ["hyperliquid", ["hyperliquid"]],
    ["kucoin", ["kucoin"]],
    ["bitget", ["bitget"]],
    ["htx", ["htx", "huobi"]],
    ["mexc", ["mexc"]],
    ["bitfinex", ["bitfinex"]],
    ["bitstamp", ["bitstamp"]],
    ["gemini", ["gemini"]],
    ["deribit", ["deribit"]],
    ["bitmex", ["bitmex"]],
    ["cryptocom", ["cryptocom", "crypto.com"]],
    ["upbit", ["upbit"]],
    ["bithumb", ["bithumb"]],
    ["phemex", ["phemex"]],
    ["paradex", ["paradex"]],
    ["aster", ["aster", "aster.x"]],
    ["derive", ["derive", "(derive)"]],
    ["lighter", ["lighter"]],
    ["apex", ["apex", "apex-omni"]],
    ["dydx", ["dydx"]],
    ["alpaca", ["alpaca"]],
    ["robinhood", ["robinhood"]],
    ["polymarket", ["polymarket"]],
    ["backpack", ["backpack"]],
    ["poloniex", ["poloniex"]],
    ["starknet", ["starknet", "stark", "stark-key"]],
    ["gate", ["gateio", "GATEIO_KEY", "gate"]],
  ])("%s", (issuer, texts) => {
    // prettier-ignore
    for (const text of texts) for (const before of ["", " ", "\n\n"]) expect(issuers(before + text)).toEqual([issuer]);
  });

  test("gate by itself, or with what stands behind it", () => {
    expect(issuers("gate")).toEqual(["gate"]);
    expect(issuers("gate.io")).toEqual(["gate", "gate"]);
  });

  test.each(["master", "derived", "lighters", "apex1", "xgate", "gated", "gate_", "_gate", "faster", "toaster"])(
    "not in %s",
    (text) => {
      for (const before of ["", " "]) expect(issuers(before + text)).toEqual([]);
    },
  );
});

test("what overlaps is found in order of its places, and what begins together in that of the list", () => {
  const written = (text: string): readonly unknown[] =>
    read(text).issuers.map((number, index) => (index % 2 === 1 ? issuerWords[number]?.[0] : number));
  expect(written(" gate.io")).toEqual([1, "gate.io", 1, "gate"]);
  expect(written(" bybitmexc")).toEqual([1, "bybit", 3, "bitmex", 6, "mexc"]);
  for (const before of ["okx ", "okx  ", "gate okx "]) {
    const first = before.startsWith("gate") ? [0, "gate", 5, "okx"] : [0, "okx"];
    const { length } = before;
    expect(written(`${before}gate.io`)).toEqual([...first, length, "gate.io", length, "gate"]);
    expect(written(`${before}bybitmexc`)).toEqual([
      ...first,
      length,
      "bybit",
      length + 2,
      "bitmex",
      length + 5,
      "mexc",
    ]);
  }
});

test("literals that detectors ask for are found in every place, with the position in the list", () => {
  expect(new Set(literals).size).toBe(literals.length);
  expect(literals).toContain("-----BEGIN ");
  for (const [index, literal] of literals.entries())
    for (const before of ["", "\u2026", "\u2026\u2026"]) {
      const { literals: found } = read(`${before}${literal}\u2026`);
      const at = found.findIndex((_, place) => found[place] === before.length && found[place + 1] === index);
      expect([literal, at % 2]).toEqual([literal, 0]);
    }
});

test("the signs of a URL are found", () => {
  expect(read("https://a x://").urls).toEqual([5, 11]);
  expect(read(" wss://").urls).toEqual([4]);
  expect(read("a:/b : // :// ").urls).toEqual([10]);
});

test("calls that join are found with their ends, whatever is around them", () => {
  const text = "String.Join xjoinToString 'a' -f 'b'";
  const { joins } = read(text);
  const words = joins.flatMap((start, index) => (index % 2 === 0 ? [text.slice(start, joins[index + 1])] : []));
  expect(words).toEqual(["Join", "join", "-f "]);
});

test("a text without any of them holds none", () => {
  expect(read("the quick brown fox jumps over lazy dogs; 1234567890")).toEqual({
    names: [],
    issuers: [],
    literals: [],
    urls: [],
    joins: [],
  });
  expect(read("")).toEqual({ names: [], issuers: [], literals: [], urls: [], joins: [] });
});

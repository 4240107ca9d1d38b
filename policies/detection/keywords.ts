import { detectors } from "./detectors";
import { joiningWords } from "./wrappings/joins";

/** Where in a text the words stand that detection begins at. */
export interface Keywords {
  /** What names of secrets hold: start and end of each, two numbers a word. */
  readonly names: number[];
  /** Exchanges that are mentioned: where, and the position in `issuerWords`, two numbers a mention. */
  readonly issuers: number[];
  /** Literals that detectors ask for: where, and the position in `literals`, two numbers each. */
  readonly literals: number[];
  /** Where `://` stands. */
  readonly urls: number[];
  /** Calls that put a text together from its parts: start and end of each name, two numbers a call. */
  readonly joins: number[];
}

// What telling names hold. A word under a sign of its own is told from what merely contains it: `_` and a capital also begin or end one.
const whole = ["pin"];
const joined = ["pk", "sk", "sec", "pass", "prv", "pvt", "pvk"];
const telling = [
  "secre", "secert", "secrt", "scret", "sercet", "serect", "secet", "sekret", "siyao", "miyao", "passw", "pasw", "passow", "passph", "pasphr", "pwd", "token", "key", "mnem", "phrase", "seed", "priv", "cred", "auth", "signer", "hmac", "wallet", "bearer",
  "login", "webhook", "requirepass", "contrase", "senha", "segredo", "segret", "kennwort", "wachtwoord", "haslo", "sifre", "klucz", "kluch", "klyuch",
  "chiave", "schluessel", "anahtar", "kunci", "himitsu", "mneumonic", "nmemonic", "menmonic", "toekn", "tokne", "geheim", "clave", "parola", "motdepasse", "mot_de_passe", "dsn", "identified by",
  "screct", "masterpass", "apipass", "sleutel", "apisec", "api_sec", "api-sec", "sec_key", "connectionstr", "connection_str", "connection-str", "securestring", "jwt.", "totp", "macaroon", "rpcpass", "api_hash", "apihash",
]; // prettier-ignore

/** Exchanges as texts mention them, and the name they go by. */
export const issuerWords: readonly (readonly [written: string, issuer: string, whole?: true])[] = [
  ["binance", "binance"], ["bybit", "bybit"], ["okx", "okx"], ["okex", "okx"], ["kraken", "kraken"], ["coinbase", "coinbase"],
  ["hyperliquid", "hyperliquid"], ["kucoin", "kucoin"], ["bitget", "bitget"], ["gateio", "gate"], ["gate.io", "gate"], ["gate", "gate", true],
  ["htx", "htx"], ["huobi", "htx"], ["mexc", "mexc"], ["bitfinex", "bitfinex"], ["bitstamp", "bitstamp"], ["gemini", "gemini"],
  ["deribit", "deribit"], ["bitmex", "bitmex"], ["cryptocom", "cryptocom"], ["crypto.com", "cryptocom"], ["upbit", "upbit"],
  ["bithumb", "bithumb"], ["phemex", "phemex"], ["paradex", "paradex"], ["aster", "aster", true], ["derive", "derive", true],
  ["lighter", "lighter", true], ["apex", "apex", true], ["dydx", "dydx"], ["alpaca", "alpaca"], ["robinhood", "robinhood"],
  ["polymarket", "polymarket"], ["backpack", "backpack"], ["poloniex", "poloniex"], ["starknet", "starknet"], ["stark", "starknet", true],
]; // prettier-ignore

/** The literals that detectors ask for. */
export const literals: readonly string[] = [
  ...new Set(detectors.flatMap(({ proposal }) => (proposal.by === "literal" ? proposal.literals : []))),
];

type Sort = "name" | "issuer" | "literal" | "url" | "join";

interface Keyword {
  /** In lower case, as `fold` gives it. */
  readonly codes: Uint8Array;
  readonly sort: Sort;
  readonly index: number;
  /** Whether no word character may stand before and after it; `_` may, and a capital begin it, where `joined`. */
  readonly whole: boolean;
  readonly joined: boolean;
}

// Letters lose their case; other characters stay apart from letters.
const fold = (code: number): number => code | 0x20;

function keyword(word: string, sort: Sort, index: number, isWhole = false, isJoined = false): Keyword {
  return { codes: Uint8Array.from(Buffer.from(word), fold), sort, index, whole: isWhole, joined: isJoined };
}

const keywords: readonly Keyword[] = [
  ...whole.map((word, index) => keyword(word, "name", index, true)),
  ...joined.map((word, index) => keyword(word, "name", index, true, true)),
  ...telling.map((word, index) => keyword(word, "name", index)),
  ...issuerWords.map(([word, , isWhole], index) => keyword(word, "issuer", index, isWhole === true)),
  ...literals.map((word, index) => keyword(word, "literal", index)),
  keyword("://", "url", 0),
  ...joiningWords.map((word, index) => keyword(word, "join", index)),
];

const five = 31;

// Every keyword covers three octets that begin at an even offset, wherever it stands: of those at even and of those at odd places in it, the
// ones that are rarest in texts are looked for. `buckets` holds for three times five bits of octets the keywords that may stand around them,
// and how far before them they begin.
interface Bucket {
  readonly keyword: Keyword;
  readonly back: number;
}
const buckets = new Uint16Array(1 << 15);
/** One bit for each of `buckets` that is not empty: so few octets that they stay in the processor's cache. */
const occupied = new Uint32Array(1 << 10);
const contents: Bucket[][] = [[]];

// From the most common letter of English to the rarest. Signs and what lies beyond a keyword's ends count as common.
const byFrequency = "etaoinsrhldcumfpgwybvkxjqz";

function rarity(codes: Uint8Array, back: number): number {
  let sum = 0;
  for (let at = back; at < back + 3; at++) sum += Math.max(0, byFrequency.indexOf(String.fromCharCode(codes[at] ?? 0)));
  return sum;
}

/** Places of three octets in a keyword, the rarest of those at even and of those at odd ones. Of a short one they reach beyond its ends. */
function rarest(codes: Uint8Array): readonly number[] {
  const last = Math.max(0, codes.length - 3);
  const places = Array.from({ length: last + 1 }, (_, back) => back);
  if (last === 0) places.push(-1);
  if (codes.length === 3) places.push(1);
  return [0, 1].map((odd) =>
    places.filter((back) => (back & 1) === odd).reduce((a, b) => (rarity(codes, b) > rarity(codes, a) ? b : a)),
  );
}

for (const one of keywords) {
  for (const back of rarest(one.codes)) {
    const at = [0, 1, 2].map((step) => one.codes[back + step]);
    const range = (code: number | undefined): readonly number[] =>
      code === undefined ? Array.from({ length: 32 }, (_, bits) => bits) : [code & five];
    for (const first of range(at[0]))
      for (const second of range(at[1]))
        for (const third of range(at[2])) {
          const place = (first << 10) | (second << 5) | third;
          const group = [...(contents[buckets[place] ?? 0] ?? []), { keyword: one, back }];
          buckets[place] = contents.push(group) - 1;
          occupied[place >> 5] = (occupied[place >> 5] ?? 0) | (1 << (place & five));
        }
  }
}

const wordly = new Uint8Array(256);
for (let code = 0; code < 128; code++) if (/\w/u.test(String.fromCharCode(code))) wordly[code] = 1;
const underscore = 0x5f;
const isSmall = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function stands(octets: Uint8Array, start: number, { codes, whole: isWhole, joined: isJoined }: Keyword): boolean {
  for (let index = 0; index < codes.length; index++)
    if (((octets[start + index] ?? 0) | 0x20) !== codes[index]) return false;
  if (!isWhole) return true;
  const before = octets[start - 1] ?? 0;
  const after = octets[start + codes.length] ?? 0;
  if (!isJoined) return wordly[after] === 0 && wordly[before] === 0;
  // mailPass, ownerPkMain
  if (isSmall(before) && !isSmall(octets[start] ?? 0)) return isSmall(octets[start + 1] ?? 0) && !isSmall(after);
  if (before === underscore) return wordly[after] === 0 || after === underscore;
  if (wordly[before] !== 0) return false;
  // pk_, pk1 and pk_1 as well; behind the underscore of pass_, the third character is its own.
  const behind = after === underscore && codes.length === 2 ? start + 3 : start + codes.length;
  if (isDigit(octets[behind] ?? 0)) return wordly[octets[behind + 1] ?? 0] === 0;
  return wordly[after] === 0 || (after === underscore && wordly[octets[start + 3] ?? 0] === 0);
}

/** Finds all keywords in one pass that looks at three octets at every other one of them. */
export function keywordsIn(octets: Uint8Array, length: number): Keywords {
  const found: Keywords = { names: [], issuers: [], literals: [], urls: [], joins: [] };
  let carried = ((octets[0] ?? 0) & five) << 5;
  for (let at = 0; at < length; at += 2) {
    const third = (octets[at + 2] ?? 0) & five;
    const row = carried | ((octets[at + 1] ?? 0) & five);
    if ((((occupied[row] ?? 0) >>> third) & 1) === 1)
      add(octets, at, contents[buckets[(row << 5) | third] ?? 0] ?? [], found);
    carried = third << 5;
  }
  return found;
}

function add(octets: Uint8Array, at: number, candidates: readonly Bucket[], found: Keywords): void {
  for (const { keyword: one, back } of candidates) {
    const start = at - back;
    if (!stands(octets, start, one)) continue;
    if (one.sort === "url") found.urls.push(start);
    else if (one.sort === "name") insert(found.names, start, start + one.codes.length);
    else if (one.sort === "join") insert(found.joins, start, start + one.codes.length);
    else insert(one.sort === "issuer" ? found.issuers : found.literals, start, one.index);
  }
}

// In order of places: a keyword is found by its middle, and so sometimes after one that begins later.
function insert(pairs: number[], place: number, value: number): void {
  let index = pairs.length;
  pairs.push(place, value);
  for (; index > 0; index -= 2) {
    const before = pairs[index - 2] ?? 0;
    if (before < place || (before === place && (pairs[index - 1] ?? 0) <= value)) return;
    pairs[index] = before;
    pairs[index + 1] = pairs[index - 1] ?? 0;
    pairs[index - 2] = place;
    pairs[index - 1] = value;
  }
}

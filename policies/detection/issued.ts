import { isAddress } from "./addresses";
import type { Alphabet, Candidate, Detector, Pair } from "./detector";
import { isKnownDevelopmentKey } from "./known-development-keys";
import { isPlaceholder } from "./placeholder";
import { isAnswer, isPinnedImage } from "./position";
import { holdsWords, isRandom } from "./texture";

/** What is known about one half of an exchange's credential. */
export interface Half {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  /** Names of the exchange, as `issuers` in names.ts knows them. */
  readonly issuers: readonly string[];
  readonly alphabet: Alphabet;
  readonly lengths: readonly number[];
  readonly shape: RegExp;
  /** Whether the shape is so rare that, near the exchange's name, a neutral name will do. */
  readonly distinct?: boolean;
  readonly pair?: Pair;
}

const shortText = 4_000;
const nearBefore = 1_500;
const nearAfter = 600;
const blockReach = 1_200;
const line64 = /[A-Za-z\d+/]{60,}/u;
const longestLine64 = 76;
const opensBlock = /-----BEGIN [A-Z ]{4,40}/u;
const closesBlock = /-----END /u;
/** Signs of a comment, of quotes, of a list, before and behind a line. */
const longestFrame = 24;
const assigns = /\w["']?\s{0,4}[:=]/u;
// Lines of a text, of a comment, or of a list of literals; on one line, blanks stand between them.
const lineBreak = /\r?\n|\\n|[ \t](?=[A-Za-z\d+/]{60}|-----)/u;

/**
 * Whether a value is a line of a certificate or of a public key in PEM, of which many are letters and digits alone: a line of base64 that no
 * credential of letters and digits could be, or the mark of a block, is reached over such lines.
 */
export function isLineOfBlock({ text, start, end }: Pick<Candidate, "text" | "start" | "end">): boolean {
  const before = lines(text.slice(Math.max(0, start - blockReach), start).replace(/(?<=[A-Za-z\d+/-])[ \t]$/u, "\n"));
  const after = lines(text.slice(end, end + blockReach).replace(/^[ \t](?=[A-Za-z\d+/=-])/u, "\n"));
  if (!isFrame(before.pop()) || !isFrame(after.shift())) return false;
  return reaches(before.reverse(), opensBlock) || reaches(after, closesBlock);
}

const lines = (text: string): string[] => text.split(lineBreak).map((line) => line.trim());

function isFrame(text = ""): boolean {
  return text.length <= longestFrame && !assigns.test(text);
}

function reaches(lines: readonly string[], mark: RegExp): boolean {
  for (const line of lines) {
    if (mark.test(line)) return true;
    const [run = ""] = line64.exec(line) ?? [];
    const at = line.indexOf(run);
    if (run.length > longestLine64 || !isFrame(line.slice(0, at)) || !isFrame(line.slice(at + run.length)))
      return false;
    if (/[+/]/u.test(run)) return true;
  }
  return false;
}

/** Whether a value is cut out of longer base64, at signs of its alphabet: of a ciphertext, a signature or a picture. */
function isPiece({ text, start, end }: Candidate): boolean {
  return /[+/]/u.test(text[start - 1] ?? "") || /[+/]/u.test(text[end] ?? "");
}

// What else is as long and as random: a digest as in ccxt/deribit.py,sha256=…, a signature of a request, the number of an order or a request, a
// place in a list, and a ciphertext of sops.
const saysOther =
  /(?:\b(?:sha\d{1,3}|md5|blake2[bs]?)[=:-]|(?:\bapi-?sign|signature|digest|authent|checksum|\bsha\d{3}|etag|nonce|cursor|(?:trace|span|req(?:uest)?|session|correlation|message|msg|order|order_?link|client_?order|exec(?:ution)?|trade)[_-]?(?:id|ref)|client_?oid|ref)["']?\s{0,4}[:=]?\s{0,4}["']?|ENC\[AES256_GCM,data:)$/iu;
const longestOther = 30;

/** Whether a value without a telling name may be one all the same: generated through and through, by itself, near the exchange's name. */
function standsOut({ value, text, start, end }: Candidate, issuers: readonly string[]): boolean {
  if (!isRandom(value) || !/\d/u.test(value) || holdsWords(value)) return false;
  // A digest or a commit: of all the letters a generator had, it would have taken no others.
  if (/^(?:[\da-f]+|[\dA-F]+|0x[\da-fA-F]+)$/u.test(value)) return false;
  if (saysOther.test(text.slice(Math.max(0, start - longestOther), start))) return false;
  if (!/^[\s"'`=:,;>(\\]?$/u.test(text[start - 1] ?? "") || !/^[\s"'`,;<)&\\]?$/u.test(text[end] ?? "")) return false;
  if (text.length <= shortText) return true;
  const around = text.slice(Math.max(0, start - nearBefore), end + nearAfter).toLowerCase();
  return issuers.some((issuer) => around.includes(issuer));
}

/** The secret half of an exchange's API credential: a shape, under a secret's name, where the exchange is mentioned. */
export function issuedSecret(half: Half): Detector {
  return {
    id: half.id,
    title: half.title,
    severity: "high",
    reference: half.reference,
    proposal: { by: "run", alphabet: half.alphabet, lengths: half.lengths },
    issuers: half.issuers,
    ...(half.pair === undefined ? {} : { pair: half.pair }),
    judge(candidate) {
      const { value, name, issuers } = candidate;
      if (!half.shape.test(value) || isPiece(candidate) || isPinnedImage(candidate)) return undefined;
      const role = name?.role ?? "none";
      if (role === "innocent" || role === "id" || role === "key" || role === "phrase") return undefined;
      const named = role === "secret" || role === "password";
      if (named && isAddress(value, name)) return undefined;
      if (named ? !isRandom(value) && !isPlaceholder(value) : half.distinct !== true) return undefined;
      if (!named && (!standsOut(candidate, half.issuers) || isLineOfBlock(candidate))) return undefined;
      const mentioned = issuers();
      if (!half.issuers.some((issuer) => mentioned.has(issuer))) return undefined;
      const session = name?.words.at(-1) === "token" && isAnswer(candidate);
      if (session || isPlaceholder(value) || isKnownDevelopmentKey(value))
        return { confidence: "named", severity: "low" };
      return { confidence: named ? "named" : "shaped" };
    },
  };
}

/** The public half: enough to tell whose account it is, not enough to trade. */
export function issuedKey(half: Half): Detector {
  return {
    id: half.id,
    title: half.title,
    severity: "low",
    reference: half.reference,
    proposal: { by: "run", alphabet: half.alphabet, lengths: half.lengths },
    issuers: half.issuers,
    judge({ value, name, issuers }) {
      if (!half.shape.test(value)) return undefined;
      if (half.distinct !== true && name?.role !== "key" && name?.role !== "id") return undefined;
      const mentioned = issuers();
      return half.issuers.some((issuer) => mentioned.has(issuer)) ? { confidence: "named" } : undefined;
    },
  };
}

/** What is known about a token that begins with characters of its issuer's. */
export interface Token {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  /** At least three characters each; the candidate begins there. */
  readonly prefixes: readonly string[];
  /** Sticky, bounded. */
  readonly shape: RegExp;
  /** Arithmetic that a made-up token fails. */
  readonly proof?: (value: string) => boolean;
  /** What a token is besides, which proves nothing. */
  readonly fits?: (value: string) => boolean;
  readonly severity?: Detector["severity"];
}

/** A token that its prefix gives away. */
export function prefixedToken(token: Token): Detector {
  return {
    id: token.id,
    title: token.title,
    severity: token.severity ?? "high",
    reference: token.reference,
    // A dot ends a run, so that a prefix with one is looked for as a literal.
    proposal: token.prefixes.some((prefix) => prefix.includes("."))
      ? { by: "literal", literals: token.prefixes, shape: token.shape }
      : { by: "prefix", prefixes: token.prefixes, shape: token.shape },
    judge({ value, text, start, end }) {
      if (/[\w-]/u.test(text[end] ?? " ") || /[A-Za-z\d]/u.test(text[start - 1] ?? " ")) return undefined;
      if (token.proof?.(value) === false || token.fits?.(value) === false) return undefined;
      if (isPlaceholder(value) || isKnownDevelopmentKey(value)) return { confidence: "shaped", severity: "low" };
      return { confidence: token.proof === undefined ? "shaped" : "proven" };
    },
  };
}

/** What is known about a key that stands in a provider's URL. */
export interface UrlKey {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  /** The last two labels of the provider's hosts. */
  readonly sites: readonly string[];
  /** With one group, `secret`. A sticky one begins with the site. */
  readonly shape: RegExp;
  /** The key in the query, where it can stand there as well; with one group, `secret`. */
  readonly query?: RegExp;
  readonly severity?: Detector["severity"];
}

/** A provider's URL that holds a key: who has the URL spends the account's allowance, or posts in its name. */
export function urlKey(url: UrlKey): Detector {
  return {
    id: url.id,
    title: url.title,
    severity: url.severity ?? "high",
    reference: url.reference,
    proposal: { by: "url", hosts: url.sites },
    judge(candidate) {
      const { value } = candidate;
      const site = url.sites.map((label) => value.indexOf(label)).find((at) => at !== -1);
      url.shape.lastIndex = site ?? 0;
      const match = url.shape.exec(value) ?? url.query?.exec(value) ?? null;
      const secret = match?.groups?.secret;
      if (match === null || secret === undefined) return undefined;
      const start = match.index + match[0].lastIndexOf(secret);
      const range = [start, start + secret.length] as const;
      const shown = isPlaceholder(secret) || isAnswer(candidate);
      return { confidence: "shaped", ...(shown ? { severity: "low" } : {}), range };
    },
  };
}

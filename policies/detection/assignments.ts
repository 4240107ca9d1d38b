import { classOf } from "./classes";
import { Columns } from "./columns";
import { valueAfter } from "./forms";
import { isKeyed } from "./keyed";
import { listed, mayListSecrets } from "./listed";
import { Manifests } from "./manifests";
import { nameOf, type Assignment } from "./named";
import type { Name } from "./names";
import { quotedAt, type Range } from "./quoted";
import { saidAfter } from "./said";
import { skip } from "./sticky";
import { Tables } from "./tables";
import { isRandom } from "./texture";
import { literal } from "./values";
import { stemEnd, writtenTo } from "./written";

const tellingAbroad =
  /пароль|ключ|секрет|фраз|токен|密码|密碼|密钥|密鑰|口令|助记词|助記詞|私钥|私鑰|秘密|秘钥|パスワード|シークレット|キー|鍵|トークン|비밀|시크릿|키|암호|schlüssel|clé|contraseña|hasło|şifre|khóa|khẩu/gi;
// Each of them holds one of these.
const lettersAbroad = /[оюетф密口助私秘パシ鍵ト비키크암üéñłşóẩ]/i;
const longestAbroad = 12;

const longestName = 120;

const namePart = new Uint8Array(65536);
for (let code = 0; code < 65536; code++) if ((classOf(code) & ~8) !== 0) namePart[code] = 1;
namePart[0x2e] = 1; // a dot joins the steps of a path

function isNamePart(text: string, index: number): boolean {
  return namePart[text.charCodeAt(index)] === 1;
}

/**
 * Everything in a text that is assigned to a name that could be a secret's, in order of the values. `telling` is where telling words
 * stand, two numbers each; other scripts have telling words of their own.
 */
export function assignments(text: string, telling: readonly number[], ascii = false): Assignment[] {
  const found: Assignment[] = [];
  collect(text, telling, found);
  const abroad = ascii ? [] : wordsAbroad(text);
  if (abroad.length > 0) collect(text, abroad, found, true);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

// Each of them holds a letter outside ASCII, so that only what is near one is looked at.
function wordsAbroad(text: string): number[] {
  const words: number[] = [];
  let done = 0;
  for (const { 0: stretch, index } of text.matchAll(/[\u00c0-\uffff]+/g)) {
    const from = Math.max(done, index - longestAbroad);
    const to = Math.min(text.length, index + stretch.length + longestAbroad);
    if (to <= from || !lettersAbroad.test(stretch)) continue;
    for (const match of text.slice(from, to).matchAll(tellingAbroad)) {
      const start = from + match.index;
      words.push(start, start + match[0].length);
      done = start + match[0].length;
    }
  }
  return words;
}

// Values inside values inside values: more than this many of them open at once are not written by people.
const deepest = 4;

function collect(text: string, telling: readonly number[], found: Assignment[], isAbroad = false): void {
  const columns = new Columns(text);
  const tables = new Tables(text);
  const manifests = new Manifests(text);
  let open: number[] = [];
  let done = 0;
  for (let hit = 0; hit < telling.length; hit += 2) {
    let from = telling[hit] ?? 0;
    if (from < done) continue;
    const first = Math.max(0, from - longestName);
    while (from > first && isNamePart(text, from - 1)) from--;
    let to = telling[hit + 1] ?? 0;
    const last = Math.min(text.length, to + longestName);
    while (to < last && isNamePart(text, to)) to++;
    if (isAbroad) to -= particle.exec(text.slice(from, to))?.[0].length ?? 0;
    to = Math.max(to, skip(privateBehind, text, to));
    done = to;
    while (to > from && ".-".includes(text[to - 1] ?? "")) to--;
    open = open.filter((end) => end > from);
    if (open.length >= deepest) continue;
    const flag = text.startsWith("--", from);
    while (from < to && ".-".includes(text[from] ?? "")) from++;
    // \u0026name=: what is written before it is an ampersand.
    if (text[from - 1] === "\\") from = Math.max(from, skip(escapedSign, text, from));
    // In arn:aws:secretsmanager:…:secret:name, what precedes and follows a colon is no name.
    // In a stack file, `project:key: value`, a blank follows.
    if (text[from - 1] === ":" && text[to] === ":" && !/\s/u.test(text[to + 1] ?? "")) continue;
    // "AWS::ApiGateway::ApiKey": "…" is a map of types.
    if (text[from - 1] === ":" && resourceType.test(text.slice(Math.max(0, from - 60), from))) continue;
    if (text[to] === ":" && encrypted.test(text.slice(Math.max(0, from - 32), from))) continue;
    if (endsRun(text, from, to)) continue;
    const kept = writtenTo(text, from, to);
    if (kept !== undefined) {
      const file = nameOf(text, from, stemEnd(text, from, to));
      if (file.role !== "none" && file.role !== "innocent") {
        found.push({ name: file, ...kept });
        continue;
      }
    }
    const name = nameOf(text, from, to);
    // "API Secret 2", "Secret Key main": what follows only tells one of several from the others.
    const told = to;
    to = Math.max(to, skip(suffix, text, to));
    for (const cell of [...columns.of(from, to, headsPasswords(name)), ...tables.of(from, to)])
      if (cell.end > cell.start) found.push({ name, ...cell, certain: true, position: "literal" });
    for (const value of manifests.of(from, told)) found.push({ name, ...value });
    if (mayListSecrets(name)) {
      const values = [...listed(text, told)];
      for (const value of values) found.push({ name, ...value });
      if (values.length > 0) continue;
    }
    const range = valueAfter(text, from, to, flag);
    if (range !== undefined) {
      open.push(range.end);
      found.push({ name, ...range });
      const other = otherwise(text, range);
      if (other !== undefined) found.push({ name, ...other });
      continue;
    }
    const said = isKeyed(text, from, to) ? undefined : saidAfter(text, from, to, told);
    if (said !== undefined) found.push(said);
  }
}

const resourceType = /\b(?:AWS|Custom|Alexa)::(?:\w{1,40}::)?$/u;
const escapedSign = /u00(?:26|3[c-e])/iy;

// 密钥是…: without a blank, the particle and the value would be parts of the name.
const particle = /[是为為は는은][\w-]{8,}$/u;

// clave privada, clé secrète, chiave privata, klucz prywatny, kunci rahasia, khóa riêng
const privateBehind =
  / (?:privad[ao]|secret[ao]|secrète|privée?|privat[ao]|segret[ao]|prywatny|tajny|sekretny|rahasia|pribadi|riêng|bí mật)(?![\p{L}\d])/iuy;

// live ? "…" : "…"
const opensChoice = /\?\s{0,10}["'`]$/u;
const colon = /["'`]\s{0,20}:\s{0,20}(?=["'`])/y;
// "…" if live else "…", and "…" -> "…" of a plan
const elseValue = /["'](?:\s{1,10}if\s[^"'\n]{1,60}\selse\s{1,10}|\s{1,4}->\s{1,4})(?=["'])/y;

/** The second of two values between which a condition chooses, or a plan changes. */
function otherwise(text: string, { start, end }: Range): Range | undefined {
  const isChoice = opensChoice.test(text.slice(Math.max(0, start - 12), start));
  const at = skip(isChoice ? colon : elseValue, text, end);
  const value = at === -1 ? undefined : quotedAt(text, at);
  return value === "none" ? undefined : literal(value);
}

// A pin and a pass have other meanings in tables.
function headsPasswords({ role, words }: Name): boolean {
  return role === "password" && words.some((word) => word.length > 4);
}

// What systemd decrypts for a unit: its name, a colon and a ciphertext.
const encrypted = /\bSetCredentialEncrypted[ \t]{0,4}=[ \t]{0,4}$/u;
const suffix =
  / (?:\d{1,2}|main|live|prod|production|test|testnet|mainnet|demo|paper|new|old|backup|spot|futures|api|апи|base)(?=["'`*)\]]{0,3}[ \t]{0,8}(?:[:：](?=[\s*])|[=|;,\r\n\t>–—\-`"]|is ))/iy;

/** Longer names come by chance only where they are as random as what is before them. */
const longestChance = 4;
const leastRun = 24;
const longestRun = 80;
const padding = /={1,2}(?=["'`])/y;

/** Whether what stands there is the end of a run of base64: in letters at random, short words such as `pk` come by chance. */
function endsRun(text: string, at: number, to: number): boolean {
  let start = at;
  while (at - start < longestRun && /[A-Za-z\d+/]/u.test(text[start - 1] ?? "")) start--;
  if (to - start < leastRun || text[start] === "/") return false;
  const padded = skip(padding, text, to);
  if (padded !== -1 && (padded - start) % 4 === 0) return isRandom(text.slice(start, to));
  if (!/[+/]/u.test(text[at - 1] ?? "")) return false;
  if (to - at <= longestChance) return at - start >= leastRun && isRandom(text.slice(start, at));
  return isRandom(text.slice(at, to)) && isRandom(text.slice(start, to));
}

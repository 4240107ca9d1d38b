import { readName, type Name } from "./names";
import { quotedAt, type Range } from "./quoted";
import { skip } from "./sticky";
import { isTelling } from "./texture";

// All sticky, and bounded in every repetition.
const closing = /["'`\\]{0,8}(?:\[\])?\??/y;
// apiSecrets: string[] = [, binanceSecrets := []string{, SECRETS = List.of(, new[] {, vec![
const opening =
  /\s{0,10}(?::\s{0,4}[\w&'<>[\]; ]{1,40}?\s{0,4}=|:=|=>?|:)\s{0,10}(?:new\s{1,4}|&)?(?:[A-Z][\w.]{0,30}!?)?(?:\[[\w ]{0,8}\])?[A-Z]{0,10}\s{0,4}(?:["'`](?=\[))?[[({]\s{0,80}/iy;
const prefix = /(?:[bruf@$L]|u8)?(?=\\{0,8}["'`])/iy;
// { main: "…" }, {"main": "…"}, and main: … of YAML
const entry = /(?:\\{0,8}["']|:)?([\w.-]{1,40})(?:\\{0,8}["'])?\s{0,4}(?:=>|[:=])\s{0,10}(?=[bruf@$L]?\\{0,8}["'`])/iy;
const next =
  /\\{0,8}["'`](?:\.(?:to_string|into|to_owned)\(\)|\.to_s)?\s{0,20},\s{0,80}(?:(?:#|\/\/)[^\n]{0,120}\n\s{0,80})?/y;
// api_secrets:\n  - … of YAML
const block = /["']?[ \t]{0,4}:[ \t]{0,8}(?:#[^\n]{0,80})?\r?\n(?=[ \t]{0,40}- |[ \t]{1,40}[\w.-]{1,40}:[ \t])/y;
const item = /[ \t]{0,40}-[ \t]{1,8}/y;
const line = /[ \t]{1,40}([\w.-]{1,40}):[ \t]{1,8}/y;
const bare = /[\w+/.:~-]{16,512}={0,2}(?=[ \t]{0,8}(?:#[^\n]{0,80})?(?:\r?\n|$))/y;
const rest = /["']?[ \t]{0,8}(?:#[^\n]{0,80})?\r?\n/y;

const mostListed = 64;

/** Whether what a list under a name holds may be secrets, or keys of a keystore. */
export function mayListSecrets({ role, words }: Name): boolean {
  if (words.includes("keystore")) return true;
  if (role !== "secret" && role !== "password") return false;
  // Lists of tokens are lists of coins as well, and those of keys hold public ones.
  const last = words.at(-1) ?? "";
  // Credentials are a user, an account and an id as well.
  if (last.startsWith("cred")) return false;
  if (/^tokens?$/u.test(last)) return words.some((word) => bearers.has(word));
  return !/^keys?$/u.test(last) || words.some((word) => privacy.has(word));
}
const privacy = new Set("secret private priv".split(" "));
const bearers = new Set("auth access refresh bearer api bot session secret private".split(" "));

/**
 * The values of a list or a map that a name is given, of code or of YAML. Lists of names, words and settings stand under such names too, so that
 * only what is random through and through and has a digit counts.
 */
export function* listed(text: string, to: number): Generator<Range> {
  const at = skip(opening, text, skip(closing, text, to));
  if (at !== -1 && !isSealed(text, at)) yield* inCode(text, at);
  else {
    const line = skip(block, text, to);
    if (line !== -1) yield* inYaml(text, line);
  }
}

const ofCiphertext = /\b(?:iv|nonce|tag|authTag|ciphertext|salt|mac)["']?\s{0,4}[:=]/iu;
const longestCiphertext = 400;

/** Whether a map is what a cipher puts out: what it holds is as good as nothing. */
export function isSealed(text: string, from: number): boolean {
  const map = text.slice(from, from + longestCiphertext);
  const end = map.indexOf("}");
  return ofCiphertext.test(end === -1 ? map : map.slice(0, end));
}

function* inCode(text: string, from: number): Generator<Range> {
  let at = from;
  for (let count = 0; count < mostListed; count++) {
    const [start, key] = keyed(entry, text, at);
    const value = quotedAt(text, skip(prefix, text, start));
    if (value === undefined || value === "none") return;
    if (saysNothing(key) && isTelling(text.slice(value.start, value.end))) yield { ...value, position: "literal" };
    at = skip(next, text, value.end);
    if (at === -1) return;
  }
}

function* inYaml(text: string, from: number): Generator<Range> {
  let at = from;
  for (let count = 0; count < mostListed; count++) {
    const next = skip(item, text, at);
    const [start, key] = next === -1 ? keyed(line, text, at) : [next, ""];
    if (start === at) return;
    const quoted = quotedAt(text, start);
    if (quoted === "none") return;
    const end = quoted === undefined ? skip(bare, text, start) : quoted.end;
    if (end === -1) return;
    const value = quoted ?? { start, end, certain: true };
    if (saysNothing(key) && isTelling(text.slice(value.start, value.end))) yield { ...value, position: "literal" };
    at = skip(rest, text, end);
    if (at === -1) return;
  }
}

/** Where the value of an entry begins, and its key; where it has none, where it is, and no text. */
function keyed(pattern: RegExp, text: string, at: number): readonly [start: number, key: string] {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return [match === null ? at : pattern.lastIndex, match?.[1] ?? ""];
}

/** Whether a key says only whose value it is: what says more has a name of its own, and under Pulumi's and Travis's `secure` are ciphertexts. */
export function saysNothing(key: string): boolean {
  return key !== "secure" && readName(key).role === "none";
}

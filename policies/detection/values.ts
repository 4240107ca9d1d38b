import { longestValue, quotedAt, type Range } from "./quoted";
import { skip } from "./sticky";

const longestBare = 512;

// The type that stands between a name and its value. All that may is sticky, and bounded in every repetition.
const annotation =
  /[A-Z_&][\w.<>[\]| &']{0,40}?[ \t]{0,4}=[ \t]{0,4}(?=(?:[bc]?r#{0,3})?["'`]|[\w.]{1,30}\(\s{0,10}(?:default\s{0,4}=\s{0,4})?["'])/iy;
const callee =
  /(?:new\s{1,4}|\[\])?([A-Za-z_$][\w.$:]{0,60}(?:\(\)[\w.$]{1,40})?)!?\s{0,4}\(\s{0,40}(?:default\s{0,4}=\s{0,4})?(?=(?:[bBrRuUfF]|[bc]?r#{1,3})?["'`])/y;
const lookups =
  /(?:get|require|env|load|read|fetch|lookup|resolve|find|ref|import|parameter|param|translate|(?:^|[.:$])(?:gettext|test|describe|it|select|query|t|i18n|_))$/i;

const blanks =
  " \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

function codes(characters: string): Uint8Array {
  const set = new Uint8Array(65536);
  for (let index = 0; index < characters.length; index++) set[characters.charCodeAt(index)] = 1;
  return set;
}

// /proc/…/environ has a zero behind each variable.
const endsBare = codes(`${blanks}\0"'\`,;)]}<>&|，。；！？（）、`);
const endsLine = codes("\n");
export const endsDefault = codes("}\n");
export const endsCell = codes("<\n");

const blockScalar = /[|>][-+\d]{0,2}[ \t]{0,8}(?:#[^\n]{0,80})?\r?\n([ \t]{1,40})/y;
const tag = /!{1,2}[A-Z]\w{0,20}[ \t]{1,4}/iy;
// api_secret: &main "…"
const anchor = /&[\w-]{1,30}[ \t]{1,4}(?=["']?\w)/y;
// () => "…", lambda: "…"
const arrow = /(?:async\s{1,4})?(?:\([^()\n]{0,60}\)|lambda[\w ,]{0,30})\s{0,4}(?:=>|:)\s{0,10}\(?(?=["'`])/y;
// string(32) "…" of PHP's var_dump
const dumped = /\s{0,20}string\(\d{1,5}\)\s/y;
// Some(String::from("…")), Optional.of("…")
const wrapped =
  /(?:Some|Ok|Just|(?:Box|Arc|Rc|Zeroizing|Secret)::new|Optional\.of(?:Nullable)?)\s{0,2}\(\s{0,10}(?=\w[\w.:]{0,40}\()/y;
// ("…"), live ? "…" : "", live ? process.env.X : "…"
const grouped = /\(\s{0,20}(?=[bruf@]?["'`])/iy;
const chosen =
  /[A-Z!(][\w.$!=<>&()[\]'" -]{0,60}\?[ \t\n]{1,10}(?:[\w.$[\]]{1,60}[ \t\n]{1,10}:[ \t\n]{1,10}|(?:""|'')\s{0,10}:\s{0,10})?(?=["'`])/iy;
// "" if testing else "…"
const chosenByPython = /(?:""|''|[A-Z_][\w.]{0,60})\s{1,4}if\s[^"'\n]{1,60}\selse\s{1,10}(?=["'])/iy;
// {{ "…" | b64enc }}
const piped = /["']?\{\{-?\s{0,4}(?=\\{0,4}["'][^"'{}\n]{1,600}["']\s{0,4}\|)/y;
// {{ .Values.apiSecret | default "…" }} of Helm, "{{ lookup(…) | default('…') }}" of Jinja
const template = /["']?\{\{[^{}\n]{0,160}?\bdefault\s{0,4}\(?\s{0,4}(?=\\{0,4}["'])/iy;
// coalesce(var.api_secret, "…") and try(…, "…") of Terraform and SQL
const chosenAmong =
  /(?:coalesce|try)\(\s{0,20}(?:[\w.*-]{1,80}(?:\[["']?[\w.*-]{1,40}["']?\]){0,2}\s{0,4},\s{0,20}){1,3}(?=["'])/iy;
// r#"…"# of Rust
const raw = /[bc]?r#{1,3}(?=")/y;
// %q(…) of Ruby, q{…} of Perl, ~s(…) of Elixir, [[…]] of Lua, R"(…)" of C++
const opener = /(?:%[qQ]|\bqq?|~[sS]|\[(?=\[)|R"(?=\())([({[<|])/y;
// Where a function of one letter, or a link between pages, is not meant.
const ofPerl = /(?:=>|\$\w{1,60}\s{0,4}=)\s{0,4}$/u;
const ofLua = /=\s{0,4}$/u;
const longestLeadIn = 80;
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };
const ampersands = /[^\s"'`,;)\]}<>&|]{1,60}(?:&[^\s"'`,;)\]}<>&|]{1,60}){1,4}(?=[ \t]{0,8}(?:[\r\n]|$|--?[a-z]))/y;
// NAME=a&b, where no further parameter follows
const ampersandsInSetting = /[^\s"'`,;)\]}<>&|=]{1,60}(?:&[^\s"'`,;)\]}<>&|=]{1,60}){1,4}(?=[\s"',;}]|$)/y;
const opensSetting = /(?:[\s[,]-|\s-e|\s--env)[ =]$/u;
// smtp_pass: abcd efgh ijkl mnop, as Google writes the passwords of apps
const appPassword = /[a-z]{4}(?: [a-z]{4}){3}(?=[ \t]{0,8}(?:#[^\n]{0,80})?(?:\r?\n|$))/y;
const nextLine = /\r?\n[ \t]{1,40}(?=["'\w])/y;

/** The value that begins at `start` or behind what a language puts before one; `from` is where the name begins that it is given. */
export function valueAt(text: string, from: number, start: number): Range | undefined {
  let at = start;
  const past = (...leads: readonly RegExp[]): void => {
    for (const lead of leads) {
      const next = skip(lead, text, at);
      if (next === -1) continue;
      at = next;
      return;
    }
  };
  past(tag, anchor);
  past(annotation);
  blockScalar.lastIndex = at;
  const block = blockScalar.exec(text);
  if (block !== null) return blockAt(text, at + block[0].length, (block[1] ?? "").length);
  past(wrapped);
  past(arrow, dumped, grouped, chosen, chosenByPython, template, piped, chosenAmong);
  const next = skip(nextLine, text, at);
  if (next !== -1) {
    // "key:" with its value alone on the next line; a mapping there has names of its own, and below parameters stands a docstring
    if (/\)[ \t]{0,4}:[ \t]{0,4}$/u.test(text.slice(Math.max(0, start - 10), start))) return undefined;
    const line = upTo(text, next, endsLine);
    return line !== undefined && !/[:=]\s/u.test(text.slice(line.start, line.end)) ? trim(text, line) : undefined;
  }
  callee.lastIndex = at;
  const call = callee.exec(text);
  if (call !== null) {
    if (lookups.test(call[1] ?? "")) return undefined;
    at += call[0].length;
  }
  const delimited = openedAt(text, at);
  if (delimited !== undefined) return delimited;
  past(raw);
  if (/[bnruf@$l]/i.test(text[at] ?? "") && /["']/u.test(text[at + 1] ?? "")) at++;
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) return quoted === "none" ? undefined : quoted;
  // A whole line of an environment file may hold any character.
  if (/=\s*$/u.test(text.slice(Math.max(0, start - 3), start))) {
    const before = text.slice(Math.max(0, from - 60), from);
    const begun = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\0")) + 1;
    const lead = before.length < 60 || begun > 0 ? before.slice(begun) : "x";
    if (/^\s*(?:export\s+|set\s+|ENV\s+|-\s+)?$/u.test(lead)) {
      const piece = text.slice(at, at + longestBare);
      // API_SECRET=… MODE=live, API_SECRET=… (main); set of Windows takes the line as it is.
      const goesOn = !/^\s*set\s/u.test(lead);
      const found = piece.search(goesOn ? /[\r\n\0]|\s(?:[#;(]|\w{1,80}=)/u : /[\r\n\0]|\s[#;]/u);
      const end = at + (found === -1 ? piece.length : found);
      if (end > at && !/[;{}]$/u.test(text.slice(at, end))) return trim(text, { start: at, end, certain: true });
    }
  }
  // - "NAME=several words" of Compose, -e "NAME=several words"
  const opening = text[from - 1];
  if ((opening === '"' || opening === "'") && opensSetting.test(text.slice(Math.max(0, from - 8), from - 1))) {
    const piece = text.slice(at, at + longestBare);
    const length = piece.search(opening === '"' ? /["\n]/u : /['\n]/u);
    if (length > 0 && piece[length] === opening) return { start: at, end: at + length, certain: true };
  }
  const groups = skip(appPassword, text, at);
  if (groups !== -1) return { start: at, end: groups, certain: true, position: "literal" };
  // In a line of YAML or .netrc an ampersand is a character like any other; in a URL and a command nothing blank stands before the value.
  const sign = text[start - 1] ?? "";
  const isSetting =
    sign === "=" && !/[?&]/u.test(text[from - 1] ?? "") && /^[A-Z][A-Z\d_]+=$/u.test(text.slice(from, start));
  const end = isSetting ? skip(ampersandsInSetting, text, at) : /\s/u.test(sign) ? skip(ampersands, text, at) : -1;
  return unescaped(text, end === -1 ? upTo(text, at, endsBare) : { start: at, end, certain: false });
}

function openedAt(text: string, at: number): Range | undefined {
  opener.lastIndex = at;
  const sign = opener.exec(text)?.[1];
  if (sign === undefined) return undefined;
  const lead = text.slice(Math.max(0, at - longestLeadIn), at);
  if ((text[at] === "q" && !ofPerl.test(lead)) || (text[at] === "[" && !ofLua.test(lead))) return undefined;
  const start = opener.lastIndex;
  const closer = text[at] === "R" ? ')"' : (closers[sign] ?? sign);
  const length = text.slice(start, start + longestBare).indexOf(closer);
  const isWord = length > 0 && !/[\s"'`]/u.test(text.slice(start, start + length));
  return isWord ? { start, end: start + length, certain: true, position: "literal" } : undefined;
}

// Without quotes, an escaped white space ends a value like the white space that it stands for; a copy without escapes has what is left.
function unescaped(text: string, range: Range | undefined): Range | undefined {
  if (range === undefined) return undefined;
  const escape = text.slice(range.start, range.end).search(/\\(?:[nrt]|u(?:00a0|0020|0026|000[\da-d]|202[89]|3000))/i);
  return escape === -1 ? range : escape === 0 ? undefined : { ...range, end: range.start + escape };
}

function trim(text: string, range: Range): Range {
  let { start, end } = range;
  while (start < end && /\s/u.test(text[start] ?? "")) start++;
  while (end > start && /[\s,]/u.test(text[end - 1] ?? "")) end--;
  const quote = text[start];
  if ((quote === '"' || quote === "'") && text[end - 1] === quote && end - start > 2)
    return { start: start + 1, end: end - 1, certain: true };
  return { ...range, start, end };
}

/** A range of which is known that code does not compute it. */
export function literal(range: Range | undefined): Range | undefined {
  return range && { ...range, position: "literal" };
}

/** What stands up to the first character of some; undefined where that is nothing. */
export function upTo(text: string, at: number, ends: Uint8Array): Range | undefined {
  const limit = Math.min(text.length, at + longestBare);
  let end = at;
  while (end < limit && ends[text.charCodeAt(end)] !== 1) end++;
  return end > at ? { start: at, end, certain: false } : undefined;
}

// An indented block: its first line where it has one, else the whole block.
function blockAt(text: string, at: number, indent: number): Range | undefined {
  let end = at;
  const limit = Math.min(text.length, at + longestValue);
  while (end < limit) {
    const newline = text.indexOf("\n", end);
    const line = newline === -1 || newline > limit ? limit : newline;
    end = line;
    if (line >= limit) break;
    const next = text.slice(line + 1, line + 1 + indent);
    if (next.trim() !== "" || next.length < indent) break;
    end = line + 1;
  }
  return end > at ? trim(text, { start: at, end, certain: true }) : undefined;
}

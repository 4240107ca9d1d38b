import { classOf } from "./classes";
import { Columns } from "./columns";
import { isKeyed, keyOf } from "./keyed";
import { listed, mayListSecrets } from "./listed";
import { Manifests } from "./manifests";
import { nameOf, type Assignment } from "./named";
import type { Name } from "./names";
import { longestValue, quotedAt, type Range } from "./quoted";
import { answered, beforehand, beyond, inside, recorded, within } from "./records";
import { definition, saidAfter } from "./said";
import { skip } from "./sticky";
import { Tables } from "./tables";
import { isRandom } from "./texture";
import { stemEnd, withoutLineEnd, writtenTo } from "./written";

const tellingAbroad =
  /пароль|ключ|секрет|фраз|токен|密码|密碼|密钥|密鑰|口令|助记词|助記詞|私钥|私鑰|秘密|秘钥|パスワード|シークレット|キー|鍵|トークン|비밀|시크릿|키|암호|schlüssel|clé|contraseña|hasło|şifre|khóa|khẩu/gi;
// Each of them holds one of these.
const lettersAbroad = /[оюетф密口助私秘パシ鍵ト비키크암üéñłşóẩ]/i;
const longestAbroad = 12;

const longestName = 120;
const longestBare = 512;

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
    if (to - from <= longestChance && endsRun(text, from)) continue;
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

/** The longest name that comes by chance. */
const longestChance = 4;
const leastRun = 24;
const longestRun = 80;

/** Whether what stands there is the end of a run of base64: in letters at random, short words such as `pk` come by chance. */
function endsRun(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before !== "+" && before !== "/") return false;
  let start = at;
  while (at - start < longestRun && /[A-Za-z\d+/]/u.test(text[start - 1] ?? "")) start--;
  return at - start >= leastRun && text[start] !== "/" && isRandom(text.slice(start, at));
}

// What a program asks or prints, up to its next argument.
const label = /[:：=?]\s?["'`],\s{0,10}[bruf]?["'`{]/iy;
// What may stand between a name and its value. All sticky, and bounded in every repetition.
// A terminal's colours stand around a name and its value in logs.
// eslint-disable-next-line no-control-regex
const closing = /["'`\\]{0,8}(?:\*\*)?\]?["']?\)?(?:\u001b\[[\d;]{0,10}m)?/y;
// The second of two names is Go's error.
const operator =
  // eslint-disable-next-line no-control-regex
  /(?:, ?(?:_|err|ok))?\s{0,40}(?::=|=>|<{1,2}-|[?:+]?=|\|\||\?\?|:-|:(?!:)|[：＝]|->)(?:\*{1,3}(?=\s))?[ \t]{0,40}(?:\u001b\[[\d;]{0,10}m)?/y;
const annotation =
  /[A-Z_&][\w.<>[\]| &']{0,40}?[ \t]{0,4}=[ \t]{0,4}(?=(?:[bc]?r#{0,3})?["'`]|[\w.]{1,30}\(\s{0,10}(?:default\s{0,4}=\s{0,4})?["'])/iy;
const sibling =
  /["'`\\]{0,8}[\s,;/]{1,60}["'`\\]{0,8}(?:value|val|content|text|default|secret_?string|string_?value|data)["'`\\]{0,8}\s{0,20}[:=]\s{0,20}/iy;
// A parameter of AWS's as text, and two strings in a row as Redis keeps them: $10 api_secret $36 …
const framed = /\t(?:Secure)?String\t|\r\n\$\d{1,5}\r\n/y;
const colonBehind = /\\{0,8}["'`]\s{0,20}:(?!:)/y;
const argument = /["'`\\]{1,8}\s{0,20},\s{0,40}(?=[bruf@]?["'`\\])/iy;
// variable "api_secret" { default = "…" }, resource "aws_ssm_parameter" "api_secret" { value = "…" }, new Parameter("api-secret", { value: "…" })
const block = /["'`]\s{0,10}(?:,\s{0,40})?\{[^{}]{0,400}?\b(?:default|value|secret_?string)["']?\s{0,10}[=:]\s{0,10}/iy;
const cell = /\s{0,4}>\s{0,40}(?:<!\[CDATA\[)?/y;
const callee =
  /(?:new\s{1,4}|\[\])?([A-Za-z_$][\w.$:]{0,60}(?:\(\)[\w.$]{1,40})?)!?\s{0,4}\(\s{0,40}(?:default\s{0,4}=\s{0,4})?(?=(?:[bBrRuUfF]|[bc]?r#{1,3})?["'`])/y;
// <key>API_SECRET</key><string>…</string> of property lists
const entry = /\s{0,4}<\/key>\s{0,40}<(?:string|data)>\s{0,40}/y;
// | API_SECRET | … | of Markdown, and API_SECRET,… of CSV, at the beginning of a line
const column = /["'`*]{0,3}[ \t]{0,60}[|│][ \t]{0,60}/y;
const opensColumn = /(?:^|\n)[ \t]{0,40}[|│](?:[^|│\n]{0,60}[|│])?[ \t]{0,40}["'`*]{0,3}$/u;
const comma = /["']?,[ \t]{0,4}/y;
// client.setApiSecret("…"), builder.apiSecret("…")
const call = /\(\s{0,40}(?=[bruf@]?\\{0,8}["'`]|[\w.]{1,40}(?:decode|from)\w{0,10}\(["'`])/iy;
// def get_private_key(): return "…", get apiSecret() { return "…"; }
const returned =
  /\([^()\n]{0,60}\)(?:\s{0,4}(?:->|:)\s{0,4}[\w.<>[\] |]{1,30})?\s{0,4}(?:[{:]\s{0,40}return\s{1,4}(?=[bruf]?["'`])|(?<=[\w>]\s{0,4})\{\s{0,40}(?="[^"\n]{1,600}"\.))/iy;
// auth=("bot", "…")
const basic = /(?:^|[._])auth$/iu;
const pair = /\(\s{0,10}["'][^"'\n]{1,60}["']\s{0,4},\s{0,10}(?=["'])/y;
// std::string api_secret{"…"}, Bot() : api_secret_("…")
const brace = /\{\s{0,10}(?:u8|[LuUR])?(?=")|(?<=_)\((?:u8|[LuUR])?(?=")/y;
const sets =
  /(?:^|[.:])(?:(?:[sS]et|[wW]ith)(?=[A-Z_])\w{1,80}|(?:[aA]pi_?|[cC]lient_?|[pP]rivate_?|[aA]ccess_?|[aA]uth_?|[sS]igning_?)?(?:[sS]ecret|[kK]ey|[pP]assword|[pP]assphrase|[tT]oken|[mM]nemonic)(?:_?[kK]ey)?)$/u;
// builder.okxPassphrase("…"), where the first word is no verb
const builds =
  /\.(?!(?:get|has|is|find|load|read|fetch|check|verify|valid|hash|compare|match|create|generate|make|build|new|delete|remove|reset|forgot|change|update|rotate|save|store|parse|decode|encode|encrypt|decrypt|sign|mask|redact|hide|show|print|log|expect|assert|test|require|resolve|lookup|refresh|revoke|by|to|from|use|add|put|list|count|on|in|of|for|no|without|invalid|wrong|bad)[A-Z_])[a-z][a-z\d]{1,15}(?:(?:[A-Z][a-z\d]{1,15}){0,2}_?(?:Secret(?:_?(?:Access)?Key)?|Password|Passphrase|Token|Mnemonic|(?:[aA]pi|[pP]rivate)_?(?:Key|Secret))|(?:_[a-z\d]{1,15}){0,3}_(?:secret|password|passphrase|token|mnemonic|(?:api|private|secret)_key))$/u;
// aws ssm put-parameter --name /bot/API_SECRET --value …, az keyvault secret set -n api-secret --value …
const option = /["']? [^\n|;&]{0,160}?--(?:value|secret-string)[ =]/y;
const namesOption = /(?:\/|\s-n[ =]["']?|--[a-z-]{0,20}(?:name|id)[ =]["']?)$/u;
const longestOption = 32;
// gh secret set API_SECRET --body …
const body = /["']? [^\n|;&]{0,80}?(?:(?:--body|-b)[ =]|-b(?=["']))/y;
const lookups =
  /(?:get|require|env|load|read|fetch|lookup|resolve|find|ref|import|parameter|param|translate|(?:^|[.:$])(?:gettext|test|describe|it|select|query|t|i18n|_))$/i;
const spaced = /[ \t]{1,20}(?:to[ \t]{1,4}(?="))?(?=[^\s<])/y;
// #define apiSecret OTHER_NAME
const constant = /[A-Z]{1,80}_\w{1,80}(?=[\s,;)]|$)/iy;
// - --api-secret and its value in the next item of a list
const item = /["']?[ \t]{0,8}\r?\n[ \t]{0,40}- {1,4}(?=[^\s-])/y;
// [start, --api-secret, "…"] of YAML
const element = /,[ \t]{1,8}(?=["'])/y;
// {api_secret, "…"} and {:api_secret, "…"} of Erlang and Elixir
const tuple = /,\s{0,10}(?:<<)?(?="[^"\n]{1,600}"(?:\/utf8)?(?:>>)?\s{0,10}\})/y;
const declaring = new Set(
  "ENV #define SET set setenv setx export def defonce setq defvar defconst defparameter password IDENTIFIED SetEnv proxy_set_header add_header fastcgi_param uwsgi_param".split(
    " ",
  ),
);

// machine api.net login bot password …, on one line or on three
const login = /(?:^|\s)login\s{1,8}\S{1,60}\s{1,20}$/u;

/** Whether what stands before a name on its line is a command or an option after which a name and its value are two words. */
function declares(lead: string): boolean {
  const words = lead
    .slice(lead.lastIndexOf("\n") + 1)
    .split(/[\s;|&(]/u)
    .filter((word) => word !== "");
  // -password: its dash does not belong to the name.
  if (/(?:^|\s)-$/u.test(lead)) return true;
  const last = words.at(-1) ?? "";
  return declaring.has(last) || login.test(lead) || /^-[\w-]+$/u.test(last);
}

// In a list of arguments, what follows an option is its value.
function optionOf(range: Range | undefined, isOption: boolean): Range | undefined {
  return isOption ? literal(range) : range;
}

function valueAfter(text: string, from: number, to: number, flag: boolean): Range | undefined {
  const closed = skip(closing, text, to);
  // <apiSecret>value</apiSecret>
  if (text[from - 1] === "<") {
    const at = skip(cell, text, to);
    if (at !== -1) {
      const inside = upTo(text, at, endsCell);
      const section = inside === undefined ? -1 : text.slice(inside.start, inside.end).indexOf("]]>");
      if (inside === undefined || section === 0) return undefined;
      return section === -1 ? inside : { ...inside, end: at + section };
    }
  }
  if (text[from - 1] === ">") {
    const at = skip(entry, text, to);
    if (at !== -1) return upTo(text, at, endsCell);
  }
  if (isKeyed(text, from, to)) {
    const key = keyOf(text, from, to);
    return key === -1 ? undefined : literal(valueAt(text, from, key));
  }
  // What a program asks or prints: the sign ends the label.
  if (skip(label, text, to) !== -1) return undefined;
  let at = answered(text, to);
  if (at !== -1) {
    const answer = valueAt(text, from, at);
    return answer && withoutLineEnd(text, answer);
  }
  at = skip(operator, text, closed);
  if (at !== -1 && text[at] !== "=") {
    // ${API_SECRET:-…}
    if (text[from - 1] === "{" && text[from - 2] === "$" && /-[ \t]*$/u.test(text.slice(closed, at)))
      return literal(upTo(text, at, endsDefault));
    const second = basic.test(text.slice(from, to)) ? skip(pair, text, at) : -1;
    if (second !== -1) return literal(valueAt(text, from, second));
    const inner = within(text, at);
    return valueAt(text, from, inner === -1 ? at : inner);
  }
  // { "name": "API_SECRET", "value": "…" } and its YAML and XML kin
  at = inside(text, skip(sibling, text, to));
  if (at !== -1) return valueAt(text, from, at);
  at = recorded(text, to);
  if (at !== -1) return valueAt(text, from, at);
  at = skip(framed, text, to);
  if (at !== -1) return valueAt(text, from, at);
  // setenv("API_SECRET", "…"), and ["--api-secret", "…"]; what a colon follows is the next key of a record.
  at = skip(argument, text, to);
  if (at !== -1 && !isKeyAt(text, at)) return optionOf(valueAt(text, from, at), flag);
  at = flag ? Math.max(skip(item, text, to), skip(element, text, to)) : -1;
  if (at !== -1) return valueAt(text, from, at);
  at = /\{:?$/.test(text.slice(Math.max(0, from - 2), from)) ? skip(tuple, text, to) : -1;
  if (at !== -1) return valueAt(text, from, at);
  at = skip(block, text, to);
  if (at !== -1) return valueAt(text, from, at);
  const name = text.slice(from, to);
  if (sets.test(name) || builds.test(text[from - 1] === "." ? `.${name}` : name)) {
    at = skip(call, text, to);
    if (at !== -1) return valueAt(text, from, at);
  }
  for (const lead of [brace, returned]) {
    at = skip(lead, text, to);
    if (at !== -1) return valueAt(text, from, at);
  }
  if (/\b(?:secret|variable) set ["']?$/.test(text.slice(Math.max(0, from - 24), from))) {
    at = skip(body, text, to);
    if (at !== -1) return valueAt(text, from, at);
  }
  const lead = text.slice(Math.max(0, from - 80), from);
  if (namesOption.test(lead.slice(-longestOption))) {
    at = skip(option, text, to);
    if (at !== -1) return valueAt(text, from, at);
  }
  at = skip(column, text, to);
  if (at !== -1 && opensColumn.test(lead)) return valueAt(text, from, at);
  at = skip(comma, text, to);
  if (at !== -1 && /(?:^|\n)["']?$/u.test(lead)) return valueAt(text, from, at);
  // --api-secret value, ENV API_SECRET value, PASSWORD 'value', Bearer value
  at = skip(spaced, text, to);
  if (at !== -1) {
    const quoted = /["'~]/u.test(text[at] ?? "");
    if (definition.test(lead) && skip(constant, text, at) !== -1) return undefined;
    // {:api-secret "…"} of EDN, @api_secret "…" of Elixir
    const isKeyword = quoted && (text[from - 1] === ":" || text[from - 1] === "@");
    if (
      flag ||
      isKeyword ||
      /^bearer$/i.test(name) ||
      (declares(lead) && (quoted || !/^identified by$/i.test(name) || /\bSET $/u.test(lead))) ||
      (quoted && /^(?:password|identified by)$/i.test(name)) ||
      (/^(?:requirepass|masterauth)$/u.test(name) && /(?:^|\n)[ \t]{0,8}$/u.test(lead))
    )
      return valueAt(text, from, at);
  }
  at = beyond(text, from, to);
  if (at !== -1) return valueAt(text, from, at);
  const held = beforehand(text, from);
  return held === undefined ? undefined : { ...held, certain: true, position: "literal" };
}

function isKeyAt(text: string, at: number): boolean {
  const quoted = quotedAt(text, at);
  return quoted !== undefined && quoted !== "none" && skip(colonBehind, text, quoted.end) !== -1;
}

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
const endsDefault = codes("}\n");
const endsCell = codes("<\n");

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

function valueAt(text: string, from: number, start: number): Range | undefined {
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

function literal(range: Range | undefined): Range | undefined {
  return range && { ...range, position: "literal" };
}

function upTo(text: string, at: number, ends: Uint8Array): Range | undefined {
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

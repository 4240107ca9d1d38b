import { isKeyed, keyOf } from "./keyed";
import { quotedAt, type Range } from "./quoted";
import { answered, beforehand, beyond, inside, recorded, within } from "./records";
import { definition } from "./said";
import { skip } from "./sticky";
import { endsCell, endsDefault, literal, upTo, valueAt } from "./values";
import { withoutLineEnd } from "./written";

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
const sibling =
  /["'`\\]{0,8}[\s,;/]{1,60}["'`\\]{0,8}(?:value|val|content|text|default|secret_?string|string_?value|data)["'`\\]{0,8}\s{0,20}[:=]\s{0,20}/iy;
// A parameter of AWS's as text, and two strings in a row as Redis keeps them: $10 api_secret $36 …
const framed = /\t(?:Secure)?String\t|\r\n\$\d{1,5}\r\n/y;
const colonBehind = /\\{0,8}["'`]\s{0,20}:(?!:)/y;
const argument = /["'`\\]{1,8}\s{0,20},\s{0,40}(?=[bruf@]?["'`\\])/iy;
// variable "api_secret" { default = "…" }, resource "aws_ssm_parameter" "api_secret" { value = "…" }, new Parameter("api-secret", { value: "…" })
const block = /["'`]\s{0,10}(?:,\s{0,40})?\{[^{}]{0,400}?\b(?:default|value|secret_?string)["']?\s{0,10}[=:]\s{0,10}/iy;
const cell = /\s{0,4}>\s{0,40}(?:<!\[CDATA\[)?/y;
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

/** A name, and what stands before it. */
class Written {
  constructor(
    readonly text: string,
    readonly from: number,
    readonly to: number,
    /** Whether it is an option of a command. */
    readonly isOption: boolean,
  ) {}

  get name(): string {
    return this.text.slice(this.from, this.to);
  }

  before(length: number): string {
    return this.text.slice(Math.max(0, this.from - length), this.from);
  }
}

/** What leads from a name to its value, and what else must hold. */
interface Form {
  readonly lead: RegExp;
  readonly fits?: (written: Written) => boolean;
}

const longestLine = 80;
const forms: readonly Form[] = [
  { lead: framed },
  { lead: item, fits: ({ isOption }) => isOption },
  { lead: element, fits: ({ isOption }) => isOption },
  { lead: tuple, fits: (written) => /\{:?$/.test(written.before(2)) },
  { lead: block },
  {
    lead: call,
    fits: ({ text, from, name }) => sets.test(name) || builds.test(text[from - 1] === "." ? `.${name}` : name),
  },
  { lead: brace },
  { lead: returned },
  { lead: body, fits: (written) => /\b(?:secret|variable) set ["']?$/.test(written.before(24)) },
  { lead: option, fits: (written) => namesOption.test(written.before(longestOption)) },
  { lead: column, fits: (written) => opensColumn.test(written.before(longestLine)) },
  { lead: comma, fits: (written) => /(?:^|\n)["']?$/u.test(written.before(longestLine)) },
];

/** The value that a name in [from, to) is given behind it, in whatever form of a language, a file or a command. */
export function valueAfter(text: string, from: number, to: number, isOption: boolean): Range | undefined {
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
  // setenv("API_SECRET", "…"), and ["--api-secret", "…"]; what a colon follows is the next key of a record.
  at = skip(argument, text, to);
  if (at !== -1 && !isKeyAt(text, at)) {
    const value = valueAt(text, from, at);
    // In a list of arguments, what follows an option is its value.
    return isOption ? literal(value) : value;
  }
  const written = new Written(text, from, to, isOption);
  for (const { lead, fits } of forms) {
    at = skip(lead, text, to);
    if (at !== -1 && fits?.(written) !== false) return valueAt(text, from, at);
  }
  // --api-secret value, ENV API_SECRET value, PASSWORD 'value', Bearer value
  at = skip(spaced, text, to);
  if (at !== -1) {
    const [name, lead] = [written.name, written.before(longestLine)];
    const quoted = /["'~]/u.test(text[at] ?? "");
    if (definition.test(lead) && skip(constant, text, at) !== -1) return undefined;
    // {:api-secret "…"} of EDN, @api_secret "…" of Elixir
    const isKeyword = quoted && (text[from - 1] === ":" || text[from - 1] === "@");
    if (
      isOption ||
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

import { skip, skipTo } from "./sticky";
import { isRandom, withoutPadding } from "./texture";

// All sticky, and bounded in every repetition.
const closing = /["'`\\]{0,8}/y;
// What may stand between a name and its value in one record: "type": "String", slotSetting = false. Another name begins another record.
const scalar =
  /[\s,;/{]{1,60}["'\\]{0,4}(?!(?:name|key)\b)[\w.-]{1,30}["'\\]{0,4}\s{0,4}[:=]\s{0,4}(?:\\{0,2}"[^"\\\n]{0,80}\\{0,2}"|'[^'\n]{0,80}'|[\w.-]{1,40}|\{\}|\[\])(?=[\s,;/])/iy;
const value =
  /[\s,;/{]{1,60}["'\\]{0,4}(?:parameter_?value|value|val|default|secret_?string|string_?value)["'\\]{0,4}\s{0,20}[:=]\s{0,20}/iy;
// What stands in its place where there is none of these.
const further = /[\s,;/{]{1,60}["'\\]{0,4}(?:env_?default|default_?value|data)["'\\]{0,4}\s{0,20}[:=]\s{0,20}/iy;
const note = /["'\\]{0,4}[\s,]{1,60}["'\\]{0,4}notes?["'\\]{0,4}\s{0,10}[:=]\s{0,10}["'](?=[^\s"']{16,512}["'])/iy;
const mostScalars = 8;
// "apiSecret": { "S": "…" } of DynamoDB
const typed = /\{\s{0,20}["'\\]{0,4}S["'\\]{0,4}\s{0,4}:\s{0,4}(?=\\{0,4}["'])/y;
// apiSecret:\n  type: string\n  default: … of CloudFormation and Pulumi in YAML
const indented = /\r?\n[ \t]{1,40}\w/y;
// "value": { "concealed": "…" } of 1Password, "data": { "content": "…" } of Proton Pass
const held = /\{\s{0,20}["'\\]{0,4}(?:concealed|string|content|password)["'\\]{0,4}\s{0,4}:\s{0,4}(?=\\{0,4}["'])/iy;
// <name>apiSecret</name><value>…</value>, <string name="apiSecret">…</string>
const element =
  /\s{0,4}<\/(?:name|key|stringProp)>\s{0,60}<(?:string|data|value|stringProp)(?:\s[^<>]{0,80})?>\s{0,40}(?=[^<\s])/iy;
const cell =
  /\s{0,4}(?:<\/(?:code|b|strong|span)>)?<\/(?:td|th|dt)>\s{0,60}<(?:td|dd)(?:\s[^<>]{0,80})?>\s{0,40}(?:<(?:code|b|span|pre)(?:\s[^<>]{0,80})?>)?(?=[^<\s])/iy;
const cellHead = /<(?:td|th|dt|code|b|strong|span)(?:\s[^<>]{0,80})?>[^<>\n]{0,40}$/i;
const longestHead = 140;
const attributed = /["']\s{0,4}>\s{0,40}(?:<value>\s{0,20})?(?=[^<\s])/y;
const attribute =
  /<(?:string(?:Prop)?|entry|property|item|var|param|env|variable|setting|textarea|config|field|data)\s[^<>]{0,80}\b(?:name|key)=["']$/i;
const longestAttribute = 120;
const opensElement = />[^<>\n]{0,20}$/u;
const inCell = /[^<\s]{16,512}/y;

// os.environ.get("API_SECRET") or "…", ENV["API_SECRET"] ||= "…", System.getenv("API_SECRET") ?: "…"
const alternative = /["'`]?[)\]]{0,2}\s{1,20}(?:or\s{1,20}|\?:\s{0,20}|(?:\|\||\?\?)=\s{0,20})(?=[bruf@]?["'`(])/iy;
// env::var("API_SECRET").unwrap_or("…".into()), Optional.ofNullable(getenv("API_SECRET")).orElse("…")
const fallback =
  /["'`]?[)\]]{1,3}\s{0,20}\.\s{0,4}(?:unwrap_or(?:_else)?|orElse(?:Get)?|or_else|getOrElse)\s{0,4}[({]\s{0,10}(?:(?:\|_?\w{0,10}\||\(\)\s{0,2}[-=]>)\s{0,10})?(?=["'`]|\w[\w.:]{0,40}\()/y;
// ENV.fetch("API_SECRET") { "…" }
const fetched = /["'`]\)\s{0,4}(?:\{|do)\s{1,10}(?=["'`])/y;
// var apiSecret string = "…", Const ApiSecret As String = "…", DECLARE @ApiSecret NVARCHAR(64) = '…'
const declared =
  /[ \t]{1,20}(?:as[ \t]{1,4})?[A-Z*&][\w.*&]{0,30}(?:\(\w{1,8}\))?[ \t]{0,4}:?=[ \t]{0,10}(?=[bruN@$]{0,2}["'`])/iy;
const declares =
  /(?:^|[\s;({])(?:var|const|dim|declare|param|static|private|public|global|final|in(?:put)?)\s{1,8}@?$/i;
const longestLead = 24;
// s:9:"apiSecret";s:4:"…"; of PHP
const serialized = /";s:\d{1,4}:(?=")/y;
// mapOf("apiSecret" to "…") of Kotlin
const paired = /["']\s{1,4}to\s{1,4}(?=["'])/y;
const opensPair = /[(,]\s{0,20}["']$/u;
// expect "API secret:" and send "…"
const sends =
  /[:?]?[ \t]{0,4}["']\)?;?\s{1,40}(?:send(?:_?line)?\s{1,4}(?:--\s{1,4})?|(?:await\s)?(?:\w{1,20}\.)?send_?line\(\s{0,4}[bf]?)(?=["'])/iy;
/** What stands behind a name, and before it. */
const behindLead: readonly (readonly [behind: RegExp, before: RegExp])[] = [
  // Content-Disposition: form-data; name="api_secret", and the value behind an empty line
  [/"[^\r\n]{0,80}\r?\n(?:Content-[A-Z-]{4,24}:[^\r\n]{0,80}\r?\n){0,2}\r?\n(?=\S)/iy, /form-data; ?name="$/u],
  // ::set-output name=api_secret::… of GitHub's workflows
  [/::(?=\S)/y, /::set-(?:output|env) name=$/u],
  // read -r API_SECRET <<< "…"
  [/[ \t]{0,4}<<<[ \t]{0,4}(?=\S)/y, /\bread(?:[ \t]-[a-z]{1,3}){0,3}[ \t]$/u],
  // pkgs.writeText "api-secret" "…" of Nix
  [/"[ \t]{1,4}(?=")/y, /\bwriteText[ \t]"$/u],
  // ##vso[task.setvariable variable=API_SECRET;issecret=true]… of Azure's pipelines
  [/(?:;\w{1,20}=\w{1,20}){0,3}\](?=\S)/y, /[ ;]variable=$/u],
  // ${env:API_SECRET, '…'} of Serverless
  [/,[ \t]{0,4}(?=["'])/y, /\$\{(?:env|opt|param|ssm|self):$/u],
];
// char api_secret[] = "…", string ApiSecret { get; set; } = "…"
const shaped =
  /(?:\[[\w ]{0,20}\]|[ \t]{0,4}\{[ \t]{0,4}get;[ \t\w;]{0,40}\})[ \t]{0,4}=[ \t]{0,10}(?=[bruN@$L]{0,2}["'`])/y;
// { "value": "…", "name": "API_SECRET" }, <input value="…" id="api-secret">, Field(default="…", env="API_SECRET")
const before =
  /(?:^|[\s{(,<])["']?(?:value|default)["']?\s{0,4}[:=]\s{0,4}(["'])([^"'\\\n]{6,200})\1[\s,]{1,40}(?:["']?(?:type|id)["']?\s{0,4}[=:]\s{0,4}["'][\w-]{0,20}["'][\s,]{1,20}){0,2}["']?(?:name|key|id|env|validation_alias|alias)["']?\s{0,4}[:=]\s{0,4}["']?$/i;
// - value: …\n  name: API_SECRET of Kubernetes
const lineBefore =
  /(?:^|\n)[ \t]{0,40}(?:- )?value:[ \t]{1,4}([^\s"'#]{6,200})[ \t]{0,8}\r?\n[ \t]{1,40}name:[ \t]{1,4}["']?$/u;
const announces = /(?:name|key|id|env|alias)["']?\s{0,4}[:=]\s{0,4}["']?$/i;
const longestBefore = 320;

/** Where the value begins that a record gives to the name at a range after scalars of its own: name, type, value; else -1. */
export function recorded(text: string, to: number): number {
  const at = inRecord(text, skip(closing, text, to));
  if (at !== -1) return at;
  const noted = skip(note, text, to);
  return noted !== -1 && isRandomCell(text, noted) ? noted - 1 : -1;
}

/** Where the value begins that an element, a fallback or a declaration gives to the name at a range; else -1. */
export function beyond(text: string, from: number, to: number): number {
  const lead = text.slice(Math.max(0, from - longestLead), from);
  let at = -1;
  if (opensElement.test(lead)) at = skip(element, text, to);
  if (at !== -1) return at;
  at = skip(cell, text, to);
  if (at !== -1 && cellHead.test(text.slice(Math.max(0, from - longestHead), from)))
    return isRandomCell(text, at) ? at : -1;
  at = skip(attributed, text, to);
  if (at !== -1 && attribute.test(text.slice(Math.max(0, from - longestAttribute), from))) return at;
  for (const pattern of [alternative, fallback, fetched, shaped, serialized]) {
    at = skip(pattern, text, to);
    if (at !== -1) return at;
  }
  at = skip(paired, text, to);
  if (at !== -1 && opensPair.test(lead)) return at;
  for (const [behind, before] of behindLead) {
    at = skip(behind, text, to);
    if (at !== -1 && before.test(lead)) return at;
  }
  return declares.test(lead) ? skip(declared, text, to) : -1;
}

/** Where the value begins that a script sends when it is asked for what the range names; else -1. */
export function answered(text: string, to: number): number {
  return skip(sends, text, to);
}

/** Where the value begins in a record that a name is given, `{ "S": "…" }` or lines that are indented further; else -1. */
export function within(text: string, at: number): number {
  const place = skip(typed, text, at);
  return place !== -1 ? place : text[at] === "{" || skip(indented, text, at) !== -1 ? inRecord(text, at) : -1;
}

/** The range of a value that a record gives before its name; undefined where there is none. */
export function beforehand(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  if (!announces.test(text.slice(Math.max(0, from - 40), from))) return undefined;
  const lead = text.slice(Math.max(0, from - longestBefore), from);
  const match = before.exec(lead) ?? lineBefore.exec(lead);
  const held = match?.[2] ?? match?.[1];
  if (match === null || held === undefined) return undefined;
  const start = from - lead.length + match.index + match[0].indexOf(held);
  return { start, end: start + held.length };
}

function inRecord(text: string, from: number): number {
  const at = skipTo(value, scalar, mostScalars, text, from);
  return inside(text, at === -1 ? skipTo(further, scalar, mostScalars, text, from) : at);
}

/** Where the value begins in a record of its own, { "concealed": "…" }, that stands in its place; else where it was. */
export function inside(text: string, at: number): number {
  return at === -1 ? -1 : Math.max(at, skip(held, text, at));
}

// People explain in the second column of a table what the first one names.
function isRandomCell(text: string, at: number): boolean {
  const end = skip(inCell, text, at);
  return end !== -1 && isRandom(withoutPadding(text.slice(at, end)));
}

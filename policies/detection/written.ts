import { isSealed } from "./listed";
import { readName } from "./names";
import { quotedAt, type Range } from "./quoted";
import { skip, skipTo } from "./sticky";

// A value that is one word. Where it begins like an assignment, the name in it speaks for itself.
const bare = /[^\s|<>"'`;&()\\]{4,400}(?=[\s|<>"'`;&)\\]|$)/y;
const assigns = /^[A-Za-z_][\w.-]{0,80}[ \t]{0,4}[=:](?!=*$)/u;
const lineEnd = /(?:\\r)?\\[nrt]$/u;
const prefix = /[bruf](?=["'`])/y;
const passes =
  /(?:[Ss]ensitive|nonsensitive|trimspace|chomp|base64encode|str|String|bytes|\[\]byte|Buffer\.from)\(\s{0,10}(?=["'`])/y;
const dataUrl = /data:[\w/;=-]{0,40},/y;

// What a file that holds text alone may be called besides; and words that end a name as well.
const textual = /\.(?:txt|pem|b64|base64|dat|conf)$/iu;
const worded = /\.(?:key|secret|token|pass(?:word|wd)?|cred)$/iu;
const inPath = /[\w.~${}/\\-]/u;
const longestPath = 160;
const longestBefore = 600;
const longestValue = 600;

// Where a shell writes, right before a path: > file, | sudo tee -a file, docker secret create name, COPY <<EOF file.
const target =
  /(?:>{1,2}\|?|\btee(?: {1,4}-a)?|\b(?:docker|podman) secret create|\bgcloud secrets (?:create|versions add)|\bgh secret set(?: {1,4}--?[a-z]{1,10})?|\bgh auth login|\bkeyring set {1,4}\w{1,30}|\bwrangler secret put|\bvercel env add|\bpass insert(?: {1,4}-{1,2}[a-z]{1,10}){0,2}|\bsystemd-creds encrypt(?: {1,4}-[a-z-]{1,12}){0,2} --name=|\/dev\/stdin|\b(?:COPY|ADD)[^\n]{0,30}<<-?["']?\w{1,20}["']?)[ \t]{0,4}["']?$/u;
const longestTarget = 70;

// echo '…' | docker login --password-stdin: the command between the pipe and the option
const fed = /(?<=\|[ \t]{0,4}(?:(?:sudo|npx)[ \t]{1,4})?)(?!(?:sudo|npx)\b)[\w./-]{1,60}(?:[ \t][^|;&]{0,160})?$/u;
const standardInput = /[-_]stdin$/iu;
// echo '…' > api_secret, printf %s "…" | base64 | sudo tee api_secret: what is printed, and what leads it on.
const prints = /(?:echo|printf)(?:[ \t]{1,4}(?:-[neE]{1,3}|--)){0,2}[ \t]{1,4}/y;
const format = /(?:(["'])[^"'\n%]{0,8}%s[^"'\n]{0,8}\1|%s(?:\\{1,2}n)?)[ \t]{1,4}/y;
const leadsOn =
  /[ \t]{0,4}(?:\|[ \t]{0,4}(?:base64(?:[ \t]{1,4}(?:-w[ \t]?0|-d|--decode))?|tr -d ["']?\\{1,2}n["']?)[ \t]{0,4})?(?=[>|])(?:\|[ \t]{0,4}(?:(?:sudo|npx)[ \t]{1,4})?)?/y;
// "…" | Out-File api_secret.txt
const cmdlet = /\|[ \t]{0,4}(?:Out-File|Set-Content|Add-Content)[ \t]{1,4}(?:-\w{1,10}[ \t]{1,4})?["']?$/iu;
// cat > api_secret <<EOF, and cat <<EOF > api_secret, with the value alone on the next line
const heredoc =
  /["']?(?:[ \t]{1,4}-)?(?:[ \t]{0,4}\d?>{1,2}[ \t]{0,4}\/dev\/null)?[ \t]{0,4}<<-?[ \t]{0,2}\\?["']?([A-Z_]\w{0,20})\b["']?[^\n]{0,80}\r?\n[ \t]{0,20}/iy;
const heredocBefore = /<<-?[ \t]{0,2}\\?["']?([A-Z_]\w{0,20})\b/iy;
const restOfLine = /[^\n]{0,120}\r?\n[ \t]{0,20}/y;
const lastLine = /[ \t]{0,8}\r?\n[ \t]{0,20}(\w{1,21})[ \t]{0,8}(?:\r?\n|$)/y;
// install /dev/stdin api_secret <<< …, gh secret set API_SECRET < <(echo …)
const hereString =
  /["']?(?:[ \t]{1,4}-){0,2}[ \t]{1,4}(?:<<<[ \t]{0,4}|<[ \t]{0,4}<\((?:echo|printf)(?:[ \t]{1,4}-[neE]{1,3})?[ \t]{1,4})/y;
// Set-Content -Path api_secret.txt -Value …
const option = /["']?[ \t]{1,4}-(?:Value|InputObject)[ \t]{1,4}/iy;
// sed -i "s|__API_SECRET__|…|" config.json
const replaces = /\bs([/|#,@~])[\^"'{<%\\[]{0,6}$/u;
const longestOpening = 9;
const replaced = /[}>%\]"'\\]{0,6}(?=[/|#,@~])/y;

// Path("api_secret").write_text("…"), open("api_secret", "w").write("…")
const method =
  /["'`]\){1,2}\s{0,4}\.\s{0,2}(?:write_(?:text|bytes)|writeText|write)\(\s{0,10}|["'`]\){0,2},\s{0,4}["'][wa]b?\+?["'][^()\n]{0,40}\)(?:\s{0,4}\.\s{0,2}|\s{1,4}as\s{1,4}\w{1,20}:\s{1,40}\w{1,20}\.|\s{0,4}\{\s{0,4}\|\w{1,20}\|\s{0,10}\w{1,20}\.|(?:;\s{0,4}|\s{0,4}\n\s{0,20})(?:await\s{1,4})?\w{1,20}\.)write(?:String)?\(\s{0,10}/y;
// fs.writeFileSync("api_secret", "…"), os.WriteFile("api_secret", []byte("…"), 0600)
const argument = /["'`]\){0,2},\s{0,20}(?=[bruf]?["'`]|(?:\[\]byte|[\w.]{1,20})\()/y;
const writes =
  /(?:write\w{0,16}|put_contents)\s{0,2}\(\s{0,10}(?:[\w.]{1,40}\(\s{0,10}(?:[\w.]{1,40},\s{0,10}){0,3})?["'`]$/iu;
const longestCall = 140;

// { "path": "/etc/bot/api_secret", "owner": "bot:bot", "content": "…" }, in either order, in YAML and in the languages of Terraform,
// Ansible, Puppet, Chef, Salt, Nix and Ignition.
const pathKey =
  /\b(?:dest(?:ination)?|file_?name|target|(?:remote_?)?path|key)["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}["'\\]{0,4}$/iu;
const longestKey = 50;
const behindPath = /["'\\]{0,4}(?=[\s,])/y;
// A title: /etc/bot/api_secret: { … }, file '…' do, environment.etc."…".text
const behindTitle = /["'\\]{0,4}(?::(?=[ \t]{0,4}(?:\r?\n|\{))|[ \t]{1,4}do\b|(?=\.text\b))/y;
// resource "local_file" "api_secret" { … }
const behindFile = /"[ \t]{0,4}(?=\{)/y;
const fileResource = /(?:file|object)"[ \t]{1,4}"$/iu;
/** What stands behind a file's name, and before its path where the one alone says too little. */
const files: readonly (readonly [behind: RegExp, before?: RegExp])[] = [
  [behindTitle],
  [behindFile, fileResource],
  [behindPath, pathKey],
];
const field =
  /[\s,;{]{1,60}["'\\]{0,4}(?!(?:contents?|path|dest|file_?name)\b)[\w.]{1,30}["'\\]{0,4}\s{0,8}(?::|=>?|(?= ))\s{0,8}(?:\\{0,2}"[^"\\\n]{0,80}\\{0,2}"|'[^'\n]{0,80}'|[\w.:/-]{1,60}|(?=\n))(?=[\s,;}])/y;
const content =
  /(?:[\s,;{]{1,60}(?:- )?["'\\]{0,4}(?:sensitive_)?contents?(?:_base64)?["'\\]{0,4}\s{0,8}(?::|=>?|(?= ))|\.text\s{0,4}=)\s{0,8}(?:\{?\s{0,40}["']?(?:source|inline)["']?:\s{0,4})?(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24})?/y;
const ownContent = /contents?(?:_base64)?["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24})?/y;
const nextKey =
  /[\s,;]{1,60}["'\\]{0,4}(?:path|dest(?:ination)?|file_?name|target|key)["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}["'\\]{0,4}/iy;
const closing = /["'\\]{0,4}/y;
const mostFields = 6;
// api_secret.txt: | of a ConfigMap
const block = /["']?:[ \t]{1,4}(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24}|(?=["']))/y;

/** Where the name of what a file holds, or an option reads, ends: that it is text, or standard input, does not belong to it. */
export function stemEnd(text: string, from: number, to: number): number {
  const written = text.slice(from, to);
  if (standardInput.test(written)) return to - "-stdin".length;
  if (textual.test(written)) return from + written.replace(textual, "").length;
  const stem = written.replace(worded, "");
  return readName(stem).role === "none" ? to : from + stem.length;
}

/** The value that a script, a program or a configuration writes to the file or into the store that is named at a range. */
export function writtenTo(text: string, from: number, to: number): Range | undefined {
  // A folder; in sed's s/…/…/ a slash ends what is replaced.
  if ((text[to] === "/" && text.slice(from - 2, from) !== "s/") || text[to] === "\\") return undefined;
  const path = pathStart(text, from);
  const before = text.slice(Math.max(0, path - longestBefore), path);
  const value =
    inShell(text, before, path, from, to) ?? inProgram(text, before, to) ?? inRecord(text, before, path, from, to);
  if (value === undefined) return undefined;
  return assigns.test(text.slice(value.start, value.end)) ? undefined : withoutLineEnd(text, value);
}

/** A value without the line's end that is written out behind it: \n, \r and \r\n between double quotes. */
export function withoutLineEnd(text: string, range: Range): Range {
  return { ...range, end: range.end - (lineEnd.exec(text.slice(range.start, range.end))?.[0].length ?? 0) };
}

/** Where the path begins that a name ends. */
function pathStart(text: string, from: number): number {
  let at = from;
  while (from - at < longestPath && inPath.test(text[at - 1] ?? " ")) at--;
  // C:\bot
  return text[at - 1] === ":" && text[at] === "\\" ? Math.max(0, at - 2) : at;
}

function inShell(text: string, before: string, path: number, from: number, to: number): Range | undefined {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (cmdlet.test(line.slice(-longestTarget))) {
    const piped = quotedBefore(line, line.lastIndexOf("|"));
    return piped && moved(piped, path - line.length);
  }
  const behind = skip(option, text, to);
  if (behind !== -1) return valueAt(text, behind);
  const put = line.includes("sed ") ? inScript(text, from, to) : undefined;
  if (put !== undefined) return put;
  const isFed = standardInput.test(text.slice(from, to));
  const found = (isFed ? fed.exec(line) : target.exec(line.slice(-longestTarget)))?.[0];
  if (found === undefined) return undefined;
  return printed(line, found, path) ?? inHeredoc(text, line, to) ?? valueBehind(text, skip(hereString, text, to));
}

/** What sed puts in place of a name. */
function inScript(text: string, from: number, to: number): Range | undefined {
  const sign = replaces.exec(text.slice(Math.max(0, from - longestOpening), from))?.[1];
  const at = skip(replaced, text, to);
  if (sign === undefined || text[at] !== sign) return undefined;
  const size = text.slice(at + 1, at + 1 + longestValue).indexOf(sign);
  return size > 0 ? literal(at + 1, at + 1 + size) : undefined;
}

/** What the command prints whose output a target takes. */
function printed(line: string, target: string, path: number): Range | undefined {
  const command = Math.max(line.lastIndexOf("echo "), line.lastIndexOf("printf "));
  const begun = command === -1 ? -1 : skip(prints, line, command);
  if (begun === -1) return undefined;
  const at = Math.max(begun, skip(format, line, begun));
  const value = valueAt(line, at);
  if (value === undefined) return undefined;
  const led = skip(leadsOn, line, value.end + (value.start > at ? 1 : 0));
  return led === line.length - target.length ? moved(value, path - line.length) : undefined;
}

function inHeredoc(text: string, line: string, to: number): Range | undefined {
  heredoc.lastIndex = to;
  const behind = heredoc.exec(text);
  heredocBefore.lastIndex = Math.max(0, line.lastIndexOf("<<"));
  const word = behind?.[1] ?? heredocBefore.exec(line)?.[1];
  if (word === undefined) return undefined;
  const at = behind === null ? skip(restOfLine, text, to) : heredoc.lastIndex;
  const end = at === -1 ? -1 : skip(bare, text, at);
  if (end === -1) return undefined;
  lastLine.lastIndex = end;
  return lastLine.exec(text)?.[1] === word ? literal(at, end) : undefined;
}

function inProgram(text: string, before: string, to: number): Range | undefined {
  const at = skip(method, text, to);
  if (at !== -1) return valueAt(text, at);
  const next = skip(argument, text, to);
  return next !== -1 && writes.test(before.slice(-longestCall)) ? valueAt(text, next) : undefined;
}

function inRecord(text: string, before: string, path: number, from: number, to: number): Range | undefined {
  const isKeyed = (pattern: RegExp): boolean => pattern.test(before.slice(-longestKey));
  for (const [sign, opens] of files) {
    const at = skipTo(content, field, mostFields, text, skip(sign, text, to));
    if (at !== -1 && (opens === undefined || isKeyed(opens)))
      return isSealed(text, to) ? undefined : inUrl(text, valueAt(text, at));
  }
  if (textual.test(text.slice(from, to))) {
    const inBlock = skip(block, text, to);
    if (inBlock !== -1) return valueAt(text, inBlock);
  }
  return before.includes("content") && isKeyed(pathKey) ? contentBefore(text, before, path) : undefined;
}

function contentBefore(text: string, before: string, path: number): Range | undefined {
  const begun = skip(ownContent, before, before.lastIndexOf("content"));
  const value = begun === -1 ? undefined : valueAt(before, begun);
  if (value === undefined) return undefined;
  const offset = path - before.length;
  const at = skip(closing, text, offset + value.end);
  return skipTo(nextKey, field, mostFields, text, at) === path ? moved(value, offset) : undefined;
}

/** What a URL that holds its data holds. */
function inUrl(text: string, value: Range | undefined): Range | undefined {
  return value && { ...value, start: Math.max(value.start, skip(dataUrl, text, value.start)) };
}

/** What stands between quotes right before a place of a line. */
function quotedBefore(line: string, at: number): Range | undefined {
  const end = line.slice(0, at).trimEnd().length - 1;
  const quote = line[end] ?? "";
  const start = line.lastIndexOf(quote, end - 1) + 1;
  return (quote === '"' || quote === "'") && start > 0 && end > start ? literal(start, end) : undefined;
}

function valueBehind(text: string, at: number): Range | undefined {
  return at === -1 ? undefined : valueAt(text, at);
}

function valueAt(text: string, start: number): Range | undefined {
  const inside = Math.max(start, skip(passes, text, start));
  const at = Math.max(inside, skip(prefix, text, inside));
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) return quoted === "none" ? undefined : literal(quoted.start, quoted.end);
  const end = skip(bare, text, at);
  return end === -1 ? undefined : literal(at, end);
}

function literal(start: number, end: number): Range {
  return { start, end, certain: true, position: "literal" };
}

function moved(range: Range, by: number): Range {
  return { ...range, start: range.start + by, end: range.end + by };
}

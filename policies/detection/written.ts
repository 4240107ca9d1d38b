import { quotedAt, type Range } from "./quoted";
import { skip } from "./sticky";

// All sticky, and bounded in every repetition. A path goes on to the name that ends it.
const endings = /\.(?:txt|key|secret|token|pass(?:word|wd)?|pem|b64|base64|dat|cred|conf)$/iu;
const bare = /[^\s|<>"'`;&()\\]{4,400}/y;

// echo '…' > /etc/bot/api_secret, printf %s "…" | sudo tee api_secret, echo … | docker secret create api_secret -
const prints = /(?:echo|printf)(?:[ \t]{1,4}(?:-[neE]{1,3}|--)){0,2}[ \t]{1,4}/y;
const format = /(?:(["'])[^"'\n%]{0,8}%s[^"'\n]{0,8}\1|%s(?:\\{1,2}n)?)[ \t]{1,4}/y;
const into =
  /[ \t]{0,4}(?:\|[ \t]{0,4}base64(?:[ \t]{1,4}-w[ \t]?0)?[ \t]{0,4})?(?:>{1,2}|\|[ \t]{0,4}(?:(?:sudo|npx)[ \t]{1,4})?(?:tee|(?:docker|podman) secret create|gcloud secrets (?:create|versions add)|gh secret set|wrangler secret put|vercel env add|systemd-creds encrypt|pass insert)\b(?:[ \t]{1,4}-{1,2}[\w-]{1,20}(?![\w=-])){0,3})[ \t]{0,4}(?:--name=)?["']?(?:[\w.~${}-]{0,60}\/){0,12}/y;
// "…" | Out-File api_secret.txt
const pipes =
  /[ \t]{0,4}\|[ \t]{0,4}(?:Out-File|Set-Content|Add-Content)[ \t]{1,4}(?:-\w{1,10}[ \t]{1,4})?["']?(?:[\w.:~$-]{0,60}[\\/]){0,12}/iy;
const longestLine = 600;
const longestPath = 160;

// cat > api_secret <<EOF, and cat <<EOF > api_secret, with the value alone on the next line
const heredoc = /[^\n]{0,120}?<<-?[ \t]{0,2}\\?["']?([A-Z_]\w{0,20})["']?[^\n]{0,80}\r?\n[ \t]{0,20}/iy;
const heredocBefore = /<<-?[ \t]{0,2}\\?["']?([A-Z_]\w{0,20})["']?[^\n]{0,160}$/iy;
const restOfLine = /[^\n]{0,120}\r?\n[ \t]{0,20}/y;
const lastLine = /[ \t]{0,8}\r?\n[ \t]{0,20}(\w{1,21})[ \t]{0,8}(?:\r?\n|$)/y;
// install /dev/stdin api_secret <<< …, gh secret set API_SECRET < <(echo …)
const hereString =
  /["']?(?:[ \t]{1,4}-[\w=./-]{0,40}){0,4}[ \t]{1,4}(?:<<<[ \t]{0,4}|<[ \t]{0,4}<\((?:echo|printf)(?:[ \t]{1,4}-[neE]{1,3})?[ \t]{1,4})/y;
// Set-Content -Path api_secret.txt -Value …
const option = /["']?[ \t]{1,4}-(?:Value|InputObject)[ \t]{1,4}/iy;

// Path("api_secret").write_text("…"), open("api_secret", "w").write("…")
const method =
  /["'`]\){1,2}\s{0,4}\.\s{0,2}(?:write_(?:text|bytes)|writeText|write)\(\s{0,10}|["'`]\){0,2},\s{0,4}["'][wa]b?\+?["'][^()\n]{0,40}\)(?:\s{0,4}\.\s{0,2}|\s{1,4}as\s{1,4}\w{1,20}:\s{1,40}\w{1,20}\.|\s{0,4}\{\s{0,4}\|\w{1,20}\|\s{0,10}\w{1,20}\.|(?:;\s{0,4}|\s{0,4}\n\s{0,20})(?:await\s{1,4})?\w{1,20}\.)write(?:String)?\(\s{0,10}/y;
// fs.writeFileSync("api_secret", "…"), os.WriteFile("api_secret", []byte("…"), 0600)
const argument = /["'`]\){0,2},\s{0,20}(?:(?:\[\]byte|[\w.]{1,20})\(\s{0,4})?(?=[bruf]?["'`])/y;
const writes =
  /(?:write\w{0,16}|put_contents)\s{0,2}\(\s{0,10}(?:[\w.]{1,40}\(\s{0,10}(?:[\w.]{1,40},\s{0,10}){0,3})?["'`](?:[\w.:~${}-]{0,60}[\\/]){0,12}$/iu;
// sed -i "s|__API_SECRET__|…|" config.json
const replaces = /\bs([/|#,@~])[\^"'{<%\\[]{0,6}$/u;
const longestOpening = 9;
const replaced = /[}>%\]"'\\]{0,6}(?=[/|#,@~])/y;
const prefix = /[bruf](?=["'`])/y;

// { "path": "/etc/bot/api_secret", "owner": "bot:bot", "content": "…" }, in either order, in YAML and in the languages of Terraform,
// Ansible, Puppet, Chef, Salt, Nix and Ignition.
const isFile =
  /\b(?:dest(?:ination)?|file_?name|target|(?:remote_?)?path|key)["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}["'\\]{0,4}(?:[\w.~${}-]{0,60}\/){0,12}$/iu;
const behindFile = /["'\\]{0,4}(?=[\s,])/y;
const asKey = /["'\\]{0,4}\s{0,4}(?::(?=[\s{])|=>|do\b|(?=\{)|(?=\.text\b))/y;
const scalar =
  /[\s,;{]{1,60}(?:- )?["'\\]{0,4}(?!(?:contents?|path|dest|file_?name)\b)[\w.]{1,30}["'\\]{0,4}\s{0,8}(?::|=>?|(?= ))\s{0,8}(?:\\{0,2}"[^"\\\n]{0,80}\\{0,2}"|'[^'\n]{0,80}'|[\w.:/-]{1,60}|(?=\n))(?=[\s,;}])/y;
const content =
  /(?:[\s,;{]{1,60}(?:- )?["'\\]{0,4}contents?["'\\]{0,4}\s{0,8}(?::|=>?|(?= ))|\.text\s{0,4}=)\s{0,8}(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24})?(?:\{?\s{0,40}["']?(?:source|inline)["']?:\s{0,4})?/y;
const ownContent = /contents?["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24})?/y;
const pathKey =
  /[\s,;]{1,60}["'\\]{0,4}(?:path|dest(?:ination)?|file_?name|target|key)["'\\]{0,4}\s{0,8}(?::|=>?)\s{0,8}["'\\]{0,4}(?:[\w.~${}-]{0,60}\/){0,12}/iy;
const closing = /["'\\]{0,4}/y;
const mostScalars = 6;
const dataUrl = /data:[\w/;=-]{0,40},/y;
// api_secret.txt: | of a ConfigMap
const block = /["']?:[ \t]{1,4}(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24}|(?=["']))/y;

/** Where the name of a file ends without what says only that it holds text: the rest is named like a variable. */
export function stemEnd(text: string, from: number, to: number): number {
  return to - (endings.exec(text.slice(from, to))?.[0].length ?? 0);
}

/** The value that a script, a program or cloud-init writes to the file or into the store that is named at a range. */
export function writtenTo(text: string, from: number, to: number): Range | undefined {
  // A folder.
  if (text[to] === "/" || text[to] === "\\") return undefined;
  const line = text.slice(Math.max(0, from - longestLine), from);
  const lead = line.slice(line.lastIndexOf("\n") + 1);
  return (
    printed(text, lead, from) ?? inHeredoc(text, lead, to) ?? handed(text, lead, to) ?? contained(text, line, from, to)
  );
}

function printed(text: string, lead: string, from: number): Range | undefined {
  const pipe = lead.lastIndexOf("|");
  if (pipe === -1 && !lead.includes(">")) return undefined;
  const offset = from - lead.length;
  if (pipe !== -1 && skip(pipes, text, offset + pipe) === from) return move(quotedBefore(lead, pipe), offset);
  const command = Math.max(lead.lastIndexOf("echo "), lead.lastIndexOf("printf "));
  const begun = command === -1 ? -1 : skip(prints, lead, command);
  if (begun === -1) return undefined;
  const at = Math.max(begun, skip(format, lead, begun));
  const value = valueAt(lead, at);
  if (value === undefined || skip(into, text, offset + value.end + (value.start > at ? 1 : 0)) !== from)
    return undefined;
  return move(value, offset);
}

/** What stands between quotes right before a place of a line. */
function quotedBefore(line: string, at: number): Range | undefined {
  const end = line.slice(0, at).trimEnd().length - 1;
  const quote = line[end] ?? "";
  const start = line.lastIndexOf(quote, end - 1) + 1;
  return (quote === '"' || quote === "'") && start > 0 && end > start ? literal(start, end) : undefined;
}

function inHeredoc(text: string, lead: string, to: number): Range | undefined {
  heredoc.lastIndex = to;
  const behind = heredoc.exec(text);
  heredocBefore.lastIndex = Math.max(0, lead.lastIndexOf("<<"));
  const word = behind?.[1] ?? heredocBefore.exec(lead)?.[1];
  if (word === undefined) return undefined;
  const at = behind === null ? skip(restOfLine, text, to) : heredoc.lastIndex;
  const end = at === -1 ? -1 : skip(bare, text, at);
  if (end === -1) return undefined;
  lastLine.lastIndex = end;
  return lastLine.exec(text)?.[1] === word ? literal(at, end) : undefined;
}

function handed(text: string, lead: string, to: number): Range | undefined {
  for (const pattern of [hereString, option, method]) {
    const at = skip(pattern, text, to);
    if (at !== -1) return valueAt(text, at);
  }
  let at = skip(argument, text, to);
  if (at !== -1) return writes.test(lead) ? valueAt(text, at) : undefined;
  const sign = lead.includes("sed ") ? replaces.exec(lead.slice(-longestOpening))?.[1] : undefined;
  at = skip(replaced, text, to);
  if (sign !== undefined && text[at] === sign) {
    const end = text.indexOf(sign, at + 1);
    return end > at + 1 && end - at <= longestLine ? literal(at + 1, end) : undefined;
  }
  return undefined;
}

function contained(text: string, lead: string, from: number, to: number): Range | undefined {
  let inFile: boolean | undefined;
  const isPath = (): boolean => (inFile ??= isFile.test(lead.slice(-longestPath)));
  for (const sign of [asKey, behindFile]) {
    const at = skip(sign, text, to);
    const found = at === -1 ? -1 : contentFrom(text, at);
    if (found !== -1 && (sign === asKey || isPath())) return inUrl(text, valueAt(text, found));
  }
  const inBlock = stemEnd(text, from, to) < to ? skip(block, text, to) : -1;
  if (inBlock !== -1) return valueAt(text, inBlock);
  return lead.includes("content") && isPath() ? contentBefore(text, lead, from) : undefined;
}

/** What a URL that holds its data holds. */
function inUrl(text: string, value: Range | undefined): Range | undefined {
  return value && { ...value, start: Math.max(value.start, skip(dataUrl, text, value.start)) };
}

function contentFrom(text: string, from: number): number {
  let at = from;
  for (let scalars = 0; scalars <= mostScalars; scalars++) {
    const found = skip(content, text, at);
    if (found !== -1) return found;
    at = skip(scalar, text, at);
    if (at === -1) return -1;
  }
  return -1;
}

function contentBefore(text: string, lead: string, from: number): Range | undefined {
  const begun = lead.lastIndexOf("content");
  const at = begun === -1 ? -1 : skip(ownContent, lead, begun);
  const value = at === -1 ? undefined : valueAt(lead, at);
  if (value === undefined) return undefined;
  const offset = from - lead.length;
  let next = skip(closing, text, offset + value.end);
  for (let scalars = 0; scalars <= mostScalars; scalars++) {
    if (skip(pathKey, text, next) === from) return move(value, offset);
    next = skip(scalar, text, next);
    if (next === -1) return undefined;
  }
  return undefined;
}

function valueAt(text: string, start: number): Range | undefined {
  const at = Math.max(start, skip(prefix, text, start));
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) return quoted === "none" ? undefined : literal(quoted.start, quoted.end);
  const end = skip(bare, text, at);
  return end === -1 ? undefined : literal(at, end);
}

function literal(start: number, end: number): Range {
  return { start, end, certain: true, position: "literal" };
}

function move(range: Range | undefined, by: number): Range | undefined {
  return range && { ...range, start: range.start + by, end: range.end + by };
}

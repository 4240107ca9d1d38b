import { nameOf, type Assignment } from "./named";
import { saysPrivate } from "./names";
import { skip } from "./sticky";
import { isTelling } from "./texture";

/** What defines a name in C: `#define apiSecret OTHER_NAME`. */
export const definition = /#define\s{1,4}$/u;

// "the secret is …", "Secret Key" with its value alone on the next line, and "apiKey … secret …".
const spoken =
  /["'`*]{0,3}(?:::)?[ \t]{1,24}(?:(?:[\-–—éè=:→⇒]|>>>|is|are|was|ist|lautet|est|es|это):?[ \t]{1,4})?["'`*“„«]{0,3}(?=[\w+/])/iy;
// the private key for the deploy: …
const spokenOf =
  /["'`*]{0,3} (?:for|of|on|from) (?:[a-z]{1,16} ){0,3}[a-z\d]{1,16}(?::| is| =)? ["'`]{0,3}(?=[\w+/])/iy;
const spokenInEast = /[ \t]{0,4}[是为は는은][ \t:：]{0,4}["'`“「]{0,2}(?=[\w+/])/y;
const headed =
  /["'`*]{0,3}[ \t]{0,4}[:：]?\*{0,2}[ \t]{0,4}\r?\n(?:[ \t]{0,8}\r?\n)?(?:[ \t]{0,8}`{3}\w{0,12}\r?\n)?[ \t>*-]{0,20}["'`]?(?=[\w+/])/y;
// | api secret | … | of Markdown, and api secret;… of CSV, whose first column names what the second holds
const rowed = /["'`*]{0,3}(?:[ \t]{0,60}[|│][ \t]{0,60}|[,;\t])["'`*]{0,3}(?=[\w+/])/y;
const opensRow = /(?:^|\n)[ \t]{0,40}[|│]?[ \t]{0,40}["'`*]{0,3}(?:[\p{L}\d]{1,20} ){0,3}$/u;
// "Private key:" and a fence, or an empty line
const announced = /^["'`*]{0,3}[ \t]{0,4}[:：]\*{0,2}[ \t]{0,4}\r?\n/u;
// <p>API secret: <b>…</b></p>, <th>API secret</th></tr><tr><td><code>…
const marked =
  /\s{0,4}[:：]?\s{0,4}(?:<\/?(?:[abipu]|br|code|d[dlt]|div|em|font|h[1-6]|kbd|label|li|mark|pre|samp|small|span|strong|t[dhrt]|table|tbody|thead|ul)(?:\s[^<>\n]{0,80})?\/?>[ \t\r\n:=]{0,20}){1,6}["']?(?=[\w+/])/iy;
// <label>API secret</label><input value="…">
const filled = /\s{0,4}[:：]?\s{0,4}<\/label>\s{0,40}<input\s[^<>]{0,160}?\bvalue=["'](?=[\w+/])/iy;
// ["api secret: ", { "type": "code", "text": "…" }] of Telegram
const messaged =
  /[ :：]{0,3}",\s{0,20}\{\s{0,20}"type":\s{0,4}"[a-z_]{3,12}",\s{0,20}(?:"language":\s{0,4}"[^"\n]{0,20}",\s{0,20})?"text":\s{0,4}"(?=[A-Z\d])/iy;
// print("API secret:", "…")
const printed = /[:：=]? {0,2}["'`],\s{0,10}[bruf]?["'`](?=[A-Z\d])/iy;
// assert config.api_secret == "…", expect(config.apiSecret).toBe("…")
const compared =
  /(?:["'`\]]{0,3}\s{0,4}!?={2,3}\s{0,4}|\)\.(?:toBe|toEqual|toStrictEqual|eql?|equals?)\(\s{0,4})[bruf]?["'`](?=[\w+/])/iy;
// $ echo $API_SECRET, $ printenv API_SECRET, >>> api_secret and In [3]: api_secret, with what is shown on the next line
const shown = /[}"')]{0,3}[ \t]{0,4}\r?\n(?:Out\[\d{1,4}\]: )?["']?(?=[\w+/])/y;
const asked =
  /(?:^|\n)[^\n]{0,40}(?:[$#%❯]|>{1,3}|In \[\d{1,4}\]:|\([Pp]db\)) (?:(?:echo|printenv|cat|p|print) ?\(?)?["'$\w{/.]{0,20}$/u;
const spokenValue = /[\w+/~-]{16,512}={0,2}(?=[\s"'`*,;.)\]}”“»」<|]|$)/y;
const aloneOnLine = /["'`]?[ \t]{0,8}(?:\r?\n|$)/y;
// Words alone on their line: of lists of symbols and identifiers, one says nothing of the next.
const heading =
  /(?:^|\n)[ \t>#*\d.)•▸►▶▪●◦‣–—-]{0,8}(?:\p{L}[\p{Ll}\p{Lo}]{0,20}|\p{Lu}{2,4})(?: (?:\p{L}[\p{Ll}\p{Lo}]{0,20}|\p{Lu}{2,4})){0,3}(?: \d{1,2})?$/u;
const markedHeading = /(?:^|\n)[ \t]{0,3}(?:#{1,6} |\*\*)[^\n]*$/u;
const longestHeading = 80;
// Public keys of SSH and ids of GPG's, addresses and numbers, and types that are called after credentials.
const notSaid = /^(?:AAAA|(?:rsa|dsa|elg|ed|cv)\d{3,5}\/|0x(?:[\da-f]{1,16}|[\da-f]{40})$)/i;
/** LIBPFM4_ARCH_FLAG */
const constant = /^[A-Z][A-Z\d]{1,40}(?:_[A-Z\d]{1,40}){1,8}$/u;
const type = /^[A-Z][A-Za-z\d]{0,40}(?:Credential|Password|OAuth)/u;

/**
 * A value that a sentence, a heading or a blank gives to a name. It counts where it is random through and through, and where what the
 * name says is secret: people also write down digests and fingerprints, and call what they belong to a key.
 */
export function saidAfter(text: string, from: number, to: number, told: number): Assignment | undefined {
  const lead = text.slice(Math.max(0, from - longestHeading), from);
  if (definition.test(lead)) return undefined;
  const isShown = asked.test(lead);
  let at = isShown ? skip(shown, text, told) : skip(headed, text, to);
  const isHeaded = !isShown && at !== -1;
  if (isHeaded) {
    const line = lead + text.slice(from, to);
    if (!heading.test(line)) return undefined;
    // An empty line or a fence stands between the two only where the heading is marked as one, or announces what follows.
    const between = text.slice(to, at);
    if (between.split("\n").length > 2 && !markedHeading.test(line) && !announced.test(between)) return undefined;
  }
  for (const pattern of [spokenOf, spoken, spokenInEast, marked, filled, messaged, printed, compared]) {
    if (at === -1) at = skip(pattern, text, to);
  }
  if (at === -1 && opensRow.test(lead)) at = skip(rowed, text, to);
  const end = at === -1 ? -1 : skip(spokenValue, text, at);
  if (end === -1 || ((isHeaded || isShown) && skip(aloneOnLine, text, end) === -1)) return undefined;
  const value = text.slice(at, end);
  if (!isTelling(value) || [notSaid, constant, type].some((shape) => shape.test(value))) return undefined;
  const particle = /[是为為は는은]$/u.test(text.slice(from, told)) ? 1 : 0;
  const name = nameOf(text, from, told - particle);
  if (name.role !== "secret" && name.role !== "password") return undefined;
  if (/^[\da-f-]{16}/i.test(value) && !saysPrivate(name) && !/^[ps]k$/u.test(name.words.at(-1) ?? "")) return undefined;
  return { name, start: at, end, certain: false, position: "line" };
}

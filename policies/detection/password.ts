import type { Candidate } from "./detector";
import { wordsOf } from "./names";
import { isEnvironmentLine, isExpression, positionOf } from "./position";
import { alternates, isRandom, sorts } from "./texture";

const typed = /^[\x21-\x7e\u00a1-\uffff]{6,128}$/u;
const constant = /^[A-Z\d]+(?:[-_.:]+[A-Z\d]+)+$/u;
const identifier = /^[A-Za-z_$][\w$./:-]*$/u;
const elsewhere =
  /^(?:[./~#@<]|[{[]{1,2}["']|https?:|--|%[a-z]|%[-.\d]{1,6}[a-z](?![A-Za-z\d])|%-?\.\*[a-z])|\/\/|[<>]/u;
const file = /\.(?:js|ts|json|py|md|txt|pem|key|yml|yaml|env|html|css)$/u;
const called = /^\w{1,60}\(/u;
// Regular expressions, the fonts of manual pages, and lines of /etc/passwd.
const pattern = [
  /\[(?:\^|[a-z]-z|A-Z|0-9|\\)/u,
  /\\(?:[dwsb][+*{]|f[BIPR])/u,
  /\(\?[:=!<]/u,
  /\{\d,\d{0,2}\}/u,
  /^[a-z_][\w-]{0,31}:[x*!]:\d/u,
  // What a terminal shows in colours, what takes the place of matches, and the next parameter of a form.
  /\\(?:x1b|033|e)\[/iu,
  /^(?:\\{1,2}(?:\d|u[\da-f]{4}|x[\da-f]{2}))+$/iu,
  /^[A-Za-z][A-Za-z_]{1,40}=$/u,
  // An argument, a constant of C and its size, a pointer.
  /^\w{1,60}=(?:True|False|None|true|false|null|\d{1,8})$/u,
  /^[A-Za-z_]\w{2,60},\d{1,5}L?$/u,
  /^\*[a-z_]\w{1,60};$/u,
  // The first word of a sentence, or its only one.
  /^(?:[A-Z]?[a-z]{1,30}|[A-Z]{1,30})[.,:;]$/u,
];
// One word of any script, as labels of forms have; letters beyond ASCII also as JSON and HTML write them.
const word = /^(?:[\p{L}\p{M}]|\\u(?!00[0-7])[\da-f]{4}|&[a-z]{2,8};)+$/iu;
const plain = /^[A-Za-z]+$/u;
// Without blanks between its words, a sentence looks like one word. Passwords are typed in letters of ASCII there.
const sentence = /^[\x21-\x7e]{0,5}[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
// river_vault123. The sizes of keys and digests end the names of algorithms: aes_gcm256.
const numbered = /^[a-z]{3,20}(?:[-_][a-z]{3,20}){1,3}\d{3,6}$/u;
// cobalt-velvet-tundra65, Thunder.Velvet239. Small letters with dots are a path of code, with underscores a variable.
const phrased =
  /^(?:[a-z]{4,20}(?:-[a-z]{4,20}){1,3}\d{2,4}|[A-Z][a-z]{3,20}(?:[-_.][A-Z][a-z]{3,20}){1,3}\d{2,4}|[a-z]{4,20}(?:-[a-z]{4,20}){2,3}\d)$/u;
const technical =
  /server|node|host|cluster|data|version|release|bucket|region|zone|worker|queue|topic|image|build|stage|level|config|service|client|string|value|field|index|case|test|step|input|param|page|setting|account|retry|loop|main|prod|root|pass|mysql|postgres|redis|mongo|admin|user|api|local|default|group|role|team|branch|pod|job|task|chart|table|view|model|plan|tier|debian|ubuntu|alpine|linux|windows|python/iu;
const sized = /[a-z](?:128|192|224|256|384|512|1024|2048|4096)$/u;
const credentialWords = new Set(
  "password passwords passwd passwort passphrase secret secrets token tokens credential credentials mnemonic apikey auth login".split(
    " ",
  ),
);

// Any of them, wherever it stands: nearly every value is told by that.
const holdsCredentialWord = new RegExp([...credentialWords].join("|"), "iu");

/** Whether a value is an identifier that speaks of a credential: `auth0-client-secret`, `sesSmtpPasswordV4`. It names one and is none. */
function namesCredential(value: string): boolean {
  return (
    holdsCredentialWord.test(value) &&
    identifier.test(value) &&
    wordsOf(value).some((word) => credentialWords.has(word))
  );
}

/**
 * Whether words joined by hyphens or underscores are a passphrase rather than an identifier: four of them, three and a number, or a long
 * number in the end.
 */
function isJoinedPhrase(value: string): boolean {
  // `moon_8939x`: identifiers end in versions and years, not in numbers with more behind them.
  if (/[-_.]\d{3,8}[a-z]{1,3}$/u.test(value)) return true;
  if (numbered.test(value)) return !sized.test(value);
  if (!/^[a-z\d]+(?:[-_][a-z\d]+){2,11}$/u.test(value)) return false;
  const pieces = value.split(/[-_]/u);
  if (pieces.some((piece) => /[a-z]\d|\d[a-z]/u.test(piece))) return false;
  return pieces.length >= 4 || /\d/u.test(value);
}

/** Whether a value is made of words that no identifier is made of, and ends in a number. */
export function isWordsAndNumber(value: string): boolean {
  return phrased.test(value) && !sized.test(value) && !technical.test(value) && !namesCredential(value);
}

const prose = new Set(
  "a an and are at be but by can cannot do does enter for forgot forgotten from has have if in is it its more must new no not of on one only or our please provide reset see should that the their this to use used valid was when which will with you your invalid required wrong incorrect missing confirm change show hide".split(
    " ",
  ),
);

/**
 * Whether words between blanks are a passphrase rather than a sentence or a label: small letters, four or more, of which a number may be the
 * last, and no grammar.
 */
export function isWordPhrase(phrase: string): boolean {
  if (!/^[a-z\d]{2,14}(?: [a-z\d]{2,14}){2,10}(?: [a-z\d]{2,14}| \d{1,4})$/u.test(phrase)) return false;
  const value = phrase.replace(/ \d{1,4}$/u, "");
  const words = value.split(" ");
  return (
    new Set(words).size === words.length &&
    !words.some((word) => prose.has(word) || credentialWords.has(word) || /^\d+$/u.test(word))
  );
}

/** Whether a value is the name of a test behind its verdict: `PASS: ld/tls3a`. */
export function isVerdict({ name, text, start }: Candidate): boolean {
  return /^[XK]?PASS$/u.test(name?.written ?? "") && /:\s{0,4}$/u.test(text.slice(Math.max(0, start - 6), start));
}

/** Whether a value can be what a person typed as a password: several sorts of characters, and not a word, an identifier, a path or code. */
export function isPassword(candidate: Candidate): boolean {
  const { value } = candidate;
  const position = positionOf(candidate);
  if (isVerdict(candidate)) return false;
  if (position === "beside" || position === "loose") return false;
  if (!typed.test(value) || [elsewhere, file, called, ...pattern].some((shape) => shape.test(value))) return false;
  if (isWordsAndNumber(value)) return true;
  if (position === "line" && !isEnvironmentLine(candidate) && isExpression(value) && !alternates(value)) return false;
  if (sentence.test(value) || (word.test(value) && !plain.test(value))) return false;
  if (isRandom(value)) return true;
  if (constant.test(value) || namesCredential(value)) return false;
  if (/^[a-z\d]+(?:[-_./:]+[a-z\d]+)+$/u.test(value)) {
    // Without quotes, underscores join the words of variables.
    const isVariable =
      value.includes("_") && position === "line" && !isEnvironmentLine(candidate) && !numbered.test(value);
    return !isVariable && isJoinedPhrase(value);
  }
  return sorts(value) >= 2 && (/\d/u.test(value) || sorts(value) >= 3 || alternates(value));
}

/** The same for what machines make, so that identifiers of any sort are left alone: there is a sign that no identifier holds, or two digits. */
export function isMadeSecret(candidate: Candidate): boolean {
  const { value } = candidate;
  if (value.length < 8 || sorts(value) < 3 || !/\d/u.test(value) || !isPassword(candidate)) return false;
  return !identifier.test(value) || (/^[A-Za-z\d]+$/u.test(value) && value.replace(/\D/gu, "").length >= 2);
}

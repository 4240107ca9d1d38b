import { readName } from "./names";
import { skip } from "./sticky";

/** The position of the argument that is the key, by how calls of libraries are named. */
const calls: readonly (readonly [call: RegExp, position: (count: number) => number])[] = [
  // Go: hmac.New(sha256.New, []byte("…"))
  [/hmac\.New$/u, () => 1],
  // Python, PyCryptodome, C#, Rust: hmac.new(b"…", text), new HMACSHA256(…), HmacSha256::new_from_slice(b"…")
  [/hmac\.(?:new|digest|init)$/i, () => 0],
  // Node.js, PHP's wrappers, CryptoJS: createHmac("sha256", "…"), Ruby: OpenSSL::HMAC.hexdigest("sha256", "…", text)
  [/(?:createHmac|hmac\.(?:create|hexdigest|base64digest))$/i, () => 1],
  // PHP: hash_hmac("sha256", $text, "…")
  [/hash_hmac$/i, () => 2],
  // CryptoJS, crypto-js/hmac-sha256 and Perl: HmacSHA256(text, "…"); with one argument, that is it.
  [/hmac[-_]?(?:sha|md)[-_]?\d{1,4}(?:_(?:hex|base64|b64))?$/i, (count) => (count > 1 ? 1 : 0)],
  [/hmac$/i, () => 0],
  // What a pair of a key and its secret makes, in C# and Java: new ApiCredentials("…", "…")
  [/Credentials?$/u, () => 1],
  // Java: new SecretKeySpec("…".getBytes(), "HmacSHA256")
  [/SecretKeySpec$/u, () => 0],
  // Of JWTs: jwt.sign(claims, "…"), jwt.decode(token, "…"), token.SignedString([]byte("…"))
  [/\bjwt\.(?:sign|verify|encode|decode)$/iu, () => 1],
  [/\.SignedString$/u, () => 0],
  // A name and a password: HTTPBasicAuth("…", "…"), request.SetBasicAuth("…", "…")
  [/BasicAuth$/u, () => 1],
  // Web Crypto: importKey("raw", new TextEncoder().encode("…"), { name: "HMAC", … })
  [/(?:subtle|crypto)\.importKey$/u, () => 1],
];

const opens = /(?:::<\w{1,30}>)?(?:::(?:new|new_from_slice|new_varkey))?\(/y;
// PowerShell: ConvertTo-SecureString -String "…" -AsPlainText
const secured = /^ConvertTo-SecureString$/i;
const securedVariable = /\$(?:\w{1,10}:)?(\w{1,60})\s{0,4}=\s{0,4}\(?$/u;
const longestVariable = 90;
const plainText = /[ \t]{1,4}(?:-(?:String|AsPlainText|Force)[ \t]{1,4}){0,3}(?=["'])/iy;
const option = /[ \t]{1,4}(?=\S)/y;
const algorithm = /\s{0,40}["'`](?:sha|md|hmac|raw)[\w/-]{0,12}["'`]/iy;
const named = /\s{0,40}(?:key|secret|secretKey)\s{0,4}[=:]\s{0,4}/y;
// A literal, or what makes bytes of one.
const literal =
  /\s{0,40}(?=[bBrRuU]?["'`]|(?:new\s|\[\])?[A-Za-z_$][\w.$:]{0,60}(?:\(\)[\w.$]{1,40})?\(\s{0,20}[bBrRuU]?["'`])/y;
const longest = 400;
const longestLine = 800;
const mostArguments = 4;
const deepest = 3;

/** Whether what stands at a range keys an HMAC, or makes a credential: a call, openssl's option, or a command. An HMAC itself is a sum. */
export function isKeyed(text: string, from: number, to: number): boolean {
  if (text[to] === " ") {
    const word = text.slice(from, to);
    return secured.test(word) || (text[from - 1] === "-" && /hmac$/i.test(word));
  }
  return opensAt(text, to) !== -1 && callAt(text, from, to) !== undefined;
}

/** Where what keys it begins, if it is a literal: createHmac("sha256", "…"), and openssl dgst -hmac …; else -1. */
export function keyOf(text: string, from: number, to: number): number {
  if (secured.test(text.slice(from, to))) {
    const variable = securedVariable.exec(text.slice(Math.max(0, from - longestVariable), from))?.[1];
    if (variable !== undefined && readName(variable).role === "innocent") return -1;
    // What is not said to be plain is a ciphertext.
    const isPlain = /-AsPlainText\b/i.test(text.slice(to, to + longestLine).split("\n", 1)[0] ?? "");
    return isPlain ? skip(plainText, text, to) : -1;
  }
  if (text[to] === " ") return skip(option, text, to);
  const call = callAt(text, from, to);
  const begins = opensAt(text, to);
  if (call === undefined || begins === -1) return -1;
  const places = argumentsFrom(text, begins);
  for (const place of places) {
    const value = skip(named, text, place);
    if (value !== -1) return skip(literal, text, value);
  }
  const position = call[1](places.length);
  // What makes an HMAC of its own name may be told the algorithm first.
  const place = places.slice(position).find((at) => skip(algorithm, text, at) === -1);
  return place === undefined ? -1 : skip(literal, text, place);
}

function callAt(text: string, from: number, to: number): (typeof calls)[number] | undefined {
  const name = text.slice(from, to);
  return calls.find(([call]) => call.test(name));
}

function opensAt(text: string, at: number): number {
  return skip(opens, text, at);
}

/** Where the arguments of a call begin, the first of them at `at`. */
function argumentsFrom(text: string, at: number): readonly number[] {
  const places = [at];
  const last = Math.min(text.length, at + longest);
  let depth = 0;
  for (let index = at; index < last; index++) {
    const sign = text[index] ?? "";
    if ("\"'`".includes(sign)) {
      const from = index;
      for (index++; index < last && text[index] !== sign; index++) if (text[index] === "\\") index++;
      if (text.slice(from, index).includes("\n")) break;
    } else if ("([{".includes(sign)) {
      if (++depth > deepest) break;
    } else if (")]}".includes(sign)) {
      if (--depth < 0) break;
    } else if (sign === "," && depth === 0) {
      if (places.length === mostArguments) break;
      places.push(index + 1);
    } else if (sign === ";") break;
  }
  return places;
}

import { createPrivateKey } from "node:crypto";

/** What a field of a credential has to look like, read from the words of the exchange's facts. */
export interface Shape {
  readonly matches: (value: string) => boolean;
  /** Whether the fact is the exchange's own word; where it is not, another shape is worth a warning alone. */
  readonly isVerified: boolean;
}

const alphabets: Readonly<Record<string, string>> = {
  "letters and digits": "A-Za-z0-9",
  "lower-case letters and digits": "a-z0-9",
  "capitals and digits": "A-Z0-9",
  "hexadecimal digits": "\\da-fA-F",
  "base64 characters": "A-Za-z0-9+/=",
  "base64url characters": "A-Za-z0-9_=-",
  "base58 characters": "1-9A-HJ-NP-Za-km-z",
  "printable characters": " -~",
};
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const algorithms: Readonly<Record<string, string>> = { Ed25519: "ed25519", RSA: "rsa", EC: "ec" };

/**
 * Reads a shape's words, such as "64 letters and digits" or "PEM block of an RSA key"; undefined for words that say nothing
 * that can be tested.
 */
export function shapeOf(words: string): Shape | undefined {
  const isVerified = !words.includes("unverified");
  const pem = /\bPEM block of an (Ed25519|RSA|EC)\b/u.exec(words)?.[1];
  if (pem !== undefined) return { isVerified, matches: (value) => isPrivateKey(value, algorithms[pem] ?? "") };
  if (/^(?:36 characters: a )?UUID\b/u.test(words)) return { isVerified, matches: (value) => uuid.test(value) };
  if (words.startsWith("organizations/UUID/apiKeys/UUID")) {
    return { isVerified, matches: (value) => /^organizations\/[\da-f-]{36}\/apiKeys\/[\da-f-]{36}$/iu.test(value) };
  }
  const pattern = patternOf(words);
  return pattern && { isVerified, matches: (value) => pattern.test(value) };
}

// "0x and 64 hexadecimal digits", "bg_ and 32 hexadecimal digits", "27 or 28 letters and digits", "8 to 32 characters".
const counted =
  /^(?:(?<prefix>0x|bg_|rh-api-) and )?(?<least>\d{1,3})(?: (?<join>or|to) (?<most>\d{1,3}))? (?<alphabet>[a-z0-9 -]+)/u;

function patternOf(words: string): RegExp | undefined {
  const { prefix = "", least, join, most, alphabet = "" } = counted.exec(words)?.groups ?? {};
  const letters = Object.keys(alphabets).find((one) => alphabet.startsWith(one));
  if (least === undefined || letters === undefined) return undefined;
  const set = `[${alphabets[letters] ?? ""}]`;
  const count =
    join === "to"
      ? `${set}{${least},${most ?? ""}}`
      : join === "or"
        ? `(?:${set}{${least}}|${set}{${most ?? ""}})`
        : `${set}{${least}}`;
  return new RegExp(`^${prefix}${count}$`, "u");
}

function isPrivateKey(value: string, type: string): boolean {
  try {
    // Line breaks often come escaped.
    return createPrivateKey(value.replaceAll("\\n", "\n")).asymmetricKeyType === type;
  } catch {
    return false;
  }
}

import { isAddress } from "../addresses";
import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isMadeSecret, isPassword, isVerdict, isWordPhrase } from "../password";
import { isPlaceholder, isReference } from "../placeholder";
import { isAnswer, isDocumentation, isEnvironmentLine, isExpression, isPinnedImage, positionOf } from "../position";
import { isRandom, isTelling, withoutPadding } from "../texture";

const named: Judgement = { confidence: "named" };
const sample: Judgement = { confidence: "named", severity: "low" };

// GNUTLS_PK_EDDSA_ED448
const constant = /^[A-Z]{2,40}(?:_[A-Z\d]{1,40}){1,12}$/u;

/** A random value of an alphabet that machines use; where the name only stands nearby, with digits, so that no identifier passes for one. */
function isGenerated(candidate: Candidate): boolean {
  const bare = withoutPadding(candidate.value).replace(/^(?:ed25519|secp256k1):/u, "");
  if (!/^[\w+/.:~-]{16,1024}$/u.test(bare) || !isRandom(bare)) return false;
  // Of a token of several parts, two are random by themselves, and of a file's name or a member of something, one at most.
  const isToken = bare.includes(".") && bare.split(".").filter(isTelling).length > 1;
  if (!isToken && /^[\w.-]*\.[a-z]\w*$/u.test(bare)) return false;
  const position = positionOf(candidate);
  if (position === "literal") return true;
  if (constant.test(bare)) return false;
  if (!isEnvironmentLine(candidate) && !isToken && isExpression(bare) && !/^[\w-]{16,}$/u.test(bare)) return false;
  return position === "line" || (/\d/u.test(bare) && (!/[./:]/u.test(bare) || isPadded(candidate.value)));
}

/** Whether a value is 24 characters or more of base64 and its padding: code has no such word. */
function isPadded(value: string): boolean {
  return value.endsWith("=") && /^[A-Za-z\d+/]{24,}={1,2}$/u.test(value);
}

const longestText = 400;

/**
 * Whether base64 or percent signs wrap a text that only stands in for a secret: a reference, a template, a documented key, a public address.
 */
function isEncodedPlaceholder(value: string): boolean {
  if (value.length > longestText) return false;
  if (/%[\dA-F]{2}/iu.test(value)) return /^[\w%.~-]+$/u.test(value) && standsIn(percentDecoded(value));
  if (!/^[A-Za-z\d+/]{8,}={0,2}$/u.test(value)) return false;
  const decoded = Buffer.from(value, "base64").toString("latin1").trim();
  return (
    /^[\x20-\x7e]{6,}$/u.test(decoded) &&
    (standsIn(decoded) || isPlaceholder(decoded.slice(decoded.indexOf(":") + 1).trim()))
  );
}

// An address of Sentry's with its public key.
const dsn = /^https:\/\/[\da-f]{32}@[\w.-]{1,80}\/\d{1,20}$/u;

function standsIn(text: string): boolean {
  return isReference(text) || isKnownDevelopmentKey(text.replace(/^0x/u, "")) || dsn.test(text);
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Whether a name only says of what the value is the digest: `checksum/secret: …` among the annotations of Kubernetes. */
function isDigest({ text, start }: Candidate): boolean {
  const before = text.slice(Math.max(0, start - 120), start);
  return /^\s{0,40}["']?checksum\//u.test(before.slice(before.lastIndexOf("\n") + 1));
}

/**
 * Whether a value is a list of settings under `connectionString` or `dsn`, or a host with a port: of those the password is the secret, and
 * has a name of its own.
 */
function isConnection({ value, name }: Candidate): boolean {
  return (
    name?.words.some((word) => word === "connection" || word === "dsn") === true &&
    (/^[A-Za-z][\w .-]{0,40}=[^=]/u.test(value) ||
      (name.role !== "password" && /^[\w.-]{1,80}:(?:\d{2,5}|port)\/[^@]*$/u.test(value)))
  );
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/** Whether a value is the address of a page, no step of which is random, under a name that says nothing of addresses. */
function isPage({ value, name }: Candidate): boolean {
  return (
    /^https?:\/\/[^@?#]*$/u.test(value) &&
    !value.split("/").some((step) => isTelling(step) && !uuid.test(step)) &&
    name?.words.some((word) => /^(?:webhook|hook|url|dsn|rpc)$/u.test(word)) !== true
  );
}

// Words, the seven hexadecimal digits that Pulumi tells its resources apart by, and the six characters of Secrets Manager's; and what AWS calls
// its resources.
const physicalName =
  /^[a-z]{2,40}(?:[-_/][a-z]{2,40}){1,8}-[\da-f]{7}(?:-[A-Za-z\d]{6})?$|^[a-z]{1,12}-(?:[\da-f]{8}|[\da-f]{17})$/u;

/** Whether a value stands in the address of a picture: tokens of badges are made to be shown. */
function isBadge({ text, start }: Candidate): boolean {
  return /\.(?:svg|png)\?[\w&=-]{0,40}$/u.test(text.slice(Math.max(0, start - 60), start));
}

// Mapbox's public tokens, which pages hold (https://docs.mapbox.com/help/dive-deeper/access-tokens/).
const publicToken = "pk.eyJ";

/** In `NAME=value command` and `NAME=value && command` the value is one word, though a line of an environment file may hold more. */
function firstWord(candidate: Candidate): Candidate {
  if (candidate.name?.role === "password" && isWordPhrase(candidate.value)) return candidate;
  const size = candidate.value.search(/\s/u);
  if (
    size < 1 ||
    candidate.text[candidate.start - 1] !== "=" ||
    !/^\s{1,8}(?:[&|;]|[\w./-]{2,40}(?:\s|$))/u.test(candidate.value.slice(size))
  )
    return candidate;
  return { ...candidate, value: candidate.value.slice(0, size), end: candidate.start + size };
}

/** Whether a value says which key signs, or what random numbers start from: an id of GPG's, a sum of CocoaPods', sixteen digits of a seed. */
function isNumber({ value, name, text }: Candidate): boolean {
  const [words, last] = [name?.words ?? [], name?.words.at(-1)];
  if (words.some((word) => /^(?:signing|signingkey|gpg)$/u.test(word)))
    return /^(?:0x)?[\dA-F]{16}!?$|^[\dA-F]{40}$/u.test(value);
  if (last === "seed") return words.length === 1 && /^(?:0x)?[\da-f]{8,16}$/iu.test(value);
  return /^[\da-f]{40}$/u.test(value) && text.includes("SPEC CHECKSUMS:\n");
}

function judgeValue(candidate: Candidate): Judgement | undefined {
  const { value, name } = candidate;
  const role = name?.role;
  if ((role !== "secret" && role !== "password") || value.length < 6 || isPlaceholder(value)) return undefined;
  // A number, or an address: of a token, as a rule.
  if (/^-?0x(?:[\da-f]{1,8}u?l{0,2}|[\da-f]{40})$/i.test(value) || isAddress(value, name)) return undefined;
  if (isVerdict(candidate) || isPinnedImage(candidate)) return undefined;
  if (/\s/u.test(value)) {
    const phrase =
      role === "password" &&
      isWordPhrase(value) &&
      (positionOf(candidate) === "literal" || isEnvironmentLine(candidate));
    return phrase && !isDocumentation(candidate) ? named : undefined;
  }
  if (isDigest(candidate) || isConnection(candidate) || isPage(candidate) || isNumber(candidate)) return undefined;
  // Where a secret is kept, not what it is.
  if (role === "secret" && physicalName.test(value)) return undefined;
  if (isBadge(candidate) || value.startsWith(publicToken) || isEncodedPlaceholder(value)) return sample;
  if (name?.words.includes("token") === true && isAnswer(candidate)) return sample;
  if (isGenerated(candidate)) return isKnownDevelopmentKey(value) ? sample : named;
  const typed = role === "password" ? isPassword(candidate) : isMadeSecret(candidate);
  if (!typed) return undefined;
  return isDocumentation(candidate) ? sample : named;
}

/**
 * A value under a name that says it is secret, where no detector knows its issuer: identifiers are read the way people write them, values
 * judged by alphabet, length, texture and where they stand. References, templates, paths, identifiers, code and sentences are left alone.
 */
export const namedSecret: Detector = {
  id: "named-secret",
  title: "a secret",
  severity: "high",
  reference: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  proposal: { by: "name" },
  judge(candidate: Candidate): Judgement | undefined {
    const first = firstWord(candidate);
    const judgement = judgeValue(first);
    return judgement === undefined || first === candidate
      ? judgement
      : { ...judgement, range: [0, first.value.length] };
  },
};

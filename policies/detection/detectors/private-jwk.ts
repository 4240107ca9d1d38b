import { createECDH } from "node:crypto";
import type { Candidate, Detector, Judgement } from "../detector";
import { isPlaceholder } from "../placeholder";
import { ed25519Public } from "../proofs/ed25519";

// In base64url, of keys of 32, 48, 57 and 66 bytes, and of RSA with 1024, 2048, 3072 and 4096 bits.
const lengths = [43, 64, 76, 88, 171, 342, 512, 683];
const curves = new Map([
  ["P-256", "prime256v1"],
  ["P-384", "secp384r1"],
  ["P-521", "secp521r1"],
  ["secp256k1", "secp256k1"],
]);
const given = /(?:^|[\s{,])["']?d["']?\s{0,4}[:=]\s{0,4}["']?$/u;
const type = /\bkty["']?\s{0,4}[:=]\s{0,4}["']?(?:EC|OKP|RSA)\b/u;
const curve = /\bcrv["']?\s{0,4}[:=]\s{0,4}["']?([\w-]{5,10})\b/u;
const point = /(?:^|[\s{,])["']?x["']?\s{0,4}[:=]\s{0,4}["']?([\w-]{43,88})(?![\w-])/u;
/** A modulus and all that comes of its primes stand beside an exponent, each up to as long or half as long. */
const longestObject = 5;

/** What the public half of a scalar begins with: its point's x; undefined for curves that are not computed here, and for no scalar. */
function publicHalf(name: string, scalar: Buffer): Buffer | undefined {
  if (name === "Ed25519") return scalar.length === 32 ? ed25519Public(scalar) : undefined;
  const known = curves.get(name);
  if (known === undefined) return undefined;
  try {
    const key = createECDH(known);
    key.setPrivateKey(scalar);
    const both = key.getPublicKey().subarray(1);
    return both.subarray(0, both.length / 2);
  } catch {
    return undefined;
  }
}

/**
 * A private JSON Web Key of EC, OKP or RSA: `kty` and `d` in one object. Its own public half, `x`, proves it on the curves that are
 * computed here. Without `d` it is a public key.
 */
export const privateJwk: Detector = {
  id: "private-jwk",
  title: "a private JSON Web Key",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc7518#section-6",
  proposal: { by: "run", alphabet: "base64url", lengths },
  judge({ value, text, start, end, budget }: Candidate): Judgement | undefined {
    if (!given.test(text.slice(Math.max(0, start - 24), start))) return undefined;
    const reach = 300 + longestObject * value.length;
    const before = text.slice(Math.max(0, start - reach), start);
    const after = text.slice(end, end + reach);
    const object = `${before.slice(before.lastIndexOf("{") + 1)} ${after.slice(0, after.search(/\}|$/u))}`;
    if (!type.test(object)) return undefined;
    if (isPlaceholder(value)) return { confidence: "shaped", severity: "low" };
    const [x, name] = [point.exec(object)?.[1], curve.exec(object)?.[1]];
    const isPair =
      x !== undefined &&
      name !== undefined &&
      budget.extra() &&
      publicHalf(name, Buffer.from(value, "base64url"))?.equals(Buffer.from(x, "base64url")) === true;
    return { confidence: isPair ? "proven" : "shaped" };
  },
};

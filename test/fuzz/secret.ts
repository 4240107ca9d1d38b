import type { Kind } from "../detection/generate/credentials";
import { Random } from "../detection/generate/random";

/** Characters in a row that give a part of a secret away. */
export const leastEcho = 6;

const phrase = /^[\p{L}\p{M}]+(?:[ \u3000,]{1,2}[\p{L}\p{M}]+){11,}$/u;
const others = new Map<Kind, readonly string[]>();

/**
 * What is secret of a sample: the stretches that other samples of its kind do not share. Its generator tells what is public of a kind (an
 * issuer's prefix, a host, markers, names of fields, the beginning of a DER structure) by repeating it. Of a phrase, whose words come from
 * public lists, two neighbours are the secret: one of them is a word like any other, such as "wallet" or "account".
 */
export function secretParts(kind: Kind, value: string): readonly string[] {
  const words = phrase.test(value) || kind.kind.startsWith("BIP39") ? (value.match(/[\p{L}\p{M}]+/gu) ?? []) : [];
  // Chinese may stand without blanks.
  if (words.length > 1) return words.slice(1).map((word, index) => `${words[index] ?? ""} ${word}`);
  let samples = others.get(kind);
  if (samples === undefined) {
    const random = new Random(`another ${kind.kind}`);
    samples = Array.from({ length: 4 }, () => kind.make(random)).filter((sample) => sample !== value);
    others.set(kind, samples);
  }
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at + leastEcho <= value.length; at++) {
    const piece = value.slice(at, at + leastEcho);
    if (samples.length === 0 || !samples.every((sample) => sample.includes(piece))) continue;
    parts.push(value.slice(from, at));
    from = at + leastEcho;
    // A shared stretch may be longer than what an echo takes.
    while (from < value.length && samples.every((sample) => sample.includes(value.slice(at, from + 1)))) from++;
    at = from - 1;
  }
  return [...parts, value.slice(from)].filter((part) => part.length >= leastEcho);
}

/** Whether a step of a finding's way holds six characters in a row of a secret, or two words in a row of a phrase. */
export function echoes(step: string, parts: readonly string[]): boolean {
  const words = step.replace(/[^\p{L}\p{N}]+/gu, " ");
  return parts.some((part) => (part.includes(" ") ? words.includes(part) : sharesRun(step, part)));
}

/** Whether two texts have six characters in a row in common. */
export function sharesRun(one: string, other: string): boolean {
  for (let at = 0; at + leastEcho <= one.length; at++) {
    if (other.includes(one.slice(at, at + leastEcho))) return true;
  }
  return false;
}

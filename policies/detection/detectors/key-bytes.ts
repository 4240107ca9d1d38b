import type { Candidate, Detector, Judgement } from "../detector";
import { readName, type Name } from "../names";
import { isEd25519Pair } from "../proofs/ed25519";
import { isScalar } from "../proofs/secp256k1";

const sizes = [32, 64];
const longestLead = 160;
/** The name that a row is given: `const PRIVATE_KEY: [u8; 32] = [`, `secretKey = new Uint8Array([`, `"private_key": [`, a list in YAML. */
function nameBefore(text: string, start: number): Name | undefined {
  const lead = text.slice(Math.max(0, start - longestLead), start);
  let end = lead.length;
  while (end > 0 && "([{- \t\r\n".includes(lead[end - 1] ?? "")) end--;
  const line = lead.slice(lead.slice(0, end).lastIndexOf("\n") + 1, end);
  const equals = line.lastIndexOf("=");
  const sign = Math.max(equals, line.search(/(?<!:):[^:=]*$/u));
  const made = line.slice(sign + 1);
  // What makes bytes of a row, at most; new PublicKey([…]) makes something else.
  if (sign === -1 || !/^[\w\s.:&[\]]*$/u.test(made) || /public/i.test(made)) return undefined;
  // A type stands between a name and its equals sign; a colon is given to what stands right before it.
  const given = sign === equals ? line.slice(0, sign).replace(/:[^:=]*$/u, "") : line.slice(0, sign);
  return readName(
    given
      .split(/[^\w-]+/u)
      .filter((word) => word !== "")
      .at(-1) ?? "",
  );
}

/** The octets that numbers are: of Java's bytes, those from 128 on are negative. */
function octets(numbers: readonly number[]): Buffer | undefined {
  const least = Math.min(...numbers);
  const most = Math.max(...numbers);
  if (least < -128 || most > (least < 0 ? 127 : 255) || new Set(numbers).size < 16) return undefined;
  return Buffer.from(numbers);
}

/** Of {"0":174,"1":47,…}, as JSON writes an array of bytes, what stands at the places. */
function withoutPlaces(found: readonly RegExpExecArray[]): readonly RegExpExecArray[] {
  const isPlaced =
    sizes.includes(found.length / 2) && found.every(({ 0: digits }, at) => at % 2 > 0 || Number(digits) === at / 2);
  return isPlaced ? found.filter((_, at) => at % 2 > 0) : found;
}

function judgeKey(
  numbers: readonly number[],
  name: () => Name | undefined,
  { budget }: Candidate,
): Judgement | undefined {
  const bytes = octets(numbers);
  if (bytes?.length === 64) return isEd25519Pair(bytes, () => budget.curve()) ? { confidence: "proven" } : undefined;
  return bytes !== undefined && name()?.role === "secret" && isScalar(bytes) ? { confidence: "named" } : undefined;
}

/**
 * A private key as a row of bytes: 64 numbers that are an Ed25519 seed and its public key (Solana's `id.json`), or 32 numbers under a
 * secret's name. Java writes bytes as negative numbers, too. Other rows of bytes fail the arithmetic.
 */
export const keyBytes: Detector = {
  id: "key-bytes",
  title: "a private key as an array of bytes",
  severity: "high",
  reference: "https://solana.com/docs/intro/installation",
  proposal: { by: "numbers" },
  judge(candidate) {
    const { value, text, start } = candidate;
    // The count in `[u8; 64] = [` stands in the row, and so do all keys of a list: brackets tell them apart.
    for (const { 0: group, index } of value.matchAll(/[^()[\]{}]+/g)) {
      const found = withoutPlaces(Array.from(group.matchAll(/-?(?:0x[\da-f]{1,2}|\d+)/gi)));
      if (!sizes.includes(found.length)) continue;
      const first = index + (found[0]?.index ?? 0);
      const last = found.at(-1);
      const end = index + (last?.index ?? 0) + (last?.[0].length ?? 0);
      // The sign of the row's first number stands before it.
      const signs = found.map(({ 0: digits }, at) =>
        at === 0 && first === 0 && text[start - 1] === "-" ? `-${digits}` : digits,
      );
      const numbers = signs.map((digits) => (digits.startsWith("-") ? -Number(digits.slice(1)) : Number(digits)));
      const judgement = judgeKey(numbers, () => candidate.name ?? nameBefore(text, start + first), candidate);
      if (judgement !== undefined) return { ...judgement, range: [first, end] };
    }
    return undefined;
  },
};

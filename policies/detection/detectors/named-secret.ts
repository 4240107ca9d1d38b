import type { Candidate, Detector, Judgement } from "../detector";
import { isMadeSecret, isPassword, isWordPhrase } from "../password";
import { isPlaceholder } from "../placeholder";
import { isDocumentation, isEnvironmentLine, isExpression, positionOf } from "../position";
import { isRandom, withoutPadding } from "../texture";

const named: Judgement = { confidence: "named" };
const sample: Judgement = { confidence: "named", severity: "low" };

/** A random value of an alphabet that machines use; where the name only stands nearby, with digits, so that no identifier passes for one. */
function isGenerated(candidate: Candidate): boolean {
  const bare = withoutPadding(candidate.value);
  if (!/^[\w+/.:~-]{16,1024}$/u.test(bare) || !isRandom(bare) || /^[\w.-]*\.[a-z]\w*$/u.test(bare)) return false;
  const position = positionOf(candidate);
  if (position === "literal") return true;
  if (!isEnvironmentLine(candidate) && isExpression(bare) && !/^[\w-]{16,}$/u.test(bare)) return false;
  return position === "line" || (/\d/u.test(bare) && !/[./:]/u.test(bare));
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
    const { value, name } = candidate;
    const role = name?.role;
    if ((role !== "secret" && role !== "password") || value.length < 6 || isPlaceholder(value)) return undefined;
    // A number, or an address: of a token, as a rule.
    if (/^0x(?:[\da-f]{1,8}|[\da-f]{40})$/iu.test(value)) return undefined;
    if (/\s/u.test(value)) {
      const phrase = role === "password" && isWordPhrase(value) && positionOf(candidate) === "literal";
      return phrase && !isDocumentation(candidate) ? named : undefined;
    }
    if (isGenerated(candidate)) return named;
    const typed = role === "password" ? isPassword(candidate) : isMadeSecret(candidate);
    if (!typed) return undefined;
    return isDocumentation(candidate) ? sample : named;
  },
};

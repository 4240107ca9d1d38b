import type { Candidate, Detector, Judgement } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isRandom, sorts, withoutPadding } from "../texture";

const code =
  /^(?:new|await|async|function|class|this|self|config|args|opts|options|params|props|env|settings|ctx|req|res|process|os)\b|^[a-z]\w*\(|^\w+\.\w+|^[A-Za-z]\w*\[/u;
const operators = /=>|\(\)|::|\?\.|&&|\|\|/u;
const human = /^[\x21-\x7e\u00a1-\uffff]{6,128}$/u;
const identifier = /^[A-Za-z][a-z]*(?:[A-Z_-][a-z]*)*$|^[a-z\d]+(?:[-_./:][a-z\d]+)+$|^[A-Z\d]+(?:[-_.][A-Z\d]+)+$/u;

/** What a person types as a password: several sorts of characters, and not a word, an identifier or code. */
function isPassword(value: string, certain: boolean): boolean {
  if (!human.test(value) || isPlaceholder(value)) return false;
  if (!certain && (code.test(value) || operators.test(value) || /[()[\]{}<>]/u.test(value))) return false;
  if (/^[./~#@]|^https?:|\/\/|^\w+\(|[<>]|^--|\.(?:js|ts|json|py|md|txt|pem|key|yml|yaml|env|html|css)$/u.test(value))
    return false;
  if (
    identifier.test(value) &&
    !(
      isRandom(value) ||
      (/\d/u.test(value) && certain && /[a-z]\d|\d[a-z]/iu.test(value) && sorts(value) > 1 && !/[./:]/u.test(value))
    )
  )
    return false;
  return sorts(value) >= 2 && (/\d/u.test(value) || sorts(value) >= 3);
}

/**
 * A value under a name that says it is secret, where no detector knows its issuer: identifiers are read the way people write them, values
 * judged by alphabet, length and texture. References, templates, paths, identifiers and words are left alone.
 */
export const namedSecret: Detector = {
  id: "named-secret",
  title: "a secret",
  severity: "high",
  reference: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  proposal: { by: "name" },
  judge({ value, name, certain }: Candidate): Judgement | undefined {
    const role = name?.role;
    if ((role !== "secret" && role !== "password") || value.length < 6 || isPlaceholder(value)) return undefined;
    if (/\s/u.test(value)) return undefined;
    const bare = withoutPadding(value);
    if (/^0x[\da-f]{40}$/iu.test(value)) return undefined; // an address: of a token, as a rule
    if (/^[\w+/.:~-]{16,1024}$/u.test(bare) && isRandom(bare) && !/^[\w.-]*\.[a-z]\w*$/u.test(bare))
      return { confidence: "named" };
    if (role === "password") return isPassword(value, certain) ? { confidence: "named" } : undefined;
    // Secrets that are not passwords are made by machines; short or speaking ones are somebody's password all the same.
    return certain && value.length >= 8 && isPassword(value, certain) && sorts(value) >= 3 && /\d/u.test(value)
      ? { confidence: "named" }
      : undefined;
  },
};

import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isRandom, withoutPadding } from "../texture";

/**
 * A random value named as an API key. Most services have nothing but the key; of an exchange's credential it is the public half, and so it
 * is where a secret with a name stands right beside it.
 */
export const namedApiKey: Detector = {
  id: "named-api-key",
  title: "an API key",
  severity: "high",
  reference: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  proposal: { by: "name" },
  judge({ value, name, text, start, end, issuers }) {
    if (name?.role !== "key" || !/^[\w+/=.:~-]{16,512}$/u.test(value) || isPlaceholder(value)) return undefined;
    const bare = withoutPadding(value);
    if (!isRandom(bare)) return undefined;
    const around = text.slice(Math.max(0, start - 300), end + 300);
    const isPublicHalf = issuers().size > 0 || /secret|private/iu.test(around);
    return { confidence: "named", ...(isPublicHalf ? { severity: "low" } : {}) };
  },
};

import type { Detector } from "../detector";
import { servicesOf } from "../names";
import { isPlaceholder } from "../placeholder";
import { isRandom, withoutPadding } from "../texture";

const beside = 300;

/** Whether names around a value call something the secret of one of these services. */
function haveSecret(around: string, services: readonly string[]): boolean {
  return (around.toLowerCase().match(/[\w.-]{6,80}/gu) ?? []).some(
    (name) => /secret|private/u.test(name) && services.some((service) => name.includes(service)),
  );
}

/**
 * A random value named as an API key. Most services have nothing but the key; of an exchange's credential it is the public half, and so it
 * is where a secret with a name stands right beside it. A name that tells the service is not taken for the half of another one's.
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
    const around = text.slice(Math.max(0, start - beside), end + beside);
    const services = servicesOf(name);
    const isPublicHalf =
      services.length > 0
        ? haveSecret(around, services)
        : issuers().size > 0 || /secret|private[\s_-]?key/i.test(around);
    return { confidence: "named", ...(isPublicHalf ? { severity: "low" } : {}) };
  },
};

import type { Detector } from "../detector";
import { servicesOf, type Name } from "../names";
import { isPlaceholder } from "../placeholder";
import { isRandom, withoutPadding } from "../texture";

const beside = 300;

/** Whether names around a value call something the secret of one of these services. */
function haveSecret(around: string, services: readonly string[]): boolean {
  return (around.toLowerCase().match(/[\w.-]{6,80}/gu) ?? []).some(
    (name) => /secret|private/u.test(name) && services.some((service) => name.includes(service)),
  );
}

/** Whether a key is one of Algolia's that only search, which it makes for pages to show; those that write as well are told by their names. */
function isSearchKey(value: string, { words }: Name, around: string): boolean {
  if (!/^[\da-f]{32}$/u.test(value) || words.includes("write")) return false;
  return words.includes("search")
    ? /algolia|docsearch|index_?name/i.test(around)
    : /docsearch/i.test(around) || (/\balgolia["']?\s{0,4}:\s{0,4}\{/i.test(around) && /index_?name/i.test(around));
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
    if (isSearchKey(value, name, around)) return { confidence: "named", severity: "low" };
    // What requests to exchanges carry beside their signature: X-MBX-APIKEY, X-BAPI-API-KEY, bfx-apikey.
    if (name.words.some((word) => /^(?:mbx|bapi|bfx)$/u.test(word))) return { confidence: "named", severity: "low" };
    const services = servicesOf(name);
    const isPublicHalf =
      services.length > 0
        ? haveSecret(around, services)
        : issuers().size > 0 || /secret|private[\s_-]?key/i.test(around);
    return { confidence: "named", ...(isPublicHalf ? { severity: "low" } : {}) };
  },
};

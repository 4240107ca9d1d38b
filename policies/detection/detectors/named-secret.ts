import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** A value under a name that says it is secret, where no detector knows its issuer. */
export const namedSecret: Detector = {
  id: "named-secret",
  title: "a secret",
  severity: "high",
  reference: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  proposal: { by: "name" },
  judge({ value, name }) {
    if (isPlaceholder(value)) return undefined;
    if (name?.role === "password")
      return value.length >= 6 && /\d|[^\w\s]/u.test(value) ? { confidence: "named" } : undefined;
    if (name?.role !== "secret") return undefined;
    return value.length >= 12 && /\d/u.test(value) && /^[\w+/=:.~-]+$/u.test(value)
      ? { confidence: "named" }
      : undefined;
  },
};

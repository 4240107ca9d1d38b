import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** A user and a password in an `Authorization: Basic` header. */
export const basicAuthorization: Detector = {
  id: "basic-authorization",
  title: "a password in an Authorization header",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc7617",
  proposal: { by: "literal", literals: ["Basic ", "basic "], shape: /basic [A-Z\d+/]{8,400}={0,2}/iy },
  judge({ value, text, start, name }) {
    if (name?.role !== "secret" && !/authorization["'`\s:=]{0,20}$/i.test(text.slice(Math.max(0, start - 40), start)))
      return undefined;
    const decoded = Buffer.from(value.slice(6), "base64").toString("utf8");
    const colon = decoded.indexOf(":");
    const password = decoded.slice(colon + 1);
    if (colon < 1 || colon > 100 || password.length < 3 || !/^[\x20-\x7e]*$/u.test(decoded)) return undefined;
    const range = [6, value.length] as const;
    return isPlaceholder(password) || password.length < 6 || decoded.startsWith("Aladdin:")
      ? { confidence: "shaped", severity: "low", range }
      : { confidence: "shaped", range };
  },
};

import type { Candidate, Detector, Judgement } from "../detector";
import { isAnswer, isDocumentation } from "../position";

function object(part: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A signed JSON Web Token: a header that names an algorithm, claims, and a signature. One that has expired is graded lower. */
export const jsonWebToken: Detector = {
  id: "json-web-token",
  title: "a JSON web token",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc7519",
  proposal: { by: "prefix", prefixes: ["eyJ"], shape: /eyJ[\w-]{8,2000}\.eyJ[\w-]{2,6000}\.[\w-]{16,1000}/y },
  judge(candidate: Candidate): Judgement | undefined {
    const [head = "", body = ""] = candidate.value.split(".");
    const header = object(head);
    const claims = object(body);
    if (typeof header?.alg !== "string" || claims === undefined) return undefined;
    const expiry = claims.exp;
    const expired = typeof expiry === "number" && expiry * 1000 < Date.now();
    // The example of RFC 7519 and jwt.io.
    const example =
      claims.sub === "1234567890" ||
      claims.iss === "joe" ||
      (expired && (isAnswer(candidate) || isDocumentation(candidate)));
    return { confidence: "proven", ...(example ? { severity: "low" } : expired ? { severity: "medium" } : {}) };
  },
};

import { oneLine } from "../../policies/verdict";

/** AWS's name of an error, such as `AccessDeniedException`; `Error` where it has none. */
export function awsErrorName(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const named = typeof name === "string" && name !== "" && name !== "Error" && name !== "TypeError" ? name : code;
  return oneLine(typeof named === "string" && named !== "" ? named : "Error").slice(0, 80);
}

const signIn = new Set([
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
]);
const denied = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

/**
 * An error of AWS as a sentence for people, by its name alone: a message may repeat what it was sent. `call` is the
 * permission that the call takes, such as `kms:DisableKey`.
 */
export function explained(error: unknown, call: string, region: string): string {
  const name = awsErrorName(error);
  if (signIn.has(name)) {
    return `AWS takes no credentials from here (${name}). Sign in, for example with aws sso login, and try again.`;
  }
  if (denied.has(name)) return `AWS refuses ${call} (${name}): the role in use here does not have it.`;
  return `AWS in ${region} gives no good answer to ${call} (${name}).`;
}

/** An error that nothing foresaw, by its name; of a refusal the permission as well, which its message names. */
export function unexplained(error: unknown): string {
  const name = awsErrorName(error);
  const message = error instanceof Error ? error.message : "";
  const [, call] = /\bperform: ([a-z0-9-]{1,40}:[A-Za-z]{1,80})\b/u.exec(message) ?? [];
  return denied.has(name) && call !== undefined
    ? `AWS refuses ${call} (${name}): the role in use here does not have it`
    : `unexpected ${name}`;
}

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

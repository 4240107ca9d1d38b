import type { EventPattern } from "./rule";

/** Alternatives that a call on one of these keys meets: KMS writes the key's ARN, and what the caller named it by. */
export function theseKeys(...arns: readonly string[]): readonly EventPattern[] {
  const ids = arns.map((arn) => arn.slice(arn.indexOf("/") + 1));
  return [{ resources: { ARN: arns } }, { requestParameters: { keyId: [...arns, ...ids] } }];
}

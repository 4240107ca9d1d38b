import type { EventPattern } from "./rule";

/** One test of a field's value, as EventBridge writes it. */
export type Matcher = string | Readonly<Record<string, unknown>>;

const absent: Matcher = { exists: false };

/** `detail-type` of a call that CloudTrail recorded. */
export const apiCall = "AWS API Call via CloudTrail";

/** `detail-type` of what a service did by itself. */
export const serviceEvent = "AWS Service Event via CloudTrail";

/** A pattern over recorded calls to these services, such as `kms`. */
export function calls(services: readonly string[], detail: EventPattern): EventPattern {
  return { source: services.map((service) => `aws.${service}`), "detail-type": [apiCall], detail };
}

/** Any other value, or none. */
export function otherThan(...values: readonly string[]): readonly Matcher[] {
  return [{ "anything-but": values }, absent];
}

/** Any value that begins otherwise, or none. */
export function notBeginning(...beginnings: readonly string[]): readonly Matcher[] {
  if (beginnings.length === 0) return [...any, absent];
  return [{ "anything-but": { prefix: beginnings } }, absent];
}

/** No value: AWS writes the field only where it has something to say. */
export const none: readonly Matcher[] = [absent];

/** Any value. */
export const any: readonly Matcher[] = [{ exists: true }];

/**
 * How the ARN of a session of the role begins, in CloudTrail's `userIdentity.arn`. It names the role without its path; names of
 * roles are unique in an account whatever their paths are. CloudTrail's other place for the role, `sessionContext.sessionIssuer`,
 * is missing in the record of a call that a service makes on somebody's behalf
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 */
export function sessionsOf(roleArn: string): string {
  const [, partition = "", , , account = "", resource = ""] = roleArn.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${roleName(`:${resource}`)}/`;
}

/** The name in a role's ARN, without its path. */
export function roleName(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf("/") + 1);
}

/** Sessions of none of these roles; users, the root user and services among them. */
export function byOthersThan(...roleArns: readonly string[]): EventPattern {
  return { arn: notBeginning(...roleArns.map(sessionsOf)) };
}

/** What AWS answers to whoever may not: `AccessDenied`, `AccessDeniedException`, EC2's `Client.UnauthorizedOperation`. */
export const denied: readonly Matcher[] = [{ prefix: "AccessDenied" }, { suffix: "UnauthorizedOperation" }];

/** Any answer but a denial, which has a rule of its own. */
export const notDenied: readonly Matcher[] = notBeginning("AccessDenied");

/** Who asks: a role or root user by ARN, or an AWS service by name. */
export type Caller = { readonly arn: string } | { readonly service: string };

export interface IamRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request carries. `aws:PrincipalArn` is added for roles, as AWS does. */
  readonly context: Readonly<Record<string, string>>;
}

/** The documents that decide about one request. */
export interface IamPolicies {
  /** Documents of the caller's own role; a service has none. */
  readonly identity: readonly unknown[];
  /** The policy of the key, secret or topic that the request is about. */
  readonly resource?: unknown;
  /** Account that owns the resource. */
  readonly account: string;
  /**
   * Whether the resource's own policy has to admit even callers of its account. Keys do; other resources let the
   * account's identity policies admit alone.
   */
  readonly resourceDecides?: boolean;
}

interface Rule {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Decides as AWS does (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html), for
 * the part of the policy language that our documents use. Whatever it does not know makes it throw: a test must not
 * pass because a word was passed over.
 */
export function isAllowed(request: IamRequest, policies: IamPolicies): boolean {
  const identity = policies.identity.flatMap((document) => rules(document, "identity"));
  const resource = policies.resource === undefined ? [] : rules(policies.resource, "resource");
  const asked = { ...request, context: contextOf(request) };
  const speaks = (rule: Rule): boolean =>
    some(rule.Action, (action) => glob(action.toLowerCase(), request.action.toLowerCase())) &&
    (rule.Resource === undefined || some(rule.Resource, (pattern) => glob(pattern, request.resource))) &&
    holds(rule.Condition ?? {}, asked.context);
  const own = identity.filter(speaks);
  const theirs = resource.filter(speaks).map((rule) => ({ ...rule, meets: meets(rule.Principal, request.caller) }));

  if (own.some(({ Effect }) => Effect === "Deny")) return false;
  if (theirs.some(({ Effect, meets: how }) => Effect === "Deny" && how !== "nobody")) return false;
  const identityAllows = own.some(({ Effect }) => Effect === "Allow");
  const allowing = theirs.filter(({ Effect }) => Effect === "Allow").map(({ meets: how }) => how);
  if (allowing.includes("caller")) return "service" in request.caller || sameAccount() || identityAllows;
  if (allowing.includes("account")) return identityAllows;
  return "arn" in request.caller && sameAccount() && policies.resourceDecides !== true && identityAllows;

  function sameAccount(): boolean {
    return "arn" in request.caller && accountOf(request.caller.arn) === policies.account;
  }
}

const elements = new Set(["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]);

function rules(document: unknown, kind: "identity" | "resource"): readonly Rule[] {
  const { Version, Statement, ...rest } = (typeof document === "string" ? JSON.parse(document) : document) as {
    Version?: unknown;
    Statement?: unknown;
  };
  if (Version !== "2012-10-17" || !Array.isArray(Statement) || Object.keys(rest).length > 0) {
    throw new Error("not a policy document of version 2012-10-17");
  }
  return Statement.map((statement: Rule) => {
    const unknown = Object.keys(statement).filter((element) => !elements.has(element));
    if (unknown.length > 0) throw new Error(`the evaluator does not know ${unknown.join(", ")}`);
    if (kind === "resource" && statement.Principal === undefined) throw new Error("a resource policy names principals");
    if (kind === "identity" && statement.Principal !== undefined) throw new Error("an identity policy names none");
    return statement;
  });
}

/** `account`: the statement leaves the decision to the identity policies of the caller's account. */
function meets(principal: Rule["Principal"], caller: Caller): "caller" | "account" | "nobody" {
  if (principal === "*") return "caller";
  const { AWS = [], Service = [], ...rest } = principal ?? {};
  if (Object.keys(rest).length > 0) throw new Error(`the evaluator does not know ${Object.keys(rest).join(", ")}`);
  if ("service" in caller) return some(Service, (service) => service === caller.service) ? "caller" : "nobody";
  if (some(AWS, (arn) => arn === "*" || arn === caller.arn)) return "caller";
  return some(AWS, (arn) => arn.endsWith(":root") && accountOf(arn) === accountOf(caller.arn)) ? "account" : "nobody";
}

const known = new Set([
  "aws:PrincipalArn",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceIp",
  "kms:CallerAccount",
  "kms:EncryptionContext:SecretARN",
  "kms:EncryptionContext:SecretVersionId",
  "kms:EncryptionContext:aws:logs:arn",
  "kms:EncryptionContext:aws:sns:topicArn",
  "kms:GrantIsForAWSResource",
  "kms:ViaService",
]);

const operators: Readonly<Record<string, { matches: (pattern: string, value: string) => boolean; negated?: true }>> = {
  StringEquals: { matches: (expected, value) => expected === value },
  StringNotEquals: { matches: (expected, value) => expected === value, negated: true },
  StringLike: { matches: glob },
  Bool: { matches: (expected, value) => expected === value },
  ArnEquals: { matches: arnLike },
  ArnLike: { matches: arnLike },
  ArnNotEquals: { matches: arnLike, negated: true },
  IpAddress: { matches: inRange },
  NotIpAddress: { matches: inRange, negated: true },
};

function holds(condition: NonNullable<Rule["Condition"]>, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(condition).every(([operator, keys]) => {
    const test = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (test === undefined) throw new Error(`the evaluator does not know the operator ${operator}`);
    return Object.entries(keys).every(([key, expected]) => {
      if (!known.has(key)) throw new Error(`the evaluator does not know the condition key ${key}`);
      const value = context[key];
      // A key that the request does not carry matches no value: a negated operator is true, any other is false.
      const matched = value !== undefined && some(expected, (pattern) => test.matches(pattern, value));
      return test.negated === true ? !matched : matched;
    });
  });
}

function contextOf({ caller, context }: IamRequest): Readonly<Record<string, string>> {
  for (const key of Object.keys(context)) {
    if (!known.has(key)) throw new Error(`the evaluator does not know the condition key ${key}`);
  }
  return "arn" in caller ? { "aws:PrincipalArn": caller.arn, ...context } : context;
}

function some(one: string | readonly string[], test: (value: string) => boolean): boolean {
  return (typeof one === "string" ? [one] : one).some(test);
}

function accountOf(arn: string): string | undefined {
  return arn.split(":")[4];
}

function glob(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su").test(value);
}

/** ARNs are compared part by part: a wildcard does not reach over a colon of the first five. */
function arnLike(pattern: string, value: string): boolean {
  const parts = (arn: string): string[] => {
    const all = arn.split(":");
    return [...all.slice(0, 5), all.slice(5).join(":")];
  };
  const values = parts(value);
  return parts(pattern).every((part, index) => glob(part, values[index] ?? ""));
}

function inRange(range: string, address: string): boolean {
  const [network, bits] = range.split("/");
  if (network === undefined || bits === undefined) throw new Error(`not a CIDR range: ${range}`);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(network) / size) === Math.floor(number(address) / size);
}

function number(address: string): number {
  const bytes = address.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !(byte >= 0 && byte <= 255))) {
    throw new Error(`not an IPv4 address: ${address}`);
  }
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

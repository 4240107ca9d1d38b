/** Who a statement speaks of: roles and accounts by ARN, AWS services by name, or everybody. */
export type Principal = "*" | { readonly AWS: readonly string[] } | { readonly Service: readonly string[] };

/** Operator, then condition key, then the values of which one must (or, in a negated operator, none may) match. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement of an IAM, key or resource policy. Lists are always lists, so that nothing has two spellings. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Absent in identity policies, whose principal is the role that carries them. */
  readonly Principal?: Principal;
  readonly Action: readonly string[];
  /** Absent in trust policies, which are about the role that carries them. */
  readonly Resource?: readonly string[];
  readonly Condition?: Condition;
}

/** A policy document in AWS's policy language. Built from plain strings only, so that a test can evaluate it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Puts statements into a document, leaving out the ones that would speak of nobody: AWS refuses an empty principal. */
export function policyDocument(...statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements.filter(({ Principal }) => !isNobody(Principal)) };
}

function isNobody(principal: Principal | undefined): boolean {
  return typeof principal === "object" && "AWS" in principal && principal.AWS.length === 0;
}

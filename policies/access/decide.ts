import { type Facts, type Open, holds } from "./condition";
import type { Choice, Named, Rule } from "./document";
import { type Ternary, and, every, not, or, some } from "./ternary";
import { type Text, equals, isResource, like } from "./text";

/** Who asks: a role, user or root user by ARN, with its account; or an AWS service by name. */
export type Caller = { readonly arn: Text; readonly account: string } | { readonly service: string };

export interface Request {
  readonly caller: Caller;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** ARN. */
  readonly resource: string;
  readonly facts: Facts;
}

/** The documents that decide about one request, as rules. */
export interface Policies {
  /** Of the caller; a service has none. */
  readonly identity: readonly Rule[];
  /** The caller's permissions boundary. */
  readonly boundary?: readonly Rule[];
  /** Of the key, secret or topic that the request is about. */
  readonly resource: readonly Rule[];
  /** Account that owns it. */
  readonly account: string;
  /**
   * Whether the resource's policy has to admit even callers of its own account. A key's has to: unless it names the account,
   * policies of identities give nothing. Other resources let the account's identity policies admit alone.
   */
  readonly resourceDecides: boolean;
}

/** Three-valued: true and false are certain, whatever is not known turns out to be. */
export interface Decision {
  readonly allowed: Ternary;
  /** What was not decided on the way. */
  readonly open: ReadonlySet<string>;
}

/**
 * Decides as AWS does (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html). Denials first, then what the resource's
 * policy and the caller's policies allow, within the caller's boundary. What it does not understand makes no permission
 * fail and no denial hold. Service and resource control policies, session policies and endpoint policies are not seen:
 * they can only take away.
 */
export function decide(request: Request, policies: Policies): Decision {
  const open: Open = new Set();
  const { caller } = request;
  const applies = (rule: Rule): Ternary => {
    const speaks = and(
      among(rule.action, (pattern) => isAction(pattern, request.action)),
      rule.resource === undefined ? true : among(rule.resource, (pattern) => isNamed(pattern, request.resource)),
    );
    if (speaks === false) return false;
    const held = and(speaks, holds(rule.tests, request.facts, open));
    if (held === true && rule.unclear) {
      open.add("a statement of an unheard-of form");
      return undefined;
    }
    return held;
  };
  const ofIdentity = "service" in caller ? [] : policies.identity;
  const allows = (rules: readonly Rule[]): Ternary =>
    some(
      rules.filter(({ deny }) => !deny),
      applies,
    );
  const denies = (rules: readonly Rule[]): Ternary =>
    some(
      rules.filter(({ deny }) => deny),
      applies,
    );

  const admitted = policies.resource.filter(({ deny }) => !deny);
  const byName = some(admitted, (rule) => and(meets(rule, caller, "caller"), applies(rule)));
  const byAccount = some(admitted, (rule) => and(meets(rule, caller, "account"), applies(rule)));
  const refused = some(
    policies.resource.filter(({ deny }) => deny),
    (rule) => and(or(meets(rule, caller, "caller"), meets(rule, caller, "account")), applies(rule)),
  );
  const bounded = policies.boundary === undefined ? true : allows(policies.boundary);
  const own = and(allows(ofIdentity), bounded);
  // Whether a boundary holds against a resource's policy depends on how that names the caller.
  const named = bounded === true ? byName : and(byName, undefined);

  const allowed =
    "service" in caller
      ? byName
      : caller.account !== policies.account
        ? and(or(byName, byAccount), own)
        : policies.resourceDecides
          ? or(named, and(byAccount, own))
          : or(named, own);
  const denied = or(denies(ofIdentity), refused, denies(policies.boundary ?? []));
  return { allowed: and(allowed, not(denied)), open };
}

function among({ patterns, allBut }: Choice, matches: (pattern: string) => Ternary): Ternary {
  const named = some(patterns, matches);
  return allBut ? not(named) : named;
}

function isAction(pattern: string, action: string): Ternary {
  return like(action.toLowerCase(), pattern.toLowerCase());
}

function isNamed(pattern: string, resource: string): Ternary {
  return pattern.includes("${") ? undefined : isResource(resource, pattern);
}

/** Whether a statement speaks of a caller: of himself, or of his account, whose own policies then decide. */
function meets({ principal }: Rule, caller: Caller, how: "caller" | "account"): Ternary {
  if (principal === undefined) return undefined;
  const { named, allBut } = principal;
  if (!allBut) return some(named, (one) => isCaller(one, caller, how));
  if (how === "account") return false;
  // Whether naming an account, or a role without its account, leaves the role out is not said plainly: not decided.
  const himself = some(named, (one) => isCaller(one, caller, "caller"));
  const account = some(named, (one) => isCaller(one, caller, "account"));
  return himself === false && account === false ? true : himself === true && account === true ? false : undefined;
}

const accountName = /^(?:arn:[\w-]+:iam::(?<arn>\d{12}):root|(?<id>\d{12}))$/u;
const identity = /^arn:[\w-]+:iam::\d{12}:(?:role|user)\//u;

function isCaller({ kind, text }: Named, caller: Caller, how: "caller" | "account"): Ternary {
  if (kind === "AWS" && text === "*") return how === "caller";
  if ("service" in caller)
    return kind === "Service" ? how === "caller" && text === caller.service : kind === "AWS" ? false : undefined;
  if (kind === "Service") return false;
  if (kind === "other") return how === "caller" ? undefined : false;
  const account = accountName.exec(text)?.groups;
  if (account !== undefined) return how === "account" && (account.arn ?? account.id) === caller.account;
  if (how === "account") return false;
  if (/[*?$]/u.test(text)) return undefined;
  if (identity.test(text)) return equals(caller.arn, text);
  // A session, a federated user or the id that AWS puts in place of a deleted role: perhaps the caller's.
  const other = /^arn:[\w-]+:\w+::(?<account>\d{12}):/u.exec(text)?.groups?.account;
  return other === undefined || other === caller.account ? undefined : false;
}

/** Whether all of several requests are allowed. */
export function together(decisions: readonly Decision[]): Decision {
  return {
    allowed: every(decisions, ({ allowed }) => allowed),
    open: new Set(decisions.flatMap(({ open }) => [...open])),
  };
}

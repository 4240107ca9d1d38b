import type { Resource, WholeStack } from "../policy";
import { couldBeKey, isOpen, itemsOf, Value } from "../reader";
import { refersTo } from "../references";
import type { Facts } from "./condition";
import { type Caller, type Decision, decide, together } from "./decide";
import { type Rule, anything, rulesOf, unseen } from "./document";
import type { Text } from "./text";

/** Somebody who might ask, and how messages call him. */
export interface Asker {
  readonly name: string;
  readonly caller: Caller;
  readonly identity: readonly Rule[];
  readonly boundary?: readonly Rule[];
  /** A role of the stack itself. */
  readonly ofStack: boolean;
}

/** A key or secret with its policy, or a role with its trust policy. */
export interface Holding {
  readonly arn: string;
  readonly rules: readonly Rule[];
}

/** What every account's administrator may do. */
export const everything: readonly Rule[] = rulesOf({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } });

/** AWS's own key policy, for keys that get none (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html). */
export function defaultKeyRules(account: string): readonly Rule[] {
  return rulesOf({ Statement: { Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*" } });
}

/** In place of a document that is not known yet, which is noted: nothing is to be said on it before `up`. */
export const notYet: Rule = anything();

/** The rules of a document at a property. */
export function rulesAt(document: Value): readonly Rule[] {
  if (document.absent) return [];
  if (document.unknown) return [notYet];
  const noted = { unknown: false };
  const data = dataOf(document.document(), noted);
  return noted.unknown ? [notYet] : rulesOf(data);
}

/** A value as plain data. Parts that are not known are noted, and left out. */
function dataOf(value: Value, noted: { unknown: boolean }): unknown {
  noted.unknown ||= value.unknown;
  if (!value.known) return null;
  const scalar = value.text ?? value.number ?? (value.is(true) ? true : value.is(false) ? false : undefined);
  if (scalar !== undefined) return scalar;
  const entries = value.entries();
  if (entries.length > 0) return Object.fromEntries(entries.map(([key, one]) => [key, dataOf(one, noted)]));
  const items = value.items();
  return items.length === 1 && items[0] === value ? {} : items.map((one) => dataOf(one, noted));
}

const names = ["name", "id", "arn"];

/** What a role of the stack is granted by all that the stack attaches to it. */
export function identityOf(role: Resource, whole: WholeStack): readonly Rule[] {
  const policies = whole.ofType("aws:iam/policy:Policy");
  const attached = (from: Resource, property: string): readonly Rule[] =>
    from.inputs.at(property).unknown
      ? unseen
      : from.inputs
          .at(property)
          .items()
          .flatMap((arn) => {
            const policy = policies.find((one) => refersTo(from, property, one, ["arn", "id"], arn));
            if (policy === undefined && isOpen(arn)) return [notYet];
            // What is attached by ARN alone may hold anything.
            return policy === undefined ? unseen : rulesAt(policy.inputs.at("policy"));
          });
  const to = (type: string, property: string): readonly Resource[] =>
    whole
      .ofType(type)
      .filter((one) => itemsOf(one.inputs.at(property)).some((value) => refersTo(one, property, role, names, value)));
  return [
    ...role.inputs
      .at("inlinePolicies")
      .items()
      .flatMap((one) => rulesAt(one.at("policy"))),
    ...attached(role, "managedPolicyArns"),
    ...to("aws:iam/rolePolicy:RolePolicy", "role").flatMap((one) => rulesAt(one.inputs.at("policy"))),
    ...to("aws-native:iam:RolePolicy", "roleName").flatMap((one) => rulesAt(one.inputs.at("policyDocument"))),
    ...to("aws-native:iam:ManagedPolicy", "roles").flatMap((one) => rulesAt(one.inputs.at("policyDocument"))),
    ...to("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role").flatMap((one) => attached(one, "policyArn")),
    ...to("aws:iam/policyAttachment:PolicyAttachment", "roles").flatMap((one) => attached(one, "policyArn")),
    ...to("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "roleName").flatMap((one) =>
      attached(one, "policyArns"),
    ),
  ];
}

/** A role's permissions boundary, where the stack has it. One that it doesn't have can only take away. */
export function boundaryOf(role: Resource, whole: WholeStack): readonly Rule[] | undefined {
  const policy = whole
    .ofType("aws:iam/policy:Policy")
    .find((one) => refersTo(role, "permissionsBoundary", one, ["arn", "id"]));
  return policy && rulesAt(policy.inputs.at("policy"));
}

const identity = /^arn:[\w-]+:iam::(?<account>\d{12}):(?:role|user)\/[\w+=,.@/-]+$/u;

/**
 * Everybody outside of the stack's roles who could ask: whoever a document names, the account's root user, all its other
 * roles and users as one, and every other account as one. Each is taken to be granted everything by policies of his own.
 */
export function outsiders(
  account: string,
  partition: string,
  rules: readonly Rule[],
  known: readonly string[],
): readonly Asker[] {
  const texts = new Set(rules.flatMap(textsOf));
  const outside = (name: string, arn: Text, of: string): Asker => ({
    name,
    caller: { arn, account: of },
    identity: everything,
    ofStack: false,
  });
  const iam = `arn:${partition}:iam::`;
  const named = [...texts].flatMap((text) => {
    const of = identity.exec(text)?.groups?.account;
    if (of === undefined || known.includes(text)) return [];
    return [outside(couldBeKey(text) ? "a role that a policy names" : text, text, of)];
  });
  const services = new Set(
    rules
      .flatMap(({ principal }) => principal?.named ?? [])
      .flatMap(({ kind, text }) => (kind === "Service" ? [text] : [])),
  );
  const accounts = [...texts].flatMap((text) => /(?:^|:)(?<id>\d{12})(?:$|:)/u.exec(text)?.groups?.id ?? []);
  const others = new Set(accounts.filter((id) => id !== account));
  let fresh = 999_999_999_999;
  while (others.has(String(fresh)) || String(fresh) === account) fresh--;
  return [
    ...named,
    outside("the account's root user", `${iam}${account}:root`, account),
    outside(
      "every other role of the account (an administrator's, another bot's)",
      { beginning: `${iam}${account}:role/` },
      account,
    ),
    outside("every user of the account", { beginning: `${iam}${account}:user/` }, account),
    ...Array.from(others, (id) => outside(`account ${id}`, { beginning: `${iam}${id}:role/` }, id)),
    outside("every other AWS account", { beginning: `${iam}${fresh}:role/` }, String(fresh)),
    ...Array.from(services, (service): Asker => ({
      name: /^[a-z0-9.-]{1,80}$/u.test(service) ? service : "a service that a policy names",
      caller: { service },
      identity: [],
      ofStack: false,
    })),
  ];
}

function textsOf({ principal, tests }: Rule): readonly string[] {
  return [...(principal?.named ?? []).map(({ text }) => text), ...tests.flatMap(({ values }) => values)];
}

function factsOf({ caller }: Asker, more: readonly (readonly [string, Text | readonly Text[] | null])[]): Facts {
  const who: readonly (readonly [string, Text | null])[] =
    "service" in caller
      ? [
          ["aws:principalisawsservice", "true"],
          ["aws:principalservicename", caller.service],
          ["aws:principalarn", null],
        ]
      : [
          ["aws:principalarn", caller.arn],
          ["aws:principalaccount", caller.account],
          ["kms:calleraccount", caller.account],
          ["aws:principalisawsservice", "false"],
          ["aws:principalservicename", null],
        ];
  return new Map<string, Text | readonly Text[] | null>([...who, ...more]);
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** Whether somebody may read a secret's value: Secrets Manager has to let him, and then KMS, whom Secrets Manager asks in his name. */
export function reads(asker: Asker, secret: Holding, key: Holding | undefined, place: Place): Decision {
  const admitted = decide(
    { caller: asker.caller, action: "secretsmanager:GetSecretValue", resource: secret.arn, facts: factsOf(asker, []) },
    { ...of(asker), resource: secret.rules, account: place.account, resourceDecides: false },
  );
  // A key that is not in the stack has a policy that can't be seen.
  if (key === undefined)
    return together([admitted, { allowed: undefined, open: new Set(["the policy of a key outside of the stack"]) }]);
  return together([
    admitted,
    onKey("kms:Decrypt", asker, key, place, [
      ["kms:viaservice", `secretsmanager.${place.region}.amazonaws.com`],
      ...contextOf(secret),
    ]),
  ]);
}

/** Whether somebody may decrypt with a secret's key on his own, without Secrets Manager. */
export function decrypts(asker: Asker, secret: Holding, key: Holding, place: Place): readonly Decision[] {
  return ["kms:Decrypt", "kms:ReEncryptFrom"].map((action) =>
    onKey(action, asker, key, place, [["kms:viaservice", null], ...contextOf(secret)]),
  );
}

/** Whether somebody may hand out the use of a key by a grant that is not for an AWS service's own use. */
export function handsOut(asker: Asker, key: Holding, place: Place): Decision {
  return onKey("kms:CreateGrant", asker, key, place, [
    ["kms:viaservice", null],
    ["kms:grantisforawsresource", "false"],
  ]);
}

/** Whether somebody may become a role, by its trust policy: that has to name him, or his account with policies of his own. */
export function assumes(asker: Asker, role: Holding, { account }: Place): Decision {
  return decide(
    { caller: asker.caller, action: "sts:AssumeRole", resource: role.arn, facts: factsOf(asker, []) },
    { ...of(asker), resource: role.rules, account, resourceDecides: true },
  );
}

/**
 * What Secrets Manager encrypts under, without which KMS decrypts nothing of it: the secret's ARN and its version's id, a
 * text of 32 to 64 characters (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 */
function contextOf(secret: Holding): readonly (readonly [string, Text | readonly Text[] | null])[] {
  return [
    ["kms:encryptioncontext:secretarn", secret.arn],
    ["kms:encryptioncontext:secretversionid", { beginning: "", length: 32 }],
    ["kms:encryptioncontextkeys", ["SecretARN", "SecretVersionId"]],
    ["kms:grantisforawsresource", null],
  ];
}

function onKey(
  action: string,
  asker: Asker,
  key: Holding,
  { account }: Place,
  more: Parameters<typeof factsOf>[1],
): Decision {
  return decide(
    { caller: asker.caller, action, resource: key.arn, facts: factsOf(asker, more) },
    { ...of(asker), resource: key.rules, account, resourceDecides: true },
  );
}

function of({ identity: own, boundary }: Asker): {
  readonly identity: readonly Rule[];
  readonly boundary?: readonly Rule[];
} {
  return { identity: own, ...(boundary && { boundary }) };
}

import type { Decision } from "../../access/decide";
import { type Rule, rulesOf } from "../../access/document";
import {
  type Asker,
  type Holding,
  assumes,
  boundaryOf,
  decrypts,
  defaultKeyRules,
  handsOut,
  identityOf,
  notYet,
  outsiders,
  reads,
  rulesAt,
} from "../../access/reach";
import { type Resource, type WholeStack, list, stackPolicy } from "../../policy";
import { isOpen, itemsOf, type Value } from "../../reader";
import { refersTo } from "../../references";
import { leftOut } from "../../ways-around";

/**
 * Patterns find bad policies; this finds out what all policies of the stack come to. Over every identity, resource and key
 * policy and every grant it decides, as AWS would, who can read each secret of the stack and use its key: every role of
 * the stack, whoever a policy names, the account's administrators, users and root user, other bots' roles, strangers'
 * accounts and services; and who can become the role that does. Those outside of the stack are taken to be granted everything by policies of their own. What the
 * decision does not understand counts against the stack: a condition of an unheard-of kind makes no permission fail and
 * no denial hold. It leaves out who may change policies, who gets onto the host, and whom a federation lets in, of whom
 * identity-trust-not-star asks for the subject.
 */
export const onlyTheBotReads = stackPolicy({
  name: "identity-only-the-bot-reads",
  description:
    "Nobody but one role of the bot's stack, which nobody else can assume, can read its secrets and use their keys, unless he changes policies or enters the host.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Deny secretsmanager:GetSecretValue in the secret's policy to every aws:PrincipalArn but the bot's role, and name in the key's policy who may use it, without a statement for the whole account. Let nobody but the service that runs the bot assume the role.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  tags: ["iam", "kms", "secretsmanager"],
  stacks: ["bot"],
  configSchema: {
    properties: {
      alsoRead: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "ARNs of further roles, and names of further roles of the stack, that may read the bot's secrets.",
      },
    },
  },
  rationale:
    "Who can read the bot's key is settled by a dozen documents together, and one of them is enough to undo the others. Each can look right by itself.",
  example: `{
  Effect: "Deny",
  Principal: "*",
  Action: ["secretsmanager:GetSecretValue"],
  Resource: ["*"],
  Condition: { ArnNotEquals: { "aws:PrincipalArn": [botRole.arn] } },
}`,
  judge(whole, violation, settings) {
    const named = Array.isArray(settings.alsoRead) ? settings.alsoRead.map(String) : [];
    const exempt = new Set([...named, ...named.map(called)]);
    const judgedKeys = new Set<string>();
    const judgedRoles = new Set<string>();
    const refuse = (able: readonly Able[], what: string, resource: Resource): void => {
      const message = said(able, what);
      if (message !== undefined) violation({ message, resource });
    };
    // Roles are the same for every secret of an account.
    const rolesIn = new Map<string, readonly Role[]>();
    for (const secret of whole.ofType("aws:secretsmanager/secret:Secret")) {
      const arn = secret.at("arn");
      const place = /^arn:(?<partition>[\w-]+):secretsmanager:(?<region>[\w-]+):(?<account>\d{12}):secret:/u.exec(
        arn.text ?? "",
      )?.groups as Readonly<Record<"partition" | "region" | "account", string>> | undefined;
      if (place === undefined) {
        // What is not known yet is noted, and decided at `up`.
        if (arn.known || arn.absent)
          violation({ message: `${arn.path} is ${arn.shown}, expected a secret's ARN.`, at: arn, resource: secret });
        continue;
      }
      const own: Holding = { arn: arn.text ?? "", rules: policyOf(secret, whole) };
      const keyOf = keyOfSecret(secret, whole);
      const key = keyOf && holdingOf(keyOf, whole, place.account);
      const roles =
        rolesIn.get(place.account) ??
        whole.ofType("aws:iam/role:Role").flatMap((role) => rolesOf(role, whole, place.account));
      rolesIn.set(place.account, roles);
      const known = roles.map(arnOf);
      const rules = [...own.rules, ...(key?.rules ?? []), ...roles.flatMap(({ identity }) => identity)];
      const everybody = (documents: readonly Rule[]): readonly Asker[] =>
        [...roles, ...outsiders(place.account, place.partition, documents, known)].filter(
          (asker) => !exempt.has(asker.name) && !exempt.has(arnOf(asker)),
        );
      const askers = everybody(rules);
      if (hasOpen(secret, whole) || [...rules, ...roles.flatMap((one) => one.boundary ?? [])].includes(notYet))
        continue;

      const able = askers.map((asker) => ({ asker, decision: reads(asker, own, key, place) }));
      const readers = able.filter(({ decision }) => decision.allowed !== false);
      const [reader, ...further] = readers.filter(({ asker }) => asker.ofStack);
      const beside = reader !== undefined && further.length > 0 ? `, beside ${reader.asker.name}` : "";
      refuse([...readers.filter(({ asker }) => !asker.ofStack), ...further], `read the secret${beside}`, secret);
      for (const role of roles) {
        if (judgedRoles.has(role.resource.urn) || !readers.some(({ asker }) => asker === role)) continue;
        judgedRoles.add(role.resource.urn);
        const trust: Holding = { arn: arnOf(role), rules: rulesAt(role.resource.inputs.at("assumeRolePolicy")) };
        if (trust.rules.includes(notYet)) continue;
        refuse(
          everybody(trust.rules)
            .filter((asker) => asker !== role && "arn" in asker.caller)
            .map((asker) => ({ asker, decision: assumes(asker, trust, place) })),
          `assume ${role.name}, which reads the secret`,
          role.resource,
        );
      }
      if (key === undefined || keyOf === undefined || judgedKeys.has(keyOf.urn)) continue;
      judgedKeys.add(keyOf.urn);
      const others = askers.filter((asker) => asker !== reader?.asker);
      refuse(
        others.flatMap((asker) => decrypts(asker, own, key, place).map((decision) => ({ asker, decision }))),
        "decrypt with the secret's key, without Secrets Manager",
        keyOf,
      );
      refuse(
        askers.map((asker) => ({ asker, decision: handsOut(asker, key, place) })),
        "hand out the use of the secret's key by a grant",
        keyOf,
      );
    }
  },
});

/** A role of the stack. */
interface Role extends Asker {
  readonly resource: Resource;
}

/** The ARN of one who asks; empty for a service, and for several as one. */
function arnOf({ caller }: Asker): string {
  return "arn" in caller && typeof caller.arn === "string" ? caller.arn : "";
}

interface Able {
  readonly asker: Asker;
  readonly decision: Decision;
}

/** One violation on those who surely can, or else one on those of whom it is not known. */
function said(able: readonly Able[], what: string): string | undefined {
  const sure = able.filter(({ decision }) => decision.allowed === true);
  const told = sure.length > 0 ? sure : able.filter(({ decision }) => decision.allowed === undefined);
  if (told.length === 0) return undefined;
  const names = [...new Set(told.map(({ asker }) => asker.name))];
  const open = [...new Set(told.flatMap(({ decision }) => [...decision.open]))].filter((one) => printable.test(one));
  const why = sure.length > 0 || open.length === 0 ? "" : `, which hangs on ${list(open)}`;
  const can = sure.length > 0 ? "can" : "perhaps can";
  if (names.length > 1) return `Several ${can} ${what}${why}: ${list(names)}. ${leftOut}`;
  const who = list(names).replace(/^(?:the|every|account) /u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${who} ${can} ${what}${why}. ${leftOut}`;
}

// Operators and keys of conditions: no value.
const printable = /^[\w:/. -]{1,80}$/u;

/** The secret's policy: the resource of its own or, without one, the property. */
function policyOf(secret: Resource, whole: WholeStack): readonly Rule[] {
  const own = whole
    .ofType("aws:secretsmanager/secretPolicy:SecretPolicy")
    .filter((one) => refersTo(one, "secretArn", secret, ["arn", "id", "name"]) || isPartOfArn(one, secret));
  const documents = own.length > 0 ? own.map((one) => one.inputs.at("policy")) : [secret.inputs.at("policy")];
  return documents.flatMap((document) => (document.is("") ? [] : rulesAt(document)));
}

/** Secrets Manager takes a secret's ARN without the hyphen and six characters that it adds to the name. */
function isPartOfArn(policy: Resource, secret: Resource): boolean {
  const [named, arn] = [policy.inputs.at("secretArn"), secret.at("arn")];
  return !named.unknown && !arn.unknown && named.text !== undefined && named.text === arn.text?.slice(0, -7);
}

function keyOfSecret(secret: Resource, whole: WholeStack): Resource | undefined {
  const keys = whole.ofType("aws:kms/key:Key");
  const alias = whole
    .ofType("aws:kms/alias:Alias")
    .find((one) => refersTo(secret, "kmsKeyId", one, ["name", "arn", "id"]));
  return keys.find(
    (key) =>
      refersTo(secret, "kmsKeyId", key, ids) || (alias !== undefined && refersTo(alias, "targetKeyId", key, ids)),
  );
}

const ids = ["arn", "keyId", "id"];

function holdingOf(key: Resource, whole: WholeStack, account: string): Holding {
  const own = whole
    .ofType("aws:kms/keyPolicy:KeyPolicy")
    .filter((one) => refersTo(one, "keyId", key, ids))
    .map((one) => one.inputs.at("policy"));
  const inline = key.inputs.at("policy");
  const documents = own.length > 0 ? own : inline.unknown || !(inline.absent || inline.is("")) ? [inline] : [];
  const rules = documents.length === 0 ? defaultKeyRules(account) : documents.flatMap(rulesAt);
  return { arn: key.at("arn").text ?? "", rules: [...rules, ...grantsOn(key, whole)] };
}

/** Grants of the stack are like statements: they admit whom they name, and a denial of the key's policy beats them. */
function grantsOn(key: Resource, whole: WholeStack): readonly Rule[] {
  return whole
    .ofType("aws:kms/grant:Grant")
    .filter((one) => refersTo(one, "keyId", key, ids))
    .flatMap((grant) => {
      const texts = (value: Value): readonly string[] => value.items().flatMap((one) => one.text ?? []);
      const grantee = grant.inputs.at("granteePrincipal").text ?? "";
      const operations = texts(grant.inputs.at("operations")).map((operation) => `kms:${operation}`);
      const held = grant.inputs
        .at("constraints")
        .items()
        .flatMap((one) => [
          ...one.at("encryptionContextEquals").entries(),
          ...one.at("encryptionContextSubset").entries(),
        ])
        .map(([name, value]) => [`kms:EncryptionContext:${name}`, texts(value)] as const);
      return rulesOf({
        Statement: {
          Effect: "Allow",
          Principal: grantee.startsWith("arn:") ? { AWS: grantee } : { Service: grantee },
          Action: operations,
          Resource: "*",
          ...(held.length === 0 ? {} : { Condition: { StringEquals: Object.fromEntries(held) } }),
        },
      });
    });
}

/** How messages call a role of the stack. */
function called(role: string): string {
  return `the stack's role ${role}`;
}

function rolesOf(role: Resource, whole: WholeStack, account: string): readonly Role[] {
  const arn = role.at("arn").text;
  if (arn === undefined) return [];
  const boundary = boundaryOf(role, whole);
  return [
    {
      name: called(role.name),
      caller: { arn, account: arn.split(":")[4] ?? account },
      identity: identityOf(role, whole),
      ...(boundary && { boundary }),
      ofStack: true,
      resource: role,
    },
  ];
}

/** What attaches a policy to roles, and the property that names them. */
const attaching = [
  ["aws:iam/rolePolicy:RolePolicy", "role"],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"],
  ["aws:iam/policyAttachment:PolicyAttachment", "roles"],
  ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "roleName"],
  ["aws-native:iam:RolePolicy", "roleName"],
  ["aws-native:iam:ManagedPolicy", "roles"],
] as const;

/** Whether a document or an ARN that counts is not known yet: then nothing is said before `up`. */
function hasOpen(secret: Resource, whole: WholeStack): boolean {
  const parts: readonly (readonly [readonly string[], readonly string[]])[] = [
    [["aws:iam/role:Role"], ["inlinePolicies", "managedPolicyArns", "permissionsBoundary"]],
    [["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/policyAttachment:PolicyAttachment"], ["policyArn"]],
    [["aws:kms/grant:Grant"], ["granteePrincipal", "operations", "constraints"]],
  ];
  const open = [secret.inputs.at("policy"), secret.inputs.at("kmsKeyId")];
  for (const [types, properties] of parts) {
    for (const resource of whole.ofType(...types)) open.push(...properties.map((name) => resource.inputs.at(name)));
  }
  const roles = whole.ofType("aws:iam/role:Role");
  for (const [type, property] of attaching) {
    for (const one of whole.ofType(type)) {
      const given = one.inputs.at(property);
      // What is attached to a role that nothing tells yet may be any role's.
      const untold = itemsOf(given).filter(
        (value) => value.unknown && !roles.some((role) => refersTo(one, property, role, ["name", "id", "arn"], value)),
      );
      open.push(...untold);
    }
  }
  const keys = whole.ofType("aws:kms/key:Key");
  // A grant or a policy of a key that nothing tells yet may be for this secret's, and a secret's policy for this one.
  for (const one of whole.ofType("aws:kms/grant:Grant", "aws:kms/keyPolicy:KeyPolicy"))
    if (!keys.some((key) => refersTo(one, "keyId", key, ids))) open.push(one.inputs.at("keyId"));
  const secrets = whole.ofType("aws:secretsmanager/secret:Secret");
  for (const one of whole.ofType("aws:secretsmanager/secretPolicy:SecretPolicy"))
    if (!secrets.some((each) => refersTo(one, "secretArn", each, ["arn", "id", "name"])))
      open.push(one.inputs.at("secretArn"));
  const arns = whole.ofType("aws:iam/role:Role", "aws:kms/key:Key").map((one) => one.at("arn"));
  return [...open, ...arns].some(isOpen);
}

import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { type Facts } from "../../../policies/access/condition";
import { type Caller, type Request, decide, together } from "../../../policies/access/decide";
import { rulesOf } from "../../../policies/access/document";
import type { Ternary } from "../../../policies/access/ternary";

const account = "111122223333";
const elsewhere = "444455556666";
const key = `arn:aws:kms:eu-west-1:${account}:key/1a2b3c4d`;
const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:grid-AbCdEf`;
const bot = `arn:aws:iam::${account}:role/grid`;
const roles = [bot, `arn:aws:iam::${account}:role/team/admin`, `arn:aws:iam::${elsewhere}:role/grid`];
const accountOf = (arn: string) => arn.split(":")[4] ?? "";
const document = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const facts = (given: Readonly<Record<string, string | readonly string[] | null>> = {}): Facts =>
  new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));

interface Asked {
  readonly caller?: Caller;
  readonly action?: string;
  readonly resource?: string;
  readonly facts?: Facts;
  readonly identity?: unknown;
  readonly boundary?: unknown;
  readonly policy?: unknown;
}

function allowed(asked: Asked): Ternary {
  const action = asked.action ?? "kms:Decrypt";
  const request: Request = {
    caller: asked.caller ?? { arn: bot, account },
    action,
    resource: asked.resource ?? key,
    facts: asked.facts ?? facts(),
  };
  return decide(request, {
    identity: asked.identity === undefined ? [] : rulesOf(asked.identity),
    ...(asked.boundary === undefined ? {} : { boundary: rulesOf(asked.boundary) }),
    resource: asked.policy === undefined ? [] : rulesOf(asked.policy),
    account,
    resourceDecides: action.startsWith("kms:"),
  }).allowed;
}

const all = { Effect: "Allow", Action: "*", Resource: "*" };
const deny = { ...all, Effect: "Deny" };
const forAccount = { ...all, Principal: { AWS: `arn:aws:iam::${account}:root` } };
const forBot = { ...all, Principal: { AWS: bot } };
const forService = (Service: string) => ({ ...all, Principal: { Service } });
const root = (partition: string, of = account) => ({
  ...all,
  Principal: { AWS: `arn:${partition}:iam::${of}:root` },
});
const sns: Caller = { service: "sns.amazonaws.com" };
const anyRole: Caller = { arn: { beginning: `arn:aws:iam::${account}:role/` }, account };
const under = (Condition: unknown) => ({ ...all, Condition });

test.each<[string, Asked, Ternary]>([
  ["what nobody allows", {}, false],
  ["a key whose policy is silent, by an identity policy alone", { identity: document(all) }, false],
  [
    "a key whose policy leaves it to the account, by an identity policy",
    { identity: document(all), policy: document(forAccount) },
    true,
  ],
  ["a key whose policy leaves it to the account, without an identity policy", { policy: document(forAccount) }, false],
  ["a key whose policy names the role", { policy: document(forBot) }, true],
  [
    "a secret, by an identity policy alone",
    { action: "secretsmanager:GetSecretValue", resource: secretArn, identity: document(all) },
    true,
  ],
  [
    "a secret whose policy leaves it to the account",
    { action: "secretsmanager:GetSecretValue", resource: secretArn, policy: document(forAccount) },
    false,
  ],
  ["a denial in the identity policy", { identity: document(deny), policy: document(forBot) }, false],
  ["a denial for everybody in the key's policy", { policy: document(forBot, { ...deny, Principal: "*" }) }, false],
  [
    "a denial for the account in the key's policy",
    { policy: document(forBot, { ...deny, Principal: { AWS: account } }) },
    false,
  ],
  ["a denial for another role", { policy: document(forBot, { ...deny, Principal: { AWS: roles[1] } }) }, true],
  [
    "somebody from another account, by one side",
    { caller: { arn: roles[2] ?? "", account: elsewhere }, policy: document({ ...all, Principal: "*" }) },
    false,
  ],
  [
    "somebody from another account, by both sides",
    {
      caller: { arn: roles[2] ?? "", account: elsewhere },
      policy: document({ ...all, Principal: "*" }),
      identity: document(all),
    },
    true,
  ],
  [
    "a service that the key's policy names",
    {
      caller: { service: "sns.amazonaws.com" },
      policy: document({ ...all, Principal: { Service: "sns.amazonaws.com" } }),
    },
    true,
  ],
  [
    "a service that it does not name",
    { caller: { service: "sns.amazonaws.com" }, policy: document(forAccount, forBot) },
    false,
  ],
  [
    "an identity policy beyond the boundary",
    { identity: document(all), boundary: document({ ...all, Action: "s3:*" }), policy: document(forAccount) },
    false,
  ],
  [
    "an identity policy within the boundary",
    { identity: document(all), boundary: document({ ...all, Action: "kms:*" }), policy: document(forAccount) },
    true,
  ],
  [
    "a key's policy beyond the boundary",
    { boundary: document({ ...all, Action: "s3:*" }), policy: document(forBot) },
    undefined,
  ],
  ["all but another action", { policy: document({ ...forBot, Action: undefined, NotAction: "kms:Encrypt" }) }, true],
  ["all but this action", { policy: document({ ...forBot, Action: undefined, NotAction: "kms:D*" }) }, false],
  ["all but this key", { policy: document({ ...forBot, Resource: undefined, NotResource: key }) }, false],
  ["everybody but the role", { policy: document({ ...all, NotPrincipal: { AWS: [bot, account] } }) }, false],
  [
    "a session of the role, perhaps",
    { policy: document({ ...all, Principal: { AWS: `arn:aws:sts::${account}:assumed-role/grid/i-1` } }) },
    undefined,
  ],
  ["a role that nobody named, in a policy that names the role", { caller: anyRole, policy: document(forBot) }, false],
  [
    "a role that nobody named, by its account",
    { caller: anyRole, identity: document(all), policy: document(forAccount) },
    true,
  ],
  [
    "a role that nobody named, denied but for the role",
    {
      caller: anyRole,
      identity: document(all),
      policy: document(forAccount, {
        ...deny,
        Principal: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [bot] } },
      }),
      facts: new Map([["aws:principalarn", { beginning: `arn:aws:iam::${account}:role/` }]]),
    },
    false,
  ],
  [
    "a role that nobody named, denied but for roles that begin alike",
    {
      caller: anyRole,
      identity: document(all),
      policy: document(forAccount, {
        ...deny,
        Principal: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": [`${bot}*`] } },
      }),
      facts: new Map([["aws:principalarn", { beginning: `arn:aws:iam::${account}:role/` }]]),
    },
    undefined,
  ],
  ["a statement with an element that nobody knows", { policy: document({ ...forBot, Context: {} }) }, undefined],
  [
    "a denial with an element that nobody knows",
    { policy: document(forBot, { ...deny, Principal: "*", Context: {} }) },
    undefined,
  ],
  ["an effect that is none", { policy: document({ ...forBot, Effect: "Maybe" }) }, undefined],
  ["a document that is none", { policy: "x" }, undefined],
  [
    "a denial beside what is not understood",
    { policy: document({ ...forBot, Context: {} }, { ...deny, Principal: "*" }) },
    false,
  ],
  ["an action in other letters", { policy: document({ ...forBot, Action: "KMS:DECRYPT" }) }, true],
  ["another action", { policy: document({ ...forBot, Action: ["kms:Encrypt", "kms:DecryptAll"] }) }, false],
  ["another key", { policy: document({ ...forBot, Resource: `${key}2` }) }, false],
  ["all but another key", { policy: document({ ...forBot, Resource: undefined, NotResource: `${key}2` }) }, true],
  ["a statement without a resource", { policy: document({ ...forBot, Resource: undefined }) }, true],
  ["a key by a variable", { policy: document({ ...forBot, Resource: "${aws:PrincipalTag/key}" }) }, undefined],
  ["a key by a variable, which does not matter", { policy: document({ ...forBot, Resource: ["*", "${x}"] }) }, true],
  ["a statement of a key's policy without a principal", { policy: document(all) }, undefined],
  [
    "a secret whose policy names the role",
    { action: "secretsmanager:GetSecretValue", resource: secretArn, policy: document(forBot) },
    true,
  ],
  [
    "a secret, by an identity policy beyond the boundary",
    {
      action: "secretsmanager:GetSecretValue",
      resource: secretArn,
      identity: document(all),
      boundary: document({ ...all, Action: "s3:*" }),
    },
    false,
  ],
  ["a key's policy within the boundary", { boundary: document(all), policy: document(forBot) }, true],
  ["a key's policy within a boundary that denies", { boundary: document(all, deny), policy: document(forBot) }, false],
  ["what nobody allows, beyond the boundary", { boundary: document({ ...all, Action: "s3:*" }) }, false],
  ["a denial of another action", { identity: document({ ...deny, Action: "s3:*" }), policy: document(forBot) }, true],
  [
    "somebody from another account, by its name and by his own policy",
    {
      caller: { arn: roles[2] ?? "", account: elsewhere },
      policy: document({ ...all, Principal: { AWS: `arn:aws:iam::${elsewhere}:root` } }),
      identity: document(all),
    },
    true,
  ],
  [
    "somebody from another account, by a statement for this one",
    { caller: { arn: roles[2] ?? "", account: elsewhere }, policy: document(forAccount), identity: document(all) },
    false,
  ],
  [
    "a service that everybody is a name for",
    { caller: sns, policy: document({ ...all, Principal: { AWS: "*" } }) },
    true,
  ],
  ["another service", { caller: sns, policy: document(forService("s3.amazonaws.com")) }, false],
  [
    "a service, whatever an identity policy denies",
    { caller: sns, identity: document(deny), policy: document(forService("sns.amazonaws.com")) },
    true,
  ],
  ["a service, whatever an identity policy allows", { caller: sns, identity: document(all) }, false],
  [
    "a service that the key's policy denies by name",
    {
      caller: sns,
      policy: document({ ...all, Principal: "*" }, { ...forService("sns.amazonaws.com"), Effect: "Deny" }),
    },
    false,
  ],
  [
    "a service, by a principal of another kind",
    { caller: sns, policy: document({ ...all, Principal: { Federated: "sns.amazonaws.com" } }) },
    undefined,
  ],
  ["a role, by a statement for a service", { policy: document(forService(bot)) }, false],
  [
    "a role, by a principal of another kind",
    { policy: document({ ...all, Principal: { Federated: "cognito-identity.amazonaws.com" } }) },
    undefined,
  ],
  [
    "a role, by a principal of another kind and by its own policy",
    { policy: document({ ...all, Principal: { Federated: account } }), identity: document(all) },
    undefined,
  ],
  ["everybody but another role", { policy: document({ ...all, NotPrincipal: { AWS: roles[1] } }) }, true],
  ["everybody but another account", { policy: document({ ...all, NotPrincipal: { AWS: elsewhere } }) }, true],
  ["everybody but the account", { policy: document({ ...all, NotPrincipal: { AWS: account } }) }, undefined],
  [
    "everybody but the role, without its account",
    { policy: document({ ...all, NotPrincipal: { AWS: bot } }) },
    undefined,
  ],
  [
    "everybody but another account, by the identity policy alone",
    {
      identity: document(all),
      policy: document({ ...forBot, Action: "s3:*" }, { ...all, Action: "s3:*", NotPrincipal: "*" }),
    },
    false,
  ],
  [
    "the account, in another partition's letters",
    { identity: document(all), policy: document(root("aws-us-gov")) },
    true,
  ],
  ["another account's root user", { identity: document(all), policy: document(root("aws", elsewhere)) }, false],
  [
    "a number with a digit more than the account's",
    { identity: document(all), policy: document({ ...all, Principal: { AWS: `${account}4` } }) },
    undefined,
  ],
  [
    "a number with a digit before the account's",
    { identity: document(all), policy: document({ ...all, Principal: { AWS: `4${account}` } }) },
    undefined,
  ],
  [
    "a user whom the key's policy names",
    {
      caller: { arn: `arn:aws-cn:iam::${account}:user/eve`, account },
      policy: document({ ...all, Principal: { AWS: `arn:aws-cn:iam::${account}:user/eve` } }),
    },
    true,
  ],
  ["another user", { policy: document({ ...all, Principal: { AWS: `arn:aws:iam::${account}:user/grid` } }) }, false],
  [
    "roles by a star",
    { policy: document({ ...all, Principal: { AWS: `arn:aws:iam::${account}:role/*` } }) },
    undefined,
  ],
  [
    "roles by a question mark",
    { policy: document({ ...all, Principal: { AWS: `arn:aws:iam::${account}:role/gri?` } }) },
    undefined,
  ],
  [
    "a role by a variable",
    { policy: document({ ...all, Principal: { AWS: `arn:aws:iam::${account}:role/\${aws:username}` } }) },
    undefined,
  ],
  [
    "a session of another account's role",
    { policy: document({ ...all, Principal: { AWS: `arn:aws:sts::${elsewhere}:assumed-role/grid/i-1` } }) },
    false,
  ],
  [
    "a session, by the identity policy",
    {
      identity: document(all),
      policy: document({ ...all, Principal: { AWS: `arn:aws:sts::${elsewhere}:assumed-role/grid/i-1` } }),
    },
    false,
  ],
  ["the id of a role that is gone", { policy: document({ ...all, Principal: { AWS: "AROAEXAMPLE" } }) }, undefined],
])("%s is judged", (_, asked, expected) => {
  expect(allowed(asked)).toBe(expected);
});

const principal = "aws:PrincipalArn";
test.each<[unknown, Readonly<Record<string, string | readonly string[] | null>>, Ternary]>([
  [{ StringEquals: { "kms:ViaService": ["a", "b"] } }, { "kms:ViaService": "b" }, true],
  [{ StringEquals: { "kms:ViaService": "a" } }, { "kms:ViaService": "b" }, false],
  [{ StringEquals: { "kms:ViaService": "a" } }, { "kms:ViaService": null }, false],
  [{ StringEquals: { "kms:ViaService": "a" } }, {}, undefined],
  [{ StringNotEquals: { "kms:ViaService": "a" } }, { "kms:ViaService": null }, true],
  [{ StringEqualsIfExists: { "kms:ViaService": "a" } }, { "kms:ViaService": null }, true],
  [{ StringEqualsIgnoreCase: { "kms:viaservice": "A" } }, { "kms:ViaService": "a" }, true],
  [{ StringLike: { "kms:ViaService": "a*c?" } }, { "kms:ViaService": "abcd" }, true],
  [{ StringNotLike: { "kms:ViaService": "a*" } }, { "kms:ViaService": "abcd" }, false],
  [{ StringEquals: { "kms:ViaService": "${aws:username}" } }, { "kms:ViaService": "a" }, undefined],
  [{ ArnLike: { [principal]: "arn:aws:iam::*:role/gr?d" } }, { [principal]: bot }, true],
  [{ ArnEquals: { [principal]: "arn:aws:*:role/grid" } }, { [principal]: bot }, undefined],
  [{ ArnNotLike: { [principal]: `arn:aws:iam::${account}:role/*` } }, { [principal]: bot }, false],
  [{ Bool: { "kms:GrantIsForAWSResource": true } }, { "kms:GrantIsForAWSResource": "true" }, true],
  [{ Bool: { "kms:GrantIsForAWSResource": "true" } }, { "kms:GrantIsForAWSResource": "false" }, false],
  [{ Null: { "kms:ViaService": "true" } }, { "kms:ViaService": null }, true],
  [{ Null: { "kms:ViaService": "true" } }, { "kms:ViaService": "a" }, false],
  [{ IpAddress: { "aws:SourceIp": "198.51.100.0/24" } }, { "aws:SourceIp": "198.51.100.7" }, true],
  [
    { NotIpAddress: { "aws:SourceIp": ["198.51.100.7/32", "2001:db8::/32"] } },
    { "aws:SourceIp": "2001:db8::7" },
    false,
  ],
  [{ IpAddress: { "aws:SourceIp": "198.51.100.0/33" } }, { "aws:SourceIp": "198.51.100.7" }, undefined],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["c", "b"] }, true],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": ["c", "b"] }, false],
  [{ "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": null }, true],
  [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, { "aws:TagKeys": null }, false],
  [{ NumericEquals: { "s3:max-keys": "1" } }, { "s3:max-keys": "1" }, undefined],
  [
    { StringEquals: { "kms:ViaService": "a" }, Bool: { "kms:GrantIsForAWSResource": "true" } },
    { "kms:ViaService": "b" },
    false,
  ],
])("the condition %j on a request with %j", (condition, given, expected) => {
  const asked = { facts: facts(given), policy: document({ ...forBot, Condition: condition }) };
  expect(allowed(asked)).toBe(expected);
  const refusing = document(forBot, { ...under(condition), Effect: "Deny", Principal: "*" });
  expect(allowed({ ...asked, policy: refusing })).toBe(expected === undefined ? undefined : !expected);
});

test("what was not decided is told: operators with their keys, and statements that are not understood", () => {
  const request: Request = { caller: { arn: bot, account }, action: "kms:Decrypt", resource: key, facts: facts() };
  const decision = (policy: unknown) =>
    decide(request, { identity: [], resource: rulesOf(policy), account, resourceDecides: true });
  const open = decision(document({ ...forBot, Condition: { StringEquals: { "kms:ViaService": "a" } } }));
  expect(open).toEqual({ allowed: undefined, open: new Set(["StringEquals kms:viaservice"]) });
  const unclear = decision(document({ ...forBot, Context: {} }));
  expect(unclear).toEqual({ allowed: undefined, open: new Set(["a statement of an unheard-of form"]) });
  // What another action needs is not asked.
  const silent = decision(
    document(
      forBot,
      { ...forBot, Action: "s3:*", Context: {} },
      { ...forBot, Action: "s3:*", Condition: { Foo: { a: "b" } } },
    ),
  );
  expect(silent).toEqual({ allowed: true, open: new Set() });
  expect(together([])).toEqual({ allowed: true, open: new Set() });
  expect(together([silent, open, unclear])).toEqual({
    allowed: undefined,
    open: new Set(["StringEquals kms:viaservice", "a statement of an unheard-of form"]),
  });
  expect(together([unclear, decision(document())]).allowed).toBe(false);
});

// A reference: another implementation of AWS's evaluation, asked the same.
const values: Readonly<Record<string, readonly string[]>> = {
  "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"],
  "kms:CallerAccount": [account, elsewhere],
  "aws:PrincipalArn": roles,
  "aws:PrincipalAccount": [account, elsewhere],
  "aws:SourceIp": ["198.51.100.7", "203.0.113.9"],
  "aws:PrincipalIsAWSService": ["true", "false"],
  "kms:EncryptionContext:SecretARN": [secretArn, `${secretArn}-2`],
};
const patterns: Readonly<
  Record<string, readonly (readonly [operators: readonly string[], values: readonly string[]])[]>
> = {
  "kms:ViaService": [
    [
      [
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "StringEqualsIgnoreCase",
        "StringEqualsIfExists",
      ],
      ["secretsmanager.eu-west-1.amazonaws.com", "ec2.*.amazonaws.com", "EC2.eu-west-1.amazonaws.com", "*"],
    ],
  ],
  "kms:CallerAccount": [
    [
      ["StringEquals", "StringNotEquals"],
      [account, elsewhere],
    ],
  ],
  "aws:PrincipalAccount": [
    [
      ["StringEquals", "StringNotEqualsIfExists"],
      [account, elsewhere],
    ],
  ],
  "aws:PrincipalArn": [
    [
      ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "ArnLikeIfExists"],
      [bot, `arn:aws:iam::${account}:role/*`, "arn:aws:iam::*:role/grid", `arn:aws:iam::${elsewhere}:role/?rid`],
    ],
  ],
  "aws:SourceIp": [
    [
      ["IpAddress", "NotIpAddress"],
      ["198.51.100.7/32", "198.51.100.0/24", "203.0.113.0/28"],
    ],
  ],
  "aws:PrincipalIsAWSService": [
    [
      ["Bool", "BoolIfExists"],
      ["true", "false"],
    ],
  ],
  "kms:EncryptionContext:SecretARN": [
    [
      ["StringEquals", "StringLike", "StringNotEquals"],
      [secretArn, `${secretArn.slice(0, -3)}*`],
    ],
  ],
};

const oneOrMore = <T>(...from: readonly T[]): fc.Arbitrary<T | T[]> =>
  fc.oneof(fc.constantFrom(...from), fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 2 }));

const condition = fc
  .array(
    fc
      .constantFrom(...Object.keys(patterns))
      .chain((name) =>
        fc
          .constantFrom(...(patterns[name] ?? []))
          .chain(([operators, texts]) =>
            fc.tuple(fc.constantFrom(...operators), fc.constant(name), oneOrMore(...texts)),
          ),
      ),
    { maxLength: 2 },
  )
  .chain((tests) =>
    fc.option(fc.constantFrom("true", "false"), { freq: 8 }).map((absent) => {
      const written: Record<string, Record<string, unknown>> = {};
      for (const [operator, name, texts] of tests) (written[operator] ??= {})[name] = texts;
      if (absent !== null) written.Null = { "kms:ViaService": absent };
      return written;
    }),
  );

const statement = (actions: readonly string[], resource: string, withPrincipal: boolean) =>
  fc
    .record({
      Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      action: fc.tuple(fc.constantFrom("Action", "Action", "Action", "NotAction"), oneOrMore(...actions)),
      resource: fc.tuple(
        fc.constantFrom("Resource", "Resource", "Resource", "NotResource"),
        oneOrMore("*", resource, `${resource.slice(0, -2)}*`, `${resource}x`),
      ),
      principal: fc.oneof(
        fc.constantFrom<unknown>(
          "*",
          { AWS: "*" },
          { AWS: account },
          { AWS: `arn:aws:iam::${account}:root` },
          { Service: "sns.amazonaws.com" },
        ),
        oneOrMore(...roles, account).map((AWS) => ({ AWS })),
      ),
      Condition: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: condition }),
    })
    .map(({ Effect, action: [a, actionTexts], resource: [r, resources], principal: who, Condition }) => ({
      Effect,
      [a]: actionTexts,
      [r]: resources,
      ...(withPrincipal ? { Principal: who } : {}),
      ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
    }));

const service = fc.constantFrom(
  {
    action: "kms:Decrypt",
    resource: key,
    actions: ["kms:Decrypt", "kms:*", "*", "KMS:de?rypt", "kms:Encrypt", "s3:Get*"],
  },
  {
    action: "secretsmanager:GetSecretValue",
    resource: secretArn,
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:Get*", "*", "kms:*", "SecretsManager:getsecretvalue"],
  },
);

const cases = service.chain(({ action, resource, actions }) =>
  fc.record({
    action: fc.constant(action),
    resource: fc.constant(resource),
    caller: fc.constantFrom(bot, ...roles),
    identity: fc.array(statement(actions, resource, false), { maxLength: 3 }),
    boundary: fc.option(fc.array(statement(actions, resource, false), { minLength: 1, maxLength: 2 }), { freq: 3 }),
    policy: fc.array(statement(actions, resource, true), { maxLength: 4 }),
    carried: fc.record(
      Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, fc.option(fc.constantFrom(...texts))])),
    ),
    hidden: fc.subarray(Object.keys(values)),
  }),
);

test("it decides as another implementation does, and leaves open what depends on what is not known", async () => {
  let [decided, compared, yes] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(cases, async ({ action, resource, caller, identity, boundary, policy, carried, hidden }) => {
      const ofService = (name: string) => !name.startsWith("kms:") || action.startsWith("kms:");
      const sent: Record<string, string> = {};
      for (const [name, value] of Object.entries(carried)) if (value !== null && ofService(name)) sent[name] = value;
      sent[principal] = caller;
      sent["aws:PrincipalAccount"] = accountOf(caller);
      const reference = await runSimulation(
        {
          request: { principal: caller, action, resource: { resource, accountId: account }, contextVariables: sent },
          identityPolicies: identity.length === 0 ? [] : [{ name: "own", policy: document(...identity) }],
          serviceControlPolicies: [],
          resourceControlPolicies: [],
          ...(policy.length === 0 ? {} : { resourcePolicy: document(...policy) }),
          ...(boundary === null
            ? {}
            : { permissionBoundaryPolicies: [{ name: "bounds", policy: document(...boundary) }] }),
        },
        {},
      );
      if (reference.resultType !== "single") throw new Error(JSON.stringify(reference));
      const expected = reference.overallResult === "Allowed";
      // Keys that the other one passes over, as it does with encryption contexts, are in its eyes not carried.
      const passedOver = new Set(reference.result.ignoredContextKeys);
      const known = Object.fromEntries(
        Object.keys(values).map((name) => [name, passedOver.has(name) ? null : (sent[name] ?? null)]),
      );
      const asked: Asked = {
        caller: { arn: caller, account: accountOf(caller) },
        action,
        resource,
        ...(identity.length === 0 ? {} : { identity: document(...identity) }),
        ...(boundary === null ? {} : { boundary: document(...boundary) }),
        ...(policy.length === 0 ? {} : { policy: document(...policy) }),
      };
      const ours = allowed({ ...asked, facts: facts(known) });
      compared++;
      if (ours !== undefined) decided++;
      if (expected) yes++;
      expect(ours ?? expected).toBe(expected);
      const less = Object.fromEntries(Object.entries(known).filter(([name]) => !hidden.includes(name)));
      expect(allowed({ ...asked, facts: facts(less) }) ?? expected).toBe(expected);
    }),
    { numRuns: 500, seed: 20261122 },
  );
  expect(decided / compared).toBeGreaterThan(0.9);
  expect(yes / compared).toBeGreaterThan(0.05);
}, 60_000);

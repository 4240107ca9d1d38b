import { onlyTheBotReads } from "../../../../policies/rules/identity/only-the-bot-reads";
import { leftOut } from "../../../../policies/ways-around";
import { secret, unknown } from "../../engine-messages";
import { analyzeStack, configureStack, analyze } from "../../served";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const account = "111122223333";
const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:grid-exchange-AbCdEf`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/grid-custody`;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const operator = roleArn("operator");
const json = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const read = { Action: "secretsmanager:GetSecretValue", Resource: "*" };
const nobodyElse = (...but: readonly string[]) => ({
  Effect: "Deny",
  Principal: "*",
  ...read,
  Condition: { ArnNotEquals: { "aws:PrincipalArn": [roleArn("bot"), ...but] } },
});
const throughSecretsManager = {
  StringEquals: {
    "kms:EncryptionContext:SecretARN": secretArn,
    "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
  },
};
const botDecrypts = {
  Effect: "Allow",
  Principal: { AWS: [roleArn("bot"), operator] },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: "*",
  Condition: throughSecretsManager,
};

interface Changes {
  readonly key?: Readonly<Record<string, unknown>>;
  readonly secretPolicy?: unknown;
  readonly keyPolicy?: unknown;
  readonly botPolicy?: unknown;
  readonly secret?: Readonly<Record<string, unknown>>;
  readonly role?: Readonly<Record<string, unknown>>;
  readonly more?: readonly StackResourceSample[];
}

const role = (name: string, props: Readonly<Record<string, unknown>> = {}): StackResourceSample => ({
  type: "aws:iam/role:Role",
  name,
  props,
  outputs: { arn: roleArn(name), name, id: name },
});
const grants = (name: string, policy: unknown): StackResourceSample => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: `${name}-reads`,
  props: { role: name, policy },
});

/** A bot's stack: a role that reads one secret under one key. */
function stack(changes: Changes = {}): GivenStack {
  const {
    secretPolicy = json(nobodyElse()),
    keyPolicy = json(botDecrypts),
    botPolicy = json({ Effect: "Allow", ...read }),
  } = changes;
  return new GivenStack(
    [
      {
        type: "aws:kms/key:Key",
        name: "custody",
        props: changes.key ?? {},
        outputs: { arn: keyArn, keyId: "grid-custody", id: "grid-custody" },
      },
      ...(keyPolicy === null
        ? []
        : [
            {
              type: "aws:kms/keyPolicy:KeyPolicy",
              name: "custody",
              props: { keyId: "grid-custody", policy: keyPolicy },
            },
          ]),
      role("bot", changes.role),
      grants("bot", botPolicy),
      {
        type: "aws:secretsmanager/secret:Secret",
        name: "exchange",
        props: { kmsKeyId: keyArn, ...changes.secret },
        outputs: { arn: secretArn, id: secretArn },
      },
      ...(secretPolicy === null
        ? []
        : [
            {
              type: "aws:secretsmanager/secretPolicy:SecretPolicy",
              name: "exchange",
              props: { secretArn, policy: secretPolicy },
            },
          ]),
      ...(changes.more ?? []),
    ],
    { stack: { config: { "bulkhead:bot": "grid" } } },
  );
}

const administrators = "Every other role of the account (an administrator's, another bot's)";
const everybody =
  "the account's root user, every other role of the account (an administrator's, another bot's), every user of the account";
const refused = (who: string, what: string) => `${who} ${what}. ${leftOut}`;
const boundary = (policy: unknown): Changes => ({
  secretPolicy: json(nobodyElse(roleArn("report"))),
  keyPolicy: json(botDecrypts, { ...botDecrypts, Principal: { AWS: roleArn("report") } }),
  more: [
    role("report", { permissionsBoundary: "arn:aws:iam::111122223333:policy/bounds" }),
    grants("report", json({ Effect: "Allow", ...read })),
    {
      type: "aws:iam/policy:Policy",
      name: "bounds",
      props: { policy },
      outputs: { arn: "arn:aws:iam::111122223333:policy/bounds" },
    },
  ],
});

// A second role whom the secret and the key let in, and what grants it anything.
const report = (props: Readonly<Record<string, unknown>>, ...more: readonly StackResourceSample[]): GivenStack =>
  stack({
    secretPolicy: json(nobodyElse(roleArn("report"))),
    keyPolicy: json(botDecrypts, { ...botDecrypts, Principal: { AWS: roleArn("report") } }),
    more: [role("report", props), ...more],
  });
const managed = (policy: unknown, name = "managed"): StackResourceSample => ({
  type: "aws:iam/policy:Policy",
  name,
  props: { policy },
  outputs: { arn: `arn:aws:iam::${account}:policy/${name}`, id: `id-of-${name}` },
});
const attachment = (
  kind: string,
  props: Readonly<Record<string, unknown>>,
  dependencies = {},
): StackResourceSample => ({
  type: `aws:iam/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
  name: "attaches",
  props,
  dependencies,
});
const withSettings = (alsoRead: unknown, { resources, circumstances }: GivenStack) =>
  new GivenStack(resources, { ...circumstances, settings: { alsoRead } });
const reportBeside = (): GivenStack => report({ managedPolicyArns: [managedArn] }, managed(reading));
const onlyBot = json({ ...botDecrypts, Principal: { AWS: roleArn("bot") } });
/** Without a policy of the secret's, its key has to be known for nobody else to read it. */
const byKey = (changes: Changes) => stack({ secretPolicy: null, keyPolicy: onlyBot, ...changes });
const alias = (props: Readonly<Record<string, unknown>>, outputs: Readonly<Record<string, unknown>> = {}) => ({
  type: "aws:kms/alias:Alias",
  name: "alias",
  props,
  outputs,
});
const grant = (granteePrincipal: unknown, props: Readonly<Record<string, unknown>> = {}): StackResourceSample => ({
  type: "aws:kms/grant:Grant",
  name: "grant",
  props: { keyId: "grid-custody", granteePrincipal, operations: ["Decrypt"], ...props },
});
const held = (secretArnOf: string): readonly StackResourceSample[] => [
  {
    type: "aws:secretsmanager/secret:Secret",
    name: "second",
    props: { kmsKeyId: keyArn },
    outputs: { arn: secretArnOf, id: secretArnOf },
  },
  {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    name: "second",
    props: { secretArn: secretArnOf, policy: json(nobodyElse()) },
  },
];
const managedArn = `arn:aws:iam::${account}:policy/managed`;
const reading = json({ Effect: "Allow", ...read });
const listing = json({ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" });
const reportReads = refused("The stack's role report", "can read the secret, beside the stack's role bot");
const reportMay = refused(
  "The stack's role report",
  "perhaps can read the secret, beside the stack's role bot, which hangs on a statement of an unheard-of form",
);

const trusts = (...statements: readonly unknown[]) =>
  stack({ role: { assumeRolePolicy: json(service, ...statements) } });
const service = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } };
const assume = (AWS: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Allow",
  Action: ["sts:AssumeRole"],
  Principal: { AWS },
  ...more,
});
const assumed = (who: string) => refused(who, "can assume the stack's role bot, which reads the secret");

const stranger = "arn:aws:iam::444455556666:role/stranger";

testPolicy(onlyTheBotReads, {
  passes: {
    "a second role whom policy configuration lets read, by name": withSettings(["report"], reportBeside()),
    "a second role whom policy configuration lets read, by ARN": withSettings([roleArn("report")], reportBeside()),
    "a key by its id": byKey({ secret: { kmsKeyId: "grid-custody" } }),
    "a key by an alias's name": byKey({
      secret: { kmsKeyId: "alias/grid" },
      more: [alias({ name: "alias/grid", targetKeyId: keyArn })],
    }),
    "a key by an alias's ARN": byKey({
      secret: { kmsKeyId: "arn:alias" },
      more: [alias({ name: "alias/grid", targetKeyId: "grid-custody" }, { arn: "arn:alias" })],
    }),
    "a key by an alias's id": byKey({
      secret: { kmsKeyId: "alias-id" },
      more: [alias({ name: "alias/grid", targetKeyId: "grid-custody" }, { id: "alias-id" })],
    }),
    "a key with a policy of its own": byKey({ keyPolicy: null, key: { policy: onlyBot } }),
    "a key's policy beside the one of its own, which it replaces": byKey({
      key: { policy: json({ ...botDecrypts, Principal: { AWS: "*" } }) },
    }),
    "another key's policy": byKey({
      more: [
        {
          type: "aws:kms/keyPolicy:KeyPolicy",
          name: "other",
          props: { keyId: "other", policy: json({ ...botDecrypts, Principal: { AWS: "*" } }) },
        },
      ],
    }),
    "an empty policy of the secret, where the key admits nobody else": byKey({ secretPolicy: "" }),
    "everybody but the bot is denied by a policy that names the secret by its name": stack({
      secretPolicy: null,
      secret: { name: "grid-exchange" },
      more: [
        {
          type: "aws:secretsmanager/secretPolicy:SecretPolicy",
          name: "exchange",
          props: { secretArn: "grid-exchange", policy: json(nobodyElse()) },
        },
      ],
    }),
    "a grant for another secret": stack({
      more: [grant(roleArn("other"), { constraints: [{ encryptionContextEquals: { SecretARN: `${secretArn}2` } }] })],
    }),
    "a grant for a part of what another secret has": stack({
      more: [grant(roleArn("other"), { constraints: [{ encryptionContextSubset: { SecretARN: `${secretArn}2` } }] })],
    }),
    "a grant on another key": stack({ more: [grant(roleArn("other"), { keyId: "other" })] }),
    "a grant of another operation": stack({ more: [grant(roleArn("other"), { operations: ["Encrypt"] })] }),
    "two secrets under one key": stack({ more: held(`${secretArn}2`) }),
    "a second role to which nothing is attached": report({}, managed(reading)),
    "a second role that may list": report({ managedPolicyArns: [managedArn] }, managed(listing)),
    "a second role with an inline policy that lets it list": report({ inlinePolicies: [{ policy: listing }] }),
    "a second role, and what is attached to others": report(
      {},
      managed(reading),
      attachment("RolePolicyAttachment", { role: "others", policyArn: managedArn }),
      attachment("PolicyAttachment", { roles: ["others"], policyArn: managedArn }),
      attachment("RolePolicyAttachmentsExclusive", { roleName: "others", policyArns: [managedArn] }),
    ),
    "a second role, and what is attached to a group": report(
      {},
      managed(reading),
      attachment("PolicyAttachment", { groups: ["report"], policyArn: managedArn }),
    ),
    "a denial for all who are no service, as data": stack({
      secretPolicy: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Deny", Principal: "*", ...read, Condition: { Bool: { "aws:PrincipalIsAWSService": false } } },
          { Effect: "Deny", Principal: { AWS: operator }, Action: ["secretsmanager:*"], Resource: "*", Condition: {} },
        ],
      },
    }),
    "a boundary by the policy's id": stack({
      ...boundary(json({ Effect: "Allow", Action: "s3:*", Resource: "*" })),
      more: [role("report", { permissionsBoundary: "id-of-managed" }), grants("report", reading), managed(listing)],
    }),
    "an operator whom policy configuration lets read, by ARN": new GivenStack(
      stack({ secretPolicy: json(nobodyElse(operator)) }).resources,
      { ...stack().circumstances, settings: { alsoRead: [operator] } },
    ),
    "everybody but the bot is denied by the secret's policy": stack(),
    "everybody but the bot is denied by a property of the secret": stack({
      secretPolicy: null,
      secret: { policy: json(nobodyElse()) },
    }),
    "without a policy of the secret, the key admits nobody else": stack({
      secretPolicy: null,
      keyPolicy: json({ ...botDecrypts, Principal: { AWS: roleArn("bot") } }),
    }),
    "another role of the stack that may not read": stack({
      more: [role("report"), grants("report", json({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }))],
    }),
    "another role of the stack that may read, but is denied": stack({
      more: [role("report"), grants("report", json({ Effect: "Allow", Action: "*", Resource: "*" }))],
    }),
    "another role of the stack whose boundary does not let it read": stack(
      boundary(json({ Effect: "Allow", Action: "s3:*", Resource: "*" })),
    ),
    "the bot uses its key by a grant": stack({
      more: [
        {
          type: "aws:kms/grant:Grant",
          name: "bot",
          props: { keyId: "grid-custody", granteePrincipal: roleArn("bot"), operations: ["Decrypt"] },
        },
      ],
    }),
    "the role is for a service": trusts(),
    "the role is for a federation's subject": trusts({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
      Condition: { StringEquals: { "token.actions.githubusercontent.com:sub": "repo:acme/bots:ref:refs/heads/main" } },
    }),
    "the role may be tagged by the account": trusts(assume(account, { Action: "sts:TagSession" })),
    "the account may assume the role, and is denied": trusts(
      assume(account),
      assume("*", { Effect: "Deny", Condition: { StringNotEquals: { "aws:PrincipalIsAWSService": "true" } } }),
    ),
    "one whom policy configuration lets read may assume the role": withSettings([operator], trusts(assume(operator))),
    "another role of the stack, which reads nothing, is for the account": stack({
      more: [role("report", { assumeRolePolicy: json(assume(account)) })],
    }),
    "a stack without a secret": new GivenStack([role("bot")], { stack: { config: { "bulkhead:bot": "grid" } } }),
  },
  fails: {
    "the account may assume the role": [
      trusts(assume(`arn:aws:iam::${account}:root`)),
      {
        message: `Several can assume the stack's role bot, which reads the secret: ${everybody}. ${leftOut}`,
        urn: "urn:pulumi:grid::bots::aws:iam/role:Role::bot",
      },
    ],
    "another account may assume the role": [trusts(assume("444455556666")), assumed("Account 444455556666")],
    "a user may assume the role": [
      trusts(assume(`arn:aws:iam::${account}:user/me`)),
      assumed(`arn:aws:iam::${account}:user/me`),
    ],
    "a role from elsewhere may assume the role": [trusts(assume([operator])), assumed(operator)],
    "another role of the stack may assume the role": [
      stack({
        role: { assumeRolePolicy: json(service, assume(roleArn("report"))) },
        more: [role("report")],
      }),
      assumed("The stack's role report"),
    ],
    "an account that knows a word may assume the role": [
      trusts(assume("444455556666", { Condition: { StringEquals: { "sts:ExternalId": "a word" } } })),
      refused(
        "Account 444455556666",
        "perhaps can assume the stack's role bot, which reads the secret, which hangs on StringEquals sts:externalid",
      ),
    ],
    "an operator may assume the role, which reads two secrets": [
      stack({
        role: { assumeRolePolicy: json(service, assume(operator)) },
        more: held(`${secretArn}2`),
      }),
      assumed(operator),
    ],
    "a stranger, by a policy that names the secret without its suffix": [
      stack({
        secretPolicy: null,
        keyPolicy: json(botDecrypts, { ...botDecrypts, Principal: { AWS: stranger } }),
        more: [
          {
            type: "aws:secretsmanager/secretPolicy:SecretPolicy",
            name: "half",
            props: {
              secretArn: secretArn.slice(0, -7),
              policy: json(nobodyElse(stranger), { Effect: "Allow", Principal: { AWS: stranger }, ...read }),
            },
          },
        ],
      }),
      refused(stranger, "can read the secret"),
    ],
    ...Object.fromEntries(
      (
        [
          ["aws-native:iam:RolePolicy", { roleName: "report" }],
          ["aws-native:iam:ManagedPolicy", { roles: ["report"] }],
        ] as const
      ).map(([type, props]) => [
        `a second role, by ${type}`,
        [
          report(
            {},
            {
              type,
              name: "native",
              props: {
                ...(props as object),
                policyDocument: JSON.parse(json({ Effect: "Allow", ...read })) as unknown,
              },
            },
          ),
          refused("The stack's role report", "can read the secret, beside the stack's role bot"),
        ] as const,
      ]),
    ),
    "a second role beside whom policy configuration lets read": [
      withSettings(["other", roleArn("other")], reportBeside()),
      reportReads,
    ],
    "a second role, where policy configuration is no list": [withSettings("report", reportBeside()), reportReads],
    "another secret's policy": [
      stack({
        secretPolicy: null,
        more: [
          {
            type: "aws:secretsmanager/secretPolicy:SecretPolicy",
            name: "other",
            props: { secretArn: `${secretArn}2`, policy: json(nobodyElse()) },
          },
        ],
      }),
      refused(operator, "can read the secret"),
    ],
    "a grant for the secret to somebody else": [
      stack({
        more: [grant(roleArn("other"), { constraints: [{ encryptionContextEquals: { SecretARN: secretArn } }] })],
      }),
      refused(roleArn("other"), "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "a grant for a part of what the secret has to somebody else": [
      stack({
        more: [grant(roleArn("other"), { constraints: [{ encryptionContextSubset: { SecretARN: secretArn } }] })],
      }),
      refused(roleArn("other"), "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "a grant to a service": [
      stack({ more: [grant("rds.amazonaws.com")] }),
      refused("rds.amazonaws.com", "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "somebody whom a grant lets decrypt, with two secrets under the key": [
      stack({ more: [grant(roleArn("other")), ...held(`${secretArn}2`)] }),
      refused(roleArn("other"), "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "a denial under a condition whose name is no plain one": [
      stack({ secretPolicy: json({ ...nobodyElse(), Condition: { "Odd!": { "aws:PrincipalArn": roleArn("bot") } } }) }),
      refused(operator, "perhaps can read the secret"),
    ],
    "a role's key policy of its own that admits an operator": [
      stack({ secretPolicy: null, keyPolicy: null, key: { policy: json(botDecrypts) } }),
      refused(operator, "can read the secret"),
    ],
    "a second role by an inline policy": [
      report({ inlinePolicies: [{ policy: listing }, { policy: reading }] }),
      reportReads,
    ],
    "a second role by a managed policy": [report({ managedPolicyArns: [managedArn] }, managed(reading)), reportReads],
    "a second role by a managed policy's id": [
      report({ managedPolicyArns: ["id-of-managed"] }, managed(reading)),
      reportReads,
    ],
    "a second role by one of two managed policies": [
      report({ managedPolicyArns: [managedArn] }, managed(listing, "other"), managed(reading)),
      reportReads,
    ],
    "a second role by a managed policy that the stack does not have": [
      report({ managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }, managed(listing)),
      reportMay,
    ],
    "a second role by an attachment": [
      report({}, managed(reading), attachment("RolePolicyAttachment", { role: "report", policyArn: managedArn })),
      reportReads,
    ],
    "a second role by an attachment, by the role's ARN": [
      report(
        {},
        managed(reading),
        attachment("RolePolicyAttachment", { role: roleArn("report"), policyArn: managedArn }),
      ),
      reportReads,
    ],
    "a second role by an attachment that is not known yet but by what it depends on": [
      report(
        {},
        managed(listing, "other"),
        managed(reading),
        attachment("RolePolicyAttachment", { role: unknown, policyArn: managedArn }, { role: ["report"] }),
      ),
      reportReads,
    ],
    "a second role by an attachment to several": [
      report(
        {},
        managed(reading),
        attachment("PolicyAttachment", { roles: ["others", "report"], policyArn: managedArn }),
      ),
      reportReads,
    ],
    "a second role by all that is attached to it": [
      report(
        {},
        managed(reading),
        attachment("RolePolicyAttachmentsExclusive", { roleName: "report", policyArns: [managedArn] }),
      ),
      reportReads,
    ],
    "a second role by a policy of its own": [
      report({}, { ...grants("report", reading), props: { role: roleArn("report"), policy: reading } }),
      reportReads,
    ],
    "a denial for services alone, as data": [
      stack({
        secretPolicy: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Deny", Principal: "*", ...read, Condition: { Bool: { "aws:PrincipalIsAWSService": true } } },
          ],
        },
      }),
      refused(operator, "can read the secret"),
    ],
    "an operator beside whom policy configuration lets read": [
      new GivenStack(stack({ secretPolicy: json(nobodyElse(operator)) }).resources, {
        ...stack().circumstances,
        settings: { alsoRead: [roleArn("auditor")] },
      }),
      refused(operator, "can read the secret"),
    ],
    "an operator whom the secret's policy leaves out of its denial": [
      stack({ secretPolicy: json(nobodyElse(operator)) }),
      { message: refused(operator, "can read the secret") },
    ],
    "an operator without a denial": [stack({ secretPolicy: null }), refused(operator, "can read the secret")],
    "a second role of the stack": [
      stack(boundary(json({ Effect: "Allow", Action: "*", Resource: "*" }))),
      refused("The stack's role report", "can read the secret, beside the stack's role bot"),
    ],
    "a denial that leaves out roles that begin alike": [
      stack({
        secretPolicy: json({
          ...nobodyElse(),
          Condition: { ArnNotLike: { "aws:PrincipalArn": `${roleArn("bot")}*` } },
        }),
        keyPolicy: json(botDecrypts, { ...botDecrypts, Principal: { AWS: "*" } }),
      }),
      refused(administrators, "perhaps can read the secret, which hangs on ArnNotLike aws:principalarn"),
    ],
    "a stranger whom the key's policy admits by a grant of everything, though not to the secret": [
      stack({
        keyPolicy: json(botDecrypts, {
          Effect: "Allow",
          Principal: { AWS: "444455556666" },
          Action: "kms:Decrypt",
          Resource: "*",
        }),
      }),
      refused("Account 444455556666", "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "the bot itself hands out its key": [
      stack({
        keyPolicy: json(botDecrypts, {
          Effect: "Allow",
          Principal: { AWS: roleArn("bot") },
          Action: "kms:CreateGrant",
          Resource: "*",
        }),
      }),
      refused("The stack's role bot", "can hand out the use of the secret's key by a grant"),
    ],
    "a grant to somebody else": [
      stack({
        more: [
          {
            type: "aws:kms/grant:Grant",
            name: "other",
            props: { keyId: "grid-custody", granteePrincipal: roleArn("other"), operations: ["Decrypt"] },
          },
        ],
      }),
      refused(roleArn("other"), "can decrypt with the secret's key, without Secrets Manager"),
    ],
    "a service that the secret's and the key's policy admit": [
      stack({
        secretPolicy: json({ Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, ...read }),
        keyPolicy: json({ ...botDecrypts, Principal: { AWS: roleArn("bot"), Service: "rds.amazonaws.com" } }),
      }),
      refused("rds.amazonaws.com", "can read the secret"),
    ],
    "a secret whose ARN is none": [
      new GivenStack(
        [{ type: "aws:secretsmanager/secret:Secret", name: "exchange", props: {}, outputs: { arn: "exchange" } }],
        { stack: { config: { "bulkhead:bot": "grid" } } },
      ),
      'arn is "exchange", expected a secret\'s ARN.',
    ],
  },
  unknown: {
    "the secret's policy": stack({ secretPolicy: unknown }),
    "who may assume the role": stack({ role: { assumeRolePolicy: unknown } }),
    "a statement of the key's policy": stack({
      keyPolicy: { Version: "2012-10-17", Statement: [botDecrypts, unknown] },
    }),
    "what the bot is granted": stack({ botPolicy: unknown }),
    "what a role has attached": stack({ role: { managedPolicyArns: [unknown] } }),
    "all that a role has attached": stack({ role: { managedPolicyArns: unknown } }),
    "the policy that is attached to a role": stack({
      more: [attachment("RolePolicyAttachment", { role: "bot", policyArn: unknown })],
    }),
    "one of all policies that are attached to a role": stack({
      more: [attachment("RolePolicyAttachmentsExclusive", { roleName: "bot", policyArns: [unknown] })],
    }),
    "the role to which a policy is attached": stack({
      more: [managed(reading), attachment("RolePolicyAttachment", { role: unknown, policyArn: managedArn })],
    }),
    "a role's boundary": stack({ role: { permissionsBoundary: unknown } }),
    "a role's inline policies": stack({ role: { inlinePolicies: unknown } }),
    "a policy attached to several": stack({
      more: [attachment("PolicyAttachment", { roles: ["bot"], policyArn: unknown })],
    }),
    "the policy of the key itself": stack({ keyPolicy: null, key: { policy: unknown } }),
    "the policy of the secret itself": stack({ secretPolicy: null, secret: { policy: unknown } }),
    "whom a grant is for": stack({ more: [grant(unknown)] }),
    "what a grant is for": stack({ more: [grant(roleArn("bot"), { operations: unknown })] }),
    "which key a grant is on": stack({ more: [grant(roleArn("other"), { keyId: unknown })] }),
    "which key a policy is of": stack({
      more: [
        { type: "aws:kms/keyPolicy:KeyPolicy", name: "other", props: { keyId: unknown, policy: json(botDecrypts) } },
      ],
    }),
    "which secret a policy is of": stack({
      more: [
        {
          type: "aws:secretsmanager/secretPolicy:SecretPolicy",
          name: "other",
          props: { secretArn: unknown, policy: json(botDecrypts) },
        },
      ],
    }),
    "what a grant is bound to": stack({ more: [grant(roleArn("bot"), { constraints: unknown })] }),
    "an inline policy": stack({ role: { inlinePolicies: [{ name: "reads", policy: unknown }] } }),
    "the secret's key": stack({ secret: { kmsKeyId: unknown } }),
  },
  absent: {
    "without a key of the stack, the secret's policy decides alone": stack({ secret: { kmsKeyId: undefined } }),
    "without a policy or a key of the stack, nothing holds": [
      stack({ secretPolicy: null, secret: { kmsKeyId: undefined } }),
      `Several perhaps can read the secret, which hangs on the policy of a key outside of the stack: ${everybody}. ${leftOut}`,
    ],
  },
  secret: {
    "an operator whom the secret's policy leaves out": [
      stack({ secretPolicy: secret(json(nobodyElse(operator))) }),
      refused(operator, "can read the secret"),
    ],
  },
  notApplicable: {
    "a stack of no bot": [new GivenStack([{ type: "aws:secretsmanager/secret:Secret", props: {} }]), "no bot"],
  },
});

test("a key without a policy of its own is AWS's default, by which every administrator of the account uses it", async () => {
  const { resources, circumstances } = stack({ keyPolicy: null });
  configureStack(circumstances.stack ?? {});
  for (const resource of resources) await analyze([], resource);
  const { violations } = await analyzeStack(
    [onlyTheBotReads.sdk],
    resources.map((resource) => ({ ...resource, props: { ...(resource.props as object), ...resource.outputs } })),
  );
  expect(violations.map(({ message }) => message)).toEqual([
    `Several can decrypt with the secret's key, without Secrets Manager: ${everybody}. ${leftOut}`,
    `Several can hand out the use of the secret's key by a grant: ${everybody}. ${leftOut}`,
  ]);
});

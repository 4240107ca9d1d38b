import { grantsLimited } from "../../../../policies/rules/kms/grants-limited";
import { type Raw, secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const grant = "aws:kms/grant:Grant";
const bot = { config: { "bulkhead:bot": "grid" } };
const role = "arn:aws:iam::111122223333:role/grid";
const allow = { Effect: "Allow", Principal: { AWS: role }, Action: ["kms:CreateGrant"], Resource: "*" };
const to = (granteePrincipal: unknown) =>
  given({ keyId: "alias/grid", granteePrincipal, operations: ["Decrypt"] }, { type: grant, stack: bot });
const under = (statement: unknown, type = "aws:kms/keyPolicy:KeyPolicy") =>
  given({ policy: { Version: "2012-10-17", Statement: [statement] } }, { type, stack: bot });
const when = (Condition: unknown) => under({ ...allow, Condition });
const stranger = `granteePrincipal is "${role}", expected a service of AWS or a role of this stack.`;
const open = {
  message:
    "policy.Statement[0].Action is a list of 1, expected no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true.",
  path: "policy.Statement[0].Action",
};

testPolicy(grantsLimited, {
  passes: {
    "a grant for a service": to("ec2.eu-west-1.amazonaws.com"),
    "grants for resources of AWS": when({ Bool: { "kms:GrantIsForAWSResource": "true" } }),
    "grants for resources of AWS, in a list": when({ Bool: { "kms:GrantIsForAWSResource": ["true"] } }),
    "grants for resources of AWS, as a truth value": when({ Bool: { "kms:GrantIsForAWSResource": true } }),
    "grants for a service by name": when({
      StringEquals: { "kms:GranteePrincipal": "backup.eu-west-1.amazonaws.com" },
    }),
    "grants for a service in China": to("ec2.amazonaws.com.cn"),
    "grants for resources of AWS, the key in other letters": when({ Bool: { "KMS:grantisforawsresource": "true" } }),
    "grants for resources of AWS, beside another key": when({
      Bool: { "aws:SecureTransport": "true", "kms:GrantIsForAWSResource": "true" },
    }),
    "grants for resources of AWS, beside another operator": when({
      StringEquals: { "kms:CallerAccount": "111122223333" },
      Bool: { "kms:GrantIsForAWSResource": "true" },
    }),
    "other actions": under({ ...allow, Action: ["kms:Decrypt", "kms:RevokeGrant"] }),
    "a denial": under({ ...allow, Effect: "Deny" }),
  },
  fails: {
    "a grant for a role that this stack did not make": [to(role), { message: stranger, path: "granteePrincipal" }],
    "a grant for another account": [
      to("arn:aws:iam::444455556666:root"),
      'granteePrincipal is "arn:aws:iam::444455556666:root", expected a service of AWS or a role of this stack.',
    ],
    "grants for anybody": [under(allow), open],
    "grants for anybody, in a key's own policy": [under(allow, "aws:kms/key:Key"), open],
    "grants for anybody, by a wildcard": [
      under({ ...allow, Action: "kms:*" }),
      'policy.Statement[0].Action is "kms:*", expected no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true.',
    ],
    "grants for anybody, by what is left out": [
      under({ Effect: "Allow", Principal: { AWS: role }, NotAction: ["kms:Decrypt"], Resource: "*" }),
      {
        message:
          "policy.Statement[0].NotAction is a list of 1, expected no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true.",
      },
    ],
    ...Object.fromEntries(
      [
        "amazonaws.com",
        "ec2.amazonaws.com.example",
        "a/ec2.amazonaws.com",
        "ec2-amazonaws.com",
        "ec2.amazonaws-com",
        "ec2.amazonaws.com-cn",
      ].map((name) => [
        `a grant for ${name}, which is no service of AWS`,
        [
          to(name),
          {
            message: expect.stringMatching(
              /^granteePrincipal is .+, expected a service of AWS or a role of this stack\.$/u,
            ) as string,
          },
        ],
      ]),
    ),
    "grants for resources of AWS or not": [when({ Bool: { "kms:GrantIsForAWSResource": ["true", "false"] } }), open],
    "grants under an empty list": [when({ Bool: { "kms:GrantIsForAWSResource": [] } }), open],
    "grants over a safe connection": [when({ Bool: { "aws:SecureTransport": "true" } }), open],
    "grants for resources of AWS, under an operator for texts": [
      when({ StringEquals: { "kms:GrantIsForAWSResource": "true" } }),
      open,
    ],
    "grants for a service or for anybody": [
      when({ StringEquals: { "kms:GranteePrincipal": ["ec2.amazonaws.com", "*"] } }),
      open,
    ],
    "grants for a service, by a pattern": [when({ StringLike: { "kms:GranteePrincipal": "ec2.amazonaws.com" } }), open],
    "grants for what is no resource of AWS": [when({ Bool: { "kms:GrantIsForAWSResource": "false" } }), open],
    "grants for resources of AWS, if the call says so": [
      when({ BoolIfExists: { "kms:GrantIsForAWSResource": "true" } }),
      open,
    ],
    "grants for a role that this stack did not make": [when({ ArnEquals: { "kms:GranteePrincipal": role } }), open],
  },
  unknown: {
    "a grantee not known yet": to(unknown),
    "a condition not known yet": when(unknown),
    "an operator's keys not known yet": when({ Bool: unknown }),
    "a condition's value not known yet": when({ Bool: { "kms:GrantIsForAWSResource": unknown } }),
    "a policy not known yet": given({ policy: unknown }, { type: "aws:kms/keyPolicy:KeyPolicy", stack: bot }),
  },
  absent: {
    "a key whose policy stands elsewhere": given({}, { type: "aws:kms/key:Key", stack: bot }),
    "a grantee left out": [
      to(undefined),
      "granteePrincipal is absent, expected a service of AWS or a role of this stack.",
    ],
  },
  secret: {
    "a marked grantee": [
      to(secret(role)),
      "granteePrincipal is a secret, expected a service of AWS or a role of this stack.",
    ],
  },
  notApplicable: {
    "a stack that is no bot's": [given({ granteePrincipal: role }, { type: grant }), "no bot"],
  },
});

test("kms-grants-limited takes a role of the same name in another account for a stranger's", async () => {
  const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
  const key = (account: string) => ({
    policy: JSON.stringify({ Statement: [{ ...allow, Principal: root(account), Action: "kms:PutKeyPolicy" }] }),
  });
  const grantTo = async (account: string, keyId: unknown) => {
    const props = { keyId, granteePrincipal: `arn:aws:iam::${account}:role/grid` };
    return (await analyze([grantsLimited.sdk], { type: grant, props })).violations.length;
  };
  configureStack(bot);
  await analyze([], { type: "aws:iam/role:Role", name: "bot", props: { name: "grid" } });
  const ofKey = "arn:aws:kms:eu-west-1:111122223333:key/a";
  expect(await grantTo("111122223333", ofKey)).toBe(0);
  expect(await grantTo("444455556666", ofKey)).toBe(1);
  // Nothing says yet which account is the stack's.
  expect(await grantTo("111122223333", "a")).toBe(1);
  expect(await grantTo("444455556666", "a")).toBe(1);
  expect(await grantTo("444455556666", unknown)).toBe(1);
  await analyze([], { type: "aws:kms/keyPolicy:KeyPolicy", name: "custody", props: key("111122223333") });
  expect(await grantTo("111122223333", "a")).toBe(0);
  expect(await grantTo("444455556666", "a")).toBe(1);
  const bound = (account: string) => ({
    policy: {
      Statement: [
        { ...allow, Principal: root("111122223333"), Action: "kms:PutKeyPolicy" },
        { ...allow, Condition: { ArnEquals: { "kms:GranteePrincipal": `arn:aws:iam::${account}:role/grid` } } },
      ],
    },
  });
  for (const [account, count] of [
    ["111122223333", 0],
    ["444455556666", 1],
  ] as const) {
    const { violations } = await analyze([grantsLimited.sdk], { type: "aws:kms/key:Key", props: bound(account) });
    expect(violations).toHaveLength(count);
  }
});

test("kms-grants-limited lets a role of the stack be granted to, once it is registered", async () => {
  configureStack(bot);
  await analyze([], { type: "aws:iam/role:Role", name: "bot", props: { name: "grid" } });
  await analyze([], { type: "aws-native:iam:Role", name: "native", props: { roleName: "native", name: "no-name" } });
  await analyze([], { type: "aws:iam/role:Role", name: "other", props: { roleName: "no-name" } });
  await analyze([], { type: "aws:iam/user:User", name: "user", props: { name: "user" } });
  for (const [granteePrincipal, count] of [
    [role, 0],
    ["arn:aws:iam::111122223333:role/bots/grid", 0],
    ["arn:aws-cn:iam::111122223333:role/grid", 0],
    ["arn:aws:iam::111122223333:role/native", 0],
    ["arn:aws:iam::111122223333:role/arb", 1],
    ["arn:aws:iam::111122223333:role/no-name", 1],
    ["arn:aws:iam::111122223333:role/user", 1],
    ["arn:aws:iam::111122223333:role/grid/other", 1],
    ["arn:aws:iam::111122223333:role/grid/", 1],
    ["arn:aws:iam::111122223333:user/grid", 1],
    ["arn:aws:iam::1111222233334:role/grid", 1],
    ["arn:aws:sts::111122223333:role/grid", 1],
    ["x:arn:aws:iam::111122223333:role/grid", 1],
    ["grid", 1],
  ] as const) {
    const props = { keyId: "arn:aws:kms:eu-west-1:111122223333:key/a", granteePrincipal };
    const { violations } = await analyze([grantsLimited.sdk], { type: grant, props });
    expect(violations).toHaveLength(count);
  }
});

test("kms-grants-limited says nothing of a role's account that nothing names, and waits where it may yet be named", async () => {
  const said = async (type: string, props: Raw, dryRun: boolean) => {
    configureStack({ ...bot, dryRun });
    await analyze([], { type: "aws:iam/role:Role", name: "bot", props: { name: "grid" } });
    const { violations, notApplicable } = await analyze([grantsLimited.sdk], { type, props });
    return violations[0]?.message ?? notApplicable["kms-grants-limited"];
  };
  const message = 'keyId is "a", expected the key\'s ARN, which says in whose account the role is.';
  expect(await said(grant, { keyId: "a", granteePrincipal: role }, true)).toBe(message);
  expect(await said(grant, { keyId: "a", granteePrincipal: role }, false)).toBe(message);
  expect(await said(grant, { keyId: unknown, granteePrincipal: role }, true)).toBe("undecided: keyId");
  const bound = { ...allow, Condition: { ArnEquals: { "kms:GranteePrincipal": role } } };
  const policy = (AWS: unknown, Action: unknown) => ({
    policy: { Statement: [bound, { Effect: "Allow", Principal: { AWS }, Action, Resource: "*" }] },
  });
  const root = "arn:aws:iam::111122223333:root";
  const key = "aws:kms/key:Key";
  expect(await said(key, policy(root, "kms:PutKeyPolicy"), true)).toBeUndefined();
  expect(await said(key, policy("arn:aws:iam::111122223333:role/admin", "kms:Put*"), true)).toBeUndefined();
  // Who may decrypt by a key is not therefore at home where the stack is.
  expect(await said(key, policy(root, "kms:Decrypt"), true)).toBe(open.message);
  expect(await said(key, policy(unknown, "kms:Decrypt"), true)).toBe(open.message);
  expect(await said(key, policy(unknown, "kms:PutKeyPolicy"), true)).toBe(
    "undecided: policy.Statement[1].Principal.AWS",
  );
});

import { grantsLimited } from "../../../../policies/rules/kms/grants-limited";
import { secret, unknown } from "../../engine-messages";
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
      "policy.Statement[0].Action is a string of 5 characters, expected no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true.",
    ],
    "grants for anybody, by what is left out": [
      under({ Effect: "Allow", Principal: { AWS: role }, NotAction: ["kms:Decrypt"], Resource: "*" }),
      {
        message:
          "policy.Statement[0].NotAction is a list of 1, expected no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true.",
      },
    ],
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

test("kms-grants-limited lets a role of the stack be granted to, once it is registered", async () => {
  configureStack(bot);
  await analyze([grantsLimited.sdk], { type: "aws:iam/role:Role", name: "bot", props: { name: "grid" } });
  for (const [granteePrincipal, count] of [
    [role, 0],
    ["arn:aws:iam::111122223333:role/bots/grid", 0],
    ["arn:aws:iam::111122223333:role/arb", 1],
  ] as const) {
    const { violations } = await analyze([grantsLimited.sdk], { type: grant, props: { granteePrincipal } });
    expect(violations).toHaveLength(count);
  }
});

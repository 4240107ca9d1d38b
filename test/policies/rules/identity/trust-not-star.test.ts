import { trustNotStar } from "../../../../policies/rules/identity/trust-not-star";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const account = "111122223333";
const github = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const statement = (Principal: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal,
  ...more,
});
const object = (...Statement: readonly unknown[]) => ({ assumeRolePolicy: { Version: "2012-10-17", Statement } });
const trusts = (principal: unknown, Condition?: unknown) =>
  object(statement(principal, Condition === undefined ? {} : { Condition }));
const flowLogs = { Service: "vpc-flow-logs.amazonaws.com" };
const at = "assumeRolePolicy.Statement[0].Principal";
const named = (path: string, shown: string) => `${path} is ${shown}, expected a named principal.`;
const unheld = `${at}.Service is vpc-flow-logs.amazonaws.com under no condition on whose resources it works for, expected aws:SourceAccount or aws:SourceArn.`;
const anybody = `${at}.Federated admits all who log in there, expected a condition on the subject or audience.`;

const called = (props: Readonly<Record<string, unknown>>, type = "aws:lambda/permission:Permission") =>
  given({ action: "lambda:InvokeFunction", function: "signer", ...props }, { type });

testPolicy(trustNotStar, {
  passes: {
    "a function that an account may call": called({ principal: account }),
    "an address at which signed requests call a function": given(
      { functionName: "signer", authorizationType: "AWS_IAM" },
      { type: "aws:lambda/functionUrl:FunctionUrl" },
    ),
    "a function that a service calls for one API, whose ARN has no account": called({
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/authorizers/d4e5f6",
    }),
    "a service that works for many, for one account of any partition": trusts(flowLogs, {
      ArnLike: { "aws:SourceArn": `arn:*:ec2:*:${account}:vpc-flow-log/*` },
    }),
    "a function that a service calls for one bucket": called({
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::grid-records",
    }),
    "a service of one region, for one account": trusts(
      { Service: "states.eu-west-1.amazonaws.com" },
      { StringEquals: { "aws:SourceAccount": account } },
    ),
    "a function that a service calls for one rule": called({
      principal: "events.amazonaws.com",
      sourceArn: `arn:aws:events:eu-west-1:${account}:rule/grid`,
    }),
    "a function that an organization may call": called({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
    "a federation, for a subject without a wildcard": trusts(
      { Federated: github },
      { StringEquals: { "token.actions.githubusercontent.com:sub": "1234567890" } },
    ),
    "a federation, for the service accounts of one name space": trusts(
      { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A` },
      { StringLike: { "oidc.eks.eu-west-1.amazonaws.com/id/A:sub": "system:serviceaccount:bots:*" } },
    ),
    "a service that policy configuration takes for one account's": given(trusts(flowLogs), {
      settings: { deputies: ["events.amazonaws.com"] },
    }),
    "a service that works for one account only": trusts({ Service: "ec2.amazonaws.com" }),
    "the same, as text": {
      assumeRolePolicy: JSON.stringify(trusts({ Service: ["lambda.amazonaws.com"] }).assumeRolePolicy),
    },
    "roles and accounts": trusts({ AWS: [`arn:aws:iam::${account}:role/admin`, account] }),
    "a service that works for many, for one account": trusts(flowLogs, {
      StringEquals: { "aws:SourceAccount": account },
    }),
    "a service that works for many, for resources of one account": trusts(flowLogs, {
      ArnLike: { "aws:SourceArn": [`arn:aws:ec2:*:${account}:vpc-flow-log/*`] },
    }),
    "a federation, for one subject": trusts(
      { Federated: github },
      { StringLike: { "token.actions.githubusercontent.com:sub": "repo:bulkhead/bots:*" } },
    ),
    "a SAML federation, for one audience": trusts(
      { Federated: `arn:aws:iam::${account}:saml-provider/sso` },
      { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    ),
    ...Object.fromEntries(
      [
        ["aws:SourceArn", "arn:aws:s3:::records"],
        ["aws:SourceOrgID", "o-a1b2c3d4e5"],
        ["aws:SourceOrgPaths", "o-a1b2c3d4e5/*"],
        ["AWS:sourceaccount", account],
      ].map(([key = "", value]) => [
        `a service that works for many, held to ${key}`,
        trusts(flowLogs, { StringLike: { [key]: value } }),
      ]),
    ),
    ...Object.fromEntries(
      ["StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ForAnyValue:StringEquals", "foranyvalue:stringlike"].map(
        (operator) => [
          `a service that works for many, held by ${operator}`,
          trusts(flowLogs, { [operator]: { "aws:SourceArn": `arn:aws:ec2:*:${account}:*` } }),
        ],
      ),
    ),
    "a service that works for many, held by the second of two conditions": trusts(flowLogs, {
      StringNotEquals: { "aws:SourceVpc": "vpc-1" },
      StringEquals: { "aws:PrincipalTag/team": "bots", "aws:SourceAccount": account },
    }),
    "a federation by Amazon Cognito, for those of one pool who logged in": trusts(
      { Federated: "cognito-identity.amazonaws.com" },
      {
        StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1a2b3c4d" },
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
      },
    ),
    "a SAML federation, for one subject": trusts(
      { Federated: `arn:aws:iam::${account}:saml-provider/sso` },
      { StringEquals: { "SAML:sub": "alice" } },
    ),
    "a federation, for any branch of one owner's repositories": trusts(
      { Federated: github },
      { StringLike: { "token.actions.githubusercontent.com:sub": "repo:bulkhead/*" } },
    ),
    "a function that a service calls for one account": called({
      principal: "events.amazonaws.com",
      sourceAccount: account,
    }),
    "a function that a service calls for one rule, of the other provider": called(
      { principal: "events.amazonaws.com", sourceArn: `arn:aws:events:eu-west-1:${account}:rule/grid` },
      "aws-native:lambda:Permission",
    ),
    "everybody, denied": object(statement("*", { Effect: "Deny" }), statement({ Service: "ec2.amazonaws.com" })),
    "the other provider's role": given(
      { assumeRolePolicyDocument: trusts({ Service: "ec2.amazonaws.com" }).assumeRolePolicy },
      { type: "aws-native:iam:Role" },
    ),
  },
  fails: {
    ...Object.fromEntries(
      ["repo:*", "repo:bulkhead*", "*/bots:*", "repo:?ulkhead/bots:*", "*"].map((sub) => [
        `a federation, for whoever makes a subject like ${sub}`,
        [
          trusts({ Federated: github }, { StringLike: { "token.actions.githubusercontent.com:sub": sub } }),
          anybody,
        ] as const,
      ]),
    ),
    ...Object.fromEntries(
      [
        "codebuild.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "pipes.amazonaws.com",
        "rolesanywhere.amazonaws.com",
        "scheduler.amazonaws.com",
        "ssm.amazonaws.com",
        "states.amazonaws.com",
        "states.eu-west-1.amazonaws.com",
        "codebuild.amazonaws.com.cn",
      ].map((service) => [
        `${service}, which works for many`,
        [trusts({ Service: service }), unheld.replace("vpc-flow-logs.amazonaws.com", service)],
      ]),
    ),
    ...Object.fromEntries(
      [
        { StringEquals: { "aws:PrincipalAccount": account } },
        { StringEquals: { "aws:SourceAccounts": account } },
        { StringEquals: { "x/aws:SourceAccount": account } },
        { StringEquals: { "aws:SourceAccount": "" } },
        { StringEquals: { "aws:SourceAccount": [] } },
        { StringLike: { "aws:SourceAccount": ["?*", account] } },
        { "ForAllValues:StringEquals": { "aws:SourceAccount": account } },
        { StringLikeIfExists: { "aws:SourceAccount": account } },
        { NumericEquals: { "aws:SourceAccount": account } },
        { StringLike: { "aws:SourceAccount": "1*" } },
        { StringEquals: { "aws:SourceAccount": "${aws:SourceAccount}" } },
        { ArnLike: { "aws:SourceArn": "arn:aws:ec2:*:*:vpc-flow-log/*" } },
        { ArnLike: { "aws:SourceArn": `arn:aws:ec2:eu-west-1:${account}*:vpc-flow-log/*` } },
        { StringLike: { "aws:SourceOrgID": "o-*" } },
        { StringLike: { "aws:SourceOrgPaths": "o-*/ou-1/*" } },
      ].map((condition) => [
        `a service that works for many, under ${JSON.stringify(condition)}`,
        [trusts(flowLogs, condition), unheld],
      ]),
    ),
    ...Object.fromEntries(
      [
        { StringEquals: { "token.actions.githubusercontent.com:subject": "repo:bulkhead/bots:*" } },
        { StringEquals: { "my-saml:aud": "https://signin.aws.amazon.com/saml" } },
        { StringEquals: { "saml:audience": "https://signin.aws.amazon.com/saml" } },
        { StringEquals: { "my.cognito-identity.amazonaws.com:aud": "eu-west-1:1" } },
        { StringEquals: { "cognito-identity.amazonaws.com:audience": "eu-west-1:1" } },
        { StringEquals: { "aws:SourceAccount": account } },
      ].map((condition) => [
        `a federation, under ${JSON.stringify(condition)}`,
        [trusts({ Federated: github }, condition), anybody],
      ]),
    ),
    ...Object.fromEntries(
      ["system:serviceaccount:*:*", "system:serviceaccount:b*:bot", "system:*:bots:bot", "${aws:PrincipalTag/sub}"].map(
        (sub) => [
          `a federation of a cluster, for service accounts like ${sub}`,
          [
            trusts(
              { Federated: `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A` },
              { StringLike: { "oidc.eks.eu-west-1.amazonaws.com/id/A:sub": sub } },
            ),
            anybody,
          ] as const,
        ],
      ),
    ),
    ...Object.fromEntries(
      [
        {},
        { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" } },
        { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "*" } },
        { "ForAllValues:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" } },
      ].map((further) => [
        `a federation by Amazon Cognito that may admit guests, under ${JSON.stringify(further)}`,
        [
          trusts(
            { Federated: "cognito-identity.amazonaws.com" },
            { StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1a2b3c4d" }, ...further },
          ),
          "assumeRolePolicy.Statement[0].Principal.Federated may admit guests, who need not log in, expected a condition on how one logged in.",
        ],
      ]),
    ),
    "an address at which everybody may call a function": [
      given({ functionName: "signer", authorizationType: "NONE" }, { type: "aws:lambda/functionUrl:FunctionUrl" }),
      { message: 'authorizationType is "NONE", expected "AWS_IAM": signed requests alone.', path: "authorizationType" },
    ],
    "the same of the other provider": [
      given({ authType: "NONE" }, { type: "aws-native:lambda:Url" }),
      'authType is "NONE", expected "AWS_IAM": signed requests alone.',
    ],
    ...Object.fromEntries(
      [
        { sourceArn: "arn:aws:events:eu-west-1:*:rule/grid" },
        { sourceArn: "arn:aws:s3:::*" },
        { sourceArn: "arn:aws:apigateway:eu-west-1::/restapis/*/authorizers/d4e5f6" },
        { sourceArn: "arn:aws:s3:::${aws:PrincipalTag/bucket}" },
        { sourceAccount: "1111*" },
        { principalOrgId: "o-a1b2c3d4e5" },
      ].map((props) => [
        `a function that a service calls, held by ${JSON.stringify(props)}`,
        [
          called({ principal: "events.amazonaws.com", ...props }),
          "principal is a service under no condition on whose resources it works for, expected sourceArn or sourceAccount.",
        ] as const,
      ]),
    ),
    "a service that works for many, among others": [
      trusts({ Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"] }),
      unheld.replace("Service is vpc-flow-logs", "Service[1] is ssm"),
    ],
    "a role by a question mark": [
      trusts({ AWS: `arn:aws:iam::${account}:role/gri?` }),
      named(`${at}.AWS`, "a string of 35 characters"),
    ],
    "a principal that is no text": [trusts({ AWS: [7] }), named(`${at}.AWS[0]`, "7")],
    "a function that roles may call by a pattern": [
      called({ principal: "arn:aws:iam::*:role/?" }),
      "principal is a string of 21 characters, expected a named principal.",
    ],
    "a function that any organization may call": [
      called({ principal: "*", principalOrgId: "*" }),
      'principal is "*", expected a named principal.',
    ],
    "a function that everybody may call, for one account": [
      called({ principal: "*", sourceAccount: account }),
      'principal is "*", expected a named principal.',
    ],
    "a function that a service calls for any rule": [
      called({ principal: "events.amazonaws.com", sourceArn: "*" }),
      "principal is a service under no condition on whose resources it works for, expected sourceArn or sourceAccount.",
    ],
    "a federation, for one subject or whoever": [
      trusts(
        { Federated: github },
        { StringLike: { "token.actions.githubusercontent.com:sub": ["repo:bulkhead/bots:*", "repo:*"] } },
      ),
      anybody,
    ],
    "a function that everybody may call": [called({ principal: "*" }), 'principal is "*", expected a named principal.'],
    "a function that everybody may call by its address": [
      called({ principal: "*", functionUrlAuthType: "AWS_IAM" }),
      'principal is "*", expected a named principal.',
    ],
    "a function that a service calls for whomever": [
      called({ principal: "events.amazonaws.com" }),
      "principal is a service under no condition on whose resources it works for, expected sourceArn or sourceAccount.",
    ],
    "the same of the other provider, for an empty source": [
      called({ principal: "events.amazonaws.com", sourceArn: "" }, "aws-native:lambda:Permission"),
      "principal is a service under no condition on whose resources it works for, expected sourceArn or sourceAccount.",
    ],
    "a service that policy configuration takes for many accounts'": [
      given(trusts({ Service: "events.example.amazonaws.com" }), {
        settings: { deputies: ["events.example.amazonaws.com"] },
      }),
      unheld.replace("vpc-flow-logs.", "events.example."),
    ],
    everybody: [trusts("*"), named(at, '"*"')],
    "every AWS principal": [trusts({ AWS: "*" }), named(`${at}.AWS`, '"*"')],
    "every AWS principal among others": [trusts({ AWS: [account, "*"] }), named(`${at}.AWS[1]`, '"*"')],
    "every AWS principal, even under a condition": [
      trusts({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
      named(`${at}.AWS`, '"*"'),
    ],
    "everybody but one": [
      object({ Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: account } }),
      "assumeRolePolicy.Statement[0].NotPrincipal is an object, expected Principal: what is left out of NotPrincipal is everybody.",
    ],
    "a service that works for many": [trusts(flowLogs), unheld],
    "a service that works for many, for any account": [
      trusts(flowLogs, { StringLike: { "aws:SourceAccount": "*" } }),
      unheld,
    ],
    "a service that works for many, for all but one account": [
      trusts(flowLogs, { StringNotEquals: { "aws:SourceAccount": account } }),
      unheld,
    ],
    "a service that works for many, for one account if it says so": [
      trusts(flowLogs, { StringEqualsIfExists: { "aws:SourceAccount": account } }),
      unheld,
    ],
    "a federation": [trusts({ Federated: github }), anybody],
    "a federation by an audience that all of its tokens have": [
      trusts(
        { Federated: github },
        { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
      ),
      anybody,
    ],
    "a federation, for any subject": [
      trusts({ Federated: github }, { StringLike: { "token.actions.githubusercontent.com:sub": ["*"] } }),
      anybody,
    ],
    "everybody, in the other provider's role": [
      given({ assumeRolePolicyDocument: trusts("*").assumeRolePolicy }, { type: "aws-native:iam:Role" }),
      named("assumeRolePolicyDocument.Statement[0].Principal", '"*"'),
    ],
  },
  unknown: {
    "who may call a function": called({ principal: unknown }),
    "who may call a function at its address": given(
      { authorizationType: unknown },
      { type: "aws:lambda/functionUrl:FunctionUrl" },
    ),
    "for whom a service calls a function": called({ principal: "events.amazonaws.com", sourceArn: unknown }),
    "the trust policy": { assumeRolePolicy: unknown },
    "an organization that may call a function": called({ principal: "*", principalOrgId: unknown }),
    "the condition on a service": trusts(flowLogs, unknown),
    "the keys of the condition on a service": trusts(flowLogs, { StringEquals: unknown }),
    "the account that a service works for": trusts(flowLogs, { StringEquals: { "aws:SourceAccount": unknown } }),
    "one of the accounts that a service works for": trusts(flowLogs, {
      StringEquals: { "aws:SourceAccount": [account, unknown] },
    }),
    "the trust policy of the other provider's role": given(
      { assumeRolePolicyDocument: unknown },
      { type: "aws-native:iam:Role" },
    ),
    "the principal": trusts(unknown),
    "one of the principals": trusts({ AWS: [account, unknown] }),
    "how those of a pool log in": trusts(
      { Federated: "cognito-identity.amazonaws.com" },
      {
        StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:1a2b3c4d" },
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": unknown },
      },
    ),
  },
  absent: {
    "no principal": [
      object({ Effect: "Allow", Action: "sts:AssumeRole" }),
      "assumeRolePolicy.Statement[0].Principal is absent, expected named principals.",
    ],
    "an address that does not say who may call": [
      given({ functionName: "signer" }, { type: "aws:lambda/functionUrl:FunctionUrl" }),
      'authorizationType is absent, expected "AWS_IAM": signed requests alone.',
    ],
    "a function without a principal": [called({}), "principal is absent, expected a named principal."],
    "a role without a trust policy, which AWS does not make": {},
  },
  secret: {
    "an address at which everybody may call a function": [
      given({ authorizationType: secret("NONE") }, { type: "aws:lambda/functionUrl:FunctionUrl" }),
      'authorizationType is a secret, expected "AWS_IAM": signed requests alone.',
    ],
    everybody: [{ assumeRolePolicy: secret(JSON.stringify(trusts("*").assumeRolePolicy)) }, named(at, "a secret")],
  },
});

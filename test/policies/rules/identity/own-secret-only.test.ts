import { ownSecretOnly } from "../../../../policies/rules/identity/own-secret-only";
import { secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const stack = { config: { "bulkhead:bot": "grid" } };
const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
const parameter = (name: string, account = "111122223333") => `arn:aws:ssm:eu-west-1:${account}:parameter/${name}`;
const document = (Action: unknown, Resource: unknown, more = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource, ...more }],
});
const read = "secretsmanager:GetSecretValue";
const reads = (Resource: unknown, Action: unknown = read, more?: object) =>
  given({ policy: document(Action, Resource, more) }, { stack });
const attaches = (name: string) =>
  given(
    { role: "grid", policyArn: `arn:aws:iam::aws:policy/${name}` },
    { stack, type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment" },
  );
const refused = (path: string, shown: string, what = "a secret") =>
  `policy.Statement[0].${path} is ${shown}, expected ${what} of the bot's own, by name.`;
const all = (path: string, shown: string) =>
  `${path} is ${shown}, expected no policy that reads all parameters or secrets of the account.`;

testPolicy(ownSecretOnly, {
  passes: {
    "a secret whose name begins as policy configuration says": given(
      { policy: document(read, arn("shared/market-data/AbCdEf")) },
      { stack, settings: { prefixes: ["shared/market-data/"] } },
    ),
    "a secret of the bot's name": reads(arn("grid-exchange-AbCdEf")),
    "secrets below the bot's name": reads([arn("grid/*"), arn("grid-*")]),
    "secrets below the project's and the bot's name": reads(arn("bulkhead/grid/*")),
    "parameters below the bot's name": reads(parameter("grid/*"), "ssm:GetParameter*"),
    "AWS's public parameters": reads(
      "arn:aws:ssm:eu-west-1::parameter/aws/service/ami-amazon-linux-latest/*",
      "ssm:GetParameter",
    ),
    "a secret of the stack's name": given(
      { policy: document(read, arn("stack-exchange-AbCdEf")) },
      { stack: { ...stack, stack: "stack" } },
    ),
    "a secret of the bot's name, told by a resource's tags": given(
      { policy: document(read, arn("arb-exchange-AbCdEf")), tags: { "bulkhead:bot": "arb" } },
      { stack: { tags: { "bulkhead:kind": "bot" } }, type: "aws:iam/policy:Policy" },
    ),
    "a secret of the bot's name and a dot": reads(arn("grid.exchange-AbCdEf")),
    "a parameter below the bot's name": reads(parameter("grid/key"), "ssm:GetParameter"),
    "a parameter that begins with the bot's name": reads(parameter("bulkhead/grid.key"), "ssm:GetParameter"),
    "a secret whose name has a dollar": reads(arn("grid-$exchange-AbCdEf")),
    "every log beside the parameter in one statement": reads(
      [parameter("grid/key"), "arn:aws:logs:eu-west-1:111122223333:*"],
      ["ssm:GetParameter", "logs:PutLogEvents"],
    ),
    "other things of the service beside the secret": reads([
      arn("grid-a"),
      "arn:aws:secretsmanager:eu-west-1:111122223333:other",
    ]),
    "what begins like a secret and is none": reads([
      arn("grid-a"),
      "arn:aws:secretsmanager:eu-west-1:111122223333:secrets*",
    ]),
    "another policy of AWS whose name ends alike": attaches("MyReadOnlyAccess"),
    "another policy of AWS whose name begins alike": attaches("ReadOnlyAccessAndMore"),
    "a policy of one's own that is called alike": given(
      { policyArn: "arn:aws:iam::111122223333:policy/ReadOnlyAccess" },
      { stack, type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment" },
    ),
    "every secret, described": reads("*", "secretsmanager:DescribeSecret"),
    "every secret, denied": reads("*", read, { Effect: "Deny" }),
    "a key beside the secret in one statement": reads(
      [arn("grid-exchange-AbCdEf"), "arn:aws:kms:eu-west-1:111122223333:key/*"],
      [read, "kms:Decrypt"],
    ),
    "a managed policy that reads no secrets": attaches("CloudWatchAgentServerPolicy"),
  },
  fails: {
    "a secret beside those that policy configuration names": [
      given(
        { policy: document(read, arn("shared/keys")) },
        { stack, settings: { prefixes: ["", 7, "shared/market-data/"] } },
      ),
      refused("Resource", `"${arn("shared/keys")}"`),
    ],
    ...Object.fromEntries(
      [
        "AmazonSSMFullAccess",
        "AmazonSSMMaintenanceWindowRole",
        "AmazonSSMReadOnlyAccess",
        "PowerUserAccess",
        "ReadOnlyAccess",
        "SecretsManagerReadWrite",
      ].map((name) => [`the managed policy ${name}`, [attaches(name), all("policyArn", name)]]),
    ),
    ...Object.fromEntries(
      ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"].map((action) => [
        `every parameter by ${action}`,
        [reads("*", action), refused("Resource", '"*"', "a parameter")],
      ]),
    ),
    ...Object.fromEntries(
      [
        arn("grid"),
        arn("mygrid-exchange"),
        arn("bulkhead/arb/exchange"),
        arn("*grid-exchange"),
        arn("gri?-exchange"),
        "arn:aws:secretsmanager:eu-west-1::secret:aws/service/x",
        `x${arn("grid-exchange")}`,
        "arn:aws:secretsmanager:eu-west-1:111122223333",
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret*",
        "arn:aws:secretsmanager:eu-west-1:111122223333:?ecret:grid-a",
        "arn:aws:secretsmanager:eu-west-1:111122223333:${x}",
        "arn:aws:?ecretsmanager:eu-west-1:111122223333:secret:grid-a",
        "arn:aws:${x}:eu-west-1:111122223333:secret:grid-a",
      ].map((one) => [
        `the secret ${one}`,
        [
          reads(one),
          {
            message: expect.stringMatching(
              /^policy\.Statement\[0\]\.Resource is .+, expected a secret of the bot's own, by name\.$/u,
            ) as string,
          },
        ],
      ]),
    ),
    ...Object.fromEntries(
      [
        parameter("aws/service/ami-amazon-linux-latest/*"),
        "arn:aws:ssm:eu-west-1::parameter/aws/*",
        "arn:aws:ssm:eu-west-1::parameter/my/aws/service/x",
        "arn:aws:ssm:eu-west-1:111122223333:parameter*",
        "arn:aws:ssm:eu-west-1:111122223333:*",
        parameter("grid"),
        "arn:aws:ssm:eu-west-1:111122223333:paramete*",
      ].map((one) => [
        `the parameter ${one}`,
        [
          reads(one, "ssm:GetParameter"),
          {
            message: expect.stringMatching(
              /^policy\.Statement\[0\]\.Resource is .+, expected a parameter of the bot's own, by name\.$/u,
            ) as string,
          },
        ],
      ]),
    ),
    "a secret beside prefixes that are no list": [
      given({ policy: document(read, arn("shared/keys")) }, { stack, settings: { prefixes: "shared/" } }),
      refused("Resource", `"${arn("shared/keys")}"`),
    ],
    "every secret": [reads("*"), refused("Resource", '"*"')],
    "an empty list": [
      reads([]),
      "policy.Statement[0].Resource is an empty list, expected the bot's own secrets, by name.",
    ],
    "every secret, by an action's beginning": [reads("*", "secretsmanager:Get*"), refused("Resource", '"*"')],
    "every secret, since reading is not left out": [
      reads("*", undefined, { Action: undefined, NotAction: ["iam:*", "ssm:*"] }),
      refused("Resource", '"*"'),
    ],
    "every secret, by ARN": [reads(arn("*")), refused("Resource", `"${arn("*")}"`)],
    "every secret of every service that begins alike": [
      reads("arn:aws:s*:eu-west-1:111122223333:*"),
      refused("Resource", "a string of 35 characters"),
    ],
    "another bot's secret": [
      reads([arn("grid-exchange-AbCdEf"), arn("arb-exchange-AbCdEf")]),
      refused("Resource[1]", `"${arn("arb-exchange-AbCdEf")}"`),
    ],
    "secrets that only begin alike": [reads(arn("grid*")), refused("Resource", `"${arn("grid*")}"`)],
    "a secret named by a variable": [
      reads(arn("${aws:PrincipalTag/bot}")),
      refused("Resource", "a string of 76 characters"),
    ],
    "every parameter": [reads("*", "ssm:GetParametersByPath"), refused("Resource", '"*"', "a parameter")],
    "another bot's parameters": [
      reads(parameter("arb/*"), "ssm:GetParameters"),
      refused("Resource", `"${parameter("arb/*")}"`, "a parameter"),
    ],
    "all but one secret": [
      reads(undefined, read, { NotResource: arn("arb-AbCdEf") }),
      `policy.Statement[0].NotResource is "${arn("arb-AbCdEf")}", expected Resource, with the bot's own secrets by name.`,
    ],
    "every secret, as text": [
      given({ policy: JSON.stringify(document(read, "*")) }, { stack }),
      refused("Resource", '"*"'),
    ],
    "every secret in a role's inline policy": [
      given({ inlinePolicies: [{ policy: document(read, "*") }] }, { stack, type: "aws:iam/role:Role" }),
      `inlinePolicies[0].${refused("Resource", '"*"')}`,
    ],
    "the managed policy that most guides attach to hosts": [
      attaches("AmazonSSMManagedInstanceCore"),
      { message: all("policyArn", "AmazonSSMManagedInstanceCore"), path: "policyArn" },
    ],
    "the managed policy that came before it": [
      attaches("service-role/AmazonEC2RoleforSSM"),
      all("policyArn", "AmazonEC2RoleforSSM"),
    ],
    "the managed policy among all that a role has": [
      given(
        { managedPolicyArns: ["arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore"] },
        { stack, type: "aws:iam/role:Role" },
      ),
      all("managedPolicyArns[0]", "AmazonSSMManagedInstanceCore"),
    ],
  },
  unknown: {
    "the document": given({ policy: unknown }, { stack }),
    "the secret": reads([arn("grid-exchange-AbCdEf"), unknown]),
    "the action": reads("*", unknown),
    "the attached policy": given(
      { policyArn: unknown },
      { stack, type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment" },
    ),
  },
  absent: {
    "a role without policies": given({}, { type: "aws:iam/role:Role", stack }),
    "a statement without a resource": [
      reads(undefined),
      "policy.Statement[0].Resource is absent, expected the bot's own secrets, by name.",
    ],
  },
  secret: {
    "every secret": [
      given({ policy: secret(JSON.stringify(document(read, "*"))) }, { stack }),
      refused("Resource", "a secret"),
    ],
    "the managed policy": [
      given(
        { managedPolicyArns: [secret("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")] },
        { stack, type: "aws:iam/role:Role" },
      ),
      all("managedPolicyArns[0]", "a secret"),
    ],
  },
  notApplicable: { "a stack of no bot": [given({ policy: document(read, "*") }, {}), "no bot"] },
});

test("a parameter of the stack is the bot's own by its very name, and a secret by what its name begins with", async () => {
  const judge = async (Action: string, Resource: string) => {
    const props = { policy: document(Action, Resource) };
    return (await analyze([ownSecretOnly.sdk], { type: "aws:iam/rolePolicy:RolePolicy", props })).violations.length;
  };
  configureStack(stack);
  await analyze([], { type: "aws:ssm/parameter:Parameter", name: "webhook", props: { name: "/alerts/webhook" } });
  await analyze([], { type: "aws:secretsmanager/secret:Secret", name: "a", props: { namePrefix: "telegram" } });
  await analyze([], { type: "aws:secretsmanager/secret:Secret", name: "b", props: { name: "" } });
  await analyze([], { type: "aws:ssm/parameter:Parameter", name: "plain", props: { name: "alerts/second" } });
  expect(await judge("ssm:GetParameter", parameter("alerts/second"))).toBe(0);
  await analyze([], { type: "aws:sns/topic:Topic", name: "topic", props: { name: "alerts" } });
  expect(await judge("ssm:GetParameter", parameter("alerts/webhook"))).toBe(0);
  expect(await judge("ssm:GetParameter", parameter("alerts/webhook-2"))).toBe(1);
  expect(await judge("ssm:GetParameter", parameter("alerts/webhook*"))).toBe(0);
  expect(await judge(read, arn("telegram-1a2b3c"))).toBe(0);
  expect(await judge(read, arn("telegrams-1a2b3c"))).toBe(1);
  expect(await judge(read, arn("-1a2b3c"))).toBe(1);
  expect(await judge(read, arn("alerts-1a2b3c"))).toBe(1);
});

test("a secret of the stack is the bot's own, whatever it is called", async () => {
  const judge = async (name: string) => {
    const props = { policy: document(read, arn(`${name}-AbCdEf`)) };
    return (await analyze([ownSecretOnly.sdk], { type: "aws:iam/rolePolicy:RolePolicy", props })).violations;
  };
  configureStack(stack);
  await analyze([], { type: "aws:secretsmanager/secret:Secret", props: { name: "credential-1a2b3c4" } });
  expect(await judge("credential-1a2b3c4")).toEqual([]);
  expect(await judge("credential-5d6e7f8")).toHaveLength(1);
});

import { assumeRoleScoped } from "../../../../policies/rules/identity/assume-role-scoped";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const role = "arn:aws:iam::111122223333:role/bot";
const stack = { config: { "bulkhead:bot": "grid" } };
const props = (Resource: unknown, Action: unknown = "sts:AssumeRole", more = {}) => ({
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] },
});
const on = (Resource: unknown, Action?: unknown, more?: object) => given(props(Resource, Action, more), { stack });
const refused = (path: string, shown: string) =>
  `policy.Statement[0].${path} is ${shown}, expected the ARN of one role to assume.`;

testPolicy(assumeRoleScoped, {
  passes: {
    "one role": on(role),
    "two roles": on([role, `${role}-2`]),
    "every resource of another action": on("*", ["s3:GetObject", "sts:Get*"]),
    "every role, denied": on("*", "sts:AssumeRole", { Effect: "Deny" }),
    "all but this action": on("*", undefined, { Action: undefined, NotAction: ["sts:*"] }),
    "an unknown action beside it, on one role": on(role, [unknown, "sts:AssumeRole"]),
  },
  fails: {
    "every role": [on("*"), refused("Resource", '"*"')],
    "every role, as text": [
      given({ policy: JSON.stringify(props("*").policy) }, { stack }),
      refused("Resource", '"*"'),
    ],
    "roles that begin alike": [
      on([role, `${role}-*`]),
      refused("Resource[1]", '"arn:aws:iam::111122223333:role/bot-*"'),
    ],
    "a role of any account": [on("arn:aws:iam::*:role/bot"), refused("Resource", '"arn:aws:iam::*:role/bot"')],
    "a role named by a variable": [on(`${role}-\${aws:username}`), refused("Resource", "a string of 50 characters")],
    "every role by an action's beginning": [on("*", "sts:Assu*"), refused("Resource", '"*"')],
    "every role, since the action is not left out": [
      on("*", undefined, { Action: undefined, NotAction: ["s3:*"] }),
      refused("Resource", '"*"'),
    ],
    "every role under a condition": [
      on("*", "sts:AssumeRole", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
      refused("Resource", '"*"'),
    ],
    "all but one role": [
      on(undefined, "sts:AssumeRole", { NotResource: role }),
      `policy.Statement[0].NotResource is "${role}", expected Resource, with the roles to assume by name.`,
    ],
  },
  unknown: {
    "the document": given({ policy: unknown }, { stack }),
    "the action": on("*", unknown),
    "the role": on([role, unknown]),
    "what is left out": on("*", undefined, { Action: undefined, NotAction: unknown }),
    "a part of what is left out": on("*", undefined, { Action: undefined, NotAction: ["s3:*", unknown] }),
  },
  absent: {
    "a statement without a resource": [
      on(undefined),
      "policy.Statement[0].Resource is absent, expected the roles to assume, by name.",
    ],
    "a role without policies": given({}, { type: "aws:iam/role:Role", stack }),
  },
  secret: {
    "every role": [
      given({ policy: secret(JSON.stringify(props("*").policy)) }, { stack }),
      refused("Resource", "a secret"),
    ],
  },
});

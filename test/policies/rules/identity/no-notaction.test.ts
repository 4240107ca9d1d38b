import { noNotaction } from "../../../../policies/rules/identity/no-notaction";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const document = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const allBut = { Effect: "Allow", NotAction: "iam:PassRole", Resource: "*" };
const refused = (path: string, shown = '"iam:PassRole"') =>
  `${path} is ${shown}, expected Action, with the actions by name.`;

testPolicy(noNotaction, {
  passes: {
    "named actions": { policy: document({ ...allBut, NotAction: undefined, Action: "s3:GetObject" }) },
    "all but a few actions, denied": { policy: document({ ...allBut, Effect: "Deny" }) },
    "a trust policy": given(
      {
        assumeRolePolicy: document({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "ec2.amazonaws.com" },
        }),
      },
      { type: "aws:iam/role:Role" },
    ),
  },
  fails: {
    "all but a few actions, as text": [
      { policy: JSON.stringify(document(allBut)) },
      refused("policy.Statement[0].NotAction"),
    ],
    "all but a few actions, as an object": [{ policy: document(allBut) }, refused("policy.Statement[0].NotAction")],
    "all but a few actions in other letters": [
      { policy: document({ effect: "Allow", notaction: "iam:PassRole", resource: "*" }) },
      refused("policy.Statement[0].notaction"),
    ],
    "all but a few actions in a trust policy": [
      given({ assumeRolePolicy: document(allBut) }, { type: "aws:iam/role:Role" }),
      refused("assumeRolePolicy.Statement[0].NotAction"),
    ],
    "all but a few actions in a policy of the other provider": [
      given({ policyDocument: document(allBut) }, { type: "aws-native:iam:ManagedPolicy" }),
      refused("policyDocument.Statement[0].NotAction"),
    ],
    "all but a few actions in a trust policy of the other provider": [
      given({ assumeRolePolicyDocument: document(allBut) }, { type: "aws-native:iam:Role" }),
      refused("assumeRolePolicyDocument.Statement[0].NotAction"),
    ],
    "all but a few actions in a key's policy": [
      given({ policy: document(allBut) }, { type: "aws:kms/keyPolicy:KeyPolicy" }),
      refused("policy.Statement[0].NotAction"),
    ],
    "all but a few actions in a secret's policy": [
      given({ policy: document(allBut) }, { type: "aws:secretsmanager/secret:Secret" }),
      refused("policy.Statement[0].NotAction"),
    ],
  },
  unknown: {
    "the document": { policy: unknown },
    "what is left out": { policy: document({ ...allBut, NotAction: unknown }) },
  },
  absent: { "no document": given({}, { type: "aws:kms/key:Key" }) },
  secret: {
    "all but a few actions": [
      { policy: secret(JSON.stringify(document(allBut))) },
      refused("policy.Statement[0].NotAction", "a secret"),
    ],
  },
});

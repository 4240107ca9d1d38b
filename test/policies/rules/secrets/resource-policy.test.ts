import type { secretsmanager } from "@pulumi/aws";
import { secretResourcePolicy } from "../../../../policies/rules/secrets/resource-policy";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/grid`;
const read = { Effect: "Allow", Principal: { AWS: role }, Action: "secretsmanager:GetSecretValue", Resource: "*" };
const everybody = { ...read, Principal: "*" };
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const text = (...statements: readonly unknown[]) => JSON.stringify(document(...statements));
const blocked = (...statements: readonly unknown[]) => ({ policy: text(...statements), blockPublicPolicy: true });
const inline = (policy: unknown) => given({ policy }, { type: "aws:secretsmanager/secret:Secret" });
const star = 'policy.Statement[0].Principal is "*", expected named principals.';

testPolicy<secretsmanager.SecretPolicyArgs>(secretResourcePolicy, {
  passes: {
    "a role by name": blocked(read),
    "a role by name, as an object": given({ policy: document(read), blockPublicPolicy: true }, {}),
    "a denial for everybody but one": blocked(read, {
      ...everybody,
      Effect: "Deny",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": role } },
    }),
    "everybody of one organization": blocked({
      ...everybody,
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    "the inline policy of a secret, which takes no blockPublicPolicy": inline(text(read)),
    "a policy of aws-native": given(
      { resourcePolicy: document(read), blockPublicPolicy: true },
      { type: "aws-native:secretsmanager:ResourcePolicy" },
    ),
  },
  fails: {
    "everybody, as text": [blocked(everybody), { message: star, path: "policy.Statement[0].Principal" }],
    "everybody, as an object": [given({ policy: document(everybody), blockPublicPolicy: true }, {}), star],
    "everybody of AWS": [
      blocked({ ...read, Principal: { AWS: ["*"] } }),
      'policy.Statement[0].Principal.AWS[0] is "*", expected named principals.',
    ],
    "a kind of principal that S3 alone knows": [
      blocked({ ...read, Principal: { CanonicalUser: "grid" } }),
      `policy.Statement[0].Principal.CanonicalUser is "grid", expected AWS, Service or Federated, the kinds that a secret's policy takes.`,
    ],
    "everybody but one": [
      blocked({ Effect: "Allow", NotPrincipal: { AWS: role }, Action: "*", Resource: "*" }),
      "policy.Statement[0].NotPrincipal is an object, expected Principal: what is left out of NotPrincipal is everybody.",
    ],
    "everybody from one address": [
      blocked({ ...everybody, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.7/32" } } }),
      star,
    ],
    "everybody of one account by a condition that KMS alone knows": [
      blocked({ ...everybody, Condition: { StringEquals: { "kms:CallerAccount": account } } }),
      star,
    ],
    "everybody, inline": [inline(text(everybody)), star],
    "everybody, in a policy of aws-native": [
      given(
        { resourcePolicy: document(everybody), blockPublicPolicy: true },
        { type: "aws-native:secretsmanager:ResourcePolicy" },
      ),
      'resourcePolicy.Statement[0].Principal is "*", expected named principals.',
    ],
    "AWS's own check turned off": [
      { policy: text(read), blockPublicPolicy: false },
      { message: "blockPublicPolicy is false, expected true.", path: "blockPublicPolicy" },
    ],
  },
  unknown: {
    "the policy not known yet": { policy: unknown, blockPublicPolicy: true },
    "AWS's own check not known yet": { policy: text(read), blockPublicPolicy: unknown },
    "an inline policy not known yet": inline(unknown),
  },
  absent: {
    "AWS's own check left out": [{ policy: text(read) }, "blockPublicPolicy is absent, expected true."],
    "a secret without a policy of its own": inline(undefined),
  },
  secret: {
    "a marked policy": { policy: secret(text(read)), blockPublicPolicy: true },
    "everybody, in a marked policy": [
      { policy: secret(text(everybody)), blockPublicPolicy: true },
      "policy.Statement[0].Principal is a secret, expected named principals.",
    ],
  },
});

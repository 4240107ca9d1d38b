import { snsNotPublic } from "../../../../policies/rules/logging/sns-not-public";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const document = (...statements: readonly Raw[]) => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => ({ Effect: "Allow", Action: "sns:Publish", Resource: "*", ...one })),
});
const policy = (...statements: readonly Raw[]) => ({ policy: JSON.stringify(document(...statements)) });
const everybody = { Principal: { AWS: "*" } };
const where = (operator: string, key: string, value: unknown) => ({
  ...everybody,
  Condition: { [operator]: { [key]: value } },
});
const refused = 'policy.Statement[0].Principal.AWS is "*", expected named principals.';

testPolicy(snsNotPublic, {
  passes: {
    "a service": policy({ Principal: { Service: "cloudwatch.amazonaws.com" } }),
    "a service, by an object": { policy: document({ Principal: { Service: "cloudwatch.amazonaws.com" } }) },
    "SNS's own default": policy(where("StringEquals", "AWS:SourceOwner", "111122223333")),
    "everybody's alarms of one account": policy(
      where("ArnLike", "aws:SourceArn", "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*"),
    ),
    "everybody's requests for one bucket": policy(where("ArnEquals", "aws:SourceArn", "arn:aws:s3:::trail")),
    "a denial for everybody": policy({ ...everybody, Effect: "Deny" }),
    "a topic without a policy of its own": given({ name: "alerts" }, { type: "aws:sns/topic:Topic" }),
  },
  fails: {
    "everybody, in a topic's own policy at the other provider": [
      given({ policyDocument: document(everybody) }, { type: "aws-native:sns:TopicInlinePolicy" }),
      'policyDocument.Statement[0].Principal.AWS is "*", expected named principals.',
    ],
    everybody: [policy(everybody), { message: refused, path: "policy.Statement[0].Principal.AWS" }],
    "everybody, by an object": [{ policy: document(everybody) }, refused],
    "everybody, in the topic itself": [given(policy(everybody), { type: "aws:sns/topic:Topic" }), refused],
    "everybody, at the other provider": [
      given({ policyDocument: document(everybody) }, { type: "aws-native:sns:TopicPolicy" }),
      'policyDocument.Statement[0].Principal.AWS is "*", expected named principals.',
    ],
    "everybody's alarms of any account": [
      policy(where("ArnLike", "aws:SourceArn", "arn:aws:cloudwatch:*:*:alarm:*")),
      refused,
    ],
    "everybody but one account": [policy(where("StringNotEquals", "aws:SourceAccount", "111122223333")), refused],
  },
  unknown: {
    "a policy not known yet": { policy: unknown },
    "a principal not known yet": { policy: document({ Principal: { AWS: unknown } }) },
  },
  absent: { "no policy": {} },
  secret: {
    "everybody, marked secret": [
      { policy: secret(JSON.stringify(document(everybody))) },
      "policy.Statement[0].Principal.AWS is a secret, expected named principals.",
    ],
  },
});

import { refuseEverybody } from "../../principals";
import { resourcePolicy } from "../../policy";

const account = /^\d{12}$/u;

/**
 * What counts as everybody says `refuseEverybody`. SNS's own default policy admits `*` whose `aws:SourceOwner` is the
 * account; a source's account or whole ARN names the caller as well.
 */
export const snsNotPublic = resourcePolicy(
  ["aws:sns/topicPolicy:TopicPolicy", "aws:sns/topic:Topic", "aws-native:sns:TopicPolicy"],
  {
    name: "logging-sns-not-public",
    description: "No statement of a topic's policy admits everybody.",
    severity: "high",
    level: "mandatory",
    remediationSteps: "Name the services or accounts that may publish, with a condition on aws:SourceAccount.",
    url: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
    tags: ["sns"],
    rationale:
      "Whoever may subscribe reads along when a bot is in trouble; whoever may publish drowns the real alert in false ones, or writes to the one on call in the account's name.",
    example:
      'Statement: [{\n  Effect: "Allow",\n  Principal: { Service: "cloudwatch.amazonaws.com" },\n  Action: "sns:Publish",\n  Resource: topicArn,\n  Condition: { StringEquals: { "aws:SourceAccount": account } },\n}]',
    judge(topic, violation) {
      const policy = topic.at(topic.type.startsWith("aws-native:") ? "policyDocument" : "policy");
      const callers = {
        "aws:sourceowner": account,
        "aws:sourceaccount": account,
        "aws:sourcearn": /^arn:aws[a-z-]*:(?:[\w-]+:[\w-]*:\d{12}:\S+|s3:::[\w.-]+)$/u,
      };
      refuseEverybody(policy, { document: "a topic's policy", callers }, violation);
    },
  },
);

import { refuseEverybody, sources } from "../../principals";
import { resourcePolicy } from "../../policy";

/**
 * What counts as everybody says `refuseEverybody`. SNS's own default policy admits `*` whose `aws:SourceOwner` is the
 * account; a source's account or whole ARN names the caller as well.
 */
export const snsNotPublic = resourcePolicy(
  [
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topic:Topic",
    "aws-native:sns:TopicInlinePolicy",
    "aws-native:sns:TopicPolicy",
  ],
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
      const callers = { ...sources, "aws:sourceowner": /^\d{12}$/u };
      refuseEverybody(policy, { document: "a topic's policy", callers }, violation);
    },
  },
);

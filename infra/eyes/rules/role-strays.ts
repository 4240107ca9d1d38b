import { none, otherThan, sessionsOf } from "../matchers";
import type { EyeRule } from "../rule";

/** What the host calls by itself: its credential, its log, Systems Manager's agent, its artefacts. */
const hostCalls = ["secretsmanager", "logs", "ssm", "ssmmessages", "ec2messages", "s3", "ecr"];

/**
 * The host's credentials leave the host only when they are stolen; and on the host only somebody who looks round uses them for
 * anything else. What a service does in the role's name carries `invokedBy`.
 */
export const roleStrays: EyeRule = {
  id: "role-strays",
  practice: "unusual-endpoints",
  severity: "critical",
  happened: "The bot's role was used from another address than the bot's, or for something that the host never does.",
  next: "Take the host for taken over. Run: bulkhead contain --stack NAME",
  arrivals: ["stack", "global"],
  pattern: ({ botRoleArn, egressIps }) => ({
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      userIdentity: { arn: [{ prefix: sessionsOf(botRoleArn) }], invokedBy: none },
      $or: [
        // A service writes its own name there, or these two words.
        { sourceIPAddress: [{ "anything-but": [...egressIps, "AWS Internal"] }] },
        { eventSource: otherThan(...hostCalls.map((service) => `${service}.amazonaws.com`)) },
      ],
    },
  }),
};

import { any, calls, none, otherThan } from "../matchers";
import type { EyeRule } from "../rule";

/**
 * Root on the host reads what the bot reads, so whoever enters is told of, oneself included. A command for all hosts of a tag or
 * a resource group may be for this host, and so may an association that is changed and keeps its targets: the record does not
 * say. What operators ask by the host's own document for looking enters nothing; what they have it do is rare, and told of.
 */
export const hostEntered: EyeRule = {
  id: "host-entered",
  practice: "critical-actions",
  severity: "critical",
  happened: "Somebody opened a session on the bot's host or sent it a command.",
  next: "If it was none of you, and no `bulkhead` command of yours that acts, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ instanceIds, operatorDocuments: { look } }) =>
    calls(["ssm", "ec2-instance-connect"], {
      eventName: [
        "CreateAssociation",
        "CreateAssociationBatch",
        "SendCommand",
        "SendSSHPublicKey",
        "SendSerialConsoleSSHPublicKey",
        "StartSession",
        "UpdateAssociation",
      ],
      requestParameters: {
        documentName: otherThan(look),
        $or: [
          { target: instanceIds },
          { instanceId: instanceIds },
          { instanceIds },
          { targets: { values: [...instanceIds, "*"] } },
          { targets: { key: [{ "anything-but": ["InstanceIds", "ParameterValues"] }] } },
          { associationId: any, targets: { key: none } },
          { entries: { instanceId: instanceIds } },
          { entries: { targets: { values: [...instanceIds, "*"] } } },
        ],
      },
    }),
};

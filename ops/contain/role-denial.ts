/** Name of the inline policy that denies a contained bot's role. `release` looks for it by this name. */
export const denialName = "bulkhead-contained";

// What the agent of Systems Manager needs to take a command and answer it:
// https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
const agent = [
  "ec2messages:AcknowledgeMessage",
  "ec2messages:DeleteMessage",
  "ec2messages:FailMessage",
  "ec2messages:GetEndpoint",
  "ec2messages:GetMessages",
  "ec2messages:SendReply",
  "ssm:ListAssociations",
  "ssm:ListInstanceAssociations",
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

/**
 * Denies the role's sessions, older and future ones alike, everything but what the agent of Systems Manager needs while
 * evidence is taken; with `agentToo` that as well. A denial goes for every session from the moment it is in force, those
 * that were carried off the host included.
 */
export function roleDenial(agentToo: boolean): string {
  const what = agentToo ? { Action: "*" } : { NotAction: agent };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "BulkheadContained", Effect: "Deny", ...what, Resource: "*" }],
  });
}

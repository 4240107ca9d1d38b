import { neverForBots } from "./never-for-bots";
import { policyDocument, type PolicyDocument } from "./policy-document";

/**
 * The permissions boundary of every role of a bot's stack: what the host, the flow log and the snapshots need, by name, and
 * nothing else. It is one for all bots, so it tells a bot's secrets and keys by their tag, which is the role's own; the other
 * resources are named by each role's own policies. The denial outlives any statement that a later hand may add here, and
 * holds against what a resource's policy grants to a session.
 */
export const botBoundary: PolicyDocument = policyDocument(
  {
    Sid: "MostThatABotNeeds",
    Effect: "Allow",
    Action: [
      "cloudwatch:PutMetricData",
      "ec2:CreateSnapshot",
      "ec2:CreateTags",
      "ec2:DeleteSnapshot",
      "ec2:DescribeInstances",
      "ec2:DescribeSnapshots",
      "ec2:DescribeVolumes",
      "ec2messages:AcknowledgeMessage",
      "ec2messages:DeleteMessage",
      "ec2messages:FailMessage",
      "ec2messages:GetEndpoint",
      "ec2messages:GetMessages",
      "ec2messages:SendReply",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "s3:GetObject",
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    Resource: ["*"],
  },
  {
    Sid: "ItsOwnSecretsAndKeys",
    Effect: "Allow",
    Action: ["kms:Decrypt", "secretsmanager:GetSecretValue"],
    Resource: ["*"],
    Condition: { StringEquals: { "aws:ResourceTag/bulkhead:bot": ["${aws:PrincipalTag/bulkhead:bot}"] } },
  },
  { Sid: "NeverForBots", Effect: "Deny", Action: neverForBots, Resource: ["*"] },
);

import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** What the bot role's policies are made of. */
export interface BotRolePoliciesArgs extends Place {
  /** ARN of the custody key. */
  readonly custodyKeyArn: string;
  /** Full ARN of the exchange secret, its random suffix included. */
  readonly secretArn: string;
  /** ARN of the bot's log group without a trailing `:*`. */
  readonly logGroupArn: string;
}

/** The bot's host assumes the bot's role; nobody and nothing else may. */
export const botRoleTrust: PolicyDocument = policyDocument({
  Sid: "HostAssumesTheRole",
  Effect: "Allow",
  Principal: { Service: ["ec2.amazonaws.com"] },
  Action: ["sts:AssumeRole"],
});

/** Everything the bot's role may do, one document a grant, by the grant's name. */
export interface BotRolePolicies {
  readonly "reads-secret": PolicyDocument;
  readonly "writes-log": PolicyDocument;
  readonly "answers-ssm": PolicyDocument;
}

/** The bot reads one secret, writes one log group, and answers Session Manager and Run Command. */
export function botRolePolicies(args: BotRolePoliciesArgs): BotRolePolicies {
  return {
    "reads-secret": policyDocument(
      {
        Sid: "ReadItsSecret",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [args.secretArn],
      },
      {
        Sid: "DecryptItsSecret",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [args.custodyKeyArn],
        Condition: {
          StringEquals: {
            "kms:EncryptionContext:SecretARN": [args.secretArn],
            "kms:ViaService": [`secretsmanager.${args.region}.amazonaws.com`],
          },
        },
      },
    ),
    "writes-log": policyDocument({
      Sid: "WriteItsLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [`${args.logGroupArn}:*`],
    }),
    // What the agent needs for Session Manager and Run Command. The managed policy AmazonSSMManagedInstanceCore would
    // let it read every parameter of the account. Only the host's id could narrow these, and the host comes later.
    "answers-ssm": policyDocument({
      Sid: "AnswerSystemsManager",
      Effect: "Allow",
      Action: [
        "ec2messages:AcknowledgeMessage",
        "ec2messages:DeleteMessage",
        "ec2messages:FailMessage",
        "ec2messages:GetEndpoint",
        "ec2messages:GetMessages",
        "ec2messages:SendReply",
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    }),
  };
}

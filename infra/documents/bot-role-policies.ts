import type { Artifact } from "../artifact";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument, type Statement } from "./policy-document";

/** What the bot role's policies are made of. */
export interface BotRolePoliciesArgs extends Place {
  /** ARN of the custody key. */
  readonly custodyKeyArn: string;
  /** Full ARN of the exchange secret, its random suffix included. */
  readonly secretArn: string;
  /** ARN of the bot's log group without a trailing `:*`. */
  readonly logGroupArn: string;
  /** ARN of the records key. */
  readonly recordsKeyArn: string;
  /** ARN of the stack's own bucket. */
  readonly bucketArn: string;
  /** Key of the archive of host files in that bucket. */
  readonly hostFilesKey: string;
  /** What the bot runs; absent: nothing yet. */
  readonly artifact?: Artifact;
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
  readonly "fetches-artifacts": PolicyDocument;
}

/** The bot's host reads one secret, writes one log group, answers Session Manager and Run Command, and fetches what it runs. */
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
    "fetches-artifacts": policyDocument(...fetchesObjects(args), ...fetchesImage(args)),
  };
}

/** The archive of host files and, if it is an object, the artefact: these objects and no list of what else there is. */
function fetchesObjects(args: BotRolePoliciesArgs): Statement[] {
  const { artifact } = args;
  const objects = [`${args.bucketArn}/${args.hostFilesKey}`];
  if (artifact?.kind === "object") objects.push(`arn:${args.partition}:s3:::${artifact.bucket}/${artifact.key}`);
  return [
    { Sid: "FetchTheseObjects", Effect: "Allow", Action: ["s3:GetObject"], Resource: objects },
    {
      Sid: "DecryptTheseObjects",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [args.recordsKeyArn],
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": [args.bucketArn],
          "kms:ViaService": [`s3.${args.region}.amazonaws.com`],
        },
      },
    },
  ];
}

/** The calls below `docker pull`, which need no token for the whole registry. */
function fetchesImage({ partition, artifact }: BotRolePoliciesArgs): Statement[] {
  if (artifact?.kind !== "image") return [];
  const repository = `arn:${partition}:ecr:${artifact.region}:${artifact.account}:repository/${artifact.repository}`;
  return [
    {
      Sid: "FetchThisImage",
      Effect: "Allow",
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [repository],
    },
  ];
}

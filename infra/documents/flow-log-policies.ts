import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** VPC Flow Logs of this account and region assume the role, for nobody else: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
export function flowLogTrust({ partition, account, region }: Place): PolicyDocument {
  return policyDocument({
    Sid: "FlowLogsAssumeTheRole",
    Effect: "Allow",
    Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnLike: { "aws:SourceArn": [`arn:${partition}:ec2:${region}:${account}:vpc-flow-log/*`] },
      StringEquals: { "aws:SourceAccount": [account] },
    },
  });
}

/** The role writes one log group, given by its ARN without a trailing `:*`. */
export function flowLogPolicy(logGroupArn: string): PolicyDocument {
  return policyDocument({
    Sid: "WriteTheFlowLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}

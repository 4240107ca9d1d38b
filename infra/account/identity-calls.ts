/**
 * Pattern of the calls of global services: IAM's, who may do what and who trusts whom, and those to STS's global endpoint, who
 * assumes a role. They arrive in us-east-1 and, as they are, in the regions that the account's stack forwards them to. Calls
 * that only read don't reach a rule in this state.
 */
export const identityCalls = {
  source: ["aws.iam", "aws.sts"],
  "detail-type": ["AWS API Call via CloudTrail"],
} as const;

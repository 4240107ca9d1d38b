/**
 * Pattern of IAM's calls: who may do what, and who trusts whom. They arrive in us-east-1 and, as they are, in the regions that
 * the account's stack forwards them to. Calls that only read don't reach a rule in this state.
 */
export const identityCalls = {
  source: ["aws.iam"],
  "detail-type": ["AWS API Call via CloudTrail"],
} as const;

import { accountParameter } from "../account-names";
import { journalLock } from "./journal-lock";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** What the policy for operators is made of. */
export interface OperatorPolicyArgs extends Place {
  /** ARN of the journal's log group without a trailing `:*`. */
  readonly journalArn: string;
}

/**
 * For operators and responders: they write and read journals, and find the account's names. What they may not do to a journal
 * is denied, so that no other policy of theirs lets them.
 */
export function operatorPolicy({ partition, account, journalArn }: OperatorPolicyArgs): PolicyDocument {
  const journal = [journalArn, `${journalArn}:*`];
  return policyDocument(
    {
      Sid: "WriteJournals",
      Effect: "Allow",
      Action: [
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:PutLogEvents",
      ],
      Resource: journal,
    },
    {
      Sid: "FindTheAccountsNames",
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: [`arn:${partition}:ssm:*:${account}:parameter${accountParameter}`],
    },
    { Sid: "JournalsStay", Effect: "Deny", Action: journalLock, Resource: journal },
  );
}

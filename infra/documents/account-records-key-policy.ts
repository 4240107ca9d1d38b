import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";
import { eventsUseKey, logsUseKey } from "./services-use-key";

/** What the policy of the account's records key is made of. */
export interface AccountRecordsKeyPolicyArgs extends Place, Roles {
  /** ARN of the journal's log group without a trailing `:*`; built from its name, since it comes after this policy. */
  readonly journalArn: string;
  /** ARN pattern of the account's topics; built from their fixed beginning, since they come after this policy. */
  readonly topicArns: string;
}

/** The records key of the account encrypts journal and alerts. It admits the two services, and nobody disables it to stop either. */
export function accountRecordsKeyPolicy(args: AccountRecordsKeyPolicyArgs): PolicyDocument {
  return policyDocument(
    ...keyAdministration(args, { ...args, responders: [] }),
    logsUseKey(args, [args.journalArn]),
    eventsUseKey(args.topicArns),
  );
}

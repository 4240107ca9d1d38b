import { journalDeletions, journalLock } from "./journal-lock";
import { neverForBots } from "./never-for-bots";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

/** What the service control policy is made of. */
export interface BotServiceControlArgs extends Pick<Roles, "deployers"> {
  /** Name of the account's trail. */
  readonly trailName: string;
  /** Name of the log group that journals are written to. */
  readonly journalLogGroup: string;
}

/**
 * What nobody in the organisation's accounts below the target can do, their root users included
 * (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html). Bots' roles are told by the tag that
 * every one of them carries. Deployers are let through where `up` itself has to set what the rest holds fast; entries of the
 * journal they delete no more than others.
 */
export function botServiceControl({ deployers, trailName, journalLogGroup }: BotServiceControlArgs): PolicyDocument {
  const journal = [`arn:*:logs:*:*:log-group:${journalLogGroup}`, `arn:*:logs:*:*:log-group:${journalLogGroup}:*`];
  const exceptDeployers = { ArnNotEquals: { "aws:PrincipalArn": deployers } };
  return policyDocument(
    {
      Sid: "NeverForBots",
      Effect: "Deny",
      Action: neverForBots,
      Resource: ["*"],
      Condition: { Null: { "aws:PrincipalTag/bulkhead:bot": ["false"] } },
    },
    { Sid: "JournalEntriesStay", Effect: "Deny", Action: journalDeletions, Resource: journal },
    {
      Sid: "TheJournalStaysLocked",
      Effect: "Deny",
      Action: journalLock.filter((action) => !(journalDeletions as readonly string[]).includes(action)),
      Resource: journal,
      Condition: exceptDeployers,
    },
    {
      Sid: "TheTrailStays",
      Effect: "Deny",
      Action: [
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
      ],
      Resource: [`arn:*:cloudtrail:*:*:trail/${trailName}`],
      Condition: exceptDeployers,
    },
  );
}

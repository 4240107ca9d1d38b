import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { isMap } from "../embedded/project";
import { oneLine } from "../../policies/verdict";
import type { Moment } from "./timeline";

/** Most events of one resource that are read: CloudTrail answers two pages of 50 a second. */
const mostPages = 20;

/** What CloudTrail recorded of some resources, oldest first, and what kept it from being whole. */
export interface Trail {
  readonly moments: readonly Moment[];
  readonly gaps: readonly string[];
}

/**
 * Looks up what happened to resources, by their names or ids, in a time. Management events of the last 90 days, in this
 * region; of an event its name, time, caller and address alone
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html).
 */
export async function trailOf(aws: Aws, resources: readonly string[], since: Date, until: Date): Promise<Trail> {
  const { LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
  const client = await aws.client("cloudtrail");
  const found = new Map<string, Moment>();
  const gaps: string[] = [];
  for (const resource of resources) {
    let NextToken: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      try {
        const answer = await client.send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: resource }],
            StartTime: since,
            EndTime: until,
            NextToken,
          }),
        );
        for (const {
          EventId: id,
          EventName: name,
          EventTime: at,
          Username: user,
          CloudTrailEvent: text,
        } of answer.Events ?? []) {
          if (id === undefined || at === undefined) continue;
          const { address, denied } = detailsOf(text);
          found.set(id, {
            at: at.toISOString(),
            source: "trail",
            what: oneLine(
              `${name ?? "an event"}${denied === "" ? "" : ` (${denied})`}${address === "" ? "" : ` from ${address}`}`,
            ).slice(0, 200),
            who: oneLine(user ?? "").slice(0, 100),
            evidence: id,
            outcome: denied === "" ? "seen" : "failed",
          });
        }
        NextToken = answer.NextToken;
      } catch (error) {
        gaps.push(`CloudTrail gives no answer about ${resource} (${awsErrorName(error)}).`);
        NextToken = undefined;
      }
      if (NextToken === undefined) break;
      if (page === mostPages - 1)
        gaps.push(`CloudTrail has more than ${mostPages * 50} events of ${resource}: the oldest are not here.`);
    }
  }
  return { moments: [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1)), gaps };
}

function detailsOf(text: string | undefined): { address: string; denied: string } {
  try {
    const event: unknown = JSON.parse(text ?? "{}");
    if (!isMap(event)) return { address: "", denied: "" };
    const { sourceIPAddress: address, errorCode: denied } = event;
    return { address: typeof address === "string" ? address : "", denied: typeof denied === "string" ? denied : "" };
  } catch {
    return { address: "", denied: "" };
  }
}

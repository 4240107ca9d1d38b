import type { AdvancedEventSelector, EventSelector, Trail } from "@aws-sdk/client-cloudtrail";
import type { Aws } from "../aws/aws";
import { seen, type Seen } from "./seen";

/** Whether EventBridge can hear of calls in a region at all. */
export interface Watched {
  readonly yes: boolean;
  /** The trail that is heard, or what is missing. */
  readonly why: string;
}

/**
 * Rules on calls hear nothing without a trail that logs all management events of the region
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html). Looks for one.
 */
export function watchedIn(aws: Aws): Promise<Seen<Watched>> {
  return seen(aws, "cloudtrail:DescribeTrails", async () => {
    const { DescribeTrailsCommand, GetTrailStatusCommand, GetEventSelectorsCommand } =
      await import("@aws-sdk/client-cloudtrail");
    const client = await aws.client("cloudtrail");
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
    const faults: string[] = [];
    for (const trail of trailList) {
      const name = trail.Name ?? "";
      if (!covers(trail, aws.region)) {
        faults.push(`${name} logs another region alone`);
        continue;
      }
      const [{ IsLogging: logs }, selectors] = await Promise.all([
        client.send(new GetTrailStatusCommand({ Name: trail.TrailARN })),
        client.send(new GetEventSelectorsCommand({ TrailName: trail.TrailARN })),
      ]);
      if (logs !== true) faults.push(`${name} is stopped`);
      else if (!logsManagement(selectors.EventSelectors, selectors.AdvancedEventSelectors)) {
        faults.push(`${name} leaves management events out`);
      } else return { yes: true, why: `${name} logs all management events` };
    }
    return { yes: false, why: faults.length === 0 ? `no trail logs ${aws.region}` : faults.join("; ") };
  });
}

function covers({ IsMultiRegionTrail: everywhere, HomeRegion: home }: Trail, region: string): boolean {
  return everywhere === true || home === region;
}

function logsManagement(
  basic: readonly EventSelector[] = [],
  advanced: readonly AdvancedEventSelector[] = [],
): boolean {
  // A trail without selectors logs all of them.
  if (basic.length === 0 && advanced.length === 0) return true;
  return (
    basic.some(
      ({ IncludeManagementEvents: management, ReadWriteType: kind, ExcludeManagementEventSources: without = [] }) =>
        management !== false && (kind ?? "All") === "All" && without.length === 0,
    ) ||
    advanced.some(
      ({ FieldSelectors: fields = [] }) =>
        fields.length === 1 &&
        fields[0]?.Field === "eventCategory" &&
        fields[0].Equals?.includes("Management") === true,
    )
  );
}

import type { DashboardBody } from "./bot-dashboard-body";
import { logMetrics } from "./log-metrics";
import { namespace } from "./namespace";

/**
 * One row a region: every bot's heartbeats, refusals and exchange traffic, and every rule that fired. CloudWatch searches for the
 * metrics by their names (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html), so a new
 * bot appears by itself.
 */
export function fleetDashboardBody(regions: readonly string[]): DashboardBody {
  const height = 7;
  return {
    widgets: regions.flatMap((region, row) => {
      const found = (terms: string): readonly unknown[] => [{ expression: `SEARCH('${terms}', 'Sum', 300)`, region }];
      const own = (...metrics: readonly { readonly name: string }[]): readonly unknown[] =>
        metrics.map(({ name }) => found(`{${namespace}} "${name}"`));
      const graph = (title: string, column: number, metrics: readonly unknown[]) => ({
        type: "metric",
        x: column * 6,
        y: row * height,
        width: 6,
        height,
        properties: { title: `${title} · ${region}`, region, view: "timeSeries", stat: "Sum", period: 300, metrics },
      });
      return [
        graph("Alive", 0, own(logMetrics.heartbeats, logMetrics.downbeats)),
        graph("At the exchanges", 1, own(logMetrics.connections, logMetrics.calls, logMetrics.keyRefusals)),
        graph("Refused", 2, own(logMetrics.refusals, logMetrics.unreadable, logMetrics.moneyCalls)),
        graph("Rules that fired", 3, [found('{AWS/Events,RuleName} MetricName="MatchedEvents" eyes')]),
      ];
    }),
  };
}

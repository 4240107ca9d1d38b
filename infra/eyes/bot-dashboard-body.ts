import { namespace } from "./namespace";
import { logMetrics } from "./log-metrics";

/** What a bot's dashboard shows. */
export interface BotDashboardArgs {
  /** The stack's short name. */
  readonly stack: string;
  readonly network: string;
  /** Region code of the stack. */
  readonly region: string;
  readonly alarmArns: readonly string[];
  readonly ruleNames: readonly string[];
  readonly instanceIds: readonly string[];
  readonly logGroupName: string;
  /** Dimensions of the metric of blocked look-ups, on testnet. */
  readonly firewall?: { readonly ruleGroupId: string; readonly blockedListId: string };
}

/** A dashboard's body: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface DashboardBody {
  readonly widgets: readonly Readonly<Record<string, unknown>>[];
}

/** Numbers of columns that CloudWatch's grid has. */
const columns = 24;

/** Alarms first, then whether the bot lives, what it does at the exchange, what was refused, the host, and the rules. */
export function botDashboardBody(args: BotDashboardArgs): DashboardBody {
  const { stack, region } = args;
  const own = ({ name }: { readonly name: string }, more = {}): readonly unknown[] => [
    namespace,
    `${stack}/${name}`,
    { label: name, ...more },
  ];
  const graph = (title: string, x: number, y: number, metrics: readonly (readonly unknown[])[], more = {}) => ({
    type: "metric",
    x,
    y,
    width: columns / 2,
    height: 6,
    properties: { title, region, view: "timeSeries", stat: "Sum", period: 300, metrics, ...more },
  });
  const blocked = args.firewall;
  return {
    widgets: [
      {
        type: "text",
        x: 0,
        y: 0,
        width: columns,
        height: 2,
        properties: {
          markdown: `# ${stack} · ${args.network}\nContain: \`bulkhead contain --stack ${stack}\``,
        },
      },
      {
        type: "alarm",
        x: 0,
        y: 2,
        width: columns,
        height: 4,
        properties: { title: "Alarms", alarms: args.alarmArns, sortBy: "stateUpdatedTimestamp" },
      },
      graph("Lives", 0, 6, [own(logMetrics.heartbeats), own(logMetrics.downbeats)]),
      graph("At the exchange", columns / 2, 6, [
        own(logMetrics.connections),
        own(logMetrics.calls),
        own(logMetrics.keyRefusals),
        own(logMetrics.moneyCalls),
      ]),
      graph("Refused", 0, 12, [
        own(logMetrics.refusals),
        own(logMetrics.unreadable),
        ...(blocked === undefined
          ? []
          : [
              [
                "AWS/Route53Resolver",
                "FirewallRuleQueryVolume",
                "FirewallRuleGroupId",
                blocked.ruleGroupId,
                "FirewallDomainListId",
                blocked.blockedListId,
                { label: "DNS Firewall" },
              ],
            ]),
      ]),
      graph("Rules that fired, and messages that did not leave", columns / 2, 12, [
        ...args.ruleNames.map((rule) => ["AWS/Events", "MatchedEvents", "RuleName", rule, { label: rule }]),
        ...args.ruleNames.map((rule) => [
          "AWS/Events",
          "FailedInvocations",
          "RuleName",
          rule,
          { label: `${rule}, not sent` },
        ]),
      ]),
      graph(
        "Host",
        0,
        18,
        args.instanceIds.flatMap((id) =>
          ["CPUUtilization", "CPUCreditBalance", "StatusCheckFailed"].map((metric) => [
            "AWS/EC2",
            metric,
            "InstanceId",
            id,
          ]),
        ),
        { stat: "Maximum" },
      ),
      {
        type: "log",
        x: columns / 2,
        y: 18,
        width: columns / 2,
        height: 6,
        properties: {
          title: "Last refusals",
          region,
          view: "table",
          query:
            `SOURCE '${args.logGroupName}' | filter _SYSTEMD_UNIT = "bulkhead-gate.service" and MESSAGE like /refused.:.[a-z]/ ` +
            "| fields @timestamp, MESSAGE | sort @timestamp desc | limit 20",
        },
      },
    ],
  };
}

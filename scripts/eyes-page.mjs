// The page of the eyes: every rule and alarm of a stack that holds a credential, with what it serves, what it costs and its test.
import { bundled } from "./bundled.mjs";

const { eyeRules } = bundled("infra/eyes/rules.ts");
const { eyeAlarms } = bundled("infra/eyes/alarms.ts");
const { practices } = bundled("infra/eyes/practices.ts");
const { logMetrics } = bundled("infra/eyes/log-metrics.ts");
const cases = bundled("test/eyes/cases.ts");
const { prices } = bundled("ops/cost/prices.ts");

const code = (text) => `\`${text}\``;
const cell = (text) => text.replaceAll("|", "\\|");
const row = (...cells) => `| ${cells.map(cell).join(" | ")} |`;
const table = (head, rows) =>
  [row(...head), row(...head.map(() => "---")), ...rows.map((cells) => row(...cells))].join("\n");

const where = { stack: "the stack's", global: "us-east-1, forwarded" };

function priced(id) {
  const { usd, per, evidence, source, date } = prices[id];
  const money = usd === 0 ? "free" : `${usd} USD`;
  const mark = evidence === "unverified" ? `unverified; compare ${source}` : `${source}, ${date}`;
  return `${money} a ${per} (${mark})`;
}

/** A case that shows the rule, and how near something comes that does not fire. */
function example(id) {
  const hit = cases.hits.find(({ fires }) => fires.includes(id));
  const miss = cases.nearMisses.find(({ of }) => of === id);
  if (hit === undefined || miss === undefined)
    throw new Error(`test/eyes/cases.ts has no hit or no near miss of ${id}.`);
  return `fires: ${hit.title}; does not: ${miss.title}`;
}

function judged(sounds) {
  if ("atLeast" in sounds) return `${sounds.atLeast} or more in ${sounds.inMinutes} minutes`;
  if ("nothingForMinutes" in sounds) return `nothing for ${sounds.nothingForMinutes} minutes; missing data is a breach`;
  return `outside CloudWatch's band of ${sounds.outsideBandOf} deviations, two of three periods of five minutes`;
}

function looksAt(source) {
  if ("log" in source) return `the bot's log, ${code(source.log.name)}`;
  return "firewall" in source ? "Route 53 Resolver's `FirewallRuleQueryVolume`" : "SNS's `NumberOfNotificationsFailed`";
}

/** Where an alarm is tried, in the suite that needs packages alone. */
function trialOf(source) {
  return "log" in source ? "its filter against the host's lines" : "its metric and its topic";
}

const statusChecks = [
  [
    "alerts-host",
    "usage-patterns",
    "critical",
    "The bot's host fails its EC2 status checks, or reports none.",
    "EC2's `StatusCheckFailed`",
    "1 or more in each of 3 minutes; missing data is a breach",
    "always",
    "its metric and its topic",
  ],
  [
    "alerts-nat",
    "usage-patterns",
    "critical",
    "The instance that forwards for the bot fails them.",
    "the same",
    "the same",
    "`nat-instance`",
    "the same",
  ],
];

/** Every alarm with the stacks that have it. */
function alarms() {
  const usage = eyeAlarms({ adapter: "freqtrade", hasFirewall: false });
  const plain = eyeAlarms({ adapter: "executable", hasFirewall: false });
  const all = eyeAlarms({ adapter: "freqtrade", hasFirewall: true });
  const has = (list, id) => list.some((alarm) => alarm.id === id);
  return [
    ...statusChecks,
    ...all.map(({ id, practice, severity, happened, source, sounds }) => [
      id,
      practice,
      severity,
      happened,
      looksAt(source),
      judged(sounds),
      has(plain, id) ? "always" : has(usage, id) ? "adapters with a usage log" : "testnet",
      trialOf(source),
    ]),
  ];
}

/** The text of docs/eyes.md. */
export function eyesPage() {
  const listed = alarms();
  return `# Eyes

<!-- Written by npm run docs from infra/eyes. -->

Whoever touches what a bot's key hangs on is told of within about a minute: EventBridge rules over CloudTrail's events, alarms over the bot's log and AWS's own
metrics, by mail and as text messages. Messages begin with how bad it is and which bot, say what, who, from where and when, and what to do next.

\`\`\`yaml
bulkhead:alertEmails:
  - oncall@example.com
bulkhead:alertPhones:
  - "+4915112345678"
\`\`\`

## What serves which practice

${table(
  ["practice", "rules", "alarms"],
  Object.entries(practices).map(([id, title]) => [
    title,
    eyeRules
      .filter(({ practice }) => practice === id)
      .map((rule) => code(rule.id))
      .join(", ") || "none",
    listed
      .filter(([, practice]) => practice === id)
      .map(([alarm]) => code(alarm))
      .join(", ") || "none",
  ]),
)}

## Rules

${table(
  ["rule", "severity", "what happened", "event arrives in", "test (`npm run test:eyes`)"],
  eyeRules.map((rule) => [
    code(rule.id),
    rule.severity,
    rule.happened,
    rule.arrivals.map((arrival) => where[arrival]).join("; "),
    example(rule.id),
  ]),
)}

Each rule costs: ${priced("event-rule")}. It has the state that includes calls which only read: without it, reading a secret is never heard of
([EventBridge](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html)).

\`npm run test:eyes\` puts every pattern into AWS's own matcher ([event-ruler](https://github.com/aws/event-ruler)) with records in the shape that AWS documents: hits, near
misses one step away, and a bot's normal day with a deployer's \`pulumi up\`, an operator's put and the daily snapshot, which fires nothing. An \`up\` that changes a
policy, a route or an address does fire: what is rare and critical is told of, one's own work included. What \`bulkhead\` commands ask the host [to look](host.md#operators-calls) does not.

Events of IAM, and of STS's global endpoint, arrive in us-east-1 alone. The account's stack forwards those that change something to the bots' regions; the suite holds its pattern against
every such case.

## Watched, or not

Where no trail logs management events, no rule ever fires. So nothing says "watched" without a trail:

- **A bot's stack** takes the parameter \`/bulkhead/account\` of its region for evidence. The account's stack writes it after its trail, and a bot's stack without it goes up, has \`watched: false\` among its
  outputs, and says why at every \`up\`. It is not refused as a whole: the alarms on silence, rate and refusals need no trail, and a first bot on a testnet needs no account's stack.
- **\`bulkhead fleet\`** believes no parameter. It asks CloudTrail for a trail that covers the region, logs, and leaves no management event out, and calls every bot of the region not watched where there is none.
- An output is of the last \`up\`. A trail that is stopped, narrowed or deleted after that is [told of by the account's alerts](account.md#alerts), and \`fleet\` says so at once.

## Alarms

${table(
  ["alarm", "severity", "what happened", "looks at", "sounds at", "stacks", "test (`npm test`)"],
  listed.map(([id, , severity, ...rest]) => [code(id), severity, ...rest]),
)}

An alarm costs ${priced("alarm")}; \`strange-rate\`, which looks at a band, counts as three. Each of the ${code("Bulkhead")} metrics costs ${priced("metric")}.
A unit test holds every filter of the log against lines as the host writes them.

What is counted in the log:

${table(
  ["metric", "filter"],
  Object.values(logMetrics).map(({ name, pattern }) => [code(name), code(pattern)]),
)}

The host writes \`heartbeat running\`, \`heartbeat waiting\` (for artefact or credential) or \`heartbeat down\` once a minute. Of blocked look-ups the count alone is taken, not
the resolver's query log: whoever was stopped may have put a credential into the name.

## Ways of telling

Mail: ${priced("alert-mail")}. Text messages: ${priced("alert-text")}.

- Each address has to confirm once; until then nothing reaches it, without a sign. \`bulkhead fleet\` says which has not.
- SNS stops text messages at the account's monthly limit, 1 USD unless it was raised, and in the SMS sandbox it writes to verified numbers alone (unverified: both by
  [AWS's documentation](https://docs.aws.amazon.com/sns/latest/dg/sns-sms-sandbox.html) as remembered). \`alerts-lost\` tells of failed deliveries on the ways that are left.
- The topic lies under the records key. Its policy admits EventBridge without a condition: AWS takes
  [no condition there](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html), and with one every message would be lost.

## Dashboards

Every stack has one of its own name, \`STACK-eyes\`: alarms, life, exchange traffic, refusals, host, rules that fired and messages that did not leave. The account's stack has \`ACCOUNT-fleet\` with all bots of the account, a
row a region where bots run; it finds them by the names of their metrics. A dashboard costs ${priced("dashboard")}, the first three of an account are free (unverified).

## Limits

- A bus has 300 rules unless its quota was raised ([EventBridge's quotas](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html)), in some regions 100: so
  many bots' rules fit into one region of an account. A pattern has 2048 characters, quota \`L-664C5505\`; a stack whose lists of people make one longer is refused before anything is built.
- A log group takes five filters with regular expressions. The eyes leave two.
- CloudTrail's events reach EventBridge by best effort.
- An STS call to a third region, which is neither the stack's nor us-east-1, is in the trail alone; so are IAM's calls that only read. What the credentials are used for then is seen.
- A command for all hosts of a tag or resource group, and a snapshot that is shared or deleted, is told of by every bot of the region: the record does not say whose it is.
- Records of Route 53 Resolver's batch calls, of \`EnableAddressTransfer\` and of \`DeleteNatGateway\` have no published example; the patterns follow AWS's API and its other records (unverified).
`;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eyeAlarms } from "../../infra/eyes/alarms";
import { botDashboardBody } from "../../infra/eyes/bot-dashboard-body";
import { eventPattern, longestPattern } from "../../infra/eyes/event-pattern";
import { fleetDashboardBody } from "../../infra/eyes/fleet-dashboard-body";
import { logMetrics } from "../../infra/eyes/log-metrics";
import { message } from "../../infra/eyes/message";
import { eyeRules } from "../../infra/eyes/rules";
import program from "../../infra/index";
import { chargesOf } from "../../ops/cost/charges";
import { prices } from "../../ops/cost/prices";
import { usageOf } from "../../ops/cost/usage";
import { event, user } from "../eyes/records";
import { roleArn, watched } from "../eyes/watched";
import { register, shippedConfig, type Registration } from "./register";

const longestStack = "a".repeat(36);
const args = { stack: "grid", network: "testnet" };

describe("rules", () => {
  it("have names that EventBridge takes, whatever the stack is called", () => {
    for (const { id } of eyeRules) expect(`${longestStack}-eyes-${id}-1a2b3c4`.length).toBeLessThanOrEqual(64);
    expect(new Set(eyeRules.map(({ id }) => id)).size).toBe(eyeRules.length);
  });

  it("have patterns that EventBridge takes, with three roles of long names on each list and the longest stack's names", () => {
    const roles = (kind: string): readonly string[] =>
      [1, 2, 3].map((index) => roleArn(`${kind}-${String(index)}-${"r".repeat(40)}`));
    const long = JSON.parse(JSON.stringify(watched).replaceAll("grid", longestStack)) as typeof watched;
    for (const rule of eyeRules) {
      const people = { operators: roles("operator"), deployers: roles("deployer") };
      const text = eventPattern(rule, { ...long, ...people });
      expect({ id: rule.id, fits: (text ?? "").length <= longestPattern }).toEqual({ id: rule.id, fits: true });
    }
  });

  it("refuse lists of people that make a pattern too long, and say what to do", () => {
    const deployers = Array.from({ length: 40 }, (_, index) => roleArn(`deployer-${String(index)}`));
    const rule = eyeRules.find(({ id }) => id === "eyes-closed");
    expect(() => rule && eventPattern(rule, { ...watched, deployers })).toThrow(
      /^The pattern of the rule eyes-closed has \d+ characters, expected 2048 at most, EventBridge's quota L-664C5505\. Name fewer roles/u,
    );
  });

  it("name nothing but a testnet stack's DNS Firewall that a stack may lack", () => {
    const mainnet = Object.fromEntries(Object.entries(watched).filter(([key]) => key !== "firewall")) as Omit<
      typeof watched,
      "firewall"
    >;
    expect(eyeRules.filter((rule) => eventPattern(rule, mainnet) === undefined).map(({ id }) => id)).toEqual([
      "dns-opened",
    ]);
  });
});

/** What EventBridge makes of a template: each line a JSON text in which `<name>` is the event's value, or nothing. */
function rendered({ inputPaths, inputTemplate }: ReturnType<typeof message>, of: object): string {
  const values = Object.fromEntries(
    Object.entries(inputPaths).map(([name, path]) => {
      let value: unknown = of;
      for (const key of path.split(".").slice(1)) value = (value as Record<string, unknown> | undefined)?.[key];
      return [name, typeof value === "string" ? value : ""];
    }),
  );
  return inputTemplate
    .split("\n")
    .map((line) => (JSON.parse(line) as string).replaceAll(/<(\w+)>/gu, (_, name: string) => values[name] ?? ""))
    .join("\n");
}

describe("a rule's message", () => {
  const read = eyeRules[0];
  if (read === undefined) throw new Error("no rules");
  const secret = "k".repeat(20);
  const told = rendered(
    message(read, args),
    event({
      service: "secretsmanager",
      eventName: "GetSecretValue",
      by: user,
      parameters: { secretId: watched.secretName, note: secret },
      error: ["ResourceNotFoundException", `no ${secret}`],
      more: { userAgent: secret, additionalEventData: { note: secret } },
    }),
  );

  it("says which bot, what happened, who, from where, when, and what to do next", () => {
    expect(told).toBe(
      [
        "CRITICAL grid (testnet): The exchange secret was read by somebody else than the bot, or from another address than the bot's.",
        "What: GetSecretValue ResourceNotFoundException",
        "Who: arn:aws:iam::111122223333:user/mallory ",
        "From: 203.0.113.9",
        "When: 2026-03-01T03:00:00Z, region eu-west-1",
        "Next: Take the key for stolen. Run: bulkhead contain --stack grid",
        "Rule secret-read, CloudTrail event af7476b6-62d7-42c2-bc02-5ce86c21ed36",
      ].join("\n"),
    );
  });

  it.each(eyeRules.map((rule) => [rule.id, rule] as const))(
    "of %s takes what AWS writes alone, and fits into one text message to SNS",
    (_, rule) => {
      const { inputPaths, inputTemplate } = message(rule, { stack: longestStack, network: "mainnet" });
      for (const path of Object.values(inputPaths)) {
        expect(path).not.toMatch(/requestParameters|responseElements|userAgent|errorMessage|additionalEventData/u);
      }
      // SNS's limit of characters in a text message, which it splits: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
      expect(inputTemplate.length).toBeLessThan(1200);
      expect(inputTemplate).not.toContain("NAME");
    },
  );
});

/**
 * CloudWatch Logs' patterns for JSON as far as ours go: comparisons of texts with stars or a regular expression, both words for
 * and/or, and parentheses (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 */
function meets(pattern: string, line: Readonly<Record<string, string>>): boolean {
  const comparison = /\$\.(?<field>\w+) = (?:"(?<text>[^"]*)"|%(?<regex>[^%]*)%)/gu;
  const truth = pattern.slice(1, -1).replaceAll(comparison, (...found) => {
    const { field = "", text, regex } = found.at(-1) as Record<string, string | undefined>;
    const stars = (text ?? "")
      .split("*")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&"))
      .join(".*");
    return String(new RegExp(regex ?? `^${stars}$`, "su").test(line[field] ?? ""));
  });
  const isTrue = innermost(truth.replaceAll(/\s/gu, ""));
  if (isTrue !== "true" && isTrue !== "false") throw new Error(`not understood: ${truth}`);
  return isTrue === "true";
}

/** What is left of words for truth, and/or and parentheses once they are worked out from the inside. */
function innermost(text: string): string {
  const next = text
    .replaceAll(/\((?<word>true|false)\)/gu, "$<word>")
    .replaceAll("true&&true", "true")
    .replaceAll(/true&&false|false&&(?:true|false)/gu, "false")
    .replaceAll(/true\|\|(?:true|false)|false\|\|true/gu, "true")
    .replaceAll("false||false", "false");
  return next === text ? text : innermost(next);
}

describe("what is counted in the log", () => {
  const line = (unit: string, MESSAGE: string) => ({ _SYSTEMD_UNIT: `bulkhead-${unit}.service`, MESSAGE });
  // The gate's own format (infra/host/gate/gate.cfg) with values in the places of its variables; an absent one is a hyphen.
  const format = /log-format '(.*)'/u.exec(
    readFileSync(join(__dirname, "../../infra/host/gate/gate.cfg"), "utf8"),
  )?.[1];
  const gate = (door: string, refused?: string) =>
    line(
      "gate",
      (format ?? "").replaceAll(/%\[(?<what>[^\]]*\))\]|%\[so_name\]/gu, (_, what?: string) =>
        what === undefined ? door : what === "var(txn.refused)" ? (refused ?? "-") : "-",
      ),
    );
  const kernel = (uid: string) => ({
    _SYSTEMD_UNIT: "",
    SYSLOG_IDENTIFIER: "kernel",
    MESSAGE: `bulkhead refused IN= OUT=ens5 SRC=10.0.0.4 DST=203.0.113.9 PROTO=UDP SPT=1 DPT=53 UID=${uid} GID=${uid}`,
  });
  const call = (path: string, status: number, gap = " ") =>
    line(
      "bot",
      `{"event":${gap}"exchange-call",${gap}"host":${gap}"x","path":${gap}"${path}",${gap}"status":${gap}${String(status)}}`,
    );

  const { heartbeats, downbeats, unreadable, refusals, connections, calls, keyRefusals, moneyCalls } = logMetrics;
  it.each([
    ["a running bot", line("heartbeat", "heartbeat running"), [heartbeats]],
    ["a bot that is down", line("heartbeat", "heartbeat down"), [heartbeats, downbeats]],
    ["a bot that says so of itself", line("bot", "heartbeat running"), []],
    [
      "a credential that can't be read",
      line("credential", "x cannot be read (AccessDeniedException): trying again"),
      [unreadable],
    ],
    ["an empty secret", line("credential", "x has no value yet: waiting for an operator to put one"), []],
    ["a connection of the bot's", gate("bot"), [connections]],
    ["a connection of the platform's", gate("platform"), []],
    ["a refused name", gate("bot", "not-listed"), [refusals, connections]],
    ["a greeting that is none, from root", gate("platform", "not-a-client-hello"), [refusals]],
    ["a packet of the bot's past the gate", kernel("60600"), [refusals]],
    ["a packet of somebody else's", kernel("0"), []],
    ["an order", call("/api/v3/order/*", 200), [calls]],
    ["an order by the Node.js hook", call("/api/v3/order/*", 200, ""), [calls]],
    ["an order that is refused for its key", call("/api/v3/order/*", 401), [calls, keyRefusals]],
    ["the same by the Node.js hook", call("/api/v3/order/*", 403, ""), [calls, keyRefusals]],
    ["too many requests", call("/api/v3/order/*", 429), [calls]],
    ["a withdrawal", call("/sapi/v1/capital/withdraw/apply", 200), [calls, moneyCalls]],
    ["a withdrawal in capitals", call("/*/private/Withdraw", 200), [calls, moneyCalls]],
    ["a transfer", call("/v5/asset/transfer/inter-transfer", 200), [calls, moneyCalls]],
  ] as const)("%s", (_, entry, counted) => {
    const all = Object.values(logMetrics);
    expect(all.filter(({ pattern }) => meets(pattern, entry))).toEqual(
      all.filter((one) => counted.some((c) => c === one)),
    );
  });

  it("takes the uid of the bot from where the host makes it, and no more regular expressions than a log group takes", () => {
    const users = readFileSync(join(__dirname, "../../infra/host/sysusers.conf"), "utf8");
    expect(users).toMatch(/^u bulkhead-bot +60600 /mu);
    expect(Object.values(logMetrics).filter(({ pattern }) => pattern.includes("%")).length).toBeLessThanOrEqual(5);
  });

  it("is what the host's heartbeat writes", () => {
    const script = readFileSync(join(__dirname, "../../infra/host/bot/heartbeat"), "utf8");
    expect([...script.matchAll(/state=(\w+)/gu)].map(([, state]) => state).sort()).toEqual([
      "down",
      "running",
      "waiting",
    ]);
    expect(script).toContain("printf 'heartbeat %s\\n'");
  });
});

describe.each(["grid-testnet", "grid-mainnet"])("the shipped stack %s", (stack) => {
  let all: readonly Registration[];
  beforeAll(async () => {
    ({ registrations: all } = await register(program, { stack, config: shippedConfig(stack) }));
  });
  const of = (type: string): readonly Registration[] => all.filter((one) => one.type.endsWith(`:${type}`));

  it("has every rule, in the state that hears of reading, with the topic as its one target", () => {
    const ids = eyeRules.map(({ id }) => id).filter((id) => stack === "grid-testnet" || id !== "dns-opened");
    expect(of("EventRule").map(({ name }) => name)).toEqual(ids.map((id) => `${stack}-eyes-${id}`));
    for (const { inputs } of of("EventRule")) {
      expect(inputs.state).toBe("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
      expect(JSON.parse(String(inputs.eventPattern))).toHaveProperty(["detail-type"]);
      expect(String(inputs.eventPattern)).not.toMatch(/undefined|null/u);
    }
    expect(of("EventTarget").map(({ inputs }) => inputs.arn)).toEqual(
      ids.map(() => `arn:aws:sns:eu-west-1:111122223333:${stack}-alerts-1a2b3c4`),
    );
  });

  it("has every alarm, which reaches the topic", () => {
    const expected = eyeAlarms({ adapter: "executable", hasFirewall: stack === "grid-testnet" });
    const names = ["alerts-host", ...expected.map(({ id }) => `eyes-${id}`)];
    expect(
      of("MetricAlarm")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.map((name) => `${stack}-${name}`).sort());
    for (const { inputs } of of("MetricAlarm")) expect(inputs.alarmActions).toHaveLength(1);
    const silence = of("MetricAlarm").find(({ name }) => name === `${stack}-eyes-silence`);
    expect(silence?.inputs).toMatchObject({
      metricName: `${stack}/Heartbeats`,
      treatMissingData: "breaching",
      comparisonOperator: "LessThanThreshold",
    });
  });

  it("has each of them on the page of the eyes, with its practice, its price and its test", () => {
    const page = readFileSync(join(__dirname, "../../docs/eyes.md"), "utf8");
    const section = (title: string): string =>
      page.split("\n## ").find((text) => text.startsWith(`${title}\n`)) ?? "no such section";
    const served = section("What serves which practice");
    const kinds = [
      { type: "EventRule", title: "Rules", test: /fires: [^;]+; does not: [^|]+$/u, price: "event-rule" },
      {
        type: "MetricAlarm",
        title: "Alarms",
        test: /its filter against the host's lines$|its metric and its topic$/u,
        price: "alarm",
      },
    ] as const;
    for (const { type, title, test, price } of kinds) {
      expect(of(type)).not.toEqual([]);
      for (const { name, inputs, type: token } of of(type)) {
        const id = name.slice(stack.length + 1).replace(/^eyes-/u, "");
        const rows = section(title)
          .split("\n")
          .filter((line) => line.startsWith(`| \`${id}\` |`));
        expect([id, rows.length, served.split(`\`${id}\``).length - 1]).toEqual([id, 1, 1]);
        expect([id, test.test(rows[0]?.replace(/ \|$/u, "") ?? "")]).toEqual([id, true]);
        const charges = chargesOf({ type: token, name, properties: inputs }, usageOf([]));
        expect([id, charges?.map((one) => one.price)]).toEqual([id, [price]]);
      }
      const { usd, per, source } = prices[price] ?? { usd: -1, per: "", source: "" };
      expect(section(title)).toContain(`${usd === 0 ? "free" : `${String(usd)} USD`} a ${per}`);
      expect(section(title)).toContain(source);
    }
  });

  it("has a dashboard of all of them", () => {
    const [dashboard] = of("Dashboard");
    const body = JSON.parse(String(dashboard?.inputs.dashboardBody)) as ReturnType<typeof botDashboardBody>;
    expect(JSON.stringify(body)).not.toContain("undefined");
    expect(body.widgets.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["text", "alarm", "metric", "log"]) as unknown,
    );
  });
});

it("the fleet's dashboard has a row for each region, and no widget on another", () => {
  const { widgets } = fleetDashboardBody(["eu-west-1", "ap-northeast-1"]);
  const places = widgets.map(({ x, y }) => `${String(x)} ${String(y)}`);
  expect(new Set(places).size).toBe(widgets.length);
  expect(widgets.filter((one) => JSON.stringify(one).includes("ap-northeast-1"))).toHaveLength(widgets.length / 2);
});

import type { LogMetric } from "./alarm";

/**
 * What is counted in the bot's log. Each line there is the journal's own JSON, in which `_SYSTEMD_UNIT` is the kernel's word and
 * `MESSAGE` the writer's. Patterns with `%` are regular expressions, of which a log group takes five in all; they know neither
 * quotes nor brackets of their own, so a dot stands for a quote.
 */
export const logMetrics = {
  /** One a minute while host and log are alive: `infra/host/bot/heartbeat`. */
  heartbeats: line("Heartbeats", "heartbeat", '$.MESSAGE = "heartbeat *"'),
  /** The same, while the bot should run and does not. */
  downbeats: line("Downbeats", "heartbeat", '$.MESSAGE = "heartbeat down"'),
  /** `fetch-credential` says why once, not at every try. */
  unreadable: line("CredentialUnreadable", "credential", '$.MESSAGE = "*cannot be read*"'),
  /**
   * What the gate refused to anybody (`infra/host/gate/gate.cfg`), and packets of the bot's uid (`infra/host/sysusers.conf`) that
   * the firewall refused.
   */
  refusals: {
    name: "SandboxRefusals",
    pattern:
      '{ (($._SYSTEMD_UNIT = "bulkhead-gate.service") && ($.MESSAGE = %refused.:.[a-z]%)) || ' +
      '(($.SYSLOG_IDENTIFIER = "kernel") && ($.MESSAGE = "bulkhead refused *UID=60600*")) }',
  },
  /** Connections that the gate opened or refused for the bot. */
  connections: line("ExchangeConnections", "gate", "$.MESSAGE = %^..gate.:.bot%"),
  /** Answers of the exchange, by the usage log. */
  calls: line("ExchangeCalls", "bot", '$.MESSAGE = "*exchange-call*"'),
  /** Answers that refuse the key: 401 and 403. */
  keyRefusals: line("KeyRefusals", "bot", "$.MESSAGE = %exchange-call.*status.: ?40[13]%"),
  /** Calls that move money out: paths with the words withdraw or transfer, small or capital. */
  moneyCalls: line(
    "MoneyCalls",
    "bot",
    '($.MESSAGE = "*exchange-call*ithdraw*") || ($.MESSAGE = "*exchange-call*ransfer*")',
  ),
} satisfies Record<string, LogMetric>;

function line(name: string, unit: string, condition: string): LogMetric {
  return { name, pattern: `{ ($._SYSTEMD_UNIT = "bulkhead-${unit}.service") && (${condition}) }` };
}

import type { Practice } from "./practices";
import type { Severity } from "./rule";

/** A number that CloudWatch Logs counts in the bot's log: lines that a filter's pattern meets. */
export interface LogMetric {
  /** Last part of the metric's name, `STACK/Name` in the namespace `Bulkhead`. */
  readonly name: string;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern: string;
}

/** What an alarm looks at. AWS counts the last two by itself. */
export type AlarmSource =
  | { readonly log: LogMetric }
  /** Look-ups that the DNS Firewall's last rule blocked, every five minutes. */
  | { readonly firewall: "blocked" }
  /** Messages that the topic could not deliver. */
  | { readonly topic: "failed" };

/** When an alarm sounds. */
export type AlarmTest =
  | { readonly atLeast: number; readonly inMinutes: number }
  /** Nothing at all for so long. Missing data is a breach. */
  | { readonly nothingForMinutes: number }
  /** Outside the band that CloudWatch expects, this many deviations wide, in two of three periods of five minutes. */
  | { readonly outsideBandOf: number };

/** One CloudWatch alarm of a bot's stack, as data. */
export interface EyeAlarm {
  readonly id: string;
  readonly practice: Practice;
  readonly severity: Severity;
  /** Whole sentence without the bot's name. */
  readonly happened: string;
  /** What to do next; `NAME` stands for the stack. */
  readonly next: string;
  readonly source: AlarmSource;
  readonly sounds: AlarmTest;
  /** Tells of the end too: for states, not for deeds. */
  readonly tellsEnd: boolean;
}

import type { Style } from "../report/style";
import type { Alert } from "./alerts";
import type { Baseline } from "./baseline";
import type { Counts } from "./usage";

/** One look at a bot's use of its key. */
export interface Look {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly stack: string;
  readonly exchange: string;
  readonly network: string;
  readonly hours: number;
  /** Where counts come from: the adapter's hook, or nothing. */
  readonly source: "usage log" | "none: the adapter has no hook";
  readonly counts: Counts;
  readonly reads: number;
  /** `untold`: the exchange has no such call; null: it was not asked, or did not answer. */
  readonly fills: number | "untold" | null;
  readonly alerts: readonly Alert[];
  /** What could not be seen, a sentence each. */
  readonly gaps: readonly string[];
}

/** The look's place on a terminal. */
export interface Place {
  readonly style: Style;
  /** Characters in a line. */
  readonly width: number;
  /** Most endpoints and most alerts that are shown. */
  readonly most: number;
  /** Seconds between looks; undefined: this one alone. */
  readonly every: number | undefined;
}

/** A look for people, in as few lines as say it: endpoints with their counts beside what is usual, then what is alarming. */
export function viewOf(
  look: Look,
  { perHour }: Pick<Baseline, "perHour">,
  { style, width, most, every }: Place,
): string {
  const { at, stack, exchange, network, hours, counts, alerts, gaps } = look;
  const { bold, dim, red, yellow, green } = style;
  const when = `${hours === 1 ? "the last hour" : `the last ${hours} hours`}, to ${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
  const live = every === undefined ? "" : `, again every ${every} s, Ctrl-C ends it`;
  const rows = Object.entries(counts).sort(([, a], [, b]) => b.calls - a.calls);
  const shown = rows.slice(0, most);
  const numbers = { calls: 6, usual: 9, bar: 12 };
  // Where all calls go to one host it stands above them, once.
  const hosts = new Set(rows.map(([name]) => name.slice(0, name.indexOf("/"))));
  const host = hosts.size === 1 ? ([...hosts][0] ?? "") : "";
  const room = Math.max(16, width - numbers.calls - numbers.usual - numbers.bar - 32);
  const names = Math.min(room, Math.max(host.length, ...shown.map(([name]) => name.length - host.length)));
  const largest = shown[0]?.[1].calls ?? 1;
  const lines = shown.map(([name, { calls, refused }]) => {
    const usual = perHour[name];
    const marks = [
      ...alerts.flatMap(({ kind, endpoint, severity }) =>
        endpoint === name && kind !== "refusals"
          ? [severity === "critical" ? red(words[kind]) : yellow(words[kind])]
          : [],
      ),
      ...(refused === 0 ? [] : [yellow(`${refused} refused`)]),
    ];
    return [
      `  ${fitted(name.slice(host.length), names)}`,
      String(calls).padStart(numbers.calls),
      dim((usual === undefined ? "–" : (usual * hours).toFixed(usual * hours < 10 ? 1 : 0)).padStart(numbers.usual)),
      dim(` ${barOf(calls / largest, numbers.bar - 2)} `),
      marks.join(", "),
    ]
      .join("")
      .trimEnd();
  });
  const head = `  ${fitted(host, names)}${"calls".padStart(numbers.calls)}${"usually".padStart(numbers.usual)}`;
  const worst = alerts.slice(0, most);
  return [
    `${bold(stack)}  ${dim(`${exchange} ${network}, ${when}${live}`)}`,
    "",
    ...(lines.length === 0 ? [] : [dim(head), ...lines]),
    ...(rows.length > most ? [dim(`  and ${rows.length - most} more endpoints`)] : []),
    ...(lines.length === 0 ? [] : [""]),
    dim(`  ${sources(look)}`),
    "",
    ...worst.map(({ severity, what }) => `${severity === "critical" ? red("✗") : yellow("!")} ${what}`),
    ...(alerts.length > most ? [dim(`  and ${alerts.length - most} more: --json tells all`)] : []),
    ...(alerts.length === 0 && gaps.length === 0 ? [`${green("✓")} Nothing alarming.`] : []),
    ...(alerts.length === 0 && gaps.length > 0
      ? [`${yellow("?")} Nothing alarming in what was seen, which is not all:`]
      : []),
    ...gaps.map((gap) => `${yellow("?")} ${gap}`),
    "",
  ].join("\n");
}

const words: Readonly<Record<Alert["kind"], string>> = {
  withdrawal: "withdraws",
  "key-change": "changes keys",
  "new-endpoint": "never seen before",
  spike: "far more than usual",
  refusals: "refused",
  "new-address": "from a new address",
  "other-reader": "read by somebody else",
  "unexplained-fill": "no order explains it",
};

function sources({ source, reads, fills }: Look): string {
  const calls =
    source === "usage log" ? "calls by the bot's usage log" : "no calls: the adapter has no hook that counts them";
  const told =
    fills === null ? "fills not known" : fills === "untold" ? "the exchange tells no fills" : plural(fills, "fill");
  return `${calls}; ${plural(reads, "read")} of the secret; ${told}`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** A name in so many characters: of one that is too long the end, which tells endpoints apart. */
function fitted(name: string, width: number): string {
  return name.length <= width ? name.padEnd(width) : `…${name.slice(1 - width)}`;
}

/** A bar of at most so many characters, in eighths of one; the smallest part shows. */
function barOf(part: number, width: number): string {
  const eighths = Math.max(1, Math.round(part * width * 8));
  const last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] ?? "";
  return ("█".repeat(Math.floor(eighths / 8)) + last).padEnd(width);
}

import type { AuditReport } from "../report/audit";
import { plural } from "../report/wording";
import type { Told } from "../audit/key-record";
import type { Fact } from "../journal/entry";
import type { Journaled, Moment } from "./timeline";

/** What a review is made of. */
export interface Review {
  readonly stack: string;
  readonly exchange: string;
  readonly network: string;
  /** When it was written, ISO 8601. */
  readonly at: string;
  /** When the key may first have leaked; undefined: for a person to say. */
  readonly since: string | undefined;
  readonly moments: readonly Moment[];
  readonly journals: readonly Journaled[];
  /** The audit before the incident, where one was given. */
  readonly audit: AuditReport | undefined;
  readonly gaps: readonly string[];
  /** Whether CloudTrail was left out. */
  readonly isOffline: boolean;
  /** File and SHA-256 of what was kept. */
  readonly evidence: readonly { readonly what: string; readonly sha256: string }[];
}

const blank = "______________________";

/** One key that a containment met: when a call with it was shown to fail; undefined where nothing shows it. */
export interface EndedKey {
  /** Its fingerprint; undefined where nobody saw it. */
  readonly key: string | undefined;
  readonly at: string | undefined;
}

/** The keys that containments met, each with its end. Empty where there was no containment. */
export function endedKeys({ journals }: Review): readonly EndedKey[] {
  const ends = new Map<string | undefined, string | undefined>();
  // A drill's key did not leak.
  for (const { entries } of journals.filter(({ command }) => command === "contain")) {
    const done = entries.filter(({ kind }) => kind === "step-done");
    const seen = done.findLast(({ step }) => step?.endsWith("look-at-key") === true)?.facts.key;
    const revoked = done.find(
      ({ step, facts }) =>
        step?.endsWith("revoke-key") === true && facts.proven !== undefined && facts.proven !== false,
    );
    const key = revoked?.facts.key ?? seen;
    const name = typeof key === "string" ? key : undefined;
    ends.set(name, ends.get(name) ?? revoked?.at);
  }
  return [...ends].map(([key, at]) => ({ key, at }));
}

/** The steps of the containments, with how long each took. */
export function stepTimes({
  journals,
}: Review): readonly { step: string; at: string; seconds: number | undefined; outcome: string }[] {
  return containments(journals).flatMap(({ command, entries }) =>
    entries.flatMap(({ kind, step, facts, at }) =>
      step === undefined || kind === "step-begun"
        ? []
        : [
            {
              step: command === "contain" ? step : `${step} (drill)`,
              at,
              seconds: typeof facts.milliseconds === "number" ? facts.milliseconds / 1000 : undefined,
              outcome: kind.replace("step-", "").replaceAll("-", " "),
            },
          ],
    ),
  );
}

/** Containments in earnest, and those of drills: both stop a bot and prove the same. */
function containments(journals: readonly Journaled[]): readonly Journaled[] {
  return journals.filter(({ command }) => command === "contain" || command === "drill-contain");
}

/** A text in a cell: nothing in it is markup, of Markdown or of HTML. */
function cell(text: string): string {
  return text.replace(/[|\\`*_[\]]/gu, "\\$&").replace(/[<>&]/gu, (one) => `&#${one.charCodeAt(0)};`);
}

/** The review as Markdown. Fields for people are left visibly blank. */
export function reviewMarkdown(review: Review): string {
  const time = (at: string): string => at.slice(0, 19).replace("T", " ");
  const { stack, exchange, network, since, moments, gaps, evidence, journals } = review;
  const ends = endedKeys(review);
  const times = stepTimes(review);
  return [
    `# Post-incident review: ${cell(stack)} (${cell(exchange)}, ${network})`,
    "",
    `Written ${time(review.at)} UTC from ${plural(journals.length, "journal")}${review.audit === undefined ? "" : ", an audit"}${review.isOffline ? "" : " and CloudTrail"}. All times are UTC.`,
    "",
    "## What happened",
    "",
    `In one sentence: ${blank}`,
    "",
    `Damage, in funds: ${blank}  Orders and positions left: ${blank}`,
    "",
    "## Exposure window",
    "",
    "| key | from | to |",
    "| --- | --- | --- |",
    ...(ends.length === 0 ? [{ key: undefined, at: undefined }] : ends).map(
      ({ key, at }) =>
        `| ${key ?? "not seen"} | ${since === undefined ? `${blank} (first moment at which the key may have leaked)` : time(since)} | ${at === undefined ? "**STILL OPEN: no call with the key was shown to fail**" : `${time(at)}, a call with the key failed`} |`,
    ),
    "",
    "## What the key could do",
    "",
    ...could(review),
    "",
    "## What it did",
    "",
    "Uses of the secret and its keys are in the timeline, each with its caller and address. Orders, fills and withdrawals in the window, from the exchange's own history:",
    "",
    blank,
    "",
    "## Timeline",
    "",
    "| time | source | what | who | evidence |",
    "| --- | --- | --- | --- | --- |",
    ...moments.map(
      ({ at, source, what, who, evidence: shown }) =>
        `| ${time(at)} | ${source} | ${cell(what)} | ${cell(who)} | \`${shown.replace(/[^\w-]/gu, "").slice(0, 16)}\` |`,
    ),
    ...(moments.length === 0 ? ["| | | nothing was recorded | | |"] : []),
    "",
    "## Containment",
    "",
    "| step | ended | took | came of it |",
    "| --- | --- | ---: | --- |",
    ...times.map(
      ({ step, at, seconds, outcome }) =>
        `| ${cell(step)} | ${time(at)} | ${seconds === undefined ? "" : `${seconds.toFixed(1)} s`} | ${outcome} |`,
    ),
    "",
    "## How the leak happened",
    "",
    `Where the key was read: ${blank}`,
    "",
    `By whom or what: ${blank}`,
    "",
    `What would have told of it sooner: ${blank}`,
    "",
    `What worked, and what did not: ${blank}`,
    "",
    "## Corrective actions",
    "",
    "| action | owner | by |",
    "| --- | --- | --- |",
    ...Array.from({ length: 4 }, () => `| ${blank} | ${blank} | ${blank} |`),
    "",
    "## Evidence",
    "",
    "| what | SHA-256 |",
    "| --- | --- |",
    ...evidence.map(({ what, sha256 }) => `| ${cell(what)} | \`${sha256}\` |`),
    "",
    ...(gaps.length === 0 ? [] : ["Not whole:", "", ...gaps.map((gap) => `- ${cell(gap)}`), ""]),
    `Reviewed by: ${blank}  on: ${blank}`,
    "",
  ].join("\n");
}

/** The powers of the key, a line each: as an audit found them, or else the containment. */
export function could({ audit, stack, journals }: Review): readonly string[] {
  const record = audit?.stacks.find((one) => one.stack === stack)?.record;
  if (record === undefined) return seenByContainment(journals);
  const said = (told: Told<unknown>): string => {
    if (!("value" in told)) return "unknown" in told ? "unknown" : "the exchange can't tell";
    if (Array.isArray(told.value)) return told.value.join(", ") || "none";
    return told.value === true
      ? "yes"
      : told.value === false
        ? "no"
        : typeof told.value === "string"
          ? told.value
          : "none";
  };
  const rows: readonly (readonly [string, Told<unknown>])[] = [
    ["read", record.canRead],
    ["trade", record.canTrade],
    ["withdraw", record.canWithdraw],
    ["transfer", record.canTransfer],
    ["bound to", record.addresses],
  ];
  return [
    `As of the audit of ${audit?.at.slice(0, 10) ?? ""}, key ${record.key}:`,
    "",
    "| power | |",
    "| --- | --- |",
    ...rows.map(([name, told]) => `| ${name} | ${cell(said(told))} |`),
  ];
}

/** What a containment saw of the key before it revoked it. */
function seenByContainment(journals: readonly Journaled[]): readonly string[] {
  const seen = containments(journals)
    .flatMap(({ entries }) => entries)
    .find(({ kind, step, facts }) => kind === "step-done" && step === "look-at-key" && "canTrade" in facts);
  if (seen === undefined) return [`No audit was given (--audit FILE). From the exchange's page: ${blank}`];
  const said = (fact: Fact | undefined): string => {
    if (Array.isArray(fact)) return fact.join(", ") || "nothing: it works from any address";
    return fact === true ? "yes" : fact === false ? "no" : "the exchange did not say";
  };
  const { key, canTrade, canTransfer, canWithdraw, boundTo } = seen.facts;
  const rows = Object.entries({ trade: canTrade, withdraw: canWithdraw, transfer: canTransfer, "bound to": boundTo });
  return [
    `As the containment saw it at ${seen.at.slice(0, 19).replace("T", " ")}, key ${String(key)}:`,
    "",
    "| power | |",
    "| --- | --- |",
    ...rows.map(([name, fact]) => `| ${name} | ${cell(said(fact))} |`),
  ];
}

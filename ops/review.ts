import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Aws } from "./aws/aws";
import { readJson } from "./embedded/project";
import { refuseUnwritable, writeOutput } from "./output-file";
import type { AuditReport } from "./report/audit";
import { jsonText } from "./report/json-text";
import { reviewHtml } from "./review/html";
import { type Review, reviewMarkdown } from "./review/report";
import { type Journaled, journalsOf, momentsOf } from "./review/timeline";
import { plural } from "./report/wording";
import { type Trail, trailOf } from "./review/trail";
import { type BotStack, botStack } from "./stack/bot-stack";
import { standing } from "./stack/standing";
import { quoted, UserError } from "./user-error";
import { one, type Values } from "./values";

/** Days before a containment that CloudTrail is asked about, where nobody says since when. */
const daysBefore = 7;

/**
 * `bulkhead review`: writes the report after an incident from journals, CloudTrail and an audit. What only people know is left
 * visibly blank. Answers 0; throws UserError where there is no journal, or one was changed.
 */
export async function review(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead review");
  const folder = resolve(one(values.program) ?? ".");
  const since = instant(values, "since");
  const until = instant(values, "until");
  const [out, html] = [one(values.out), one(values.html)];
  if (out !== undefined && statSync(out, { throwIfNoEntry: false })?.isFile() === true) {
    throw new UserError(
      `${out} exists, and people may have written in it: it is left as it is. Name another file with --out, or move this one away.`,
    );
  }
  refuseUnwritable(out, html);
  const all = journalsOf(one(values.journal) ?? join(folder, ".bulkhead", "journal"), bot);
  const begun = Date.parse(all[0]?.entries[0]?.at ?? "");
  const from = since === undefined ? new Date(begun - daysBefore * 86_400_000) : new Date(since);
  const to = until === undefined ? new Date() : new Date(until);
  if (from >= to) throw new UserError("--since has to lie before --until, or before now.");
  // What ended before is another incident's.
  const journals = all.filter(
    ({ entries }) =>
      Date.parse(entries.at(-1)?.at ?? "") >= from.getTime() && Date.parse(entries[0]?.at ?? "") <= to.getTime(),
  );
  if (journals.length === 0) {
    throw new UserError(
      `The stack ${bot.stack} has ${plural(all.length, "journal")}, none of between ${from.toISOString()} and ${to.toISOString()}.`,
    );
  }
  const audit = auditOf(one(values.audit));
  const trail =
    values.offline === true
      ? { moments: [], gaps: ["CloudTrail was not asked (--offline)."], wasAsked: false }
      : await asked(bot, from, to);
  const moments = [...journals.flatMap(momentsOf), ...trail.moments]
    .filter(({ at }) => Date.parse(at) >= from.getTime() && Date.parse(at) <= to.getTime())
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const content: Review = {
    ...{ stack: bot.stack, exchange: bot.exchange.title, network: bot.network, at: new Date().toISOString() },
    ...{ since, moments, journals, audit, gaps: trail.gaps, isOffline: !trail.wasAsked },
    evidence: [...journals.map(fileEvidence), ...keptEvidence(journals)],
  };
  if (out !== undefined) writeOutput(out, reviewMarkdown(content));
  if (html !== undefined) writeOutput(html, reviewHtml(content));
  const written = [out, html].flatMap((file) => file ?? []);
  for (const gap of trail.gaps) process.stderr.write(`not whole: ${gap}\n`);
  if (values.json === true) process.stdout.write(`${jsonText({ command: "review", ...forMachines(content) })}\n`);
  else if (written.length > 0) process.stdout.write(written.map((file) => `Written: ${file}\n`).join(""));
  else process.stdout.write(reviewMarkdown(content));
  return 0;
}

async function asked(bot: BotStack, from: Date, to: Date): Promise<Trail & { readonly wasAsked: boolean }> {
  const aws = new Aws(bot.region);
  try {
    const { secret, host } = await standing(aws, bot);
    const resources = [
      ...(secret === undefined ? [] : [secret.name, secret.arn]),
      ...(secret?.custodyKeyArn === undefined ? [] : [secret.custodyKeyArn]),
      ...(host === undefined ? [] : [host.instanceId]),
    ];
    const trail = await trailOf(aws, resources, from, to);
    const isWhole = secret === undefined || secret.custodyKeyArn !== undefined;
    const gaps = isWhole ? trail.gaps : [...trail.gaps, "Uses of the custody key: AWS did not show which key it is."];
    return { ...trail, gaps, wasAsked: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { moments: [], gaps: [`CloudTrail was not asked: ${error.message}`], wasAsked: false };
  } finally {
    await aws.close();
  }
}

function instant(values: Values, flag: "since" | "until"): string | undefined {
  const given = one(values[flag]);
  if (given === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/u.test(given) || Number.isNaN(Date.parse(given))) {
    throw new UserError(
      `--${flag} takes a time in UTC, such as 2026-11-28 or 2026-11-28T09:30Z; found ${quoted(given)}.`,
    );
  }
  return new Date(Date.parse(given)).toISOString();
}

function auditOf(file: string | undefined): AuditReport | undefined {
  if (file === undefined) return undefined;
  if (!existsSync(file)) {
    throw new UserError(`${file} does not exist. Write an audit with: bulkhead audit --all --json > FILE.`);
  }
  const content = readJson(file);
  if (content?.command !== "audit" || !Array.isArray(content.stacks) || !Array.isArray(content.findings)) {
    throw new UserError(`${file} is no audit. Write one with: bulkhead audit --all --json > FILE.`);
  }
  return content as unknown as AuditReport;
}

function fileEvidence({ file }: Journaled): { what: string; sha256: string } {
  return { what: relative(process.cwd(), file), sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

/** What the steps kept, with the digest that they wrote down. */
function keptEvidence(journals: readonly Journaled[]): readonly { what: string; sha256: string }[] {
  return journals
    .flatMap(({ entries }) => entries)
    .flatMap(({ kind, step, facts }) =>
      kind === "step-done" &&
      (step ?? "").endsWith("take-evidence") &&
      typeof facts.file === "string" &&
      typeof facts.sha256 === "string"
        ? [{ what: relative(process.cwd(), facts.file), sha256: facts.sha256 }]
        : [],
    );
}

function forMachines({ journals, ...rest }: Review): object {
  return { ...rest, journals: journals.map(({ file, command }) => ({ file, command })) };
}

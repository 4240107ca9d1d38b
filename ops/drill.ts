import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { asked } from "./aws/asked";
import { Aws } from "./aws/aws";
import { keepEvidence } from "./contain/evidence";
import { newestContainment } from "./contain/newest-containment";
import { releaseSteps } from "./contain/release-steps";
import { containSteps } from "./contain/steps";
import { targetOf } from "./contain/target";
import type { Entry } from "./journal/entry";
import { Journal } from "./journal/journal";
import { jsonText } from "./report/json-text";
import { type BotStack, botStack, subjectOf } from "./stack/bot-stack";
import { custodyKeyOf, type Standing, standing } from "./stack/standing";
import { act, type Acted, journalsOf } from "./steps/act";
import { cannotWrite, UserError } from "./user-error";
import { one, type Values } from "./values";
import { makeFolder } from "./make-folder";

/** One drill: how long each step took. */
interface Drill {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  readonly done: number;
  readonly steps: number;
  readonly released: boolean;
  /** Milliseconds by id of step. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

/**
 * `bulkhead drill`: contains a testnet bot and releases it again, and keeps the times. The key at the exchange is left, so
 * that the bot goes on; `--revoke` revokes it too. Answers 0 when everything was done in both directions, 1 when not.
 */
export async function drill(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead drill");
  if (bot.network !== "testnet") {
    throw new UserError(
      `The stack ${bot.stack} trades real funds; a drill takes a testnet stack. In earnest: bulkhead contain.`,
    );
  }
  const folder = resolve(one(values.program) ?? ".");
  const aws = new Aws(bot.region, { requestTimeout: 5000 });
  try {
    const found = await standing(aws, bot);
    const target = await targetOf(aws, found);
    const isHeld = await isContained(found, aws);
    if (isHeld && !isOfDrill(journalsOf(values, folder), bot)) {
      throw new UserError(
        `The stack ${bot.stack} is contained, and a drill would release it. First: bulkhead release --stack ${bot.stack} --yes, once it is over.`,
      );
    }
    const containing = containSteps(target, aws, {
      revokes: values.revoke === true,
      revokedBy: undefined,
      keep: (evidence) => keepEvidence(join(folder, ".bulkhead", "evidence"), evidence),
    });
    const common = { stack: bot.stack, subject: subjectOf(bot), folder, facts: { drill: true }, aws };
    if (values.yes !== true) {
      const steps = [...containing, ...releaseSteps(target, aws)];
      await act(values, { ...common, command: "drill", steps });
      return 0;
    }
    // A drill that did not end says nothing of how long one takes: each begins anew.
    const both = { ...values, json: false, "new-run": true };
    const release = async (): Promise<boolean> => {
      try {
        const releasing = releaseSteps(await targetOf(aws, await standing(aws, bot)), aws);
        const released = await act(both, { ...common, command: "drill-release", steps: releasing });
        return released !== undefined && allDone(released);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new UserError(`${error.message} THE BOT IS CONTAINED STILL: bulkhead release --stack ${bot.stack} --yes`);
      }
    };
    if (isHeld) {
      process.stderr.write("A drill before this one did not end: what it left is released first.\n");
      if (!(await release())) return 1;
    }
    const began = performance.now();
    const contained = await act(both, { ...common, command: "drill-contain", steps: containing });
    if (contained === undefined) return 0;
    const seconds = (performance.now() - began) / 1000;
    const isReleased = await release();
    const drills = kept(join(folder, ".bulkhead", "drills"), bot.stack, measured(contained, seconds, isReleased));
    process.stdout.write(
      values.json === true ? `${jsonText({ command: "drill", stack: bot.stack, drills })}\n` : trend(drills),
    );
    return allDone(contained) && isReleased ? 0 : 1;
  } finally {
    await aws.close();
  }
}

/** Whether what holds is what a drill left that did not end: nobody contained the bot in earnest since, nor was it released. */
function isOfDrill(folder: string, bot: BotStack): boolean {
  const newest = (command: string): readonly Entry[] => Journal.newest({ folder, stack: bot.stack, command });
  const begun = newest("drill-contain")[0]?.at ?? "";
  const isReleased = ["release", "drill-release"].map(newest).some((entries) => {
    return (entries[0]?.at ?? "") > begun && entries.at(-1)?.facts.outcome === "done";
  });
  return begun > (newestContainment(folder, bot)[0]?.at ?? "") && !isReleased;
}

/** Whether a containment holds already: its host is cut off, or the key of its secret is disabled. */
async function isContained({ host, secret }: Standing, aws: Aws): Promise<boolean> {
  if (host?.isCutOff === true) return true;
  if (secret === undefined) return false;
  const { DescribeKeyCommand } = await import("@aws-sdk/client-kms");
  const [client, KeyId] = await Promise.all([aws.client("kms"), custodyKeyOf(aws, secret)]);
  const { KeyMetadata: key } = await asked(aws, "kms:DescribeKey", () =>
    client.send(new DescribeKeyCommand({ KeyId })),
  );
  return key?.Enabled === false;
}

function allDone({ outcomes }: Acted): boolean {
  return [...outcomes.values()].every(({ kind }) => kind === "done");
}

function measured({ outcomes }: Acted, seconds: number, released: boolean): Drill {
  const all = [...outcomes];
  return {
    at: new Date().toISOString(),
    seconds: Math.round(seconds * 10) / 10,
    done: all.filter(([, { kind }]) => kind === "done").length,
    steps: all.length,
    released,
    milliseconds: Object.fromEntries(
      all.flatMap(([{ id }, outcome]) => ("milliseconds" in outcome ? [[id, outcome.milliseconds] as const] : [])),
    ),
  };
}

/** Adds a drill to those of before, and answers all of them. */
function kept(folder: string, stack: string, drilled: Drill): readonly Drill[] {
  const file = join(folder, `${stack}.jsonl`);
  try {
    makeFolder(folder);
    appendFileSync(file, `${JSON.stringify(drilled)}\n`, { mode: 0o600 });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Drill];
    } catch {
      return [];
    }
  });
}

/** The times of the last ten drills, a row each. */
function trend(drills: readonly Drill[]): string {
  const rows = drills.slice(-10).map(({ at, seconds, done, steps, released }) => {
    const bar = "█".repeat(Math.min(40, Math.max(1, Math.round(seconds))));
    return `  ${at.slice(0, 16).replace("T", " ")}  ${seconds.toFixed(1).padStart(6)} s  ${done}/${steps}${released ? "" : ", NOT RELEASED"}  ${bar}\n`;
  });
  return `Contained in:\n${rows.join("")}`;
}

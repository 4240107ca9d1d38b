import { resolve } from "node:path";
import { Aws } from "./aws/aws";
import { callerOf } from "./aws/caller";
import { configurationOf } from "./embedded/configuration";
import { defaultSetting } from "./embedded/default-setting";
import { readProject, stackFileOf, stacksOf, type Project } from "./embedded/project";
import { runStacks } from "./embedded/run-stacks";
import type { StackResult } from "./embedded/stack-run";
import { fleetHtml } from "./fleet/fleet-html";
import { fleetOf, type FileView, type Fleet } from "./fleet/fleet-report";
import { fleetText } from "./fleet/fleet-text";
import { peopleOfStack } from "./fleet/people";
import { regionView } from "./fleet/region-view";
import { refuseUnwritable, writeOutput } from "./output-file";
import { jsonText } from "./report/json-text";
import { leavesOpen, refuses } from "./report/report";
import { styleFor } from "./report/style";
import { quoted, UserError } from "./user-error";
import { one, type Values } from "./values";

/**
 * `bulkhead fleet`: every stack of a project, what stands for it in AWS and what is wrong with it. The verdicts are of now:
 * the stacks are judged as `bulkhead check` does it. Answers 0 where all is well, 1 where something is wrong, and 2 where
 * nothing is known to be wrong but not all could be seen or is finished; throws UserError.
 */
export async function fleet(values: Values): Promise<number> {
  const project = readProject(resolve(one(values.program) ?? "."));
  const mostDays = daysOf(one(values["max-key-age"]));
  const page = one(values.html);
  refuseUnwritable(page);
  const stacks = stacksOf(project);
  const read = stacks.map((stack) => fileView(project, stack));
  const judged = await judge(project, read, values["no-check"] === true);
  const regions = [...new Set(judged.flatMap(({ region }) => region ?? []))].sort();
  const views = await patiently(regions, async () => {
    await refuseOtherAccount(project, read, regions[0]);
    return Promise.all(
      regions.map(async (region) => {
        // A fleet's worth of calls to KMS at once: the SDK slows down where it is told to.
        const aws = new Aws(region, { maxAttempts: 5 });
        try {
          return await regionView(aws);
        } finally {
          await aws.close();
        }
      }),
    );
  });
  const found = fleetOf(project.name, judged, views, new Date(), mostDays);
  if (page !== undefined) writeOutput(page, fleetHtml(found));
  process.stdout.write(values.json === true ? `${jsonText(found, 2)}\n` : fleetText(found, styleFor(process.stdout)));
  return exitCodeOf(found);
}

/** An AWS that is silent takes minutes to be given up; nobody is left without a word for so long. */
async function patiently<T>(regions: readonly string[], ask: () => Promise<T>): Promise<T> {
  const tell = setInterval(() => {
    process.stderr.write(`Still waiting for AWS in ${regions.join(", ")}.\n`);
  }, 15_000);
  try {
    return await ask();
  } finally {
    clearInterval(tell);
  }
}

/** In another account nothing would be found, and every bot would look as if it had not been built. */
async function refuseOtherAccount(
  project: Project,
  files: readonly FileView[],
  region: string | undefined,
): Promise<void> {
  const readable = files.filter(({ error }) => error === undefined);
  const roles = readable.flatMap(({ stack }) => Object.values(peopleOfStack(project, stack)).flat());
  const named = [...new Set(roles.flatMap((arn) => /:iam::(\d{12}):/u.exec(arn)?.[1] ?? []))];
  if (region === undefined || named.length === 0) return;
  const aws = new Aws(region);
  try {
    const caller = await callerOf(aws).catch(() => undefined);
    if (caller === undefined || named.includes(caller.account)) return;
    throw new UserError(
      `The credentials here are of the account ${caller.account}, and the stack files name roles of ${named.join(", ")}. Sign in there, or name your own roles in them.`,
    );
  } finally {
    await aws.close();
  }
}

function exitCodeOf({ result }: Fleet): number {
  return { well: 0, attend: 1, unseen: 2 }[result];
}

function daysOf(text: string | undefined): number {
  if (text === undefined) return 90;
  if (!/^[1-9]\d{0,3}$/u.test(text))
    throw new UserError(`--max-key-age takes a whole number of days from 1 to 9999; found ${quoted(text)}.`);
  return Number(text);
}

/** What a stack's file says of its bot; a stack without one, such as the account's, has no more than a name and a region. */
function fileView(project: Project, stack: string): FileView {
  const unjudged = { stack, verdict: "unjudged", violations: 0, open: 0 } as const;
  try {
    const { values, secretKeys } = configurationOf(project, stack, stackFileOf(project, stack), new Map());
    const plain = (key: string): string | undefined => {
      const value = secretKeys.has(key) ? undefined : values.get(key);
      return value === "" ? undefined : value;
    };
    const [exchange, network, region] = [plain("bulkhead:exchange"), plain("bulkhead:network"), plain("aws:region")];
    const vpc = plain("bulkhead:vpc") ?? "own";
    const joined = /^shared:([^/]+)\//u.exec(vpc)?.[1];
    return {
      ...unjudged,
      ...(vpc === "own" ? {} : { sharesWith: joined === undefined ? {} : { joined } }),
      ...(network === undefined ? {} : { bot: plain("bulkhead:bot") ?? stack, network }),
      ...(exchange === undefined ? {} : { exchange }),
      ...(region === undefined ? {} : { region }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...unjudged, error: error.message };
  }
}

async function judge(project: Project, files: readonly FileView[], skip: boolean): Promise<readonly FileView[]> {
  const judged = files.filter(({ error }) => error === undefined);
  if (skip || judged.length === 0) return files;
  const outcomes = await runStacks(
    defaultSetting(project),
    judged.map(({ stack }) => stack),
    { fresh: false, goOn: true },
    verdictOf,
  );
  const byStack = new Map(judged.map(({ stack }, index) => [stack, outcomes[index]]));
  return files.map((file) => ({ ...file, ...byStack.get(file.stack) }));
}

function verdictOf(outcome: StackResult | string): Partial<FileView> {
  if (typeof outcome === "string") return { verdict: "undecided", error: outcome };
  const violations = outcome.verdicts.filter(refuses).length;
  const open = outcome.undecided.length + outcome.verdicts.filter(leavesOpen).length;
  return { verdict: violations > 0 ? "refused" : open > 0 ? "undecided" : "passed", violations, open };
}

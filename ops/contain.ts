import { join, resolve } from "node:path";
import { Aws } from "./aws/aws";
import { regionOfFlag } from "./aws/region";
import { keepEvidence } from "./contain/evidence";
import { containReport } from "./contain/report";
import { type ContainOptions, containSteps } from "./contain/steps";
import { type Target, targetOf } from "./contain/target";
import type { Entry } from "./journal/entry";
import { Journal, type JournalPlace } from "./journal/journal";
import { botStack, subjectOf } from "./stack/bot-stack";
import { operatorHostOf } from "./stack/operator-host";
import { keyPage } from "./exchange/key-pages";
import { everyStanding, standing } from "./stack/standing";
import { act, exitCode, journalsOf } from "./steps/act";
import { type Step, StepFailure } from "./steps/step";
import { UserError } from "./user-error";
import { many, one, type Values } from "./values";

/**
 * `bulkhead contain`: the kill switch of one bot, or of all. Cancels, revokes, locks, cuts off, and keeps going where a step
 * fails. Answers 0 when everything was done and shown, 1 when something was not.
 */
export async function contain(values: Values): Promise<number> {
  const folder = resolve(one(values.program) ?? ".");
  const all = values["all-bots"] === true;
  if (all === (one(values.stack) !== undefined)) {
    throw new UserError("bulkhead contain takes either --stack NAME or --all-bots with --region REGION.");
  }
  const regions = [...new Set(many(values.region).map(regionOfFlag))];
  const alien = (all ? ["operator-stack", "sub-account"] : ["region"]).find((flag) => values[flag] !== undefined);
  if (alien !== undefined) {
    throw new UserError(`bulkhead contain ${all ? "--all-bots" : "--stack"} takes no --${alien}.`);
  }
  if (all && regions.length === 0) {
    throw new UserError("bulkhead contain --all-bots needs --region REGION, once for each region that bots are in.");
  }
  return all ? containAll(values, folder, regions) : containOne(values, folder);
}

async function containOne(values: Values, folder: string): Promise<number> {
  const bot = botStack(values, "bulkhead contain");
  const [revokedBy, second] = many(values["revoked-by"]);
  if (second !== undefined) throw new UserError("--revoked-by may be repeated with --all-bots alone.");
  const operatorHost = operatorHostOf(values, bot, "bulkhead contain");
  const aws = quickAws(bot.region);
  try {
    const target = await targetOf(aws, await standing(aws, bot), {
      operatorHost,
      subAccount: one(values["sub-account"]),
    });
    const steps = containSteps(target, aws, { revokes: true, revokedBy, keep: keeper(folder) });
    const run = { stack: bot.stack, subject: subjectOf(bot), targets: [target], steps };
    return await carryOut(values, folder, run, aws);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const page = keyPage(bot.exchange.id, bot.network, bot.exchange.domains[0] ?? "");
    throw new UserError(
      `${error.message}\nDon't wait for it where the key has leaked: delete it at ${bot.exchange.title} by hand (${page}), then cancel the open orders there.`,
    );
  } finally {
    await aws.close();
  }
}

async function containAll(values: Values, folder: string, regions: readonly string[]): Promise<number> {
  const clouds = regions.map((region) => quickAws(region));
  try {
    const { found, unseen } = await everyTarget(clouds);
    const [first] = found;
    if (first === undefined) {
      throw new UserError(
        unseen.length > 0
          ? `${unseen.map(({ why }) => why).join("\n")}\nDon't wait for it where keys have leaked: delete them at the exchanges by hand, then cancel the open orders there.`
          : `Nothing in ${regions.join(", ")} carries the tag bulkhead:bot. Are these the account and its regions?`,
      );
    }
    // A master key goes last: it can still revoke what the bots' own keys can't, and a person may need it until then.
    const ordered = [...found].sort((a, b) => Number(isOperator(a.target)) - Number(isOperator(b.target)));
    const vouchers = vouchersOf(
      many(values["revoked-by"]),
      ordered.map(({ target }) => nameOf(target)),
    );
    const again = `bulkhead contain --all-bots ${regions.map((region) => `--region ${region}`).join(" ")} --yes`;
    const masters = ordered.filter(({ target }) => isOperator(target)).map(({ target }) => target);
    const steps: Step[] = unseen.map(({ id, what, why }) => ({
      ...{ id, title: `See ${what}`, from: "here", undo: "nothing to undo" },
      run: () => Promise.reject(new StepFailure(why)),
    }));
    const ofBots: string[] = [];
    for (const { aws, target } of ordered) {
      const name = nameOf(target);
      const own = containSteps({ ...target, operatorHost: masterOf(target, masters) }, aws, {
        revokes: true,
        revokedBy: vouchers.get(name),
        vouch: `${again} --revoked-by ${name}=YOUR-NAME`,
        keep: keeper(folder),
        prefix: `${name}/`,
        after: isOperator(target) ? ofBots : [],
      });
      steps.push(...own);
      if (!isOperator(target)) ofBots.push(...own.map(({ id }) => id).filter((id) => id.endsWith("/revoke-key")));
    }
    const targets = ordered.map(({ target }) => target);
    const subject = `${targets.map(nameOf).join(", ")} in ${regions.join(", ")}`;
    const warnings = unseen.map(({ what, why }) => `NOT CONTAINED is what could not be seen: ${what}. ${why}`);
    return await carryOut(values, folder, { stack: "all-bots", subject, targets, steps, warnings }, first.aws);
  } finally {
    await Promise.all(clouds.map((aws) => aws.close()));
  }
}

/** What could not be seen, and is not contained by this run. */
interface Unseen {
  readonly id: string;
  readonly what: string;
  readonly why: string;
}

interface Found {
  readonly aws: Aws;
  readonly target: Target;
}

/** Every bot of some regions. A region that does not answer, or a bot that is unclear, holds up no other. */
async function everyTarget(
  clouds: readonly Aws[],
): Promise<{ readonly found: readonly Found[]; readonly unseen: readonly Unseen[] }> {
  const unseen: Unseen[] = [];
  const attempt = async <Seen>(
    id: string,
    what: string,
    look: () => Promise<readonly Seen[]>,
  ): Promise<readonly Seen[]> => {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unseen.push({ id, what, why: error.message });
      return [];
    }
  };
  const found = await Promise.all(
    clouds.map((aws) =>
      attempt(`see-${aws.region}`, `the bots of ${aws.region}`, async () => {
        const all = await everyStanding(aws, undefined, ({ bot, network }, why) => {
          unseen.push({ id: `${bot}-${network}/see`, what: `what stands for ${bot} on ${network}`, why });
        });
        const targets = all.map((one) =>
          attempt(`${one.bot}-${one.network}/see`, `what stands for ${one.bot} on ${one.network}`, async () => [
            { aws, target: await targetOf(aws, one) },
          ]),
        );
        return (await Promise.all(targets)).flat();
      }),
    ),
  );
  return { found: found.flat(), unseen };
}

// In an incident an answer that takes ten seconds is none: what follows must not wait for it.
function quickAws(region: string): Aws {
  return new Aws(region, { requestTimeout: 5000 });
}

/** How a run of all bots names one: a bot of the other network may have its name. */
function nameOf({ standing: { bot, network } }: Target): string {
  return `${bot}-${network}`;
}

function isOperator({ standing: { kind } }: Target): boolean {
  return kind === "operator";
}

/** The host with the master key of a bot's exchange and network, where there is exactly one. */
function masterOf(target: Target, masters: readonly Target[]): Target["operatorHost"] {
  if (isOperator(target)) return undefined;
  const own = masters.filter(({ exchange, network, standing: { host } }) => {
    return host !== undefined && exchange === target.exchange && network === target.network;
  });
  return own.length === 1 ? own[0]?.host : undefined;
}

/** Who vouches for which bot: `--revoked-by grid-mainnet=Ann`. Throws UserError for a bot that is not there. */
function vouchersOf(said: readonly string[], names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    said.map((text) => {
      const name = text.slice(0, Math.max(0, text.indexOf("=")));
      const who = text.slice(name.length + 1);
      if (who.trim() === "" || !names.includes(name)) {
        throw new UserError(
          `--revoked-by takes BOT=NAME with --all-bots, once for each key that NAME deleted; BOT is one of ${names.join(", ")}.`,
        );
      }
      return [name, who];
    }),
  );
}

/** What one run contains. */
interface Containment {
  readonly stack: string;
  readonly subject: string;
  readonly targets: readonly Target[];
  readonly steps: readonly Step[];
  readonly warnings?: readonly string[];
}

/** Hours for which what was done counts as done still: afterwards what was locked may be open again. */
const takeUpHours = 6;

/** A journal that can't be read is passed over: nothing about it must hold up a containment. */
function readable(read: () => readonly Entry[]): readonly Entry[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`warning: ${error.message}\n`);
    return [];
  }
}

/** The entries of a containment that was done, lately, and not released since: the host that it cut off can show nothing any more. */
function stillContained(contained: readonly Entry[], released: readonly Entry[]): readonly Entry[] {
  const [began, ended] = [contained[0], contained.at(-1)];
  const isDone = ended?.kind === "run-ended" && ended.facts.outcome === "done";
  const isLate = Date.now() - Date.parse(began?.at ?? "") > takeUpHours * 3_600_000;
  const isReleased = (released[0]?.at ?? "") > (began?.at ?? "");
  return isDone && !isLate && !isReleased ? contained : [];
}

async function carryOut(
  values: Values,
  folder: string,
  { stack, subject, targets, steps, warnings = [] }: Containment,
  aws: Aws,
): Promise<number> {
  const began = performance.now();
  const place = (command: string): JournalPlace => ({ folder: journalsOf(values, folder), stack, command });
  const before = readable(() => Journal.newest(place("contain")));
  const isUndone = targets.some(({ standing }) => {
    const prefix = stack === "all-bots" ? `${standing.bot}-${standing.network}/` : "";
    const wasCutOff = before.some(({ kind, step }) => kind === "step-done" && step === `${prefix}isolate-host`);
    return wasCutOff && standing.host?.isCutOff === false;
  });
  if (isUndone) process.stderr.write("What the run before did was undone since: this one begins anew.\n");
  const acted = await act(isUndone ? { ...values, "new-run": true } : values, {
    command: "contain",
    ...{ stack, subject, folder },
    facts: { reason: one(values.reason) ?? null, bots: targets.map(({ standing: { bot } }) => bot) },
    steps,
    aws,
    takeUpHours,
    earlier: stillContained(
      before,
      readable(() => Journal.newest(place("release"))),
    ),
    isUrgent: true,
    warnings: [
      ...warnings,
      ...(steps.some(({ id }) => id.endsWith("revoke-key")) ? [] : ["The key at the exchange is not revoked."]),
    ],
  });
  if (acted === undefined) return 0;
  process.stdout.write(
    containReport({
      ...acted,
      stack,
      targets,
      seconds: (performance.now() - began) / 1000,
      asJson: values.json === true,
    }),
  );
  return exitCode(acted);
}

function keeper(folder: string): ContainOptions["keep"] {
  return (found) => keepEvidence(join(folder, ".bulkhead", "evidence"), found);
}

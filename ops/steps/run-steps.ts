import { unexplained } from "../aws/explained";
import type { Facts } from "../journal/entry";
import type { Journal } from "../journal/journal";
import { LeftToAPerson, type Outcome, RunOver, type Step, StepFailure } from "./step";

/** Told of every step as it begins and ends. */
export type Watcher = (step: Step, outcome: Outcome | undefined) => void;

/**
 * Runs steps, each as soon as those before it have ended, side by side where their order allows. Every step is in the
 * journal before it acts and when it has ended. Goes on where a step fails; only what needs it is not tried. Steps that a
 * run before has done are not done again. Answers the outcome of each, in the order given.
 */
export async function runSteps(
  steps: readonly Step[],
  journal: Journal,
  watch: Watcher = () => undefined,
): Promise<ReadonlyMap<Step, Outcome>> {
  const running = new Map<string, Promise<Outcome>>();
  const ordered = new Map<Step, Promise<Outcome>>();
  for (const step of steps) {
    const before = [...(step.after ?? []), ...(step.needs ?? [])].map((id) => {
      const one = running.get(id);
      // A step stands behind those that it follows: so there is no circle.
      if (one === undefined) throw new Error(`Step ${step.id} follows ${id}, which is not before it.`);
      return one;
    });
    const needed = (step.needs ?? []).map((id) => ({ id, outcome: running.get(id) }));
    const outcome = Promise.all(before).then(async () => {
      for (const { id, outcome: one } of needed) {
        if ((await one)?.kind !== "done") return skipped(step, `${id} is not done`, journal, watch);
      }
      return runStep(step, journal, watch);
    });
    running.set(step.id, outcome);
    ordered.set(step, outcome);
  }
  // A journal that can't be written ends everything, but not before what is under way has ended.
  const ended = await Promise.allSettled(ordered.values());
  const broken = ended.find((one) => one.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  const outcomes = new Map<Step, Outcome>();
  for (const [step, outcome] of ordered) outcomes.set(step, await outcome);
  return outcomes;
}

async function runStep(step: Step, journal: Journal, watch: Watcher): Promise<Outcome> {
  const earlier = step.again === true ? undefined : journal.done(step.id);
  if (earlier !== undefined) {
    const outcome: Outcome = { kind: "done", facts: earlier, milliseconds: 0, earlier: true };
    watch(step, outcome);
    return outcome;
  }
  const mayHaveHappened = journal.begun(step.id);
  journal.append("step-begun", {}, step.id);
  watch(step, undefined);
  const begun = performance.now();
  const outcome = await attempt(step, journal, mayHaveHappened, begun);
  if (outcome.kind === "done") {
    journal.append("step-done", { ...outcome.facts, milliseconds: outcome.milliseconds }, step.id);
  } else if (outcome.kind === "failed") {
    journal.append("step-failed", { why: outcome.why, milliseconds: outcome.milliseconds }, step.id);
  } else if (outcome.kind === "left to a person") {
    const { what, link, check } = outcome;
    journal.append("step-left-to-a-person", { what, link, check }, step.id);
  }
  watch(step, outcome);
  return outcome;
}

async function attempt(step: Step, journal: Journal, mayHaveHappened: boolean, begun: number): Promise<Outcome> {
  const patience = step.patience ?? 60_000;
  const control = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      control.abort();
      reject(new StepFailure(`no end after ${Math.round(patience / 1000)} s; it may still have happened`));
    }, patience);
  });
  const since = (): number => Math.round(performance.now() - begun);
  try {
    const facts: Facts = await Promise.race([
      step.run({ run: journal.run, facts: (id) => journal.done(id), mayHaveHappened, signal: control.signal }),
      late,
    ]);
    return { kind: "done", facts, milliseconds: since(), earlier: false };
  } catch (error) {
    if (error instanceof LeftToAPerson) {
      return { kind: "left to a person", what: error.what, link: error.link, check: error.check };
    }
    // Of an error that is not ours the name alone: its message may repeat what was sent.
    const why = error instanceof StepFailure ? error.message : unexplained(error);
    return { kind: "failed", why, milliseconds: since(), ...(error instanceof RunOver ? { isOver: true } : {}) };
  } finally {
    clearTimeout(timer);
  }
}

function skipped(step: Step, why: string, journal: Journal, watch: Watcher): Outcome {
  journal.append("step-skipped", { why }, step.id);
  const outcome: Outcome = { kind: "skipped", why };
  watch(step, outcome);
  return outcome;
}

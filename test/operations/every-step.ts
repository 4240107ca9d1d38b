import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AwsFault } from "./aws-front";
import type { Done, Running, World } from "./world";

/** A command that is interrupted, and what has to hold all the same. `T` is what a run works on: a bot of its own. */
export interface Interrupted<T> {
  /** Makes what one run works on. It is made afresh for each. */
  readonly prepare: () => Promise<T>;
  /** The words of `bulkhead`. */
  readonly words: (on: T) => readonly string[];
  readonly running?: (on: T) => Running;
  /** A folder whose growth is a step too: the journal's. */
  readonly journal?: (on: T) => string;
  /** Right after the interruption, before the command is run again: what must never be, not even for a moment. */
  readonly between?: (on: T, at: Interruption) => Promise<void> | void;
  /** After the second run. */
  readonly check: (on: T, second: Done, at: Interruption) => Promise<void> | void;
  /**
   * How calls of AWS fail, each in turn, beside the kills.
   * @default ["denied", "server-error", "cut-after"]
   */
  readonly faults?: readonly AwsFault[];
}

/** Where a run was interrupted. */
export interface Interruption {
  /** A call, such as `aws kms DisableKey`, or `journal`. */
  readonly step: string;
  /** Which one of that name, counted from 1; the same call several times in a row counts once. */
  readonly nth: number;
  /** Killed before or after it; or how it failed. */
  readonly how: "killed before" | "killed after" | AwsFault;
}

/**
 * Runs a command once to see its steps, then once for each step, killed there, and once for each call of AWS, made to fail there;
 * each time the command runs again and the check is asked. Calls of the command's own do not happen when it is killed before
 * them; those of a host that it set to work do, as in life. Answers and prints the number of runs.
 */
export async function everyStep<T>(world: World, trial: Interrupted<T>): Promise<number> {
  const steps = await stepsOf(world, trial);
  const faults = trial.faults ?? ["denied", "server-error", "cut-after"];
  let runs = 1;
  for (const { step, nth, ours } of steps) {
    const hows: Interruption["how"][] = ["killed before", "killed after"];
    if (step === "journal") hows.shift();
    if (step.startsWith("aws ") && ours) hows.push(...faults);
    for (const how of hows) {
      const at: Interruption = { step, nth, how };
      const on = await trial.prepare();
      await interrupted(world, trial, on, at);
      quiet(world);
      await trial.between?.(on, at);
      const second = await world.bulkhead(trial.words(on), trial.running?.(on));
      await trial.check(on, second, at);
      runs += 2;
    }
  }
  process.stdout.write(`${runs} runs, interrupted at ${steps.length} steps\n`);
  return runs;
}

interface Step {
  readonly step: string;
  readonly nth: number;
  /** Made by the command itself, not by a host. */
  readonly ours: boolean;
}

/** Names steps as they come: several of one name in a row are one. */
class Namer {
  readonly steps: Step[] = [];
  readonly #counts = new Map<string, number>();

  next(step: string, ours: boolean): Step {
    const last = this.steps.at(-1);
    if (last?.step === step) return last;
    const nth = (this.#counts.get(step) ?? 0) + 1;
    this.#counts.set(step, nth);
    const named = { step, nth, ours };
    this.steps.push(named);
    return named;
  }
}

async function stepsOf<T>(world: World, trial: Interrupted<T>): Promise<readonly Step[]> {
  const on = await trial.prepare();
  const namer = new Namer();
  watch(world, (name, _, ours) => void namer.next(name, ours));
  const stop = watchJournal(trial.journal?.(on), () => void namer.next("journal", true));
  const first = await world.bulkhead(trial.words(on), trial.running?.(on));
  stop();
  quiet(world);
  if (namer.steps.length === 0) throw new Error(`the command made no step: ${first.out}${first.err}`);
  return namer.steps;
}

async function interrupted<T>(world: World, trial: Interrupted<T>, on: T, at: Interruption): Promise<void> {
  const namer = new Namer();
  let child: ChildProcess | undefined;
  let ended = false;
  const here = ({ step, nth }: Step): boolean => step === at.step && nth === at.nth;
  const kill = (): void => {
    ended = true;
    child?.kill("SIGKILL");
  };
  watch(world, (name, phase, ours) => {
    // What a killed process sent is never answered, and what it had not sent never comes.
    if (ended && ours) throw new Error("the command is dead");
    const step =
      phase === "before"
        ? namer.next(name, ours)
        : (namer.steps.findLast((one) => one.step === name) ?? namer.next(name, ours));
    if (!here(step) || `killed ${phase}` !== at.how) return;
    kill();
    if (ours && phase === "before") throw new Error("the command is dead");
  });
  if (at.how !== "killed before" && at.how !== "killed after") {
    // Past the client's own attempts, which would hide it.
    world.aws.misbehave({ call: at.step.slice("aws ".length), nth: at.nth, times: 8, fault: at.how });
  }
  const stop = watchJournal(trial.journal?.(on), () => {
    if (at.step === "journal" && here(namer.next("journal", true))) kill();
  });
  const running = trial.running?.(on);
  await world.bulkhead(trial.words(on), {
    ...running,
    onStart: (started) => {
      child = started;
      running?.onStart?.(started);
    },
  });
  stop();
}

function watch(world: World, seen: (name: string, phase: "before" | "after", ours: boolean) => void): void {
  const hosts = new Set(world.hosts.map(({ address }) => address));
  world.aws.onCall = (name, phase, from) => {
    seen(name, phase, !hosts.has(from));
  };
  world.exchanges.onCall = (name, phase, from) => {
    seen(name, phase, !hosts.has(from));
  };
}

function quiet(world: World): void {
  world.aws.onCall = () => undefined;
  world.exchanges.onCall = () => undefined;
  world.aws.behave();
  world.exchanges.behave();
}

/** Tells of every growth of a folder; answers how to stop. */
function watchJournal(folder: string | undefined, grown: () => void): () => void {
  if (folder === undefined) return () => undefined;
  let size = sizeOf(folder);
  const timer = setInterval(() => {
    const now = sizeOf(folder);
    if (now > size) grown();
    size = now;
  }, 5);
  return () => {
    clearInterval(timer);
  };
}

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

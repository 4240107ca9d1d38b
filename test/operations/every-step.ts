import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../detection/generate/random";
import type { AwsFault } from "./aws-front";
import type { Done, Running, World } from "./world";

/** A command that is interrupted, and what has to hold all the same. `T` is what a run works on: a bot of its own. */
export interface Interrupted<T> {
  /** Makes what one run works on. It is made afresh for each. */
  readonly prepare: () => Promise<T>;
  /** The words of `bulkhead`. */
  readonly words: (on: T) => readonly string[];
  readonly running?: (on: T) => Running;
  /** Folder of the journals. */
  readonly journals: (on: T) => string;
  /** Right after the interruption, before the command is run again: what must never be, not even for a moment. */
  readonly between?: (on: T, first: Done, at: Interruption) => Promise<void> | void;
  /** After the second run. Answers how often the command ran besides. */
  readonly check: (on: T, second: Done, at: Interruption) => Promise<number> | number;
  /** Ends what `prepare` made. */
  readonly finish?: (on: T) => Promise<void> | void;
}

/** Where a run was interrupted. */
export interface Interruption {
  /** A call, such as `aws kms DisableKey` or `bybit POST /v5/user/delete-sub-api`. */
  readonly step: string;
  /** Which one of that name, counted from 1. */
  readonly nth: number;
  /** Killed before or after it; or how it failed. */
  readonly how: "killed before" | "killed after" | AwsFault;
}

/** What was run. */
export interface Tally {
  /** Calls in which a run can be interrupted, hosts' and exchanges' included. */
  readonly steps: number;
  /** Interruptions that there are in all. */
  readonly possible: number;
  readonly killed: number;
  readonly failed: number;
  /** Runs of the command, the first look and the second ones included. */
  readonly runs: number;
}

/** How many interruptions are tried: all, or so many that a seed chooses. */
export type Extent = "all" | { readonly sample: number; readonly seed: string };

/**
 * Runs a command once to see its calls, then once for each interruption: killed (SIGKILL) between any two things that it or a host
 * changes, in AWS, at the exchange or in its journal, and each call of its own to AWS refused, or done and its answer lost. Each
 * time the command runs again and the check is asked. A call that the command had not sent when it was killed never happens; a
 * host that it set to work goes on, as in life.
 */
export async function everyStep<T>(world: World, trial: Interrupted<T>, extent: Extent): Promise<Tally> {
  const steps = await stepsOf(world, trial);
  const possible = interruptionsOf(steps);
  const tried = extent === "all" ? possible : chosen(possible, extent.sample, new Random(extent.seed));
  const tally = { steps: steps.length, possible: possible.length, killed: 0, failed: 0, runs: 1 };
  for (const at of tried) {
    const on = await trial.prepare();
    const first = await interrupted(world, trial, on, at);
    await trial.between?.(on, first, at);
    const second = await world.bulkhead(trial.words(on), trial.running?.(on));
    tally.runs += 2 + (await trial.check(on, second, at));
    await trial.finish?.(on);
    tally[at.how.startsWith("killed") ? "killed" : "failed"]++;
  }
  return tally;
}

interface Step {
  readonly step: string;
  readonly nth: number;
  /** Made by the command itself, not by a host. */
  readonly ours: boolean;
  readonly changes: boolean;
  /** What there was before it, and after it: how many calls had changed something, and how long the journals were. */
  readonly before: string;
  readonly after: string;
}

/**
 * Where to interrupt. A kill leaves nothing but what is in AWS, at the exchange and in the journals: of places where these are the
 * same one is tried. A call that only reads fails in one way, one that changes something also with its answer lost.
 */
function interruptionsOf(steps: readonly Step[]): Interruption[] {
  const seen = new Set<string>();
  return steps.flatMap(({ step, nth, ours, changes, before, after }) => {
    const hows: Interruption["how"][] = [];
    if (!seen.has(before)) hows.push("killed before");
    if (changes && !seen.has(after)) hows.push("killed after");
    seen.add(before);
    if (changes) seen.add(after);
    if (ours && step.startsWith("aws ")) hows.push("denied", ...(changes ? ["cut-after" as const] : []));
    return hows.map((how) => ({ step, nth, how }));
  });
}

function chosen<Item>(items: readonly Item[], count: number, random: Random): readonly Item[] {
  const left = items.map((item, index) => ({ item, index }));
  const taken: typeof left = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(random.below(left.length), 1));
  return taken.sort((a, b) => a.index - b.index).map(({ item }) => item);
}

/** Numbers calls by name. How often a command asks whether a host has ended is chance: it counts once for each thing sent. */
class Counter {
  readonly #counts = new Map<string, number>();
  #hasAsked = false;

  next(step: string): number | undefined {
    if (step === "aws ssm SendCommand") this.#hasAsked = false;
    if (step === "aws ssm ListCommandInvocations") {
      if (this.#hasAsked) return undefined;
      this.#hasAsked = true;
    }
    const nth = (this.#counts.get(step) ?? 0) + 1;
    this.#counts.set(step, nth);
    return nth;
  }
}

async function stepsOf<T>(world: World, trial: Interrupted<T>): Promise<readonly Step[]> {
  const on = await trial.prepare();
  const counter = new Counter();
  const steps: Step[] = [];
  let changed = 0;
  const state = (): string => `${changed} ${sizeOf(trial.journals(on))}`;
  watch(world, (step, phase, ours) => {
    const nth = phase === "before" ? counter.next(step) : undefined;
    if (nth === undefined) return;
    const changes = !/^(?:aws \S+ (?:Describe|Filter|Generate|Get|List|Lookup)|\S+ GET )/u.test(step);
    const before = state();
    if (changes) changed++;
    steps.push({ step, nth, ours, changes, before, after: state() });
  });
  const first = await world.bulkhead(trial.words(on), trial.running?.(on));
  quiet(world);
  await trial.finish?.(on);
  if (steps.length === 0) throw new Error(`the command made no step: ${first.out}${first.err}`);
  return steps;
}

async function interrupted<T>(world: World, trial: Interrupted<T>, on: T, at: Interruption): Promise<Done> {
  const counter = new Counter();
  let child: ChildProcess | undefined;
  const the: { call: "ahead" | "reached"; command: "alive" | "dead" } = { call: "ahead", command: "alive" };
  const kill = (): void => {
    the.command = "dead";
    child?.kill("SIGKILL");
  };
  watch(world, (step, phase, ours) => {
    // What a killed process sent is never answered, and what it had not sent never comes.
    if (the.command === "dead" && ours) throw new Error("the command is dead");
    const isHere =
      phase === "before"
        ? counter.next(step) === at.nth && step === at.step
        : the.call === "reached" && the.command === "alive" && step === at.step && at.how === "killed after";
    if (!isHere) return;
    the.call = "reached";
    if (`killed ${phase}` === at.how) kill();
    if (at.how === "killed before" && ours) throw new Error("the command is dead");
    if (at.how !== "denied" && at.how !== "cut-after") return;
    // From this call on; as often as the client tries again what may pass.
    const call = step.slice("aws ".length);
    world.aws.misbehave({ call, times: at.how === "denied" ? 1 : 3, fault: at.how });
  });
  const running = trial.running?.(on);
  const done = await world.bulkhead(trial.words(on), {
    ...running,
    onStart: (started) => {
      child = started;
      running?.onStart?.(started);
    },
  });
  quiet(world);
  if (the.call === "ahead")
    throw new Error(`no ${at.step} number ${at.nth} was made this time: ${done.out}${done.err}`);
  return done;
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

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl"))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

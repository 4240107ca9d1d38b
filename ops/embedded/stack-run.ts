import { relative } from "node:path";
import { UserError } from "../user-error";
import { Child, type Ending } from "./child";
import { configurationOf, type Configuration } from "./configuration";
import type { CanaryShape } from "./canary";
import type { Deployment, Message, ReportedResource } from "./deployment";
import { Door } from "./door";
import { failureText } from "./failure-text";
import type { Judgement } from "./judge";
import type { Properties } from "./properties";
import { childEnvironment, startProgram, type ProgramCommand } from "./program";
import type { Pack } from "./pack";
import { startPack, type PackFolder } from "./pack-folder";
import { stackFileOf, type Project } from "./project";
import { identityOf } from "./provider/identity";
import type { Invented } from "./provider/provider";
import type { Typings } from "./provider/typings";
import type { StackOutputs } from "./stack-outputs";
import type { WarmProgram } from "./warm-program";

/** Everything that the stacks of one check share. */
export interface Setting {
  readonly project: Project;
  readonly command: ProgramCommand;
  readonly packFolder: PackFolder;
  readonly typings: Typings;
  readonly stackOutputs: StackOutputs;
  readonly shapes: ReadonlyMap<string, CanaryShape>;
  /** Silence of the program after which it counts as hung. */
  readonly timeoutSeconds: number;
}

/** One stack, run and judged. */
export interface StackResult extends Judgement {
  readonly stack: string;
  /** Stack file, relative to the project; undefined where a state is judged without one. */
  readonly file: string | undefined;
  readonly resources: readonly ReportedResource[];
  /** Inputs and outputs by URN. Not for reports: values may be secret. */
  readonly properties: ReadonlyMap<string, Properties>;
  /** What the program logged and printed, with stand-ins masked. */
  readonly messages: readonly Message[];
}

/** What is kept from one stack to the next. */
export interface Warm {
  readonly pack?: Pack;
  readonly program?: WarmProgram;
}

/** Runs the program under one stack file and has the pack judge it. Throws UserError where it can't be judged. */
export async function runStack(
  setting: Setting,
  stack: string,
  warm: Warm,
): Promise<{ readonly result: StackResult; readonly pack: Pack }> {
  const { command, project, shapes, packFolder, typings, stackOutputs } = setting;
  const file = stackFileOf(project, stack);
  const configuration = configurationOf(project, stack, file, shapes);
  const silence = new Silence(setting.timeoutSeconds, stack);
  const onActivity = (): void => {
    silence.broken();
  };
  const door = new Door();
  const address = await door.listen();
  // Pack and program take as long to start as what answers them takes to load: all three side by side.
  const started = warm.pack ?? startPack(packFolder, project, stack, configuration, childEnvironment());
  const warmProgram = warm.program?.usable === true ? warm.program : undefined;
  const warmRun = warmProgram?.run(stack, configuration, address, onActivity);
  const child =
    warmRun === undefined ? startProgram(command, project, stack, configuration, address, onActivity) : undefined;
  const { Pack: PackClient } = await import("./pack.js");
  const { Judge } = await import("./judge.js");
  const { Deployment: Services } = await import("./deployment.js");
  const { Provider } = await import("./provider/provider.js");
  const pack = started instanceof Child ? new PackClient(started, packFolder.configs) : started;
  const judge = new Judge(pack, project, stack, configuration);
  const invented: Invented = { world: new Set(), canaries: [] };
  const provider = new Provider(identityOf(configuration.values), typings, invented);
  const deployment = new Services({
    project,
    stack,
    configuration,
    provider,
    typings,
    stackOutputs,
    judge,
    onActivity,
  });
  const mask = maskOf(configuration, invented);
  try {
    deployment.serve(door);
    const stopped = Promise.race([deployment.failed, silence.tooLong, judge.failed]);
    stopped.catch(() => undefined);
    let printed: string;
    if (child === undefined) {
      const run = await Promise.race([warmRun, stopped]).catch(() => undefined);
      if (run === undefined) {
        // Whatever the doubt is, a fresh process settles it, with the error that belongs to it.
        warmProgram?.stop();
        await judge.quiet();
        return await runStack(setting, stack, { pack });
      }
      printed = run.printed;
    } else {
      printed = await ended(setting, stack, child, deployment, stopped);
    }
    const judgement = await Promise.race([judge.finish(invented.world), deployment.failed]);
    const messages = await Promise.all(
      deployment.messages.map(async (message) => ({ ...message, text: await mask(message.text) })),
    );
    const text = await mask(printed.trim());
    return {
      pack,
      result: {
        stack,
        file: relative(project.folder, file),
        resources: deployment.resources,
        properties: deployment.properties,
        messages: text === "" ? messages : [...messages, { severity: "info", text }],
        ...judgement,
      },
    };
  } catch (error) {
    pack.stop();
    throw error instanceof UserError ? new UserError(await mask(error.message)) : error;
  } finally {
    silence.end();
    deployment.close();
    door.close();
  }
}

/** Waits for a program that has a process of its own; answers what it printed. */
async function ended(
  { command, project }: Setting,
  stack: string,
  child: Child,
  deployment: Deployment,
  stopped: Promise<never>,
): Promise<string> {
  let ending: Ending;
  try {
    ending = await Promise.race([child.ended, stopped]);
  } finally {
    child.kill();
  }
  const { stdout, stderr } = child;
  // The SDK notices an early exit by what is left open; without its notice the missing goodbye shows it.
  const early = ending.code === 0 ? command.signals && !deployment.finished : leftOpen.test(stderr.text);
  if (early) {
    throw new UserError(
      `Stack ${stack}: the program ended before it was done, as process.exit() makes it, or waiting for what never comes. What it would have made after that is unknown.`,
    );
  }
  if (ending.code !== 0) {
    const said = failureText(deployment.messages, stderr.text, stdout.text, project);
    if (said === "" && ending.code !== null) {
      throw new UserError(
        `Stack ${stack}: the program failed: it ended with exit code ${ending.code} and said nothing, as process.exit(${ending.code}) makes it. Throw an error that says why instead.`,
      );
    }
    throw new UserError(
      `Stack ${stack}: the program failed${ending.signal === null ? "" : ` (${ending.signal})`}.${said}`,
    );
  }
  return `${stdout.text}${stderr.text}`;
}

/** Watches that a program shows signs of life. */
class Silence {
  readonly #timer: NodeJS.Timeout;
  #last = Date.now();
  /** Rejects where none came for too long. */
  readonly tooLong: Promise<never>;

  constructor(seconds: number, stack: string) {
    let tell: (error: Error) => void = () => undefined;
    this.tooLong = new Promise((_, reject) => {
      tell = reject;
    });
    // On a busy machine the time may be over before anybody waits for it.
    this.tooLong.catch(() => undefined);
    const look = (): void => {
      if (Date.now() - this.#last < seconds * 1000) return;
      tell(
        new UserError(
          `Stack ${stack}: the program gave no sign of life for ${seconds} s and was stopped. Does it wait for something, or never end? --timeout SECONDS waits longer.`,
        ),
      );
    };
    this.#timer = setInterval(look, Math.min(1000, seconds * 100));
  }

  broken(): void {
    this.#last = Date.now();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

/**
 * Hides what a program prints but must not be seen: every stand-in, so that nobody takes one for a secret, every plain value
 * of the configuration whose name says that it is a secret, and every credential that the detectors know.
 */
function maskOf(configuration: Configuration, invented: Invented): (text: string) => Promise<string> {
  return async (text) => {
    if (text === "") return text;
    let masked = text;
    for (const value of [...configuration.canaries, ...invented.canaries])
      masked = masked.replaceAll(value, "[secret]");
    const { secretTexts } = await import("./secret-texts.js");
    for (const value of secretTexts(configuration))
      masked =
        value.length < shortest ? masked.replaceAll(`'${value}'`, "'[secret]'") : masked.replaceAll(value, "[secret]");
    const { scan } = await import("../../policies/detection/engine.js");
    const { findings, complete } = scan(masked);
    if (!complete) return "[not shown: too much to look through for secrets]";
    // From the last to the first; a range that reaches into a later one has been hidden with it.
    let hidden = masked.length;
    for (const { start, end } of [...findings].sort((one, other) => other.end - one.end || other.start - one.start)) {
      if (start >= hidden) continue;
      masked = `${masked.slice(0, start)}[secret]${masked.slice(Math.min(end, hidden))}`;
      hidden = start;
    }
    return masked;
  };
}

// A shorter text stands in words by chance; the SDK puts values in quotes.
const shortest = 5;

const leftOpen = /Pulumi runtime detected that \d{1,9} promises? (?:was|were) still active/u;

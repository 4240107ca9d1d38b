import { join } from "node:path";
import { Child, type Ending } from "./child";
import type { Configuration } from "./configuration";
import type { WarmAnswer, WarmRequest } from "./preload/warm";
import { childEnvironment, runVariables, stackEnvironment, type ProgramCommand } from "./program";
import { findUp, readJson, type Project } from "./project";

/** A run in a warm child that is as good as one in a fresh process. */
export interface WarmRun {
  /** What the program printed. */
  readonly printed: string;
}

/** A child that runs a program under one stack after another. It is replaced as soon as a run leaves anything behind. */
export class WarmProgram {
  readonly #command: ProgramCommand;
  readonly #project: Project;
  #child: Child | undefined;
  #heard: ((answer: WarmAnswer | Ending) => void) | undefined;
  #doubts = 0;
  #onOutput: () => void = () => undefined;

  constructor(command: ProgramCommand, project: Project) {
    this.#command = command;
    this.#project = project;
  }

  /** Programs that can't be unloaded (ES modules) and SDKs that don't say when they are done need fresh processes. */
  static suits(command: ProgramCommand, project: Project): boolean {
    const manifest = findUp(project.programFolder, "package.json");
    return command.signals && manifest !== undefined && readJson(manifest)?.type !== "module";
  }

  /** Whether warm runs are worth another try: what is doubtful under two stacks is under most. */
  get usable(): boolean {
    return this.#doubts < 2;
  }

  /** Runs the program under a stack; undefined where only a fresh process can tell what it does. */
  async run(
    stack: string,
    configuration: Configuration,
    address: string,
    onOutput: () => void,
  ): Promise<WarmRun | undefined> {
    const project = this.#project;
    this.#onOutput = onOutput;
    const child = (this.#child ??= this.#start());
    child.stdout.clear();
    child.stderr.clear();
    const request: WarmRequest = {
      command: this.#command.path,
      entry: project.entry,
      folder: project.programFolder,
      environment: {
        ...(childEnvironment() as Record<string, string>),
        PWD: project.programFolder,
        ...stackEnvironment(project, configuration),
        ...runVariables(project, stack, address),
      },
    };
    const answer = await new Promise<WarmAnswer | Ending>((resolve) => {
      this.#heard = resolve;
      child.send(request);
    });
    const done = "kind" in answer && answer.kind === "done";
    if (!done) this.#doubts++;
    // The last lines may still be in the pipe.
    await new Promise((resolve) => setImmediate(resolve));
    const printed = `${child.stdout.text}${child.stderr.text}`;
    if (!done || answer.stale) {
      child.kill();
      this.#child = undefined;
    }
    return done ? { printed } : undefined;
  }

  stop(): void {
    this.#child?.kill();
    this.#child = undefined;
  }

  #start(): Child {
    const preload = join(__dirname, "preload");
    const child = new Child(
      [...this.#project.nodeArguments, "--require", join(preload, "start.js"), join(preload, "warm.js")],
      {
        cwd: this.#project.programFolder,
        env: { ...childEnvironment(), PWD: this.#project.programFolder },
        onOutput: () => {
          this.#onOutput();
        },
        onMessage: (message) => this.#heard?.(message as WarmAnswer),
      },
    );
    child.ended.then(
      (ending) => {
        if (this.#child === child || this.#child === undefined) this.#heard?.(ending);
      },
      () => undefined,
    );
    return child;
  }
}

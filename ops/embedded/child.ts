import { spawn, type ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";

/** How a child ended: by exit code or by signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const living = new Set<ChildProcess>();
let watching = false;

/** A Node process of ours. It never outlives us, and what it prints is kept only up to a bound. */
export class Child {
  readonly #process: ChildProcess;
  readonly stdout: Tail;
  readonly stderr: Tail;
  readonly ended: Promise<Ending>;

  constructor(
    args: readonly string[],
    options: {
      readonly cwd: string;
      readonly env: NodeJS.ProcessEnv;
      readonly onOutput?: () => void;
      readonly onMessage?: (message: unknown) => void;
    },
  ) {
    watch();
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe", options.onMessage === undefined ? "ignore" : "ipc"],
    });
    this.#process = child;
    living.add(child);
    this.stdout = new Tail(child.stdout, options.onOutput);
    this.stderr = new Tail(child.stderr, options.onOutput);
    if (options.onMessage !== undefined) child.on("message", options.onMessage);
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        living.delete(child);
        resolve({ code, signal });
      });
    });
  }

  send(message: object): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}

const bound = 8_192;

/** The beginning and the end of a stream; what lies between is only counted. */
export class Tail {
  #head = "";
  #rest = "";
  #dropped = 0;
  #listener: ((text: string) => void) | undefined;

  constructor(stream: NodeJS.ReadableStream | null, onOutput: (() => void) | undefined) {
    const decoder = new StringDecoder("utf8");
    stream?.on("data", (chunk: Buffer) => {
      onOutput?.();
      this.#add(decoder.write(chunk));
    });
  }

  /** Forgets what was heard so far: a warm child begins another stack. */
  clear(): void {
    this.#head = "";
    this.#rest = "";
    this.#dropped = 0;
  }

  /** Hears what is added from now on, and at once what is there already. */
  listen(listener: (text: string) => void): void {
    if (this.#head !== "") listener(this.#head);
    this.#listener = listener;
  }

  #add(text: string): void {
    this.#listener?.(text);
    const free = bound - this.#head.length;
    if (free > 0) this.#head += text.slice(0, free);
    const over = free > 0 ? text.slice(free) : text;
    if (over === "") return;
    this.#rest += over;
    if (this.#rest.length > 2 * bound) {
      this.#dropped += this.#rest.length - bound;
      this.#rest = this.#rest.slice(-bound);
    }
  }

  get text(): string {
    return this.#dropped === 0
      ? this.#head + this.#rest
      : `${this.#head}\n… ${this.#dropped} characters left out …\n${this.#rest}`;
  }
}

function watch(): void {
  if (watching) return;
  watching = true;
  const killAll = (): void => {
    for (const child of living) child.kill("SIGKILL");
  };
  process.on("exit", killAll);
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.on(signal, () => {
      killAll();
      process.exit(code);
    });
  }
}

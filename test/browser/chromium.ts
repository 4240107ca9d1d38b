import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

type Message = Readonly<Record<string, unknown>>;
type Hear = (params: Message) => void;

/** A headless Chromium of its own, spoken to over a pipe in its DevTools protocol. */
export class Chromium {
  readonly #profile = mkdtempSync(join(tmpdir(), "bulkhead-chromium-"));
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { done: (result: Message) => void; fail: (error: Error) => void }>();
  readonly #hearing = new Map<string, Hear[]>();
  #last = 0;
  #rest = "";

  constructor() {
    const child = spawn(
      process.env.CHROMIUM ?? "chromium",
      [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--remote-debugging-pipe",
        `--user-data-dir=${this.#profile}`,
        "about:blank",
      ],
      // In a group of its own, so that its children end with it.
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
    );
    this.#process = child;
    const fail = (error: Error): void => {
      for (const { fail: refuse } of this.#waiting.values()) refuse(error);
      this.#waiting.clear();
    };
    child.once("error", fail);
    child.once("exit", () => {
      fail(new Error("Chromium ended."));
    });
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const messages = `${this.#rest}${text}`.split("\0");
      this.#rest = messages.pop() ?? "";
      for (const message of messages) this.#hear(JSON.parse(message) as Message);
    });
  }

  /** Opens a page. */
  async page(): Promise<Page> {
    const { targetId } = await this.ask("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.ask("Target.attachToTarget", { targetId, flatten: true });
    return new Page(this, String(sessionId));
  }

  ask(method: string, params: Message = {}, sessionId?: string): Promise<Message> {
    const id = ++this.#last;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  on(method: string, hear: Hear): void {
    this.#hearing.set(method, [...(this.#hearing.get(method) ?? []), hear]);
  }

  async close(): Promise<void> {
    const gone = new Promise((done) => this.#process.once("close", done));
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, "SIGKILL");
    await gone;
    // A killed child may have a file half made: the folder is then no longer empty when it is taken away.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  #hear({ id, method, params, result, error, sessionId }: Message): void {
    if (typeof method === "string") {
      for (const hear of this.#hearing.get(`${String(sessionId)} ${method}`) ?? []) hear((params ?? {}) as Message);
      return;
    }
    const waiting = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    if (error === undefined) waiting?.done((result ?? {}) as Message);
    else waiting?.fail(new Error(JSON.stringify(error)));
  }
}

/** One page, with everything that it said and asked for. */
export class Page {
  /** Errors, warnings and refusals of the page's policy. */
  readonly complaints: string[] = [];
  /** Addresses that were asked for. */
  readonly requests: string[] = [];

  constructor(
    readonly chromium: Chromium,
    readonly session: string,
  ) {}

  /** Opens an address under a size in CSS pixels and a colour scheme. */
  async open(url: string, look: { width: number; height: number; scheme: "light" | "dark" }): Promise<void> {
    const on = (method: string, hear: Hear): void => {
      this.chromium.on(`${this.session} ${method}`, hear);
    };
    on("Runtime.consoleAPICalled", (params) => this.complaints.push(JSON.stringify(params.args)));
    on("Runtime.exceptionThrown", (params) => this.complaints.push(JSON.stringify(params.exceptionDetails)));
    on("Log.entryAdded", (params) => this.complaints.push(JSON.stringify(params.entry)));
    on("Network.requestWillBeSent", (params) => {
      this.requests.push(String((params.request as Message).url));
    });
    for (const domain of ["Runtime", "Log", "Network", "Page"]) await this.ask(`${domain}.enable`);
    await this.ask("Emulation.setDeviceMetricsOverride", {
      width: look.width,
      height: look.height,
      deviceScaleFactor: 1,
      mobile: look.width < 600,
    });
    await this.ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: look.scheme }] });
    const loaded = new Promise<void>((done) => {
      on("Page.loadEventFired", () => {
        done();
      });
    });
    await this.ask("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async value(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as Message).value;
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.ask("Page.captureScreenshot", { captureBeyondViewport: true });
    return Buffer.from(String(data), "base64");
  }

  ask(method: string, params: Message = {}): Promise<Message> {
    return this.chromium.ask(method, params, this.session);
  }
}

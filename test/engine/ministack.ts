import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parts } from "./parts";

/** MiniStack on a free port of the loopback interface: KMS, Secrets Manager, IAM, STS. */
export class MiniStack {
  readonly endpoint: string;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(endpoint: string, process: ChildProcess, directory: string) {
    this.endpoint = endpoint;
    this.#process = process;
    this.#directory = directory;
  }

  /**
   * Without `evaluatesIam`, whoever calls may do everything, under any signature. With `recordsCalls`, CloudTrail answers
   * which calls there were.
   */
  static async start({ evaluatesIam = false, recordsCalls = false } = {}): Promise<MiniStack> {
    const port = await freePort();
    const directory = mkdtempSync(join(tmpdir(), "bulkhead-ministack-"));
    const child = spawn(parts.ministack, [], {
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        HOME: directory,
        TMPDIR: directory,
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(port),
        MINISTACK_ACCOUNT_ID: "111122223333",
        MINISTACK_REGION: "eu-west-1",
        IOT_MTLS_ENABLED: "0",
        AUTH: String(evaluatesIam),
        CLOUDTRAIL_RECORDING: recordsCalls ? "1" : "0",
        LOG_LEVEL: "WARNING",
      },
      stdio: "ignore",
    });
    const started = new MiniStack(`http://127.0.0.1:${String(port)}`, child, directory);
    const patience = 300;
    for (let attempt = 0; attempt < patience; attempt++) {
      if (child.exitCode !== null) throw new Error(`MiniStack ended with code ${String(child.exitCode)}.`);
      const up = await fetch(`${started.endpoint}/_ministack/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (up) return started;
      await sleep(100);
    }
    await started.stop();
    throw new Error("MiniStack did not answer within 30 seconds.");
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const gone = new Promise((resolve) => this.#process.once("exit", resolve));
      this.#process.kill();
      await gone;
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Look } from "./look";
import type { Job } from "./walk";
import type { WorkerStart } from "./worker";

/** Files that a worker is given first, and at most at once. */
const [firstBatch, mostInBatch] = [4, 32];
/** Bytes that a worker's files are to hold together, by what those before held: at the end, none is left with many of them. */
const aim = 1 << 20;
/** Seconds after which one file counts as one that cannot be scanned. A file takes well under a second per megabyte. */
const patience = 120;

/** Looks at files in worker threads. `report` is called for each job once; the promise ends when every job has been reported. */
export async function lookInParallel(
  jobs: Iterator<Job>,
  threads: number,
  salt: string,
  report: (job: Job, look: Look) => void,
  signal: AbortSignal,
): Promise<void> {
  const returned: Job[] = [];
  const next = (size: number): Job[] => {
    const batch = returned.splice(0, size);
    while (batch.length < size) {
      const step = jobs.next();
      if (step.done === true) break;
      batch.push(step.value);
    }
    return batch;
  };
  // A worker that dies leaves one file to blame and gives the rest of its batch back.
  const lane = async (): Promise<void> => {
    for (let batch = next(firstBatch); batch.length > 0 && !signal.aborted; batch = next(firstBatch)) {
      const ended = await new Promise<boolean>((done) => {
        drive(batch, next, salt, report, signal, (left, blamed, reason) => {
          if (blamed !== undefined) report(blamed, { bytes: 0, found: [], reason });
          returned.push(...left);
          done(left.length === 0 && blamed === undefined);
        });
      });
      if (ended) return;
    }
  };
  await Promise.all(Array.from({ length: threads }, lane));
}

function drive(
  first: Job[],
  next: (size: number) => Job[],
  salt: string,
  report: (job: Job, look: Look) => void,
  signal: AbortSignal,
  done: (left: readonly Job[], blamed: Job | undefined, reason: string) => void,
): void {
  const at = new Int32Array(new SharedArrayBuffer(4));
  const start: WorkerStart = { salt, at };
  const worker = new Worker(join(__dirname, "worker.js"), { workerData: start });
  let batch = first;
  let over = false;
  const finish = (reason?: string): void => {
    if (over) return;
    over = true;
    clearInterval(watch);
    signal.removeEventListener("abort", abort);
    void worker.terminate();
    const index = Atomics.load(at, 0);
    if (reason === undefined) done([], undefined, "");
    else
      done(
        batch.filter((_, other) => other !== index),
        batch[index],
        reason,
      );
  };
  const abort = (): void => {
    finish();
  };
  let still = 0;
  let seen = -1;
  const watch = setInterval(() => {
    const index = Atomics.load(at, 0);
    still = index === seen ? still + 1 : 0;
    seen = index;
    if (still > patience) finish(`took longer than ${patience} seconds`);
  }, 1_000);
  signal.addEventListener("abort", abort);
  worker.on("message", (looks: readonly Look[]) => {
    if (over) return;
    batch.forEach((job, index) => {
      const look = looks[index];
      if (look !== undefined) report(job, look);
    });
    still = 0;
    const bytes = looks.reduce((sum, look) => sum + look.bytes, 0);
    batch = next(Math.min(mostInBatch, Math.max(1, Math.ceil((batch.length * aim) / Math.max(1, bytes)))));
    Atomics.store(at, 0, 0);
    if (batch.length === 0) finish();
    else worker.postMessage(batch);
  });
  worker.on("error", (error: NodeJS.ErrnoException) => {
    finish(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "needs more memory than a scan has" : "made the scan fail");
  });
  worker.on("exit", () => {
    finish("made the scan fail");
  });
  worker.postMessage(batch);
}

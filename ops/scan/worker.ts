import { parentPort, workerData } from "node:worker_threads";
import { lookAtFile, type Look } from "./look";
import type { Job } from "./walk";

/** What a worker is given when it starts: the baseline's salt, and one shared number that says which file of a batch it is at. */
export interface WorkerStart {
  readonly salt: string;
  readonly at: Int32Array;
}

const { salt, at } = workerData as WorkerStart;

parentPort?.on("message", (batch: readonly Job[]) => {
  const looks: Look[] = [];
  batch.forEach((job, index) => {
    Atomics.store(at, 0, index);
    looks.push(lookAtFile(job, salt));
  });
  parentPort?.postMessage(looks);
});

import { accessSync, constants } from "node:fs";
import { MiniStack } from "./ministack";
import { parts } from "./parts";

declare global {
  // Jest's set-up and tear-down share a process and nothing else.
  var ministack: MiniStack | undefined;
}

/** Jest's global set-up: every part is there, and one MiniStack serves the whole suite. */
export default async function start(): Promise<void> {
  for (const [name, file] of Object.entries(parts)) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      throw new Error(`${name} is missing (${file}): run the suite by npm run test:engine, which prepares it.`);
    }
  }
  globalThis.ministack = await MiniStack.start();
  process.env.BULKHEAD_MINISTACK = globalThis.ministack.endpoint;
}

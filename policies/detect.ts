import type * as Engine from "./detection/engine";

/** The detection engine, loaded at the first text to look at: a pack's start must not wait for it. */
export function detection(): typeof Engine {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./detection/engine") as typeof Engine;
}

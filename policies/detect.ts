import type * as Engine from "./detection/engine";

/** The detection engine, loaded at the first text to look at: a pack's start must not wait for it. */
export function detection(): typeof Engine {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./detection/engine") as typeof Engine;
}

/**
 * Whether a layer came out of a tar archive. Such archives hold programs, as the files of a bot's host do, and a program may name the hosts
 * of both networks and hold constants: what only a name or a form tells is not asked of it.
 */
export function isOfArchive(via: readonly string[]): boolean {
  return via.some((step) => step.startsWith("tar"));
}

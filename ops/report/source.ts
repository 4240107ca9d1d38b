import { join, resolve } from "node:path";
import type { StackReport } from "./report";

/**
 * A file of a stack's project as others can find it: relative to where the command was started or, outside of that,
 * absolute. Undefined where no folder is known that it belongs to.
 */
export function sourceOf({ program }: StackReport, file: string | undefined): string | undefined {
  if (program === undefined || file === undefined) return undefined;
  const path = join(program, file);
  return path.startsWith("..") ? resolve(path) : path;
}

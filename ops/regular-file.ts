import { readFileSync, statSync } from "node:fs";

/** Reads a file; throws an error with a `code` where there is none, or a pipe or a device, which might never end. */
export function readRegularFile(path: string): Buffer {
  if (!statSync(path).isFile()) throw Object.assign(new Error("no regular file"), { code: "it is no regular file" });
  return readFileSync(path);
}

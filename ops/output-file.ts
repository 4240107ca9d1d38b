import { accessSync, closeSync, constants, fstatSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CannotWrite, cannotWrite } from "./user-error";

/** Refuses files that can't be written, before the work whose results they are to hold. Throws UserError. */
export function refuseUnwritable(...paths: readonly (string | undefined)[]): void {
  for (const path of paths.flatMap((each) => each ?? [])) {
    try {
      const standing = statSync(path, { throwIfNoEntry: false });
      if (standing?.isDirectory() === true) throw cannotWrite(path, { code: "EISDIR" });
      accessSync(standing === undefined ? dirname(path) : path, constants.W_OK);
    } catch (error) {
      throw error instanceof CannotWrite ? error : cannotWrite(path, error);
    }
  }
}

/** Writes a result: whole, or not at all. Throws UserError. */
export function writeOutput(path: string, text: string): void {
  let file: number | undefined;
  try {
    file = openSync(path, "w");
    writeFileSync(file, text);
  } catch (error) {
    // Half a report is none; what is no file, a pipe or a device, stays.
    if (file !== undefined && fstatSync(file).isFile()) rmSync(path, { force: true });
    throw cannotWrite(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

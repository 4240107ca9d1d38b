import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Facts } from "../journal/entry";
import { StepFailure } from "../steps/step";
import { cannotWrite } from "../user-error";
import { makeFolder } from "../make-folder";

/** What a host answered when it was asked for evidence. */
export interface Evidence {
  readonly bot: string;
  readonly stack: string;
  readonly output: string;
}

/** Writes the evidence below `folder` and answers where it is and its digest. */
export function keepEvidence(folder: string, { bot, stack, output }: Evidence): Facts {
  let text: Buffer;
  try {
    text = gunzipSync(Buffer.from(output.trim(), "base64"), { maxOutputLength: 10_000_000 });
  } catch {
    throw new StepFailure("the host's evidence can't be read, or was cut");
  }
  const file = join(
    folder,
    stack,
    `evidence-${bot}-${new Date().toISOString().replace(/[-:.]/gu, "")}.txt`.replace(/[^\w./-]/gu, "_"),
  );
  try {
    makeFolder(join(folder, stack));
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return { file, sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length };
}

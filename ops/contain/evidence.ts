import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Facts } from "../journal/entry";
import { StepFailure } from "../steps/step";
import { cannotWrite } from "../user-error";

/** What a host answered when it was asked for evidence. */
export interface Evidence {
  readonly bot: string;
  readonly stack: string;
  readonly output: string;
}

/**
 * What is gone once a host stops: processes by their names, connections, who is logged in, units, loaded kernel modules,
 * files lately changed below /etc and in units. No command lines and no environment: a credential may stand in either.
 */
export const evidenceCommand = `{
  date --utc --iso-8601=seconds; uname --all; uptime
  echo '== processes'; ps -eo pid,ppid,uid,lstart,comm
  echo '== connections'; ss --tcp --udp --numeric --no-header state connected
  echo '== logins'; who; last -n 20 2>/dev/null
  echo '== units'; systemctl list-units --type=service --all --plain --no-legend --no-pager
  echo '== timers'; systemctl list-timers --all --no-legend --no-pager
  echo '== modules'; cut -d' ' -f1 /proc/modules
  echo '== changed'; find /etc /usr/local /root /home -xdev -newermt '-3 days' -type f 2>/dev/null | head -200
} 2>/dev/null | gzip -9 | base64 --wrap=0 | head --bytes=23000
`;

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
    mkdirSync(join(folder, stack), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return { file, sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length };
}

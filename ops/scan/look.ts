import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { scan } from "../../policies/detection/engine";
import type { Finding } from "../../policies/detection/finding";
import { allowanceAt } from "./allowance";
import { contentsOf, type Content } from "../../policies/files/content";
import type { Found } from "./found";
import { fingerprint } from "./fingerprint";
import { codeOf, type Job } from "./walk";

/** What looking at one file came to. */
export interface Look {
  readonly bytes: number;
  readonly found: readonly Found[];
  /** Why it was not looked at in full, if it was not. */
  readonly reason?: string;
}

/** Bytes of one file that are looked at; the rest of a larger one is reported as not scanned. */
export const mostBytes = 128 << 20;
/** Bytes of a file that does not say how large it is. */
const unsized = 1 << 20;

/** Reads a file and looks for credentials. Never throws. `salt` keys the fingerprints (see baseline.ts). */
export function lookAtFile(job: Job, salt: string): Look {
  let content: Buffer;
  let reason: string | undefined;
  try {
    const read = readFile(job);
    if (typeof read === "string") return { bytes: 0, found: [], reason: read };
    ({ content, reason } = read);
  } catch (error) {
    const code = codeOf(error);
    const vanished = code === "ENOENT" ? "vanished while the scan ran" : `cannot be read (${code})`;
    return { bytes: 0, found: [], reason: vanished };
  }
  const look = lookAtBytes(content, job.file, salt);
  return reason === undefined ? look : { ...look, reason };
}

// Without blocking: what was a file when it was listed can be a pipe by now.
function readFile(job: Job): { content: Buffer; reason: string | undefined } | string {
  const link = job.named ? 0 : constants.O_NOFOLLOW;
  const descriptor = openSync(
    job.path === undefined ? job.file : Buffer.from(job.path),
    constants.O_RDONLY | constants.O_NONBLOCK | link,
  );
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) return "is not a regular file";
    // Files of /proc and /sys say that they are empty.
    const wanted = status.size === 0 ? unsized : Math.min(status.size, mostBytes);
    const content = Buffer.allocUnsafe(wanted);
    let length = 0;
    while (length < wanted) {
      const read = readSync(descriptor, content, length, wanted - length, length);
      if (read === 0) break;
      length += read;
    }
    const reason = status.size > mostBytes ? tooLarge : status.size === 0 && length === unsized ? endless : undefined;
    return { content: content.subarray(0, length), reason };
  } finally {
    closeSync(descriptor);
  }
}

export const tooLarge = `is larger than ${mostBytes >> 20} MiB; only the beginning was looked at`;
const endless = "does not say how large it is; only the first MiB was looked at";

/** Looks for credentials in a file's bytes. Never throws. */
export function lookAtBytes(bytes: Buffer, file: string, salt: string): Look {
  const found: Found[] = [];
  let reason: string | undefined;
  for (const content of contentsOf(bytes)) {
    const seen = inWindows(content.text);
    reason ??= content.missing ?? seen.reason;
    for (const finding of seen.findings) found.push(foundAt(content, finding, file, salt));
  }
  return { bytes: bytes.length, found, ...(reason === undefined ? {} : { reason }) };
}

function foundAt(content: Content, finding: Finding, file: string, salt: string): Found {
  const start = content.place(finding.start);
  const end = content.place(finding.end);
  const via = [...content.via, ...finding.via];
  const value = content.text.slice(finding.start, finding.end);
  const beside = allowanceAt(content.text, finding.start, finding.detector);
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    detector: finding.detector,
    severity: finding.severity,
    confidence: finding.confidence,
    via,
    message: message(finding, via, beside !== undefined && "flaw" in beside ? beside.flaw : undefined),
    ...(outright(via) ? fingerprint(value, salt, finding.detector) : {}),
    ...(beside !== undefined && "reason" in beside ? { allowed: beside.reason } : {}),
  };
}

// Whether a value stands in the file as it is: no step of the way, or only the name it is assigned to (wrappings are lower-case words).
function outright(via: readonly string[]): boolean {
  return via.length === 0 || (via.length === 1 && /^[\w.]+$/u.test(via[0] ?? "") && /[A-Z_]/u.test(via[0] ?? ""));
}

function message(finding: Finding, via: readonly string[], flaw: string | undefined): string {
  const way = via.length === 0 ? "" : ` (${via.join(" -> ")})`;
  return `holds ${finding.title}${way}${flaw === undefined ? "" : `; ${flaw}`}`;
}

// A text is looked at whole up to this length, and beyond it in windows that overlap, so that memory stays bounded.
const window = 8 << 20;
const overlap = 1 << 20;

function inWindows(text: string): { findings: Finding[]; reason?: string } {
  if (text.length <= window + overlap) {
    const { findings, complete } = scan(text);
    return complete ? { findings: [...findings] } : { findings: [...findings], reason: bounds };
  }
  const findings: Finding[] = [];
  let reason: string | undefined;
  for (let start = 0; ;) {
    const end = Math.min(text.length, start + window);
    const last = end === text.length;
    const part = scan(text.slice(start, end));
    if (!part.complete) reason ??= bounds;
    // Of two windows that see the same place, the one that sees more of what is around it reports.
    const from = start === 0 ? 0 : start + overlap / 2;
    const to = last ? text.length : end - overlap / 2;
    for (const finding of part.findings) {
      const at = finding.start + start;
      if (at >= from && (at < to || last)) findings.push({ ...finding, start: at, end: finding.end + start });
    }
    if (last) break;
    if (!/\s/u.test(text.slice(end - overlap / 2, end))) {
      reason ??= `holds a line without a break of more than ${overlap >> 11} KiB`;
    }
    start = end - overlap;
  }
  return reason === undefined ? { findings } : { findings, reason };
}

const bounds = "holds more wrapped content than the bounds of a scan allow";

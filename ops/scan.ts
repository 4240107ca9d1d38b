import { lstatSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { githubReport } from "./report/scan-github";
import { humanReport } from "./report/scan-human";
import { jsonReport } from "./report/scan-json";
import { sarifReport } from "./report/scan-sarif";
import { plural } from "./report/wording";
import {
  baselineName,
  newBaseline,
  readBaseline,
  Reckoning,
  writeBaseline,
  type Baseline,
  type Scope,
} from "./scan/baseline";
import { byText, type Found, type NotFullyScanned, type ScanReport } from "./scan/found";
import { lookAtBytes, lookAtFile, mostBytes, tooLarge, type Look } from "./scan/look";
import { lookInParallel } from "./scan/pool";
import { progress } from "./scan/progress";
import { shown } from "./scan/shown";
import { codeOf, walk, type Job, type Unread } from "./scan/walk";
import { UserError } from "./user-error";

/** Prints a report and answers the text of it. */
type Format = (report: ScanReport, options: { readonly low: boolean }) => string;

const formats: Readonly<Record<string, Format>> = {
  human: humanReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
};

/** What `bulkhead scan` was told. */
interface Orders extends Scope {
  readonly format: Format;
  readonly low: boolean;
  readonly baseline: Baseline | undefined;
  /** The reason for new entries where the baseline is to be written. */
  readonly writeFor: string | undefined;
  readonly threads: number;
}

/** Exit code of a scan that was interrupted: 128 and the number of SIGINT, as shells have it. */
const interrupted = 130;

/** Runs `bulkhead scan`; answers the exit code: 0 clean, 1 findings above low, 2 not everything could be scanned. */
export async function scan(values: Readonly<Record<string, unknown>>): Promise<number> {
  const orders = read(values);
  const stop = new AbortController();
  const onInterrupt = (): void => {
    stop.abort();
  };
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  try {
    const report = await look(orders, stop.signal);
    if (report === undefined) {
      process.stderr.write("interrupted: the scan did not come to an end, so it says nothing.\n");
      return interrupted;
    }
    await print(orders.format(report, { low: orders.low }));
    if (report.notFullyScanned.length > 0) return 2;
    return report.findings.some(({ severity }) => severity !== "low") ? 1 : 0;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    process.removeListener("SIGTERM", onInterrupt);
  }
}

function read(values: Readonly<Record<string, unknown>>): Orders {
  const paths = values.operands as readonly string[];
  if (paths.length === 0) {
    throw new UserError(
      "bulkhead scan needs a file or folder, or - for standard input: bulkhead scan . See bulkhead scan --help.",
    );
  }
  for (const path of paths) {
    if (path === "-") continue;
    const status = statSync(path, { throwIfNoEntry: false });
    if (status !== undefined) continue;
    const dangling = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    throw new UserError(
      `${JSON.stringify(shown(path))} ${dangling ? "is a symbolic link that leads nowhere" : "does not exist"}; nothing was scanned.`,
    );
  }
  const text = (flag: string): string | undefined => values[flag] as string | undefined;
  const name = text("format") ?? (values.json === true ? "json" : "human");
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined) {
    throw new UserError(
      `--format ${JSON.stringify(shown(name))} is not known. Formats: ${Object.keys(formats).join(", ")}.`,
    );
  }
  return {
    paths,
    format,
    heedIgnore: values["no-ignore"] !== true,
    low: values.low === true,
    threads: readThreads(text("jobs")),
    ...readBaselineOrders(
      text("baseline"),
      values["no-baseline"] === true,
      values["write-baseline"] === true,
      text("reason"),
    ),
  };
}

function readThreads(jobs: string | undefined): number {
  if (jobs === undefined) return Math.min(8, availableParallelism());
  if (!/^[1-9]\d?$/u.test(jobs))
    throw new UserError(`--jobs ${JSON.stringify(shown(jobs))} is not a number from 1 to 99.`);
  return Number(jobs);
}

function readBaselineOrders(
  file: string | undefined,
  without: boolean,
  write: boolean,
  reason: string | undefined,
): Pick<Orders, "baseline" | "writeFor"> {
  if (without && (file !== undefined || write)) {
    throw new UserError("--no-baseline contradicts --baseline and --write-baseline; leave one out.");
  }
  if (write && (reason === undefined || reason.trim() === "")) {
    throw new UserError(
      '--write-baseline needs --reason TEXT: why what it finds may stand, such as --reason "published test vectors".',
    );
  }
  if (!write && reason !== undefined) throw new UserError("--reason goes with --write-baseline.");
  if (without) return { baseline: undefined, writeFor: undefined };
  const found = readBaseline(file ?? baselineName);
  if (found === undefined && file !== undefined && !write) {
    throw new UserError(
      `the baseline ${JSON.stringify(shown(file))} does not exist. --write-baseline --reason TEXT makes one.`,
    );
  }
  return {
    baseline: found ?? (write ? newBaseline(file ?? baselineName) : undefined),
    writeFor: write ? reason : undefined,
  };
}

/** Looks at everything; undefined where it was interrupted. */
async function look(orders: Orders, signal: AbortSignal): Promise<ScanReport | undefined> {
  const began = performance.now();
  const salt = orders.baseline?.salt ?? "";
  const shownProgress = progress(process.stderr);
  const unread: Unread[] = [];
  const order = new Map<string, number>();
  const found: Found[] = [];
  const reasons: NotFullyScanned[] = [];
  let files = 0;
  let bytes = 0;
  const report = (job: Job, { bytes: size, found: inFile, reason }: Look): void => {
    files++;
    bytes += size;
    if (inFile.length > 0) found.push(...inFile);
    if (reason !== undefined) reasons.push({ file: job.file, reason });
    shownProgress.show(files, bytes, found.length);
  };
  const jobs = jobsOf(orders, unread);
  try {
    if (orders.paths.includes("-")) report({ file: "-" }, await lookAtInput(salt, signal));
    // Starting a thread costs more than looking at a handful of files.
    const first: Job[] = [];
    let step = jobs.next();
    for (; step.done !== true && first.length < few; step = jobs.next()) first.push(step.value);
    if (step.done === true) for (const job of first) report(job, lookAtFile(job, salt));
    else await lookInParallel(chain([...first, step.value], jobs), orders.threads, salt, report, signal);
  } finally {
    shownProgress.end();
  }
  if (signal.aborted) return undefined;
  const rank = (file: string): number => order.get(file) ?? 0;
  [...new Set([...found, ...reasons].map(({ file }) => file))]
    .sort(byText)
    .forEach((file, index) => order.set(file, index));
  found.sort((one, other) => rank(one.file) - rank(other.file) || one.line - other.line || one.column - other.column);
  reasons.push(...unread);
  reasons.sort((one, other) => byText(one.file, other.file));
  return reckon(orders, found, reasons, { files, bytes, seconds: (performance.now() - began) / 1_000 });
}

/** Files up to which a scan does without threads. */
const few = 16;

function* chain(first: readonly Job[], rest: Iterator<Job>): Generator<Job> {
  yield* first;
  for (let step = rest.next(); step.done !== true; step = rest.next()) yield step.value;
}

function* jobsOf({ paths, heedIgnore }: Orders, unread: Unread[]): Generator<Job> {
  const seen = paths.length > 1 ? new Set<string>() : undefined;
  for (const path of paths) {
    if (path === "-") continue;
    const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    for (const one of folder
      ? walk(path.replace(/(?<=[^/])\/+$/u, ""), heedIgnore)
      : [{ file: path, named: true as const }]) {
      if (seen?.has(one.file) === true) continue;
      seen?.add(one.file);
      if ("reason" in one) unread.push(one);
      else yield one;
    }
  }
}

async function lookAtInput(salt: string, signal: AbortSignal): Promise<Look> {
  const chunks: Buffer[] = [];
  let length = 0;
  signal.addEventListener("abort", () => process.stdin.destroy());
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > mostBytes) break;
    }
  } catch (error) {
    return { bytes: 0, found: [], reason: `cannot be read (${codeOf(error)})` };
  }
  if (signal.aborted) return { bytes: 0, found: [] };
  const looked = lookAtBytes(Buffer.concat(chunks).subarray(0, mostBytes), "-", salt);
  return length > mostBytes ? { ...looked, reason: tooLarge } : looked;
}

function reckon(
  { baseline, writeFor, ...scope }: Orders,
  found: readonly Found[],
  reasons: readonly NotFullyScanned[],
  measured: Pick<ScanReport, "files" | "bytes" | "seconds">,
): ScanReport {
  const commented = found.flatMap((finding) =>
    finding.allowed === undefined ? [] : [{ finding, reason: finding.allowed, by: "comment" as const }],
  );
  const standing = found.filter(({ allowed }) => allowed === undefined);
  if (baseline === undefined) {
    return { findings: standing, allowed: commented, notFullyScanned: reasons, stale: 0, ...measured };
  }
  let current = baseline;
  if (writeFor !== undefined) {
    const present = [...standing.filter(({ severity }) => severity !== "low"), ...reasons];
    const fresh = writeBaseline(baseline, scope, present, writeFor);
    process.stderr.write(`${shown(baseline.file)}: ${plural(present.length, "finding")}, ${fresh} of them new.\n`);
    current = readBaseline(baseline.file) ?? baseline;
  }
  const reckoning = new Reckoning(current, scope);
  const known: { finding: Found; reason: string; by: "baseline" }[] = [];
  const findings = standing.filter((finding) => {
    const reason = reckoning.take(finding);
    if (reason !== undefined) known.push({ finding, reason, by: "baseline" });
    return reason === undefined;
  });
  const notFullyScanned = reasons.filter((one) => reckoning.take(one) === undefined);
  return { findings, allowed: [...commented, ...known], notFullyScanned, stale: reckoning.stale, ...measured };
}

// Waits until the text has left: a report of many megabytes into a pipe would be cut off by the end of the process.
async function print(text: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    process.stdout.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") done();
      else failed(error);
    });
    process.stdout.write(text, () => {
      done();
    });
  });
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { detection } from "./detect";
import type { Run, Stack } from "./marks";
import { Refusal } from "./refusal";
import { openProject, projectFolder } from "./stack-file";
import type { Waiver } from "./waiver";
import { YamlFile, isFile, readText, yaml } from "./yaml-file";

/** An entry of `waivers.yaml`, read, and what is wrong with it: one that has a fault waives nothing. */
export interface Entry {
  /** Undefined where it could not be read that far. */
  readonly waiver: Waiver | undefined;
  readonly line: number;
  readonly fault: string | undefined;
}

/** What has to be known of a policy before it can be waived. */
export interface Waivable {
  readonly name: string;
  readonly nonWaivable?: true;
}

export const waiversFile = "waivers.yaml";
/** How far ahead an expiry may lie, in days. */
export const mostDays = 90;

const fields = ["policy", "urn", "reason", "owner", "ticket", "expires"] as const;
const dayMilliseconds = 86_400_000;
const longestField = 500;
// Fewer letters of a name than these could stand for anything.
const fewestLetters = 3;

const known = new Map<string, Waivable>();

/** Tells waivers of a policy. */
export function waivable(policy: Waivable): void {
  known.set(policy.name, policy);
}

/** Reads `waivers.yaml`. */
function parseWaivers(text: string, now: number): readonly Entry[] {
  const file = new YamlFile(waiversFile, text);
  const top = file.top();
  if (top === undefined) return [];
  const other = top.items.find(({ key }) => file.name(key) !== "waivers");
  if (other !== undefined) {
    throw file.refusal("has another key than `waivers` at its top, expected `waivers` alone", file.lineOf(other.key));
  }
  if (top.get("waivers") === undefined) return [];
  const list: unknown = top.get("waivers", true);
  if (!yaml().isSeq(list)) throw file.refusal("has a `waivers` that is no list", file.lineOf(list));
  return list.items.map((item) => entry(file, item, now));
}

function entry(file: YamlFile, item: unknown, now: number): Entry {
  const line = file.lineOf(item);
  const wrong = (fault: string): Entry => ({ waiver: undefined, line, fault });
  if (!yaml().isMap(item)) return wrong(`is no map of ${fields.join(", ")}`);
  const said = new Map<string, string>();
  for (const { key, value } of item.items) {
    const name = file.name(key);
    if (!(fields as readonly string[]).includes(name)) return wrong(`has a key that is none of ${fields.join(", ")}`);
    if (!yaml().isScalar(value) || value.value === null) return wrong(`has a ${name} that is no text`);
    const text = (value.source ?? "").trim();
    if (text.length > longestField) return wrong(`has a ${name} of more than ${longestField} characters`);
    said.set(name, text);
  }
  const of = (name: (typeof fields)[number]): string => said.get(name) ?? "";
  const missing = fields.find((name) => of(name) === "");
  if (missing !== undefined) return wrong(`has no ${missing}`);
  const waiver: Waiver = {
    policy: of("policy"),
    urn: of("urn"),
    reason: of("reason"),
    owner: of("owner"),
    ticket: of("ticket"),
    expires: of("expires"),
    line,
  };
  return { waiver, line, fault: leaks(waiver) ? "holds what looks like a credential" : faultOf(waiver, now) };
}

// What a waiver says is shown with each use of it.
function leaks({ reason, owner, ticket, urn }: Waiver): boolean {
  const { findings, complete } = detection().scan([reason, owner, ticket, urn].join("\n"));
  return !complete || findings.some(({ severity }) => severity !== "low");
}

function faultOf({ policy, urn, expires }: Waiver, now: number): string | undefined {
  const subject = known.get(policy);
  if (subject === undefined) return "names a policy that the pack does not have";
  if (subject.nonWaivable === true) return `names ${policy}, which can't be waived`;
  const name = /^urn:pulumi:[^:*]+::[^:*]+::.+::([^:]+)$/u.exec(urn)?.[1];
  if (name === undefined) {
    return "has a urn that is no pattern of one stack and project, expected urn:pulumi:STACK::PROJECT::TYPE::NAME with * in TYPE or NAME only";
  }
  if (name.replaceAll("*", "").length < fewestLetters) {
    return `is too broad: its urn gives fewer than ${fewestLetters} characters of the resource's name`;
  }
  const end = endOf(expires);
  if (end === undefined) return "has an expires that is no day, expected YYYY-MM-DD";
  if (now >= end) return `expired on ${expires}`;
  if (end - now > (mostDays + 1) * dayMilliseconds) return `expires more than ${mostDays} days ahead`;
  return undefined;
}

/** The first moment after a day. */
function endOf(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/u.test(day)) return undefined;
  const start = Date.parse(`${day}T00:00:00Z`);
  // 31 February would become a day of March.
  return Number.isNaN(start) || !new Date(start).toISOString().startsWith(day) ? undefined : start + dayMilliseconds;
}

/** Whether a pattern stands for a URN. Linear in both, whatever stars it has. */
export function covers(pattern: string, urn: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === urn;
  if (!urn.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  let at = first.length;
  for (const part of rest) {
    const found = urn.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return urn.length - last.length >= at && urn.endsWith(last);
}

/** Whether an entry speaks of this stack; what can't be read that far may. */
export function concerns({ waiver }: Entry, { name, project }: Stack): boolean {
  return waiver === undefined || !/^urn:pulumi:[^:*]+::[^:*]+::/u.test(waiver.urn)
    ? true
    : waiver.urn.startsWith(`urn:pulumi:${name}::${project}::`);
}

const read = new WeakMap<Stack, readonly Entry[] | Refusal>();

/**
 * What the project's `waivers.yaml` says; nothing where there is none.
 * @throws Refusal if it can't be read.
 */
export function entriesFor(stack: Stack): readonly Entry[] {
  let found = read.get(stack);
  if (found === undefined) {
    found = readFor();
    read.set(stack, found);
  }
  if (found instanceof Refusal) throw found;
  return found;
}

function readFor(): readonly Entry[] | Refusal {
  let path: string;
  try {
    path = join(openProject(projectFolder()).folder, waiversFile);
  } catch {
    // The policies on the stack file say that there is no project to be read.
    return [];
  }
  try {
    if (isFile(path)) return parseWaivers(readText(path, waiversFile), Date.now());
    // What somebody wrote down must not be left out in silence.
    const [other] = [waiversFile, "waivers.yml"].filter((name) => existsSync(join(dirname(path), name)));
    if (other === undefined) return [];
    return new Refusal({
      message: `${other} is ${other === waiversFile ? "no file" : "not read"}, expected a file called ${waiversFile}.`,
      file: other,
      remedy: `Write the waivers into a file called ${waiversFile}.`,
    });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The waiver that covers a violation, noted as used; undefined where none does, or they can't be read. */
export function waiverFor({ name }: Waivable, urn: string, run: Run): Waiver | undefined {
  let entries: readonly Entry[];
  try {
    entries = entriesFor(run.stack);
  } catch {
    // Said by bot-waiver-hygiene; until it is mended, nothing is waived.
    return undefined;
  }
  const found = entries.find(
    ({ waiver, fault }) =>
      // An entry for what can't be waived has a fault; a pattern names its stack and project in full, so it can't cover another's.
      fault === undefined && waiver?.policy === name && covers(waiver.urn, urn),
  )?.waiver;
  if (found === undefined) return undefined;
  const uses = run.waived.get(found);
  if (uses === undefined) run.waived.set(found, new Set([urn]));
  else uses.add(urn);
  return found;
}

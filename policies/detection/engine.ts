import { createHmac, randomBytes } from "node:crypto";
import type { Alphabet, Budget, Candidate, Detector, Judgement } from "./detector";
import { detectors } from "./detectors";
import type { Confidence, Field, FieldFinding, FindingSeverity, Scan } from "./finding";
import { isKnownDevelopmentKey } from "./known-development-keys";
import { index, firstOf } from "./indexing";
import { layers, nameAt, unwrap, wayTo, type Ground, type Sheet } from "./layers";
import { literals } from "./keywords";
import { issuersOf, Mentions } from "./mentions";
import { shownName, wordsOf, type Name } from "./names";
import { Half, Halves, mayBeHalf } from "./pairs";
import { couldBePhrase } from "./proofs/word-windows";
import { dash, other, slash } from "./classes";
import { eachPart } from "./runs";
import { skip } from "./sticky";

export { layers };

const runKey = randomBytes(32);
const confidences: Readonly<Record<Confidence, number>> = { proven: 0, shaped: 1, named: 2 };
const severities: Readonly<Record<FindingSeverity, number>> = { high: 0, medium: 1, low: 2 };
const mostCurveProofs = 12_000;
const mostPhrases = 12_000;
const mostExtraProofs = 100;
/** Places of findings above low: nobody reads more of one text, and the rest counts as not looked at. */
const mostTold = 10_000;
const leastPart = 16;
const signs = slash | dash | other;
/** At which signs the parts of a run end, by their alphabet. */
const alphabets = [
  ["alnum", signs],
  ["base64", dash | other],
  ["base64url", slash | other],
] as const;
const longestUrl = 600;
/** URLs inside URLs: more of them open at once are not written by people. */
const mostNested = 4;
const mostValues = 2_000;
const givenAway = 6;

/** Finds the credentials in a text. Never throws; no finding holds a part of a value. */
export function scan(text: string, at: { readonly name?: string } = {}): Scan {
  const { findings, complete } = scanFields([{ ...at, path: "", text }]);
  return { findings: findings.map(({ path: _, ...finding }) => finding), complete };
}

/** Finds the credentials in fields that belong to one object, so that halves in different fields count as a pair. */
export function scanFields(fields: readonly Field[]): Scan<FieldFinding> {
  const look = new Look(fields);
  for (const [index, field] of fields.entries()) look.over(field, index);
  look.pairs();
  return { findings: look.findings(), complete: look.left.complete };
}

// Short fields that hold nothing to ask a detector about, whatever stands beside them: the same ones come again and again,
// with each resource of a stack. They are forgotten as a whole when they are too many.
const silent = new Set<string>();
const longestSilent = 200;
const mostSilent = 16_384;
const keyOf = ({ name = "", text }: Field): string => `${name.length}:${name}${text}`;

interface Hit {
  readonly detector: Detector;
  readonly judgement: Judgement;
  readonly field: number;
  readonly sheet: Sheet;
  readonly value: string;
  readonly name: Name | undefined;
  /** In the ground that the sheet belongs to. */
  readonly start: number;
  readonly end: number;
}

/** Where detectors are asked, and the exchanges that are mentioned there. */
interface Place {
  readonly sheet: Sheet;
  readonly field: number;
  readonly mentions: Mentions;
}

/** What they are asked about. */
type Stretch = Pick<Candidate, "name" | "start" | "end" | "whole" | "position">;

class Look {
  readonly left = { complete: true };
  readonly #hits: Hit[] = [];
  readonly #told = new Set<string>();
  readonly #halves = new Halves();
  readonly #budget: Budget;
  #around: ReadonlySet<string> | undefined;
  /** How often detectors were asked, or half of a pair was added. */
  #asked = 0;
  #known: ReadonlySet<string> | undefined;
  readonly #inside = new WeakMap<Sheet, ReadonlySet<string>>();

  constructor(readonly fields: readonly Field[]) {
    let extras = mostExtraProofs;
    const bounded = (left: number) => (): boolean => {
      if (left <= 0) this.left.complete = false;
      return left-- > 0;
    };
    this.#budget = {
      curve: bounded(mostCurveProofs),
      phrase: bounded(mostPhrases),
      extra: () => extras-- > 0,
    };
  }

  over(field: Field, index: number): void {
    const key = field.text.length > longestSilent ? undefined : keyOf(field);
    if (key !== undefined && silent.has(key)) return;
    const before = this.#asked;
    for (const sheet of unwrap(field.text, field.name, this.left)) this.#sheet(sheet, index);
    if (key === undefined || this.#asked > before || !this.left.complete) return;
    if (silent.size >= mostSilent) silent.clear();
    silent.add(key);
  }

  /** The exchanges that the fields' names mention. */
  get around(): ReadonlySet<string> {
    return (this.#around ??= issuersOf(
      this.fields.flatMap((field) => [...wordsOf(field.path), ...wordsOf(field.name ?? "")]),
    ));
  }

  /** The addresses of all fields, and of the text that a sheet was unwrapped to. */
  #addresses(sheet: Sheet): Pick<ReadonlySet<string>, "has" | "size"> {
    const known = (this.#known ??= new Set(this.fields.flatMap(({ text }) => addressesIn(text))));
    if (sheet.depth === 0) return known;
    const inside = this.#inside.get(sheet) ?? new Set(addressesIn(sheet.text));
    this.#inside.set(sheet, inside);
    return { has: (address) => inside.has(address) || known.has(address), size: inside.size + known.size };
  }

  #sheet(sheet: Sheet, field: number): void {
    const { text, survey, assignments } = sheet;
    const { keywords } = survey;
    const mentions = new Mentions(keywords.issuers, this);
    const place: Place = { sheet, field, mentions };
    const offer = (fitting: readonly Detector[], start: number, end: number): void => {
      const holder = nameAt(assignments, start, end);
      const whole = holder?.start === start && holder.end - end <= 2;
      this.#ask(fitting, place, { name: holder?.name, start, end, whole });
    };
    const offerShaped = (fitting: readonly Shaped[] | undefined, at: number): void => {
      for (const { detector, shape, reach } of fitting ?? []) {
        const shaped = skip(shape, text, at);
        if (shaped === -1) continue;
        const end = reach?.(text, shaped) ?? shaped;
        if (end > at) offer([detector], at, end);
      }
    };
    // The parts of a run begin in the same places in several alphabets.
    const begun = new Set<number>();
    const prefixed = (at: number): void => {
      const fitting = byPrefix.get(text.slice(at, at + 3));
      if (fitting !== undefined && begun.size < begun.add(at).size) offerShaped(fitting, at);
    };
    const part = (alphabet: Alphabet, start: number, end: number): void => {
      prefixed(start);
      const fitting = byRun[alphabet].get(end - start);
      if (fitting !== undefined) offer(fitting, start, end);
      if (alphabet === "base64url" && mayBeHalf(text, start, end)) {
        this.#asked++;
        this.#halves.add(new Half(field, sheet, start, end, mentions));
      }
    };
    const { runs } = survey;
    for (let index = 0; index < runs.length; index += 4) {
      const start = runs[index] ?? 0;
      const end = runs[index + 1] ?? 0;
      const mask = runs[index + 2] ?? 0;
      // bot-ghp_… and ${TOKEN:-ghp_…}: names of resources join their parts so.
      if ((mask & dash) !== 0)
        for (let at = start + 1; at < end - leastPart; at++) if (joints.has(text.charCodeAt(at - 1))) prefixed(at);
      // In a UUID or a path of short steps, no part is as long as any credential.
      const hasParts = (runs[index + 3] ?? 0) >= leastPart;
      for (const [alphabet, cut] of alphabets) {
        if ((mask & cut) === 0) part(alphabet, start, end);
        else if (hasParts || (mask & signs & ~cut) !== 0)
          eachPart(text, start, end, cut, leastPart, (from, to) => {
            part(alphabet, from, to);
          });
      }
    }
    for (let index = 0; index < keywords.literals.length; index += 2)
      offerShaped(byLiteral[keywords.literals[index + 1] ?? 0], keywords.literals[index] ?? 0);
    let open: number[] = [];
    for (const at of keywords.urls) {
      open = open.filter((end) => end > at);
      if (open.length >= mostNested) continue;
      const url = urlAround(text, at);
      if (url === undefined) continue;
      open.push(url.end);
      offer([...anyUrl, ...(byHost.get(url.site) ?? [])], url.start, url.end);
    }
    for (const run of survey.words) {
      const role = nameAt(assignments, run.start, run.end)?.name.role;
      if (couldBePhrase(text, run, role === "phrase" || role === "secret")) offer(byWords, run.start, run.end);
    }
    for (const run of survey.numbers) offer(byNumbers, run.start, run.end);
    for (const { name, start, end, position } of assignments) {
      if (name.role === "none" || name.role === "innocent") continue;
      if (name.role === "password") this.#halves.addPassphrase(new Half(field, sheet, start, end, mentions));
      this.#ask(byName, place, { name, start, end, whole: true, position });
    }
  }

  /** Asks detectors about a stretch of a sheet, and keeps what they say. */
  #ask(fitting: readonly Detector[], { sheet, field, mentions }: Place, stretch: Stretch): void {
    this.#asked++;
    if (this.#told.size >= mostTold) {
      this.left.complete = false;
      return;
    }
    const { name, start, end } = stretch;
    const { text } = sheet;
    const value = text.slice(start, end);
    let mentioned: ReadonlySet<string> | undefined;
    const issuers = (): ReadonlySet<string> => (mentioned ??= mentions.at(start, name));
    const candidate: Candidate = {
      value,
      text,
      start,
      end,
      name,
      whole: stretch.whole,
      position: stretch.position,
      issuers,
      addresses: () => this.#addresses(sheet),
      budget: this.#budget,
    };
    for (const detector of fitting) {
      // Most texts mention none: they are spared the judging.
      if (detector.issuers?.some((issuer) => issuers().has(issuer)) === false) continue;
      const judgement = detector.judge(candidate);
      if (judgement === undefined) continue;
      const [first, last] = judgement.range ?? [0, value.length];
      const [from, to] = [start + first, start + last];
      const padding = to === end && detector.proposal.by === "run" ? paddingAfter(text, start, end) : 0;
      const [begin, finish] = sheet.place(from, to + padding);
      if ((judgement.severity ?? detector.severity) !== "low") this.#told.add(`${String(field)} ${String(begin)}`);
      this.#hits.push({
        detector,
        judgement,
        field,
        sheet,
        value: text.slice(from, to),
        name,
        start: begin,
        end: finish,
      });
    }
  }

  /** Halves of one credential that stand together prove each other, whatever they are called. */
  pairs(): void {
    for (const { detector, secret } of this.#halves.pairs()) {
      const { field, sheet, value, name } = secret;
      const [start, end] = sheet.place(secret.from, secret.to);
      const judgement: Judgement = {
        confidence: "proven",
        ...(isKnownDevelopmentKey(value) ? { severity: "low" } : {}),
      };
      this.#hits.push({ detector, judgement, field, sheet, value, name, start, end });
    }
  }

  findings(): FieldFinding[] {
    const grounds = new Map<Ground, Hit[]>();
    for (const hit of this.#hits) index(grounds, hit.sheet.ground, hit);
    const chosen = [...grounds.values()].flatMap((group) => best(group));
    const opened = openedBy(chosen);
    const kept = chosen.filter((hit) => !isWrapping(hit, opened));
    const pieces = piecesOf(kept.map(({ value }) => value));
    const shown = new Set<string>();
    return kept
      .map((hit) => ({ field: hit.field, finding: this.#finding(hit, pieces) }))
      .sort((a, b) => a.field - b.field || a.finding.start - b.finding.start || a.finding.end - b.finding.end)
      .map(({ finding }) => finding)
      .filter(
        ({ path, detector, start, end, identity }) =>
          shown.size < shown.add([path, detector, start, end, identity].join(" ")).size,
      );
  }

  #finding(hit: Hit, pieces: ReadonlySet<string> | undefined): FieldFinding {
    const { detector, judgement, sheet, value, name } = hit;
    const [start, end] = sheet.ground.outer ?? [hit.start, hit.end];
    const shown = name === undefined ? "" : shownName(name.written);
    return {
      detector: detector.id,
      title: detector.title,
      severity: judgement.severity ?? detector.severity,
      confidence: judgement.confidence,
      start,
      end,
      via: [
        ...wayTo(sheet.ground, hit.start, hit.end),
        ...sheet.edited,
        ...(shown !== "" && isSafe(shown, pieces) ? [shown] : []),
      ],
      identity: createHmac("sha256", runKey).update(value).digest("hex").slice(0, 24),
      path: this.fields[hit.field]?.path ?? "",
    };
  }
}

function addressesIn(text: string): string[] {
  return Array.from(text.matchAll(/0x[\da-f]{40}(?![\da-f])/gi), ([written]) => written.slice(2).toLowerCase());
}

/** How many `=` fill a value up to whole groups of four: they are a part of it that no run holds. */
function paddingAfter(text: string, start: number, end: number): number {
  const missing = (4 - ((end - start) % 4)) % 4;
  return missing < 3 && text.startsWith("==".slice(0, missing), end) ? missing : 0;
}

const joints = new Set(Array.from("-_", (sign) => sign.charCodeAt(0)));
interface FoundUrl {
  readonly start: number;
  readonly end: number;
  readonly site: string;
}

const schemeSigns = new Set(
  Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+.:-", (sign) => sign.charCodeAt(0)),
);
// White space of other scripts is left in: no host holds it.
const urlEnds = new Set(Array.from("\t\n\v\f\r \u00a0\u2028\u2029\u3000\ufeff\"'`<>\\", (sign) => sign.charCodeAt(0)));

function urlAround(text: string, at: number): FoundUrl | undefined {
  let start = at;
  while (start > 0 && at - start < 24 && schemeSigns.has(text.charCodeAt(start - 1))) start--;
  // ${RPC_URL:-https://…}, URL:postgres://…
  const label = text.lastIndexOf(":", at - 1);
  if (label >= start) start = text.slice(start, label).endsWith("jdbc") ? label - "jdbc".length : label + 1;
  while (start < at && text[start] === "-") start++;
  if (start === at) return undefined;
  let end = at + 3;
  const limit = Math.min(text.length, end + longestUrl);
  while (end < limit && !urlEnds.has(text.charCodeAt(end))) end++;
  if (end - at < 8) return undefined;
  const [authority = ""] = text.slice(at + 3, end).split(/[/?#]/u, 1);
  const host = authority
    .slice(authority.lastIndexOf("@") + 1)
    .replace(/:\d*$/u, "")
    .toLowerCase();
  return { start, end, site: host.split(".").slice(-2).join(".") };
}

/** The ranges of wrappings in which something of weight was found, in order, by the field. */
function openedBy(hits: readonly Hit[]): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const byField = new Map<number, (readonly [number, number])[]>();
  for (const { sheet, field, detector, judgement } of hits) {
    const { outer } = sheet.ground;
    if (outer !== undefined && (judgement.severity ?? detector.severity) !== "low") index(byField, field, outer);
  }
  for (const ranges of byField.values()) ranges.sort((a, b) => a[0] - b[0]);
  return byField;
}

// A named value whose own content was opened and names its kind better.
function isWrapping(hit: Hit, opened: ReturnType<typeof openedBy>): boolean {
  if (hit.judgement.confidence === "proven" || hit.sheet.ground.outer !== undefined) return false;
  const ranges = opened.get(hit.field) ?? [];
  const first = firstOf(ranges.length, (at) => (ranges[at]?.[0] ?? 0) >= hit.start);
  for (let at = first; (ranges[at]?.[0] ?? Infinity) <= hit.end; at++)
    if ((ranges[at]?.[1] ?? Infinity) <= hit.end + 2) return true;
  return false;
}

/** All pieces of values that a name must not share; undefined where they are too many to tell. */
function piecesOf(values: readonly string[]): ReadonlySet<string> | undefined {
  if (values.length > mostValues) return undefined;
  const pieces = new Set<string>();
  for (const value of values)
    for (let at = 0; at + givenAway <= value.length; at++) pieces.add(value.slice(at, at + givenAway));
  return pieces;
}

// A name that shares six characters with a value would give a part of it away.
function isSafe(name: string, pieces: ReadonlySet<string> | undefined): boolean {
  if (pieces === undefined) return false;
  for (let at = 0; at + givenAway <= name.length; at++) if (pieces.has(name.slice(at, at + givenAway))) return false;
  return true;
}

const positions = new Map(detectors.map((detector, position) => [detector, position]));

// Of hits that overlap, the best founded one stays; of equals, the one whose detector is listed first.
function best(hits: readonly Hit[]): Hit[] {
  const weigh = (hit: Hit): number =>
    confidences[hit.judgement.confidence] * 10_000 +
    severities[hit.judgement.severity ?? hit.detector.severity] * 1_000 +
    (positions.get(hit.detector) ?? 0);
  // Mail that says how it is written is read that way first.
  const depth = ({ sheet }: Hit): number => (sheet.edited.includes("quoted-printable") ? 0 : sheet.depth + 1);
  const ordered = [...hits].sort(
    (a, b) => weigh(a) - weigh(b) || depth(a) - depth(b) || b.end - b.start - (a.end - a.start),
  );
  const kept: Hit[] = [];
  for (const hit of ordered) {
    const at = firstOf(kept.length, (position) => (kept[position]?.start ?? 0) >= hit.start);
    const isFree = (kept[at - 1]?.end ?? 0) <= hit.start && hit.end <= (kept[at]?.start ?? Infinity);
    if (isFree) kept.splice(at, 0, hit);
  }
  return kept;
}

const byRun: Readonly<Record<Alphabet, Map<number, Detector[]>>> = {
  alnum: new Map(),
  base64: new Map(),
  base64url: new Map(),
};
/** What begins with a prefix or a literal, and how to tell how far it goes. */
interface Shaped {
  readonly detector: Detector;
  readonly shape: RegExp;
  readonly reach?: (text: string, from: number) => number;
}
/** By the first three characters. */
const byPrefix = new Map<string, Shaped[]>();
/** In the order of `literals`. */
const byLiteral = literals.map((literal): readonly Shaped[] =>
  detectors.flatMap((detector) =>
    detector.proposal.by === "literal" && detector.proposal.literals.includes(literal)
      ? { detector, ...detector.proposal }
      : [],
  ),
);
const byHost = new Map<string, Detector[]>();
const anyUrl: Detector[] = [];
const byName: Detector[] = [];
const byWords: Detector[] = [];
const byNumbers: Detector[] = [];
for (const detector of detectors) {
  const { proposal } = detector;
  switch (proposal.by) {
    case "run":
      for (const length of proposal.lengths) {
        index(byRun[proposal.alphabet], length, detector);
      }
      break;
    case "prefix":
      for (const begin of new Set(proposal.prefixes.map((prefix) => prefix.slice(0, 3))))
        index(byPrefix, begin, { detector, shape: proposal.shape });
      break;
    case "literal":
      break;
    case "url":
      if (proposal.hosts.length === 0) anyUrl.push(detector);
      for (const host of proposal.hosts) index(byHost, host, detector);
      break;
    case "name":
      byName.push(detector);
      break;
    case "words":
      byWords.push(detector);
      break;
    case "numbers":
      byNumbers.push(detector);
      break;
  }
}

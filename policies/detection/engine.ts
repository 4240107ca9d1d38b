import { createHmac, randomBytes } from "node:crypto";
import type { Alphabet, Budget, Candidate, Detector, Judgement, Pair } from "./detector";
import { detectors } from "./detectors";
import type { Confidence, Field, FieldFinding, FindingSeverity, Scan } from "./finding";
import { isKnownDevelopmentKey } from "./known-development-keys";
import { layers, nameAt, unwrap, wayTo, type Ground, type Sheet } from "./layers";
import { issuerWords, literals } from "./keywords";
import { issuers as knownIssuers, shownName, wordsOf, type Name } from "./names";
import { couldBePhrase } from "./proofs/word-windows";
import { dash, other, slash } from "./classes";
import { eachPart } from "./runs";
import { isRandom } from "./texture";

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
const longestUrl = 600;
/** URLs inside URLs: more of them open at once are not written by people. */
const mostNested = 4;
const together = 400;
const longestLead = 160;
const longestName = 80;
const neighbours = 16;
const longestWhole = 400;
const mostFields = 200;
const mostValues = 2_000;
const givenAway = 6;

/** Finds the credentials in a text. Never throws; no finding holds a part of a value. */
export function scan(text: string, at: { readonly name?: string } = {}): Scan {
  const { findings, complete } = scanFields([{ path: "", text, ...(at.name === undefined ? {} : { name: at.name }) }]);
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
const keyOf = ({ name = "", text }: Field): string => `${name}\0${text}`;

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
type Stretch = Pick<Candidate, "name" | "start" | "end" | "certain" | "whole" | "position">;

/** A value that stands by itself and is as long as one half of a pair, or a passphrase beside one. */
class Half {
  /** In the ground that the sheet belongs to. */
  readonly start: number;
  #value: string | undefined;
  #random: boolean | undefined;
  readonly #shapes = new Map<RegExp, boolean>();
  #name: Name | "none" | undefined;

  constructor(
    readonly field: number,
    readonly sheet: Sheet,
    readonly from: number,
    readonly to: number,
    /** Whether it holds letters and digits alone. */
    readonly plain: boolean,
    readonly mentions: Mentions,
  ) {
    this.start = sheet.place(from, to)[0];
  }

  get value(): string {
    return (this.#value ??= this.sheet.text.slice(this.from, this.to));
  }

  get name(): Name | undefined {
    this.#name ??= nameAt(this.sheet.assignments, this.from, this.to)?.name ?? "none";
    return this.#name === "none" ? undefined : this.#name;
  }

  /** Whether it has a shape. Asked by each of its neighbours. */
  has(shape: RegExp): boolean {
    let is = this.#shapes.get(shape);
    if (is === undefined) this.#shapes.set(shape, (is = shape.test(this.value)));
    return is;
  }

  /** Whether it is random, and its name does not say that it is something else. */
  get counts(): boolean {
    return (this.#random ??= this.name?.role !== "innocent" && isRandom(this.value));
  }

  /** What stands before it, of a call at least its beginning. */
  get lead(): string {
    return this.sheet.text.slice(Math.max(0, this.from - longestLead), this.from);
  }

  /** Whether it stands between quotes in a list of arguments. */
  get isArgument(): boolean {
    return /[(,]\s{0,20}["'`]$/u.test(this.sheet.text.slice(Math.max(0, this.from - 22), this.from));
  }

  /** Whether it is the whole of a field. */
  get whole(): boolean {
    const { text } = this.sheet;
    return text.length < longestWhole && text.trim().length === this.to - this.from;
  }
}

/** Whether two stand close together: in one text, or as the whole of two fields. */
function near(one: Half, two: Half): boolean {
  return one.field === two.field
    ? Math.abs(one.start - two.start) <= together && one.sheet.ground === two.sheet.ground
    : one.whole && two.whole;
}

/** Whether two stand in one text, too far from each other for anything behind the one to be near the other. */
function isFar(one: Half, two: Half): boolean {
  return one.sheet === two.sheet && Math.abs(one.from - two.from) > 2 * together;
}

class Look {
  readonly left = { complete: true };
  readonly #hits: Hit[] = [];
  readonly #told = new Set<string>();
  readonly #halves: Half[] = [];
  readonly #passphrases: Half[] = [];
  readonly #budget: Budget;
  #around: ReadonlySet<string> | undefined;
  /** How often detectors were asked, or half of a pair was noted. */
  #asked = 0;
  #known: ReadonlySet<string> | undefined;

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

  #addresses(): ReadonlySet<string> {
    this.#known ??= new Set(
      this.fields.flatMap(({ text }) =>
        Array.from(text.matchAll(/0x([\da-f]{40})(?![\da-f])/gi), (match) => (match[1] ?? "").toLowerCase()),
      ),
    );
    return this.#known;
  }

  #sheet(sheet: Sheet, field: number): void {
    const { text, survey, assignments } = sheet;
    const { keywords } = survey;
    const mentions = new Mentions(keywords.issuers, this);
    const place: Place = { sheet, field, mentions };
    const offer = (fitting: readonly Detector[], start: number, end: number): void => {
      const holder = nameAt(assignments, start, end);
      const whole = holder?.start === start && holder.end - end <= 2;
      this.#ask(fitting, place, { name: holder?.name, start, end, certain: holder?.certain ?? false, whole });
    };
    const prefixed = (start: number): void => {
      if (mayBePrefix[prefixAt(text, start)] === 0) return;
      const fitting = byPrefix.get(text.slice(start, start + 3));
      if (fitting !== undefined) this.#sticky(fitting, text, start, offer);
    };
    const part = (alphabet: Alphabet, start: number, end: number, plain: boolean): void => {
      const fitting = byRun[alphabet].get(end - start);
      if (fitting !== undefined) offer(fitting, start, end);
      if (alphabet === "base64url" && halfLengths.has(end - start) && standsAlone(text, start, end))
        this.#note(this.#halves, new Half(field, sheet, start, end, plain, mentions));
    };
    const { runs } = survey;
    for (let index = 0; index < runs.length; index += 4) {
      const start = runs[index] ?? 0;
      const end = runs[index + 1] ?? 0;
      const cuts = (runs[index + 2] ?? 0) & (slash | dash | other);
      // Alphabets for which the whole run is one part share their parts otherwise.
      const whole: readonly Alphabet[] =
        cuts === 0
          ? ["alnum", "base64", "base64url"]
          : cuts === slash
            ? ["base64"]
            : cuts === dash
              ? ["base64url"]
              : [];
      if (whole.length > 0) prefixed(afterDashes(text, start));
      for (const alphabet of whole) part(alphabet, start, end, cuts === 0);
      // In a UUID or a path of short steps, no part is as long as any credential.
      const short = (runs[index + 3] ?? 0) < leastPart;
      if (cuts === 0 || (short && whole.length > 0)) continue;
      if (!short)
        eachPart(text, start, end, slash | dash | other, leastPart, (from, to) => {
          if (from > start || whole.length === 0) prefixed(from);
          part("alnum", from, to, true);
          if (cuts === slash) part("base64url", from, to, true);
          if (cuts === dash) part("base64", from, to, true);
        });
      if (whole.length > 0) continue;
      for (const [alphabet, cut] of [
        ["base64", dash | other],
        ["base64url", slash | other],
      ] as const) {
        eachPart(text, start, end, cut, leastPart, (from, to, mask) => {
          prefixed(from);
          part(alphabet, from, to, (mask & (slash | dash)) === 0);
        });
      }
    }
    for (let index = 0; index < keywords.literals.length; index += 2) {
      const literal = literals[keywords.literals[index + 1] ?? 0] ?? "";
      this.#sticky(byLiteral.get(literal) ?? [], text, keywords.literals[index] ?? 0, offer);
    }
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
    for (const { name, start, end, certain, position } of assignments) {
      if (name.role === "none" || name.role === "innocent") continue;
      if (name.role === "password") this.#note(this.#passphrases, new Half(field, sheet, start, end, false, mentions));
      this.#ask(byName, place, { name, start, end, certain, whole: true, position });
    }
  }

  #note(halves: Half[], half: Half): void {
    this.#asked++;
    halves.push(half);
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
      certain: stretch.certain,
      position: stretch.position,
      issuers,
      addresses: () => this.#addresses(),
      budget: this.#budget,
    };
    for (const detector of fitting) {
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
      // Nothing that another detector could say of the same stretch would be preferred to this.
      if (isProof(detector, judgement) && first === 0 && last === value.length) return;
    }
  }

  #sticky(
    fitting: readonly Detector[],
    text: string,
    at: number,
    offer: (fitting: readonly Detector[], start: number, end: number) => void,
  ): void {
    for (const detector of fitting) {
      if (detector.proposal.by !== "literal" && detector.proposal.by !== "prefix") continue;
      const { shape } = detector.proposal;
      shape.lastIndex = at;
      const match = shape.exec(text);
      if (match === null || match[0].length === 0) continue;
      const shaped = at + match[0].length;
      const end = (detector.proposal.by === "literal" ? detector.proposal.reach?.(text, shaped) : undefined) ?? shaped;
      if (end > at) offer([detector], at, end);
    }
  }

  /** Halves of one credential that stand together prove each other, whatever they are called. */
  pairs(): void {
    const halves = this.#halves;
    if (halves.length < 2) return;
    const wholes = this.fields.length > 1 ? halves.slice(0, mostFields).filter(({ whole }) => whole) : [];
    const phrases = new Map<number, Half[]>();
    for (const phrase of this.#passphrases) index(phrases, placeOf(phrase.field, phrase.start), phrase);
    for (const [position, secret] of halves.entries()) {
      const fitting = (paired.get(secret.to - secret.from) ?? []).filter(
        ([{ proposal }, pair]) =>
          proposal.by === "run" && (proposal.alphabet !== "alnum" || secret.plain) && secret.has(pair.secret),
      );
      if (fitting.length === 0) continue;
      const beside = this.#beside(secret, position, wholes);
      if (beside.length === 0) continue;
      for (const [detector, pair] of fitting) {
        if (!this.#partnered(detector, pair, secret, beside, phrases)) continue;
        const { field, sheet, value, name } = secret;
        const [start, end] = sheet.place(secret.from, secret.to);
        const judgement: Judgement = {
          confidence: "proven",
          ...(isKnownDevelopmentKey(value) ? { severity: "low" } : {}),
        };
        this.#hits.push({ detector, judgement, field, sheet, value, name, start, end });
      }
    }
  }

  /** The other halves near one of them. */
  #beside(secret: Half, position: number, wholes: readonly Half[]): Half[] {
    const beside: Half[] = [];
    const consider = (half: Half): void => {
      if (near(half, secret) && half.value !== secret.value) beside.push(half);
    };
    // They stand in the order of their texts: behind one that is too far away there is none that is near.
    for (const direction of [-1, 1]) {
      for (let step = 1; step <= neighbours; step++) {
        const half = this.#halves[position + direction * step];
        if (half === undefined || isFar(half, secret)) break;
        consider(half);
      }
    }
    wholes.forEach(consider);
    return beside;
  }

  #partnered(
    detector: Detector,
    pair: Pair,
    secret: Half,
    around: readonly Half[],
    phrases: ReadonlyMap<number, readonly Half[]>,
  ): boolean {
    if (!pair.partners.every((partner) => around.some((half) => half.has(partner)))) return false;
    let beside = around;
    if (pair.mentioned === true || (pair.passphrase === true && !this.#hasPhrase(secret, phrases))) {
      // `new Client("…", "…", "…")`: where none of them is named, the exchange must be.
      const mentioned = secret.mentions.at(secret.from, secret.name);
      const isMentioned = detector.issuers?.some((issuer) => mentioned.has(issuer)) === true;
      if (!secret.isArgument || (!isMentioned && pair.call?.test(secret.lead) !== true)) return false;
      beside = around.filter(({ isArgument }) => isArgument);
    }
    if (secret.name?.role === "key" || secret.name?.role === "id" || !secret.counts) return false;
    const random = beside.filter(({ counts }) => counts);
    // A list of such values is a list of something else.
    const alike = new Set(random.filter((half) => half.has(pair.secret)).map(({ value }) => value));
    return alike.size <= 2 && pair.partners.every((partner) => random.some((half) => half.has(partner)));
  }

  /** Whether something that is named a passphrase stands near a half. */
  #hasPhrase(secret: Half, phrases: ReadonlyMap<number, readonly Half[]>): boolean {
    const announced = [-1, 0, 1].flatMap((step) => phrases.get(placeOf(secret.field, secret.start, step)) ?? []);
    const away = this.fields.length > 1 && secret.whole ? this.#passphrases.slice(0, mostFields) : [];
    return [...announced.slice(0, mostFields), ...away].some(
      (half) => near(half, secret) && half.value !== secret.value,
    );
  }

  findings(): FieldFinding[] {
    const grounds = new Map<Ground, Hit[]>();
    for (const hit of this.#hits) {
      const group = grounds.get(hit.sheet.ground);
      if (group === undefined) grounds.set(hit.sheet.ground, [hit]);
      else group.push(hit);
    }
    const chosen = [...grounds.values()].flatMap((group) => best(group));
    const opened = openedBy(chosen);
    const kept = chosen.filter((hit) => !isWrapping(hit, opened));
    const pieces = piecesOf(kept.map(({ value }) => value));
    const shown = new Set<string>();
    const found = kept
      .map((hit) => this.#finding(hit, pieces))
      .filter((finding) => {
        const key = `${finding.path} ${finding.detector} ${finding.start} ${finding.end} ${finding.identity}`;
        const first = !shown.has(key);
        shown.add(key);
        return first;
      });
    const order = new Map(this.fields.map(({ path }, index) => [path, index]));
    return found.sort(
      (a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0) || a.start - b.start || a.end - b.end,
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

/** Which exchanges a text mentions, and where. */
class Mentions {
  #all: ReadonlySet<string> | undefined;

  constructor(
    /** Where, and the position in `issuerWords`: two numbers a mention. */
    readonly found: readonly number[],
    readonly look: Pick<Look, "around">,
  ) {}

  at(start: number, name: Name | undefined): ReadonlySet<string> {
    const own = name === undefined ? nobody : issuersOf(name.words);
    if (own.size > 0) return own;
    const { found } = this;
    const { around } = this.look;
    if (found.length === 0) return around;
    let low = 0;
    let high = found.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[2 * middle] ?? 0) < start - 1500) low = middle + 1;
      else high = middle;
    }
    // The nearest ones count; what stands right before a value says more than what follows.
    let near: Set<string> | undefined;
    for (let index = low; index < Math.min(found.length / 2, low + 200); index++) {
      if ((found[2 * index] ?? 0) > start + 600) break;
      near ??= new Set(around);
      near.add(issuerWords[found[2 * index + 1] ?? 0]?.[1] ?? "");
    }
    if (near !== undefined) return near;
    if (around.size > 0 || found.length >= 100) return around;
    this.#all ??= new Set(found.filter((_, at) => at % 2 === 1).map((word) => issuerWords[word]?.[1] ?? ""));
    return this.#all;
  }
}

const nobody: ReadonlySet<string> = new Set();

function canonical(word: string): string {
  return issuerWords.find(([written]) => written === word)?.[1] ?? (word === "crypto" ? "cryptocom" : word);
}

function issuersOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.filter((word) => knownIssuers.has(word)).map(canonical));
}

function isProof(detector: Detector, { confidence, severity = detector.severity }: Judgement): boolean {
  return confidence === "proven" && severity === "high";
}

/** How many `=` fill a value up to whole groups of four: they are a part of it that no run holds. */
function paddingAfter(text: string, start: number, end: number): number {
  const missing = (4 - ((end - start) % 4)) % 4;
  return missing < 3 && text.startsWith("==".slice(0, missing), end) ? missing : 0;
}

const opening = new Set(Array.from("\t\n\v\f\r \"'`=:>(", (sign) => sign.charCodeAt(0)));
const closing = new Set(Array.from("\t\n\v\f\r \"'`,;|<)&\\", (sign) => sign.charCodeAt(0)));
const mostIndented = 24;

// A value in its own right: not a piece of a path, of a list without quotes, or a line of a certificate.
function standsAlone(text: string, start: number, end: number): boolean {
  if (start > 0 && !opening.has(text.charCodeAt(start - 1))) return false;
  if (end === text.length) return true;
  const after = text.charCodeAt(end);
  if (after !== 10 && after !== 13) return closing.has(after);
  let before = start - 1;
  while (before >= 0 && start - before <= mostIndented && (text[before] === " " || text[before] === "\t")) before--;
  const isLine = before < 0 || start - before > mostIndented || text[before] === "\n" || text[before] === "\r";
  return start === 0 || !isLine;
}

/** Where a passphrase or a secret stands, so roughly that what is near stands in the same place or the one beside it. */
function placeOf(field: number, start: number, step = 0): number {
  return field * 2 ** 32 + Math.floor(start / together) + step;
}

/** Past the dashes that a run begins with: `${TOKEN:-…}`. */
function afterDashes(text: string, start: number): number {
  let at = start;
  while (at < start + 2 && text[at] === "-") at++;
  return at;
}

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
  // ${RPC_URL:-https://…}
  const given = text.slice(start, at).lastIndexOf(":-");
  if (given !== -1) start += given + 2;
  if (start === at) return undefined;
  let end = at + 3;
  const limit = Math.min(text.length, end + longestUrl);
  while (end < limit && !urlEnds.has(text.charCodeAt(end))) end++;
  if (end - at < 8) return undefined;
  const authority = /^[^/?#]*/u.exec(text.slice(at + 3, end))?.[0] ?? "";
  const host = authority
    .slice(authority.lastIndexOf("@") + 1)
    .replace(/:\d*$/u, "")
    .toLowerCase();
  return { start, end, site: host.split(".").slice(-2).join(".") };
}

/** The ranges of wrappings in which something of weight was found, in order, by the field. */
function openedBy(hits: readonly Hit[]): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const byField = new Map<number, Map<string, readonly [number, number]>>();
  for (const { sheet, field, detector, judgement } of hits) {
    const { outer } = sheet.ground;
    if (outer === undefined || detector.severity === "low" || judgement.severity === "low") continue;
    const ranges = byField.get(field) ?? new Map<string, readonly [number, number]>();
    byField.set(field, ranges.set(outer.join(" "), outer));
  }
  return new Map(Array.from(byField, ([field, ranges]) => [field, [...ranges.values()].sort((a, b) => a[0] - b[0])]));
}

// A named value whose own content was opened and names its kind better.
function isWrapping(hit: Hit, opened: ReturnType<typeof openedBy>): boolean {
  if (hit.judgement.confidence === "proven" || hit.sheet.ground.outer !== undefined) return false;
  const ranges = opened.get(hit.field) ?? [];
  for (let at = firstFrom(ranges, hit.start); (ranges[at]?.[0] ?? Infinity) <= hit.end; at++)
    if ((ranges[at]?.[1] ?? Infinity) <= hit.end + 2) return true;
  return false;
}

/** The position of the first range that begins at `start` or later. */
function firstFrom(ranges: readonly (readonly [number, number])[], start: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[0] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
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
  if (name.length > longestName || pieces === undefined) return false;
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
  const ordered = [...hits].sort(
    (a, b) => weigh(a) - weigh(b) || a.sheet.depth - b.sheet.depth || b.end - b.start - (a.end - a.start),
  );
  const kept: Hit[] = [];
  for (const hit of ordered) {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.start ?? 0) < hit.start) low = middle + 1;
      else high = middle;
    }
    const before = kept[low - 1];
    const after = kept[low];
    if (before !== undefined && before.end > hit.start) continue;
    if (after !== undefined && after.start < hit.end) continue;
    kept.splice(low, 0, hit);
  }
  return kept;
}

const byRun: Readonly<Record<Alphabet, Map<number, Detector[]>>> = {
  alnum: new Map(),
  base64: new Map(),
  base64url: new Map(),
};
const byPrefix = new Map<string, Detector[]>();
const byLiteral = new Map<string, Detector[]>();
const byHost = new Map<string, Detector[]>();
const anyUrl: Detector[] = [];
const byName: Detector[] = [];
const byWords: Detector[] = [];
const byNumbers: Detector[] = [];
/** By the length of the secret half. */
const paired = new Map<number, (readonly [Detector, Pair])[]>();
/** Lengths of the halves of pairs, in characters. */
const halfLengths = new Set([18, 20, 22, 24, 26, 27, 28, 32, 33, 34, 35, 36, 40, 43, 44, 48, 64, 128]);

/** One bit for every prefix's first three characters, of which each gives five bits. */
const mayBePrefix = new Uint8Array(1 << 15);

function prefixAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 31) << 10) | ((text.charCodeAt(at + 1) & 31) << 5) | (text.charCodeAt(at + 2) & 31);
}

function index<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const group = map.get(key);
  if (group === undefined) map.set(key, [value]);
  else if (!group.includes(value)) group.push(value);
}

for (const detector of detectors) {
  const { proposal, pair } = detector;
  if (pair !== undefined && proposal.by === "run")
    for (const length of new Set(proposal.lengths)) index(paired, length, [detector, pair]);
  switch (proposal.by) {
    case "run":
      for (const length of proposal.lengths) index(byRun[proposal.alphabet], length, detector);
      break;
    case "prefix":
      for (const prefix of proposal.prefixes) {
        mayBePrefix[prefixAt(prefix, 0)] = 1;
        index(byPrefix, prefix.slice(0, 3), detector);
      }
      break;
    case "literal":
      for (const literal of proposal.literals) index(byLiteral, literal, detector);
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

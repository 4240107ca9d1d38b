import type { Detector, Pair } from "./detector";
import { detectors } from "./detectors";
import { index } from "./indexing";
import { isLineOfBlock } from "./issued";
import { nameAt, type Sheet } from "./layers";
import type { Mentions } from "./mentions";
import { readName, type Name } from "./names";
import { isRandom } from "./texture";

/** How near two halves stand, in characters. */
const together = 400;
const longestLead = 160;
const neighbours = 16;
const longestWhole = 400;
const longestNote = 400;
const mostIndented = 24;
const mostFields = 200;

const labelled = /(?<![\w.-])([\w.-]{1,40})["'\]]{0,3}\s{0,4}(?:=>|[:=])\s{0,4}["'`]?$/u;
const longestLabel = 60;
// What two random values are called that belong together and are no credential.
const companion =
  /csrf|xsrf|session|cursor|nonce|state|verifier|challenge|trace|span|etag|digest|checksum|signature|hash|parent|next|prev|request|order|correlation/iu;
const leastLine = 60;
const mostBetween = 24;

/** A value that stands by itself and is as long as one half of a pair, or a passphrase beside one. */
export class Half {
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
    return (this.#random ??=
      this.name?.role !== "innocent" && isRandom(this.value) && !this.#isLabelled() && !this.#isOfBlock());
  }

  #isLabelled(): boolean {
    const label = labelled.exec(this.sheet.text.slice(Math.max(0, this.from - longestLabel), this.from))?.[1];
    return label !== undefined && (companion.test(label) || (label !== "id" && readName(label).role === "innocent"));
  }

  // Of base64 that is broken at 64 characters.
  #isOfBlock(): boolean {
    return this.to - this.from >= leastLine && isLineOfBlock({ text: this.sheet.text, start: this.from, end: this.to });
  }

  /** What stands before it, of a call at least its beginning. */
  get lead(): string {
    return this.sheet.text.slice(Math.max(0, this.from - longestLead), this.from);
  }

  /** Whether it stands between quotes in a list of arguments. */
  get isArgument(): boolean {
    return /[(,]\s{0,20}["'`]$/u.test(this.sheet.text.slice(Math.max(0, this.from - 22), this.from));
  }

  /** Whether it is a line of its own. */
  get isLine(): boolean {
    const { text } = this.sheet;
    const before = text.slice(Math.max(0, this.from - mostIndented), this.from);
    return (
      /(?:^|[\n\r])[ \t]*$/u.test(before) && /^[ \t]*(?:[\n\r]|$)/u.test(text.slice(this.to, this.to + mostIndented))
    );
  }

  /** Whether it is the whole of a field. */
  get whole(): boolean {
    const { text } = this.sheet;
    return text.length < longestWhole && text.trim().length === this.to - this.from;
  }
}

/** Whether two different values stand close together: in one text, or as the whole of two fields. */
function areNear(one: Half, two: Half): boolean {
  const isNear =
    one.field === two.field
      ? Math.abs(one.start - two.start) <= together && one.sheet.ground === two.sheet.ground
      : one.whole && two.whole;
  return isNear && one.value !== two.value;
}

/** Whether nothing but signs, and no word, stands between two values of one text. */
function areAdjacent(one: Half, two: Half): boolean {
  if (one.sheet !== two.sheet) return false;
  const [first, last] = one.from < two.from ? [one, two] : [two, one];
  const between = first.sheet.text.slice(first.to, last.from);
  return between.length <= mostBetween && !/[A-Za-z\d]/u.test(between);
}

function wholeOf(halves: readonly Half[]): readonly Half[] {
  return halves.filter(({ whole }) => whole).slice(0, mostFields);
}

/** Whether what a pair asks for stands beside its secret. */
function isPartnered(
  detector: Detector,
  pair: Pair,
  secret: Half,
  around: readonly Half[],
  phrases: ReadonlyMap<number, readonly Half[]>,
): boolean {
  if (!pair.partners.every((partner) => around.some((half) => half.has(partner)))) return false;
  let beside = around;
  const isMentioned = (): boolean => {
    const mentioned = secret.mentions.at(secret.from, secret.name);
    return detector.issuers?.some((issuer) => mentioned.has(issuer)) === true;
  };
  // Lines without a name of a text that is longer than a note are lines of something else.
  if (secret.isLine && secret.sheet.text.length > longestNote && !isMentioned()) return false;
  if (pair.mentioned === true || (pair.passphrase === true && !hasPhrase(secret, phrases))) {
    // `new Client("…", "…", "…")`: where none of them is named, the exchange must be.
    if (pair.adjacent === true && isMentioned()) {
      beside = around.filter((half) => areAdjacent(half, secret));
    } else {
      if (!secret.isArgument || (!isMentioned() && pair.call?.test(secret.lead) !== true)) return false;
      beside = around.filter(({ isArgument }) => isArgument);
    }
  }
  if (secret.name?.role === "key" || secret.name?.role === "id" || !secret.counts) return false;
  const random = beside.filter(({ counts }) => counts);
  // A list of such values is a list of something else.
  const alike = new Set(random.filter((half) => half.has(pair.secret)).map(({ value }) => value));
  return alike.size <= 2 && pair.partners.every((partner) => random.some((half) => half.has(partner)));
}

/** Whether something that is named a passphrase stands near a half. */
function hasPhrase(secret: Half, phrases: ReadonlyMap<number, readonly Half[]>): boolean {
  const places = [-1, 0, 1].map((step) => placeOf(secret.field, secret.start) + step);
  return [...places, anywhere].some((place) => phrases.get(place)?.some((half) => areNear(half, secret)) === true);
}

const opening = new Set(Array.from("\t\n\v\f\r \"'`=:>(,;|", (sign) => sign.charCodeAt(0)));
const closing = new Set(Array.from("\t\n\v\f\r \"'`,;|<)&\\", (sign) => sign.charCodeAt(0)));
const colon = 0x3a;

/** Whether a value is as long as half of a pair, and one in its own right: not a piece of a path. */
export function mayBeHalf(text: string, start: number, end: number): boolean {
  if (!halfLengths.has(end - start)) return false;
  if (start > 0 && !opening.has(text.charCodeAt(start - 1))) return false;
  if (end === text.length) return true;
  const after = text.charCodeAt(end);
  // key:secret
  if (after === colon)
    return halfLengths.has((/^[\w-]{1,128}/u.exec(text.slice(end + 1, end + 130))?.[0] ?? "").length);
  return closing.has(after);
}

/** Where a passphrase or a secret stands, so roughly that what is near stands in the same place or the one beside it. */
function placeOf(field: number, start: number): number {
  return field * 2 ** 32 + Math.floor(start / together);
}

/** The place of what is the whole of a field. */
const anywhere = Infinity;

/** Lengths of the halves of pairs, in characters. */
const halfLengths = new Set([18, 20, 22, 24, 26, 27, 28, 32, 33, 34, 35, 36, 40, 43, 44, 48, 64, 128]);

/** By the length of the secret half. */
const paired = new Map<number, (readonly [Detector, Pair])[]>();
for (const detector of detectors) {
  const { proposal, pair } = detector;
  if (pair === undefined || proposal.by !== "run") continue;
  for (const length of proposal.lengths) index(paired, length, [detector, pair]);
}

/** What may be halves of pairs, in the order of their texts, and what is named a passphrase. */
export class Halves {
  readonly #halves: Half[] = [];
  readonly #passphrases: Half[] = [];

  add(half: Half): void {
    this.#halves.push(half);
  }

  addPassphrase(passphrase: Half): void {
    this.#passphrases.push(passphrase);
  }

  /** The secret halves that another half proves, and whose they are. */
  *pairs(): Generator<{ readonly detector: Detector; readonly secret: Half }> {
    const wholes = wholeOf(this.#halves);
    const phrases = new Map<number, Half[]>();
    for (const phrase of this.#passphrases) index(phrases, placeOf(phrase.field, phrase.start), phrase);
    for (const phrase of wholeOf(this.#passphrases)) index(phrases, anywhere, phrase);
    for (const [position, secret] of this.#halves.entries()) {
      let beside: readonly Half[] | undefined;
      for (const [detector, pair] of paired.get(secret.to - secret.from) ?? []) {
        if (!secret.has(pair.secret)) continue;
        beside ??= this.#beside(secret, position, wholes);
        if (isPartnered(detector, pair, secret, beside, phrases)) yield { detector, secret };
      }
    }
  }

  #beside(secret: Half, position: number, wholes: readonly Half[]): readonly Half[] {
    const beside = wholes.filter((half) => areNear(half, secret));
    for (let at = Math.max(0, position - neighbours); at <= position + neighbours; at++) {
      const half = this.#halves[at];
      if (half !== undefined && areNear(half, secret)) beside.push(half);
    }
    return beside;
  }
}

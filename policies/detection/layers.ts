import { assignments } from "./assignments";
import { classOf } from "./classes";
import type { Layer } from "./finding";
import { firstOf } from "./indexing";
import type { Assignment } from "./named";
import { readName, type Name } from "./names";
import { isPrivateKeyDer } from "./proofs/private-key-der";
import { survey, type Survey } from "./runs";
import { ansi } from "./wrappings/ansi";
import { base32, base64, hex, pairs, type Decoded } from "./wrappings/base64";
import { deflated, inflated, isCompressed } from "./wrappings/compression";
import { concatenation } from "./wrappings/concatenation";
import { dumps } from "./wrappings/dumps";
import type { Edit } from "./wrappings/edits";
import { entities } from "./wrappings/entities";
import { escapes } from "./wrappings/escapes";
import { folding } from "./wrappings/folding";
import { hunks } from "./wrappings/hunks";
import { joins } from "./wrappings/joins";
import { octetRows } from "./wrappings/octet-rows";
import { percent } from "./wrappings/percent";
import { quotedPrintable } from "./wrappings/quoted-printable";
import { sections, type Section } from "./wrappings/sections";
import { isText, textOf } from "./wrappings/text";

/** Most wrappings one inside the other. */
const deepest = 8;
/** Most characters that unwrapping may add, beside four times the text's own length. */
const mostUnwrapped = 8 << 20;
/** Most compressed contents opened for one text. */
const mostInflated = 256;
/** Most bytes that only begin as if they were compressed, for one text. */
const mostAttempts = 1_000;
/** An unwrapped text, and what is found in it and has to be judged, take as long as so many characters of it. */
const weights = { text: 1_500, assignment: 400, run: 100 };
const margin = 512;

/** A text that stands by itself: the outermost one, or what was decoded from a run. Its edited copies share its offsets. */
export interface Ground {
  readonly via: readonly string[];
  readonly sections: readonly Section[];
  /** The range in the outermost text of what was decoded; undefined for the outermost text, whose offsets are exact. */
  readonly outer: readonly [number, number] | undefined;
}

// Its sections are looked for when something was found in it.
function groundOf(text: string, via: readonly string[], outer: Ground["outer"]): Ground {
  let found: readonly Section[] | undefined;
  return {
    via,
    outer,
    get sections() {
      return (found ??= sections(text));
    },
  };
}

/** A text to look at, with what was found out about it. */
export interface Sheet {
  readonly text: string;
  readonly ground: Ground;
  readonly depth: number;
  /** Kinds of the edits that made this copy. */
  readonly edited: readonly string[];
  /** From a range of this text to one of its ground. */
  place(start: number, end: number): readonly [number, number];
  readonly survey: Survey;
  readonly assignments: readonly Assignment[];
}

interface Source {
  readonly text: string;
  readonly ground: Ground;
  readonly depth: number;
  readonly edited: readonly string[];
  readonly name: Name | undefined;
  place(start: number, end: number): readonly [number, number];
}

const unmoved = (start: number, end: number): readonly [number, number] => [start, end];

function sheet(source: Source): Sheet {
  const found = survey(source.text);
  const assigned = assignments(source.text, found.keywords.names, found.ascii);
  const { name, text } = source;
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const whole: Assignment[] = name === undefined || end <= start ? [] : [{ name, start, end, certain: true }];
  return {
    text,
    ground: source.ground,
    depth: source.depth,
    edited: source.edited,
    place: (from, to) => source.place(from, to),
    survey: found,
    assignments: [...whole, ...assigned],
  };
}

/** The text and everything that can be unwrapped from it. `complete` is false where a bound or a broken stream left something unseen. */
export function* unwrap(text: string, name: string | undefined, left: { complete: boolean }): Generator<Sheet> {
  let budget = mostUnwrapped + text.length * 4;
  let openings = mostInflated;
  let attempts = mostAttempts;
  let inflatable = mostUnwrapped + text.length * 4;
  // Copies of a text share its ground: what they have in common is opened once.
  const seen = new Map<Ground, Set<string>>();
  const outermost = groundOf(text, [], undefined);
  const named = name === undefined ? undefined : readName(name);
  const queue: Source[] = [{ text, ground: outermost, depth: 0, edited: [], name: named, place: unmoved }];
  const plain = withoutNulls(text);
  if (plain !== undefined) {
    const ground: Ground = { via: ["utf-16"], sections: [], outer: [0, text.length] };
    queue.push({ text: plain, ground, depth: 1, edited: [], name: named, place: unmoved });
  }
  const add = (source: Source): void => {
    if (source.depth > deepest || source.text.length > budget) left.complete = false;
    else {
      budget -= weights.text + source.text.length;
      queue.push(source);
    }
  };
  // The queue grows while it is walked.
  for (const next of queue) {
    // What was queued before the bound was reached, and not looked at before it.
    if (next.depth > 0 && budget < 0) {
      left.complete = false;
      continue;
    }
    const current = sheet(next);
    yield current;
    if (next.depth > 0) {
      const { assignments: assigned, survey: found } = current;
      budget -= weights.assignment * assigned.length + (weights.run * found.runs.length) / 4;
    }
    const edits = editsOf(current);
    for (const copy of editedCopies(current, edits, next.name)) add(copy);
    const open = (run: Decoded, id: string): void => {
      const [from, to] = current.place(run.start, run.end);
      const key = `${from} ${to} ${id}`;
      const opened = seen.get(current.ground) ?? new Set<string>();
      if (opened.has(key)) return;
      seen.set(current.ground, opened.add(key));
      const holder = nameAt(current.assignments, run.start, run.end);
      // Ansible's ciphertexts are hex of hex: nothing inside one is what its name says.
      const isVault = holder !== undefined && current.text.startsWith("$ANSIBLE_VAULT;1.", holder.start);
      const via = [...wayTo(current.ground, from, to), ...current.edited, id];
      const pending: { bytes: Buffer; via: readonly string[]; isDeflated?: true }[] = [{ ...run, via }];
      for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
        const mayOpen = part.isDeflated ?? isCompressed(part.bytes);
        const inflate = part.isDeflated === true ? deflated : inflated;
        if (mayOpen && --attempts < 0) left.complete = false;
        const contents = mayOpen && openings > 0 && attempts >= 0 ? inflate(part.bytes, inflatable) : [];
        if (contents.length > 0) {
          openings--;
          if (openings === 0) left.complete = false;
          for (const content of contents) {
            inflatable -= content.content.length;
            // A line of what is broken into lines breaks off; the copy with all of them joined is opened as well.
            if (!content.whole && !goesOn(edits, run.end)) left.complete = false;
            if (content.content.length > budget || part.via.length > deepest) left.complete = false;
            else pending.push({ bytes: content.content, via: [...part.via, content.id] });
          }
          continue;
        }
        const inner = keyOf(part.bytes) ?? textOf(part.bytes);
        if (inner === undefined || inner.text.length < 4) continue;
        const inside = inner.id === undefined ? part.via : [...part.via, inner.id];
        const ground = groundOf(inner.text, inside, current.ground.outer ?? [from, to]);
        add({
          text: inner.text,
          ground,
          depth: current.depth + 1,
          edited: [],
          name: isVault ? undefined : (holder?.name ?? next.name),
          place: unmoved,
        });
      }
    };
    for (const run of base64(current.text, current.survey.runs)) open(run, "base64");
    for (const run of base32(current.text, current.survey.runs)) open(run, "base32");
    for (const run of hex(current.text, current.survey.runs)) open(run, "hex");
    for (const row of octetRows(current.text, current.survey.numbers)) open(row, "bytes");
    for (const row of pairs(current.text, current.survey.pairs)) open(row, "hex");
    for (const dump of dumps(current.text)) open(dump, "dump");
  }
}

/** The base64 of a private key in DER, as its detector reads it; undefined of other bytes. */
function keyOf(bytes: Buffer): ReturnType<typeof textOf> {
  return isPrivateKeyDer(bytes) ? { text: bytes.toString("base64"), id: "der" } : undefined;
}

/** The way to a range of a ground: its own, and the sections it lies in. */
export function wayTo(ground: Ground, start: number, end: number): string[] {
  const inside = ground.sections.filter((section) => section.start <= start && end <= section.end);
  return [...ground.via, ...inside.map((section) => section.id)];
}

/** The innermost assignment that holds a range. */
export function nameAt(assigned: readonly Assignment[], start: number, end: number): Assignment | undefined {
  const behind = firstOf(assigned.length, (at) => (assigned[at]?.start ?? 0) > start);
  for (let index = behind - 1; index >= Math.max(0, behind - 8); index--) {
    const candidate = assigned[index];
    if (candidate !== undefined && end <= candidate.end) return candidate;
  }
  const whole = assigned[0];
  return whole !== undefined && whole.start <= start && end <= whole.end ? whole : undefined;
}

// UTF-16 that was read as if its bytes were characters.
function withoutNulls(text: string): string | undefined {
  if (!text.slice(0, 4).includes("\0")) return undefined;
  // eslint-disable-next-line no-control-regex
  if (!/[^\u0000-\u00ff]/u.test(text)) return textOf(Buffer.from(text, "latin1"))?.text;
  const stripped = text.replaceAll("\0", "").replace(/^(?:\ufeff|\ufffd{2})/u, "");
  return stripped.length * 2 <= text.length + 4 && isText(stripped) ? stripped : undefined;
}

// Everything in a text that is escaped, folded or joined, in order.
function editsOf({ text, edited, survey: { runs, keywords } }: Sheet): readonly Edit[] {
  return disjoint([
    ...escapes(text),
    ...percent(text),
    ...entities(text),
    ...ansi(text),
    ...quotedPrintable(text),
    ...(edited.includes("diff") ? [] : hunks(text)),
    ...concatenation(text),
    ...joins(text, keywords.joins),
    // One pass joins every line of a text that was broken; what a second one would join is what follows it.
    ...(edited.includes("folding") ? [] : folding(text, runs)),
  ]);
}

/** Whether an edit joins a run that ends at `end` with what follows it. */
function goesOn(edits: readonly Edit[], end: number): boolean {
  return edits[firstOf(edits.length, (at) => (edits[at]?.start ?? 0) >= end)]?.start === end;
}

// Copies of the stretches of a text with edits, with all of them undone at once.
function* editedCopies(parent: Sheet, edits: readonly Edit[], name: Name | undefined): Generator<Source> {
  for (let first = 0; first < edits.length;) {
    let last = first;
    while (last + 1 < edits.length && (edits[last + 1]?.start ?? 0) - (edits[last]?.end ?? 0) <= 2 * margin) last++;
    yield copy(parent, edits.slice(first, last + 1), name);
    first = last + 1;
  }
}

function disjoint(all: Edit[]): Edit[] {
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Edit[] = [];
  let end = -1;
  for (const edit of all) {
    if (edit.start < end) continue;
    kept.push(edit);
    end = edit.end;
  }
  return kept;
}

const longestWord = 64;

/** Where the word begins that stands at a place: half of a name says something else. */
function wordStart(text: string, at: number): number {
  let start = Math.max(0, at);
  while (start > 0 && at - start < longestWord && classOf(text.charCodeAt(start - 1)) !== 0) start--;
  return start;
}

function copy(parent: Sheet, edits: readonly Edit[], name: Name | undefined): Source {
  const { text } = parent;
  const from = wordStart(text, (edits[0]?.start ?? 0) - margin);
  const to = Math.min(text.length, (edits.at(-1)?.end ?? text.length) + margin);
  // Inner and outer offsets where each piece begins, copied and replaced ones in turn.
  const inner: number[] = [];
  const outer: number[] = [];
  const pieces: string[] = [];
  let length = 0;
  const push = (piece: string, at: number): void => {
    inner.push(length);
    outer.push(at);
    pieces.push(piece);
    length += piece.length;
  };
  let at = from;
  for (const edit of edits) {
    push(text.slice(at, edit.start), at);
    push(edit.means, edit.start);
    at = edit.end;
  }
  push(text.slice(at, to), at);
  // Odd pieces are replacements: every offset inside one belongs to the whole of it.
  const pieceAt = (offset: number): number =>
    Math.max(0, firstOf(inner.length, (piece) => (inner[piece] ?? 0) > offset) - 1);
  const outerOf = (offset: number): readonly [number, number] => {
    const piece = pieceAt(offset);
    const begin = outer[piece] ?? 0;
    if (piece % 2 === 1) return [begin, outer[piece + 1] ?? begin];
    const exact = begin + offset - (inner[piece] ?? 0);
    return [exact, exact + 1];
  };
  return {
    text: pieces.join(""),
    ground: parent.ground,
    depth: parent.depth + 1,
    edited: [...new Set([...parent.edited, ...edits.map((edit) => edit.kind)])],
    // A field's name is the name of its whole text only.
    name: from === 0 && to === text.length ? name : undefined,
    place(start, end) {
      const [first] = outerOf(start);
      const [, last] = outerOf(Math.max(start, end - 1));
      return parent.place(first, last);
    },
  };
}

/** The text itself and everything unwrapped from it. `complete` is false where a bound was reached. */
export function layers(text: string): { layers: readonly Layer[]; complete: boolean } {
  const left = { complete: true };
  const found: Layer[] = [];
  for (const current of unwrap(text, undefined, left)) {
    const [start, end] = current.ground.outer ?? current.place(0, current.text.length);
    found.push({ text: current.text, via: [...current.ground.via, ...current.edited], start, end });
  }
  return { layers: found, complete: left.complete };
}

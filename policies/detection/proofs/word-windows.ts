import type { Row } from "../chains";
import type { Candidate } from "../detector";
import { listsOf } from "./word-lists";

/** Words that follow each other in a run, and their range in it. */
export interface WordWindow {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

const label =
  /mnemonic|seed|phrase|recovery|recover|backup|wallet|words|semilla|frase|graine|parola|palavras|助记|助記|ニーモニック|니모닉|фраз|сид|wiederherstellung/i;
const mostWindows = 64;
/** More list words than this in a row are a list, even where a phrase is announced. */
const mostAnnounced = 40;
const mostNumbered = 100;
const leastPhrase = 12;

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// Several detectors ask the same of a candidate.
const words = new WeakMap<Candidate, readonly Word[]>();
const announced = new WeakMap<Candidate, boolean>();

function once<T>(known: WeakMap<Candidate, T>, candidate: Candidate, find: () => T): T {
  let found = known.get(candidate);
  if (found === undefined) known.set(candidate, (found = find()));
  return found;
}

/** Whether the text right before a run, or the name it is given, announces a phrase. */
export function isAnnounced(candidate: Candidate): boolean {
  const { name, text, start, value } = candidate;
  return once(
    announced,
    candidate,
    () =>
      name?.role === "phrase" ||
      name?.role === "secret" ||
      label.test(text.slice(Math.max(0, start - 60), start)) ||
      label.test(value.slice(0, 60)),
  );
}

function wordsOf(candidate: Candidate): readonly Word[] {
  return once(words, candidate, () => arranged(candidate.text, candidate.start, candidate.end).words);
}

const longestMark = 24;
/** A word that stands as often as a phrase has words is a label of each of them. */
const leastLabels = 11;

/** The words of a run. Where each has a number, in the order of those: in columns, the second word stands below the first. */
function arranged(
  text: string,
  from: number,
  to: number,
): { readonly words: readonly Word[]; readonly isNumbered: boolean } {
  const value = withoutTags(text.slice(from, to));
  const found = Array.from(value.matchAll(/[\p{L}\p{M}]+/gu), (match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  if (found.length > mostNumbered || !/\d/u.test(value)) return { words: found, isNumbered: false };
  const times = new Map<string, number>();
  for (const { word } of found) times.set(word, (times.get(word) ?? 0) + 1);
  const kept = found.filter(({ word }) => (times.get(word) ?? 0) < leastLabels);
  const numbered = kept
    .flatMap((word, index) => {
      const before = kept[index - 1]?.end;
      const mark = text.slice(
        before === undefined ? Math.max(0, from + word.start - longestMark) : from + before,
        from + word.start,
      );
      const number = mark.match(/\d+/gu)?.at(-1);
      return number === undefined || number.length > 2 ? [] : [{ word, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number);
  const first = numbered[0]?.number ?? -1;
  const isNumbered =
    first <= 1 && numbered.length >= leastPhrase && numbered.every(({ number }, at) => number === first + at);
  return { words: isNumbered ? numbered.map(({ word }) => word) : found, isNumbered };
}

/**
 * The stretches of a run that could be a phrase of one of these sizes. A run of exactly a legal size is tried as it is; inside any
 * run, a stretch of list words counts where other words delimit it, or anywhere where a label announces a phrase.
 */
export function windows(
  candidate: Candidate,
  sizes: readonly number[],
  isListed: (word: string) => boolean,
): WordWindow[] {
  const found = wordsOf(candidate);
  const cut = (from: number, to: number): WordWindow => {
    const some = found.slice(from, to);
    return {
      words: some.map(({ word }) => word),
      start: Math.min(...some.map(({ start }) => start)),
      end: Math.max(...some.map(({ end }) => end)),
    };
  };
  const cuts = sizes.includes(found.length) ? [cut(0, found.length)] : [];
  for (let from = 0; from < found.length && cuts.length < mostWindows;) {
    let to = from;
    while (to < found.length && isListed(found[to]?.word ?? "")) to++;
    const size = to - from;
    const said = found[from]?.word === "echo" ? size - 1 : 0;
    if (sizes.includes(size)) {
      if (size < found.length) cuts.push(cut(from, to));
    } else if (sizes.includes(said)) {
      // A command, and a word of the list.
      cuts.push(cut(from + 1, to));
    } else if (size >= (sizes[0] ?? 0) && size <= mostAnnounced && isAnnounced(candidate)) {
      for (const legal of [...sizes].reverse())
        for (let at = from; at + legal <= to; at++) cuts.push(cut(at, at + legal));
    } else if (size > longestPhrase && size <= mostUneven && sizes.includes(longestPhrase)) {
      // What stands before a phrase may be words of the list as well: "live", "seed".
      cuts.push(cut(to - longestPhrase, to));
    }
    from = to + 1;
  }
  return cuts.slice(0, mostWindows);
}

/** Lists in alphabetical order are lists. */
export function areSorted(words: readonly string[]): boolean {
  return words.every((word, index) => (words[index - 1] ?? "") <= word);
}

/** A text with blanks for its tags: <li>word</li>. */
function withoutTags(text: string): string {
  return text.replace(/<\/?[a-z][\da-z]{0,11}>/giu, (tag) => " ".repeat(tag.length));
}

/** Whether a range is whole lines of words and nothing else, or stands between quotes. */
function areLines(text: string, start: number, end: number): boolean {
  return (
    /(?:^|[\n"'`])[ \t]{0,8}$/u.test(text.slice(Math.max(0, start - 10), start)) &&
    /^[ \t]{0,8}(?:$|[\r\n"'`])/u.test(text.slice(end, end + 10)) &&
    /^[\p{L}\p{M} \t]{1,200}(?:\r?\n[\p{L}\p{M} \t]{3,200}){1,12}$/u.test(text.slice(start, end))
  );
}

const moneroPhrase = 25;
const longestPhrase = 24;
/** A phrase between uneven separators, and the words that announce it. */
const mostUneven = 27;

/**
 * Whether a run of words may hold a phrase at all: twelve words of the lists in a row, or as many as a Monero seed has, whose words are not
 * looked up. Of twelve in a row, one is every twelfth: most runs are passed over after one or two words.
 */
export function couldBePhrase(text: string, { start, end, isUneven }: Row, named: boolean): boolean {
  const value = withoutTags(text.slice(start, end));
  const numbered = /\d/u.test(value) ? arranged(text, start, end) : undefined;
  const words = numbered?.words.map(({ word }) => word) ?? value.match(/[\p{L}\p{M}]+/gu) ?? [];
  const isLabelled = (): boolean =>
    named || label.test(text.slice(Math.max(0, start - 60), start)) || label.test(value.slice(0, 60));
  // One row of words in sixteen has a checksum that fits: numbers, a name or 24 words must speak for them where nothing else does.
  if (
    isUneven === true &&
    numbered?.isNumbered !== true &&
    !(words.length <= mostUneven && (words.length >= longestPhrase || isLabelled() || areLines(text, start, end)))
  )
    return false;
  if (words.length === moneroPhrase) return true;
  const isListed = (at: number): boolean => listsOf(words[at] ?? "") !== 0;
  for (let at = leastPhrase - 1; at < words.length;) {
    let from = at;
    while (from >= 0 && at - from < leastPhrase && isListed(from)) from--;
    if (at - from >= leastPhrase) return true;
    at = from + leastPhrase;
  }
  return words.length > moneroPhrase && words.length <= mostAnnounced && isLabelled();
}

import type { Candidate } from "../detector";
import { isPhraseWord } from "./word-lists";

/** Words that follow each other in a run, and their range in it. */
export interface WordWindow {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

const label =
  /mnemonic|seed|phrase|recovery|recover|backup|wallet|words|semilla|frase|graine|parola|palavras|助记|助記|ニーモニック|니모닉|фраз|сид|wiederherstellung/iu;
const mostWindows = 64;
/** More list words than this in a row are a list, even where a phrase is announced. */
const mostAnnounced = 40;

/** Whether the text right before a run, or the name it is given, announces a phrase. */
export function isAnnounced({ name, text, start, value }: Candidate): boolean {
  return (
    name?.role === "phrase" ||
    name?.role === "secret" ||
    label.test(text.slice(Math.max(0, start - 60), start)) ||
    label.test(value.slice(0, 60))
  );
}

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// Several detectors look at the same candidate.
const known = new WeakMap<Candidate, readonly Word[]>();

function wordsOf(candidate: Candidate): readonly Word[] {
  const before = known.get(candidate);
  if (before !== undefined) return before;
  const found = Array.from(candidate.value.matchAll(/[\p{L}\p{M}]+/gu), (match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  known.set(candidate, found);
  return found;
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
  const cut = (from: number, to: number): WordWindow => ({
    words: found.slice(from, to).map(({ word }) => word),
    start: found[from]?.start ?? 0,
    end: found[to - 1]?.end ?? 0,
  });
  const announced = isAnnounced(candidate);
  const cuts = sizes.includes(found.length) ? [cut(0, found.length)] : [];
  for (let from = 0; from < found.length && cuts.length < mostWindows;) {
    let to = from;
    while (to < found.length && isListed(found[to]?.word ?? "")) to++;
    const size = to - from;
    if (sizes.includes(size)) {
      if (size < found.length) cuts.push(cut(from, to));
    } else if (announced && size <= mostAnnounced) {
      for (const legal of [...sizes].reverse())
        for (let at = from; at + legal <= to; at++) cuts.push(cut(at, at + legal));
    }
    from = to + 1;
  }
  return cuts.slice(0, mostWindows);
}

/** Lists in alphabetical order are lists. */
export function areSorted(words: readonly string[]): boolean {
  return words.every((word, index) => (words[index - 1] ?? "") <= word);
}

const leastPhrase = 12;
const moneroPhrase = 25;

/**
 * Whether a run of words may hold a phrase at all: twelve words of the lists in a row, or as many as a Monero seed has, whose words are not
 * looked up. Of twelve in a row, one is every twelfth: most runs are passed over after one or two words.
 */
export function couldBePhrase(text: string, start: number, end: number, named: boolean): boolean {
  const value = text.slice(start, end);
  const words = value.match(/[\p{L}\p{M}]+/gu) ?? [];
  if (words.length === moneroPhrase) return true;
  const isListed = (at: number): boolean => isPhraseWord(words[at] ?? "");
  for (let at = leastPhrase - 1; at < words.length;) {
    let from = at;
    while (from >= 0 && at - from < leastPhrase && isListed(from)) from--;
    if (at - from >= leastPhrase) return true;
    at = from + leastPhrase;
  }
  return (
    words.length > moneroPhrase &&
    words.length <= mostAnnounced &&
    (named || label.test(text.slice(Math.max(0, start - 60), start)) || label.test(value.slice(0, 60)))
  );
}

import { isLoaded, load, mayBeListed } from "../../../policies/detection/proofs/listed-words";
import { latinWords } from "../../../policies/detection/proofs/word-lists";
import { Random } from "../generate/random";

const may = (word: string): boolean => mayBeListed(Buffer.from(`x${word}y`), 1, 1 + word.length);

test("until the lists are read, any word may be one of theirs", () => {
  // They are read once: where another test came first, they have been.
  if (!isLoaded()) expect(may("qqqqq")).toBe(true);
  load();
  expect(isLoaded()).toBe(true);
});

test("every word of ASCII letters in the lists may be listed, in whatever case it is written", () => {
  load();
  const ascii = [...latinWords().keys()].filter((word) => /^[a-z]+$/u.test(word));
  expect(ascii.length).toBeGreaterThan(10_000);
  for (const write of [
    String,
    (word: string) => word.toUpperCase(),
    (word: string) => word.replace(/^./u, (letter) => letter.toUpperCase()),
  ])
    expect(ascii.filter((word) => !may(write(word)))).toEqual([]);
});

test("of other words, one in ten at most is not told apart", () => {
  load();
  const random = new Random("listed words");
  const words = Array.from({ length: 5_000 }, () => random.text("bcdfghjklmnpqrstvwxz", 3 + random.below(8)));
  expect(words.filter(may).length).toBeLessThan(words.length / 10);
});

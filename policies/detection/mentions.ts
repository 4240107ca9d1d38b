import { issuerWords } from "./keywords";
import type { Name } from "./names";
import { firstOf } from "./indexing";

/** Which exchanges a text mentions, and where. */
export class Mentions {
  #all: ReadonlySet<string> | undefined;

  constructor(
    /** Where, and the position in `issuerWords`: two numbers a mention. */
    readonly found: readonly number[],
    /** Those that are mentioned around the text. */
    readonly look: { readonly around: ReadonlySet<string> },
  ) {}

  /** What is mentioned where a value begins that has a name; its own name counts before all. */
  at(start: number, name: Name | undefined): ReadonlySet<string> {
    const own = name === undefined ? nobody : issuersOf(name.words);
    if (own.size > 0) return own;
    const { found } = this;
    const { around } = this.look;
    if (found.length === 0) return around;
    // The nearest ones count; what stands right before a value says more than what follows.
    const near = new Set<string>();
    let index = 2 * firstOf(found.length / 2, (mention) => (found[2 * mention] ?? 0) >= start - 1500);
    for (; (found[index] ?? Infinity) <= start + 600; index += 2) near.add(mentioned(found[index + 1]));
    if (near.size > 0) return new Set([...around, ...near]);
    if (around.size > 0 || found.length >= 100) return around;
    return (this.#all ??= new Set(found.filter((_, at) => at % 2 === 1).map(mentioned)));
  }
}

/** The exchange that is mentioned by a word of `issuerWords`. */
function mentioned(word = 0): string {
  return issuerWords[word]?.[1] ?? "";
}

const nobody: ReadonlySet<string> = new Set();
/** Exchanges by what they are called in names. */
const issuerByWord = new Map<string, string>(issuerWords.map(([written, issuer]) => [written, issuer]));
issuerByWord.set("crypto", "cryptocom");

/** The exchanges that words of names mention. */
export function issuersOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => issuerByWord.get(word) ?? []));
}

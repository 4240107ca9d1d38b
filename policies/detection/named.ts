import type { Position } from "./detector";
import { isKeyed } from "./keyed";
import { readName, saysPrivate, type Name } from "./names";

/** A name and the range of the value that it is given in a text. */
export interface Assignment {
  readonly name: Name;
  readonly start: number;
  readonly end: number;
  /** Whether quotes or line ends, rather than a guess, delimit the value. */
  readonly certain: boolean;
  /** How the value stands, where its surroundings can't tell: a cell of a list, a word of a sentence. */
  readonly position?: Position | undefined;
}

// "Secret access key" is AWS's own label.
const wordBefore = /(?:^|[^\p{L}\d])((?:\bsecret (?=access ))?\p{L}{2,12}) $/iu;

// "Next page token: …"
const pages = /^(?:page|paging|pagination|continuation|sync)$/u;

const holders = new Set("wallet agent signer deployer".split(" "));

/** Reads the name at a range; of two words, `Secret Key` and `private key`, the first may be the one that tells. */
export function nameOf(text: string, from: number, to: number): Name {
  const name = readName(text.slice(from, to));
  if (isKeyed(text, from, to)) {
    if (/securestring$/i.test(name.written)) return readName("password");
    return readName(/credentials?$/i.test(name.written) ? "credential" : "hmac secret");
  }
  const isToken = name.words.length === 1 && name.words[0] === "token";
  if ((name.role !== "none" && !isToken) || name.words.length > 1) return name;
  const before = wordBefore.exec(text.slice(Math.max(0, from - 16), from))?.[1];
  if (before === undefined) return name;
  if (isToken) return pages.test(before.toLowerCase()) ? readName(`${before} token`) : name;
  const both = readName(`${before} ${name.written}`);
  if (both.role === "secret") return saysPrivate(both) || both.words.some((word) => holders.has(word)) ? both : name;
  return both.role === "key" && both.words.some((word) => word === "api" || word === "access") ? both : name;
}

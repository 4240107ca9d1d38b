import { isAscii } from "node:buffer";

/** Zeros after a text's last octet, so that a look ahead needs no bound. */
const trailing = 64;

/** Stands for a letter outside Latin-1. */
const letter = 0xe9;
/** Stands for anything else outside Latin-1. */
const sign = 0xa0;

let octets = new Uint8Array(1 << 16);
let buffer = Buffer.from(octets.buffer);

/** Whether a UTF-16 code unit above Latin-1 belongs to a word: letters and combining marks of every script. */
export function isLetter(code: number): boolean {
  if (code === 0x30fb) return false; // the middle dot of Japanese lists
  return code < 0x2000 || (code >= 0x3041 && code < 0xd800) || (code >= 0xf900 && code < 0xfe00);
}

/** A text, one octet a UTF-16 code unit. */
export interface Octets {
  /** Latin-1 as it is, of everything else only whether it is a letter; zeros follow. The array is used again by the next call. */
  readonly octets: Uint8Array;
  /** Whether all of the text is ASCII. */
  readonly ascii: boolean;
  /** Whether letters outside Latin-1 are among them. */
  readonly wide: boolean;
}

/** Loops over octets are several times as fast as over a string. */
export function octetsOf(text: string): Octets {
  const { length } = text;
  const wanted = length + trailing;
  if (octets.length < wanted) {
    octets = new Uint8Array(2 * wanted);
    buffer = Buffer.from(octets.buffer);
  }
  buffer.write(text, 0, length, "latin1");
  octets.fill(0, length, wanted);
  const wide = markLetters(text);
  return { octets, ascii: isAscii(octets.subarray(0, length)), wide };
}

/** Puts in what stands for code units outside Latin-1; tells whether there are letters among them. */
function markLetters(text: string): boolean {
  let hasLetters = false;
  // A string of Latin-1 alone is told by its representation: the search ends at once.
  for (const { 0: stretch, index } of text.matchAll(/[\u0100-\uffff]+/g)) {
    for (let at = 0; at < stretch.length; at++) {
      const inWord = isLetter(stretch.charCodeAt(at));
      octets[index + at] = inWord ? letter : sign;
      hasLetters ||= inWord;
    }
  }
  return hasLetters;
}

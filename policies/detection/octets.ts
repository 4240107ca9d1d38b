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

/**
 * A text, one octet a UTF-16 code unit: Latin-1 as it is, of everything else only whether it is a letter. Loops over octets are several
 * times as fast as over a string. Zeros follow the text. The array is used again by the next call. `wide`: whether letters outside
 * Latin-1 are among them.
 */
export function octetsOf(text: string): { octets: Uint8Array; wide: boolean } {
  const { length } = text;
  if (octets.length < length + trailing) {
    octets = new Uint8Array(2 * length + trailing);
    buffer = Buffer.from(octets.buffer);
  }
  buffer.write(text, 0, length, "latin1");
  octets.fill(0, length, length + trailing);
  let hasLetters = false;
  // A string of Latin-1 alone is told by its representation: the search ends at once.
  for (const { 0: wide, index } of text.matchAll(/[\u0100-\uffff]+/g)) {
    for (let at = 0; at < wide.length; at++) {
      const inWord = isLetter(wide.charCodeAt(at));
      octets[index + at] = inWord ? letter : sign;
      hasLetters ||= inWord;
    }
  }
  return { octets, wide: hasLetters };
}

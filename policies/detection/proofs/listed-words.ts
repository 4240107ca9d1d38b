import { latinWords } from "./word-lists";

// Every word of ASCII letters in the lists sets one bit. They are some ten thousand: of other words, one in ten finds its bit set.
const bits = 1 << 17;
let listed: Uint8Array | undefined;

/** Whether the lists were read. Until then, any word may be one of theirs. */
export function isLoaded(): boolean {
  return listed !== undefined;
}

/** Reads the lists. */
export function load(): void {
  const table = new Uint8Array(bits >> 3);
  for (const word of latinWords().keys()) {
    const octets = Buffer.from(word);
    if (octets.some((octet) => octet >= 0x80)) continue;
    const place = placeOf(octets, 0, octets.length);
    table[place >> 3] = (table[place >> 3] ?? 0) | (1 << (place & 7));
  }
  listed = table;
}

function placeOf(octets: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash, 37) + ((octets[at] ?? 0) | 0x20);
  return (hash ^ (hash >>> 15)) & (bits - 1);
}

/** Whether a word of ASCII letters may stand in the lists, in whatever case it is written; where not, it surely does not. */
export function mayBeListed(octets: Uint8Array, start: number, end: number): boolean {
  if (listed === undefined) return true;
  const place = placeOf(octets, start, end);
  return (((listed[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
}

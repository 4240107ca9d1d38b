import { isLetter } from "./octets";

// Classes of characters, one bit each, so that a run is described by the union of its characters' bits.
export const lower = 1;
export const upper = 2;
export const digit = 4;
/** `+` and `/`: base64's own. */
export const slash = 8;
/** `-` and `_`: base64url's own. */
export const dash = 16;
/** Letters outside ASCII, combining marks included. */
export const other = 32;

/** Of Latin-1, which is all that octets hold. */
export const classes = new Uint8Array(256);
for (let code = 0x61; code <= 0x7a; code++) classes[code] = lower;
for (let code = 0x41; code <= 0x5a; code++) classes[code] = upper;
for (let code = 0x30; code <= 0x39; code++) classes[code] = digit;
for (const character of "+/") classes[character.charCodeAt(0)] = slash;
for (const character of "-_") classes[character.charCodeAt(0)] = dash;
classes.fill(other, 0xc0);

/** The class of a UTF-16 code unit; 0 for whatever belongs to no run. */
export function classOf(code: number): number {
  if (code < classes.length) return classes[code] ?? 0;
  return isLetter(code) ? other : 0;
}

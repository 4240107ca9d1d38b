/** A maximal run of one alphabet in a text. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

// Classes of characters, one bit each, so that a whole run is described by the union of its characters' bits.
export const lower = 1;
export const upper = 2;
export const digit = 4;
/** `+` and `/`: base64's own. */
export const slash = 8;
/** `-` and `_`: base64url's own. */
export const dash = 16;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[a-z]/u.test(character)) classes[code] = lower;
  else if (/[A-Z]/u.test(character)) classes[code] = upper;
  else if (/\d/u.test(character)) classes[code] = digit;
  else if (/[+/]/u.test(character)) classes[code] = slash;
  else if (/[-_]/u.test(character)) classes[code] = dash;
}

/** The class of a UTF-16 code unit; 0 for whatever belongs to no run. */
export function classOf(code: number): number {
  return code < 128 ? (classes[code] ?? 0) : 0;
}

/** Calls `visit` with each run of at least `least` characters of [A-Za-z0-9+/_-] and the union of its classes. */
export function eachRun(text: string, least: number, visit: (start: number, end: number, mask: number) => void): void {
  const length = text.length;
  let index = 0;
  while (index < length) {
    let kind = classOf(text.charCodeAt(index));
    if (kind === 0) {
      index++;
      continue;
    }
    const start = index;
    let mask = 0;
    while (kind !== 0) {
      mask |= kind;
      index++;
      kind = index < length ? classOf(text.charCodeAt(index)) : 0;
    }
    if (index - start >= least) visit(start, index, mask);
  }
}

/** Calls `visit` with each part of [start, end) that lies between characters of the classes in `cut`. */
export function eachPart(
  text: string,
  start: number,
  end: number,
  cut: number,
  least: number,
  visit: (start: number, end: number, mask: number) => void,
): void {
  let from = start;
  let mask = 0;
  for (let index = start; index <= end; index++) {
    const kind = index < end ? classOf(text.charCodeAt(index)) : cut;
    if ((kind & cut) === 0) {
      mask |= kind;
      continue;
    }
    if (index - from >= least) visit(from, index, mask);
    from = index + 1;
    mask = 0;
  }
}

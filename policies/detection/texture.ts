/** Whether a value reads like output of a random generator rather than like words, a path or an identifier. */
export function isRandom(value: string): boolean {
  const plain = value.replace(/[^A-Za-z\d]/gu, "");
  if (plain.length < 12 || plain.length < value.length * 0.8) return false;
  if (new Set(plain).size < Math.min(8, plain.length / 3)) return false;
  if (/^[\da-f]+$/u.test(plain) || /^[\dA-F]+$/u.test(plain))
    return plain.length >= 16 && /\d/u.test(plain) && /[a-f]/iu.test(plain);
  return changes(value) >= plain.length * 0.18 || consonants(plain);
}

// How often digits, capitals and small letters alternate. A capital that only begins a word does not count: identifiers do that.
function changes(value: string): number {
  return (
    value.match(/(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]|(?<=[a-z])[A-Z](?![a-z]{2})|(?<=[A-Z])[a-z](?![a-z])/gu)?.length ?? 0
  );
}

// Words of any language hold vowels; a run of seven letters without one is no word.
function consonants(plain: string): boolean {
  return plain.length >= 16 && /[b-df-hj-np-tv-xz]{6}/iu.test(plain);
}

/** How many of the four sorts of characters a value holds: small letters, capitals, digits, everything else. */
export function sorts(value: string): number {
  return [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter((sort) => sort.test(value)).length;
}

/** A value without the `=` that pad base64 and base32. */
export function withoutPadding(value: string): string {
  let end = value.length;
  while (end > 0 && value[end - 1] === "=") end--;
  return value.slice(0, end);
}

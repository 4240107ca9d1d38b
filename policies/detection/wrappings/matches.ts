/**
 * The matches of an expression, each of which begins with one sign: `shape` is sticky and asked only where the sign stands. To look for one
 * sign is many times as fast as to look for what an expression may begin with.
 */
export function* matches(text: string, sign: string, shape: RegExp): Generator<RegExpExecArray> {
  for (let at = text.indexOf(sign); at !== -1;) {
    shape.lastIndex = at;
    const match = shape.exec(text);
    if (match !== null) yield match;
    at = text.indexOf(sign, match === null ? at + 1 : at + match[0].length);
  }
}

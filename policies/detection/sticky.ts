/** Where the match of a sticky expression ends that begins at `at`; -1 where none does. */
export function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where `wanted` ends that begins at `at`, or behind as many as `most` of what `passed` matches; -1 where it does not. */
export function skipTo(wanted: RegExp, passed: RegExp, most: number, text: string, at: number): number {
  let from = at;
  for (let count = 0; count <= most && from !== -1; count++) {
    const end = skip(wanted, text, from);
    if (end !== -1) return end;
    from = skip(passed, text, from);
  }
  return -1;
}

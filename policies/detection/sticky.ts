/** Where the match of a sticky expression ends that begins at `at`; -1 where none does. */
export function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

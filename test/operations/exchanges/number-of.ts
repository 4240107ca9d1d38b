/** A stable number for a name. */
export function numberOf(name: string): number {
  let number = 0;
  for (const letter of name) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 900_000_000;
  return 100_000_000 + number;
}

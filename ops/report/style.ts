/** Colours for a terminal, or none. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

/** Colours only on a terminal, and not where NO_COLOR asks for none (https://no-color.org). */
export function styleFor(stream: { readonly isTTY?: boolean }): Style {
  const { NO_COLOR: none, TERM: terminal } = process.env;
  const coloured = stream.isTTY === true && (none === undefined || none === "") && terminal !== "dumb";
  const paint =
    (code: number, end: number) =>
    (text: string): string =>
      coloured ? `\u001b[${code}m${text}\u001b[${end}m` : text;
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), yellow: paint(33, 39), green: paint(32, 39) };
}

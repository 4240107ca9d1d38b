/** Maps and lists of a YAML file that may stand in each other. */
export const mostLevels = 100;

/**
 * The first line, from 1, on which maps and lists stand in each other too deep; undefined where none do. The parser calls
 * itself for each level, and Node ends the process where it has to compile a regular expression with no stack left.
 * Counts what opens and closes without reading quotes: only texts that look deep are taken for deep.
 */
export function lineNestedTooDeep(text: string): number | undefined {
  let open = 0;
  let before = 0;
  let inIndent = true;
  let line = 1;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\n") {
      line++;
      before = 0;
      inIndent = true;
      continue;
    }
    if (letter === "[" || letter === "{") open++;
    else if ((letter === "]" || letter === "}") && open > 0) open--;
    // Each space, and each dash or question mark among them, can open a level.
    if (inIndent && (letter === " " || ((letter === "-" || letter === "?") && text.charAt(at + 1) === " "))) before++;
    else inIndent = false;
    if (open > mostLevels || before > 2 * mostLevels) return line;
  }
  return undefined;
}

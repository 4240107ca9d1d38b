// A string that nothing ends would be tried from each of its quotes; in JSON there is none.
const tokens = /[{}[\],:]|"(?:[^"\\]|\\.)*"?/gu;

/**
 * The data that a JSON text writes. `JSON.parse` keeps the last of two keys of one name and drops the other without a
 * word, whatever it held; so a text that names a key twice in one object is refused.
 * @throws SyntaxError if the text is no JSON, or has such a key.
 */
export function parseJson(text: string): unknown {
  const data: unknown = JSON.parse(text);
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const [keys, key] = [open.at(-1), JSON.parse(last) as string];
      if (keys?.has(key) === true) throw new SyntaxError("a key stands twice");
      keys?.add(key);
    }
    last = token;
  }
  return data;
}

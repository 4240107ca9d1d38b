import type { Edit } from "./edits";

// A blank belongs to the words of a phrase. What a colon follows is a key of its own, on a line where a comma is missing.
const joint =
  /(["'`])(?<=[\w+/=-] ?\1)(?:\s{0,60}(?:[+&] ?_|\+\+|[+.&~]|\.\.|<>|\|\||\)\s{0,60}\.append\()\s{0,60}|\s{1,60})[bruf]?\1(?= ?[\w+/=-])(?![\w.-]{1,80}\1\s{0,20}:)/iy;
// The literal behind it goes on in the quotes of the one before. What stands behind an equals sign or a blank opens a literal rather than ends one.
const mixed =
  /(["'`])(?:(?<=[\w+/-]\1)|(?<=[\w+/=-] ?\1)\s{0,60}(?:[+.&~]|\.\.|\|\|)\s{0,60})(?!\1)(["'`])(?=[\w+/=-])([^"'`\\\r\n]{1,512})\2/y;

// Signs that may follow the first quote: quotes, operators and white space; of the latter, all outside ASCII are left to the expression.
const signs = new Set(Array.from("\t\n\v\f\r +.&~|<)\"'`", (sign) => sign.charCodeAt(0)));
const comma = 0x2c;
const mayJoin = (code: number): boolean => code > 0x7f || signs.has(code);

const spelled = /(["'`])(?:(?!\1)[^\\\r\n]|\\.)\1(?:\s{0,20},\s{0,20}\1(?:(?!\1)[^\\\r\n]|\\.)\1){15,4000}/y;
const character = /(["'`])(\\?.)\1/gu;
const meanings: Readonly<Record<string, string>> = { "\\n": "\n", "\\r": "\r", "\\t": "\t" };

/** A text that is written down as a list of its characters: `{'a', 'b', …}`. */
function spelledAt(text: string, at: number): Edit | undefined {
  if (text.charCodeAt(at + 2) !== text.charCodeAt(at) || text.charCodeAt(at + 3) !== comma) return undefined;
  spelled.lastIndex = at;
  const list = spelled.exec(text)?.[0];
  if (list === undefined) return undefined;
  const characters = Array.from(
    list.matchAll(character),
    ([, , written = ""]) => meanings[written] ?? written.slice(-1),
  );
  return { start: at, end: at + list.length, means: `"${characters.join("")}"`, kind: "concatenation" };
}

function jointAt(text: string, at: number): Edit | undefined {
  joint.lastIndex = at;
  if (joint.test(text)) return { start: at, end: joint.lastIndex, means: "", kind: "concatenation" };
  mixed.lastIndex = at;
  const goesOn = mixed.exec(text);
  if (goesOn === null) return undefined;
  const [, quote = "", , rest = ""] = goesOn;
  return { start: at, end: mixed.lastIndex, means: `${rest}${quote}`, kind: "concatenation" };
}

/** String literals that a program joins: `"abc" + "def"`, `'a' . 'b'`, Python's and C's `"a" "b"`, and lists of single characters. */
export function concatenation(text: string): Edit[] {
  const found: Edit[] = [];
  for (const quote of "\"'`")
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      const list = spelledAt(text, at);
      if (list !== undefined) {
        found.push(list);
        at = list.end - 1;
        continue;
      }
      if (!mayJoin(text.charCodeAt(at + 1))) continue;
      const joined = jointAt(text, at);
      if (joined === undefined) continue;
      found.push(joined);
      // What closes one joint does not open the next one.
      at = joined.end - 1;
    }
  return found;
}

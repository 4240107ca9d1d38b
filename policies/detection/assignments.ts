import { readName, type Name } from "./names";

/** A name and the range of the value it is given in a text. */
export interface Assignment {
  readonly name: Name;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

// One alternation over everything that a telling name can hold; V8 runs it at about the speed of memory.
const telling =
  /secret|passw|passphrase|pwd|token|key|mnemonic|phrase|seed|private|priv_|credential|contrase|senha|segredo|geheim|schl(?:ü|ue)ssel|clave|cl[eé]|пароль|ключ|секрет|[密鍵키]|비밀/giu;

const identifierCharacter = /[\p{L}\p{N}_.-]/u;
const longestName = 100;
const longestValue = 4096;
const operator = /\s{0,20}(?::=|=>|[:=])\s{0,80}/uy;

function edge(text: string, from: number, step: 1 | -1): number {
  let index = from;
  for (let walked = 0; walked < longestName; walked++) {
    const next = text[step === 1 ? index : index - 1];
    if (next === undefined || !identifierCharacter.test(next)) break;
    index += step;
  }
  return index;
}

/** Everything in a text that is assigned to a name that could be a secret's, in order. */
export function assignments(text: string): Assignment[] {
  const found: Assignment[] = [];
  telling.lastIndex = 0;
  for (let hit = telling.exec(text); hit !== null; hit = telling.exec(text)) {
    const from = edge(text, hit.index, -1);
    const to = edge(text, hit.index + hit[0].length, 1);
    telling.lastIndex = to;
    let at = to;
    const quote = text[at];
    if (quote === '"' || quote === "'") at++;
    operator.lastIndex = at;
    const operation = operator.exec(text);
    if (operation === null) continue;
    const range = valueAt(text, at + operation[0].length);
    if (range === undefined) continue;
    found.push({ name: readName(text.slice(from, to)), ...range });
    // What is assigned is looked at as a value; names inside quotes or JSON are met on the way.
  }
  return found;
}

function valueAt(text: string, at: number): { start: number; end: number; quoted: boolean } | undefined {
  const quote = text[at];
  const limit = Math.min(text.length, at + longestValue);
  if (quote === '"' || quote === "'" || quote === "`") {
    for (let index = at + 1; index < limit; index++) {
      const character = text[index];
      if (character === "\\") index++;
      else if (character === quote) return index > at + 1 ? { start: at + 1, end: index, quoted: true } : undefined;
      else if (character === "\n" && quote !== "`") return undefined;
    }
    return undefined;
  }
  let end = at;
  while (end < limit && !/[\s"'`,;)\]}]/u.test(text[end] ?? " ")) end++;
  return end > at ? { start: at, end, quoted: false } : undefined;
}

import { cellsOf, type Cell, type Part } from "./columns";
import { skip } from "./sticky";

// What columns of texts are declared as, behind their name.
const texts =
  /["`\]]?\s{1,10}(?:n?(?:var)?char2?|character|(?:long|medium|tiny)?text|(?:long|medium|tiny)?blob|varbinary|bytea|string)\b/iy;
const declaration = /create\s{1,8}table\s{1,8}(?:if\s{1,4}not\s{1,4}exists\s{1,4})?([\w."`[\]]{1,120})\s{0,8}\(/gi;
const insertion = /insert\s{1,8}into\s{1,8}([\w."`[\]]{1,120})\s{1,8}values\s{0,8}(?=\()/gi;
const longestDeclaration = 4_000;
const nextRow = /\)\s{0,20},\s{0,20}(?=\()/y;
const mostRows = 20;
/** Columns of one table's rows that are asked about at most. */
const mostColumns = 12;
// Texts and comments.
const enclosed = [
  ["'", "'"],
  ['"', '"'],
  ["`", "`"],
  ["--", "\n"],
  ["/*", "*/"],
] as const;

interface Table {
  readonly name: string;
  /** Where its columns begin and end; -1 as an end where the bracket stays open. */
  readonly from: number;
  readonly to: number;
}

interface Rows {
  readonly at: number;
  cells?: readonly (readonly Part[])[];
  asked: number;
}

/** The last part of a table's name, without quotes and in small letters. */
function nameOf(written: string): string {
  return (written.split(".").at(-1) ?? "").replace(/["`[\]]/gu, "").toLowerCase();
}

/**
 * Rows of a dump that name no columns, as mysqldump and .dump of SQLite write them: `CREATE TABLE a (b text, …); INSERT INTO a VALUES (…)`.
 * Names are asked about from the front of a text to its end; each declaration and each row is read once.
 */
export class Tables {
  readonly #declarations: Iterator<RegExpExecArray, undefined>;
  #ahead: RegExpExecArray | undefined;
  #next: Table | undefined;
  #table: Table | undefined;
  // How far the columns of the table are counted, and how many stand before that.
  #counted = 0;
  #column = 0;
  #depth = 0;
  #inserts: Map<string, Rows[]> | undefined;

  constructor(readonly text: string) {
    this.#declarations = text.matchAll(declaration);
    this.#ahead = this.#declarations.next().value;
  }

  /** What the column at this range holds, once for each row. */
  of(from: number, to: number): readonly Cell[] {
    if (skip(texts, this.text, to) === -1) return [];
    this.#advance(from);
    const table = this.#table;
    if (table === undefined || from >= table.to) return [];
    this.#count(from);
    const column = this.#column;
    return this.#rowsOf(table).flatMap((cells) => {
      const cell = cells[column];
      return cell?.isQuoted === true ? [cell] : [];
    });
  }

  #advance(from: number): void {
    this.#next ??= this.#following();
    while (this.#next !== undefined && this.#next.from <= from) {
      this.#table = this.#next;
      this.#counted = this.#table.from;
      this.#column = this.#depth = 0;
      this.#next = this.#following();
    }
  }

  #following(): Table | undefined {
    const match = this.#ahead;
    if (match === undefined) return undefined;
    this.#ahead = this.#declarations.next().value;
    const from = match.index + match[0].length;
    // No declaration stands in another one.
    return { name: nameOf(match[1] ?? ""), from, to: closing(this.text, from, this.#ahead?.index) };
  }

  // Commas between the columns: not those of types, of texts and of comments.
  #count(to: number): void {
    const { text } = this;
    // The quotes of the name itself are passed with it, the next time.
    const last = /["'`]/u.test(text[to - 1] ?? "") ? to - 1 : to;
    for (let at = this.#counted; at < last; at++) {
      const sign = text[at] ?? "";
      if (sign === "(") this.#depth++;
      else if (sign === ")") this.#depth--;
      else if (sign === "," && this.#depth === 0) this.#column++;
      else at = passed(text, at, last);
    }
    this.#counted = last;
  }

  #rowsOf({ name, to }: Table): readonly (readonly Part[])[] {
    this.#inserts ??= this.#insertsOf();
    const rows = this.#inserts.get(name)?.find(({ at }) => at > to);
    if (rows === undefined || ++rows.asked > mostColumns) return [];
    return (rows.cells ??= this.#read(rows.at, name));
  }

  /** Where rows begin, by their tables: the first statement of several that follow each other. */
  #insertsOf(): Map<string, Rows[]> {
    const found = new Map<string, Rows[]>();
    let before = "";
    insertion.lastIndex = 0;
    for (const match of this.text.matchAll(insertion)) {
      const name = nameOf(match[1] ?? "");
      if (name !== before)
        found.set(name, [...(found.get(name) ?? []), { at: match.index + match[0].length, asked: 0 }]);
      before = name;
    }
    return found;
  }

  #read(from: number, name: string): readonly (readonly Part[])[] {
    const { text } = this;
    const rows: (readonly Part[])[] = [];
    for (let at = from; at !== -1 && rows.length < mostRows;) {
      const { cells, end } = cellsOf(text, at + 1, ",", true);
      rows.push(cells);
      at = skip(nextRow, text, end);
      if (at !== -1) continue;
      insertion.lastIndex = end;
      const next = insertion.exec(text);
      at =
        next !== null && nameOf(next[1] ?? "") === name && next.index - end < longestDeclaration
          ? insertion.lastIndex
          : -1;
    }
    return rows;
  }
}

/** Where a text or a comment ends that begins at a place; the place where none does. */
function passed(text: string, at: number, last: number): number {
  const [opens, closes] = enclosed.find(([sign]) => text.startsWith(sign, at)) ?? ["", ""];
  const size = opens === "" ? -1 : text.slice(at + opens.length, last).indexOf(closes);
  return size === -1 ? at : at + opens.length + size + closes.length - 1;
}

/** Where the bracket closes that was opened before `from`; -1 where it does not within bounds, or before `until`. */
function closing(text: string, from: number, until = text.length): number {
  const last = Math.min(until, from + longestDeclaration);
  let depth = 1;
  for (let at = from; at < last; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
    else at = passed(text, at, last);
  }
  return -1;
}

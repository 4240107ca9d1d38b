import { cellsOf, type Cell } from "./columns";
import { skip } from "./sticky";

// What columns of texts are declared as, behind their name.
const texts =
  /["`\]]?\s{1,10}(?:n?(?:var)?char2?|character|(?:long|medium|tiny)?text|(?:long|medium|tiny)?blob|varbinary|bytea|string)\b/iy;
const declares = /create\s{1,8}table\s{1,8}(?:if\s{1,4}not\s{1,4}exists\s{1,4})?[\w."`[\]]{1,120}\s{0,8}\(/iy;
const longestDeclaration = 4_000;
const inserts = /insert\s{1,8}into\s{1,8}[\w."`[\]]{1,120}\s{1,8}values\s{0,8}(?=\()/iy;
// From the end of a declaration to its table's rows.
const reach = 8_000;
const nextRow = /\)\s{0,20},\s{0,20}(?=\()/y;
const nextInsert = /\)\s{0,4};\s{0,20}(?=insert)/iy;
const mostRows = 20;

interface Table {
  /** Where its columns begin and end. */
  readonly from: number;
  readonly to: number;
  /** Where its first row opens; -1 without rows. */
  readonly rows: number;
}

/**
 * Rows of a dump that name no columns, as mysqldump and .dump of SQLite write them: `CREATE TABLE a (b text, …); INSERT INTO a VALUES (…)`.
 * Names are asked about from the front of a text to its end; a declaration is read once.
 */
export class Tables {
  #table: Table = { from: -1, to: -1, rows: -1 };

  constructor(readonly text: string) {}

  /** What the column at this range holds, once for each row. */
  of(from: number, to: number): readonly Cell[] {
    if (skip(texts, this.text, to) === -1) return [];
    if (from >= this.#table.to) this.#open(from);
    const { from: first, rows } = this.#table;
    return rows === -1 || from < first ? [] : this.#cells(rows, commasIn(this.text.slice(first, from)));
  }

  #open(from: number): void {
    const { text } = this;
    const lead = text.slice(Math.max(0, from - longestDeclaration), from);
    const opened = Math.max(lead.lastIndexOf("CREATE TABLE"), lead.lastIndexOf("create table"));
    const begin = opened === -1 ? -1 : skip(declares, text, from - lead.length + opened);
    const end = begin === -1 ? -1 : closing(text, begin);
    this.#table = { from: begin, to: Math.max(end, begin), rows: end < from ? -1 : this.#rowsBehind(end) };
  }

  #rowsBehind(end: number): number {
    const after = this.text.slice(end, end + reach);
    const next = after.search(/create\s{1,8}table/iu);
    const own = next === -1 ? after : after.slice(0, next);
    const insert = own.search(/insert\s{1,8}into/iu);
    return insert === -1 ? -1 : skip(inserts, this.text, end + insert);
  }

  #cells(rows: number, column: number): readonly Cell[] {
    const { text } = this;
    const found: Cell[] = [];
    for (let at = rows, row = 0; at !== -1 && row < mostRows; row++) {
      const { cells, end } = cellsOf(text, at + 1, ",", true);
      const cell = cells[column];
      if (cell?.isQuoted === true) found.push(cell);
      at = skip(nextRow, text, end);
      if (at === -1) at = skip(inserts, text, skip(nextInsert, text, end));
    }
    return found;
  }
}

/** Where the bracket closes that was opened before `from`; -1 where it does not within bounds. */
function closing(text: string, from: number): number {
  const last = Math.min(text.length, from + longestDeclaration);
  let depth = 1;
  for (let at = from; at < last; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

/** How many commas stand in a text outside brackets. */
function commasIn(text: string): number {
  let [depth, count] = [0, 0];
  for (const sign of text) {
    if (sign === "(") depth++;
    else if (sign === ")") depth--;
    else if (sign === "," && depth === 0) count++;
  }
  return count;
}

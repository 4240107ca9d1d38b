import { isWordsAndNumber } from "./password";
import { skip } from "./sticky";
import { isRandom, sorts, withoutPadding } from "./texture";

/** Where a value stands that a list gives to one of its names. */
export interface Cell {
  readonly start: number;
  readonly end: number;
}

/** A cell, and whether it stood between quotes. */
export interface Part extends Cell {
  readonly isQuoted: boolean;
}

const separators = ",;|\t";
const inside = new Uint8Array(65536);
for (let code = 0; code < 65536; code++) {
  const character = String.fromCharCode(code);
  if (/[\p{L}\p{N}_ .$*/#"'`-]/u.test(character) || separators.includes(character)) inside[code] = 1;
}

// As people head a column: "API key", api_secret, "Secret (HMAC)".
const heading = /^[\p{L}\p{N}_.$#()/-]{1,40}(?: [\p{L}\p{N}_.$#()/-]{1,40}){0,3}$/u;
const numeric = /^\d[\d.,:-]*$/u;
const ruler = /^[ :|-]*$/;
const drawn = /^[ \t]*[-+=]{3,}[ \t]*$/u;
const longest = 600;
const longestRow = 4_000;
const mostRows = 20;
const mostColumns = 12;

const values = /\)\s{0,40}values\s{0,40}(?=\()/iy;
// COPY table (a, b) FROM stdin; of pg_dump, with rows of cells between tabulators
const copied = /\)\s{1,20}from\s{1,20}stdin\b[^\n;]{0,60};\r?\n/iy;
const assigned = /\s{0,4}:?=(?!=)\s{0,10}/y;
const unpacked = /\]\s{0,4}=\s{0,10}\[/y;
const statementEnds = /[ \t]{0,8}(?:[\r\n;#]|--|\/\/|$)/y;
const nextTuple = /\)\s{0,20},\s{0,20}(?=\()/y;

/**
 * Values that a list of names is given: the columns of a table with a head (CSV, TSV, Markdown), `(a, b) VALUES (…, …)` and COPY of SQL, and
 * `a, b = …, …`. Names are asked about from the front of a text to its end; then each character is looked at a bounded number of times.
 */
export class Columns {
  // The stretch of names, quotes and separators around the last name, and how many separators of each sort stand before that.
  #start = 0;
  #end = -1;
  #counted = 0;
  readonly #counts = [0, 0, 0, 0];
  #asked = 0;
  // Rows of a table are no heads of further ones.
  #head = -1;
  #claimed = 0;

  constructor(readonly text: string) {}

  /** What the name at this range is given, once for each row. */
  of(from: number, to: number, isPassword: boolean): readonly Cell[] {
    const { text } = this;
    if (from >= this.#end) this.#open(from);
    this.#count(from);
    const sort = this.#separatorAfter(to);
    const opens = text[this.#start - 1] ?? "\n";
    if (++this.#asked > mostColumns) return [];
    if (sort === -1) return opens === "(" ? this.#tuples(skip(values, text, this.#end), 0) : [];
    const [separator, column] = [separators[sort] ?? "", this.#counts[sort] ?? 0];
    const closes = text[this.#end] ?? "\n";
    const isLine = /[\r\n]/.test(opens);
    // A table may be a text between quotes, or what a parameter or an element holds.
    const isText = /[=?>]/.test(opens) || /^ ?["'`]/.test(text.slice(this.#start, this.#start + 2));
    if (/[\r\n]/.test(closes) && (isLine || isText)) return this.#rows(separator, column, isPassword && isLine);
    if (separator !== ",") return [];
    if (opens === "(") {
      const rows = skip(copied, text, this.#end);
      return rows === -1 ? this.#tuples(skip(values, text, this.#end), column) : this.#copied(rows, column, isPassword);
    }
    if (opens === "[") return this.#assigned(skip(unpacked, text, this.#end), column);
    return isLine && /[=:]/.test(closes) ? this.#assigned(skip(assigned, text, this.#end), column) : [];
  }

  #open(from: number): void {
    const { text } = this;
    const first = Math.max(this.#end, from - longest, 0);
    let start = from;
    while (start > first && inside[text.charCodeAt(start - 1)] === 1) start--;
    const last = Math.min(text.length, from + longest);
    let end = from;
    while (end < last && inside[text.charCodeAt(end)] === 1) end++;
    this.#start = this.#counted = start;
    this.#end = end;
    this.#asked = 0;
    this.#counts.fill(0);
  }

  #count(to: number): void {
    for (; this.#counted < to; this.#counted++) {
      const sort = separators.indexOf(this.text[this.#counted] ?? "");
      if (sort !== -1) this.#counts[sort] = (this.#counts[sort] ?? 0) + 1;
    }
  }

  // The sort of the separator right behind a name, or of those before the last one; -1 where it stands in no list.
  #separatorAfter(to: number): number {
    let at = to;
    while (at < this.#end && /[ "'`*]/.test(this.text[at] ?? "")) at++;
    if (at < this.#end) return separators.indexOf(this.text[at] ?? "");
    return this.#counts.findIndex((count) => count > 0);
  }

  /** Literals alone: of what code computes nothing is known. */
  #assigned(from: number, column: number): readonly Cell[] {
    if (from === -1) return [];
    const { cells, end } = cellsOf(this.text, from, ",", true);
    const cell = cells[column];
    const isWhole = this.text[end] === "]" || skip(statementEnds, this.text, end) !== -1;
    return isWhole && cell?.isQuoted === true && cells.length === this.#heads(",").length ? [cell] : [];
  }

  /** The names of the stretch. */
  #heads(separator: string): readonly string[] {
    return this.text.slice(this.#start, this.#end).split(separator);
  }

  #tuples(from: number, column: number): readonly Cell[] {
    const found: Cell[] = [];
    for (let at = from, row = 0; at !== -1 && row < mostRows; row++) {
      const { cells, end } = cellsOf(this.text, at + 1, ",", true);
      const cell = cells[column];
      if (cell?.isQuoted === true) found.push(cell);
      at = skip(nextTuple, this.text, end);
    }
    return found;
  }

  #copied(from: number, column: number, isPassword: boolean): readonly Cell[] {
    const { text } = this;
    const width = this.#heads(",").length;
    const found: Cell[] = [];
    for (let at = from, row = 0; row < mostRows; row++) {
      const { cells, end } = cellsOf(text, at, "\t", false);
      const cell = cells[column];
      if (cell === undefined || cells.length !== width) break;
      if (isGiven(text.slice(cell.start, cell.end), isPassword)) found.push(cell);
      at = text[end] === "\r" ? end + 2 : end + 1;
    }
    return found;
  }

  #rows(separator: string, column: number, isPassword: boolean): readonly Cell[] {
    const { text } = this;
    if (this.#head !== this.#start && this.#start < this.#claimed) return [];
    const heads = this.#heads(separator).map((head) => head.replace(/["'`*]/g, "").trim());
    const framed = separator === "|" && heads[0] === "";
    // Numbers head no column: a row of them is one of many.
    if (!(framed ? heads.slice(1, -1) : heads).every((head) => heading.test(head) && !numeric.test(head))) return [];
    this.#head = this.#start;
    const mayBePassword = isPassword && !statement.test(heads[0] ?? "");
    const found: Cell[] = [];
    let at = this.#end;
    for (let row = 0; row < mostRows; row++) {
      if (text[at] === "\r") at++;
      if (text[at] !== "\n") break;
      const { cells, end } = cellsOf(text, at + 1, separator, false);
      const cell = cells[column];
      // ----+---- of psql, +---+---+ of mysql
      if (separator === "|" && cells.length === 1 && drawn.test(text.slice(at + 1, end))) {
        at = end;
        continue;
      }
      if (cell === undefined || cells.length !== heads.length) break;
      const value = text.slice(cell.start, cell.end);
      if (!ruler.test(value) && (cell.isQuoted || isGiven(value, mayBePassword))) found.push(cell);
      at = end;
    }
    this.#claimed = Math.max(this.#claimed, at);
    return found;
  }
}

// Names of packages, versions, and code.
const packaged = /^[a-z\d._+:~/-]+$|[()[\]{}\\]/u;
const statement = /^(?:select|insert|update|return|var|let|const|dim|set|from|def|func|import)\b/iu;

/** Whether a cell without quotes holds a secret: a random value, or under the head of passwords one as rules for passwords ask for. */
function isGiven(value: string, isPassword: boolean): boolean {
  if (isRandom(withoutPadding(value)) || (isPassword && isWordsAndNumber(value))) return true;
  return isPassword && /^\S{8,64}$/u.test(value) && /\d/u.test(value) && sorts(value) >= 3 && !packaged.test(value);
}

/** The cells of a row, without their quotes, and where it ends; in code, a bracket ends it as well. */
export function cellsOf(
  text: string,
  from: number,
  separator: string,
  inCode: boolean,
): { readonly cells: readonly Part[]; readonly end: number } {
  const last = Math.min(text.length, from + longestRow);
  const ends = (at: number): boolean => {
    const character = text[at] ?? "\n";
    return character === separator || character === "\n" || character === "\r" || (inCode && ")]}".includes(character));
  };
  const cells: Part[] = [];
  for (let at = from; ; at++) {
    while (at < last && text[at] === " ") at++;
    if (/[bruNf@]/.test(text[at] ?? "") && /["']/.test(text[at + 1] ?? "")) at++;
    const quote = text[at] ?? "";
    let [start, end] = [at, -1];
    const isQuoted = /["'`]/.test(quote);
    if (isQuoted) {
      start++;
      for (at = start; at < last && text[at] !== quote && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
      if (at >= last || text[at] !== quote) return { cells, end: at };
      end = at++;
      while (at < last && text[at] === " ") at++;
      if (!ends(at)) return { cells: inCode ? [...cells, { start, end, isQuoted }] : cells, end: at };
    }
    while (at < last && !ends(at)) at++;
    if (end === -1) {
      end = at;
      while (end > start && text[end - 1] === " ") end--;
    }
    cells.push({ start, end, isQuoted });
    if (at >= last || text[at] !== separator) return { cells, end: at };
  }
}

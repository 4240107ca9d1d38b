import { skip } from "../sticky";
import type { Edit } from "./edits";

const separates = new Set(["join", "mkstring", "implode"]);
const appends = ["concat", "paste0"];
const fills = new Set(["format", "printf", "% (", "% [", "-f "]);

/** Words of the calls that put a text together from its parts. */
export const joiningWords: readonly string[] = [...separates, ...appends, ...fills];

/** A literal, or a list of such. */
type Value = string | readonly Value[];

interface Read {
  readonly values: readonly Value[];
  readonly start: number;
  readonly end: number;
}

/** What a shorter text says, no detector asks. */
const shortest = 8;
const longest = 2_048;
const deepest = 3;

// With a mark of bytes before it, and without the end of a line in it.
const literal = /\s{0,60}[bru]?(["'`])([^"'`\\\r\n]{0,512})(?:\\[nr]){0,2}\1/iy;
// Helm's templates, Lisp and Nix put blanks between parts.
const between = /\s{0,60},|[ \t]{1,20}(?=["'(])/y;
// `[`, `[]string{`, `new[] {`, `List.of(`, `vec![`, `@(`, `(list`
const opening = /\s{0,60}(?:(?:\[\]|[\w.<>!@:&])[\w.<>!@:& \t[\]]{0,30}?)?[[({](?:list[ \t])?(?!\])/y;
const closing = /\s{0,60}[)\]}]/y;

/** Literals and lists from `at` on, with what separates them. */
function partsAt(text: string, at: number, depth: number): Read | undefined {
  const values: Value[] = [];
  let end = at;
  for (let next = at; next !== -1; next = skip(between, text, end)) {
    const one = valueAt(text, next, depth);
    // A comma may follow the last one.
    if (one === undefined) return { values, start: at, end: next };
    values.push(...one.values);
    end = one.end;
    if (end - at > longest) return undefined;
  }
  return { values, start: at, end };
}

/** What brackets hold that open before `at`; undefined where something else than literals and lists stands in them. */
function listAt(text: string, at: number, depth = 0): Read | undefined {
  const parts = partsAt(text, at, depth);
  if (parts === undefined) return undefined;
  const end = skip(closing, text, parts.end);
  return end === -1 ? undefined : { ...parts, end };
}

function valueAt(text: string, at: number, depth: number): Read | undefined {
  literal.lastIndex = at;
  const [, , quoted] = literal.exec(text) ?? [];
  if (quoted !== undefined) return { values: [quoted], start: at, end: literal.lastIndex };
  if (depth === deepest) return undefined;
  const inner = skip(opening, text, at);
  const list = inner === -1 ? undefined : listAt(text, inner, depth + 1);
  return list && { values: [list.values], start: at, end: list.end };
}

const pairs: Readonly<Record<string, string>> = { "]": "[", ")": "(", "}": "{", '"': '"', "'": "'", "`": "`" };
const callee = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.!@-");
const longestCallee = 30;

function beforeCallee(text: string, floor: number, at: number): number {
  const least = Math.max(floor, at - longestCallee);
  let start = at;
  for (;;) {
    // A single colon stands between a name and its value.
    const step = callee.has(text.charAt(start - 1)) ? 1 : text.startsWith("::", start - 2) ? 2 : 0;
    if (step === 0 || start - step < least) return start;
    start -= step;
  }
}

const blanks = new Set(" \t\r\n");

/** The literal or list before a method or an operator: `["abc", "def"].join`, `"".join`, `@('abc', 'def') -join`, `["abc"] | join`, `"%s" % (`. */
function receiver(text: string, floor: number, word: number): Read | undefined {
  let at = word;
  const back = (most: number): void => {
    for (const least = Math.max(floor, at - most); at > least && blanks.has(text.charAt(at - 1));) at--;
  };
  if (text[at - 1] === "." || text[at - 1] === "-") at--;
  else if (text[at] === "-" || text[at] === "%") back(1);
  else {
    back(3);
    if (text[--at] !== "|") return undefined;
  }
  back(60);
  const last = text.charAt(at - 1);
  const opens = pairs[last];
  if (opens === undefined) return undefined;
  const least = Math.max(floor, at - 1 - longest);
  const open = text.slice(least, at - 1).lastIndexOf(opens);
  if (open === -1) return undefined;
  const from = least + open;
  if (opens === last) {
    const one = valueAt(text, from, deepest);
    return one?.end === at ? one : undefined;
  }
  const list = listAt(text, from + 1);
  return list?.end === at ? { values: [list.values], start: beforeCallee(text, floor, from), end: at } : undefined;
}

function flat(values: readonly Value[], to: string[] = []): string[] {
  for (const value of values) {
    if (typeof value === "string") to.push(value);
    else flat(value, to);
  }
  return to;
}

// The places of C count from 1, those in braces from 0.
const slot = /%(?:(\d)\$)?[sv]|\{(\d?)(?::s)?\}/g;

/** A template with its places filled; nothing where they are not as many as the values. */
function filled(template: string, values: readonly string[]): string {
  let count = 0;
  const made = template.replace(slot, (_, fromOne: string | undefined, fromZero: string | undefined) => {
    const at = fromOne ? Number(fromOne) - 1 : fromZero ? Number(fromZero) : count;
    count++;
    return values[at] ?? "";
  });
  return count === values.length && count > 0 ? made : "";
}

/** What a call gives; the separator may stand before the parts or behind them. Nothing where it gives no text. */
function made(word: string, values: readonly Value[]): string {
  const [first = "", ...rest] = flat(values);
  if (fills.has(word)) return filled(first, rest);
  if (!separates.has(word)) return [first, ...rest].join("");
  const lists = values.filter((value) => typeof value !== "string");
  if (lists.length === 0) return rest.join(first);
  const [separator = "", ...others] = values.filter((value) => typeof value === "string");
  return lists.length === 1 && others.length === 0 ? flat(lists).join(separator) : "";
}

// `joinToString(`, `joined(`, `CONCATENATE(`, `concatStrings [`, `concat!(`, `"Fn::Join": [`, `!Join [`
const call = /(?:ed|ToString|enate|Strings)?!?["']?\s{0,4}:?\s{0,4}[([]/iy;
const operands = /[ \t]{0,8}(?=["'])/y;

/** What a call is given, in brackets or behind blanks; a method of no arguments may go without brackets. */
function argumentsAt(text: string, end: number, by: Read | undefined): Read | undefined {
  if ("([".includes(text.charAt(end - 1))) return listAt(text, end);
  const open = skip(call, text, end);
  if (open !== -1) return listAt(text, open);
  const at = skip(operands, text, end);
  if (at !== -1) return partsAt(text, at, 0);
  return by && { values: [], start: end, end };
}

const separatorLine = /:?[ \t]{0,8}\r?\n[ \t]{0,40}- (?:''|"")[ \t]{0,8}\r?\n[ \t]{0,40}- /y;
const line =
  /(?:[ \t]{0,8}\r?\n[ \t]{1,40})?- (?:(["'])([^"'\\\r\n]{0,512})\1|([^\s"'\\[\]{}&*!|>%@`#,:?-][^\s"'\\]{0,511}))(?!\S)/y;

/** `Fn::Join:` or `!Join` over lines of YAML. */
function overLines(text: string, at: number): Read | undefined {
  const list = skip(separatorLine, text, at);
  if (list === -1) return undefined;
  const inLine = text[list] === "[" ? listAt(text, list + 1) : undefined;
  if (inLine !== undefined) return { ...inLine, values: [inLine.values] };
  const values: string[] = [];
  line.lastIndex = list;
  let end = list;
  for (let one = line.exec(text); one !== null && end - at < longest; one = line.exec(text)) {
    const [, , quoted, plain = ""] = one;
    values.push(quoted ?? plain);
    end = line.lastIndex;
  }
  return values.length < 2 ? undefined : { values: [values], start: at, end };
}

const template = /(?:\$?(\{\{)-?|\$[({]|(?<=")\[)\s{0,8}$/;
const object = /\{\s{0,40}["']$/;
const doubleClosing = /\s{0,60}-?\}\}/y;
const longestHolder = 48;

/** What stands for a call: with its object, `{"Fn::Join": …}`, or in its template, `"${…}"`, `{{ … }}`, `$(…)`, without quotes of its own. */
function editOf(text: string, floor: number, { start, end }: Read, value: string): Edit {
  const lead = text.slice(Math.max(floor, start - longestHolder), start);
  const inTemplate = template.exec(lead);
  const holder = inTemplate ?? object.exec(lead);
  const close = holder === null ? -1 : skip(inTemplate?.[1] === undefined ? closing : doubleClosing, text, end);
  const [quoted, kind] = [`"${value}"`, "concatenation"];
  if (holder === null || close === -1) return { start, end, means: quoted, kind };
  return { start: start - holder[0].length, end: close, means: inTemplate === null ? quoted : value, kind };
}

// What these join is a path.
const ofPaths = /(?:path|urls?|file)\.?$/i;

function joinAt(text: string, floor: number, start: number, end: number): Edit | undefined {
  if (ofPaths.test(text.slice(Math.max(0, start - 8), start))) return undefined;
  const word = text.slice(start, end).toLowerCase();
  const by = receiver(text, floor, start);
  const given = overLines(text, end) ?? argumentsAt(text, end, by);
  if (given === undefined) return undefined;
  // PowerShell's operator stands before its list, too.
  const parts = by === undefined && text[start - 1] === "-" ? [given.values] : given.values;
  const value = made(word, [...(by?.values ?? []), ...parts]);
  if (value.length < shortest) return undefined;
  return editOf(text, floor, { ...given, start: by?.start ?? beforeCallee(text, floor, start) }, value);
}

/** Values that calls put together from literals. `words` is where their names stand, two numbers each. */
export function joins(text: string, words: readonly number[]): Edit[] {
  const found: Edit[] = [];
  let floor = 0;
  for (let index = 0; index < words.length; index += 2) {
    const [start = 0, end = 0] = words.slice(index, index + 2);
    if (start < floor) continue;
    const edit = joinAt(text, floor, start, end);
    if (edit !== undefined) found.push(edit);
    floor = edit?.end ?? end;
  }
  return found;
}

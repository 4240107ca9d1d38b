import { readFileSync, statSync } from "node:fs";
import type * as YAML from "yaml";
import { Refusal } from "./refusal";
import { lineNestedTooDeep, mostLevels } from "./yaml-depth";

/** A scalar of the file and the line it stands on, from 1. */
export interface Setting {
  readonly text: string;
  readonly line: number;
}

const mostBytes = 1_000_000;

// Read at the first stack file: most of the time a pack's start must not wait for a parser.
/** The parser. */
export function yaml(): typeof YAML {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("yaml") as typeof YAML;
}

/** Whether a file of that name is there. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Whether a file begins with the mark of UTF-16, in either order. */
export function isUtf16(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff);
}

/**
 * The text of a configuration file.
 * @throws Refusal if it is too large, or in UTF-16.
 */
export function readText(path: string, name: string): string {
  if (statSync(path).size > mostBytes) {
    throw new Refusal({
      message: `${name} has more than ${mostBytes} bytes, too many to be read as configuration.`,
      file: name,
      remedy: "Move what is no configuration out of it.",
    });
  }
  const bytes = readFileSync(path);
  if (isUtf16(bytes)) {
    throw new Refusal({
      message: `${name} is encoded in UTF-16, expected UTF-8.`,
      file: name,
      remedy: "Save it as UTF-8.",
    });
  }
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

// What the parser's codes mean to a person. Its own messages quote the source, and the source may hold a key.
const troubles: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "is indented with a tab, expected spaces",
  DUPLICATE_KEY: "has a key a second time in the same map, expected each key once",
  MULTIPLE_DOCS: "begins a second document, expected one",
  BAD_ALIAS: "has an alias, expected the value itself",
  TAG_RESOLVE_FAILED: "has a tag of its own, expected plain values",
};

/** Reads the nodes of one YAML file and refuses with file and line, never with the file's text. */
export class YamlFile {
  readonly #document: YAML.Document.Parsed;
  readonly #lines: YAML.LineCounter;

  constructor(
    readonly file: string,
    text: string,
  ) {
    const deep = lineNestedTooDeep(text);
    if (deep !== undefined) throw this.refusal(`is nested more than ${mostLevels} levels deep`, deep);
    const { LineCounter, parseAllDocuments } = yaml();
    this.#lines = new LineCounter();
    let documents: readonly YAML.Document.Parsed[];
    try {
      const parsed = parseAllDocuments(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: "silent" });
      documents = "empty" in parsed ? [yaml().parseDocument("", { lineCounter: new LineCounter() })] : parsed;
    } catch {
      throw this.refusal("can't be parsed as YAML", 1);
    }
    const [first, second] = documents;
    if (first === undefined) throw this.refusal("can't be parsed as YAML", 1);
    const trouble = documents
      .flatMap(({ errors, warnings }) => [...errors, ...warnings])
      .sort((a, b) => a.pos[0] - b.pos[0])[0];
    if (trouble !== undefined) {
      throw this.refusal(troubles[trouble.code] ?? "can't be parsed as YAML", this.#lines.linePos(trouble.pos[0]).line);
    }
    if (second !== undefined) throw this.refusal("begins a second document, expected one", this.lineOf(second));
    this.#document = first;
    this.#refuseReferences();
  }

  refusal(what: string, line: number): Refusal {
    return new Refusal({
      message: `${this.file} ${what}.`,
      file: this.file,
      line,
      remedy: `Correct line ${line} of ${this.file}.`,
    });
  }

  /** The file's map; undefined where the file is empty. */
  top(): YAML.YAMLMap | undefined {
    const { contents } = this.#document as YAML.Document;
    if (contents === null || (yaml().isScalar(contents) && contents.value === null)) return undefined;
    if (!yaml().isMap(contents)) throw this.refusal("is not a map of keys to values", this.lineOf(contents));
    return contents;
  }

  setting(top: YAML.YAMLMap | undefined, key: string): Setting | undefined {
    const node = top?.get(key, true);
    if (node === undefined || node.value === null) return undefined;
    if (typeof node.value !== "string") throw this.refusal(`has a ${key} that is no string`, this.lineOf(node));
    return { text: node.value, line: this.lineOf(node) };
  }

  /** A key as it is written. */
  name(key: unknown): string {
    if (!yaml().isScalar(key)) throw this.refusal("has a key that is no plain text", this.lineOf(key));
    return key.source ?? String(key.value);
  }

  /** An anchor makes one text stand in two places, where one reader sees a key and another does not. */
  #refuseReferences(): void {
    yaml().visit(this.#document, {
      Node: (_, node) => {
        if (yaml().isAlias(node)) throw this.refusal("has an alias, expected the value itself", this.lineOf(node));
        if (node.anchor !== undefined) throw this.refusal("has an anchor, expected each value once", this.lineOf(node));
      },
    });
  }

  /** The line that a node begins on, from 1. */
  lineOf(node: unknown): number {
    const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
    return this.#lines.linePos(range?.[0] ?? 0).line || 1;
  }
}

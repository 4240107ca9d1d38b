import { LineCounter, parseDocument, visit, type Document } from "yaml";
import { lineNestedTooDeep, mostLevels } from "../../policies/yaml-depth";
import { isUtf16 } from "../../policies/yaml-file";
import { readRegularFile } from "../regular-file";
import { UserError } from "../user-error";

/** A YAML file without surprises: one document, no duplicate keys, no anchors. */
export interface YamlFile {
  readonly path: string;
  readonly document: Document;
  /** The line, from 1, of an offset. */
  readonly line: (offset: number | undefined) => number;
}

/** Throws UserError with file and line where the file can't be read as plain YAML. Messages never quote the text: it may hold a secret. */
export function readYaml(path: string): YamlFile {
  let bytes: Buffer;
  try {
    bytes = readRegularFile(path);
  } catch (error) {
    throw new UserError(`${path} can't be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`);
  }
  if (isUtf16(bytes)) throw new UserError(`${path} is encoded in UTF-16; save it as UTF-8.`);
  const text = bytes.toString("utf8");
  const zero = text.indexOf("\0");
  if (zero !== -1) {
    throw new UserError(
      `${path}:${text.slice(0, zero).split("\n").length}: a NUL character stands there, which no text holds.`,
    );
  }
  const deep = lineNestedTooDeep(text);
  if (deep !== undefined) {
    throw new UserError(`${path}:${deep}: maps and lists stand in each other more than ${mostLevels} levels deep.`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const line = (offset: number | undefined): number => lines.linePos(offset ?? 0).line;
  const [error] = document.errors;
  if (error !== undefined) {
    const what =
      error.code === "DUPLICATE_KEY"
        ? "a key stands twice in the same map; keep one"
        : error.code === "TAB_AS_INDENT"
          ? "a tab indents; YAML takes spaces only"
          : error.code === "MULTIPLE_DOCS"
            ? "a second document begins; keep one"
            : `it is not valid YAML (${error.code.toLowerCase().replaceAll("_", " ")})`;
    throw new UserError(`${path}:${line(error.pos[0])}: ${what}.`);
  }
  visit(document, {
    Alias: (_, node) => {
      throw new UserError(`${path}:${line(node.range?.[0])}: aliases are not read here; write the value out.`);
    },
    Node: (_, node) => {
      const { value } = node as { value?: unknown };
      if (typeof value === "string" && value.includes("\0")) {
        throw new UserError(
          `${path}:${line(node.range?.[0])}: a NUL character stands in it, which no program is handed.`,
        );
      }
      if (value instanceof Uint8Array) {
        throw new UserError(`${path}:${line(node.range?.[0])}: !!binary is not read here; write the value out.`);
      }
      if ((node as { anchor?: string }).anchor !== undefined) {
        throw new UserError(`${path}:${line(node.range?.[0])}: anchors are not read here; write the value out.`);
      }
    },
  });
  return { path, document, line };
}

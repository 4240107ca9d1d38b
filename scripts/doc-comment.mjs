import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./bundled.mjs";

const ts = createRequire(join(root, "package.json"))("typescript");

/** The words above what a module exports, of the last export that is a value; undefined where there are none. */
export function docComment(text) {
  let doc;
  ts.forEachChild(ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true), (node) => {
    if (!ts.isVariableStatement(node) || !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      return;
    doc = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(node)[0]?.comment);
  });
  return doc?.replace(/\s+/gu, " ").trim();
}

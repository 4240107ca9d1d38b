import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { jsonText } from "./json-text";

/** A SARIF 2.1.0 log of one run (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as text. */
export function sarifLog(run: object): string {
  return `${jsonText({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, 2)}\n`;
}

/** The `uri` of a file: relative to where the command was started, or absolute. */
export function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split("/").map(encodeURIComponent).join("/");
}

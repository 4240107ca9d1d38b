import { readFileSync } from "node:fs";
import Ajv from "ajv";

// The schema of OASIS as published in the SchemaStore, whose address our reports name; the package carries it and is not run.
const schema = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as object;
const draft4 = JSON.parse(readFileSync(require.resolve("ajv/lib/refs/json-schema-draft-04.json"), "utf8")) as object;
const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true });
ajv.addMetaSchema(draft4);
const valid = ajv.compile(schema);

/** Where a log breaks the schema of SARIF 2.1.0. */
export function sarifErrors(text: string): readonly string[] {
  void valid(JSON.parse(text));
  return (valid.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ""}`);
}

import { textIn, type Properties, type Value } from "../properties";

/**
 * The document that `aws.iam.getPolicyDocument` renders; nothing of it has to be made up.
 * As the provider: lists of one become a text, longer ones are sorted downwards, statements of equal `sid` override.
 */
export function policyDocument(args: Properties): { json: string; minifiedJson: string } {
  const statements: Record<string, unknown>[] = [];
  const merge = (added: readonly Record<string, unknown>[]): void => {
    for (const statement of added) {
      const sid = statement.Sid;
      const index = sid === undefined || sid === "" ? -1 : statements.findIndex((each) => each.Sid === sid);
      if (index < 0) statements.push(statement);
      else statements[index] = statement;
    }
  };
  let version = "2012-10-17";
  let policyId: unknown;
  const mergeDocuments = (documents: Value | undefined): void => {
    for (const document of list(documents)) {
      if (typeof document !== "string" || document === "") continue;
      const parsed = JSON.parse(document) as { Version?: string; Id?: string; Statement?: unknown };
      version = parsed.Version ?? version;
      policyId = parsed.Id ?? policyId;
      merge([parsed.Statement ?? []].flat() as Record<string, unknown>[]);
    }
  };
  mergeDocuments(args.sourcePolicyDocuments);
  mergeDocuments(args.sourceJson === undefined ? undefined : [args.sourceJson]);
  merge(list(args.statements).map((each) => statement(each as Properties)));
  mergeDocuments(args.overridePolicyDocuments);
  mergeDocuments(args.overrideJson === undefined ? undefined : [args.overrideJson]);
  if (typeof args.version === "string") version = args.version;
  policyId = args.policyId ?? policyId;
  const document = { Version: version, ...(policyId === undefined ? {} : { Id: policyId }), Statement: statements };
  return { json: JSON.stringify(document, undefined, 2), minifiedJson: JSON.stringify(document) };
}

function statement(source: Properties): Record<string, unknown> {
  const { sid, effect } = source;
  const parts: Record<string, unknown> = {
    ...(typeof sid === "string" && sid !== "" ? { Sid: sid } : {}),
    Effect: typeof effect === "string" ? effect : "Allow",
  };
  const put = (key: string, value: unknown): void => {
    if (value !== undefined) parts[key] = value;
  };
  put("Action", collapse(list(source.actions)));
  put("NotAction", collapse(list(source.notActions)));
  put("Resource", collapse(list(source.resources)));
  put("NotResource", collapse(list(source.notResources)));
  put("Principal", principals(list(source.principals)));
  put("NotPrincipal", principals(list(source.notPrincipals)));
  put("Condition", conditions(list(source.conditions)));
  return parts;
}

function principals(entries: readonly Value[]): unknown {
  if (entries.length === 0) return undefined;
  const byType = new Map<string, Value[]>();
  for (const entry of entries as readonly Properties[]) {
    const type = textIn(entry.type);
    byType.set(type, [...(byType.get(type) ?? []), ...list(entry.identifiers)]);
  }
  const all = byType.get("*");
  if (byType.size === 1 && all?.length === 1 && all[0] === "*") return "*";
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, collapse(identifiers)]));
}

function conditions(entries: readonly Value[]): unknown {
  if (entries.length === 0) return undefined;
  const tests: Record<string, Record<string, unknown>> = {};
  for (const entry of entries as readonly Properties[]) {
    const test = (tests[textIn(entry.test)] ??= {});
    const variable = textIn(entry.variable);
    const values = [...[test[variable] ?? []].flat(), ...list(entry.values)] as Value[];
    test[variable] = values.length === 1 ? values[0] : values;
  }
  return tests;
}

function collapse(values: readonly Value[]): Value | undefined {
  if (values.length <= 1) return values[0];
  return [...values].sort().reverse();
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** Actions, resources: what an element names, or what it leaves out. */
export interface Choice {
  readonly patterns: readonly string[];
  /** NotAction, NotResource, NotPrincipal. */
  readonly allBut: boolean;
}

/** One principal of a statement. */
export interface Named {
  readonly kind: "AWS" | "Service" | "other";
  readonly text: string;
}

export interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement, with every list a list. */
export interface Rule {
  readonly deny: boolean;
  readonly action: Choice;
  /** Undefined in trust policies, which are about the role that has them. */
  readonly resource: Choice | undefined;
  /** Undefined in identity policies, whose principal is who has them. */
  readonly principal: { readonly named: readonly Named[]; readonly allBut: boolean } | undefined;
  readonly tests: readonly Test[];
  /** A part of the statement is not understood: it may apply, and is not known to. */
  readonly unclear: boolean;
}

/** A document that cannot be seen: it may allow anything, and is not known to deny. */
export const unseen: readonly Rule[] = [anything()];

/** A statement of which nothing is known. */
export function anything(): Rule {
  return {
    deny: false,
    action: { patterns: ["*"], allBut: false },
    resource: { patterns: ["*"], allBut: false },
    principal: { named: [{ kind: "AWS", text: "*" }], allBut: false },
    tests: [],
    unclear: true,
  };
}

type Raw = Readonly<Record<string, unknown>>;

const elements = new Set([
  "sid",
  "effect",
  "principal",
  "notprincipal",
  "action",
  "notaction",
  "resource",
  "notresource",
  "condition",
]);

/** The statements of a document, given as data. What is no document is like one that cannot be seen. */
export function rulesOf(document: unknown): readonly Rule[] {
  const statements = isRaw(document) ? lowered(document).statement : undefined;
  if (statements === undefined) return unseen;
  return (Array.isArray(statements) ? (statements as unknown[]) : [statements]).flatMap(ruleOf);
}

function ruleOf(statement: unknown): readonly Rule[] {
  if (!isRaw(statement)) return unseen;
  const of = lowered(statement);
  const action = choice(of.action, of.notaction);
  const principal = of.principal === undefined && of.notprincipal === undefined ? undefined : principals(of);
  const tests = testsOf(of.condition);
  const effect = typeof of.effect === "string" ? of.effect.toLowerCase() : undefined;
  const strange = Object.keys(of).some((name) => !elements.has(name)) || (effect !== "allow" && effect !== "deny");
  const resource = choice(of.resource, of.notresource);
  const aboutNothing = resource === undefined && (of.resource !== undefined || of.notresource !== undefined);
  return [
    {
      // What may be a denial is not known to be one, and what may be none may allow.
      deny: effect === "deny",
      action: action ?? { patterns: ["*"], allBut: false },
      resource,
      principal: principal ?? undefined,
      tests: tests ?? [],
      unclear:
        strange ||
        action === undefined ||
        aboutNothing ||
        principal === null ||
        tests === undefined ||
        hasTwins(statement),
    },
  ];
}

function principals(of: Raw): Rule["principal"] | null {
  const allBut = of.notprincipal !== undefined;
  if (allBut && of.principal !== undefined) return null;
  const given = allBut ? of.notprincipal : of.principal;
  if (typeof given === "string") return { named: [{ kind: given === "*" ? "AWS" : "other", text: given }], allBut };
  if (!isRaw(given)) return null;
  const kinds = Object.entries(given).map(([kind, texts]) =>
    strings(texts)?.map((text): Named => ({ kind: kind === "AWS" || kind === "Service" ? kind : "other", text })),
  );
  const named = kinds.flatMap((some) => some ?? []);
  return named.length === 0 || kinds.includes(undefined) ? null : { named, allBut };
}

function choice(named: unknown, leftOut: unknown): Choice | undefined {
  const allBut = named === undefined;
  const patterns = strings(allBut ? leftOut : named);
  return patterns === undefined || (named !== undefined && leftOut !== undefined) ? undefined : { patterns, allBut };
}

function testsOf(condition: unknown): readonly Test[] | undefined {
  if (condition === undefined) return [];
  if (!isRaw(condition)) return undefined;
  const tests: Test[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isRaw(keys)) return undefined;
    for (const [key, given] of Object.entries(keys)) {
      const values = strings(given);
      if (values === undefined) return undefined;
      tests.push({ operator, key: key.toLowerCase(), values });
    }
  }
  return tests;
}

/** Texts, and numbers and booleans as texts; undefined where there is anything else, or nothing. */
function strings(given: unknown): readonly string[] | undefined {
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  const texts = all.flatMap((one) =>
    typeof one === "string" || typeof one === "number" || typeof one === "boolean" ? [String(one)] : [],
  );
  return texts.length === all.length && all.length > 0 ? texts : undefined;
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lowered(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), value]));
}

function hasTwins(raw: Raw): boolean {
  const names = Object.keys(raw).map((name) => name.toLowerCase());
  return new Set(names).size < names.length;
}

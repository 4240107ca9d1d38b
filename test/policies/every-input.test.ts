import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Policy } from "../../policies/policy";
import { Secret, proto, secret, unknown } from "./engine-messages";
import type { Answer } from "./served";
import { Given, GivenStack, judge, tablesOf } from "./test-policy";

// Every case of every policy's table, with something else put in the place of each of its inputs, at every depth, and of each input that the
// installed @pulumi/aws knows of its type. `BULKHEAD_INPUTS=whole` tries all of them; otherwise a sample that the seed chooses.
const whole = process.env.BULKHEAD_INPUTS === "whole";
const seed = process.env.BULKHEAD_INPUTS_SEED ?? "1";
const sampled = Number(process.env.BULKHEAD_INPUTS_COUNT ?? 40);

/** Policies that a mark satisfies: what they refuse is a secret without one. */
const markedIsRight = new Set([
  "bot-testnet-isolated",
  "secrets-input-must-be-secret",
  "secrets-no-plaintext-anywhere",
  "secrets-no-tag-or-name-leak",
]);

type Key = string | number;
type Tree = Readonly<Record<string, unknown>>;
type One = Given | GivenStack;

interface Place {
  readonly policy: Policy;
  readonly title: string;
  readonly one: One;
  readonly path: readonly Key[];
}

/** What is not known yet is in order here: what it refuses is writing that it can't read. */
const unknownIsRight = "bot-marks-read";

const folder = join(__dirname, "rules");
const tables = tablesOf(() => {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    if (name.endsWith(".test.ts")) require(join(folder, name));
  }
});

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !(value instanceof Secret);
}

/** The inputs of a case: its own, or those of each resource of the stack. */
function treeOf(one: One): Tree {
  return one instanceof GivenStack
    ? Object.fromEntries(one.resources.map(({ props }, index) => [index, props]))
    : one.props;
}

function typesOf(policy: Policy, one: One): readonly string[] {
  if (one instanceof GivenStack) return one.resources.map(({ type }) => type);
  return [one.circumstances.type ?? (policy.types === "*" ? "my:component:Thing" : (policy.types[0] ?? ""))];
}

const aws = dirname(require.resolve("@pulumi/aws/package.json"));
const namesOf = new Map<string, readonly string[]>();

/** The inputs of an AWS type by the typings. */
function typed(type: string): readonly string[] {
  let names = namesOf.get(type);
  if (names === undefined) {
    const [, module, file] = /^aws:(\w+)\/(\w+):\w+$/u.exec(type) ?? [];
    const path = join(aws, module ?? "none", `${file ?? "none"}.d.ts`);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    const args = text.slice(Math.max(0, text.lastIndexOf("export interface ")));
    names = Array.from(args.matchAll(/^ {4}(\w+)\??: pulumi\.Input</gmu), ([, name]) => name ?? "");
    namesOf.set(type, names);
  }
  return names;
}

function* pathsIn(value: unknown, path: readonly Key[]): Generator<readonly Key[]> {
  if (path.length > 0) yield path;
  if (!isTree(value)) return;
  for (const [key, below] of Object.entries(value))
    yield* pathsIn(below, [...path, Array.isArray(value) ? Number(key) : key]);
}

function pathsOf(policy: Policy, one: One): readonly (readonly Key[])[] {
  const roots =
    one instanceof GivenStack
      ? one.resources.map(({ props }, index) => ({ props, path: [String(index)] }))
      : [{ props: one.props, path: [] }];
  const types = typesOf(policy, one);
  return roots.flatMap(({ props, path }, index) => {
    const known = [...pathsIn(props, path)].filter((found) => found.length > path.length);
    const own = isTree(props) ? props : {};
    const further = typed(types[index] ?? "").filter((name) => !Object.hasOwn(own, name));
    return [...known, ...further.map((name) => [...path, name])];
  });
}

function read(value: unknown, path: readonly Key[]): unknown {
  return path.reduce<unknown>((at, key) => (isTree(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}

const nothing = Symbol("nothing");

function write(value: unknown, [first, ...rest]: readonly Key[], put: unknown): unknown {
  if (first === undefined) return put;
  if (Array.isArray(value)) {
    if (rest.length === 0 && put === nothing) return value.filter((_, place) => place !== first);
    return value.map((item: unknown, place) => (place === first ? write(item, rest, put) : item));
  }
  const tree = value as Tree;
  if (rest.length === 0 && put === nothing)
    return Object.fromEntries(Object.entries(tree).filter(([key]) => key !== first));
  return Object.fromEntries([
    ...Object.entries(tree).filter(([key]) => key !== first),
    [first, write(tree[first], rest, put)],
  ]);
}

function having(one: One, path: readonly Key[], put: unknown): One {
  if (!(one instanceof GivenStack)) return new Given<unknown>(write(one.props, path, put) as Tree, one.circumstances);
  const [index, ...rest] = path;
  return new GivenStack(
    one.resources.map((resource, place) =>
      String(place) === index
        ? { ...resource, props: write(resource.props, rest, put), outputs: withoutOutput(resource.outputs, rest) }
        : resource,
    ),
    one.circumstances,
  );
}

// An output would stand in for the input of its name.
function withoutOutput(outputs: Tree | undefined, [first]: readonly Key[]): Tree {
  return Object.fromEntries(Object.entries(outputs ?? {}).filter(([key]) => key !== first));
}

const cases = tables.flatMap(({ policy, cases }) =>
  policy.kind === "stack-file"
    ? []
    : (["passes", "fails", "absent", "secret"] as const).flatMap((kind) => {
        const table: unknown = cases[kind];
        return typeof table === "string"
          ? []
          : Object.entries(table as Tree).map(([title, entry]) => {
              const given: unknown = Array.isArray(entry) ? entry[0] : entry;
              const one =
                given instanceof GivenStack || given instanceof Given
                  ? (given as One)
                  : new Given<unknown>(given as Tree, {});
              return { policy, title: `${policy.name}: ${kind}: ${title}`, one };
            });
      }),
);

/** What stands at the same place in other cases of the policy. */
const seen = new Map<string, unknown[]>();
function placeName(policy: Policy, one: One, path: readonly Key[]): string {
  const type = typesOf(policy, one)[one instanceof GivenStack ? Number(path[0]) : 0] ?? "";
  const inputs = one instanceof GivenStack ? path.slice(1) : path;
  return [policy.name, type, ...inputs.map((key) => (typeof key === "number" ? "*" : key))].join(" ");
}
const places: readonly Place[] = cases.flatMap(({ policy, title, one }) =>
  pathsOf(policy, one).map((path) => {
    const value = read(treeOf(one), path);
    const name = placeName(policy, one, path);
    const values = seen.get(name) ?? [];
    if (value !== undefined && !values.includes(value) && values.length < 6) values.push(value);
    seen.set(name, values);
    return { policy, title, one, path };
  }),
);

const chosen = whole
  ? places
  : Array.from({ length: sampled }, (_, index) => {
      const number = createHash("sha256").update(`${seed} ${index}`).digest().readUIntBE(0, 6);
      return places[number % places.length];
    }).filter((place) => place !== undefined);

/** What a policy says in place of a judgement when its own code fails. */
const fell = "could not judge";

async function judged(policy: Policy, one: One, dryRun = false): Promise<Answer> {
  const answer = await judge(policy, one, dryRun);
  expect(answer.violations.map(({ message }) => message).filter((message) => message.includes(fell))).toEqual([]);
  return answer;
}

const refuses = ({ violations }: Answer): boolean => violations.length > 0;
const isOpen = (policy: Policy, { notApplicable }: Answer): boolean =>
  notApplicable[policy.name]?.startsWith("undecided: ") ?? false;

function deep(levels: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
}

const wrong: Readonly<Record<string, unknown>> = {
  "a number": 7,
  "a text": "tulip",
  "a boolean": true,
  "a list": [],
  "a list of lists": [[["tulip"]]],
  "a map": {},
  "a deep nest": deep(40),
  "a huge text": "tulip ".repeat(20_000),
  "a map with a strange key": { constructor: { prototype: "tulip" }, hasOwnProperty: 1 },
};

/** Where the judgement of a case is not what it has to be, in words; nothing where all is well. */
async function flaws({ policy, title, one, path }: Place): Promise<readonly string[]> {
  const found: string[] = [];
  const at = `${title} at ${path.join(".")}`;
  const note = (what: string): void => void found.push(`${at}: ${what}`);
  const original = read(treeOf(one), path);
  const known = new Set([
    ...(original === undefined ? [] : [original]),
    ...(seen.get(placeName(policy, one, path)) ?? []),
  ]);
  let bad = false;
  for (const value of known) if (!bad) bad = refuses(await judged(policy, having(one, path, value)));
  if (bad && policy.name !== unknownIsRight) {
    const preview = await judged(policy, having(one, path, unknown), true);
    if (!refuses(preview) && !isOpen(policy, preview)) note("an unknown passes in a dry run");
    if (!refuses(await judged(policy, having(one, path, unknown)))) note("an unknown passes at up");
  } else {
    await judged(policy, having(one, path, unknown), true);
  }
  const isRefused = original !== undefined && refuses(await judged(policy, one));
  if (original !== undefined && !(original instanceof Secret)) {
    const marked = await judged(policy, having(one, path, secret(original)));
    if (isRefused && !refuses(marked) && !markedIsRight.has(policy.name)) note("a mark makes it pass");
  }
  const parent = read(treeOf(one), path.slice(0, -1));
  if (!Array.isArray(parent)) {
    const [absent, none] = [having(one, path, nothing), having(one, path, null)];
    const [first, second] = [await judged(policy, absent), await judged(policy, none)];
    // In a document, where AWS takes no null, it may be refused all the same.
    const isTold = path.includes("Statement") && refuses(second);
    if (refuses(first) !== refuses(second) && !isTold) note("null is not as absent");
    for (const [what, value] of Object.entries(wrong)) {
      // Another text is no wrong type where a text is right.
      const isRight = typeof value === typeof original && typeof value !== "object";
      const answer = await judged(policy, having(one, path, value));
      if (!isRight && isRefused && refuses(first) && !refuses(answer))
        note(`${what} passes, though neither the value nor its absence does`);
    }
  }
  // Refused before any policy looks, whatever else it would have said.
  if (!refuses(await judged(policy, having(one, path, { [proto]: "tulip" }))))
    note("a property named __proto__ passes");
  return found;
}

test(`whatever is put into an input, no policy throws, and none passes what a known value would have failed (seed ${seed})`, async () => {
  expect(places.length).toBeGreaterThan(5000);
  const found: string[] = [];
  for (const place of chosen)
    found.push(
      ...(await flaws(place).catch((error: unknown) => [
        `${place.title} at ${place.path.join(".")}: ${String(error).slice(0, 300)}`,
      ])),
    );
  expect(found).toEqual([]);
}, 3_600_000);

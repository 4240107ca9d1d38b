import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Twin, twins } from "../../policies/native";
import type { Policy } from "../../policies/policy";
import { type Raw, Secret } from "./engine-messages";
import type { Answer } from "./served";
import { Given, GivenStack, type StackResourceSample, judge, tablesOf } from "./test-policy";

const folder = join(__dirname, "rules");
const tables = tablesOf(() => {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    if (name.endsWith(".test.ts")) require(join(folder, name));
  }
});
const nativeOf = new Map(Object.entries(twins).map(([native, { type }]) => [type, native]));

function isMap(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}

/** Properties of `aws` as a program writes them for `aws-native`. */
function asNative(props: unknown, { names, within }: Twin): unknown {
  if (!isMap(props)) return props;
  const { tags, ...rest } = props;
  const named = Object.fromEntries(Object.entries(rest).map(([key, value]) => [names[key] ?? key, value]));
  const listed = isMap(tags) ? Object.entries(tags).map(([key, value]) => ({ key, value })) : tags;
  if (within === undefined) return tags === undefined ? named : { ...named, tags: listed };
  return { [within]: named, ...(tags === undefined ? {} : { tagSpecifications: [{ tags: listed }] }) };
}

function nativeSample<S extends { type: string; props: unknown; outputs?: Raw }>(sample: S): S {
  const native = nativeOf.get(sample.type);
  const twin = native === undefined ? undefined : twins[native];
  if (native === undefined || twin === undefined) return sample;
  const outputs = sample.outputs && (asNative(sample.outputs, { ...twin, names: {} }) as Raw);
  return { ...sample, type: native, props: asNative(sample.props, twin), ...(outputs && { outputs }) };
}

type One = Given | GivenStack;

/** The same case written for `aws-native`; undefined where no part of it can be. */
function nativeCase(policy: Policy, one: One): One | undefined {
  if (one instanceof GivenStack) {
    const resources = one.resources.map((resource): StackResourceSample => nativeSample(resource));
    return resources.every(({ type }, index) => type === one.resources[index]?.type)
      ? undefined
      : new GivenStack(resources, one.circumstances);
  }
  const type = one.circumstances.type ?? policy.types[0] ?? "";
  const { type: native, props } = nativeSample({ type, props: one.props });
  if (native === type || !policy.types.includes(native) || own.has(`${policy.name} ${native}`)) return undefined;
  return new Given<unknown>(props, { ...one.circumstances, type: native });
}

/** Types of aws-native that a policy lists itself, though it knows their twins: it has cases of its own for them. */
const own = new Set(["compute-ebs-encrypted-cmk aws-native:ec2:Instance"]);

const cases = tables.flatMap(({ policy, cases }) =>
  policy.kind === "stack-file" || (policy.types === "*" && policy.kind === "resource")
    ? []
    : (["passes", "fails", "unknown", "absent", "secret"] as const).flatMap((kind) => {
        const table: unknown = cases[kind];
        if (typeof table === "string") return [];
        return Object.entries(table as Raw).flatMap(([title, entry]) => {
          const given: unknown = Array.isArray(entry) ? entry[0] : entry;
          const one =
            given instanceof GivenStack || given instanceof Given
              ? (given as One)
              : new Given<unknown>(given as Raw, {});
          const native = nativeCase(policy, one);
          if (native === undefined) return [];
          return [{ policy, title: `${policy.name}: ${kind}: ${title}`, one, native, dryRun: kind === "unknown" }];
        });
      }),
);

test("what is written for aws-native is judged as the same written for aws, in every case of every policy", async () => {
  expect(cases.length).toBeGreaterThan(150);
  const different: string[] = [];
  for (const { policy, title, one, native, dryRun } of cases) {
    const [said, saidOfNative] = [await judge(policy, one, dryRun), await judge(policy, native, dryRun)];
    const open = (answer: Answer): boolean => answer.notApplicable[policy.name]?.startsWith("undecided: ") === true;
    if (said.violations.length !== saidOfNative.violations.length || open(said) !== open(saidOfNative)) {
      different.push(`${title}: ${saidOfNative.violations.map(({ message }) => message).join(" ")}`);
    }
  }
  expect(different).toEqual([]);
});

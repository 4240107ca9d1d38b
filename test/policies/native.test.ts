import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Twin, twins } from "../../policies/native";
import type { Policy } from "../../policies/policy";
import { imdsv2 } from "../../policies/rules/compute/imdsv2";
import { pinnedAmi } from "../../policies/rules/compute/pinned-ami";
import { noPlaintextAnywhere } from "../../policies/rules/secrets/no-plaintext-anywhere";
import { userDataClean } from "../../policies/rules/secrets/user-data-clean";
import { type Raw, Secret, secret, unknown } from "./engine-messages";
import { madeUp } from "./samples";
import { type Answer, analyze, configureStack, remediate } from "./served";
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

const template = "aws-native:ec2:LaunchTemplate";

async function said(policy: Policy, type: string, props: Raw, dryRun = false, more = {}): Promise<readonly unknown[]> {
  configureStack({ dryRun });
  const { violations, notApplicable } = await analyze([policy.sdk], { type, props, ...more });
  const open = notApplicable[policy.name]?.startsWith("undecided: ") === true;
  return open ? ["open"] : violations.map(({ message, path }) => [message, path]);
}

test("a violation names the property as it is written there", async () => {
  const props = { launchTemplateData: { metadataOptions: { httpTokens: "optional" } } };
  const path = "launchTemplateData.metadataOptions.httpTokens";
  expect(await said(imdsv2, template, props)).toEqual([[`${path} is "optional", expected "required".`, path]]);
  expect(await said(imdsv2, template, secret(props) as unknown as Raw)).toHaveLength(1);
});

test("what holds everything and is not known yet leaves everything open", async () => {
  const props = { launchTemplateData: unknown };
  expect(await said(imdsv2, template, props, true)).toEqual(["open"]);
  expect(await said(imdsv2, template, props)).toHaveLength(1);
});

test("a mark around everything is a mark on each part", async () => {
  const userData = Buffer.from("#!/bin/sh").toString("base64");
  expect(await said(userDataClean, template, { launchTemplateData: { userData } })).toEqual([]);
  expect(await said(userDataClean, template, { launchTemplateData: secret({ userData }) })).toEqual([
    [
      "launchTemplateData.userData is a secret, expected none here, not even a marked one.",
      "launchTemplateData.userData",
    ],
  ]);
});

test("what changes are ignored says the name that is written there", async () => {
  const props = { imageId: "ami-0123456789abcdef0" };
  const type = "aws-native:ec2:Instance";
  expect(await said(pinnedAmi, type, props)).toHaveLength(1);
  expect(await said(pinnedAmi, type, props, false, { ignoreChanges: ["imageId"] })).toEqual([]);
});

test("one leak gives one verdict", async () => {
  const props = { launchTemplateData: { userData: `export BINANCE_API_SECRET=${madeUp("native")}` } };
  expect(await said(noPlaintextAnywhere, template, props)).toEqual([]);
  expect(await said(userDataClean, template, props)).toHaveLength(1);
});

test("what can be mended is mended where it is written", async () => {
  configureStack({});
  const props = { launchTemplateData: { imageId: unknown, metadataOptions: { httpTokens: "optional" } } };
  expect(await remediate([imdsv2.sdk], { type: template, props })).toEqual([
    {
      launchTemplateData: {
        imageId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        metadataOptions: { httpTokens: "required" },
      },
    },
  ]);
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OutputInstance } from "@pulumi/pulumi";
import { settingsOf } from "../../policies/pages/settings";
import type { Policy } from "../../policies/policy";
import type { Wording } from "../../policies/verdict";
import type { Raw, ResourceSample, Secret, StackSample, Unknown } from "./engine-messages";
import { type Answer, analyze, analyzeStack, configureStack } from "./served";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Plain<T> = Exclude<T, PromiseLike<any> | OutputInstance<any>>;

/** Properties for a case: typed by the resource's args, any of them left out, any part unknown or marked secret. */
export type Sample<T> = unknown extends T
  ? unknown
  : Plain<T> extends infer P
    ? | Unknown
      | Secret
      | (P extends readonly (infer E)[]
          ? readonly Sample<E>[]
          : P extends object
            ? { readonly [K in keyof P]?: Sample<P[K]> | undefined }
            : P)
    : never;

type Props<T> = unknown extends T ? Raw : { readonly [K in keyof T]?: Sample<T[K]> | undefined };

/** What surrounds the properties of a case. */
export interface Circumstances extends Omit<Partial<ResourceSample>, "props"> {
  /** What the engine says of the stack. */
  readonly stack?: StackSample;
  /** Contents of `Pulumi.<stack>.yaml`. */
  readonly stackFile?: string;
  /** What policy configuration gives the policy, by option. */
  readonly settings?: Raw;
  /** Further files of the project folder, by their path there. `Pulumi.yaml` names the project if it is not given. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** A case that needs more than properties. */
export class Given<T = unknown> {
  constructor(
    readonly props: Props<T>,
    readonly circumstances: Circumstances,
  ) {}
}

export const given = <T = unknown>(props: Props<NoInfer<T>>, circumstances: Circumstances): Given<T> =>
  new Given<T>(props, circumstances);

/** A case of a stack policy: the resources, in the order in which they were registered. */
export class GivenStack {
  constructor(
    readonly resources: readonly StackResourceSample[],
    readonly circumstances: Pick<Circumstances, "stack" | "stackFile" | "files" | "settings"> = {},
  ) {}
}

export interface StackResourceSample extends ResourceSample {
  /** Outputs beside the inputs in `props`. */
  readonly outputs?: Raw;
}

/** A resource of a stack, with an id of its own unless it has other outputs. */
export const resource = (type: string, name: string, props: Raw, more: Raw = {}): StackResourceSample => ({
  type,
  name,
  props,
  outputs: { id: `${name}-id` },
  ...more,
});

/** What the engine says of the stack of a bot. */
export const bot: StackSample = { config: { "bulkhead:bot": "grid" } };

/** The stack of a bot, with these resources. */
export const stackOf = (...resources: readonly StackResourceSample[]): GivenStack =>
  new GivenStack(resources, { stack: bot });

type Case<T> = Props<T> | Given<T> | Given | GivenStack;

/** The message, or the message and where it points. */
type Expected = string | (Partial<Wording> & { readonly message: string; readonly urn?: string });

type Refused<T> = readonly [Case<T>, Expected];

export interface Cases<T> {
  readonly passes: Readonly<Record<string, Case<T>>>;
  /** Each case has exactly this one violation. */
  readonly fails: Readonly<Record<string, Refused<T>>>;
  /** In a dry run undecided, at `up` a violation. A reason in place of cases: nothing it reads can be unknown. */
  readonly unknown: Readonly<Record<string, Case<T>>> | string;
  /** Passes, or with a message, fails. A reason in place of cases: nothing it reads can be absent. */
  readonly absent: Readonly<Record<string, Case<T> | Refused<T>>> | string;
  /** With what it reads marked as a secret. A reason in place of cases: a mark can't matter to it. */
  readonly secret: Readonly<Record<string, Case<T> | Refused<T>>> | string;
  /** The policy does not apply, and the reason that it gives begins with this. */
  readonly notApplicable?: Readonly<Record<string, readonly [Case<T>, string]>>;
}

export const kinds = ["passes", "fails", "unknown", "absent", "secret"] as const;

let collected: { readonly policy: Policy; readonly cases: Cases<unknown> }[] | undefined;

/** The tables that files of tests would run, and none of their tests. */
export function tablesOf(load: () => void): readonly { readonly policy: Policy; readonly cases: Cases<unknown> }[] {
  const silent = Object.assign(() => undefined, { each: () => () => undefined });
  const globals = { describe, test, it, beforeEach, afterEach };
  collected = [];
  try {
    Object.assign(globalThis, Object.fromEntries(Object.keys(globals).map((name) => [name, silent])));
    load();
    return collected;
  } finally {
    Object.assign(globalThis, globals);
    collected = undefined;
  }
}

/** A table of verdicts. Every case goes through the SDK's own server function, with a request as the engine sends it. */
export function testPolicy<T = unknown>(policy: Policy, cases: Cases<T>): void {
  if (collected !== undefined) {
    collected.push({ policy, cases: cases as unknown as Cases<unknown> });
    return;
  }
  const judged = (one: Case<T>, dryRun: boolean) => judge(policy, one as Case<unknown>, dryRun);

  const passes = async (one: Case<T>): Promise<void> => {
    for (const dryRun of [false, true]) {
      const answer = await judged(one, dryRun);
      expect(answer).toEqual({ violations: [], notApplicable: {} });
    }
  };
  const fails = async ([one, expected]: Refused<T>): Promise<void> => {
    const wanted = typeof expected === "string" ? { message: expected } : expected;
    for (const dryRun of [false, true]) {
      const { violations } = await judged(one, dryRun);
      expect(violations.map(({ message }) => message)).toEqual([wanted.message]);
      expect(violations[0]).toMatchObject({ policy: policy.name, ...wanted });
      expect(violations[0]?.remedy).toMatch(/\.$/u);
    }
  };
  const either = async (one: Case<T> | Refused<T>): Promise<void> => {
    await (isRefused(one) ? fails(one) : passes(one));
  };

  describe(policy.name, () => {
    test("is called, at the level, on the types, set and open to waivers as its page says", () => {
      expect(onPage(policy)).toEqual({
        level: policy.level,
        types: policy.kind === "resource" && policy.types !== "*" ? policy.types : [],
        settings: settingsOf(policy).map(
          ({ name, allowed, default: value, description }) =>
            `\`${name}\` | ${allowed} | ${value === undefined ? "none" : `\`${value}\``} | ${description}`,
        ),
        waivable: policy.nonWaivable !== true,
      });
    });
    table("passes", cases.passes, passes);
    table("refuses", cases.fails, fails);
    table("leaves open until `up`, and refuses there what is still unknown", cases.unknown, async (one) => {
      const preview = await judged(one, true);
      expect(preview.violations).toEqual([]);
      expect(preview.notApplicable[policy.name]).toMatch(/^undecided: ./u);
      const up = await judged(one, false);
      expect(up.violations.map(({ message }) => message)).toEqual([expect.stringContaining("not known even at `up`")]);
    });
    table("judges what is absent", cases.absent, either);
    table("judges what is marked as a secret", cases.secret, either);
    if (cases.notApplicable !== undefined) {
      table("does not apply", cases.notApplicable, async ([one, reason]) => {
        const answer = await judged(one, false);
        expect(answer.violations).toEqual([]);
        expect(answer.notApplicable[policy.name]?.startsWith(reason)).toBe(true);
      });
    }
  });
}

/** What docs/policies tells people of a policy, in so far as a slip in it would change what is refused. */
function onPage({ name }: Policy) {
  const read = (file: string) => readFileSync(join(__dirname, "../../docs/policies", file), "utf8");
  const page = read(`${name}.md`);
  const row = read("README.md")
    .split("\n")
    .find((line) => line.startsWith(`| [${name}](${name}.md) |`));
  return {
    level: row?.split(" | ").at(-2) ?? "none",
    types: Array.from(page.matchAll(/^- `(.+)`$/gmu), ([, type]) => type ?? ""),
    settings: Array.from(page.matchAll(/^\| (`.*) \|$/gmu), ([, row]) => row?.replaceAll("\\|", "|")),
    waivable: !page.includes("\nNo [waiver]"),
  };
}

function table<C>(title: string, cases: Readonly<Record<string, C>> | string, check: (one: C) => Promise<void>): void {
  if (typeof cases === "string") {
    if (!cases.endsWith(".")) throw new Error(`${title}: a reason is a sentence`);
    return;
  }
  describe(title, () => {
    // Jest refuses an empty table: a policy without such a case can't be written.
    test.each(Object.entries(cases))("%s", async (_, one) => {
      await check(one);
    });
  });
}

function isRefused<T>(one: Case<T> | Refused<T>): one is Refused<T> {
  return Array.isArray(one);
}

/** One case through the SDK's own server function, in a dry run or at `up`. */
export async function judge(policy: Policy, one: Case<unknown>, dryRun: boolean): Promise<Answer> {
  if (one instanceof GivenStack) return judgeStack(policy, one, dryRun);
  const { props, circumstances } = one instanceof Given ? one : { props: one, circumstances: {} as Circumstances };
  const { stack, stackFile, files, settings, ...sample } = circumstances;
  const type = sample.type ?? (policy.types === "*" ? "my:component:Thing" : (policy.types[0] ?? ""));
  return withProject(stack?.stack ?? "grid", stackFile, files, async () => {
    configureStack({ ...botIf(policy), ...stack, dryRun });
    return analyze([configured(policy, settings)], { ...sample, type, props });
  });
}

async function judgeStack(policy: Policy, { resources, circumstances }: GivenStack, dryRun: boolean): Promise<Answer> {
  const { stack, stackFile, files, settings } = circumstances;
  return withProject(stack?.stack ?? "grid", stackFile, files, async () => {
    configureStack({ ...botIf(policy), ...stack, dryRun });
    for (const resource of resources) await analyze([], resource);
    return analyzeStack(
      [configured(policy, settings)],
      resources.map((resource) => ({ ...resource, props: { ...(resource.props as Raw), ...resource.outputs } })),
    );
  });
}

/** The SDK keeps what it is configured with, for all tests to come: settings are put where it would hand them over. */
function configured(policy: Policy, settings: Raw | undefined): Policy["sdk"] {
  const sdk = enabled(policy);
  if (settings === undefined) return sdk;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the SDK's own signature
  const getConfig = <T extends object>(): T => settings as T;
  if ("validateStack" in sdk) {
    return { ...sdk, validateStack: (args, report) => sdk.validateStack({ ...args, getConfig }, report) };
  }
  const { validateResource } = sdk;
  if (typeof validateResource !== "function") throw new Error(`${policy.name} judges by several functions`);
  const judged: typeof validateResource = (args, report) => validateResource({ ...args, getConfig }, report);
  return { ...sdk, validateResource: Object.assign(judged, validateResource) };
}

/** A policy that only a preset brings to life is judged as the preset has it. */
function enabled({ sdk }: Policy): Policy["sdk"] {
  return sdk.enforcementLevel === "disabled" ? { ...sdk, enforcementLevel: "mandatory" } : sdk;
}

/** A policy on bots is tested in a stack that declares one. */
function botIf({ name }: Policy): StackSample {
  return name.startsWith("bot-") ? { tags: { "bulkhead:bot": "grid" } } : {};
}

/** Does the work in a project folder with these files. */
export async function withProject<R>(
  stack: string,
  stackFile: string | undefined,
  files: Circumstances["files"],
  work: () => Promise<R>,
): Promise<R> {
  if (stackFile === undefined && files === undefined) return work();
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
  const before = process.env.BULKHEAD_PROJECT_DIR;
  try {
    const contents = { "Pulumi.yaml": "name: bots\nruntime: nodejs\n", ...files };
    if (stackFile !== undefined) Object.assign(contents, { [`Pulumi.${stack}.yaml`]: stackFile });
    for (const [name, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    process.env.BULKHEAD_PROJECT_DIR = folder;
    return await work();
  } finally {
    if (before === undefined) delete process.env.BULKHEAD_PROJECT_DIR;
    else process.env.BULKHEAD_PROJECT_DIR = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

import type {
  EnforcementLevel,
  PolicyConfigSchema,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import {
  type Raw,
  type Registration,
  type Run,
  type Stack,
  Unread,
  currentRun,
  kindOf,
  mayBeAsked,
  recordOf,
  signature,
} from "./marks";
import { type Twin, asTwin, dependenciesOfTwin, pathOfTwin, pathsInTwin, twinAmong, withTwins } from "./native";
import { type Reading, Value, newReading, secretSignature, unknownString, writtenAs } from "./reader";
import { type StackFile, stackInUse } from "./stack-file";
import { configSecrets } from "./taint";
import { Refusal } from "./refusal";
import { servedFramework } from "./served-framework";
import { type Severity, type Wording, render } from "./verdict";
import { waivable, waiverFor } from "./waivers";

/**
 * What a stack is there for: one bot, the account's own guards (trail, boundaries), or those who operate bots. Said by the
 * configuration or the tag `bulkhead:kind`; what says `bulkhead:bot`, `bulkhead:exchange` or `bulkhead:network` is a bot's.
 */
export type StackKind = (typeof stackKinds)[number];
const stackKinds = ["bot", "account", "operator"] as const;

/** Whether what is said names a kind of stack that exists. */
export function isStackKind(said: string): said is StackKind {
  return (stackKinds as readonly string[]).includes(said);
}

/** What a policy says of itself, once. */
export interface Metadata {
  /** `<area>-<rule>`, unique and permanent; the file is `rules/<area>/<rule>.ts`. */
  readonly name: string;
  /** The state of the world it guarantees: present tense, full stop. */
  readonly description: string;
  readonly severity: Severity;
  /** `disabled`: only a preset or a configuration of one's own brings it to life. */
  readonly level: EnforcementLevel;
  /** One imperative that mends it. Shown with every violation that brings no remedy of its own. */
  readonly remediationSteps: string;
  readonly url: string;
  readonly tags: readonly string[];
  /** The attack or the loss that it prevents, in one to three sentences. */
  readonly rationale: string;
  /** A few lines of TypeScript (or YAML, for the stack file) that satisfy it. */
  readonly example: string;
  /** The kinds of stack that it has business with; without it every stack, declared or not, and for `bot-*` policies bots' stacks. */
  readonly stacks?: readonly StackKind[] | "every";
  /** No waiver may cover it. */
  readonly nonWaivable?: true;
  readonly configSchema?: PolicyConfigSchema;
}

/** A violation in free wording. Nothing in it may be a value that is or could be a secret. */
export interface Observation extends Omit<Wording, "path"> {
  /** Where: a value, or its path. */
  readonly at?: Value | string;
  /** In a stack policy: whose violation it is. */
  readonly resource?: Resource<never>;
}

/** Reports a violation. On a value that is not known yet it reports none: the judgement stays open until `up`. */
export interface Violation {
  /** Reads "`path` is `observed`, expected `expected`." */
  (value: Value<never>, expected: string): void;
  (observation: Observation): void;
}

/** Settings that Pulumi's policy configuration gives a policy, after `configSchema`. */
export type Settings = Readonly<Record<string, unknown>>;

/** The setting `declared`, with what it names outside the stack. */
export function declaredSetting(description: string): PolicyConfigSchema {
  return { properties: { declared: { type: "array", items: { type: "string" }, default: [], description } } };
}

/** What the setting `declared` names outside the stack. */
export function declaredIn({ declared }: Settings): ReadonlySet<string> {
  return new Set(Array.isArray(declared) ? declared.filter((one) => typeof one === "string") : []);
}

/** One resource as a policy sees it. */
export class Resource<T = unknown> {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly protect: boolean;
  readonly parent: string;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly stack: Stack;
  /** What the program asks for, after the provider's own check. */
  readonly inputs: Value<T>;
  /** In a stack policy what the resource says once it is made; what is not known yet may be missing. In all others, the inputs. */
  readonly outputs: Value;
  /** A property: an input; in a stack policy an output or, where there is none of that name, an input. */
  readonly at: Value<T>["at"];
  /** The resource's provider and its inputs; engines send one with all but components and providers themselves. */
  readonly provider: { readonly type: string; readonly urn: string; readonly inputs: Value } | undefined;
  /** In a stack policy: URNs of what a property depends on. */
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;

  constructor(
    record: Registration,
    reading: Reading,
    { inputs, twin }: { inputs?: Raw; twin?: Twin | undefined } = {},
  ) {
    const seen = (raw: Raw): Raw | string => (twin === undefined ? raw : asTwin(raw, twin));
    const properties = seen(record.properties);
    this.type = twin?.type ?? record.type;
    this.urn = record.urn;
    this.name = record.name;
    this.protect = record.protect;
    this.parent = record.parent;
    this.ignoreChanges = twin === undefined ? record.ignoreChanges : pathsInTwin(record.ignoreChanges, twin);
    this.additionalSecretOutputs = record.additionalSecretOutputs;
    this.propertyDependencies =
      twin === undefined
        ? record.propertyDependencies
        : dependenciesOfTwin(record.propertyDependencies, twin, properties);
    this.stack = record.run.stack;
    const asked = inputs === undefined ? properties : seen(inputs);
    this.inputs = new Value<T>(reading, "", asked);
    this.outputs = new Value(reading, "outputs", properties);
    const provider = record.provider;
    this.provider = provider && {
      type: provider.type,
      urn: provider.urn,
      inputs: new Value(reading, "provider", provider.properties),
    };
    if (inputs === undefined) {
      this.at = (...keys: readonly string[]) => this.inputs.below(keys);
      return;
    }
    const dryRun = this.stack.dryRun;
    // Inputs that are not known at all have no names that could be merged.
    if (typeof asked === "string" || typeof properties === "string") {
      this.at = (...keys: readonly string[]) => new Value(reading, "", unknownString).below(keys);
      return;
    }
    const merged: Raw = { ...asked, ...properties };
    writtenAs.set(merged, { ...writtenAs.get(asked), ...writtenAs.get(properties) });
    this.at = (...keys: readonly [string, ...string[]]) => {
      // Before `up`, the engine leaves out an output that is not known yet, or that holds something that is not.
      const [first] = keys;
      const complete = dryRun && !Object.hasOwn(merged, first) ? { [first]: unknownString } : merged;
      return new Value(reading, "", complete).below(keys);
    };
  }
}

/** What the stack has registered so far, of these types; nothing where the engine's messages could not be read. */
export function registered(...types: readonly string[]): readonly Resource[] {
  const run = currentRun();
  if (run instanceof Unread) return [];
  return Array.from(run.inputs.values())
    .filter(({ type }) => types.includes(type))
    .map((record) => new Resource(record, newReading()));
}

/** The whole stack as a stack policy sees it: after all steps, or at the end of a dry run. */
export interface WholeStack {
  readonly stack: Stack;
  readonly resources: readonly Resource[];
  readonly ofType: <T = unknown>(...types: readonly string[]) => readonly Resource<T>[];
}

/** In an amendment: the value that is there, marked as a secret. */
export const marked: unique symbol = Symbol("marked");

/** A change that mends a resource: a path of property names, and the value that has to stand there. */
export type Amendment = readonly [
  path: readonly [string, ...string[]],
  value: string | number | boolean | typeof marked,
];

interface ResourceRule<T> {
  readonly judge: (resource: Resource<T>, violation: Violation, settings: Settings) => void;
  /** For level `remediate`: what to change so that `judge` finds nothing. Values that must not be touched are left out. */
  readonly mend?: (resource: Resource<T>, settings: Settings) => readonly Amendment[];
}

interface StackRule {
  readonly judge: (whole: WholeStack, violation: Violation, settings: Settings) => void;
}

interface StackFileRule {
  readonly judge: (file: StackFile, violation: Violation, stack: Stack) => void;
}

/** A policy, ready to be listed in the pack. */
export interface Policy extends Metadata {
  readonly kind: "resource" | "stack" | "stack-file";
  /** Type tokens, or `*` for every type. */
  readonly types: readonly string[] | "*";
  /** The same policy as the SDK wants it: its own name, level and severity, so that Pulumi's policy configuration works on it. */
  readonly sdk: ResourceValidationPolicy | StackValidationPolicy;
}

/** A policy on resources of these types (`aws:ec2/instance:Instance`), or of every type (`*`). */
export function resourcePolicy<T = unknown>(
  types: string | readonly string[],
  { judge, mend, ...metadata }: Metadata & ResourceRule<T>,
): Policy {
  return ofResources("resource", types, metadata, judge, mend);
}

/** A policy on the stack as a whole. Under `up --skip-preview` it speaks after creation. */
export function stackPolicy({ judge, ...metadata }: Metadata & StackRule): Policy {
  waivable(metadata);
  const validateStack: StackValidationPolicy["validateStack"] = (args, report) => {
    const run = currentRun();
    if (run instanceof Unread) {
      refuseUnread(metadata, run, report);
      return;
    }
    const records: Registration[] = [];
    for (const { props, urn } of args.resources) {
      const record = recordOf(props);
      if (record instanceof Unread) {
        refuseUnread(metadata, record, report, urn);
        return;
      }
      declare(record);
      records.push(record);
    }
    if (isNotForThisStack(metadata, run)) args.notApplicable(otherKind(metadata));
    const readings = new Map<Registration, Reading>();
    const plain = new Map<Registration, Resource>();
    const twins = new Map<Registration, Resource>();
    // Most policies ask for a few resources of many. One and the same is answered, however often it is asked for.
    const resourceOf = (record: Registration, twin?: Twin): Resource => {
      const made = twin === undefined ? plain : twins;
      let resource = made.get(record);
      if (resource === undefined) {
        const reading = readings.get(record) ?? newReading();
        readings.set(record, reading);
        const inputs = run.inputs.get(record.urn)?.properties ?? record.properties;
        resource = new Resource(record, reading, { inputs, twin });
        made.set(record, resource);
      }
      return resource;
    };
    const whole: WholeStack = {
      stack: run.stack,
      get resources() {
        return records.map((record) => resourceOf(record));
      },
      ofType: (...types: readonly string[]) =>
        records.flatMap((record) => {
          if (types.includes(record.type)) return [resourceOf(record)];
          const twin = twinAmong(record.type, types);
          return twin === undefined ? [] : [resourceOf(record, twin)];
        }),
    };
    const observations = observe((violation) => {
      judge(whole, violation, args.getConfig());
    });
    const reading = newReading();
    for (const record of records) {
      const { unknown, unreadable } = readings.get(record) ?? nothingRead;
      for (const path of unknown) reading.unknown.add(`${path} of ${record.name}`);
      for (const [path, what] of unreadable) reading.unreadable.set(`${path} of ${record.name}`, what);
    }
    conclude({ metadata, run, urn: "", observations, reading, report, args });
  };
  return { ...metadata, kind: "stack", types: "*", sdk: { ...shared(metadata), validateStack } };
}

/** A policy on the stack file, judged when the engine asks about the stack itself, which it does first. */
export function stackFilePolicy({ judge, ...metadata }: Metadata & StackFileRule): Policy {
  return ofResources("stack-file", "pulumi:pulumi:Stack", metadata, (resource, violation) => {
    judge(stackInUse(resource.stack).file, violation, resource.stack);
  });
}

const nothingRead = newReading();

const noBot =
  "no bot: neither the stack's configuration nor a tag says bulkhead:bot, bulkhead:exchange or bulkhead:network";

function otherKind(metadata: Metadata): string {
  const kinds = kindsOf(metadata) ?? [];
  return kinds.length === 1 && kinds[0] === "bot"
    ? noBot
    : `only for stacks of the kind ${kinds.join(" or ")}, as bulkhead:kind says it`;
}

function ofResources<T>(
  kind: Policy["kind"],
  types: string | readonly string[],
  metadata: Metadata,
  judge: ResourceRule<T>["judge"],
  mend?: ResourceRule<T>["mend"],
): Policy {
  waivable(metadata);
  const own = types === "*" ? [] : [types].flat();
  const tokens = types === "*" ? "*" : withTwins(own);

  const otherType = notApplicable(tokens === "*" ? "" : `applies to ${tokens.join(", ")}`);
  const otherStack = notApplicable(otherKind(metadata));
  const validateResource: ResourceValidation & { __pulumiType?: string } = (args, report) => {
    if (tokens !== "*" && !tokens.includes(args.type)) otherType(args);
    const record = recordOf(args.props);
    if (record instanceof Unread) {
      refuseUnread(metadata, record, report);
      return;
    }
    const { run } = record;
    declare(record);
    if (isNotForThisStack(metadata, run)) otherStack(args);
    const reading = newReading();
    const resource = new Resource<T>(record, reading, { twin: twinAmong(record.type, own) });
    const observations = observe((violation) => {
      judge(resource, violation, args.getConfig());
    });
    conclude({ metadata, run, urn: record.urn, observations, reading, report, args });
  };
  passOverOtherTypes(validateResource, tokens);

  const remediateResource: (ResourceRemediation & { __pulumiType?: string }) | undefined =
    mend &&
    ((args) => {
      if (tokens !== "*" && !tokens.includes(args.type)) return undefined;
      const record = recordOf(args.props);
      if (record instanceof Unread || isNotForThisStack(metadata, record.run)) return undefined;
      try {
        const twin = twinAmong(record.type, own);
        const amendments = mend(new Resource<T>(record, newReading(), { twin }), args.getConfig());
        if (amendments.length === 0 || waiverFor(metadata, record.urn, record.run) !== undefined) return undefined;
        const written = amendments.map(([path, value]): Amendment => [
          twin === undefined ? path : pathOfTwin(path, twin),
          value,
        ]);
        return record.replace(amend(record.properties, written));
      } catch {
        // What could not be mended is judged next, and refused there.
        return undefined;
      }
    });
  if (remediateResource !== undefined) passOverOtherTypes(remediateResource, tokens);

  return {
    ...metadata,
    kind,
    types: tokens,
    sdk: { ...shared(metadata), validateResource, ...(remediateResource && { remediateResource }) },
  };
}

function shared({ level, tags, nonWaivable: _, ...metadata }: Metadata) {
  const framework = servedFramework(metadata.name);
  return { ...metadata, enforcementLevel: level, tags: [...tags], ...(framework && { framework }) };
}

function observe(judge: (violation: Violation) => void): readonly Observation[] {
  const observations: Observation[] = [];
  const violation: Violation = (about: Value<never> | Observation, expected?: string) => {
    if (!(about instanceof Value)) observations.push(about);
    // Asking whether it is known notes an unknown: it is decided at `up`.
    else if (about.known || about.absent) {
      observations.push({ message: `${about.path} is ${about.shown}, expected ${expected ?? ""}.`, at: about.path });
    }
  };
  try {
    judge(violation);
  } catch (error) {
    // The text of an error may hold a value.
    observations.push(
      error instanceof Refusal
        ? error.observation
        : {
            message: `The policy could not judge: ${kindOf(error)}${placeOf(error)}.`,
            remedy: "Report this as a defect of the policy pack.",
          },
    );
  }
  return observations;
}

/** File and line in the pack's own code where an error arose. */
function placeOf(error: unknown): string {
  const frame =
    error instanceof Error ? /(?<![\w.-])([\w.-]{1,60}\.[jt]s):(\d{1,6}):\d{1,6}\)?$/mu.exec(error.stack ?? "") : null;
  return frame === null ? "" : ` at ${frame[1] ?? ""}:${frame[2] ?? ""}`;
}

interface Judgement {
  readonly metadata: Metadata;
  readonly run: Run;
  /** Empty where the whole stack was judged. */
  readonly urn: string;
  readonly observations: readonly Observation[];
  readonly reading: Reading;
  readonly report: ReportViolation;
  readonly args: { notApplicable(reason?: string): never };
}

function conclude({ metadata, run, urn, observations, reading, report, args }: Judgement): void {
  const all = [...observations];
  for (const [path, what] of reading.unreadable) {
    const isRefused = observations.some(({ at }) => (at instanceof Value ? at.path : at) === path);
    if (!isRefused) all.push({ message: `${path} ${what}, so it can't be judged.`, at: path });
  }
  const open = [...reading.unknown];
  if (open.length > 0 && !run.stack.dryRun) {
    all.push({
      message: `${list(open)} ${open.length === 1 ? "is" : "are"} not known even at \`up\`, so it can't be judged.`,
    });
  }
  const texts = new Set<string>();
  for (const { at, resource, ...wording } of all) {
    if (waiverFor(metadata, resource?.urn ?? (urn === "" ? stackUrn(run.stack) : urn), run) !== undefined) continue;
    const path = at instanceof Value ? at.path : at;
    const text = withoutSecrets(
      render({ remedy: metadata.remediationSteps, ...wording, ...(path === undefined || path === "" ? {} : { path }) }),
      run.stack,
    );
    const key = `${resource?.urn ?? ""} ${text}`;
    if (texts.has(key)) continue;
    texts.add(key);
    report(text, resource?.urn);
  }
  const undecided = run.undecided.get(metadata.name);
  undecided?.delete(urn);
  if (all.length > 0 || open.length === 0) return;
  if (undecided === undefined) run.undecided.set(metadata.name, new Map([[urn, open]]));
  else undecided.set(urn, open);
  cheaply(() => args.notApplicable(`undecided: ${list(open)}`));
}

function stackUrn({ name, project }: Stack): string {
  return `urn:pulumi:${name}::${project}::pulumi:pulumi:Stack::${project}-${name}`;
}

/** The last net under every message: should a rule ever put a secret of the configuration into one, it ends here. */
function withoutSecrets(text: string, stack: Stack): string {
  let clean = text;
  for (const secret of configSecrets(stack)) {
    if (secret.text.length >= 6) clean = clean.replaceAll(secret.text, "(secret)");
  }
  return clean;
}

/** Up to five of them, and how many more there are. */
export function list(paths: readonly string[]): string {
  const more = paths.length - 5;
  return paths.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Where nothing could be read, nothing passes. */
function refuseUnread(metadata: Metadata, { reason }: Unread, report: ReportViolation, urn?: string): void {
  report(
    render({
      message: `${metadata.name} refuses, because marks and values could not be read: ${reason}.`,
      remedy:
        "Use the versions of the Pulumi engine and of @pulumi/policy that the policy pack names, and report this if you do.",
    }),
    urn,
  );
}

/**
 * Lets the SDK pass over resources of other types before it reads their properties, which it does once for every policy. It
 * asks for one type, and passes over all others. Of several types it is told, as if they were one, while the engine waits
 * for no answer about any of them.
 */
function passOverOtherTypes(judge: { __pulumiType?: string }, tokens: readonly string[] | "*"): void {
  if (tokens === "*") return;
  const [single = "", ...more] = tokens;
  // The SDK writes it into the reason that it gives, for each resource anew.
  const all = `${single} and ${more.length} more`;
  Object.defineProperty(judge, "__pulumiType", {
    get: () => (more.length === 0 ? single : mayBeAsked(tokens) ? undefined : all),
  });
}

/** The SDK says "not applicable" with an exception. Made once, as hundreds of thousands may be thrown in a large stack. */
function notApplicable(reason: string): (args: { notApplicable(reason?: string): never }) => void {
  let said: unknown;
  return (args) => {
    try {
      if (said === undefined) cheaply(() => args.notApplicable(reason));
    } catch (error) {
      said = error;
    }
    throw said;
  };
}

/** The SDK says "not applicable" with an exception; its stack trace would cost more than most judgements. */
function cheaply(say: () => never): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return say();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

const declarations = ["bulkhead:bot", "bulkhead:exchange", "bulkhead:network"] as const;
// In a map of tags, in a list of them as Auto Scaling groups have, and in a provider's inputs, which travel as JSON text.
const declaringTexts = [
  /"bulkhead:(?:bot|exchange|network)\\?"\s{0,8}:/u,
  /"key"\s{0,8}:\s{0,8}"bulkhead:(?:bot|exchange|network)"/u,
];

/** The kinds of stack that a policy has business with; undefined: every stack, declared or not. */
export function kindsOf({ name, stacks }: Pick<Metadata, "name" | "stacks">): readonly StackKind[] | undefined {
  if (stacks !== undefined) return stacks === "every" ? undefined : stacks;
  return name.startsWith("bot-") ? ["bot"] : undefined;
}

function isNotForThisStack(metadata: Metadata, { kinds }: Run): boolean {
  return kindsOf(metadata)?.some((kind) => kinds.has(kind)) === false;
}

const declared = new WeakSet<Registration>();

/** Notes what kinds of stack configuration and tags say it is: once for a resource, however many policies judge it. */
function declare(record: Registration): void {
  if (declared.has(record)) return;
  declared.add(record);
  const { run, properties, provider } = record;
  const { config, tags } = run.stack;
  for (const said of [config.get("bulkhead:kind"), tags.get("bulkhead:kind")]) {
    if (said === undefined) continue;
    run.kinds.add(said);
    // A kind that does not exist must not switch off the policies on bots.
    if (!isStackKind(said)) run.kinds.add("bot");
  }
  if (run.kinds.has("bot")) return;
  if (
    declarations.some((key) => [config.get(key), tags.get(key)].some((said) => (said ?? "") !== "")) ||
    [properties.tags, properties.tagsAll, properties.defaultTags, provider?.properties.defaultTags].some((tags) => {
      if (tags === undefined) return false;
      const text = typeof tags === "string" ? tags : JSON.stringify(tags);
      return declaringTexts.some((shape) => shape.test(text));
    })
  ) {
    run.kinds.add("bot");
  }
}

/** The property map with the amendments in it. Marks, unknowns and assets stay as they came. */
function amend(properties: Raw, amendments: readonly Amendment[]): Raw {
  return amendments.reduce((map, [path, value]) => set(map, path, value) as Raw, properties);
}

function set(raw: unknown, path: readonly string[], value: Amendment[1]): unknown {
  const map = typeof raw === "object" && raw !== null ? (raw as Raw) : undefined;
  if (map?.[signature] === secretSignature) return { ...map, value: set(map.value, path, value) };
  const [first, ...rest] = path;
  if (first === undefined) return value === marked ? { [signature]: secretSignature, value: raw } : value;
  if (raw !== undefined && raw !== null && (map === undefined || Array.isArray(raw) || signature in map)) {
    throw new TypeError("not a map");
  }
  return { ...map, [first]: set(map?.[first], rest, value) };
}

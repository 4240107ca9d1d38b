import { isDeepStrictEqual } from "node:util";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { oneLine, parse, type Verdict } from "../../policies/verdict";
import type { Configuration } from "./configuration";
import { severityOf, type Pack, type PolicyFacts } from "./pack";
import type { Project } from "./project";
import { forPack, isObject, mapStrings, someString, unknown, type Properties, type Value } from "./properties";
import { makeUrn, stackType } from "./urn";

/** A resource as the pack is asked about it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly options: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    /** Undefined where the program doesn't say. */
    readonly deleteBeforeReplace: boolean | undefined;
    readonly additionalSecretOutputs: readonly string[];
    readonly aliases: readonly string[];
    /** Seconds; 0 where the program doesn't say. */
    readonly timeouts: { readonly create: number; readonly update: number; readonly delete: number };
  };
  readonly provider: ProviderFacts | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  /** Inputs before any remediation. */
  readonly inputs: Properties;
}

export interface ProviderFacts {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly inputs: Properties;
}

/** A mandatory policy that could not be decided offline. */
export interface Undecided {
  readonly policy: string;
  readonly urn: string;
  readonly reason: string;
}

/** A property that a policy of level `remediate` changed before it was judged, as it does in an update. */
export interface Mended {
  readonly policy: string;
  readonly urn: string;
  /** Its path; of what stands in a map of the user's own keys, the map's. */
  readonly path: string;
}

/** A policy that had no business in the stack, and why. */
export interface Idle {
  readonly policy: string;
  readonly reason: string;
}

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  readonly undecided: readonly Undecided[];
  readonly mended: readonly Mended[];
  /** What was judged: by URN, the names of the policies that had business with it. */
  readonly judged: ReadonlyMap<string, readonly string[]>;
  readonly idle: readonly Idle[];
  /** All policies of the pack that are not switched off. */
  readonly policies: readonly PolicyFacts[];
}

const undecidedMark = "undecided: ";
// The words of the SDK, and those of our own pack.
const ofAnotherType = /^Policy only applies to resources of type|^applies to /u;

/** Asks the pack about one stack, in the engine's order: resource by resource, and at the end the stack as a whole. */
export class Judge {
  readonly #pack: Pack;
  readonly #stackUrn: string;
  #turn: Promise<unknown>;
  readonly #asked = new Map<string, { readonly registered: Registered; outputs: Properties }>();
  readonly #mends: boolean;
  readonly #first: Session;

  /** What exists already is judged as it is; what a program asks for, as policies of level `remediate` mend it. */
  constructor(
    pack: Pack,
    project: Pick<Project, "name">,
    stack: string,
    configuration: Configuration,
    what: "planned" | "deployed" = "planned",
  ) {
    this.#pack = pack;
    this.#mends = what === "planned";
    this.#first = new Session(this.#mends);
    this.#stackUrn = makeUrn(stack, project.name, "", stackType, `${project.name}-${stack}`);
    const configure = (): Promise<void> => pack.configure(project, stack, configuration);
    this.#configure = configure;
    this.#turn = configure();
    this.failed = this.#turn.then(
      () => new Promise<never>(() => undefined),
      (error: unknown) => Promise.reject(error instanceof Error ? error : new Error(String(error))),
    );
    this.failed.catch(() => undefined);
  }

  /** Rejects where the pack could not be told about the stack. */
  readonly failed: Promise<never>;

  readonly #configure: () => Promise<void>;

  /** Judges a resource when its turn has come; answers its inputs after remediation. */
  register(registered: Registered): Promise<Properties> {
    this.#asked.set(registered.urn, { registered, outputs: {} });
    return this.#next(() => this.#first.resource(this.#pack, registered, registered.inputs));
  }

  /** Whether a registration's answer depends on the pack. Known as soon as the pack runs. */
  async remediates(): Promise<boolean> {
    await this.#started;
    return this.#pack.remediates;
  }

  get #started(): Promise<unknown> {
    return (this.#configured ??= this.#turn);
  }
  #configured: Promise<unknown> | undefined;

  /** Waits until nothing is asked any more, so that the pack can be told about another stack. */
  async quiet(): Promise<void> {
    for (let turn: unknown; turn !== this.#turn;) {
      turn = this.#turn;
      await this.#turn.catch(() => undefined);
    }
  }

  /** What policies about the whole stack see of a resource. */
  settle(urn: string, outputs: Properties): void {
    const asked = this.#asked.get(urn);
    if (asked !== undefined) asked.outputs = outputs;
  }

  /**
   * Ends the judgement. Where inputs hold texts that were made up about the outside world, all is judged once more with
   * those unknown: what changes rests on them.
   */
  async finish(world: ReadonlySet<string>): Promise<Judgement> {
    const asked = [...this.#asked.values()];
    await this.#next(() => this.#first.stack(this.#pack, this.#stackUrn, asked));
    const rests = (text: string): boolean => [...world].some((made) => text.includes(made));
    if (world.size === 0 || !asked.some(({ registered }) => someString(registered.inputs, rests))) {
      return this.#first.judgement(this.#pack, undefined);
    }
    const hide = (properties: Properties): Properties =>
      mapStrings(properties, (text) => (rests(text) ? unknown : text)) as Properties;
    const second = new Session(this.#mends);
    await this.#next(async () => {
      await this.#configure();
      for (const { registered } of asked) {
        const hidden = { ...registered, inputs: hide(registered.inputs) };
        await second.resource(this.#pack, hidden, hidden.inputs);
      }
      const hidden = asked.map(({ registered, outputs }) => ({ registered, outputs: hide(outputs) }));
      await second.stack(this.#pack, this.#stackUrn, hidden);
    });
    return this.#first.judgement(this.#pack, second);
  }

  #next<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turn.then(ask);
    this.#turn = turn;
    turn.catch(() => undefined);
    return turn;
  }
}

/** Everything that the pack said in one run over a stack. */
class Session {
  readonly #verdicts: Verdict[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #mended: Mended[] = [];
  readonly #judged = new Map<string, string[]>();
  readonly #passedOver = new Map<string, string>();
  readonly #mends: boolean;

  constructor(mends: boolean) {
    this.#mends = mends;
  }

  async resource(pack: Pack, registered: Registered, inputs: Properties): Promise<Properties> {
    const current = this.#mends ? await this.#mend(pack, registered, inputs) : inputs;
    const answer = await pack.analyze(analyzeRequest(registered, forPack(current, false)));
    this.#take(pack, answer, registered.urn, "resource");
    return current;
  }

  async #mend(pack: Pack, registered: Registered, inputs: Properties): Promise<Properties> {
    let current = inputs;
    let before = forPack(current, true);
    const remediation = await pack.remediate(analyzeRequest(registered, before));
    for (const each of remediation.getRemediationsList()) {
      const diagnostic = each.getDiagnostic();
      const properties = each.getProperties();
      if (diagnostic !== "") {
        this.#verdicts.push({
          policy: each.getPolicyname(),
          level: "advisory",
          severity: pack.facts(each.getPolicyname())?.severity ?? "medium",
          urn: registered.urn,
          message: oneLine(diagnostic),
          remedy: pack.facts(each.getPolicyname())?.remedy ?? "",
        });
      } else if (properties !== undefined) {
        current = properties.toJavaScript();
        const policy = each.getPolicyname();
        this.#mended.push(...changedPaths(before, current, "").map((path) => ({ policy, urn: registered.urn, path })));
        before = current;
      }
    }
    return current;
  }

  async stack(
    pack: Pack,
    stackUrn: string,
    resources: readonly { readonly registered: Registered; readonly outputs: Properties }[],
  ): Promise<void> {
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map(({ registered, outputs }) => stackResource(registered, forPack(outputs, false))),
    );
    this.#take(pack, await pack.analyzeStack(request), stackUrn, "stack");
  }

  #take(pack: Pack, answer: proto.AnalyzeResponse, urn: string, about: PolicyFacts["about"]): void {
    for (const diagnostic of answer.getDiagnosticsList()) {
      const level = diagnostic.getEnforcementlevel();
      if (level === proto.EnforcementLevel.DISABLED) continue;
      const policy = diagnostic.getPolicyname();
      const facts = pack.facts(policy);
      const { remedy, ...wording } = parse(diagnostic.getMessage());
      this.#verdicts.push({
        policy,
        level: level === proto.EnforcementLevel.ADVISORY ? "advisory" : "mandatory",
        severity: severityOf(diagnostic.getSeverity()) ?? facts?.severity ?? "medium",
        urn: diagnostic.getUrn() === "" ? urn : diagnostic.getUrn(),
        ...wording,
        message: oneLine(wording.message),
        remedy: remedy ?? oneLine(facts?.remedy ?? ""),
      });
    }
    const passedOver = new Set<string>();
    for (const skipped of answer.getNotApplicableList()) {
      const reason = skipped.getReason();
      const policy = skipped.getPolicyName();
      if (!reason.startsWith(undecidedMark)) {
        passedOver.add(policy);
        // What a policy says of its own accord tells more than that the type is another one.
        if (!this.#passedOver.has(policy) || !ofAnotherType.test(reason)) this.#passedOver.set(policy, reason);
        continue;
      }
      const level = pack.facts(policy)?.level;
      if (level === proto.EnforcementLevel.ADVISORY || level === proto.EnforcementLevel.DISABLED) continue;
      this.#undecided.push({ policy, urn, reason: oneLine(reason.slice(undecidedMark.length)) });
    }
    const judged = enabled(pack).filter((policy) => policy.about === about && !passedOver.has(policy.name));
    this.#judged.set(urn, [...(this.#judged.get(urn) ?? []), ...judged.map(({ name }) => name)]);
  }

  /** What is known offline, compared with a session in which the outside world was unknown. */
  judgement(pack: Pack, careful: Session | undefined): Judgement {
    const policies = enabled(pack);
    const busy = new Set([...this.#judged.values()].flat());
    const idle = policies.flatMap(({ name }) =>
      busy.has(name) ? [] : [{ policy: name, reason: oneLine(this.#passedOver.get(name) ?? "nothing to judge") }],
    );
    const scope = { mended: this.#mended, judged: this.#judged, idle, policies };
    if (careful === undefined) return { verdicts: this.#verdicts, undecided: this.#undecided, ...scope };
    const key = ({ policy, urn, path, message }: Verdict): string => JSON.stringify([policy, urn, path, message]);
    const certain = new Set(careful.#verdicts.map(key));
    const verdicts = this.#verdicts.map((verdict) =>
      certain.has(key(verdict)) ? verdict : { ...verdict, assumed: true },
    );
    const refused = new Set(verdicts.map(({ policy, urn }) => `${policy} ${urn}`));
    const known = new Set(this.#undecided.map(({ policy, urn }) => `${policy} ${urn}`));
    const open = careful.#undecided.filter(
      ({ policy, urn }) => !refused.has(`${policy} ${urn}`) && !known.has(`${policy} ${urn}`),
    );
    return { verdicts, undecided: [...this.#undecided, ...open], ...scope };
  }
}

// As providers name properties. Another key is the user's own, and could itself be what must not be shown.
const propertyName = /^[a-z][A-Za-z]{0,60}$/u;

/** Where two property maps differ, as deep as both are maps of properties. */
function changedPaths(before: Properties, after: Properties, above: string): readonly string[] {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  if (!changed.every((key) => propertyName.test(key))) return [above === "" ? "its inputs" : above];
  return changed.flatMap((key) => {
    const path = above === "" ? key : `${above}.${key}`;
    const [old, now] = [before[key], after[key]];
    return isObject(now) && (old === undefined || isObject(old)) ? changedPaths(old ?? {}, now, path) : [path];
  });
}

function enabled(pack: Pack): readonly PolicyFacts[] {
  return pack.policies.filter(({ level }) => level !== proto.EnforcementLevel.DISABLED);
}

function analyzeRequest(registered: Registered, properties: Record<string, Value>): proto.AnalyzeRequest {
  const request = new proto.AnalyzeRequest();
  request.setType(registered.type);
  request.setUrn(registered.urn);
  request.setName(registered.name);
  request.setProperties(struct(properties));
  request.setOptions(optionsOf(registered));
  request.setProvider(providerOf(registered.provider));
  return request;
}

function stackResource(registered: Registered, properties: Record<string, Value>): proto.AnalyzerResource {
  const resource = new proto.AnalyzerResource();
  resource.setType(registered.type);
  resource.setUrn(registered.urn);
  resource.setName(registered.name);
  resource.setProperties(struct(properties));
  resource.setOptions(optionsOf(registered));
  resource.setProvider(providerOf(registered.provider));
  resource.setParent(registered.parent);
  resource.setDependenciesList([...registered.dependencies]);
  for (const [property, urns] of registered.propertyDependencies) {
    if (urns.length === 0) continue;
    const dependencies = new proto.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    resource.getPropertydependenciesMap().set(property, dependencies);
  }
  return resource;
}

function optionsOf({ parent, options }: Registered): proto.AnalyzerResourceOptions {
  const message = new proto.AnalyzerResourceOptions();
  message.setProtect(options.protect);
  message.setIgnorechangesList([...options.ignoreChanges]);
  message.setDeletebeforereplace(options.deleteBeforeReplace ?? false);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  message.setAdditionalsecretoutputsList([...options.additionalSecretOutputs]);
  message.setAliasesList([...options.aliases]);
  const timeouts = new proto.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(options.timeouts.create);
  timeouts.setUpdate(options.timeouts.update);
  timeouts.setDelete(options.timeouts.delete);
  message.setCustomtimeouts(timeouts);
  message.setParent(parent);
  return message;
}

function providerOf(provider: ProviderFacts | undefined): proto.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  const message = new proto.AnalyzerProviderResource();
  message.setType(provider.type);
  message.setUrn(provider.urn);
  message.setName(provider.name);
  message.setProperties(struct(forPack(provider.inputs, false)));
  return message;
}

/** The protocol's own form of properties. */
export function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}

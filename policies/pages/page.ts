import { type FrameworkId, controls, frameworks, practices } from "../frameworks";
import { policies } from "../pack";
import { type Policy, kindsOf } from "../policy";
import { undecided } from "../undecided";
import type { Severity } from "../verdict";
import { waived } from "../waived";
import { type Setting, settingsOf } from "./settings";

/** All that is to be said of one policy: `docs/policies/NAME.md` and `bulkhead explain NAME` are made of it. */
export interface Page {
  readonly name: string;
  readonly area: string;
  readonly description: string;
  readonly severity: Severity;
  /** The pack's own level. */
  readonly level: string;
  /** Preset to level. */
  readonly levels: Readonly<Record<string, string>>;
  readonly rationale: string;
  readonly remedy: string;
  readonly example: { readonly language: "ts" | "yaml"; readonly text: string } | undefined;
  readonly url: string;
  /** What is judged: a sentence, and type tokens where it is resources of some types. */
  readonly judged: string;
  readonly types: readonly string[];
  /** In which stacks it speaks. */
  readonly stacks: string;
  /** Whether a waiver may cover it. */
  readonly waivable: boolean;
  readonly settings: readonly Setting[];
  readonly controls: readonly {
    readonly framework: string;
    readonly version: string;
    readonly url: string;
    readonly ids: readonly string[];
  }[];
  readonly practices: readonly { readonly id: string; readonly text: string }[];
}

/** A preset as `--policy-pack-config` takes it: policies, or `all`, to levels. */
export type Preset = Readonly<Record<string, string | { readonly enforcementLevel?: string }>>;

/** The page of every policy, in the order of the pack, and of the two that speak about the others. */
export function pages(presets: Readonly<Record<string, Preset>>): readonly Page[] {
  const levelsOf = (name: string, level: string) =>
    Object.fromEntries(Object.entries(presets).map(([id, preset]) => [id, levelIn(preset, name) ?? level]));
  return [
    ...policies.map((policy) => ({ ...pageOf(policy), levels: levelsOf(policy.name, policy.level) })),
    ...[waived, undecided].map(({ name, description, severity, remediationSteps, url }) => ({
      name,
      area: "bulkhead",
      description,
      severity: severity ?? "low",
      level: "advisory",
      levels: levelsOf(name, "advisory"),
      rationale: "It says what the other policies can't say themselves, and refuses nothing.",
      remedy: remediationSteps ?? "",
      example: undefined,
      url: url ?? "",
      judged: "The verdicts of the other policies, after all of them.",
      types: [],
      stacks: everyStack,
      waivable: false,
      settings: [],
      controls: [],
      practices: [],
    })),
  ];
}

const everyStack = "Every stack.";

function levelIn(preset: Preset, name: string): string | undefined {
  for (const key of [name, "all"]) {
    const said = preset[key];
    const level = typeof said === "string" ? said : said?.enforcementLevel;
    if (level !== undefined) return level;
  }
  return undefined;
}

function pageOf(policy: Policy): Omit<Page, "levels"> {
  const { name, description, severity, level, rationale, remediationSteps, example, url } = policy;
  const mapped = controls[name] ?? {};
  return {
    name,
    area: name.slice(0, name.indexOf("-")),
    description,
    severity,
    level,
    rationale,
    remedy: remediationSteps,
    example: { language: languageOf(example), text: example },
    url,
    ...judgedBy(policy),
    stacks: stacksOf(policy),
    waivable: policy.nonWaivable !== true,
    settings: settingsOf(policy),
    controls: (Object.keys(frameworks) as FrameworkId[]).flatMap((id) => {
      const ids = id === "keys" ? undefined : mapped[id];
      const { name: framework, version, url: document } = frameworks[id];
      return ids === undefined ? [] : [{ framework, version, url: document, ids }];
    }),
    practices: (mapped.keys ?? []).map((id) => ({ id, text: practices[id as keyof typeof practices] })),
  };
}

function languageOf(example: string): "ts" | "yaml" {
  // The top of a stack file, of the project's file or of waivers.yaml.
  return /^(?:config|encryptionsalt|name|runtime|secretsprovider|waivers):/u.test(example) ? "yaml" : "ts";
}

function judgedBy({ kind, types }: Policy): Pick<Page, "judged" | "types"> {
  if (kind === "stack-file") return { judged: "The stack file and the project's file.", types: [] };
  if (kind === "stack") return { judged: "The stack as a whole, after all its resources.", types: [] };
  if (types === "*") return { judged: "Every resource, before it is made or changed.", types: [] };
  return { judged: "Resources of these types, before they are made or changed:", types };
}

function stacksOf(policy: Policy): string {
  const kinds = kindsOf(policy);
  if (kinds === undefined) return everyStack;
  const named = { bot: "bots", account: "accounts", operator: "operators" };
  return `Stacks of ${kinds.map((kind) => named[kind]).join(" and ")}. In any other it is not applicable.`;
}

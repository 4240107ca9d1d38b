import { Unread, currentRun, type Stack } from "./marks";
import type { Resource } from "./policy";
import type { Value } from "./reader";
import { Refusal } from "./refusal";
import { stackInUse } from "./stack-file";

/** What a stack says of its bot, by configuration or by tags of this name. */
export type Fact = "bulkhead:bot" | "bulkhead:exchange" | "bulkhead:network";

/** One place that says it. */
export interface Saying {
  /** Undefined where it is not known yet. */
  readonly text: string | undefined;
  /** For messages: `tags.bulkhead:network`, or `the configuration value bulkhead:network`. */
  readonly path: string;
  /** Of a tag. */
  readonly value?: Value;
}

/** What the configuration or, failing that, the stack's own tags say. An empty text says nothing. */
export function saidOfStack(stack: Stack, fact: Fact): Saying | undefined {
  const configured = stack.config.get(fact) ?? "";
  if (configured !== "") return { text: configured, path: `the configuration value ${fact}` };
  const tagged = stack.tags.get(fact) ?? "";
  return tagged === "" ? undefined : { text: tagged, path: `the stack's tag ${fact}` };
}

/** What the resource's tags say, wherever AWS takes tags: its own, those of what it launches, its provider's. */
export function saidByTags(resource: Resource, fact: Fact): readonly Saying[] {
  const { inputs } = resource;
  const maps = [inputs.at("tags"), inputs.at("tagsAll"), inputs.at("volumeTags"), inputs.at("amiTags")];
  const specifications = inputs.at("tagSpecifications");
  if (specifications.unknown) maps.push(specifications);
  else maps.push(...specifications.items().map((one) => one.at("tags")));
  for (const defaults of [inputs.at("defaultTags"), resource.provider?.inputs.at("defaultTags")]) {
    // Providers get what is no text as JSON.
    if (defaults?.unknown === true) maps.push(defaults);
    else if (defaults?.known === true) maps.push(defaults.document().at("tags"));
  }
  return maps
    .flatMap((map) => (map.unknown ? [map] : valuesOf(map, fact)))
    .flatMap((value): readonly Saying[] => {
      if (value.unknown) return [{ text: undefined, path: value.path, value }];
      const text = value.text ?? "";
      return text === "" ? [] : [{ text, path: value.path, value }];
    });
}

function valuesOf(map: Value, fact: Fact): readonly Value[] {
  // Auto Scaling groups list their tags.
  const listed = map.items().filter((tag) => !tag.unknown && !tag.at("key").unknown && tag.at("key").is(fact));
  return [map.at(fact), ...listed.map((tag) => tag.at("value"))];
}

/**
 * Whether the resource is of a bot that trades real funds, by configuration or tags: what says another network than
 * `testnet` does, and `undeclared` is a bot that says none. `none`: no bot. `open`: tags that are not known yet.
 */
export function stakesOf(resource: Resource): {
  readonly stakes: "mainnet" | "testnet" | "undeclared" | "none" | "open";
  readonly open: readonly Value[];
} {
  const ofStack = saidOfStack(resource.stack, "bulkhead:network");
  const said = [...(ofStack === undefined ? [] : [ofStack]), ...saidByTags(resource, "bulkhead:network")];
  if (said.length === 0) return { stakes: declaresBot() ? "undeclared" : "none", open: [] };
  const networks = said.map(({ text }) => text).filter((text) => text !== undefined);
  if (networks.some((network) => network !== "testnet")) return { stakes: "mainnet", open: [] };
  const open = said.flatMap(({ value }) => (value?.unknown === true ? [value] : []));
  return { stakes: open.length > 0 ? "open" : "testnet", open };
}

/** Whether the stack has declared a bot so far. */
export function declaresBot(): boolean {
  const run = currentRun();
  return run instanceof Unread || run.kinds.has("bot");
}

/** File and line of a configuration value, where the stack file can be read. */
export function placeOf(stack: Stack, key: string): { readonly file?: string; readonly line?: number } {
  try {
    const { file } = stackInUse(stack);
    const entry = file.config.get(key);
    return entry === undefined ? {} : { file: file.name, line: entry.line };
  } catch (error) {
    if (error instanceof Refusal) return {};
    throw error;
  }
}

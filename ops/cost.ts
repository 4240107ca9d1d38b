import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDocument } from "yaml";
import { estimateOf } from "./cost/estimate";
import type { Charged } from "./cost/charges";
import { prices, pricesOf, type Price } from "./cost/prices";
import type { StackCost } from "./cost/stack-cost";
import { estimateText } from "./cost/text";
import { namedNumber, usageOf, type Usage } from "./cost/usage";
import { defaultSetting } from "./embedded/default-setting";
import { withDraft } from "./embedded/draft";
import { readProject, stackFileOf, stacksOf, type Project } from "./embedded/project";
import { plain } from "./embedded/properties";
import { runStacks } from "./embedded/run-stacks";
import type { StackResult } from "./embedded/stack-run";
import { readYaml } from "./embedded/yaml-file";
import { quoted, UserError } from "./user-error";
import { many, one, type Values } from "./values";

const egressModes = ["address", "nat-gateway", "nat-instance"] as const;

/**
 * `bulkhead cost`: what stacks cost in a month, from the resources that the embedded engine registers for them and a table
 * of dated prices. Answers 0 where all was priced and 1 where something was not; throws UserError.
 */
export async function cost(values: Values): Promise<number> {
  const project = readProject(resolve(one(values.program) ?? "."));
  const usage = usageOf(many(values.assume));
  const table = priceTable(many(values.price));
  const named = [...new Set(many(values.stack))];
  const stacks = named.length > 0 ? named : stacksOf(project);
  if (stacks.length === 0) throw new UserError(`${project.stackFolder} holds no stack file (Pulumi.STACK.yaml).`);
  for (const stack of stacks) stackFileOf(project, stack);

  const take = (outcome: StackResult | string): readonly Charged[] | string =>
    typeof outcome === "string" ? outcome : chargedOf(outcome);
  const found = await runStacks(defaultSetting(project), stacks, { fresh: false, goOn: true }, take);
  const told: StackCost[] = [];
  for (const [index, stack] of stacks.entries()) {
    const resources = found[index] ?? "It was not run.";
    const all = typeof resources === "string" ? resources : [...resources, ...configurationKey(project, stack)];
    told.push({
      stack,
      estimate: typeof all === "string" ? all : estimateOf(all, usage, table),
      egress: named.length > 0 && typeof all !== "string" ? await egressOf(project, stack, usage, table) : {},
    });
  }
  const usd = told.reduce((sum, { estimate }) => sum + (typeof estimate === "string" ? 0 : estimate.usd), 0);
  const report = { prices: pricesOf, currency: "USD", usage, stacks: told, usd };
  process.stdout.write(
    values.json === true
      ? `${JSON.stringify({ ...report, table: used(told, table) }, undefined, 2)}\n`
      : estimateText(told, usd, table, values.details === true),
  );
  const whole = told.every(({ estimate }) => typeof estimate !== "string" && estimate.unpriced.length === 0);
  return whole ? 0 : 1;
}

function priceTable(given: readonly string[]): Readonly<Record<string, Price>> {
  const own = given.map((text): [string, Price] => {
    const [id, usd] = namedNumber(text, "--price");
    const per = prices[id]?.per ?? (id.startsWith("instance:") ? "hour" : undefined);
    if (per === undefined) {
      throw new UserError(`--price knows no ${quoted(id)}; it knows ${Object.keys(prices).join(", ")}.`);
    }
    return [id, { usd, per, evidence: "given", source: "--price", date: new Date().toISOString().slice(0, 10) }];
  });
  return { ...prices, ...Object.fromEntries(own) };
}

function chargedOf({ resources, properties }: StackResult): readonly Charged[] {
  return resources.map(({ urn, type, name }) => ({
    type,
    name,
    properties: (plain(properties.get(urn) ?? {}) ?? {}) as Charged["properties"],
  }));
}

/** The key of the stack's own secrets, which no stack makes. */
function configurationKey(project: Project, stack: string): readonly Charged[] {
  const provider: unknown = readYaml(stackFileOf(project, stack)).document.get("secretsprovider");
  const isKms = typeof provider === "string" && provider.startsWith("awskms:");
  return isKms ? [{ type: "aws:kms/key:Key", name: `${stack}-configuration`, properties: {} }] : [];
}

/** The same stack with each way out that the project knows. */
async function egressOf(
  project: Project,
  stack: string,
  usage: Usage,
  table: Readonly<Record<string, Price>>,
): Promise<StackCost["egress"]> {
  if (!project.declarations.has("egress")) return {};
  const document = parseDocument(readFileSync(stackFileOf(project, stack), "utf8"));
  const said = (key: string): unknown => document.getIn(["config", `${project.name}:${key}`]);
  if (said("kind") === "account") return {};
  // A bot that shares its way out has no other to choose.
  const vpc = said("vpc");
  if (typeof vpc === "string" && vpc !== "own") return {};
  const told: Record<string, number | string> = {};
  for (const mode of egressModes) {
    document.setIn(["config", `${project.name}:egress`], mode);
    const [outcome = "It was not run."] = await withDraft(project, new Map([[stack, document.toString()]]), (draft) =>
      runStacks(defaultSetting(draft), [stack], { fresh: false, goOn: true }, (each) =>
        typeof each === "string" ? each : estimateOf(chargedOf(each), usage, table).usd,
      ),
    );
    told[mode] =
      typeof outcome === "string" ? outcome : outcome + estimateOf(configurationKey(project, stack), usage, table).usd;
  }
  return told;
}

function used(told: readonly StackCost[], table: Readonly<Record<string, Price>>): Readonly<Record<string, Price>> {
  const ids = new Set(
    told.flatMap(({ estimate }) =>
      typeof estimate === "string" ? [] : estimate.lines.flatMap(({ items }) => items.map(({ price }) => price)),
    ),
  );
  return Object.fromEntries(Object.entries(table).filter(([id]) => ids.has(id)));
}

import { declaresBot, saidByTags, saidOfStack, type Saying } from "./declaration";
import { Unread, currentRun } from "./marks";
import { Resource } from "./policy";
import { newReading } from "./reader";

/**
 * The network that a resource is for. A bot that does not say which is taken for one on mainnet; `open` is what is not
 * known yet, and has then been noted; `undeclared` is no bot's.
 */
export function networkOf(resource: Resource<never>): "testnet" | "mainnet" | "open" | "undeclared" {
  const own = resource as Resource;
  const ofStack = saidOfStack(own.stack, "bulkhead:network");
  const said = [...(ofStack === undefined ? [] : [ofStack]), ...saidByTags(own, "bulkhead:network")];
  const known = (said.length > 0 ? said : saidByOthers()).flatMap(({ text }) => text ?? []);
  if (known.some((text) => text !== "testnet")) return "mainnet";
  // Asking whether it is known notes an unknown.
  const open = said.filter(({ value }) => value?.unknown === true && !value.known);
  if (open.length > 0) return "open";
  if (known.length > 0) return "testnet";
  return declaresBot() ? "mainnet" : "undeclared";
}

/** What has no tags of its own belongs to the bot whose tags the stack's other resources carry. */
function saidByOthers(): readonly Saying[] {
  const run = currentRun();
  if (run instanceof Unread || !declaresBot()) return [];
  return Array.from(run.inputs.values()).flatMap((record) =>
    saidByTags(new Resource(record, newReading()), "bulkhead:network"),
  );
}

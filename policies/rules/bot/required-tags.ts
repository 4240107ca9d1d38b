import { botTypes } from "../../bot-types";
import { resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

const required = ["bulkhead:bot", "bulkhead:exchange", "bulkhead:network"];

/**
 * In an incident the first question is what belongs to the bot. Tags answer it: in the account's inventory, in bills, in
 * what responders' roles may touch. Tags by default of the provider count.
 */
export const requiredTags = resourcePolicy(
  Object.entries(botTypes).flatMap(([type, { tags }]) => (tags ? [type] : [])),
  {
    name: "bot-required-tags",
    description: "Every resource of a bot that AWS can tag says whose it is.",
    severity: "medium",
    level: "mandatory",
    remediationSteps: "Add the missing tags to the resource, or to defaultTags of the provider.",
    url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    tags: ["tags"],
    configSchema: {
      properties: {
        tags: {
          type: "array",
          items: { type: "string" },
          default: required,
          description: "Keys that every resource has to have, such as bulkhead:owner too.",
        },
      },
    },
    rationale:
      "Whoever contains a leak has minutes to find all that belongs to the bot. What carries no tag is missed, and goes on with a stolen key.",
    example: `tags: { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" }`,
    judge(resource, violation, settings) {
      const keys = Array.isArray(settings.tags) ? settings.tags.map(String) : required;
      const { inputs, provider } = resource;
      const maps: Value[] = [inputs.at("tags"), inputs.at("tagsAll")];
      const defaults = provider?.inputs.at("defaultTags");
      if (defaults?.unknown === true) maps.push(defaults);
      else if (defaults?.known === true) maps.push(defaults.document().at("tags"));
      const saidOf = (key: string): readonly Value[] => maps.filter((map) => !map.unknown).map((map) => map.at(key));
      const says = (value: Value): boolean => !value.unknown && (value.text ?? "") !== "";
      const unsaid = keys.filter((key) => !saidOf(key).some(says));
      if (unsaid.length === 0) return;
      // What is not known yet may say it.
      for (const value of unsaid.flatMap(saidOf)) if (value.unknown) violation(value, "whose the resource is");
      const missing = unsaid.filter((key) => !saidOf(key).some((value) => value.unknown));
      if (missing.length === 0) return;
      const open = maps.filter((map) => map.unknown);
      for (const map of open) violation(map, "tags that say whose the resource is");
      if (open.length > 0) return;
      violation({ message: `tags lacks ${missing.join(", ")}.`, at: "tags" });
    },
  },
);

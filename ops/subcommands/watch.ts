import { stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead watch` on the command line. */
export const watch: Subcommand = {
  group: "watch",
  about: "Show how a bot uses its key, beside what is usual, and what is alarming in it",
  usage: "bulkhead watch --stack NAME [--hours N] [--every SECONDS] [--json]",
  flags: {
    ...stackFlags,
    hours: { type: "string", value: "N", about: "how far back to look (default: 1)" },
    every: { type: "string", value: "SECONDS", about: "look again and again; with --json a line each time" },
    learn: { type: "boolean", about: "let what was seen count as usual from now on, unless it is alarming" },
    metrics: { type: "boolean", about: "publish counts as CloudWatch metrics, namespace Bulkhead" },
    "no-fills": { type: "boolean", about: "leave the exchange's fills out" },
    json: { type: "boolean", about: "one JSON object a look" },
  },
  notes: [
    "Calls by endpoint come from the adapter's usage log; an adapter without a hook has none, and the view says so. Reads of the",
    "secret come from CloudTrail, minutes late. Each order that was filled takes one call about orders in the week before it;",
    "fills of more orders than there were calls are explained by none.",
    "",
    "Exit code: 0 nothing alarming, 1 something is or could not be seen, 2 nothing could be looked at.",
  ],
  run: async (values) => (await import("../watch.js")).watch(values),
};

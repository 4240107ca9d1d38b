import type { Subcommand } from "../subcommand";

/** `bulkhead fleet` on the command line. */
export const fleet: Subcommand = {
  group: "watch",
  about: "Show every stack with what stands for it in AWS, and what to attend to",
  usage: "bulkhead fleet [FLAGS]",
  flags: {
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    html: { type: "string", value: "FILE", about: "write the same as one page" },
    json: { type: "boolean", about: "one JSON object on standard output" },
    "no-check": { type: "boolean", about: "leave the verdicts out: they take most of the time" },
    "max-key-age": {
      type: "string",
      value: "DAYS",
      about: "age of an exchange key that is told of (default: 90, or the exchange's own limit)",
    },
  },
  notes: [
    "Judges every stack as bulkhead check does it, and joins what AWS has under the tags of each bot: address, keys, age of the",
    "secret (never its value), host, subscriptions, the trail, and quotas. What these credentials may not see is said, and the",
    "rest is shown (docs/fleets.md).",
    "",
    "Exit code: 0 all is well, 1 something is wrong, 2 nothing is known to be wrong but not all could be seen or is finished.",
  ],
  run: async (values) => (await import("../fleet.js")).fleet(values),
};

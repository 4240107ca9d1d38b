import type { Subcommand } from "../subcommand";

/** `bulkhead explain` on the command line. */
export const explain: Subcommand = {
  group: "judge",
  about: "Say what a policy is for, what satisfies it, and how it is set or waived",
  usage: "bulkhead explain [POLICY]",
  operands: true,
  flags: {},
  notes: [
    "Without a POLICY lists all of them, with the level that the pack gives them.",
    "",
    "Exit code: 0, or 2 for a policy that does not exist.",
  ],
  run: async (values) => (await import("../explain.js")).explain(values),
};

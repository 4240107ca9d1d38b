import { stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead permissions` on the command line. */
export const permissions: Subcommand = {
  group: "build",
  about: "Print the least that a command needs in AWS, as an IAM policy",
  usage: "bulkhead permissions [COMMAND] --stack NAME",
  operands: true,
  flags: stackFlags,
  notes: [
    "Without a COMMAND lists those that call AWS. A command of two words is given as such: bulkhead permissions secret put.",
    "",
    "Exit code: 0, or 2 for a command that has none.",
  ],
  run: async (values) => (await import("../permissions.js")).permissions(values),
};

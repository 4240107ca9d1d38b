import { actFlags, masterFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead retire` on the command line. */
export const retire: Subcommand = {
  group: "incident",
  about: "End a bot for good: orders, key, secret, and the address last",
  usage: "bulkhead retire --stack NAME [--yes] [FLAGS]",
  flags: {
    ...stackFlags,
    ...masterFlags,
    "cancelled-by": {
      type: "string",
      value: "NAME",
      about: "who saw that no order is open, where no call can show it",
    },
    "revoked-by": {
      type: "string",
      value: "NAME",
      about: "who deleted the key, and saw that no other lists the address",
    },
    ...actFlags,
  },
  notes: [
    "Lists what remains and costs. What Pulumi made is left to pulumi destroy.",
    "",
    "Exit code: 0 everything done, 1 something is not, 2 nothing could be begun.",
  ],
  run: async (values) => (await import("../retire.js")).retire(values),
};

import { actFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead release` on the command line. */
export const release: Subcommand = {
  group: "incident",
  about: "Undo what a containment did and can be undone",
  usage: "bulkhead release --stack NAME [--yes] [FLAGS]",
  flags: { ...stackFlags, reason: { type: "string", value: "TEXT", about: "why, for the journal" }, ...actFlags },
  notes: [
    "Gives the host its network back, takes the denials off role and secret, enables the custody key, and starts the bot.",
    "A key that was revoked at the exchange stays revoked: put a new one afterwards (bulkhead secret put).",
    "",
    "Exit code: 0 everything done, 1 something was not, 2 nothing could be begun.",
  ],
  run: async (values) => (await import("../release.js")).release(values),
};

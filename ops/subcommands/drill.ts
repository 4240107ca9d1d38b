import { actFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead drill` on the command line. */
export const drill: Subcommand = {
  group: "incident",
  about: "Contain and release a testnet bot, and keep the times",
  usage: "bulkhead drill --stack NAME [--yes] [FLAGS]",
  flags: {
    ...stackFlags,
    revoke: {
      type: "boolean",
      about: "revoke the testnet key at the exchange too; a new one has to be put afterwards",
    },
    ...actFlags,
  },
  notes: [
    "Takes the roles of a responder and of an administrator of the keys, since it enables the custody key again.",
    "Times stand in .bulkhead/drills/NAME.jsonl.",
    "",
    "Exit code: 0 contained and released, 1 a step was not done, 2 nothing could be begun.",
  ],
  run: async (values) => (await import("../drill.js")).drill(values),
};

import { actFlags, masterFlags, stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead contain` on the command line. */
export const contain: Subcommand = {
  group: "incident",
  about: "The kill switch: cancel, revoke, lock, cut off",
  usage: "bulkhead contain --stack NAME|--all-bots --region REGION… [--yes] [FLAGS]",
  flags: {
    ...stackFlags,
    "all-bots": { type: "boolean", about: "every bot of the account, found by its tags: needs no stack file" },
    region: {
      type: "string",
      multiple: true,
      value: "REGION",
      about: "with --all-bots: where to look; may be repeated",
    },
    ...masterFlags,
    "revoked-by": {
      type: "string",
      multiple: true,
      value: "NAME",
      about: "who deleted the key by hand, where no call can show it; with --all-bots: BOT=NAME, once for each bot",
    },
    reason: { type: "string", value: "TEXT", about: "why, for the journal and the review" },
    ...actFlags,
  },
  notes: [
    "Orders are cancelled while the key still works, then the key is revoked, then the credential, its key and the role are",
    "locked, and the host is cut off last, once evidence is taken. Goes on where a step fails, and says what is not ended.",
    "From a clean device, for all bots: docs/incident.md. bulkhead permissions contain prints what it needs in AWS.",
    "",
    "Exit code: 0 everything done and shown, 1 something was not, 2 nothing could be begun.",
  ],
  run: async (values) => (await import("../contain.js")).contain(values),
};

import { stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead doctor` on the command line. */
export const doctor: Subcommand = {
  group: "keys",
  about: 'Answer "Invalid API-key, IP, or permissions": say which one it is, and what to do',
  usage: "bulkhead doctor --stack NAME [--json]",
  flags: { ...stackFlags, json: { type: "boolean", about: "one JSON object on standard output" } },
  notes: [
    "Looks at address, clock, key, secret, host and region, from here and on the bot's host; changes nothing.",
    "",
    "Exit code: 0 the key works from the stack's own address, 1 something is wrong, 2 nothing could be looked at.",
  ],
  run: async (values) => (await import("../doctor.js")).doctor(values),
};

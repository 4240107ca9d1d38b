import type { Subcommand } from "../subcommand";

/** `bulkhead audit` on the command line. */
export const audit: Subcommand = {
  group: "keys",
  about: "Ask the exchanges what the stacks' keys may do, and hold it against the rules",
  usage: "bulkhead audit --stack NAME…|--all [--format FORMAT]",
  flags: {
    stack: { type: "string", multiple: true, value: "NAME", about: "stack whose key to audit; may be repeated" },
    all: { type: "boolean", about: "every stack that has a stack file and holds a key" },
    program: { type: "string", value: "DIR", about: "folder with Pulumi.yaml (default: the current folder)" },
    format: { type: "string", value: "FORMAT", about: "console (default), json, sarif or markdown" },
    json: { type: "boolean", about: "the same as --format json" },
    attest: {
      type: "string",
      value: "RULE",
      about: "write down that somebody looked at what the exchange can't tell; needs --key and --by",
    },
    key: { type: "string", value: "FINGERPRINT", about: "with --attest: which key" },
    by: { type: "string", value: "NAME", about: "with --attest: who looked" },
  },
  notes: [
    "Withdrawals and transfers off, bound to exactly the stack's addresses, used within 30 days, younger than 90, not expiring",
    "within 14, one key per bot, none that no stack knows. Each call leaves from the stack's own host.",
    "",
    "Exit code: 0 nothing open, 1 something is, 2 nothing could be audited.",
  ],
  run: async (values) => (await import("../audit.js")).audit(values),
};

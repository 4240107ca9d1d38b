import type { Subcommand } from "../subcommand";

/** `bulkhead scan` on the command line. */
export const scan: Subcommand = {
  group: "judge",
  about: "Find exchange keys, wallets and tokens in files, whatever they are called or wrapped in",
  usage: "bulkhead scan [FLAGS] PATH…",
  operands: true,
  flags: {
    format: { type: "string", value: "FORMAT", about: "human (default), json, sarif or github (docs/scan.md)" },
    json: { type: "boolean", about: "the same as --format json" },
    "no-ignore": { type: "boolean", about: "look at files that .gitignore leaves out, too" },
    low: { type: "boolean", about: "list findings of low severity, too: public halves, known development keys" },
    baseline: {
      type: "string",
      value: "FILE",
      about: "known findings to let stand (default: .bulkhead-baseline.json, if it is there)",
    },
    "no-baseline": { type: "boolean", about: "let nothing stand, not even what .bulkhead-baseline.json knows" },
    "write-baseline": { type: "boolean", about: "write what is found to the baseline; needs --reason" },
    reason: { type: "string", value: "TEXT", about: "why what --write-baseline adds may stand" },
    jobs: { type: "string", value: "N", about: "threads (default: one per processor, at most 8)" },
  },
  notes: [
    "A PATH is a file, a folder or - for standard input. A comment on the line of a finding or on the line before it allows",
    "it, if it says why: bulkhead:allow DETECTOR -- REASON. No value is ever printed, nor a part of one.",
    "",
    "Exit code: 0 nothing above low, 1 findings above low, 2 bad input or something could not be scanned in full.",
  ],
  run: async (values) => (await import("../scan.js")).scan(values),
};

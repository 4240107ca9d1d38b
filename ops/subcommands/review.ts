import { stackFlags } from "../flags";
import type { Subcommand } from "../subcommand";

/** `bulkhead review` on the command line. */
export const review: Subcommand = {
  group: "incident",
  about: "Write the post-incident report from journals, CloudTrail and an audit",
  usage: "bulkhead review --stack NAME [--since TIME] [--out FILE] [--html FILE]",
  flags: {
    ...stackFlags,
    since: { type: "string", value: "TIME", about: "when the key may first have leaked, in UTC: 2026-11-28T09:30Z" },
    until: { type: "string", value: "TIME", about: "end of the report (default: now)" },
    audit: { type: "string", value: "FILE", about: "what bulkhead audit --json wrote before: what the key could do" },
    out: { type: "string", value: "FILE", about: "write Markdown to a new file (default: standard output)" },
    html: { type: "string", value: "FILE", about: "write one page with the timeline drawn" },
    journal: { type: "string", value: "DIR", about: "folder of the journals (default: .bulkhead/journal)" },
    offline: { type: "boolean", about: "ask AWS nothing: from the journals alone" },
    json: { type: "boolean", about: "one JSON object on standard output" },
  },
  notes: [
    "Timeline in UTC with evidence and hashes, exposure window, what the key could do and did, times of the steps. What only",
    "people know is left blank. A journal that was changed after it was written is refused.",
    "",
    "Exit code: 0, or 2 where nothing could be written.",
  ],
  run: async (values) => (await import("../review.js")).review(values),
};

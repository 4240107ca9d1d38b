import { resourcePolicy } from "../../policy";
import { concerns, entriesFor, mostDays, waiversFile } from "../../waivers";

/** An exception without an end or an owner is a rule that has been switched off. */
export const waiverHygiene = resourcePolicy("pulumi:pulumi:Stack", {
  name: "bot-waiver-hygiene",
  description: "Every waiver names one policy, resources of one stack, a reason, an owner, a ticket and a near end.",
  rationale:
    "A waiver that nobody owns, that covers more than was meant or that never ends is a policy switched off, and no one remembers why.",
  example: `waivers:
  - policy: logging-group-retention-cmk
    urn: urn:pulumi:grid-mainnet::bulkhead::*::grid-mainnet-audit
    reason: The auditor's tool can't read encrypted logs until its next release.
    owner: operations
    ticket: OPS-217
    expires: 2027-01-31`,
  severity: "high",
  level: "mandatory",
  remediationSteps: `Correct or remove the entry in ${waiversFile}; a waiver that is still needed gets a new end, at most ${mostDays} days ahead.`,
  url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  tags: ["waivers"],
  nonWaivable: true,
  stacks: "every",
  judge({ stack }, violation) {
    for (const entry of entriesFor(stack)) {
      if (entry.fault === undefined || !concerns(entry, stack)) continue;
      violation({
        message: `The waiver on line ${entry.line} of ${waiversFile} ${entry.fault}.`,
        file: waiversFile,
        line: entry.line,
      });
    }
  },
});

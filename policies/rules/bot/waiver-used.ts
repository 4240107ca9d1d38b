import { stackPolicy } from "../../policy";
import { Unread, currentRun } from "../../marks";
import { Refusal } from "../../refusal";
import { type Entry, concerns, covers, entriesFor, waiversFile } from "../../waivers";

/** A waiver that no longer covers anything waits for the next thing that it should not cover. */
export const waiverUsed = stackPolicy({
  name: "bot-waiver-used",
  description: "Every waiver of the stack covers a violation that is there.",
  rationale: "A waiver whose violation is mended stays behind, and the next violation of its kind passes unseen.",
  example: "waivers: []",
  severity: "low",
  level: "advisory",
  remediationSteps: `Remove the entry from ${waiversFile}.`,
  url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  tags: ["waivers"],
  nonWaivable: true,
  stacks: "every",
  judge({ stack }, violation) {
    const run = currentRun();
    if (run instanceof Unread) return;
    let entries: readonly Entry[];
    try {
      entries = entriesFor(stack);
    } catch (error) {
      // bot-waiver-hygiene says so.
      if (error instanceof Refusal) return;
      throw error;
    }
    for (const entry of entries) {
      const { waiver, fault, line } = entry;
      if (waiver === undefined || fault !== undefined || !concerns(entry, stack) || run.waived.has(waiver)) continue;
      // What is decided at `up` may need it there.
      const open = [...(run.undecided.get(waiver.policy)?.keys() ?? [])];
      if (open.some((urn) => urn === "" || covers(waiver.urn, urn))) continue;
      violation({
        message: `The waiver of ${waiver.policy} on line ${line} of ${waiversFile} covers nothing.`,
        file: waiversFile,
        line,
      });
    }
  },
});

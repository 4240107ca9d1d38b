import type { StackValidationPolicy } from "@pulumi/policy";
import { Unread, currentRun } from "./marks";
import { list } from "./policy";
import { render } from "./verdict";
import { waiversFile } from "./waivers";

/** One line for each waiver that was used, so that no exception is silent. */
export const waived: StackValidationPolicy = {
  name: "bulkhead-waived",
  description: "Each use of a waiver is shown.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps: "Mend what is waived before the waiver ends, and remove the waiver.",
  tags: ["waivers"],
  url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
  validateStack(_args, report) {
    const run = currentRun();
    if (run instanceof Unread) return;
    for (const [{ policy, reason, owner, ticket, expires, line }, urns] of run.waived) {
      const names = Array.from(urns, (urn) => urn.slice(urn.lastIndexOf("::") + 2));
      report(
        render({
          message: `${policy} is waived for ${list(names)} until ${expires}: ${reason} (${owner}, ${ticket}).`,
          file: waiversFile,
          line,
          remedy: "Mend it before then, and remove the waiver.",
        }),
      );
    }
  },
};

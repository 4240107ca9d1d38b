import type { StackValidationPolicy } from "@pulumi/policy";
import { Unread, currentRun } from "./marks";
import { list } from "./policy";
import { render } from "./verdict";

/**
 * At the end of a dry run, one line that names each policy that could not judge everything yet, and what it lacks. It has to be the last policy
 * of the pack. Set to `mandatory`, it makes a preview fail that leaves anything open.
 */
export const undecided: StackValidationPolicy = {
  name: "bulkhead-undecided",
  description: "What is not known yet is decided at `up`, before a resource is created.",
  severity: "low",
  enforcementLevel: "advisory",
  remediationSteps: "Nothing has to be done: `up` decides. To decide earlier, use values that are known in a preview.",
  tags: ["preview"],
  url: "https://www.pulumi.com/docs/iac/concepts/inputs-outputs/",
  validateStack(_args, report) {
    const run = currentRun();
    if (run instanceof Unread || !run.stack.dryRun) return;
    const open = Array.from(run.undecided).flatMap(([policy, resources]) => {
      const places = Array.from(resources, ([urn, paths]) =>
        urn === "" ? list(paths) : `${list(paths)} of ${urn.slice(urn.lastIndexOf("::") + 2)}`,
      );
      return places.length === 0 ? [] : [`${policy} (${list(places)})`];
    });
    if (open.length === 0) return;
    report(render({ message: `Decided at \`up\`, for what is not known yet: ${open.join("; ")}.` }));
  },
};

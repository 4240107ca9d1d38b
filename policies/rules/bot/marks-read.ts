import { resourcePolicy } from "../../policy";

/**
 * Whether Pulumi marks a value as a secret is read from the engine's own messages, which the policy SDK does not
 * promise to hand over. Should that fail, nothing may look clean.
 */
export const marksRead = resourcePolicy("*", {
  name: "bot-marks-read",
  description: "The pack reads the secret marks of every resource.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Use the versions of the Pulumi engine and of @pulumi/policy that the policy pack names, and leave no property named __proto__.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  tags: ["marks"],
  rationale:
    "Which values are secrets is told by marks that travel beside them. A pack that lost them would call a leak clean, and nobody would notice.",
  example: `# in the folder of the policy pack: the versions that its lock file names
npm ci`,
  nonWaivable: true,
  judge(resource) {
    // The shape of a policy refuses what it has no record of. Here the whole record is read through, so that a value
    // of a kind that the pack has not heard of is refused too; what is not known yet is no matter of this policy.
    resource.inputs.readThrough();
    resource.provider?.inputs.readThrough();
  },
});

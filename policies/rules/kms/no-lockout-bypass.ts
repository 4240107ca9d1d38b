import type { kms } from "@pulumi/aws";
import { keyPolicyTypes } from "../../key-policies";
import { resourcePolicy } from "../../policy";

/** AWS refuses a key policy under which its author could no longer change the policy, unless it is told not to look. */
export const noLockoutBypass = resourcePolicy<kms.KeyArgs>(keyPolicyTypes, {
  name: "kms-no-lockout-bypass",
  description: "AWS checks of every key policy that somebody can still change it.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Remove bypassPolicyLockoutSafetyCheck, and let the policy admit who deploys it to kms:PutKeyPolicy.",
  url: "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
  tags: ["kms", "key-policy"],
  rationale:
    "Under a key policy that admits nobody to change it, a key can be neither repaired nor disabled in an incident, until AWS support has been convinced.",
  example: `new aws.kms.KeyPolicy("custody", { keyId: key.id, policy: document.json });`,
  judge(key, violation) {
    const bypass = key.at("bypassPolicyLockoutSafetyCheck");
    if (!bypass.absent && !bypass.is(false)) violation(bypass, "false");
  },
});

import type { kms } from "@pulumi/aws";
import { resourcePolicy } from "../../policy";
import type { Resource } from "../../policy";
import type { Value } from "../../reader";

/** `aws-native` calls the spec keySpec. */
type Args = kms.KeyArgs & { keySpec?: string };

/** AWS's own default, and what yearly rotation means. AWS takes 90 to 2560 days. */
const mostDays = 365;

/**
 * What one key material protects stays readable to whoever got hold of that material. Only symmetric keys whose material
 * AWS makes can rotate: asymmetric, HMAC and imported keys and those of a custom key store cannot, and replicas follow
 * their primary.
 */
export const rotation = resourcePolicy<Args>(["aws:kms/key:Key", "aws-native:kms:Key"], {
  name: "kms-rotation",
  description: "Symmetric KMS keys rotate at least once a year.",
  severity: "medium",
  level: "remediate",
  remediationSteps: `Set enableKeyRotation to true, and rotationPeriodInDays to at most ${mostDays} if it is set at all.`,
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  tags: ["kms"],
  rationale:
    "What one key material protects stays readable to whoever got hold of that material. Rotation bounds how much that is.",
  example: `new aws.kms.Key("custody", { enableKeyRotation: true, rotationPeriodInDays: 365 }, { protect: true });`,
  judge(key, violation) {
    const rotates = key.at("enableKeyRotation");
    if (rotates.unknown || !rotates.is(true)) {
      if (canRotate(key)) violation(rotates, "true");
      return;
    }
    const period = key.at("rotationPeriodInDays");
    if (!period.absent && !((period.number ?? Infinity) <= mostDays)) violation(period, `at most ${mostDays}`);
  },
  mend(key) {
    const [rotates, period] = [key.at("enableKeyRotation"), key.at("rotationPeriodInDays")];
    if (rotates.unknown || specOf(key).unknown || key.at("customKeyStoreId").unknown) return [];
    if (!canRotate(key)) return [];
    const tooLong = !period.unknown && !period.absent && !((period.number ?? Infinity) <= mostDays);
    return [
      ...(rotates.is(true) ? [] : ([[["enableKeyRotation"], true]] as const)),
      ...(tooLong ? ([[["rotationPeriodInDays"], mostDays]] as const) : []),
    ];
  },
});

function specOf(key: Resource<Args>): Value {
  return key.at(key.type.startsWith("aws-native:") ? "keySpec" : "customerMasterKeySpec");
}

function canRotate(key: Resource<Args>): boolean {
  const [spec, store] = [specOf(key), key.at("customKeyStoreId")];
  return (spec.absent || spec.is("SYMMETRIC_DEFAULT", "")) && (store.absent || store.is(""));
}

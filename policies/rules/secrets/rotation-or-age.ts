import { type Resource, type Settings, stackPolicy } from "../../policy";
import type { Value } from "../../reader";
import { refersTo } from "../../references";

const most = 90;

/**
 * Most exchanges give out keys by hand only: no function can rotate them. For those, a tag says how old the value may grow,
 * and a tag or the stack's configuration who sees to it. How old it is a program cannot see.
 */
export const rotationOrAge = stackPolicy({
  name: "secrets-rotation-or-age",
  description: "A secret is rotated, or its tags say how old its value may grow and who renews it.",
  severity: "medium",
  level: "advisory",
  remediationSteps:
    "Add an aws.secretsmanager.SecretRotation, or the tag bulkhead:max-age-days to the secret, and set bulkhead:owner.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4",
  tags: ["secretsmanager", "tags"],
  rationale:
    "A key that leaked unseen stays good for as long as it is valid. What nobody is named to renew is renewed after the loss.",
  example: `new aws.secretsmanager.Secret("exchange", {
  kmsKeyId: key.arn,
  tags: { ...tags, "bulkhead:max-age-days": "90", "bulkhead:owner": "trading-desk" },
});`,
  configSchema: {
    properties: {
      mostDays: {
        type: "integer",
        minimum: 1,
        maximum: 365,
        default: most,
        description: "Greatest age in days that the tag may name.",
      },
      ageTag: {
        type: "string",
        default: "bulkhead:max-age-days",
        description: "Tag that says after how many days the value is replaced.",
      },
      ownerTag: { type: "string", default: "bulkhead:owner", description: "Tag that says who replaces it." },
    },
  },
  judge(whole, violation, settings) {
    const rotations = whole.ofType("aws:secretsmanager/secretRotation:SecretRotation");
    const days = typeof settings.mostDays === "number" ? settings.mostDays : most;
    for (const secret of whole.ofType("aws:secretsmanager/secret:Secret")) {
      if (rotations.some((rotation) => refersTo(rotation, "secretId", secret, ["id", "arn", "name"]))) continue;
      const age = tagOf(secret, named(settings, "ageTag", "bulkhead:max-age-days"));
      const ownerTag = named(settings, "ownerTag", "bulkhead:owner");
      const owner = tagOf(secret, ownerTag);
      const { config, tags } = whole.stack;
      const hasOwner = [config, tags].some((said) => (said.get(ownerTag) ?? "") !== "");
      const isRenewed = age.unknown || isBetween(age, days);
      const isOwned = hasOwner || owner.unknown || !(owner.absent || owner.is(""));
      if (isRenewed && isOwned) {
        for (const tag of [age, ...(hasOwner ? [] : [owner])].filter(({ unknown }) => unknown))
          violation(tag, "a value");
        continue;
      }
      const [tag, expected] = isRenewed
        ? [owner, "whoever renews the value"]
        : [age, `the most days that its value may be old, ${days} at most`];
      violation({
        message: `No rotation, and ${tag.path} is ${tag.shown}, expected ${expected}.`,
        resource: secret,
        at: tag,
      });
    }
  },
});

function named(settings: Settings, key: "ageTag" | "ownerTag", otherwise: string): string {
  const given = settings[key];
  return typeof given === "string" ? given : otherwise;
}

/** A tag of the resource, or of its provider's defaults, which the provider adds to `tagsAll`. */
function tagOf({ inputs }: Resource, key: string): Value {
  const own = inputs.below(["tags", key]);
  return own.unknown || !own.absent ? own : orOwn(inputs.below(["tagsAll", key]), own);
}

function orOwn(inherited: Value, own: Value): Value {
  return !inherited.unknown && inherited.absent ? own : inherited;
}

function isBetween(age: Value, days: number): boolean {
  const number = age.number ?? 0;
  return Number.isInteger(number) && number >= 1 && number <= days;
}

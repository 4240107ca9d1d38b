import { attaching, identityPolicyTypes } from "../../identity-documents";
import { Links, resourceNamed, textsOf } from "../../links";
import { type Resource, declaredIn, declaredSetting, stackPolicy } from "../../policy";
import { itemsOf, type Value } from "../../reader";
import { refuseOn } from "../../refuse-on";

const made = ["aws:iam/policy:Policy", "aws-native:iam:ManagedPolicy"] as const;

const expected = "a policy of this stack, which is read, one of AWS's own, or one that the setting declared names";

// Policies of AWS's own are judged by their names.
const managed = /^arn:[\w-]+:iam::aws:policy\/[\w+=,.@/-]+$/u;
const ofAccount = /^arn:[\w-]+:iam::\d{12}:policy\/[\w+=,.@/-]+$/u;

/**
 * What a managed policy permits is judged where the stack makes it; of one that is attached by its ARN alone nobody has
 * read a word, and whoever owns it may change it. A permissions boundary can only take away, and may stand elsewhere.
 */
export const policiesInSight = stackPolicy({
  name: "identity-policies-in-sight",
  description: "Roles of a bot's stack get managed policies of that stack or of AWS's own.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Make the policy in this stack and attach it by its arn, or name a policy outside the stack, once it is judged, in the policy's setting declared.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  tags: ["iam"],
  stacks: ["bot"],
  rationale:
    "A policy from elsewhere in the account may hold any permission, today or after somebody's next edit, and none of the other policies would see it: the bot's role could read every secret and this pack would pass.",
  example: `const reads = new aws.iam.Policy("reads", { policy: document });
new aws.iam.RolePolicyAttachment("reads", { role: role.name, policyArn: reads.arn });`,
  configSchema: declaredSetting("ARNs of managed policies outside the stack that have been judged elsewhere."),
  judge(whole, violation, settings) {
    const links = new Links(whole);
    const known = new Set([...whole.ofType(...made).flatMap(arnsOf), ...declaredIn(settings)]);
    const isOwn = (one: Value, from: Resource | undefined): boolean => {
      const { text } = one;
      if (one.secret || text === undefined) return false;
      if (known.has(text) || managed.test(text)) return true;
      // Not every engine says the ARN of what is not there yet. Nothing but an ARN of the account's own reads like this.
      return from !== undefined && arnsOf(from).length === 0 && ofAccount.test(text);
    };
    for (const resource of whole.ofType(...identityPolicyTypes)) {
      for (const property of attaching) {
        const value = resource.inputs.at(property);
        const named = links.of(resource, property, value, ...made);
        for (const one of itemsOf(value)) {
          const policy = resourceNamed(named, one);
          // Before `up`, that the program takes it from a policy of the stack has to do.
          const passes = one.unknown ? policy !== undefined && whole.stack.dryRun : isOwn(one, policy);
          if (!passes) refuseOn(resource, one, expected, violation);
        }
      }
    }
  },
});

function arnsOf(policy: Resource): readonly string[] {
  return textsOf(policy, ["arn", "policyArn", "id"]);
}

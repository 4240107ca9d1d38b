import { resourcePolicy } from "../../policy";

/**
 * A boundary caps what a role can ever be granted, by whatever later hand. It comes from outside of the stack: whoever
 * deploys the bot must not be able to widen it.
 */
export const permissionBoundary = resourcePolicy(["aws:iam/role:Role", "aws-native:iam:Role"], {
  name: "identity-permission-boundary",
  description: "Every role of a bot's stack has a permissions boundary.",
  severity: "low",
  level: "advisory",
  remediationSteps: "Set permissionsBoundary to a policy that the account keeps for bots, outside of the bots' stacks.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  tags: ["iam"],
  stacks: ["bot"],
  configSchema: {
    properties: {
      boundaries: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "ARNs of the boundaries that count; empty: any.",
      },
    },
  },
  rationale:
    "A policy that is attached to the bot's role by mistake, or by someone who took over the deployment, takes effect at once. Under a boundary it can grant no more than a bot may ever have.",
  example: `new aws.iam.Role("bot", { assumeRolePolicy, permissionsBoundary: "arn:aws:iam::111122223333:policy/bots" });`,
  judge(role, violation, settings) {
    const boundary = role.inputs.at("permissionsBoundary");
    const named = Array.isArray(settings.boundaries) ? (settings.boundaries as unknown[]) : [];
    if (boundary.absent || boundary.is("")) violation(boundary, "the ARN of a policy that bounds the role");
    else if (named.length > 0 && !named.includes(boundary.text)) violation(boundary, "one of the setting boundaries");
  },
});

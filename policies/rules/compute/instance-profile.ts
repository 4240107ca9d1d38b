import { hasTemplate, launchTypes } from "../../launches";
import { type Resource, resourcePolicy } from "../../policy";
import { isOpen } from "../../reader";

const template = "aws:ec2/launchTemplate:LaunchTemplate";

/**
 * A host without a role has to be given a key of somebody's, and that key lies on its disk. A launch template may bring the
 * role. A host whose source/destination check is off forwards for others and asks AWS for nothing: it may go without one.
 */
export const instanceProfile = resourcePolicy([...launchTypes, "aws-native:ec2:Instance"], {
  name: "compute-instance-profile",
  description: "Every host but one that forwards has a role of its own, by an instance profile.",
  severity: "medium",
  level: "mandatory",
  remediationSteps:
    "Set iamInstanceProfile to an instance profile whose role holds what the host needs and nothing else.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html",
  tags: ["ec2", "iam"],
  rationale:
    "A host without a role reaches its secret by an access key that somebody puts on it: one more key that never expires, works from anywhere and leaks with the disk.",
  example: 'new aws.ec2.Instance("host", {\n  // …\n  iamInstanceProfile: profile.name,\n});',
  judge(host, violation) {
    const profile = host.at("iamInstanceProfile");
    if (host.type === template) {
      const names = profile.unknown ? [profile] : [profile.at("name"), profile.at("arn")];
      if (names.some((name) => !name.unknown && (name.text ?? "") !== "")) return;
      const expected = "the name or ARN of an instance profile";
      const open = names.find((name) => name.unknown);
      violation(open ?? profile.at("name"), expected);
      return;
    }
    if (profile.known && profile.text !== "") return;
    if (profile.absent && (hasTemplate(host) || mayForward(host))) return;
    violation(profile, "an instance profile");
  },
});

/** Whether a host forwards. Where that is not known yet, the judgement stays open. */
function mayForward(host: Resource): boolean {
  const check = host.inputs.at("sourceDestCheck");
  return isOpen(check) || check.is(false);
}

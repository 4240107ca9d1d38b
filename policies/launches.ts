import type { Resource } from "./policy";

/** Types that are a host, and types that say how hosts are started. */
const instanceTypes = ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"] as const;
export const templateTypes = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
] as const;
export const launchTypes = [...instanceTypes, ...templateTypes] as const;

/**
 * Whether a host takes from a launch template what it does not say itself. The template is judged as a resource of its
 * own. Where it is not known yet whether there is one, the judgement stays open.
 */
export function hasTemplate(host: Resource): boolean {
  const template = host.inputs.at("launchTemplate");
  return template.known || template.unknown;
}

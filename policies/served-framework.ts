import type { PolicyComplianceFramework } from "@pulumi/policy";
import { type FrameworkId, controls, frameworks } from "./frameworks";

// The SDK takes one framework a policy: the one whose control says most nearly what the policy says.
const closest = [
  "fsbp",
  "securityhub",
  "cis7",
  "cis5",
  "cis3",
  "controltower",
  "nist",
] as const satisfies FrameworkId[];

/** The published controls that a policy serves, as its metadata names them; undefined where no framework asks for it. */
export function servedFramework(policy: string): PolicyComplianceFramework | undefined {
  const served = Object.hasOwn(controls, policy) ? controls[policy] : undefined;
  for (const id of closest) {
    const ids = served?.[id];
    if (ids === undefined) continue;
    const { name, version, url } = frameworks[id];
    return { name, version, reference: ids.join(", "), specification: url };
  }
  return undefined;
}

import type { Resource } from "./policy";
import { isOpen, type Value } from "./reader";

const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const vpcRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const nativeGroup = "aws-native:ec2:SecurityGroup";
const nativeRule = "aws-native:ec2:SecurityGroupEgress";

/** Security groups and their rules, in so far as they let anything out. */
export const egressRuleTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  rule,
  vpcRule,
  nativeGroup,
  nativeRule,
] as const;

/** The egress rules: those of a group, or the resource itself where it is one. */
export function egressRulesOf({ type, inputs }: Resource): readonly Value[] {
  if (type === vpcRule || type === nativeRule) return [inputs];
  if (type !== rule) return inputs.below([type === nativeGroup ? "securityGroupEgress" : "egress"]).items();
  const direction = inputs.at("type");
  return isOpen(direction) || direction.is("ingress") ? [] : [inputs];
}

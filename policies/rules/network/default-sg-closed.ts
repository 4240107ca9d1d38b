import { Links } from "../../links";
import { stackPolicy } from "../../policy";
import { leaveOpen } from "../../reader";
import { refuseOn } from "../../refuse-on";

const vpc = "aws:ec2/vpc:Vpc";
const defaultVpc = "aws:ec2/defaultVpc:DefaultVpc";
const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const rules = [
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;

const opened = "The rule opens a default security group, expected none.";

/** AWS makes the group open: every VPC of the stack has to adopt its own, empty, and no rule of its own may open it again. */
export const defaultSgClosed = stackPolicy({
  name: "network-default-sg-closed",
  description: "The default security group of every VPC lets nothing in and nothing out.",
  severity: "medium",
  level: "mandatory",
  remediationSteps: "Adopt the VPC's group by an aws.ec2.DefaultSecurityGroup with empty ingress and egress.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  tags: ["ec2", "vpc", "security-group"],
  rationale:
    "Whatever is put into the VPC without a group of its own gets this one, and with it every port to the world: a way round the rules that everything else keeps.",
  example: 'new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id, ingress: [], egress: [] });',
  judge(whole, violation) {
    const links = new Links(whole);
    for (const one of whole.ofType(group)) {
      for (const property of ["ingress", "egress"] as const) {
        const value = one.inputs.at(property);
        if (value.unknown || value.items().length > 0) refuseOn(one, value, "none", violation);
      }
    }
    // A VPC names its own default group.
    for (const named of [group, vpc, defaultVpc]) {
      for (const one of whole.ofType(named)) {
        for (const { from, certain, value } of links.to(one, "securityGroupId", ...rules)) {
          if (certain || named === group) violation({ message: opened, resource: from });
          else leaveOpen(value);
        }
      }
    }
    for (const home of whole.ofType(vpc, defaultVpc)) {
      const adopted = links.to(home, "vpcId", group);
      const open = adopted.some(({ certain }) => certain)
        ? []
        : [...adopted.map(({ value }) => value), ...links.mayName(home.type, "vpcId", group)];
      if (adopted.length === 0 && open.length === 0) {
        violation({
          message: "The VPC's default security group is left as AWS makes it, expected it to be adopted and empty.",
          resource: home,
        });
      }
      leaveOpen(...open);
    }
  },
});

import { defaultSgClosed } from "../../../../policies/rules/network/default-sg-closed";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack } from "../../test-policy";
import { testPolicy } from "../../test-policy";

const vpc = { type: "aws:ec2/vpc:Vpc", name: "home", props: {}, outputs: { id: "vpc-1" } };
const group = (props: Raw, more: Raw = {}) => ({
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  name: "closed",
  props: { vpcId: "vpc-1", ...props },
  outputs: { id: "sg-1" },
  ...more,
});
const rule = (type: string, props: Raw) => ({ type, name: "rule", props });
const left = "The VPC's default security group is left as AWS makes it, expected it to be adopted and empty.";
const opened = "The rule opens a default security group, expected none.";

testPolicy(defaultSgClosed, {
  passes: {
    "adopted, with empty lists": new GivenStack([vpc, group({ ingress: [], egress: [] })]),
    "adopted, beside a group of which it is not known whose it is": new GivenStack([
      vpc,
      group({}),
      group({ vpcId: unknown }, { name: "other", outputs: { id: "sg-2" } }),
    ]),
    "a rule of another group": new GivenStack([
      vpc,
      group({}),
      rule("aws:ec2/securityGroupRule:SecurityGroupRule", { securityGroupId: "sg-2", type: "egress" }),
    ]),
    "no VPC": new GivenStack([]),
  },
  fails: {
    "a VPC whose group is left alone": [
      new GivenStack([vpc]),
      { message: left, urn: "urn:pulumi:grid::bots::aws:ec2/vpc:Vpc::home" },
    ],
    "a VPC beside one whose group is adopted": [
      new GivenStack([vpc, group({}), { ...vpc, name: "other", outputs: { id: "vpc-2" } }]),
      left,
    ],
    "the default VPC, whose group is left alone": [
      new GivenStack([{ ...vpc, type: "aws:ec2/defaultVpc:DefaultVpc" }]),
      left,
    ],
    ingress: [
      new GivenStack([vpc, group({ ingress: [{ self: true }] })]),
      { message: "ingress is a list of 1, expected none.", path: "ingress" },
    ],
    egress: [
      new GivenStack([vpc, group({ egress: [{ cidrBlocks: ["0.0.0.0/0"] }] })]),
      "egress is a list of 1, expected none.",
    ],
    "egress of a group of a VPC elsewhere": [
      new GivenStack([group({ vpcId: "vpc-9", egress: [{ cidrBlocks: ["0.0.0.0/0"] }] })]),
      "egress is a list of 1, expected none.",
    ],
    "a rule of its own that opens it": [
      new GivenStack([
        vpc,
        group({}),
        rule("aws:ec2/securityGroupRule:SecurityGroupRule", { securityGroupId: "sg-1" }),
      ]),
      opened,
    ],
    ...Object.fromEntries(
      [
        ["aws:ec2/securityGroupRule:SecurityGroupRule", "aws:ec2/vpc:Vpc"],
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "aws:ec2/vpc:Vpc"],
        ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws:ec2/vpc:Vpc"],
        ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "aws:ec2/defaultVpc:DefaultVpc"],
      ].map(([type = "", of = ""]) => [
        `a ${type} that opens the group that a ${of} names`,
        [
          new GivenStack([
            { ...vpc, type: of, outputs: { id: "vpc-1", defaultSecurityGroupId: "sg-9" } },
            group({}),
            rule(type, { securityGroupId: "sg-9" }),
          ]),
          { message: opened, urn: `urn:pulumi:grid::bots::${type}::rule` },
        ] as const,
      ]),
    ),
    "a VPC's rule that opens it": [
      new GivenStack([
        vpc,
        group({}),
        rule("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { securityGroupId: "sg-1" }),
      ]),
      opened,
    ],
  },
  unknown: {
    "the rules": new GivenStack([vpc, group({ ingress: unknown })]),
    "whether a rule opens it": new GivenStack([
      vpc,
      group({}),
      {
        ...rule("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { securityGroupId: unknown }),
        dependencies: { securityGroupId: ["fresh"] },
      },
      { ...vpc, name: "fresh", outputs: {} },
      group({ vpcId: "vpc-1" }, { name: "second" }),
      group({ vpcId: unknown }, { name: "fresh", dependencies: { vpcId: ["fresh"] } }),
    ] as never),
    "whose group it is": new GivenStack([vpc, group({ vpcId: unknown })]),
    "whose group it is, but for a dependency": new GivenStack([
      { ...vpc, outputs: {} },
      group({ vpcId: unknown }, { dependencies: { vpcId: ["home"] } }),
    ] as never),
  },
  absent: { "adopted, with nothing said": new GivenStack([vpc, group({})]) },
  secret: {
    "rules marked secret": [
      new GivenStack([vpc, group({ ingress: secret([{ self: true }]) })]),
      "ingress is a secret, expected none.",
    ],
  },
});

import { flowLogs } from "../../../../policies/rules/network/flow-logs";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, testPolicy } from "../../test-policy";

const vpc = { type: "aws:ec2/vpc:Vpc", name: "home", props: {}, outputs: { id: "vpc-1" } };
const log = (props: Raw, name = "log") => ({
  type: "aws:ec2/flowLog:FlowLog",
  name,
  props: { vpcId: "vpc-1", trafficType: "ALL", ...props },
});
const none = "The VPC has no flow log, expected one of what is refused, or of all traffic.";

testPolicy(flowLogs, {
  passes: {
    "all traffic": new GivenStack([vpc, log({})]),
    "what is refused": new GivenStack([vpc, log({ trafficType: "REJECT" })]),
    "all traffic, beside a log of which it is not known whose it is": new GivenStack([
      vpc,
      log({}),
      log({ vpcId: unknown }, "other"),
    ]),
    "two halves": new GivenStack([vpc, log({ trafficType: "ACCEPT" }, "a"), log({ trafficType: "REJECT" }, "b")]),
    "no VPC": new GivenStack([]),
  },
  fails: {
    "no log": [new GivenStack([vpc]), { message: none, urn: "urn:pulumi:grid::bots::aws:ec2/vpc:Vpc::home" }],
    "the default VPC without one": [new GivenStack([{ ...vpc, type: "aws:ec2/defaultVpc:DefaultVpc" }]), none],
    "a log of another VPC": [new GivenStack([vpc, log({ vpcId: "vpc-2" })]), none],
    "a log of another VPC, found by way of this one": [
      new GivenStack([vpc, { ...log({ vpcId: "vpc-2" }), dependencies: { vpcId: ["home"] } }]),
      none,
    ],
    "a log of one subnet": [new GivenStack([vpc, log({ vpcId: undefined, subnetId: "subnet-1" })]), none],
    "what is let through alone": [
      new GivenStack([vpc, log({ trafficType: "ACCEPT" })]),
      { message: 'trafficType is "ACCEPT", expected "ALL" or "REJECT".', path: "trafficType" },
    ],
  },
  unknown: {
    "whose log it is": new GivenStack([vpc, log({ vpcId: unknown })]),
    "whose log it is, but for a dependency": new GivenStack([
      { ...vpc, outputs: {} },
      { ...log({ vpcId: unknown }), dependencies: { vpcId: ["home"] } },
    ]),
    "what it records": new GivenStack([vpc, log({ trafficType: unknown })]),
  },
  absent: {
    "what it records": [
      new GivenStack([vpc, log({ trafficType: undefined })]),
      'trafficType is absent, expected "ALL" or "REJECT".',
    ],
  },
  secret: { "a log marked secret": new GivenStack([vpc, log({ vpcId: secret("vpc-1"), trafficType: secret("ALL") })]) },
});

import { Links } from "../../links";
import { stackPolicy } from "../../policy";
import { leaveOpen } from "../../reader";
import { refuseOn } from "../../refuse-on";

const vpc = "aws:ec2/vpc:Vpc";
const defaultVpc = "aws:ec2/defaultVpc:DefaultVpc";
const flowLog = "aws:ec2/flowLog:FlowLog";

/** Of the whole VPC: a log of one subnet or interface does not see the next one. What is refused has to be among it. */
export const flowLogs = stackPolicy({
  name: "network-flow-logs",
  description: "Every VPC has a flow log that records what is refused, or all traffic.",
  severity: "medium",
  level: "mandatory",
  remediationSteps: 'Add an aws.ec2.FlowLog with the vpcId, and trafficType "ALL" or "REJECT".',
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  tags: ["ec2", "vpc"],
  rationale:
    "Whether a key was carried out of a host, and where to, can be answered afterwards only by a record of its connections. What was refused shows somebody trying.",
  example:
    'new aws.ec2.FlowLog("bots", {\n  vpcId: vpc.id,\n  trafficType: "ALL",\n  logDestination: group.arn,\n  iamRoleArn: role.arn,\n});',
  judge(whole, violation) {
    const links = new Links(whole);
    for (const home of whole.ofType(vpc, defaultVpc)) {
      const logs = links.to(home, "vpcId", flowLog);
      const open = links.openTo(home, "vpcId", flowLog);
      if (logs.length === 0 && open.length === 0) {
        violation({
          message: "The VPC has no flow log, expected one of what is refused, or of all traffic.",
          resource: home,
        });
      }
      const types = logs.map(({ from }) => ({ from, type: from.inputs.at("trafficType") }));
      if (!types.some(({ type }) => !type.unknown && type.is("ALL", "REJECT"))) {
        for (const { from, type } of types) refuseOn(from, type, '"ALL" or "REJECT"', violation);
      }
      leaveOpen(...open);
    }
  },
});

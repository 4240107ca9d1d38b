import { type Resource, type Violation, resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

const subnets: readonly string[] = ["aws:ec2/subnet:Subnet", "aws-native:ec2:Subnet"];
const standard: readonly string[] = ["aws:ec2/defaultSubnet:DefaultSubnet"];
const hosts: readonly string[] = ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"];

/**
 * AWS takes an automatic address back when the host stops, and gives it to somebody else. Subnets must not hand them out,
 * hosts and templates must not ask for them. A host that names neither a subnet nor an interface lands in a default
 * subnet, which hands one out unless the host says no.
 */
export const publicIp = resourcePolicy(
  [
    ...hosts,
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    ...subnets,
    ...standard,
    "aws:ecs/service:Service",
  ],
  {
    name: "compute-public-ip",
    description: "No host gets a public address from AWS by itself: its only address is an Elastic IP.",
    severity: "high",
    level: "mandatory",
    remediationSteps:
      "Set associatePublicIpAddress, or the subnet's mapPublicIpOnLaunch, to false, and bind an Elastic IP.",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
    tags: ["ec2", "vpc"],
    rationale:
      "An automatic address changes with every stop of the host, so that the exchange refuses the bot or the key is bound to no address at all; and the address that an allow-list still names belongs to a stranger by then.",
    example:
      'const subnet = new aws.ec2.Subnet("bots", { vpcId: vpc.id, cidrBlock: "10.0.0.0/28", mapPublicIpOnLaunch: false });\nnew aws.ec2.EipAssociation("host", { allocationId: address.id, instanceId: host.id });',
    judge(resource, violation) {
      const { type } = resource;
      if (subnets.includes(type)) refuseTrue(resource.at("mapPublicIpOnLaunch"), violation);
      else if (standard.includes(type)) demandFalse(resource.at("mapPublicIpOnLaunch"), violation);
      else if (type.endsWith(":Service")) refuseTrue(resource.at("networkConfiguration", "assignPublicIp"), violation);
      else {
        for (const one of resource.at("networkInterfaces").items()) {
          refuseTrue(one.at("associatePublicIpAddress"), violation);
          refuseTrue(one.at("associateCarrierIpAddress"), violation);
        }
        const own = resource.at("associatePublicIpAddress");
        if (hosts.includes(type) && landsInDefaultSubnet(resource)) demandFalse(own, violation);
        else refuseTrue(own, violation);
      }
    },
  },
);

function landsInDefaultSubnet(host: Resource): boolean {
  const places = ["subnetId", "primaryNetworkInterface", "networkInterfaces", "launchTemplate"];
  // A place that is not known yet is one all the same.
  return places.every((place) => {
    const value = host.at(place);
    return !value.unknown && value.items().length === 0;
  });
}

function refuseTrue(value: Value, violation: Violation): void {
  if (value.absent || value.is(false, "")) return;
  violation(value, "false");
}

function demandFalse(value: Value, violation: Violation): void {
  if (!value.is(false)) violation(value, "false: a default subnet hands out addresses");
}

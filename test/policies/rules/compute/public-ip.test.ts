import { publicIp } from "../../../../policies/rules/compute/public-ip";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string) => (props: Raw) => given(props, { type });
const subnet = of("aws:ec2/subnet:Subnet");
const standard = of("aws:ec2/defaultSubnet:DefaultSubnet");
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const own = "associatePublicIpAddress";
const refused = { message: `${own} is true, expected false.`, path: own };
const handsOut = "expected false: a default subnet hands out addresses.";

testPolicy(publicIp, {
  passes: {
    "a host in a subnet, without an address of its own": { subnetId: "subnet-1", associatePublicIpAddress: false },
    "a host in a subnet that leaves it to the subnet": { subnetId: "subnet-1" },
    "a host on an interface": { primaryNetworkInterface: { networkInterfaceId: "eni-1" } },
    "a host that leaves it to a launch template": { launchTemplate: { id: "lt-1" } },
    "a host in a subnet that is not known yet": { subnetId: unknown },
    "a host in a default subnet that says no": { associatePublicIpAddress: false },
    "a subnet that hands out none": subnet({ mapPublicIpOnLaunch: false }),
    "a default subnet that hands out none": standard({ mapPublicIpOnLaunch: false }),
    "a launch template's interface without one": template({
      networkInterfaces: [{ associatePublicIpAddress: "false" }],
    }),
    "a launch configuration without one": of("aws:ec2/launchConfiguration:LaunchConfiguration")({ imageId: "ami-1" }),
    "a service without one": of("aws:ecs/service:Service")({ networkConfiguration: { subnets: ["subnet-1"] } }),
  },
  fails: {
    "a host with one": [{ subnetId: "subnet-1", associatePublicIpAddress: true }, refused],
    "a spot instance with one": [
      of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")({ subnetId: "subnet-1", associatePublicIpAddress: true }),
      refused,
    ],
    "a launch configuration with one": [
      of("aws:ec2/launchConfiguration:LaunchConfiguration")({ associatePublicIpAddress: true }),
      refused,
    ],
    "a launch template's second interface with one": [
      template({ networkInterfaces: [{ deviceIndex: 0 }, { associatePublicIpAddress: "true" }] }),
      'networkInterfaces[1].associatePublicIpAddress is "true", expected false.',
    ],
    "a launch template's interface with a carrier's": [
      template({ networkInterfaces: [{ associateCarrierIpAddress: "true" }] }),
      'networkInterfaces[0].associateCarrierIpAddress is "true", expected false.',
    ],
    "a subnet that hands them out": [
      subnet({ mapPublicIpOnLaunch: true }),
      { message: "mapPublicIpOnLaunch is true, expected false.", path: "mapPublicIpOnLaunch" },
    ],
    "a subnet of the other provider that hands them out": [
      of("aws-native:ec2:Subnet")({ mapPublicIpOnLaunch: true }),
      "mapPublicIpOnLaunch is true, expected false.",
    ],
    "a service with one": [
      of("aws:ecs/service:Service")({ networkConfiguration: { assignPublicIp: true } }),
      "networkConfiguration.assignPublicIp is true, expected false.",
    ],
  },
  unknown: {
    "whether the host asks for one not known yet": { subnetId: "subnet-1", associatePublicIpAddress: unknown },
    "whether the subnet hands them out not known yet": subnet({ mapPublicIpOnLaunch: unknown }),
    "a template's interfaces not known yet": template({ networkInterfaces: unknown }),
  },
  absent: {
    "a subnet that says nothing hands out none": subnet({}),
    "a host without a subnet": [{}, `${own} is absent, ${handsOut}`],
    "a host with an empty list of interfaces": [{ networkInterfaces: [] }, `${own} is absent, ${handsOut}`],
    "a default subnet that says nothing": [standard({}), `mapPublicIpOnLaunch is absent, ${handsOut}`],
  },
  secret: {
    "none, marked secret": subnet({ mapPublicIpOnLaunch: secret(false) }),
    "one, marked secret": [
      subnet({ mapPublicIpOnLaunch: secret(true) }),
      "mapPublicIpOnLaunch is a secret, expected false.",
    ],
  },
});

import { ownGroup } from "../../../../policies/rules/network/own-group";
import { type Raw, secret, unknown } from "../../engine-messages";
import {
  GivenStack,
  type StackResourceSample,
  bot,
  judge,
  resource as one,
  stackOf,
  testPolicy,
} from "../../test-policy";

const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const lambda = "aws:lambda/function:Function";
const service = "aws:ecs/service:Service";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";

const home = one("aws:ec2/vpc:Vpc", "home", {});
const subnet = one("aws:ec2/subnet:Subnet", "inner", { vpcId: "home-id" });
/** In the VPC of another stack, as a bot that joins it makes one. */
const joined = one("aws:ec2/subnet:Subnet", "joined", { vpcId: "vpc-9" });
const group = one("aws:ec2/securityGroup:SecurityGroup", "quiet", { vpcId: "home-id" });
const network = [home, subnet, joined, group];
/** The stack with what is judged in it. */
const of = (type: string, props: Raw, more: Raw = {}) => stackOf(...network, one(type, "judged", props, more));
const foreign = "sg-0123456789abcdef0";
const known = "a security group of this stack, whose rules are judged, or one that the setting declared names.";
const refused = (path: string) => `${path} is "sg-0123456789abcdef0", expected ${known}`;
const standard = (path: string, shown = "absent") =>
  `${path} is ${shown}, expected a security group of this stack: without one AWS takes the default group of a VPC that is not in it.`;

testPolicy(ownGroup, {
  passes: {
    "a host's": of(instance, { subnetId: "inner-id", vpcSecurityGroupIds: ["quiet-id"] }),
    "a host's, in the VPC of another stack": of(instance, { subnetId: "joined-id", vpcSecurityGroupIds: ["quiet-id"] }),
    "an interface's": of(networkInterface, { subnetId: "joined-id", securityGroups: ["quiet-id"] }),
    "a function's": of(lambda, { vpcConfig: { subnetIds: ["joined-id"], securityGroupIds: ["quiet-id"] } }),
    "a task's": of(service, { networkConfiguration: { subnets: ["joined-id"], securityGroups: ["quiet-id"] } }),
    "a launch template's": of(template, { vpcSecurityGroupIds: ["quiet-id"] }),
    "those of a launch template's interface": of(template, { networkInterfaces: [{ securityGroups: ["quiet-id"] }] }),
    "an endpoint's": of(endpoint, {
      vpcId: "vpc-9",
      vpcEndpointType: "Interface",
      securityGroupIds: ["quiet-id"],
    }),
    "the VPC's own, adopted": stackOf(
      ...network,
      one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", { vpcId: "home-id" }),
      one(instance, "judged", { vpcSecurityGroupIds: ["closed-id"] }),
    ),
    "one of aws-native": stackOf(
      one("aws-native:ec2:SecurityGroup", "native", {}, { outputs: { groupId: "sg-1" } }),
      one("aws-native:ec2:Instance", "judged", { securityGroupIds: ["sg-1"] }),
    ),
    "one that the setting names": new GivenStack([one(instance, "judged", { vpcSecurityGroupIds: [foreign] })], {
      stack: bot,
      settings: { declared: [foreign] },
    }),
    "a host with an interface of its own": of(instance, {
      primaryNetworkInterface: { networkInterfaceId: "face-id" },
    }),
    "a template that takes an interface": of(template, { networkInterfaces: [{ networkInterfaceId: "face-id" }] }),
  },
  fails: {
    "an id of which nothing says that it is of a group of the stack": [
      stackOf({ ...group, outputs: {} }, one(instance, "judged", { vpcSecurityGroupIds: [foreign] })),
      refused("vpcSecurityGroupIds[0]"),
    ],
    "a name that is taken from a group": [
      stackOf(
        { ...group, outputs: { name: "quiet" } },
        one(instance, "judged", { securityGroups: ["quiet"] }, { dependencies: { securityGroups: ["quiet"] } }),
      ),
      `securityGroups[0] is "quiet", expected ${known}`,
    ],
    "a host's from outside": [
      of(instance, { vpcSecurityGroupIds: [foreign] }),
      {
        message: refused("vpcSecurityGroupIds[0]"),
        path: "vpcSecurityGroupIds[0]",
        urn: "urn:pulumi:grid::bots::aws:ec2/instance:Instance::judged",
      },
    ],
    "one from outside beside the stack's": [
      of(instance, { vpcSecurityGroupIds: ["quiet-id", foreign] }),
      refused("vpcSecurityGroupIds[1]"),
    ],
    "another id than that of the group it is taken from": [
      stackOf(
        one("aws-native:ec2:SecurityGroup", "native", {}, { outputs: { groupId: "sg-1" } }),
        one(
          "aws-native:ec2:Instance",
          "judged",
          { securityGroupIds: [foreign] },
          { dependencies: { securityGroupIds: ["native"] } },
        ),
      ),
      refused("securityGroupIds[0]"),
    ],
    "one from outside, beside a reference": [
      stackOf(
        group,
        one(
          instance,
          "judged",
          { vpcSecurityGroupIds: [foreign] },
          { dependencies: { vpcSecurityGroupIds: ["quiet"] } },
        ),
      ),
      refused("vpcSecurityGroupIds[0]"),
    ],
    "a name, which is of the default VPC": [
      of(instance, { securityGroups: ["default"] }),
      `securityGroups[0] is "default", expected ${known}`,
    ],
    "what is no id": [
      of(instance, { vpcSecurityGroupIds: [{}] }),
      `vpcSecurityGroupIds[0] is an object, expected ${known}`,
    ],
    "the default group of the stack's own VPC, not adopted": [
      stackOf(
        { ...home, outputs: { id: "home-id", defaultSecurityGroupId: foreign } },
        one(instance, "judged", { vpcSecurityGroupIds: [foreign] }),
      ),
      refused("vpcSecurityGroupIds[0]"),
    ],
    "a spot request's": [
      of("aws:ec2/spotInstanceRequest:SpotInstanceRequest", { vpcSecurityGroupIds: [foreign] }),
      refused("vpcSecurityGroupIds[0]"),
    ],
    "a spot fleet's": [
      of("aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: [{ vpcSecurityGroupIds: [foreign] }] }),
      refused("launchSpecifications[0].vpcSecurityGroupIds[0]"),
    ],
    "an interface's": [of(networkInterface, { securityGroups: [foreign] }), refused("securityGroups[0]")],
    "one attached to an interface": [
      of("aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment", {
        securityGroupId: foreign,
      }),
      refused("securityGroupId"),
    ],
    "a launch template's": [of(template, { vpcSecurityGroupIds: [foreign] }), refused("vpcSecurityGroupIds[0]")],
    "that of a launch template's interface": [
      of(template, { networkInterfaces: [{ securityGroups: [foreign] }] }),
      refused("networkInterfaces[0].securityGroups[0]"),
    ],
    "a launch template's, by a name": [
      of(template, { securityGroupNames: ["default"] }),
      `securityGroupNames[0] is "default", expected ${known}`,
    ],
    "that of a launch template of aws-native, by a name": [
      of("aws-native:ec2:LaunchTemplate", { launchTemplateData: { securityGroups: ["default"] } }),
      `launchTemplateData.securityGroups[0] is "default", expected ${known}`,
    ],
    "a task set's": [
      of("aws:ecs/taskSet:TaskSet", { networkConfiguration: { subnets: ["inner-id"], securityGroups: [foreign] } }),
      refused("networkConfiguration.securityGroups[0]"),
    ],
    "a launch configuration's": [
      of("aws:ec2/launchConfiguration:LaunchConfiguration", { securityGroups: [foreign] }),
      refused("securityGroups[0]"),
    ],
    "a function's": [
      of(lambda, { vpcConfig: { subnetIds: ["inner-id"], securityGroupIds: [foreign] } }),
      refused("vpcConfig.securityGroupIds[0]"),
    ],
    "that which a function leaves its interfaces": [
      of(lambda, { replacementSecurityGroupIds: [foreign] }),
      refused("replacementSecurityGroupIds[0]"),
    ],
    "a service's": [
      of(service, { networkConfiguration: { subnets: ["inner-id"], securityGroups: [foreign] } }),
      refused("networkConfiguration.securityGroups[0]"),
    ],
    "a task's that a rule starts": [
      of("aws:cloudwatch/eventTarget:EventTarget", {
        ecsTarget: { networkConfiguration: { subnets: ["inner-id"], securityGroups: [foreign] } },
      }),
      refused("ecsTarget.networkConfiguration.securityGroups[0]"),
    ],
    "a task's that a schedule starts": [
      of("aws:scheduler/schedule:Schedule", {
        target: { ecsParameters: { networkConfiguration: { subnets: ["inner-id"], securityGroups: [foreign] } } },
      }),
      refused("target.ecsParameters.networkConfiguration.securityGroups[0]"),
    ],
    "an endpoint's": [of(endpoint, { securityGroupIds: [foreign] }), refused("securityGroupIds[0]")],
    "one associated with an endpoint": [
      of("aws:ec2/securityGroupAssociation:SecurityGroupAssociation", { securityGroupId: foreign }),
      refused("securityGroupId"),
    ],
    "a host's of aws-native": [
      of("aws-native:ec2:Instance", { securityGroupIds: [foreign] }),
      refused("securityGroupIds[0]"),
    ],
    "that of an interface of a host of aws-native": [
      of("aws-native:ec2:Instance", { networkInterfaces: [{ groupSet: [foreign] }] }),
      refused("networkInterfaces[0].groupSet[0]"),
    ],
    "that of an interface of a launch template of aws-native": [
      of("aws-native:ec2:LaunchTemplate", { launchTemplateData: { networkInterfaces: [{ groups: [foreign] }] } }),
      refused("launchTemplateData.networkInterfaces[0].groups[0]"),
    ],
    "a service's of aws-native": [
      of("aws-native:ecs:Service", {
        networkConfiguration: { awsvpcConfiguration: { subnets: ["inner-id"], securityGroups: [foreign] } },
      }),
      refused("networkConfiguration.awsvpcConfiguration.securityGroups[0]"),
    ],
  },
  unknown: {
    "a group": of(instance, { vpcSecurityGroupIds: [unknown] }),
    "a group beside one of the stack's": of(instance, { vpcSecurityGroupIds: ["quiet-id", unknown] }),
    "all groups": of(instance, { vpcSecurityGroupIds: unknown }),
    "all groups, by the older property": of(instance, { subnetId: "joined-id", securityGroups: unknown }),
    "a group that comes from something else": of(
      instance,
      { vpcSecurityGroupIds: [unknown] },
      { dependencies: { vpcSecurityGroupIds: ["home"] } },
    ),
    "where a function is": of(lambda, { vpcConfig: unknown }),
    "a template's interfaces": of(template, { networkInterfaces: unknown }),
    "one of a template's interfaces": of(template, { networkInterfaces: [unknown] }),
    "whether a host has a template": of(instance, { launchTemplate: unknown }),
    "whether an endpoint has groups": of(endpoint, { vpcEndpointType: unknown, vpcId: "home-id" }),
    "the subnet, where no group is named": of(instance, { subnetId: unknown }),
    "one of a function's subnets, where no group is named": of(lambda, {
      vpcConfig: { subnetIds: ["inner-id", unknown] },
    }),
    "the subnet's VPC, where no group is named": stackOf(
      one("aws:ec2/subnet:Subnet", "inner", { vpcId: unknown }),
      one(instance, "judged", { subnetId: "inner-id" }),
    ),
  },
  absent: {
    "a host in the stack's own VPC": of(instance, { subnetId: "inner-id" }),
    "an interface in the stack's own VPC": of(networkInterface, { subnetId: "inner-id" }),
    "a service in the stack's own VPC": of(service, { networkConfiguration: { subnets: ["inner-id"] } }),
    "a spot fleet in the stack's own VPC": of("aws:ec2/spotFleetRequest:SpotFleetRequest", {
      launchSpecifications: [{ subnetId: "inner-id" }],
    }),
    "a launch template's interface in the stack's own VPC": of(template, {
      networkInterfaces: [{ subnetId: "inner-id" }],
    }),
    "an interface of a host of aws-native in the stack's own VPC": of("aws-native:ec2:Instance", {
      networkInterfaces: [{ subnetId: "inner-id" }],
    }),
    "a function in the stack's own VPC": of(lambda, { vpcConfig: { subnetIds: ["inner-id"] } }),
    "an endpoint in the stack's own VPC": of(endpoint, { vpcId: "home-id", vpcEndpointType: "Interface" }),
    "an endpoint that has no groups": of(endpoint, { vpcId: "vpc-9" }),
    "a gateway, which has no groups": of(endpoint, { vpcId: "vpc-9", vpcEndpointType: "Gateway" }),
    "a gateway of a load balancer, which has no groups": of(endpoint, {
      vpcId: "vpc-9",
      vpcEndpointType: "GatewayLoadBalancer",
    }),
    "a function in no VPC": of(lambda, {}),
    "a function in no VPC, said so": of(lambda, { vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
    "a service on hosts": of(service, {}),
    "a host that takes its template's": of(instance, { launchTemplate: { id: "template-id" } }),
    "a host of no subnet": [of(instance, {}), standard("vpcSecurityGroupIds")],
    "a host of a subnet elsewhere": [of(instance, { subnetId: "subnet-9" }), standard("vpcSecurityGroupIds")],
    "a host of a VPC elsewhere": [of(instance, { subnetId: "joined-id" }), standard("vpcSecurityGroupIds")],
    "a host with an empty list": [
      of(instance, { subnetId: "joined-id", vpcSecurityGroupIds: [] }),
      standard("vpcSecurityGroupIds", "an empty list"),
    ],
    "a host with an empty id": [
      of(instance, { subnetId: "joined-id", vpcSecurityGroupIds: [""] }),
      standard("vpcSecurityGroupIds", "a list of 1"),
    ],
    "a subnet that says no VPC": [
      stackOf(one("aws:ec2/subnet:Subnet", "inner", { vpcId: "" }), one(instance, "judged", { subnetId: "inner-id" })),
      standard("vpcSecurityGroupIds"),
    ],
    "an interface": [of(networkInterface, { subnetId: "joined-id" }), standard("securityGroups")],
    "a launch template": [of(template, {}), standard("vpcSecurityGroupIds")],
    "a launch template's interface": [
      of(template, { networkInterfaces: [{ subnetId: "joined-id" }] }),
      standard("networkInterfaces[0].securityGroups"),
    ],
    "a launch template's interface that takes one by an empty id": [
      of(template, { networkInterfaces: [{ subnetId: "joined-id", networkInterfaceId: "" }] }),
      standard("networkInterfaces[0].securityGroups"),
    ],
    "a function with one of its subnets elsewhere": [
      of(lambda, { vpcConfig: { subnetIds: ["inner-id", "joined-id"] } }),
      standard("vpcConfig.securityGroupIds"),
    ],
    "a service": [
      of(service, { networkConfiguration: { subnets: ["joined-id"] } }),
      standard("networkConfiguration.securityGroups"),
    ],
    "an endpoint": [of(endpoint, { vpcId: "vpc-9", vpcEndpointType: "Interface" }), standard("securityGroupIds")],
  },
  secret: {
    "a group from outside": [
      of(instance, { vpcSecurityGroupIds: [secret(foreign)] }),
      `vpcSecurityGroupIds[0] is a secret, expected ${known}`,
    ],
    "groups, even the stack's": [
      of(instance, { vpcSecurityGroupIds: secret(["quiet-id"]) }),
      `vpcSecurityGroupIds[0] is a secret, expected ${known}`,
    ],
  },
  notApplicable: {
    "a stack that declares no bot": [
      new GivenStack([one(instance, "judged", { vpcSecurityGroupIds: [foreign] })]),
      "no bot",
    ],
  },
});

describe("in the preview of a stack that does not exist yet", () => {
  const fresh = network.map((made) => ({ ...made, outputs: {} }));
  it.each<[string, string, Raw, Record<string, readonly string[]>]>([
    ["a host", instance, { vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["quiet"] }],
    [
      "a function",
      lambda,
      { vpcConfig: { subnetIds: [unknown], securityGroupIds: [unknown] } },
      { vpcConfig: ["inner", "quiet"] },
    ],
    [
      "a launch template of aws-native",
      "aws-native:ec2:LaunchTemplate",
      { launchTemplateData: { securityGroupIds: [unknown] } },
      { launchTemplateData: ["quiet"] },
    ],
  ])("%s may take the id from a group of the stack, and at `up` it has to be known", async (_, type, props, needs) => {
    const judged = stackOf(...fresh, one(type, "judged", props, { outputs: {}, dependencies: needs }));
    expect(await judge(ownGroup, judged, true)).toEqual({ violations: [], notApplicable: {} });
    expect((await judge(ownGroup, judged, false)).violations).toHaveLength(1);
  });

  test("an id that is taken from a group stands in the update that makes the group, which does not say it", async () => {
    const needs = { vpcSecurityGroupIds: ["quiet"] };
    const judged = stackOf(
      { ...group, outputs: {} },
      one(instance, "judged", { vpcSecurityGroupIds: [foreign] }, { dependencies: needs }),
    );
    expect(await judge(ownGroup, judged, false)).toMatchObject({ violations: [], notApplicable: {} });
    const { violations, notApplicable } = await judge(ownGroup, judged, true);
    expect([violations, notApplicable[ownGroup.name]]).toEqual([[], "undecided: id of quiet"]);
  });

  test("a group that is new may stand beside one that is there", async () => {
    const judged = stackOf(
      group,
      one("aws:ec2/securityGroup:SecurityGroup", "new", {}, { outputs: {} }),
      one(
        instance,
        "judged",
        { vpcSecurityGroupIds: ["quiet-id", unknown] },
        { outputs: {}, dependencies: { vpcSecurityGroupIds: ["quiet", "new"] } },
      ),
    );
    expect(await judge(ownGroup, judged, true)).toEqual({ violations: [], notApplicable: {} });
  });

  test("one of two that comes from nowhere is left open", async () => {
    const props = { vpcSecurityGroupIds: [unknown, unknown] };
    const needs = { vpcSecurityGroupIds: ["quiet"] };
    const judged = stackOf(...fresh, one(instance, "judged", props, { outputs: {}, dependencies: needs }));
    const { violations, notApplicable } = await judge(ownGroup, judged, true);
    expect(violations).toEqual([]);
    expect(notApplicable[ownGroup.name]).toBe(
      "undecided: vpcSecurityGroupIds[0] of judged, vpcSecurityGroupIds[1] of judged",
    );
  });

  test("where no group is named, the VPC of the stack may be told by references, and at `up` it has to be known", async () => {
    const made = fresh.map((one) =>
      one.name === "inner" ? { ...one, props: { vpcId: unknown }, dependencies: { vpcId: ["home"] } } : one,
    );
    const needs = { subnetId: ["inner"] };
    const judged = stackOf(
      ...(made as StackResourceSample[]),
      one(instance, "judged", { subnetId: unknown }, { outputs: {}, dependencies: needs }),
    );
    expect(await judge(ownGroup, judged, true)).toEqual({ violations: [], notApplicable: {} });
    expect((await judge(ownGroup, judged, false)).violations.map(({ message }) => message)).toEqual([
      expect.stringContaining("not known even at `up`"),
    ]);
  });
});

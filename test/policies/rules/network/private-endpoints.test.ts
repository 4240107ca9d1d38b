import { privateEndpoints } from "../../../../policies/rules/network/private-endpoints";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, stackOf, testPolicy } from "../../test-policy";

const vpc = { type: "aws:ec2/vpc:Vpc", name: "home", props: {}, outputs: { id: "vpc-1" } };
const endpoint = (service: unknown, props: Raw = {}) => ({
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  name: `endpoint-${String(service)}`,
  props: {
    vpcId: "vpc-1",
    serviceName: typeof service === "string" ? `com.amazonaws.eu-west-1.${service}` : service,
    ...props,
  },
});
const missing = (services: string) => `The VPC has no endpoint for ${services}, expected one for each.`;

testPolicy(privateEndpoints, {
  passes: {
    "an endpoint for each": stackOf(vpc, endpoint("secretsmanager"), endpoint("kms")),
    "an endpoint for the one that policy configuration wants": new GivenStack([vpc, endpoint("logs")], {
      stack: { config: { "bulkhead:bot": "grid" } },
      settings: { services: ["logs"] },
    }),
    "an endpoint for the one text among what policy configuration wants": new GivenStack([vpc, endpoint("logs")], {
      stack: { config: { "bulkhead:bot": "grid" } },
      settings: { services: ["logs", 7] },
    }),
  },
  fails: {
    "none for the one that policy configuration wants": [
      new GivenStack([vpc, endpoint("kms")], {
        stack: { config: { "bulkhead:bot": "grid" } },
        settings: { services: ["logs"] },
      }),
      missing("logs"),
    ],
    "one of two": [
      stackOf(vpc, endpoint("secretsmanager")),
      { message: missing("kms"), urn: "urn:pulumi:grid::bots::aws:ec2/vpc:Vpc::home" },
    ],
    "an endpoint of no service, as of a resource of VPC Lattice": [
      stackOf(vpc, endpoint("kms"), endpoint(undefined)),
      missing("secretsmanager"),
    ],
    "one of two, in a VPC whose id is not said": [
      stackOf({ ...vpc, outputs: {} }, { ...endpoint("kms"), dependencies: { vpcId: ["home"] } }),
      missing("secretsmanager"),
    ],
    "endpoints of other services": [
      stackOf(vpc, endpoint("s3"), endpoint("kms-fips")),
      missing("secretsmanager and kms"),
    ],
    "endpoints of another VPC": [
      stackOf(vpc, endpoint("secretsmanager", { vpcId: "vpc-2" }), endpoint("kms", { vpcId: "vpc-2" })),
      missing("secretsmanager and kms"),
    ],
  },
  unknown: {
    "which service": stackOf(vpc, endpoint("kms"), endpoint(unknown)),
    "which VPC, but for a dependency": stackOf(
      { ...vpc, outputs: {} },
      { ...endpoint("kms", { vpcId: unknown }), dependencies: { vpcId: ["home"] } },
    ),
    "which VPC": stackOf(vpc, endpoint("kms"), endpoint("secretsmanager", { vpcId: unknown })),
  },
  absent: { "no endpoint": [stackOf(vpc), missing("secretsmanager and kms")] },
  secret: {
    "a service marked secret": stackOf(
      vpc,
      endpoint("kms"),
      endpoint(secret("com.amazonaws.eu-west-1.secretsmanager")),
    ),
  },
  notApplicable: { "a stack without a bot": [new GivenStack([vpc]), "no bot"] },
});

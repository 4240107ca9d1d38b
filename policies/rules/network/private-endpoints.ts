import { Links } from "../../links";
import { type Settings, stackPolicy } from "../../policy";
import { leaveOpen, type Value } from "../../reader";

const vpc = "aws:ec2/vpc:Vpc";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const services: readonly string[] = ["secretsmanager", "kms"];

/** Each endpoint is charged by the hour and zone, so this only advises. The setting `services` says which are wanted. */
export const privateEndpoints = stackPolicy({
  name: "network-private-endpoints",
  description: "A bot's VPC reaches Secrets Manager and KMS by endpoints of its own.",
  severity: "low",
  level: "advisory",
  remediationSteps: "Add an interface aws.ec2.VpcEndpoint for each service, with private DNS.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  tags: ["ec2", "vpc", "privatelink"],
  stacks: ["bot"],
  rationale:
    "By an endpoint the key's way from Secrets Manager to the host stays out of the internet, and an endpoint policy can say that nothing but the bot's own secret passes.",
  example:
    'new aws.ec2.VpcEndpoint("secrets", {\n  vpcId: vpc.id,\n  serviceName: "com.amazonaws.eu-west-1.secretsmanager",\n  vpcEndpointType: "Interface",\n  privateDnsEnabled: true,\n  subnetIds: [subnet.id],\n});',
  configSchema: {
    properties: {
      services: {
        type: "array",
        items: { type: "string" },
        default: [...services],
        description: "Services that are reached by an endpoint in the VPC.",
      },
    },
  },
  judge(whole, violation, settings) {
    const links = new Links(whole);
    for (const home of whole.ofType(vpc)) {
      const endpoints = links.to(home, "vpcId", endpoint);
      const names = endpoints.map(({ from }) => from.inputs.at("serviceName"));
      const open: Value[] = [
        ...names.filter((name) => name.unknown),
        ...endpoints.flatMap(({ certain, value }) => (certain ? [] : [value])),
        ...links.mayName(home.type, "vpcId", endpoint),
      ];
      const missing = wanted(settings).filter(
        (service) => !names.some((name) => !name.unknown && name.text?.endsWith(`.${service}`) === true),
      );
      if (missing.length > 0 && open.length === 0) {
        violation({
          message: `The VPC has no endpoint for ${missing.join(" and ")}, expected one for each.`,
          resource: home,
        });
      }
      leaveOpen(...open);
    }
  },
});

function wanted({ services: set }: Settings): readonly string[] {
  return Array.isArray(set) ? set.filter((one): one is string => typeof one === "string") : services;
}

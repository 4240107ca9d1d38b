import type { ec2 } from "@pulumi/aws";
import { launchTypes } from "../../launches";
import { type Settings, resourcePolicy } from "../../policy";

/**
 * Every hop beyond the first is a container, or a proxy, on the host. AWS's own default is one hop, but an account or an
 * image can have another, so that the limit has to stand in the program. AWS takes 1 to 64.
 */
export const imdsHopLimit = resourcePolicy<ec2.InstanceArgs | ec2.LaunchTemplateArgs | ec2.LaunchConfigurationArgs>(
  launchTypes,
  {
    name: "compute-imds-hop-limit",
    description: "Answers of the metadata service do not leave the host: their hop limit is 1.",
    severity: "medium",
    level: "remediate",
    remediationSteps: "Set metadataOptions.httpPutResponseHopLimit to 1.",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    tags: ["ec2", "imds"],
    rationale:
      "With a higher limit a container on the host, such as a dashboard beside the bot, reads the credentials of the host's role and takes the exchange key with them.",
    example:
      'new aws.ec2.Instance("host", {\n  // …\n  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },\n});',
    configSchema: {
      properties: {
        mostHops: {
          type: "integer",
          minimum: 1,
          maximum: 64,
          default: 1,
          description: "Most network hops that an answer may take.",
        },
      },
    },
    judge(instance, violation, settings) {
      const limit = instance.at("metadataOptions", "httpPutResponseHopLimit");
      const most = mostHops(settings);
      if (!((limit.number ?? Infinity) <= most)) violation(limit, most === 1 ? "1" : `at most ${most}`);
    },
    mend(instance, settings) {
      const limit = instance.at("metadataOptions", "httpPutResponseHopLimit");
      const most = mostHops(settings);
      if (limit.unknown || (limit.number ?? Infinity) <= most) return [];
      return [[["metadataOptions", "httpPutResponseHopLimit"], most]];
    },
  },
);

function mostHops({ mostHops }: Settings): number {
  return typeof mostHops === "number" ? mostHops : 1;
}

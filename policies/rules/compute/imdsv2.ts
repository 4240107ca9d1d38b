import type { ec2 } from "@pulumi/aws";
import { launchTypes } from "../../launches";
import { resourcePolicy } from "../../policy";

/** A server-side request forgery on the host must not be able to read the role's credentials. */
export const imdsv2 = resourcePolicy<ec2.InstanceArgs | ec2.LaunchTemplateArgs | ec2.LaunchConfigurationArgs>(
  launchTypes,
  {
    name: "compute-imdsv2",
    description: "EC2 instances answer metadata requests only with a session token.",
    severity: "high",
    level: "remediate",
    remediationSteps: 'Set metadataOptions.httpTokens to "required".',
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    tags: ["ec2", "imds"],
    rationale:
      "Without tokens, whoever makes the bot fetch a URL of their choice, through a webhook or a feed it reads, gets the credentials of the host's role from the metadata service, and with them the exchange key.",
    example: 'new aws.ec2.Instance("host", {\n  // …\n  metadataOptions: { httpTokens: "required" },\n});',
    judge(instance, violation) {
      const tokens = instance.at("metadataOptions", "httpTokens");
      if (!tokens.is("required")) violation(tokens, '"required"');
    },
    mend(instance) {
      const tokens = instance.at("metadataOptions", "httpTokens");
      return tokens.unknown || tokens.is("required") ? [] : [[["metadataOptions", "httpTokens"], "required"]];
    },
  },
);

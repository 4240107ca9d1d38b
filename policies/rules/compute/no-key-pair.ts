import { launchTypes } from "../../launches";
import { resourcePolicy } from "../../policy";

const nativeTemplate = "aws-native:ec2:LaunchTemplate";
const keyPair = "aws:ec2/keyPair:KeyPair";

/**
 * People enter by Session Manager, where each session is a role's and leaves a trace. A key pair is a file on somebody's
 * laptop; the serial console is a way in that no security group closes.
 */
export const noKeyPair = resourcePolicy(
  [
    ...launchTypes,
    keyPair,
    "aws:ec2/serialConsoleAccess:SerialConsoleAccess",
    "aws-native:ec2:Instance",
    nativeTemplate,
    "aws-native:ec2:KeyPair",
  ],
  {
    name: "compute-no-key-pair",
    description: "No host has an SSH key pair.",
    severity: "high",
    level: "mandatory",
    remediationSteps: "Remove the key pair and its name, and enter the host by Session Manager.",
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    tags: ["ec2", "ssh"],
    rationale:
      "Whoever copies the private half of a key pair is on the host as its user for as long as the host lives: no role is asked, nothing is logged in the account, and the exchange key lies in memory there.",
    example:
      'new aws.ec2.Instance("host", {\n  // … and no keyName\n  iamInstanceProfile: profile.name, // whose role admits Session Manager\n});',
    judge(resource, violation) {
      if (resource.type.endsWith(":KeyPair")) {
        violation({ message: "An SSH key pair is made, expected none." });
        return;
      }
      if (resource.type.endsWith(":SerialConsoleAccess")) {
        const enabled = resource.at("enabled");
        if (!enabled.is(false)) violation(enabled, "false");
        return;
      }
      const name =
        resource.type === nativeTemplate ? resource.at("launchTemplateData", "keyName") : resource.at("keyName");
      if (!name.absent && name.text !== "") violation(name, "none");
    },
  },
);

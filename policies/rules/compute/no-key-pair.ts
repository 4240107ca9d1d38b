import { launchTypes } from "../../launches";
import { resourcePolicy } from "../../policy";
import { textsIn } from "../../user-data";

const nativeTemplate = "aws-native:ec2:LaunchTemplate";
const keyPair = "aws:ec2/keyPair:KeyPair";

/**
 * People enter by Session Manager, where each session is a role's and leaves a trace. A key pair is a file on somebody's
 * laptop, whether EC2 puts its public half on the host or user data does, which is read inside base64 and gzip too; the
 * serial console is a way in that no security group closes.
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
    description: "No host has an SSH key pair, nor lets anybody in by SSH that user data admits.",
    severity: "high",
    level: "mandatory",
    remediationSteps:
      "Remove the key pair, its name and what user data says of SSH, and enter the host by Session Manager.",
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
      const launch = resource.type === nativeTemplate ? resource.at("launchTemplateData") : resource.inputs;
      const name = launch.at("keyName");
      if (!name.absent && name.text !== "") violation(name, "none");
      for (const place of [launch.at("userData"), launch.at("userDataBase64")]) {
        const texts = textsIn(place, "user data that admits nobody by SSH", violation);
        if (texts.some((text) => admits.test(withoutRemovals(text))))
          violation({ message: `${place.path} lets somebody in by SSH, expected nobody.`, at: place });
      }
    },
  },
);

// cloud-init's modules (https://docs.cloud-init.io/en/latest/reference/modules.html#ssh) and sshd's files.
const admits =
  /\b(?:ssh_authorized_keys|ssh_import_id|ssh-import-id|authorized_keys2?)\b|\bssh_pwauth["']?\s{0,4}:\s{0,4}["']?(?:true|yes|on|1)\b|\bPasswordAuthentication\s{1,8}yes\b/iu;
const commented = /(?<!\S)#.*/gu;
const continued = /\\\r?\n/gu;

// What stands before a command on a line of a script, or of a list of cloud-init's.
const leading = /^\s{0,40}(?:-\s{1,8}["']?)?(?:(?:then|do|else|sudo)\s{1,8})?/u;
// What can do nothing to a list of keys but empty or remove it. Substitutions and redirections could do more.
const removals = [
  /^(?:\/usr)?(?:\/bin\/)?(?:rm|unlink|shred|truncate)\s[^<>()`]*$/u,
  /^(?:(?::|cat\s{1,8}\/dev\/null)\s{0,8})?>\s{0,8}[\w./~${}*"'-]{1,200}\s{0,8}$/u,
  /^cp\s{1,8}\/dev\/null\s{1,8}[\w./~${}*"'-]{1,200}\s{0,8}$/u,
  /^find\s(?!.{0,400}-(?:exec|ok|fprint|fls))[^<>()`]*\s-delete["']?\s{0,8}$/u,
  /^\[\s{0,8}["']?rm["']?\s{0,8},[^\]<>()`]*\]\s{0,8}$/u,
  /^["']?(?:ssh_authorized_keys|ssh_import_id)["']?\s{0,8}:\s{0,8}\[\s{0,8}\]\s{0,8}$/u,
];

/** What a script does beside taking keys away, command by command. */
function withoutRemovals(text: string): string {
  const commands = text
    .replaceAll(commented, "")
    .replaceAll(continued, " ")
    .split(/\n|;|\|\|?|&&/u);
  return commands.filter((one) => !removals.some((removal) => removal.test(one.replace(leading, "")))).join("\n");
}

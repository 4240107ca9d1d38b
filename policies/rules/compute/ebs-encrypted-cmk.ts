import { isCustomerManaged } from "../../customer-managed-key";
import { hasTemplate } from "../../launches";
import { type Resource, type Violation, resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

const template = "aws:ec2/launchTemplate:LaunchTemplate";
const configuration = "aws:ec2/launchConfiguration:LaunchConfiguration";
const lifecycle = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const nativeHost = "aws-native:ec2:Instance";
const instances: readonly string[] = [
  "aws:ec2/instance:Instance",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  configuration,
];

/**
 * A disk holds what the bot writes: its log, its swap, its dumps. Which devices an image brings cannot be seen from here,
 * so the root device has to be named; a host that has a launch template may leave it to that. A launch configuration
 * cannot name a key. That a key is the one for records, and not the custody key, is not judged here. `EncryptionByDefault`
 * has to be on where a program manages it at all.
 */
export const ebsEncryptedCmk = resourcePolicy(
  [
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    template,
    configuration,
    "aws:ebs/volume:Volume",
    "aws:ebs/snapshotCopy:SnapshotCopy",
    "aws:ec2/amiCopy:AmiCopy",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ebs/snapshotImport:SnapshotImport",
    lifecycle,
    nativeHost,
    "aws-native:ec2:Volume",
  ],
  {
    name: "compute-ebs-encrypted-cmk",
    description: "Disks of hosts, their snapshots and images are encrypted under a customer-managed key.",
    severity: "high",
    level: "mandatory",
    remediationSteps:
      "Set encrypted to true and name a key of your own, for every disk (a host's root device too) and every copy.",
    url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    tags: ["ec2", "ebs", "kms"],
    rationale:
      "A snapshot of a bot's disk can be copied to another account within minutes, and whatever the bot wrote down, credentials in a core dump or a swap file among it, is read there. Under a key of one's own, nobody reads it whom the key's policy does not name, and the key can be disabled.",
    example:
      'new aws.ec2.Instance("host", {\n  // …\n  rootBlockDevice: { encrypted: true, kmsKeyId: recordsKey.arn },\n});',
    judge(resource, violation) {
      const { type } = resource;
      if (type === "aws:ebs/encryptionByDefault:EncryptionByDefault") {
        const enabled = resource.at("enabled");
        if (enabled.is(false)) {
          const message = `enabled is ${enabled.shown}, expected true.`;
          violation({ message, at: enabled, remedy: "Set enabled to true, or leave it out." });
        } else if (!enabled.absent && !enabled.is(true)) violation(enabled, "true");
      } else if (type === template) judgeMappings(resource, violation);
      else if (type === lifecycle) {
        for (const copy of copiesOf(resource.inputs.below(["policyDetails"]))) judgeDisk(copy, violation, "cmkArn");
      } else if (type === nativeHost) {
        const mappings = resource.at("blockDeviceMappings");
        if (mappings.unknown || !mappings.absent || !hasTemplate(resource)) judgeMappings(resource, violation);
      } else if (instances.includes(type)) judgeHost(resource, violation);
      else judgeDisk(resource.inputs, violation);
    },
  },
);

/** What makes copies of snapshots in other regions, each of which has a key of its own. */
function copiesOf(details: Value): readonly Value[] {
  const rules = details
    .below(["schedules"])
    .items()
    .flatMap((schedule) => schedule.below(["crossRegionCopyRules"]).items());
  const onEvents = details.below(["action", "crossRegionCopies"]).items();
  return [...rules, ...onEvents.map((copy) => copy.below(["encryptionConfiguration"]))];
}

function judgeHost(host: Resource, violation: Violation): void {
  const root = host.at("rootBlockDevice");
  if (host.type === configuration) {
    violation({
      message: "A launch configuration cannot name the key of its disks, expected a launch template that does.",
      remedy: "Use a launch template, and set encrypted and kmsKeyId in its blockDeviceMappings.",
    });
    return;
  }
  const devices = host.at("ebsBlockDevices").items();
  const left = root.absent && hasTemplate(host);
  for (const disk of left ? devices : [root, ...devices]) judgeDisk(disk, violation);
}

function judgeMappings(resource: Resource, violation: Violation): void {
  const mappings = resource.at("blockDeviceMappings");
  const disks = mappings
    .items()
    .map((mapping) => mapping.at("ebs"))
    .filter((ebs) => ebs.unknown || !ebs.absent);
  if (disks.length === 0) violation(mappings, "the root device, encrypted");
  for (const ebs of disks) judgeDisk(ebs, violation);
}

/** One device: unencrypted is one violation, and whatever key it names no second one. */
function judgeDisk(disk: Value, violation: Violation, called = "kmsKeyId"): void {
  const [encrypted, key] = [disk.at("encrypted"), disk.at(called)];
  if (!encrypted.is(true)) violation(encrypted, "true");
  else if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
}

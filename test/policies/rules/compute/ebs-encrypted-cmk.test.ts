import { ebsEncryptedCmk } from "../../../../policies/rules/compute/ebs-encrypted-cmk";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/records";
const encrypted = { encrypted: true, kmsKeyId };
const of = (type: string) => (props: Raw) => given(props, { type });
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const configuration = of("aws:ec2/launchConfiguration:LaunchConfiguration");
const nativeHost = of("aws-native:ec2:Instance");
const lifecycle = (policyDetails: unknown) => of("aws:dlm/lifecyclePolicy:LifecyclePolicy")({ policyDetails });
const copied = (...crossRegionCopyRules: readonly unknown[]) => lifecycle({ schedules: [{ crossRegionCopyRules }] });
const cmkArn = kmsKeyId;
const volume = of("aws:ebs/volume:Volume");
const onTemplate = { launchTemplate: { id: "lt-1" } };

testPolicy(ebsEncryptedCmk, {
  passes: {
    "root and data devices under a key of one's own": { rootBlockDevice: encrypted, ebsBlockDevices: [encrypted] },
    "a host that leaves its disks to a launch template": onTemplate,
    "a spot instance": of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")({ rootBlockDevice: encrypted }),
    "a launch template": template({
      blockDeviceMappings: [{ ebs: { encrypted: "true", kmsKeyId } }, { noDevice: "1" }],
    }),
    "a volume": volume(encrypted),
    "a copy of a snapshot": of("aws:ebs/snapshotCopy:SnapshotCopy")(encrypted),
    "a host of the other provider": nativeHost({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: encrypted }] }),
    "a host of the other provider that leaves its disks to a launch template": nativeHost(onTemplate),
    "a volume of the other provider": of("aws-native:ec2:Volume")(encrypted),
    "snapshots that stay in their region": lifecycle({ schedules: [{ name: "daily" }] }),
    "copies of snapshots in another region": copied({ target: "eu-central-1", encrypted: true, cmkArn }),
    "copies of snapshots on an event": lifecycle({
      action: { crossRegionCopies: [{ encryptionConfiguration: { encrypted: true, cmkArn } }] },
    }),
    "an imported snapshot": of("aws:ebs/snapshotImport:SnapshotImport")(encrypted),
    "encryption by default, on": of("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: true }),
  },
  fails: {
    "a root device in the clear": [
      { rootBlockDevice: { encrypted: false } },
      { message: "rootBlockDevice.encrypted is false, expected true.", path: "rootBlockDevice.encrypted" },
    ],
    "a data device in the clear": [
      { rootBlockDevice: encrypted, ebsBlockDevices: [encrypted, { encrypted: false, kmsKeyId }] },
      "ebsBlockDevices[1].encrypted is false, expected true.",
    ],
    "a data device in the clear beside a launch template's": [
      { ...onTemplate, ebsBlockDevices: [{ encrypted: false }] },
      "ebsBlockDevices[0].encrypted is false, expected true.",
    ],
    "copies of snapshots in another region, in the clear": [
      copied({ encrypted: true, cmkArn }, { encrypted: false }),
      {
        message: "policyDetails.schedules[0].crossRegionCopyRules[1].encrypted is false, expected true.",
        path: "policyDetails.schedules[0].crossRegionCopyRules[1].encrypted",
      },
    ],
    "copies of snapshots under a key that AWS keeps": [
      copied({ encrypted: true, cmkArn: "alias/aws/ebs" }),
      'policyDetails.schedules[0].crossRegionCopyRules[0].cmkArn is "alias/aws/ebs", expected a customer-managed key.',
    ],
    "copies of snapshots on an event, in the clear": [
      lifecycle({ action: { crossRegionCopies: [{ encryptionConfiguration: { encrypted: false } }] } }),
      "policyDetails.action.crossRegionCopies[0].encryptionConfiguration.encrypted is false, expected true.",
    ],
    "an imported snapshot, in the clear": [
      of("aws:ebs/snapshotImport:SnapshotImport")({ diskContainer: { format: "RAW" } }),
      "encrypted is absent, expected true.",
    ],
    "a key that AWS keeps": [
      { rootBlockDevice: { encrypted: true, kmsKeyId: "alias/aws/ebs" } },
      'rootBlockDevice.kmsKeyId is "alias/aws/ebs", expected a customer-managed key.',
    ],
    "a launch template's device in the clear": [
      template({ blockDeviceMappings: [{ ebs: { encrypted: "false" } }] }),
      'blockDeviceMappings[0].ebs.encrypted is "false", expected true.',
    ],
    "a launch configuration, encrypted": [
      configuration({ rootBlockDevice: { encrypted: true } }),
      "A launch configuration cannot name the key of its disks, expected a launch template that does.",
    ],
    "a host of the other provider, in the clear": [
      nativeHost({ blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: false } }] }),
      "blockDeviceMappings[0].ebs.encrypted is false, expected true.",
    ],
    "a volume in the clear": [volume({ size: 8 }), "encrypted is absent, expected true."],
    "a copy of an image in the clear": [
      of("aws:ec2/amiCopy:AmiCopy")({ encrypted: false }),
      "encrypted is false, expected true.",
    ],
    "encryption by default, off": [
      of("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: false }),
      { message: "enabled is false, expected true.", path: "enabled", remedy: "Set enabled to true, or leave it out." },
    ],
    "encryption by default, told by no truth": [
      of("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: "on" }),
      'enabled is "on", expected true.',
    ],
  },
  unknown: {
    "whether encryption is on by default": of("aws:ebs/encryptionByDefault:EncryptionByDefault")({ enabled: unknown }),
    "whether copies of snapshots are encrypted": copied({ encrypted: unknown, cmkArn }),
    "the key of copies of snapshots": copied({ encrypted: true, cmkArn: unknown }),
    "the schedules of snapshots": lifecycle({ schedules: unknown }),
    "a root device not known yet": { rootBlockDevice: unknown },
    "a key not known yet": { rootBlockDevice: { encrypted: true, kmsKeyId: unknown } },
    "data devices not known yet": { rootBlockDevice: encrypted, ebsBlockDevices: unknown },
    "one of the data devices not known yet": { rootBlockDevice: encrypted, ebsBlockDevices: [encrypted, unknown] },
    "whether a data device is encrypted not known yet": {
      rootBlockDevice: encrypted,
      ebsBlockDevices: [{ ...encrypted, encrypted: unknown }],
    },
    "the key of a data device not known yet": {
      rootBlockDevice: encrypted,
      ebsBlockDevices: [{ ...encrypted, kmsKeyId: unknown }],
    },
    "whether there is a launch template not known yet": { launchTemplate: unknown, rootBlockDevice: unknown },
    "a template's device not known yet": template({ blockDeviceMappings: [{ ebs: unknown }] }),
    "the devices of a host of the other provider not known yet": nativeHost({
      ...onTemplate,
      blockDeviceMappings: unknown,
    }),
    "a template's devices not known yet": template({ blockDeviceMappings: unknown }),
  },
  absent: {
    "a lifecycle policy without details": lifecycle(undefined),
    "copies of snapshots that name no key": [
      copied({ encrypted: true }),
      "policyDetails.schedules[0].crossRegionCopyRules[0].cmkArn is absent, expected a customer-managed key.",
    ],
    "the disk left to the image": [{}, "rootBlockDevice.encrypted is absent, expected true."],
    "the disk of a host of the other provider left to the image": [
      nativeHost({}),
      "blockDeviceMappings is absent, expected the root device, encrypted.",
    ],
    "no key": [
      { rootBlockDevice: { encrypted: true } },
      "rootBlockDevice.kmsKeyId is absent, expected a customer-managed key.",
    ],
    "a template that leaves its disks to the image": [
      template({}),
      "blockDeviceMappings is absent, expected the root device, encrypted.",
    ],
    "a template with a mapping of no disk": [
      template({ blockDeviceMappings: [{ virtualName: "ephemeral0" }] }),
      "blockDeviceMappings is a list of 1, expected the root device, encrypted.",
    ],
    "encryption by default, which is on if nothing is said": of("aws:ebs/encryptionByDefault:EncryptionByDefault")({}),
  },
  secret: {
    "a key marked secret": { rootBlockDevice: { encrypted: true, kmsKeyId: secret(kmsKeyId) } },
    "AWS's key, marked secret": [
      { rootBlockDevice: { encrypted: true, kmsKeyId: secret("alias/aws/ebs") } },
      "rootBlockDevice.kmsKeyId is a secret, expected a customer-managed key.",
    ],
  },
});

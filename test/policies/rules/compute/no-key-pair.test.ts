import { noKeyPair } from "../../../../policies/rules/compute/no-key-pair";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string) => (props: Raw) => given(props, { type });
const refused = { message: 'keyName is "laptop", expected none.', path: "keyName" };
const named = { keyName: "laptop" };

testPolicy(noKeyPair, {
  passes: {
    "a host without a key pair": { ami: "ami-1" },
    "a launch template without one": of("aws:ec2/launchTemplate:LaunchTemplate")({ imageId: "ami-1" }),
    "the serial console, off": of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: false }),
  },
  fails: {
    "a host with a key pair": [named, refused],
    "a launch template with one": [of("aws:ec2/launchTemplate:LaunchTemplate")(named), refused],
    "a launch configuration with one": [of("aws:ec2/launchConfiguration:LaunchConfiguration")(named), refused],
    "a spot instance with one": [of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")(named), refused],
    "a launch template of the other provider with one": [
      of("aws-native:ec2:LaunchTemplate")({ launchTemplateData: named }),
      { message: 'launchTemplateData.keyName is "laptop", expected none.', path: "launchTemplateData.keyName" },
    ],
    "a host of the other provider with one": [of("aws-native:ec2:Instance")(named), refused],
    "a key pair": [of("aws:ec2/keyPair:KeyPair")({}), "An SSH key pair is made, expected none."],
    "a key pair of the other provider": [of("aws-native:ec2:KeyPair")({}), "An SSH key pair is made, expected none."],
    "the serial console, on": [
      of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: true }),
      "enabled is true, expected false.",
    ],
  },
  unknown: {
    "a name not known yet": { keyName: unknown },
    "the serial console, not known yet": of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({ enabled: unknown }),
  },
  absent: {
    "no name": {},
    "an empty name is none": { keyName: "" },
    "the serial console, which is on if nothing is said": [
      of("aws:ec2/serialConsoleAccess:SerialConsoleAccess")({}),
      "enabled is absent, expected false.",
    ],
  },
  secret: { "a name marked secret": [{ keyName: secret("laptop") }, "keyName is a secret, expected none."] },
});

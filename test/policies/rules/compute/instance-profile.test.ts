import { instanceProfile } from "../../../../policies/rules/compute/instance-profile";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const of = (type: string) => (props: Raw) => given(props, { type });
const template = of("aws:ec2/launchTemplate:LaunchTemplate");
const absent = "iamInstanceProfile is absent, expected an instance profile.";

testPolicy(instanceProfile, {
  passes: {
    "a host with one": { iamInstanceProfile: "bot" },
    "a host that leaves it to a launch template": { launchTemplate: { name: "bots" } },
    "a host that forwards, without one": { sourceDestCheck: false },
    "a launch template with one by name": template({ iamInstanceProfile: { name: "bot" } }),
    "a launch template with one by ARN": template({ iamInstanceProfile: { arn: unknown, name: "bot" } }),
  },
  fails: {
    "an empty name": [{ iamInstanceProfile: "" }, 'iamInstanceProfile is "", expected an instance profile.'],
    "a host that checks source and destination, without one": [{ sourceDestCheck: true }, absent],
    "a host that forwards and names an empty one": [
      { sourceDestCheck: false, iamInstanceProfile: "" },
      'iamInstanceProfile is "", expected an instance profile.',
    ],
    "a launch template that names none": [
      template({ iamInstanceProfile: { name: "" } }),
      'iamInstanceProfile.name is "", expected the name or ARN of an instance profile.',
    ],
    "a launch configuration without one": [of("aws:ec2/launchConfiguration:LaunchConfiguration")({}), absent],
    "a spot instance without one": [of("aws:ec2/spotInstanceRequest:SpotInstanceRequest")({}), absent],
    "a host of the other provider without one": [of("aws-native:ec2:Instance")({}), absent],
  },
  unknown: {
    "a profile not known yet": { iamInstanceProfile: unknown },
    "whether there is a launch template not known yet": { launchTemplate: unknown },
    "whether it forwards not known yet": { sourceDestCheck: unknown },
    "a template's profile not known yet": template({ iamInstanceProfile: unknown }),
    "the name in a template not known yet": template({ iamInstanceProfile: { name: unknown } }),
  },
  absent: {
    "a host without one": [{}, absent],
    "a launch template without one": [
      template({}),
      "iamInstanceProfile.name is absent, expected the name or ARN of an instance profile.",
    ],
  },
  secret: { "a profile marked secret": { iamInstanceProfile: secret("bot") } },
});

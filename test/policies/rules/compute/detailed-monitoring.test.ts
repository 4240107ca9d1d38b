import { detailedMonitoring } from "../../../../policies/rules/compute/detailed-monitoring";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const template = (props: Raw) => given(props, { type: "aws:ec2/launchTemplate:LaunchTemplate" });
const configuration = (props: Raw) => given(props, { type: "aws:ec2/launchConfiguration:LaunchConfiguration" });

testPolicy(detailedMonitoring, {
  passes: {
    "a host's, on": { monitoring: true },
    "a launch template's, on": template({ monitoring: { enabled: true } }),
    "a host that leaves it to a launch template": { launchTemplate: { id: "lt-1" } },
  },
  fails: {
    "a host's, off": [{ monitoring: false }, { message: "monitoring is false, expected true.", path: "monitoring" }],
    "a spot instance's, off": [
      given({ monitoring: false }, { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest" }),
      "monitoring is false, expected true.",
    ],
    "a host's of the other provider, off": [
      given({ monitoring: false }, { type: "aws-native:ec2:Instance" }),
      "monitoring is false, expected true.",
    ],
    "a launch template's, off": [
      template({ monitoring: { enabled: false } }),
      "monitoring.enabled is false, expected true.",
    ],
    "a launch configuration's, off": [
      configuration({ enableMonitoring: false }),
      "enableMonitoring is false, expected true.",
    ],
  },
  unknown: {
    "not known yet": { monitoring: unknown },
    "a launch template's not known yet": template({ monitoring: unknown }),
  },
  absent: {
    "a host that says nothing": [{}, "monitoring is absent, expected true."],
    "a launch template that says nothing": [template({}), "monitoring.enabled is absent, expected true."],
    "a launch configuration that says nothing has it": configuration({}),
  },
  secret: { "on, marked secret": { monitoring: secret(true) } },
});

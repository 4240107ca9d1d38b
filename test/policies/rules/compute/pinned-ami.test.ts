import { pinnedAmi } from "../../../../policies/rules/compute/pinned-ami";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const image = "ami-0123456789abcdef0";
const stack = { config: { "bulkhead:image": image } };
const template = (props: Raw) => given(props, { type: "aws:ec2/launchTemplate:LaunchTemplate", stack });
const expected = "expected an image that the configuration names or that ignoreChanges keeps.";

testPolicy(pinnedAmi, {
  passes: {
    "an image that the configuration names": given({ ami: image }, { stack }),
    "an image that is kept": given({ ami: image }, { ignoreChanges: ["ami"] }),
    "an image that is kept, not known yet": given({ ami: unknown }, { ignoreChanges: ["ami"] }),
    "a launch template's image that the configuration names": template({ imageId: image }),
  },
  fails: {
    "an image from somewhere else": [
      given({ ami: "ami-0fedcba9876543210" }, { stack }),
      { message: `ami is "ami-0fedcba9876543210", ${expected}`, path: "ami" },
    ],
    "an image of which another property is kept": [
      given({ ami: image }, { ignoreChanges: ["tags"] }),
      `ami is "ami-0123456789abcdef0", ${expected}`,
    ],
    "a launch template that follows a parameter": [
      template({ imageId: "resolve:ssm:/aws/service/ami" }),
      `imageId is a string of 28 characters, ${expected}`,
    ],
  },
  unknown: { "an image not known yet": given({ ami: unknown }, { stack }) },
  absent: { "an image left to a launch template": { launchTemplate: { id: "lt-1" } } },
  secret: {
    "a configured image, marked secret": given({ ami: secret(image) }, { stack }),
    "an image from somewhere else, marked secret": [{ ami: secret(image) }, `ami is a secret, ${expected}`],
  },
});

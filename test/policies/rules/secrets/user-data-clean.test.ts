import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ec2 } from "@pulumi/aws";
import { userDataClean } from "../../../../policies/rules/secrets/user-data-clean";
import { type Raw, secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("user data");
const stack = { config: { "bot:key": key }, secretKeys: ["bot:key"] };
const script = (line: string) => `#!/bin/bash\nset -eu\n${line}\nsystemctl start bot\n`;
const walletKey = `0x${createHash("sha256").update("a wallet").digest("hex")}`;
const leaky = script(`export GRID=${key}`);
const innocent = script('export BULKHEAD_SECRET_NAME="grid-secret-0f3a" AWS_REGION=eu-west-1');
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

const held = (path: string, way = "") => ({
  message: `${path} holds the secret configuration value bot:key${way}.`,
  path,
});
const marked = (path: string) => ({ message: `${path} is a secret, expected none here, not even a marked one.`, path });
const of = (type: string, props: Raw) => given(props, { type, stack });
const named = expect.stringMatching(/^userData holds .+ \[.[^\n\r\]\u2028\u2029]*\].*\.$/u) as string;

testPolicy<ec2.InstanceArgs>(userDataClean, {
  passes: {
    "a script that names a secret": given({ userData: innocent }, { stack }),
    "the same in base64": given({ userDataBase64: base64(innocent) }, { stack }),
    "the same in base64 of gzip": given({ userDataBase64: base64(gzipSync(innocent)) }, { stack }),
    "a secret in another property is another policy's matter": given({ keyName: key }, { stack }),
    "a spot fleet": of("aws:ec2/spotFleetRequest:SpotFleetRequest", {
      launchSpecifications: [{ userData: innocent, tags: { Name: "grid" } }],
    }),
  },
  fails: {
    ...Object.fromEntries(
      (
        [
          ["aws:imagebuilder/component:Component", "data"],
          ["aws:imagebuilder/containerRecipe:ContainerRecipe", "dockerfileTemplateData"],
          ["aws-native:imagebuilder:ContainerRecipe", "dockerfileTemplateData"],
          ["aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig", "studioLifecycleConfigContent"],
          ["aws-native:sagemaker:StudioLifecycleConfig", "studioLifecycleConfigContent"],
          ["aws:ssm/document:Document", "content"],
          ["aws:ssm/association:Association", "parameters"],
          ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask", "taskInvocationParameters"],
          ["aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration", "onCreate"],
          ["aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration", "onStart"],
          ["aws-native:ec2:SpotFleet", "spotFleetRequestConfigData"],
        ] as const
      ).flatMap(([type, place]) => [
        [`a configured secret in what runs on a host: ${type}`, [of(type, { [place]: leaky }), held(place)] as const],
        [`the same, marked: ${type}`, [of(type, { [place]: secret(leaky) }), marked(place)] as const],
      ]),
    ),
    "what may be the key of a wallet": [
      given({ userData: script(`export DATA=${walletKey}`) }, { stack }),
      {
        message:
          "userData holds 0x and 64 hex digits, as the private key of a wallet is written, and no name says that it is anything else.",
        path: "userData",
      },
    ],
    "a configured secret": [given({ userData: leaky }, { stack }), held("userData")],
    "a configured secret in base64, as userData": [
      given({ userData: base64(leaky) }, { stack }),
      held("userData", ", inside base64"),
    ],
    "a configured secret in base64, as userDataBase64": [
      given({ userDataBase64: base64(leaky) }, { stack }),
      held("userDataBase64", ", inside base64"),
    ],
    "a configured secret in base64 of gzip": [
      given({ userDataBase64: base64(gzipSync(leaky)) }, { stack }),
      held("userDataBase64", ", inside base64 > gzip"),
    ],
    "a key that no configuration knows": [
      { userData: script(`export BINANCE_API_SECRET=${key}`) },
      { message: named, path: "userData" },
    ],
    "a launch template": [of("aws:ec2/launchTemplate:LaunchTemplate", { userData: leaky }), held("userData")],
    "a launch configuration": [
      of("aws:ec2/launchConfiguration:LaunchConfiguration", { userData: leaky }),
      held("userData"),
    ],
    "a launch configuration in base64": [
      of("aws:ec2/launchConfiguration:LaunchConfiguration", { userDataBase64: base64(leaky) }),
      held("userDataBase64", ", inside base64"),
    ],
    "a spot request": [of("aws:ec2/spotInstanceRequest:SpotInstanceRequest", { userData: leaky }), held("userData")],
    "the second launch specification of a spot fleet": [
      of("aws:ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: [{ userData: innocent }, { userData: leaky }],
      }),
      held("launchSpecifications[1].userData"),
    ],
    "a Lightsail instance": [of("aws:lightsail/instance:Instance", { userData: leaky }), held("userData")],
    ...Object.fromEntries(
      ["aws:imagebuilder/imageRecipe:ImageRecipe", "aws-native:imagebuilder:ImageRecipe"].map((type) => [
        `what a ${type} gives a component`,
        [
          of(type, { components: [{ parameters: [{ name: "a", value: secret(key) }] }] }),
          marked("components[0].parameters[0].value"),
        ] as const,
      ]),
    ),
    "an image recipe": [
      of("aws:imagebuilder/imageRecipe:ImageRecipe", { userDataBase64: base64(leaky) }),
      held("userDataBase64", ", inside base64"),
    ],
  },
  unknown: {
    "a parameter of a component not known yet": of("aws:imagebuilder/imageRecipe:ImageRecipe", {
      components: [{ parameters: [{ name: "a", value: unknown }] }],
    }),
    "user data not known yet": { userData: unknown },
    "user data in base64 not known yet": { userData: innocent, userDataBase64: unknown },
  },
  absent: { "no user data": { ami: "ami-0123456789abcdef0" } },
  secret: {
    "a marked script, whatever it holds": [{ userData: secret(innocent) }, marked("userData")],
    "a configured secret that is marked": [given({ userData: secret(leaky) }, { stack }), marked("userData")],
    "a marked script in base64": [{ userDataBase64: secret(base64(innocent)) }, marked("userDataBase64")],
    "a marked script in a spot fleet": [
      of("aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications: [{ userData: secret(innocent) }] }),
      marked("launchSpecifications[0].userData"),
    ],
  },
  notApplicable: {
    "another type": [
      given({}, { type: "aws:ec2/eip:Eip" }),
      "Policy only applies to resources of type 'aws:ec2/instance:Instance",
    ],
  },
});

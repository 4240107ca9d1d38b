import type { ec2 } from "@pulumi/aws";
import { imdsv2 } from "../../../../policies/rules/compute/imdsv2";
import { secret, unknown } from "../../engine-messages";
import { remediate } from "../../served";
import { given, testPolicy } from "../../test-policy";

testPolicy<ec2.InstanceArgs>(imdsv2, {
  passes: {
    "tokens required": { metadataOptions: { httpTokens: "required" } },
    "tokens required by a launch template": given(
      { metadataOptions: { httpTokens: "required" } },
      { type: "aws:ec2/launchTemplate:LaunchTemplate" },
    ),
  },
  fails: {
    "tokens optional in a launch configuration": [
      given(
        { metadataOptions: { httpTokens: "optional" } },
        { type: "aws:ec2/launchConfiguration:LaunchConfiguration" },
      ),
      'metadataOptions.httpTokens is "optional", expected "required".',
    ],
    "tokens optional on a spot instance": [
      given(
        { metadataOptions: { httpTokens: "optional" } },
        { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest" },
      ),
      'metadataOptions.httpTokens is "optional", expected "required".',
    ],
    "tokens optional": [
      { metadataOptions: { httpTokens: "optional" } },
      { message: 'metadataOptions.httpTokens is "optional", expected "required".', path: "metadataOptions.httpTokens" },
    ],
    "tokens optional in a launch template": [
      given({ metadataOptions: { httpTokens: "optional" } }, { type: "aws:ec2/launchTemplate:LaunchTemplate" }),
      'metadataOptions.httpTokens is "optional", expected "required".',
    ],
  },
  unknown: {
    "tokens not known yet": { metadataOptions: { httpTokens: unknown } },
    "metadata options not known yet": { metadataOptions: unknown },
  },
  absent: {
    "metadata options left to the AWS default": [{}, 'metadataOptions.httpTokens is absent, expected "required".'],
  },
  secret: {
    "tokens required, marked secret": { metadataOptions: secret({ httpTokens: "required" }) },
    "tokens optional, marked secret": [
      { metadataOptions: { httpTokens: secret("optional") } },
      'metadataOptions.httpTokens is a secret, expected "required".',
    ],
  },
  notApplicable: {
    "another type": [
      given({}, { type: "aws:ec2/eip:Eip" }),
      "Policy only applies to resources of type 'aws:ec2/instance:Instance",
    ],
  },
});

test("compute-imdsv2 is mended with every mark left in place", async () => {
  const signature = "4dabf18193072939515e22adb298388d";
  const secretly = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });
  const type = "aws:ec2/instance:Instance";
  const props = { ami: unknown, userData: secret("#!/bin/sh"), metadataOptions: secret({ httpTokens: "optional" }) };
  expect(await remediate([imdsv2.sdk], { type, props })).toEqual([
    {
      ami: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      userData: secretly("#!/bin/sh"),
      metadataOptions: secretly({ httpTokens: "required" }),
    },
  ]);
});

test.each([["required"], [unknown]])("leaves tokens alone that are right, or not known yet", async (httpTokens) => {
  const props = { metadataOptions: { httpTokens } };
  expect(await remediate([imdsv2.sdk], { type: "aws:ec2/instance:Instance", props })).toEqual([]);
});

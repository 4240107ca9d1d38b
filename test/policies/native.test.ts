import {
  type Twin,
  asTwin,
  dependenciesOfTwin,
  pathOfTwin,
  pathsInTwin,
  placeInTwin,
  twinAmong,
  twins,
  withTwins,
} from "../../policies/native";
import type { Policy } from "../../policies/policy";
import { imdsv2 } from "../../policies/rules/compute/imdsv2";
import { pinnedAmi } from "../../policies/rules/compute/pinned-ami";
import { noPlaintextAnywhere } from "../../policies/rules/secrets/no-plaintext-anywhere";
import { userDataClean } from "../../policies/rules/secrets/user-data-clean";
import { type Raw, secret, textAsset, unknown, wire } from "./engine-messages";
import { madeUp } from "./samples";
import { analyze, configureStack, remediate } from "./served";

const template = "aws-native:ec2:LaunchTemplate";

async function said(policy: Policy, type: string, props: Raw, dryRun = false, more = {}): Promise<readonly unknown[]> {
  configureStack({ dryRun });
  const { violations, notApplicable } = await analyze([policy.sdk], { type, props, ...more });
  const open = notApplicable[policy.name]?.startsWith("undecided: ") === true;
  return open ? ["open"] : violations.map(({ message, path }) => [message, path]);
}

test("a violation names the property as it is written there", async () => {
  const props = { launchTemplateData: { metadataOptions: { httpTokens: "optional" } } };
  const path = "launchTemplateData.metadataOptions.httpTokens";
  expect(await said(imdsv2, template, props)).toEqual([[`${path} is "optional", expected "required".`, path]]);
  expect(await said(imdsv2, template, secret(props) as unknown as Raw)).toHaveLength(1);
});

test("what holds everything and is not known yet leaves everything open", async () => {
  const props = { launchTemplateData: unknown };
  expect(await said(imdsv2, template, props, true)).toEqual(["open"]);
  expect(await said(imdsv2, template, props)).toHaveLength(1);
});

test("a mark around everything is a mark on each part", async () => {
  const userData = Buffer.from("#!/bin/sh").toString("base64");
  expect(await said(userDataClean, template, { launchTemplateData: { userData } })).toEqual([]);
  expect(await said(userDataClean, template, { launchTemplateData: secret({ userData }) })).toEqual([
    [
      "launchTemplateData.userData is a secret, expected none here, not even a marked one.",
      "launchTemplateData.userData",
    ],
  ]);
});

test("what changes are ignored says the name that is written there", async () => {
  const props = { imageId: "ami-0123456789abcdef0" };
  const type = "aws-native:ec2:Instance";
  expect(await said(pinnedAmi, type, props)).toEqual([[expect.any(String), "imageId"]]);
  expect(await said(pinnedAmi, type, props, false, { ignoreChanges: ["imageId"] })).toEqual([]);
});

test("one leak gives one verdict", async () => {
  const props = { launchTemplateData: { userData: `export BINANCE_API_SECRET=${madeUp("native")}` } };
  expect(await said(noPlaintextAnywhere, template, props)).toEqual([]);
  expect(await said(userDataClean, template, props)).toHaveLength(1);
});

test("what can be mended is mended where it is written", async () => {
  configureStack({});
  const props = { launchTemplateData: { imageId: unknown, metadataOptions: { httpTokens: "optional" } } };
  expect(await remediate([imdsv2.sdk], { type: template, props })).toEqual([
    {
      launchTemplateData: {
        imageId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        metadataOptions: { httpTokens: "required" },
      },
    },
  ]);
});

function twinOf(type: string): Twin {
  const twin = twins[`aws-native:${type}`];
  if (twin === undefined) throw new Error(type);
  return twin;
}
const [instance, launchTemplate] = [twinOf("ec2:Instance"), twinOf("ec2:LaunchTemplate")];
const asked = (props: unknown, twin: Twin): unknown => asTwin(wire(props) as Raw, twin);

describe("properties are seen by the names that they have in aws:", () => {
  test.each([
    ["autoscaling:LaunchConfiguration", "instanceMonitoring", "enableMonitoring"],
    ["autoscaling:LaunchConfiguration", "launchConfigurationName", "name"],
    ["cloudwatch:Alarm", "alarmName", "name"],
    ["ec2:Eip", "instanceId", "instance"],
    ["ec2:EipAssociation", "eip", "publicIp"],
    ["ec2:FlowLog", "resourceId", "vpcId"],
    ["ec2:Instance", "imageId", "ami"],
    ["ec2:Instance", "securityGroupIds", "vpcSecurityGroupIds"],
    ["ec2:Instance", "privateIpAddress", "privateIp"],
    ["ec2:LaunchTemplate", "launchTemplateName", "name"],
    ["ec2:NetworkInterface", "groupSet", "securityGroups"],
    ["ec2:Route", "egressOnlyInternetGatewayId", "egressOnlyGatewayId"],
    ["ec2:VpcEndpoint", "policyDocument", "policy"],
    ["lambda:Function", "functionName", "name"],
    ["secretsmanager:ResourcePolicy", "resourcePolicy", "policy"],
    ["secretsmanager:ResourcePolicy", "secretId", "secretArn"],
    ["secretsmanager:Secret", "id", "arn"],
  ])("%s, %s is %s", (type, here, there) => {
    expect(asked({ [here]: "x" }, twinOf(type))).toEqual({ [here]: "x", [there]: "x" });
    expect(asked({}, twinOf(type))).toStrictEqual({});
  });

  test("those of a launch template's data at the top, each with the mark around all", () => {
    const data = { imageId: "ami-1", securityGroupIds: ["sg-1"] };
    const seen = { ...data, vpcSecurityGroupIds: ["sg-1"] };
    expect(asked({ launchTemplateName: "a", launchTemplateData: data }, launchTemplate)).toEqual({
      ...seen,
      launchTemplateName: "a",
      name: "a",
      launchTemplateData: data,
    });
    expect(asked({ launchTemplateData: secret(data) }, launchTemplate)).toEqual(
      wire({
        ...Object.fromEntries(Object.entries(seen).map(([key, one]) => [key, secret(one)])),
        launchTemplateData: secret(data),
      }),
    );
  });

  test("none of a launch template's data that is not known, and as they are where it is no map", () => {
    for (const later of [unknown, secret(unknown)]) {
      expect(asked({ launchTemplateData: later, launchTemplateName: "a" }, launchTemplate)).toBe(wire(unknown));
    }
    for (const data of [["x"], "x", textAsset("x")]) {
      expect(asked({ launchTemplateData: data }, launchTemplate)).toEqual({ launchTemplateData: data });
    }
  });
});

describe("a list of tags is seen as a map,", () => {
  const seen = (tags: unknown): unknown => (asked({ tags }, instance) as Raw).tags;

  test("with the marks of all and of each", () => {
    const tags = [
      { key: "a", value: "x" },
      { key: "b", value: "y" },
    ];
    expect(seen(tags)).toEqual({ a: "x", b: "y" });
    expect(seen(secret(tags))).toEqual(wire(secret({ a: "x", b: "y" })));
    expect(seen([{ key: secret("a"), value: secret("x") }])).toEqual(wire({ a: secret("x") }));
    expect(seen([secret({ key: "a", value: "x" })])).toEqual(wire({ a: secret("x") }));
  });

  test("which is not known where a tag's key is not", () => {
    for (const tag of [unknown, { key: unknown, value: "x" }, secret({ key: unknown })]) {
      expect(seen([{ key: "a", value: "x" }, tag])).toBe(wire(unknown));
    }
    expect(seen([{ key: "a", value: unknown }])).toEqual(wire({ a: unknown }));
    expect(seen([null])).toBe(wire(unknown));
    expect([seen(unknown), seen(null)]).toEqual([wire(unknown), null]);
  });

  test("and a map stays one", () => {
    expect(seen({ a: "x" })).toEqual({ a: "x" });
  });

  test("which a launch template has in its first specification, beside those of what it launches", () => {
    const tagsOf = (specifications: unknown) =>
      (asked({ launchTemplateData: {}, tagSpecifications: specifications }, launchTemplate) as Raw).tags;
    const specification = { resourceType: "launch-template", tags: [{ key: "a", value: "x" }] };
    expect(tagsOf([specification])).toEqual({ a: "x" });
    expect(tagsOf(secret([specification]))).toEqual({ a: "x" });
    expect(tagsOf([])).toBeUndefined();
    expect(tagsOf(unknown)).toBeUndefined();
    expect(asked({ tagSpecifications: [specification] }, instance)).toEqual({ tagSpecifications: [specification] });
  });
});

test("paths lead to where they are written, and back", () => {
  expect(pathOfTwin(["ami"], instance)).toEqual(["imageId"]);
  expect(pathOfTwin(["metadataOptions", "httpTokens"], instance)).toEqual(["metadataOptions", "httpTokens"]);
  expect(pathOfTwin(["vpcSecurityGroupIds", "0"], launchTemplate)).toEqual([
    "launchTemplateData",
    "securityGroupIds",
    "0",
  ]);
  expect(pathsInTwin(["imageId", "tags", "ami.x"], instance)).toEqual(["ami", "tags", "ami.x"]);
  expect(
    pathsInTwin(
      ["launchTemplateData.securityGroupIds", "launchTemplateData.imageId", "launchTemplateData", "launchTemplateName"],
      launchTemplate,
    ),
  ).toEqual(["vpcSecurityGroupIds", "imageId", "launchTemplateData", "name"]);
});

test("a place is that of the twin, and that of any other type as it is", () => {
  expect(placeInTwin(template, "launchTemplateData.userData")).toEqual([launchTemplate.type, "userData"]);
  expect(placeInTwin(template, "tagSpecifications")).toEqual([launchTemplate.type, "tagSpecifications"]);
  expect(placeInTwin("aws-native:ec2:Instance", "userData")).toEqual([instance.type, "userData"]);
  for (const type of ["aws:ec2/instance:Instance", "constructor"]) {
    expect(placeInTwin(type, "userData")).toEqual([type, "userData"]);
  }
});

test("a type has a twin among those that know the twin, and not the type itself", () => {
  const [native, classic] = ["aws-native:ec2:Instance", "aws:ec2/instance:Instance"];
  expect(twinAmong(native, ["x", classic])).toBe(instance);
  expect(twinAmong(native, [classic, native])).toBeUndefined();
  expect(twinAmong(native, ["x"])).toBeUndefined();
  expect(twinAmong(classic, [classic])).toBeUndefined();
  expect(twinAmong("constructor", ["x"])).toBeUndefined();
  expect(withTwins(["x", classic])).toEqual(["x", classic, native]);
  expect(withTwins([native, classic])).toEqual([native, classic]);
});

test("what depends on something does so under the twin's names", () => {
  const [image, data] = [["urn:image"], ["urn:data"]];
  const of = (dependencies: Record<string, readonly string[]>, twin: Twin, properties: Raw | string) =>
    Object.fromEntries(dependenciesOfTwin(new Map(Object.entries(dependencies)), twin, properties));
  expect(of({ imageId: image }, instance, { imageId: "x", userData: "y" })).toEqual({ imageId: image, ami: image });
  const properties = { imageId: "x", securityGroupIds: ["y"] };
  expect(of({ launchTemplateData: data, imageId: image }, launchTemplate, properties)).toEqual({
    launchTemplateData: data,
    imageId: image,
    securityGroupIds: data,
    vpcSecurityGroupIds: data,
  });
  expect(of({ launchTemplateData: data }, launchTemplate, "not known")).toEqual({ launchTemplateData: data });
  expect(of({ launchTemplateName: data }, launchTemplate, properties)).toEqual({
    launchTemplateName: data,
    name: data,
  });
});

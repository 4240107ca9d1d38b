import type { Policy } from "../../policies/policy";
import { imdsv2 } from "../../policies/rules/compute/imdsv2";
import { pinnedAmi } from "../../policies/rules/compute/pinned-ami";
import { noPlaintextAnywhere } from "../../policies/rules/secrets/no-plaintext-anywhere";
import { userDataClean } from "../../policies/rules/secrets/user-data-clean";
import { type Raw, secret, unknown } from "./engine-messages";
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
  expect(await said(pinnedAmi, type, props)).toHaveLength(1);
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

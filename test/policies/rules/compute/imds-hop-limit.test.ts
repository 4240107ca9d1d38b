import type { ec2 } from "@pulumi/aws";
import { imdsHopLimit } from "../../../../policies/rules/compute/imds-hop-limit";
import { secret, unknown } from "../../engine-messages";
import { remediate } from "../../served";
import { given, testPolicy } from "../../test-policy";

const path = "metadataOptions.httpPutResponseHopLimit";
const two = { metadataOptions: { httpPutResponseHopLimit: 2 } };
const refused = { message: `${path} is 2, expected 1.`, path };

testPolicy<ec2.InstanceArgs>(imdsHopLimit, {
  passes: {
    "two hops, where policy configuration allows them": given(two, { settings: { mostHops: 2 } }),
    "one hop": { metadataOptions: { httpPutResponseHopLimit: 1 } },
    "one hop in a launch template": given(
      { metadataOptions: { httpPutResponseHopLimit: 1 } },
      { type: "aws:ec2/launchTemplate:LaunchTemplate" },
    ),
  },
  fails: {
    "three hops, where policy configuration allows two": [
      given({ metadataOptions: { httpPutResponseHopLimit: 3 } }, { settings: { mostHops: 2 } }),
      `${path} is 3, expected at most 2.`,
    ],
    "two hops": [two, refused],
    "two hops in a launch template": [given(two, { type: "aws:ec2/launchTemplate:LaunchTemplate" }), refused],
    "two hops in a launch configuration": [
      given(two, { type: "aws:ec2/launchConfiguration:LaunchConfiguration" }),
      refused,
    ],
    "two hops of a spot instance": [given(two, { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest" }), refused],
  },
  unknown: {
    "a limit that is not known yet": { metadataOptions: { httpPutResponseHopLimit: unknown } },
    "metadata options not known yet": { metadataOptions: unknown },
  },
  absent: { "a limit left to account or image": [{}, `${path} is absent, expected 1.`] },
  secret: {
    "one hop, marked secret": { metadataOptions: secret({ httpPutResponseHopLimit: 1 }) },
    "two hops, marked secret": [
      { metadataOptions: { httpPutResponseHopLimit: secret(2) } },
      `${path} is a secret, expected 1.`,
    ],
  },
});

test("compute-imds-hop-limit sets the limit, and leaves the other options alone", async () => {
  const type = "aws:ec2/instance:Instance";
  const mended = await remediate([imdsHopLimit.sdk], { type, props: { metadataOptions: { httpTokens: "required" } } });
  expect(mended).toEqual([{ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } }]);
  expect(await remediate([imdsHopLimit.sdk], { type, props: { metadataOptions: unknown } })).toEqual([]);
  expect(
    await remediate([imdsHopLimit.sdk], { type, props: { metadataOptions: { httpPutResponseHopLimit: 1 } } }),
  ).toEqual([]);
});

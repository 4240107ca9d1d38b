import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { imdsv2 } from "../../policies/rules/compute/imdsv2";
import { analyzeRequest, received } from "./engine-messages";
import { analyze, configureStack } from "./served";

test("a policy of several types is passed over while nothing of its types waits for an answer, and never else", async () => {
  configureStack({});
  const reason = async (): Promise<string | undefined> =>
    (await analyze([imdsv2.sdk], { type: "aws:sns/topic:Topic", props: {} })).notApplicable[imdsv2.name];
  const passedOver = `Policy only applies to resources of type 'aws:ec2/instance:Instance and ${imdsv2.types.length - 1} more'`;
  expect(await reason()).toBe(passedOver);
  received("analyze", analyzeRequest({ type: "aws:ec2/instance:Instance", props: {} }));
  expect(await reason()).toMatch(/^applies to aws:ec2\/instance:Instance, /u);
  AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
  expect(await reason()).toBe(passedOver);
});

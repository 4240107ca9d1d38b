import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { byType } from "../../policies/by-type";
import { policies } from "../../policies/pack";
import { undecided } from "../../policies/undecided";
import { waived } from "../../policies/waived";
import { type ResourceSample, analyzeRequest, received, unknown } from "./engine-messages";
import { analyze, configureStack, remediate } from "./served";

const list = byType(policies, [waived, undecided]);
const config = { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const instance: ResourceSample = { type: "aws:ec2/instance:Instance", props: { userData: "x", tags: { a: "b" } } };
const topic: ResourceSample = { type: "aws:sns/topic:Topic", props: {} };
const samples: readonly ResourceSample[] = [
  instance,
  { type: "aws:iam/rolePolicy:RolePolicy", props: { policy: '{"Statement":[]}', role: "bot" } },
  { type: "aws-native:ec2:Instance", props: { imageId: "ami-1" } },
  { type: "some:where/else:Thing", props: { a: 1 } },
];

beforeEach(() => {
  configureStack({ config });
});

test("whoever reads the list with no request under way sees every policy, in order", () => {
  expect([...list]).toEqual([...policies.map(({ sdk }) => sdk), waived, undecided]);
});

test.each(samples)("the second answer on $type says all that the first said", async (sample) => {
  const first = await analyze(list, sample);
  expect(Object.keys(first.notApplicable).length).toBeGreaterThan(20);
  expect(await analyze(list, sample)).toEqual(first);
  expect(await analyze(list, sample)).toEqual(first);
  const mended = await remediate(list, sample);
  expect(await remediate(list, sample)).toEqual(mended);
});

test("what a policy left open of one resource is not said of the next of its type", async () => {
  configureStack({ config, dryRun: true });
  const open = async (httpTokens: unknown) =>
    (await analyze(list, { ...instance, props: { metadataOptions: { httpTokens } } })).notApplicable["compute-imdsv2"];
  expect(await open(unknown)).toBe("undecided: metadataOptions.httpTokens");
  expect(await open("required")).toBeUndefined();
});

test("an answer on one type is none on another", async () => {
  const [one, other] = [await analyze(list, instance), await analyze(list, topic)];
  expect(other.notApplicable).not.toEqual(one.notApplicable);
  expect(await analyze(list, instance)).toEqual(one);
});

describe("policies without business are passed over", () => {
  const walked = (): number => [...list].length;
  const all = policies.length + 2;

  test("once it is known what is answered for them, and not before", async () => {
    received("analyze", analyzeRequest(instance));
    expect(walked()).toBe(all);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
    configureStack({ config });
    await analyze(list, instance);
    received("analyze", analyzeRequest(instance));
    expect(walked()).toBeLessThan(all / 2);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
  });

  test("but not while another request is under way: whose list it is could not be told", async () => {
    for (const one of [instance, topic]) await analyze(list, one);
    received("analyze", analyzeRequest(instance));
    received("analyze", analyzeRequest(topic));
    expect(walked()).toBe(all);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
    received("analyze", analyzeRequest(instance));
    expect(walked()).toBeLessThan(all / 2);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
  });

  test("nor after the stack was configured anew, with other levels perhaps", async () => {
    await analyze(list, instance);
    configureStack({ config });
    received("analyze", analyzeRequest(instance));
    expect(walked()).toBe(all);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
  });
});

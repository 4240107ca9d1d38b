import { policies } from "../../../../policies/pack";
import { rotation } from "../../../../policies/rules/kms/rotation";
import { flowLogs } from "../../../../policies/rules/network/flow-logs";
import { waiverUsed } from "../../../../policies/rules/bot/waiver-used";
import { waived } from "../../../../policies/waived";
import { unknown } from "../../engine-messages";
import { analyze, analyzeStack, configureStack, remediate, type Answer } from "../../served";
import { GivenStack, resource, testPolicy, withProject } from "../../test-policy";
import { daysAhead, waiver, waivers } from "../../waivers-file";

const files = (...entries: readonly string[]) => ({ files: { "waivers.yaml": waivers(...entries) } });

testPolicy(waiverUsed, {
  passes: {
    "no waiver": new GivenStack([], files()),
    "another stack's": new GivenStack([], files(waiver({ urn: "urn:pulumi:other::bots::*::old-key" }))),
    "one that has expired, of which bot-waiver-hygiene speaks": new GivenStack(
      [],
      files(waiver({ expires: daysAhead(-1) })),
    ),
    "a file that can't be read, of which bot-waiver-hygiene speaks": new GivenStack([], {
      files: { "waivers.yaml": "{" },
    }),
    "one with a fault, of which bot-waiver-hygiene speaks": new GivenStack([], files(waiver({ owner: undefined }))),
  },
  fails: {
    "one that covers nothing": [
      new GivenStack([], files(waiver())),
      {
        message: "The waiver of kms-rotation on line 2 of waivers.yaml covers nothing.",
        file: "waivers.yaml",
        line: 2,
      },
    ],
  },
  unknown: "What another policy leaves open is in the test below.",
  absent: { "no file": new GivenStack([], { files: {} }) },
  secret: "Nothing in the file is marked.",
});

const key = (props: object, name = "old-key") => ({ type: "aws:kms/key:Key", name, props });
const still = { enableKeyRotation: false };

interface Told {
  readonly key: Answer;
  readonly used: Answer;
  readonly shown: Answer;
}

/** Judges a key, and then the stack, in a project with this waiver. */
function told(entry: string, sample: ReturnType<typeof key>, dryRun = false): Promise<Told> {
  return withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
    configureStack({ dryRun });
    return {
      key: await analyze([rotation.sdk], sample),
      used: await analyzeStack([waiverUsed.sdk], [sample]),
      shown: await analyzeStack([waived], [sample]),
    };
  });
}
const messages = ({ violations }: Answer): string[] => violations.map(({ message }) => message);

describe("a violation", () => {
  it("that a waiver covers is not reported, and its use is shown with reason, owner and ticket", async () => {
    const { key: judged, used, shown } = await told(waiver(), key(still));
    expect([messages(judged), messages(used)]).toEqual([[], []]);
    expect(shown.violations).toEqual([
      expect.objectContaining({
        message: `kms-rotation is waived for old-key until ${daysAhead(30)}: Keys of another maker. (operations, OPS-1).`,
        policy: "bulkhead-waived",
        level: "advisory",
        remedy: "Mend it before then, and remove the waiver.",
        file: "waivers.yaml",
        line: 2,
      }),
    ]);
  });

  it("of each of several resources is shown with them", async () => {
    const entry = waiver({ urn: "urn:pulumi:grid::bots::*::old-*" });
    const files = { "waivers.yaml": waivers(waiver({ policy: "kms-no-lockout-bypass" }), entry) };
    await withProject("grid", undefined, files, async () => {
      configureStack({});
      const samples = ["old-one", "old-two", "old-one"].map((name) => key(still, name));
      for (const sample of samples) expect(messages(await analyze([rotation.sdk], sample))).toEqual([]);
      expect(messages(await analyze([rotation.sdk], key(still, "new")))).toHaveLength(1);
      expect(messages(await analyzeStack([waived], []))).toEqual([
        `kms-rotation is waived for old-one, old-two until ${daysAhead(30)}: Keys of another maker. (operations, OPS-1).`,
      ]);
      expect(messages(await analyzeStack([waiverUsed.sdk], []))).toEqual([
        "The waiver of kms-no-lockout-bypass on line 2 of waivers.yaml covers nothing.",
      ]);
    });
  });

  it("that is decided at `up` for another resource needs no waiver of this one", async () => {
    const { used } = await told(waiver(), key({ enableKeyRotation: unknown }, "other-key"), true);
    expect(messages(used)).toHaveLength(1);
  });

  it("of the stack as a whole that is decided at `up` may still need its waiver", async () => {
    const entry = waiver({ policy: "network-flow-logs", urn: "urn:pulumi:grid::bots::*::home" });
    await withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
      configureStack({ dryRun: true });
      const home = resource("aws:ec2/vpc:Vpc", "home", {});
      const log = resource("aws:ec2/flowLog:FlowLog", "log", { vpcId: unknown, trafficType: "ALL" });
      expect(messages(await analyzeStack([flowLogs.sdk, waiverUsed.sdk], [home, log]))).toEqual([]);
    });
  });

  it.each([
    ["of another resource", waiver({ urn: "urn:pulumi:grid::bots::*::older-key" })],
    ["of another policy", waiver({ policy: "kms-no-lockout-bypass" })],
    ["that has expired", waiver({ expires: daysAhead(-1) })],
    ["that is too broad", waiver({ urn: "urn:pulumi:grid::bots::*::*" })],
    ["of another stack", waiver({ urn: "urn:pulumi:other::bots::*::old-key" })],
    ["that nobody owns", waiver({ owner: undefined })],
  ])("is reported beside a waiver %s", async (_, entry) => {
    const { key: judged, shown } = await told(entry, key(still));
    expect(messages(judged)).toHaveLength(1);
    expect(messages(shown)).toEqual([]);
  });

  it("is reported where the file can't be read", async () => {
    expect(messages((await told("{", key(still))).key)).toHaveLength(1);
  });

  it("that a waiver covers is not mended either", async () => {
    const mended = async (entry: string) =>
      withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
        configureStack({});
        return remediate([rotation.sdk], key(still));
      });
    expect(await mended(waiver())).toEqual([]);
    expect(await mended(waiver({ expires: daysAhead(-1) }))).toHaveLength(1);
  });

  it("that is decided at `up` may still need its waiver", async () => {
    const { key: judged, used } = await told(waiver(), key({ enableKeyRotation: unknown }), true);
    expect(judged.notApplicable["kms-rotation"]).toMatch(/^undecided/u);
    expect(messages(used)).toEqual([]);
  });
});

it("no policy without a waiver's protection is left out of the pack's list: what can't be waived says so itself", () => {
  const waivable = policies.filter(({ nonWaivable }) => nonWaivable !== true).map(({ name }) => name);
  expect(waivable).toContain("kms-rotation");
  expect(waivable).not.toContain("config-no-plaintext-secret");
  expect(waivable).not.toContain("bot-marks-read");
});

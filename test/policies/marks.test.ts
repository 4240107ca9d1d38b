import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeDiagnostic,
  AnalyzeResponse,
  AnalyzerStackConfigureRequest,
  PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Registration, Unread, currentRun, kindOf, recordOf, tap } from "../../policies/marks";
import { policies } from "../../policies/pack";
import { registered, stackPolicy } from "../../policies/policy";
import { imdsHopLimit } from "../../policies/rules/compute/imds-hop-limit";
import { imdsv2 } from "../../policies/rules/compute/imdsv2";
import { undecided } from "../../policies/undecided";
import { analyzeRequest, configureStackRequest, received, secret, unknown } from "./engine-messages";
import { madeUp } from "./samples";
import { analyze, analyzeStack, configureStack, remediate } from "./served";
import { mending, metadata, seen } from "./trial";

const type = "aws:ec2/instance:Instance";
describe("what the pack knows of a stack", () => {
  test("comes from ConfigureStack, all of it", () => {
    configureStack({
      stack: "grid",
      project: "bots",
      dryRun: true,
      config: { "bulkhead:bot": "grid", "bot:key": "x" },
      secretKeys: ["bot:key"],
      tags: { owner: "desk" },
    });
    const run = currentRun();
    if (run instanceof Unread) throw new Error(run.reason);
    expect(run.stack).toEqual({
      name: "grid",
      project: "bots",
      organization: "organization",
      dryRun: true,
      config: new Map([
        ["bulkhead:bot", "grid"],
        ["bot:key", "x"],
      ]),
      secretKeys: new Set(["bot:key"]),
      tags: new Map([["owner", "desk"]]),
    });
    expect(Object.isFrozen(run.stack)).toBe(true);
  });

  test("is replaced as a whole by the next ConfigureStack", async () => {
    configureStack({ stack: "one", config: { a: "1" }, secretKeys: ["a"], tags: { "bulkhead:bot": "one" } });
    await analyze([seen(() => undefined)], { type, props: {} });
    configureStack({ stack: "two" });
    const run = currentRun();
    if (run instanceof Unread) throw new Error(run.reason);
    expect([run.stack.name, run.stack.config.size, run.stack.secretKeys.size, run.stack.tags.size]).toEqual([
      "two",
      0,
      0,
      0,
    ]);
    expect([run.inputs.size, run.undecided.size, run.kinds.size]).toEqual([0, 0, 0]);
  });
});

describe("a policy sees", () => {
  beforeEach(() => {
    configureStack({ stack: "grid" });
  });

  test("marks, at the leaf and around it, and what is not known yet", async () => {
    const facts: unknown[] = [];
    const policy = seen((resource) => {
      for (const path of ["plain", "marked", "around"]) facts.push(resource.at(path).secret);
      facts.push(resource.at("around", "inner").secret, resource.at("later").unknown, resource.at("nothing").absent);
      facts.push(resource.provider?.inputs.at("token").secret, resource.protect);
    });
    await analyze([policy], {
      type,
      protect: true,
      provider: { token: secret("x") },
      props: { plain: "a", marked: secret("b"), around: secret({ inner: "c" }), later: unknown },
    });
    expect(facts).toEqual([false, true, true, true, true, true, true, true]);
  });

  test("what the engine says beside the properties", async () => {
    const facts: unknown[] = [];
    const policy = seen(({ parent, ignoreChanges, additionalSecretOutputs, protect, provider }) => {
      facts.push(parent, ignoreChanges, additionalSecretOutputs, protect, provider?.type);
    });
    await analyze([policy], {
      type,
      parent: "urn:parent",
      ignoreChanges: ["a"],
      additionalSecretOutputs: ["b"],
      provider: {},
      props: {},
    });
    expect(facts).toEqual(["urn:parent", ["a"], ["b"], false, "pulumi:providers:aws"]);
  });

  test("nothing of what a request leaves out", () => {
    const request = analyzeRequest({ type, props: {} });
    request.clearOptions();
    request.clearProperties();
    const record = recordOf(received("analyze", request).getProperties()?.toJavaScript());
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
    if (!(record instanceof Registration)) throw new Error("no record");
    expect([record.protect, record.parent, record.ignoreChanges, record.additionalSecretOutputs]).toEqual([
      false,
      "",
      [],
      [],
    ]);
    expect([record.properties, record.provider, record.propertyDependencies.size]).toEqual([{}, undefined, 0]);
  });

  test("the whole of a stack, however many resources it has", async () => {
    let found = 0;
    const { sdk } = stackPolicy({
      ...metadata,
      judge({ resources }) {
        found = resources.filter(({ name, inputs }) => inputs.at("own").is(name)).length;
      },
    });
    const names = Array.from({ length: 300 }, (_, index) => `host-${index}`);
    const { violations } = await analyzeStack(
      [sdk],
      names.map((name) => ({ type, name, props: { own: name } })),
    );
    expect([found, violations]).toEqual([300, []]);
  });

  test("each request's own values, even if requests cross", async () => {
    const names: string[] = [];
    // Between two policies the SDK lets other requests go on.
    const by = (who: string) =>
      seen((resource) => {
        names.push(`${who} ${resource.name} ${resource.at("own").text ?? ""}`);
      });
    const both = [by("one"), by("two")];
    await Promise.all(["first", "second", "third"].map((name) => analyze(both, { type, name, props: { own: name } })));
    expect(names).toEqual([
      "one first first",
      "one second second",
      "one third third",
      "two first first",
      "two second second",
      "two third third",
    ]);
  });

  test("what an earlier remediation made of the properties, and each remediation answers all of them", async () => {
    const adding = (property: string) =>
      mending((resource) => (resource.at(property).absent ? [[[property], true]] : []), `compute-${property}`);
    const props = { keep: secret("x") };
    const kept = { keep: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "x" } };
    expect(await remediate([adding("a"), adding("keep"), adding("b")], { type, props })).toEqual([
      { ...kept, a: true },
      { ...kept, a: true, b: true },
    ]);
  });

  test("the whole stack: outputs, else inputs, and in a dry run nothing is absent for certain", async () => {
    for (const dryRun of [true, false]) {
      configureStack({ stack: "grid", dryRun });
      const facts: unknown[] = [];
      const { sdk } = stackPolicy({
        ...metadata,
        judge({ ofType }, violation) {
          for (const one of ofType(type)) {
            facts.push(one.at("id").text, one.at("asked").text, one.at("arn").unknown, one.inputs.at("arn").absent);
            facts.push(one.propertyDependencies.get("asked"));
            violation({ message: "Seen.", resource: one });
          }
        },
      });
      const sample = { type, name: "host", props: { asked: "a" } };
      await analyze([seen(() => undefined)], sample);
      const answer = await analyzeStack(
        [sdk],
        [{ ...sample, props: { id: "i-1" }, dependencies: { asked: ["host"] } }],
      );
      expect(facts).toEqual(["i-1", "a", dryRun, true, [`urn:pulumi:grid::bots::${type}::host`]]);
      expect(answer.violations).toMatchObject([{ message: "Seen.", urn: `urn:pulumi:grid::bots::${type}::host` }]);
    }
  });
});

describe("where nothing could be read, nothing passes:", () => {
  test("a property that the protocol's library loses", () => {
    configureStack({ stack: "grid" });
    // The library can't write that name either, so it is put into the bytes.
    const bytes = Buffer.from(analyzeRequest({ type, props: { tags: { __pr0t0__: "x" } } }).serializeBinary());
    const hostile = Buffer.from(bytes.toString("latin1").replace("__pr0t0__", "__proto__"), "latin1");
    const request = AnalyzerService.analyze.requestDeserialize(hostile);
    AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
    expect(recordOf(request.getProperties()?.toJavaScript())).toEqual(new Unread("a property is named __proto__"));
  });

  test("a request that did not come through the pack's own reading", () => {
    expect(recordOf({ httpTokens: "required" })).toBeInstanceOf(Unread);
    expect(recordOf({ "bulkhead:ticket": "0" })).toBeInstanceOf(Unread);
    for (const none of [undefined, null, "x"]) {
      expect(recordOf(none)).toEqual(new Unread("the SDK handed over no properties"));
    }
  });

  test("too many requests at once: the oldest has no record left", async () => {
    configureStack({ stack: "grid" });
    const before = seen(() => undefined);
    const first = analyze([before, imdsv2.sdk], { type, props: { metadataOptions: { httpTokens: "required" } } });
    for (let more = 0; more < 300; more++) void analyze([], { type, props: {} });
    expect((await first).violations).toMatchObject([
      {
        policy: "compute-imdsv2",
        message:
          "compute-imdsv2 refuses, because marks and values could not be read: the request did not pass through the pack's own reading, or too many came at once.",
      },
    ]);
  });
});

test("where the stack could not be read, nothing is known of it and every policy refuses", async () => {
  const bytes = Buffer.from(configureStackRequest({}).serializeBinary());
  const { prototype } = AnalyzerStackConfigureRequest;
  const before = Object.getOwnPropertyDescriptor(prototype, "getProject") ?? {};
  prototype.getProject = () => {
    throw new RangeError("unreadable");
  };
  try {
    expect(() => {
      AnalyzerService.configureStack.requestDeserialize(bytes);
    }).toThrow("unreadable");
  } finally {
    Object.defineProperty(prototype, "getProject", before);
  }
  const reason = "the engine has not said which stack this is (no ConfigureStack request)";
  expect(currentRun()).toEqual(new Unread(reason));
  expect(registered(type)).toEqual([]);
  const message = `compute-trial refuses, because marks and values could not be read: ${reason}.`;
  const onStack = stackPolicy({ ...metadata, judge: () => undefined }).sdk;
  for (const answer of [
    await analyze([seen(() => undefined)], { type, props: {} }),
    await analyzeStack([onStack, undecided], [{ type, props: {} }]),
  ]) {
    expect(answer.violations).toMatchObject([
      {
        message,
        remedy: expect.stringMatching(/^Use the versions of the Pulumi engine and of @pulumi\/policy /u) as unknown,
      },
    ]);
  }
});

test.each<[unknown, string]>([
  [new RangeError("x"), "RangeError"],
  [{ name: "Failure" }, "Failure"],
  [{ name: "a name" }, "object"],
  [{ name: "Two words" }, "object"],
  [{ name: " Error" }, "object"],
  [{ name: ["Failure"] }, "object"],
  [{}, "object"],
  [null, "object"],
  ["Failure", "string"],
  [undefined, "undefined"],
])("the kind of what is thrown is told, and no more: %j", (thrown, kind) => {
  expect(kindOf(thrown)).toBe(kind);
});

describe("a policy that throws", () => {
  const key = madeUp("thrown");

  test("is a violation that names it, without what it said", async () => {
    configureStack({ stack: "grid" });
    const policy = seen(() => {
      throw new RangeError(key);
    });
    const { violations } = await analyze([policy, imdsv2.sdk], { type, props: {} });
    expect(violations.map(({ policy: name }) => name)).toEqual(["compute-trial", "compute-imdsv2"]);
    expect(violations[0]?.message).toMatch(/^The policy could not judge: RangeError at marks\.test\.ts:\d+\.$/u);
    expect(JSON.stringify(violations)).not.toContain(key);
  });

  test("even one that puts a configured secret into its message prints none", async () => {
    configureStack({ stack: "grid", config: { "bot:key": key }, secretKeys: ["bot:key"] });
    const policy = seen((_, violation) => {
      violation({ message: `The key is ${key}.`, at: `tags.${key}`, remedy: `Remove ${key}.` });
    });
    const { violations } = await analyze([policy], { type, props: {} });
    expect(violations).toMatchObject([
      { message: "The key is (secret).", path: "tags.(secret)", remedy: "Remove (secret)." },
    ]);
  });
});

test("at the end of a dry run one advisory says what each policy could not decide, and none after `up`", async () => {
  for (const dryRun of [true, false]) {
    configureStack({ stack: "grid", dryRun });
    for (const name of ["a", "b"]) {
      await analyze([imdsv2.sdk, imdsHopLimit.sdk], {
        type,
        name,
        props: { metadataOptions: { httpTokens: unknown, httpPutResponseHopLimit: unknown } },
      });
    }
    await analyze([imdsv2.sdk], { type, name: "b", props: { metadataOptions: { httpTokens: "required" } } });
    const { violations } = await analyzeStack([undecided], []);
    expect(violations.map(({ message, level }) => [message, level])).toEqual(
      dryRun
        ? [
            [
              "Decided at `up`, for what is not known yet: compute-imdsv2 (metadataOptions.httpTokens of a); compute-imds-hop-limit (metadataOptions.httpPutResponseHopLimit of a, metadataOptions.httpPutResponseHopLimit of b).",
              "advisory",
            ],
          ]
        : [],
    );
  }
});

test("what is open in a dry run is said of resources and of the stack, and no more once it is decided", async () => {
  expect(undecided).toMatchObject({ name: "bulkhead-undecided", severity: "low", enforcementLevel: "advisory" });
  configureStack({ dryRun: true });
  const said = async () => (await analyzeStack([undecided], [])).violations.map(({ message }) => message);
  expect(await said()).toEqual([]);
  const whole = stackPolicy({
    ...metadata,
    judge({ resources }) {
      for (const one of resources) one.at("a").is("x");
    },
  });
  const props = (httpTokens: unknown) => ({ metadataOptions: { httpTokens } });
  await analyze([imdsv2.sdk], { type, props: props(unknown) });
  await analyzeStack([whole.sdk], [{ type, props: { a: unknown } }]);
  expect(await said()).toEqual([
    "Decided at `up`, for what is not known yet: compute-imdsv2 (metadataOptions.httpTokens of bot); compute-trial (a of bot).",
  ]);
  await analyze([imdsv2.sdk], { type, props: props("required") });
  expect(await said()).toEqual(["Decided at `up`, for what is not known yet: compute-trial (a of bot)."]);
  await analyzeStack([whole.sdk], [{ type, props: { a: "y" } }]);
  expect(await said()).toEqual([]);
});

test("a policy's settings are Pulumi's own: a level it is given is the level it has", () => {
  for (const { sdk, name, level, severity } of policies) {
    expect(sdk).toMatchObject({ name, enforcementLevel: level, severity });
  }
});

test("listening twice is listening once", () => {
  const before = AnalyzerService.analyze.requestDeserialize;
  tap();
  expect(AnalyzerService.analyze.requestDeserialize).toBe(before);
});

test("the SDK gets a ticket in place of properties, and options as they came", () => {
  AnalyzerService.configureStack.requestDeserialize(Buffer.from(configureStackRequest({}).serializeBinary()));
  const bytes = Buffer.from(
    analyzeRequest({ type, props: { a: "b" }, provider: { c: "d" }, protect: true }).serializeBinary(),
  );
  const request = AnalyzerService.analyze.requestDeserialize(bytes);
  AnalyzerService.analyze.responseSerialize(new AnalyzeResponse());
  expect(Object.keys(request.getProperties()?.toJavaScript() ?? {})).toEqual(["bulkhead:ticket"]);
  expect(request.getProvider()?.getProperties()?.toJavaScript()).toEqual({});
  expect(request.getOptions()?.getProtect()).toBe(true);
});

test("answers travel as the SDK made them, also where a reason comes again", () => {
  const made = (): AnalyzeResponse => {
    const [one, other, diagnostic] = [new PolicyNotApplicable(), new PolicyNotApplicable(), new AnalyzeDiagnostic()];
    one.setPolicyName("one").setReason("no bot");
    other.setPolicyName("other").setReason("another type");
    diagnostic.setPolicyname("third").setMessage("is there");
    return new AnalyzeResponse().setNotApplicableList([one, other]).setDiagnosticsList([diagnostic]);
  };
  for (let round = 0; round < 2; round++) {
    const { responseSerialize, responseDeserialize } = AnalyzerService.analyze;
    received("analyze", analyzeRequest({ type, props: {} }));
    expect(responseDeserialize(responseSerialize(made())).toObject()).toEqual(made().toObject());
  }
});

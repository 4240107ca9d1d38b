import { Unread, currentRun } from "../../policies/marks";
import {
  declaredIn,
  declaredSetting,
  list,
  marked,
  registered,
  resourcePolicy,
  stackPolicy,
} from "../../policies/policy";
import type { Amendment } from "../../policies/policy";
import { Refusal } from "../../policies/refusal";
import { madeUp } from "./samples";
import { type Raw, secret, textAsset, unknown, urnOf, wire } from "./engine-messages";
import { analyze, analyzeStack, configureStack, remediate } from "./served";
import { withProject } from "./test-policy";
import { mending, metadata, seen } from "./trial";
import { waiver, waivers } from "./waivers-file";

const type = "my:own:Thing";
const messages = async (policy: ReturnType<typeof seen>, props: Raw, more = {}): Promise<readonly string[]> =>
  (await analyze([policy], { type, props, ...more })).violations.map(({ message }) => message);

beforeEach(() => {
  configureStack({});
});

test("up to five are named, and how many more there are", () => {
  const names = ["a", "b", "c", "d", "e"];
  expect([list([]), list(["a"]), list(names)]).toEqual(["", "a", "a, b, c, d, e"]);
  expect(list([...names, "f", "g"])).toBe("a, b, c, d, e and 2 more");
});

test("the setting `declared` is a list of texts", () => {
  expect(declaredSetting("What is elsewhere.").properties).toEqual({
    declared: { type: "array", items: { type: "string" }, default: [], description: "What is elsewhere." },
  });
  expect(declaredIn({ declared: ["a", 7, "b"] })).toEqual(new Set(["a", "b"]));
  for (const settings of [{}, { declared: "a" }]) expect(declaredIn(settings)).toEqual(new Set());
});

describe("a violation", () => {
  test("is worded by what is there and what is expected", async () => {
    const policy = seen(({ inputs }, violation) => {
      violation(inputs.at("a"), "none");
      violation(inputs.at("b"), "one");
      violation({ message: "It is so.", at: inputs.at("c"), remedy: "Mend it.", file: "a.yaml", line: 3 });
      violation({ message: "It is so.", at: "" });
    });
    const { violations } = await analyze([policy], { type, props: { a: 7 } });
    expect(violations).toEqual(
      [
        { message: "a is 7, expected none.", path: "a", remedy: "Nothing." },
        { message: "b is absent, expected one.", path: "b", remedy: "Nothing." },
        { message: "It is so.", path: "c", remedy: "Mend it.", file: "a.yaml", line: 3 },
        { message: "It is so.", remedy: "Nothing." },
      ].map((one) => ({ ...one, policy: metadata.name, level: "mandatory", urn: "" })),
    );
  });

  test("that says the same again is one", async () => {
    const policy = seen((_, violation) => {
      for (const message of ["One.", "One.", "Other."]) violation({ message });
    });
    expect(await messages(policy, {})).toEqual(["One.", "Other."]);
  });

  test("on what is not known, or is of an unheard-of kind, is left open or refused for that", async () => {
    const policy = seen(({ inputs }, violation) => {
      for (const key of ["a", "b", "c"]) violation(inputs.at(key), "none");
    });
    const strange = { "4dabf18193072939515e22adb298388d": "unheard of" };
    expect(await messages(policy, { a: strange })).toContain(
      "a is a value of an unheard-of kind, so it can't be judged.",
    );
    const none = seen(({ inputs }) => {
      for (const key of ["a", "b"]) inputs.at(key).is("x");
    });
    expect(await messages(none, { a: unknown })).toEqual(["a is not known even at `up`, so it can't be judged."]);
    expect(await messages(none, { a: unknown, b: unknown })).toEqual([
      "a, b are not known even at `up`, so it can't be judged.",
    ]);
    configureStack({ dryRun: true });
    const answer = await analyze([none], { type, props: { a: unknown, b: unknown } });
    expect(answer).toEqual({ violations: [], notApplicable: { [metadata.name]: "undecided: a, b" } });
  });

  test("is what a policy says that refuses to judge", async () => {
    const policy = seen(() => {
      throw new Refusal({ message: "There is no project.", remedy: "Name it.", file: "Pulumi.yaml", line: 2 });
    });
    expect((await analyze([policy], { type, props: {} })).violations).toMatchObject([
      { message: "There is no project.", remedy: "Name it.", file: "Pulumi.yaml", line: 2 },
    ]);
  });

  test("is a policy that throws something, whatever that is", async () => {
    const [text, plain] = ["a text", { stack: `Error\n    at x (${__filename}:1:1)` }].map((thrown) =>
      seen(() => {
        throw thrown as Error;
      }),
    );
    for (const policy of [text, plain]) {
      const { violations } = await analyze(policy === undefined ? [] : [policy], { type, props: {} });
      expect(violations).toMatchObject([
        {
          message: expect.stringMatching(/^The policy could not judge: (?:string|object)\.$/u) as unknown,
          remedy: "Report this as a defect of the policy pack.",
        },
      ]);
    }
  });

  test("holds no secret of the configuration that has six letters or more", async () => {
    configureStack({ config: { "a:b": "tulip", "a:c": "tulips" }, secretKeys: ["a:b", "a:c"] });
    const policy = seen((_, violation) => {
      violation({ message: "A tulip of tulips, and tulips." });
    });
    expect(await messages(policy, {})).toEqual(["A tulip of (secret), and (secret)."]);
  });

  test("that a waiver covers is none", async () => {
    const policy = seen((_, violation) => {
      violation({ message: "It is so." });
    });
    const entry = waiver({ policy: metadata.name, urn: urnOf(type, "old-*") });
    await withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
      expect(await messages(policy, {}, { name: "old-one" })).toEqual([]);
      expect(await messages(policy, {}, { name: "new-one" })).toEqual(["It is so."]);
    });
  });
});

describe("a resource that is mended", () => {
  const mended = async (props: Raw, ...amendments: readonly Amendment[]): Promise<unknown> =>
    (await remediate([mending(() => amendments)], { type, props }))[0];

  test.each<[string, Raw, Raw]>([
    ["beside what is there", { a: { c: "x" }, d: "y" }, { a: { c: "x", b: true }, d: "y" }],
    ["in the place of another value", { a: { b: false } }, { a: { b: true } }],
    ["where nothing was", {}, { a: { b: true } }],
    ["where null was", { a: null }, { a: { b: true } }],
    ["within a mark", { a: secret({ c: "x" }) }, { a: secret({ c: "x", b: true }) }],
  ])("has the value %s", async (_, props, expected) => {
    expect(await mended(props, [["a", "b"], true])).toEqual(wire(expected));
  });

  test.each<[string, unknown]>([
    ["a list", ["x"]],
    ["a text", "x"],
    ["not known yet", unknown],
    ["an asset", textAsset("x")],
    ["a list within a mark", secret(["x"])],
  ])("stays as it is where what should hold the value is %s", async (_, a) => {
    expect(await mended({ a }, [["a", "b"], true])).toBeUndefined();
  });

  test("has a mark around what was there", async () => {
    expect(await mended({ a: "x", b: { c: ["y"] } }, [["a"], marked], [["b", "c"], marked])).toEqual(
      wire({ a: secret("x"), b: { c: secret(["y"]) } }),
    );
  });

  test("stays as it is where nothing is to be mended, mending fails, or another type or stack is meant", async () => {
    expect(await mended({ a: "x" })).toBeUndefined();
    const failing = mending(() => {
      throw new Error("no");
    });
    const mend = (): readonly Amendment[] => [[["a"], 1]];
    const rule = { ...metadata, level: "remediate", judge: () => undefined, mend } as const;
    const others = [resourcePolicy("my:own:Other", rule), resourcePolicy("*", { ...rule, stacks: ["account"] })];
    expect(await remediate([failing, ...others.map(({ sdk }) => sdk)], { type, props: {} })).toEqual([]);
    expect(await remediate([resourcePolicy([type], rule).sdk], { type, props: {} })).toEqual([{ a: 1 }]);
  });

  test("stays as it is where a waiver covers it", async () => {
    const entry = waiver({ policy: metadata.name, urn: urnOf(type, "old-*") });
    await withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
      const policy = mending(() => [[["a"], 1]]);
      expect(await remediate([policy], { type, name: "old-one", props: {} })).toEqual([]);
      expect(await remediate([policy], { type, name: "new-one", props: {} })).toEqual([{ a: 1 }]);
    });
  });
});

describe("the whole stack", () => {
  const things = (...names: readonly string[]) => names.map((name) => ({ type, name, props: { a: unknown, b: name } }));
  const judging = (judge: Parameters<typeof stackPolicy>[0]["judge"], more = {}) =>
    stackPolicy({ ...metadata, ...more, judge }).sdk;

  test("has violations of its own and of its resources, each once", async () => {
    const policy = judging(({ resources }, violation) => {
      violation({ message: "It is so." });
      for (const resource of [...resources, ...resources]) violation({ message: "It is so.", resource });
    });
    const { violations } = await analyzeStack([policy], things("one", "other"));
    expect(violations.map(({ message, urn }) => [message, urn])).toEqual([
      ["It is so.", ""],
      ["It is so.", urnOf(type, "one")],
      ["It is so.", urnOf(type, "other")],
    ]);
  });

  test("is judged by what is known of each resource, which is named where it is not", async () => {
    const policy = judging(({ ofType }) => {
      for (const resource of ofType(type)) resource.at("a").is("x");
    });
    const { violations } = await analyzeStack([policy], things("one", "other"));
    expect(violations.map(({ message }) => message)).toEqual([
      "a of one, a of other are not known even at `up`, so it can't be judged.",
    ]);
  });

  test("holds the resources of the types that are asked for", async () => {
    const found: unknown[] = [];
    const policy = judging(({ ofType, resources, stack }) => {
      found.push(stack.name, resources.length, ofType("my:own:Other").length, ofType(type, "my:own:Other").length);
    });
    await analyzeStack([policy], things("one", "other"));
    expect(found).toEqual(["grid", 2, 0, 2]);
  });

  test("holds a resource of aws-native as one and the same twin, however often it is asked for", async () => {
    const [native, classic] = ["aws-native:ec2:Instance", "aws:ec2/instance:Instance"];
    const found: unknown[] = [];
    const policy = judging(({ ofType }) => {
      const [one] = ofType(classic);
      found.push(one?.type, one?.at("ami").text, one === ofType(classic)[0], ofType(native)[0]?.type);
    });
    await analyzeStack([policy], [{ type: native, name: "host", props: { imageId: "ami-1" } }]);
    expect(found).toEqual([classic, "ami-1", true, native]);
  });

  test("of another kind is none of its business", async () => {
    const policy = judging(
      (_, violation) => {
        violation({ message: "It is so." });
      },
      { stacks: ["operator"] },
    );
    const answer = await analyzeStack([policy], things("one"));
    expect(answer).toEqual({
      violations: [],
      notApplicable: { [metadata.name]: "only for stacks of the kind operator, as bulkhead:kind says it" },
    });
  });

  test("is waived as a whole by the URN of the stack", async () => {
    const policy = judging((_, violation) => {
      violation({ message: "It is so." });
    });
    for (const [stack, count] of [
      ["bots-grid", 0],
      ["bots-other", 1],
    ] as const) {
      configureStack({});
      const entry = waiver({ policy: metadata.name, urn: `urn:pulumi:grid::bots::pulumi:pulumi:Stack::${stack}` });
      await withProject("grid", undefined, { "waivers.yaml": waivers(entry) }, async () => {
        expect((await analyzeStack([policy], things("one"))).violations).toHaveLength(count);
      });
    }
  });
});

test("what has been registered so far is there for each policy, by its type", async () => {
  await analyze([seen(() => undefined)], { type, name: "one", props: { a: "x" } });
  await analyze([seen(() => undefined)], { type: "my:own:Other", name: "other", props: {} });
  expect(registered(type).map((one) => [one.name, one.at("a").text])).toEqual([["one", "x"]]);
  expect(registered("my:own:Third")).toEqual([]);
});

test("a judgement that was open is none any more once it is made", async () => {
  configureStack({ dryRun: true });
  const policy = seen(({ inputs }) => {
    inputs.at("a").is("x");
  });
  const open = () => {
    const run = currentRun();
    if (run instanceof Unread) throw new Error(run.reason);
    return Array.from(run.undecided.get(metadata.name) ?? [], ([urn, paths]) => [urn, ...paths]);
  };
  await analyze([policy], { type, name: "one", props: { a: unknown } });
  await analyze([policy], { type, name: "other", props: { a: unknown } });
  expect(open()).toEqual(["one", "other"].map((name) => [urnOf(type, name), "a"]));
  await analyze([policy], { type, name: "one", props: { a: madeUp("known") } });
  expect(open()).toEqual([[urnOf(type, "other"), "a"]]);
});

test("the trace of an error is as long after a policy that does not apply as it was before", async () => {
  const limit = Error.stackTraceLimit;
  await analyze([resourcePolicy("my:own:Other", { ...metadata, judge: () => undefined }).sdk], { type, props: {} });
  expect(Error.stackTraceLimit).toBe(limit);
});

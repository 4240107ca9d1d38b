import fc from "fast-check";
import { canary, parseCanaries } from "../../ops/embedded/canary";
import { identityOf } from "../../ops/embedded/provider/identity";
import { arnOf, idOf, textOf, type Owner } from "../../ops/embedded/provider/names";
import { policyDocument } from "../../ops/embedded/provider/policy-document";
import { Typings } from "../../ops/embedded/provider/typings";
import {
  dependenciesOf,
  downgrade,
  forPack,
  output,
  secret,
  settleAssets,
  unknown,
} from "../../ops/embedded/properties";
import { makeUrn, nameOf, typeOf } from "../../ops/embedded/urn";
import { nearest } from "../../ops/nearest";
import { UserError } from "../../ops/user-error";

const owner = (token: string, name = "bot"): Owner => ({
  identity: { account: "111122223333", region: "eu-west-1", partition: "aws", callerArn: "" },
  token,
  name,
  key: "urn",
});
const sig = "4dabf18193072939515e22adb298388d";

describe("a misspelt word", () => {
  it.each([
    ["--stak", "--stack"],
    ["--jsno", "--json"],
    ["--programm", "--program"],
  ])("%s suggests %s", (word, expected) => {
    expect(nearest(word, ["--stack", "--json", "--program", "--all"])).toBe(expected);
  });
  it("that is near nothing suggests nothing", () => {
    expect(nearest("--frobnicate", ["--stack", "--json"])).toBeUndefined();
  });
});

describe("a URN", () => {
  it("chains the types of ancestors, but not the stack's", () => {
    const stack = makeUrn("s", "p", "", "pulumi:pulumi:Stack", "p-s");
    const outer = makeUrn("s", "p", stack, "a:b:Outer", "outer");
    const inner = makeUrn("s", "p", outer, "a:b:Inner", "inner");
    expect(outer).toBe("urn:pulumi:s::p::a:b:Outer::outer");
    expect(makeUrn("s", "p", inner, "aws:kms/key:Key", "k")).toBe(
      "urn:pulumi:s::p::a:b:Outer$a:b:Inner$aws:kms/key:Key::k",
    );
  });
  it("gives back type and name, even a name with colons", () => {
    const urn = makeUrn("s", "p", "urn:pulumi:s::p::a:b:Outer::o", "x:y:Z", "a::b");
    expect([typeOf(urn), nameOf(urn)]).toEqual(["x:y:Z", "a::b"]);
  });
});

describe("a stand-in for a secret", () => {
  it("is another one each time", () => {
    expect(canary()).not.toBe(canary());
  });
  it("parses as what --canary asks for", () => {
    expect(JSON.parse(canary({ kind: "json", fields: ["a", "b"] }))).toEqual({
      a: expect.any(String) as unknown,
      b: expect.any(String) as unknown,
    });
    expect(canary({ kind: "hex" })).toMatch(/^[0-9a-f]{64}$/u);
    expect(Number.isSafeInteger(Number(canary({ kind: "number" })))).toBe(true);
    expect(canary({ kind: "pem" })).toMatch(/^-----BEGIN PRIVATE KEY-----\n/u);
  });
  it("is chosen by full key, or by a key of the project", () => {
    expect(parseCanaries(["token=hex", "aws:x=json:f,g"], "p")).toEqual(
      new Map([
        ["p:token", { kind: "hex" }],
        ["aws:x", { kind: "json", fields: ["f", "g"] }],
      ]),
    );
  });
  it.each(["token", "token=", "token=xml", "=hex", "token=hex:a"])("of the flag %s is refused", (flag) => {
    expect(() => parseCanaries([flag], "p")).toThrow(UserError);
  });
});

describe("properties on their way to the pack", () => {
  it("turn output values into secrets, unknowns and plain values", () => {
    expect(
      downgrade({ a: output("x", true, ["u"]), b: output(undefined, true, []), c: [output("y", false, ["v"])] }),
    ).toEqual({
      a: secret("x"),
      b: unknown,
      c: ["y"],
    });
  });
  it("say which resources they depend on", () => {
    expect([...dependenciesOf({ a: output("x", true, ["u"]), c: [output("y", false, ["v"])] })]).toEqual(["u", "v"]);
  });
  it("lose the SDK's asset markers and gain the content's hash", () => {
    const asset = { [sig]: "c44067f5952c0a294b673a41bacd8c17", __pulumiAsset: true, text: "abc" };
    expect(settleAssets({ code: asset }, "/")).toEqual({
      code: {
        [sig]: "c44067f5952c0a294b673a41bacd8c17",
        text: "abc",
        hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      },
    });
  });
  it("hold ids in place of references, and no internal keys", () => {
    const reference = (id: string): Record<string, string> => ({
      [sig]: "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "urn:x",
      id,
    });
    const component = { [sig]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x" };
    expect(forPack({ a: reference("i-1"), b: reference(""), c: component, __d: "e" }, false)).toEqual({
      a: "i-1",
      b: unknown,
      c: "urn:x",
    });
    expect(forPack({ __d: "e" }, true)).toEqual({ __d: "e" });
  });
  it("that hold no signed object pass unchanged", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => !key.startsWith("__")),
          fc.jsonValue(),
        ),
        (value) => {
          const properties = { ...value } as Parameters<typeof forPack>[0];
          expect(forPack(downgrade(properties) as typeof properties, false)).toEqual(properties);
        },
      ),
    );
  });
});

describe("what AWS would have named", () => {
  it.each([
    ["aws:ec2/vpc:Vpc", /^vpc-[0-9a-f]{17}$/u],
    ["aws:ec2/eip:Eip", /^eipalloc-[0-9a-f]{17}$/u],
    ["aws:ec2/instance:Instance", /^i-[0-9a-f]{17}$/u],
    ["aws:kms/key:Key", /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u],
    ["aws:iam/role:Role", /^bot$/u],
    ["aws:secretsmanager/secret:Secret", /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:bot-[0-9a-f]{6}$/u],
  ])("%s has an id of its kind", (token, shape) => {
    expect(idOf(owner(token), undefined)).toMatch(shape);
  });
  it.each([
    ["aws:iam/role:Role", "arn:aws:iam::111122223333:role/bot"],
    ["aws:s3/bucket:Bucket", "arn:aws:s3:::bot"],
    ["aws:cloudwatch/logGroup:LogGroup", "arn:aws:logs:eu-west-1:111122223333:log-group:bot"],
    ["aws:sns/topic:Topic", "arn:aws:sns:eu-west-1:111122223333:bot"],
  ])("%s has the ARN of its kind", (token, arn) => {
    expect(arnOf(owner(token), undefined)).toBe(arn);
  });
  it("has a certain shape by its property, or none", () => {
    expect(textOf(owner("aws:ec2/eip:Eip"), "publicIp", "publicIp")).toEqual({
      text: expect.stringMatching(/^203\.0\.113\.\d+$/u) as unknown,
      certain: true,
    });
    expect(textOf(owner("aws:ec2/subnet:Subnet"), "vpcId", "vpcId")).toEqual({
      text: expect.stringMatching(/^vpc-/u) as unknown,
      certain: true,
    });
    expect(textOf(owner("aws:rds/instance:Instance"), "endpoint", "endpoint").certain).toBe(false);
    expect(textOf(owner("aws:rds/instance:Instance"), "engineVersionActual", "x").certain).toBe(false);
  });
  it("belongs to the first deployer's account", () => {
    const deployers = JSON.stringify(["arn:aws:iam::444455556666:role/ops/deploy", "arn:aws:iam::777788889999:role/x"]);
    expect(
      identityOf(
        new Map([
          ["bulkhead:deployers", deployers],
          ["aws:region", "eu-west-1"],
        ]),
      ),
    ).toMatchObject({
      account: "444455556666",
      callerArn: "arn:aws:sts::444455556666:assumed-role/deploy/bulkhead-check",
      region: "eu-west-1",
    });
  });
});

describe("typings of the AWS provider", () => {
  const typings = new Typings(__dirname);
  it("tell outputs that are always there from others", () => {
    const eip = typings.resource("aws:ec2/eip:Eip");
    expect(eip?.get("publicIp")).toEqual({ shape: { kind: "string" }, optional: false });
    expect(eip?.get("address")).toEqual({ shape: { kind: "string" }, optional: true });
    expect(eip?.get("tagsAll")).toEqual({ shape: { kind: "map", of: { kind: "string" } }, optional: false });
  });
  it("are read into nested types", () => {
    const device = typings.resource("aws:ec2/instance:Instance")?.get("rootBlockDevice")?.shape;
    expect(device?.kind === "object" ? device.fields().get("volumeId") : undefined).toEqual({
      shape: { kind: "string" },
      optional: false,
    });
  });
  it("give a function's result", () => {
    expect(typings.function("aws:ec2/getAmi:getAmi")?.get("architecture")).toEqual({
      shape: { kind: "string" },
      optional: false,
    });
  });
  it.each(["aws:ec2/none:None", "none:index:None", "aws:../../x:Y", "x", ""])("of %j are not found", (token) => {
    expect(typings.resource(token)).toBeUndefined();
  });
});

describe("a rendered policy document", () => {
  it("is the provider's", () => {
    const { json } = policyDocument({
      statements: [
        {
          sid: "Read",
          actions: ["s3:GetObject", "s3:PutObject"],
          resources: ["*"],
          principals: [{ type: "AWS", identifiers: ["a"] }],
          conditions: [{ test: "StringEquals", variable: "v", values: ["1"] }],
        },
        { effect: "Deny", notActions: ["x"], principals: [{ type: "*", identifiers: ["*"] }] },
      ],
    });
    expect(JSON.parse(json)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:GetObject"],
          Resource: "*",
          Principal: { AWS: "a" },
          Condition: { StringEquals: { v: "1" } },
        },
        { Effect: "Deny", NotAction: "x", Principal: "*" },
      ],
    });
  });
  it("takes over sources, and overrides by Sid", () => {
    const base = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Sid: "A", Effect: "Allow", Action: "x", Resource: "*" },
    });
    const { json } = policyDocument({
      sourcePolicyDocuments: [base],
      statements: [{ sid: "A", effect: "Deny", actions: ["y"], resources: ["*"] }],
    });
    expect((JSON.parse(json) as { Statement: unknown }).Statement).toEqual([
      { Sid: "A", Effect: "Deny", Action: "y", Resource: "*" },
    ]);
  });
});

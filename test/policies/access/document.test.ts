import { type Rule, rulesOf, unseen } from "../../../policies/access/document";

const given = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const rule: Rule = {
  deny: false,
  action: { patterns: ["s3:GetObject"], allBut: false },
  resource: { patterns: ["*"], allBut: false },
  principal: undefined,
  tests: [],
  unclear: false,
};
const everything = { patterns: ["*"], allBut: false };
const aws = (text: string) => ({ kind: "AWS", text }) as const;

test("of a document that cannot be seen nothing is known", () => {
  expect(unseen).toEqual([
    {
      deny: false,
      action: everything,
      resource: everything,
      principal: { named: [aws("*")], allBut: false },
      tests: [],
      unclear: true,
    },
  ]);
});

test.each<[unknown]>([[undefined], [null], ["x"], [7], [[]], [[given]], [{}], [{ Version: "2012-10-17" }]])(
  "%j is like a document that cannot be seen",
  (document) => {
    expect(rulesOf(document)).toEqual(unseen);
  },
);

test("one statement may stand without a list, and names in any letters", () => {
  expect(rulesOf({ Statement: [] })).toEqual([]);
  expect(rulesOf({ Statement: given })).toEqual([rule]);
  expect(rulesOf({ statement: [given, { ...given, Effect: "Deny" }] })).toEqual([rule, { ...rule, deny: true }]);
  expect(rulesOf({ Statement: { EFFECT: "allow", ACTION: "s3:GetObject", RESOURCE: "*" } })).toEqual([rule]);
  expect(rulesOf({ Statement: [given, "x", null] })).toEqual([rule, ...unseen, ...unseen]);
});

const leftOut = { Action: undefined, Resource: undefined };
test.each<[string, object, Partial<Rule>]>([
  ["a name of its own", { Sid: "Reads" }, {}],
  ["a denial in other letters", { Effect: "DENY" }, { deny: true }],
  ["no effect", { Effect: undefined }, { unclear: true }],
  ["an effect that is none", { Effect: "Permit" }, { unclear: true }],
  ["an effect that is no text", { Effect: ["Deny"] }, { unclear: true }],
  ["several actions", { Action: ["a:B", "c:D"] }, { action: { patterns: ["a:B", "c:D"], allBut: false } }],
  ["NotAction", { ...leftOut, NotAction: "a:B", Resource: "*" }, { action: { patterns: ["a:B"], allBut: true } }],
  ["Action and NotAction", { NotAction: "a:B" }, { action: everything, unclear: true }],
  ["no action", { Action: undefined }, { action: everything, unclear: true }],
  ["an empty list of actions", { Action: [] }, { action: everything, unclear: true }],
  ["an action that is no text", { Action: ["a:B", {}] }, { action: everything, unclear: true }],
  ["NotResource", { Resource: undefined, NotResource: ["x"] }, { resource: { patterns: ["x"], allBut: true } }],
  ["no resource, as in a trust policy", { Resource: undefined }, { resource: undefined }],
  ["Resource and NotResource", { NotResource: "x" }, { resource: undefined, unclear: true }],
  ["an empty list of resources", { Resource: [] }, { resource: undefined, unclear: true }],
  [
    "an empty list of resources left out",
    { Resource: undefined, NotResource: [] },
    { resource: undefined, unclear: true },
  ],
  ["everybody", { Principal: "*" }, { principal: { named: [aws("*")], allBut: false } }],
  [
    "a principal of no kind",
    { Principal: "grid" },
    { principal: { named: [{ kind: "other", text: "grid" }], allBut: false } },
  ],
  [
    "principals of every kind",
    { Principal: { AWS: ["a", "b"], Service: "c", Federated: "d" } },
    {
      principal: {
        named: [aws("a"), aws("b"), { kind: "Service", text: "c" }, { kind: "other", text: "d" }],
        allBut: false,
      },
    },
  ],
  ["NotPrincipal", { NotPrincipal: { AWS: "a" } }, { principal: { named: [aws("a")], allBut: true } }],
  ["a principal that is no text", { Principal: { AWS: {} } }, { unclear: true }],
  ["an empty list of principals", { Principal: { AWS: "a", Service: [] } }, { unclear: true }],
  ["principals of no kind", { Principal: {} }, { unclear: true }],
  ["principals that are none", { Principal: ["a"] }, { unclear: true }],
  ["Principal and NotPrincipal", { Principal: { AWS: "a" }, NotPrincipal: { AWS: "b" } }, { unclear: true }],
  ["Principal and everybody in NotPrincipal", { Principal: "*", NotPrincipal: "*" }, { unclear: true }],
  [
    "conditions",
    { Condition: { Bool: { "aws:SecureTransport": true }, StringLike: { "A:B": ["x", 7], c: "y" } } },
    {
      tests: [
        { operator: "Bool", key: "aws:securetransport", values: ["true"] },
        { operator: "StringLike", key: "a:b", values: ["x", "7"] },
        { operator: "StringLike", key: "c", values: ["y"] },
      ],
    },
  ],
  ["a condition that is none", { Condition: "x" }, { unclear: true }],
  ["an operator without keys", { Condition: { Bool: "x" } }, { unclear: true }],
  ["a key without a value", { Condition: { Bool: { a: [] } } }, { unclear: true }],
  ["a key with null for a value", { Condition: { Bool: { a: null } } }, { unclear: true }],
  ["an element in two spellings", { effect: "Allow" }, { unclear: true }],
  ["an element that nobody knows", { Context: {} }, { unclear: true }],
])("a statement with %s", (_, changes, expected) => {
  // What is left out is not there at all.
  const statement = Object.fromEntries(
    Object.entries<unknown>({ ...given, ...changes }).filter(([, one]) => one !== undefined),
  );
  expect(rulesOf({ Statement: statement })).toEqual([{ ...rule, ...expected }]);
});

import { denyingStatements, grantingStatements } from "../../policies/policy-document";
import { Value, newReading } from "../../policies/reader";
import { type Raw, secret, unknown, wire } from "./engine-messages";

const given = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/grid" },
  Action: "s3:GetObject",
  Resource: ["*"],
};
const ofTexts = "a string or a list of strings";

function refused(statement: unknown, read = grantingStatements): readonly string[] {
  const reading = newReading();
  read(new Value(reading, "policy", wire({ Statement: [statement] })));
  expect(reading.unknown.size).toBe(0);
  return Array.from(reading.unreadable, ([path, what]) => `${path.replace("policy.Statement[0]", "")} ${what}`);
}

test.each<[string, Raw]>([
  ["as AWS takes it", {}],
  ["of lists", { Principal: { AWS: ["a", "b"], Service: "c" }, Action: ["a:B"], Resource: "x" }],
  ["for everybody", { Principal: "*" }],
  ["with conditions", { Condition: { Bool: { "aws:SecureTransport": true } } }],
  ["with a condition of nothing", { Condition: {} }],
  ["with no conditions that are known yet", { Condition: unknown }],
  ["of which parts are not known yet", { Principal: { AWS: unknown }, Action: unknown, Resource: ["x", unknown] }],
  ["for whom is not known yet", { Principal: unknown }],
])("a statement %s is read", (_, changes) => {
  expect(refused({ ...given, ...changes })).toEqual([]);
});

for (const name of ["Action", "NotAction", "Resource", "NotResource", "resource"]) {
  test.each<[unknown, string]>([
    [[], ` is an empty list, where AWS takes ${ofTexts}`],
    [null, ` is absent, where AWS takes ${ofTexts}`],
    [secret([]), ` is a secret, where AWS takes ${ofTexts}`],
    [7, " is 7, where AWS takes a string"],
    [{}, " is an object, where AWS takes a string"],
    [["x", null], "[1] is absent, where AWS takes a string"],
    [["x", 7], "[1] is 7, where AWS takes a string"],
    [[["x"]], "[0] is a list of 1, where AWS takes a string"],
  ])(`${name} of %j is refused`, (value, expected) => {
    const { Action, Resource, ...rest } = given;
    const other = /action/iu.test(name) ? { Resource } : { Action };
    expect(refused({ ...rest, ...other, [name]: value })).toEqual([`.${name}${expected}`]);
  });
}

for (const name of ["Principal", "NotPrincipal"]) {
  test.each<[unknown, string]>([
    [[], " is an empty list, where AWS takes a map of kinds of principals"],
    [{}, " is an object, where AWS takes a map of kinds of principals"],
    [null, " is absent, where AWS takes a map of kinds of principals"],
    [7, " is 7, where AWS takes a map of kinds of principals"],
    [["x"], " is a list of 1, where AWS takes a map of kinds of principals"],
    [{ AWS: [] }, `.AWS is an empty list, where AWS takes ${ofTexts}`],
    [{ AWS: null }, `.AWS is absent, where AWS takes ${ofTexts}`],
    [{ AWS: ["x", 7] }, ".AWS[1] is 7, where AWS takes a string"],
    [{ AWS: [["x"]] }, ".AWS[0] is a list of 1, where AWS takes a string"],
  ])(`${name} of %j is refused`, (value, expected) => {
    expect(refused({ ...given, Principal: undefined, [name]: value })).toEqual([`.${name}${expected}`]);
  });
}

test.each<[unknown, string]>([
  ["x", '.Condition is "x", where AWS takes a map of operators'],
  [[], ".Condition is an empty list, where AWS takes a map of operators"],
  [null, ".Condition is absent, where AWS takes a map of operators"],
  [[{ Bool: {} }], ".Condition is a list of 1, where AWS takes a map of operators"],
])("a condition of %j is refused", (Condition, expected) => {
  expect(refused({ ...given, Condition })).toEqual([expected]);
});

test.each<[unknown, string]>([
  [null, " is absent, where AWS takes a statement"],
  ["x", ' is "x", where AWS takes a statement'],
  [[given], " is a list of 1, where AWS takes a statement"],
])("a statement of %j is refused", (statement, expected) => {
  expect(refused(statement)).toEqual([expected]);
});

test.each<[string, unknown, string]>([
  ["a list of documents", JSON.stringify([{ Statement: [given] }]), "is a list of 1, where AWS takes one document"],
  ["a list of none", "[]", "is an empty list, where AWS takes one document"],
  ["a number", wire(7), "is 7, where AWS takes one document"],
  ["no JSON", "[", "is not a JSON document that names each key once"],
])("%s is refused", (_, document, expected) => {
  const reading = newReading();
  grantingStatements(new Value(reading, "policy", document));
  expect([...reading.unreadable]).toEqual([["policy", expected]]);
});

test("a denial is read as well", () => {
  expect(refused({ ...given, Effect: "Deny", Action: [] }, denyingStatements)).toEqual([
    `.Action is an empty list, where AWS takes ${ofTexts}`,
  ]);
});

test("a statement that is not known yet is noted as that", () => {
  const reading = newReading();
  grantingStatements(new Value(reading, "policy", wire({ Statement: [unknown] })));
  expect([[...reading.unknown], reading.unreadable.size]).toEqual([["policy.Statement[0]"], 0]);
});

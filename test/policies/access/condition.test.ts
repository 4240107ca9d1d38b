import { type Facts, holds } from "../../../policies/access/condition";
import type { Ternary } from "../../../policies/access/ternary";

const account = "111122223333";
const bot = `arn:aws:iam::${account}:role/grid`;
type Fact = NonNullable<ReturnType<Facts["get"]>> | null;
const anyRole = { beginning: `arn:aws:iam::${account}:role/` };

test.each<[string, string | readonly string[], Fact, Ternary]>([
  ["StringEquals", "a", "A", false],
  ["StringNotEquals", "a", "b", true],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringEqualsIgnoreCase", "A", "b", false],
  ["StringEqualsIgnoreCase", "a", { beginning: "a" }, false],
  ["StringNotEqualsIgnoreCase", "A", "a", false],
  ["StringNotEqualsIgnoreCase", "A", "b", true],
  ["StringLike", "a?", "ab", true],
  ["StringNotLike", "a?", "b", true],
  ["ArnNotEquals", bot, bot, false],
  ["ArnNotEquals", bot, anyRole, true],
  ["ArnNotLike", "arn:aws:iam::*:user/*", bot, true],
  ["ArnLike", `arn:aws:iam::${account}:role/*`, anyRole, true],
  ["stringequals", "a", "a", true],
  ["STRINGEQUALSIFEXISTS", "a", "a", true],
  ["StringEqualsIfExists", "a", "b", false],
  ["StringEqualsIfExists", "a", null, true],
  ["StringNotEquals", "a", null, true],
  ["Bool", "TRUE", "true", true],
  ["Bool", "maybe", "maybe", undefined],
  ["Bool", "untrue", "untrue", undefined],
  ["Bool", "falsely", "falsely", undefined],
  ["Bool", "true", { beginning: "" }, undefined],
  ["Bool", "true", null, false],
  // Operators that AWS has and that are not decided here, and some that it has not.
  ["NumericLessThan", "7", "1", undefined],
  ["DateGreaterThan", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", undefined],
  ["constructor", "a", "a", undefined],
  ["", "a", "a", undefined],
  ["StringEquals ", "a", "a", undefined],
  [" StringEquals", "a", "a", undefined],
  ["ForSomeValues:StringEquals", "a", "a", undefined],
  ["StringEqualsIfExistsIfExists", "a", "a", undefined],
  ["StringEquals", ["a", "${aws:username}"], "a", undefined],
])("%s of %j holds of %j: %s", (operator, values, fact, expected) => {
  const key = "some:key";
  const open = new Set<string>();
  expect(holds([{ operator, key, values: [values].flat() }], new Map([[key, fact]]), open)).toBe(expected);
  expect([...open]).toEqual(expected === undefined ? [`${operator} some:key`] : []);
});

test.each<[string, readonly string[], Fact, Ternary]>([
  ["ForAnyValue:StringEquals", ["a"], ["b", "a"], true],
  ["foranyvalue:stringequals", ["a"], ["b", "c"], false],
  ["ForAnyValue:StringEquals", ["a"], "a", true],
  ["ForAnyValue:StringEquals", ["a"], [], false],
  ["ForAnyValue:StringEquals", ["a"], null, false],
  ["ForAnyValue:StringEqualsIfExists", ["a"], null, undefined],
  ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
  ["ForAnyValue:StringNotEquals", ["a"], null, false],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["forallvalues:stringequals", ["a"], ["a", "b"], false],
  ["ForAllValues:StringEquals", ["a"], { beginning: "a" }, false],
  ["ForAllValues:StringEquals", ["a"], [], true],
  ["ForAllValues:StringEquals", ["a"], null, true],
  ["ForAllValues:StringNotEquals", ["a"], ["b", "a"], false],
  // How AWS compares a list without a set operator is not laid down.
  ["StringEquals", ["a"], ["a"], undefined],
  ["StringEquals", ["a"], ["a", "b"], undefined],
  ["StringEquals", ["a"], [], undefined],
])("of several: %s of %j holds of %j: %s", (operator, values, fact, expected) => {
  expect(holds([{ operator, key: "k", values }], new Map([["k", fact]]), new Set())).toBe(expected);
});

test.each<[string, readonly string[], Fact, Ternary]>([
  ["Null", ["true"], null, true],
  ["Null", ["TRUE"], null, true],
  ["Null", ["true"], "a", false],
  ["Null", ["false"], null, false],
  ["null", ["false"], "a", true],
  ["Null", ["true", "false"], "a", true],
  ["Null", ["maybe"], "a", undefined],
  ["Null", ["untrue"], "a", undefined],
  ["Null", ["falsely"], "a", undefined],
  ["NullIfExists", ["true"], null, undefined],
  ["ForAnyValue:Null", ["true"], null, undefined],
])("%s of %j holds of %j: %s", (operator, values, fact, expected) => {
  expect(holds([{ operator, key: "k", values }], new Map([["k", fact]]), new Set())).toBe(expected);
});

test.each<[string, string, Ternary]>([
  ["198.51.100.7", "198.51.100.7", true],
  ["198.51.100.7", "198.51.100.8", false],
  ["198.51.100.0/24", "198.51.101.1", false],
  ["198.51.100.6/31", "198.51.100.7", true],
  ["0.0.0.0/0", "198.51.100.7", true],
  ["198.51.100.7/32", "198.51.100.7", true],
  ["198.51.100.7/33", "198.51.100.7", undefined],
  ["2001:db8::/64", "2001:db8::7", true],
  ["2001:db8::/64", "2001:db8:0:1::7", false],
  ["2001:db8::7/128", "2001:db8::7", true],
  ["2001:db8::7/129", "2001:db8::7", undefined],
  ["2001:db8::7", "2001:db8::8", false],
  ["::/0", "198.51.100.7", false],
  ["0.0.0.0/0", "2001:db8::7", false],
  ["198.51.100.0/24/24", "198.51.100.7", undefined],
  ["198.51.100.0/", "198.51.100.7", undefined],
  ["198.51.100.0/x24", "198.51.100.7", undefined],
  ["198.51.100.0/24x", "198.51.100.7", undefined],
  ["198.51.100.0/0024", "198.51.100.7", undefined],
  ["here", "198.51.100.7", undefined],
  ["198.51.100.0/24", "here", undefined],
])("IpAddress of %s holds of %s: %s", (range, address, expected) => {
  const test = (operator: string) => [{ operator, key: "aws:sourceip", values: [range] }];
  const facts: Facts = new Map([["aws:sourceip", address]]);
  expect(holds(test("IpAddress"), facts, new Set())).toBe(expected);
  expect(holds(test("NotIpAddress"), facts, new Set())).toBe(expected === undefined ? undefined : !expected);
});

test("of an address that is not known nothing is decided", () => {
  const facts: Facts = new Map([["aws:sourceip", { beginning: "198." }]]);
  expect(
    holds([{ operator: "IpAddress", key: "aws:sourceip", values: ["0.0.0.0/0"] }], facts, new Set()),
  ).toBeUndefined();
});

test.each<[string, string, Ternary]>([
  ["aws:principalaccount", "1111*", undefined],
  ["aws:sourceaccount", "11112222333?", undefined],
  ["kms:calleraccount", "*3333", undefined],
  ["kms:calleraccount", "*", true],
  ["kms:calleraccount", account, true],
  ["aws:principaltag/kms:calleraccount", "1111*", true],
  ["kms:calleraccounts", "1111*", true],
])("StringLike on %s of %s holds of an account's number: %s", (key, pattern, expected) => {
  const facts: Facts = new Map([[key, account]]);
  expect(holds([{ operator: "StringLike", key, values: [pattern] }], facts, new Set())).toBe(expected);
});

test("all tests of a statement have to hold, and one that surely does not is enough", () => {
  const yes = { operator: "StringEquals", key: "k", values: ["a"] };
  const no = { ...yes, values: ["b"] };
  const open = { ...yes, key: "other" };
  const facts: Facts = new Map([["k", "a"]]);
  expect(holds([], facts, new Set())).toBe(true);
  expect(holds([yes, yes], facts, new Set())).toBe(true);
  expect(holds([yes, open], facts, new Set())).toBeUndefined();
  expect(holds([open, no], facts, new Set())).toBe(false);
});

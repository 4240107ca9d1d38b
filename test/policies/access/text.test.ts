import type { Ternary } from "../../../policies/access/ternary";
import { type Text, arnLike, equals, isResource, like } from "../../../policies/access/text";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/grid`;
const anyRole: Text = { beginning: `arn:aws:iam::${account}:role/` };
const secret = `arn:aws:secretsmanager:eu-west-1:${account}:secret:grid-AbCdEf`;
// Somebody's own text of which the length alone is known.
const long: Text = { beginning: "", length: 32 };

test.each<[Text, string, Ternary]>([
  ["grid", "grid", true],
  ["grid", "grid2", false],
  [{ beginning: "grid" }, "grid", false],
  [long, "x".repeat(31), false],
  [long, "x".repeat(32), undefined],
  [long, "x".repeat(33), undefined],
])("%j equals %j: %s", (text, pattern, expected) => {
  expect(equals(text, pattern)).toBe(expected);
  // Without wildcards it is the same.
  expect(like(text, pattern)).toBe(expected);
});

test.each<[Text, string, Ternary]>([
  ["role/grid", "role/gr?d", true],
  ["role/grid", "role/gr?", false],
  [{ beginning: "role/" }, "*", true],
  [{ beginning: "role/" }, "role/*", true],
  [{ beginning: "role/" }, "r*/*", true],
  [{ beginning: "role/" }, "rol?/*", true],
  [{ beginning: "role/" }, "user/*", false],
  [{ beginning: "role/" }, "role/grid*", undefined],
  [{ beginning: "role/" }, "role/gri?", undefined],
  [{ beginning: "role/" }, "*/", undefined],
  [{ beginning: "role/" }, "*d", undefined],
  [{ beginning: "role/" }, "r*d", undefined],
  [{ beginning: "role/" }, "ro*le/**x", undefined],
  [{ beginning: "role/" }, "ro?", false],
  [{ beginning: "role/" }, "ro?e", false],
  [{ beginning: "role/" }, "ro?x*", false],
  [{ beginning: "role/" }, "x*/", false],
])("%j is like %j: %s", (text, pattern, expected) => {
  expect(like(text, pattern)).toBe(expected);
});

test.each<[Text, string, Ternary]>([
  [role, role, true],
  [role, `arn:aws:iam::${account}:role/*`, true],
  [role, `arn:aws:sts::${account}:role/grid`, false],
  [role, `arn:aws-cn:iam::${account}:role/grid`, false],
  [role, "arn:aws:iam::444455556666:role/grid", false],
  [role, "arn:aws:iam::1111*:role/grid", true],
  [role, "arn:aws:iam:*:role/grid", undefined],
  [role, "*", undefined],
  ["grid", role, undefined],
  [`arn:aws:iam::${account}:`, `arn:aws:iam::${account}`, undefined],
  [`arn:aws:iam::${account}`, `arn:aws:iam::${account}:`, undefined],
  [secret, `arn:aws:secretsmanager:*:${account}:secret:grid-*`, true],
  [secret, `arn:aws:secretsmanager:*:${account}:secret`, false],
  [secret, `arn:aws:secretsmanager:*:${account}:secret:other-*`, false],
  [anyRole, `arn:aws:iam::${account}:role/*`, true],
  [anyRole, "arn:aws:iam::*:role/*", true],
  [anyRole, "arn:*:iam::*:role/*", true],
  [anyRole, `arn:aws:iam::${account}:role/grid*`, undefined],
  [anyRole, `arn:aws:iam::${account}:role/grid`, false],
  [anyRole, `arn:aws:iam::${account}:user/*`, false],
  // A part of an account's number.
  [anyRole, "arn:aws:iam::1*:role/*", undefined],
  [anyRole, "arn:aws:iam::*3:role/*", undefined],
  [anyRole, "arn:aws:iam::11112222333?:role/*", undefined],
  [anyRole, "arn:aws:iam::?11122223333:role/*", undefined],
  [anyRole, "arn:aws:iam::1*:user/*", false],
  [anyRole, "arn:aws:sts::1*:role/*", false],
  [{ beginning: `arn:aws:kms:eu-west-1:${account}:key/` }, `arn:aws:kms:eu-west-1*:${account}:key/*`, true],
])("%j is like the ARN %j, part by part: %s", (arn, pattern, expected) => {
  expect(arnLike(arn, pattern)).toBe(expected);
});

test.each<[string, string, Ternary]>([
  [secret, "*", true],
  [secret, secret, true],
  [secret, `${secret}2`, false],
  [secret, `arn:aws:secretsmanager:*:${account}:secret:grid-??????`, true],
  [secret, `arn:aws:secretsmanager:*:${account}:secret:grid-?`, false],
  [secret, "arn:aws:secretsmanager:*:secret:grid-AbCdEf", undefined],
  ["grid", "grid", true],
  ["grid", "gr*", undefined],
])("the resource %j is among %j: %s", (arn, pattern, expected) => {
  expect(isResource(arn, pattern)).toBe(expected);
});

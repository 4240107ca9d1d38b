import { isAllowed, type Caller } from "./iam";

const account = "111122223333";
const role = (name: string, of = account): Caller => ({ arn: `arn:aws:iam::${of}:role/team/${name}` });
const document = (...Statement: readonly object[]): object => ({ Version: "2012-10-17", Statement });
const all = { Effect: "Allow", Action: "kms:*", Resource: "*" };
const asked = (caller: Caller, context = {}) => ({ caller, action: "kms:Decrypt", resource: "key-1", context });

describe("the evaluator decides as AWS does", () => {
  it("denies what nobody allows", () => {
    expect(isAllowed(asked(role("a")), { identity: [], account })).toBe(false);
  });

  it("lets an identity policy alone admit to a resource of its own account, but not to a key", () => {
    const identity = [document(all)];
    expect(isAllowed(asked(role("a")), { identity, account })).toBe(true);
    expect(isAllowed(asked(role("a")), { identity, account, resourceDecides: true })).toBe(false);
  });

  it("lets a resource policy that names the role admit without an identity policy", () => {
    const resource = document({ ...all, Principal: { AWS: ["arn:aws:iam::111122223333:role/team/a"] } });
    const policies = { identity: [], resource, account, resourceDecides: true };
    expect(isAllowed(asked(role("a")), policies)).toBe(true);
    expect(isAllowed(asked(role("b")), policies)).toBe(false);
  });

  it("reads an account's root principal as leaving it to the account's identity policies", () => {
    const resource = document({ ...all, Principal: { AWS: "arn:aws:iam::111122223333:root" } });
    const policies = { resource, account, resourceDecides: true };
    expect(isAllowed(asked(role("a")), { ...policies, identity: [] })).toBe(false);
    expect(isAllowed(asked(role("a")), { ...policies, identity: [document(all)] })).toBe(true);
    expect(isAllowed(asked(role("a", "444455556666")), { ...policies, identity: [document(all)] })).toBe(false);
  });

  it("asks both accounts about a caller from elsewhere", () => {
    const resource = document({ ...all, Principal: "*" });
    expect(isAllowed(asked(role("a", "444455556666")), { identity: [], resource, account })).toBe(false);
    expect(isAllowed(asked(role("a", "444455556666")), { identity: [document(all)], resource, account })).toBe(true);
  });

  it("lets a denial win over every permission, wherever it stands", () => {
    const deny = { ...all, Effect: "Deny" };
    const resource = document({ ...all, Principal: "*" });
    expect(isAllowed(asked(role("a")), { identity: [document(all, deny)], account })).toBe(false);
    expect(isAllowed(asked(role("a")), { identity: [document(deny)], resource, account })).toBe(false);
    expect(
      isAllowed(asked(role("a")), {
        identity: [document(all)],
        resource: document({ ...deny, Principal: "*" }),
        account,
      }),
    ).toBe(false);
  });

  it.each([
    ["StringEquals", "kms:ViaService", "ec2", { "kms:ViaService": "ec2" }, true],
    ["StringEquals", "kms:ViaService", "ec2", { "kms:ViaService": "sns" }, false],
    ["StringEquals", "kms:ViaService", "ec2", {}, false],
    ["StringNotEquals", "kms:ViaService", "ec2", { "kms:ViaService": "ec2" }, false],
    ["StringNotEquals", "kms:ViaService", "ec2", {}, true],
    ["StringLike", "kms:ViaService", "ec2.*", { "kms:ViaService": "ec2.eu-west-1" }, true],
    ["StringEquals", "kms:ViaService", "ec2.*", { "kms:ViaService": "ec2.eu-west-1" }, false],
    ["Bool", "kms:GrantIsForAWSResource", "true", { "kms:GrantIsForAWSResource": "false" }, false],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:r:a:*", { "aws:SourceArn": "arn:aws:sns:r:a:b:c" }, true],
    ["ArnLike", "aws:SourceArn", "arn:aws:*:r:a:c", { "aws:SourceArn": "arn:aws:sns:r:a:b" }, false],
    ["ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/team/a", {}, false],
    ["ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/a", {}, true],
    ["IpAddress", "aws:SourceIp", "198.51.100.7/32", { "aws:SourceIp": "198.51.100.7" }, true],
    ["IpAddress", "aws:SourceIp", "198.51.100.7/32", { "aws:SourceIp": "198.51.100.8" }, false],
    ["IpAddress", "aws:SourceIp", "198.51.100.0/24", { "aws:SourceIp": "198.51.100.8" }, true],
    ["IpAddress", "aws:SourceIp", "198.51.100.7/32", {}, false],
    ["NotIpAddress", "aws:SourceIp", "198.51.100.7/32", {}, true],
  ])("%s of %s %s against %j is %s", (operator, key, value, context, expected) => {
    const identity = [document({ ...all, Condition: { [operator]: { [key]: [value] } } })];
    expect(isAllowed(asked(role("a"), context), { identity, account })).toBe(expected);
  });

  it.each([
    ["another operator", { ...all, Condition: { NumericEquals: { "aws:SourceIp": "1" } } }],
    ["another condition key", { ...all, Condition: { StringEquals: { "aws:PrincipalTag/a": "1" } } }],
    ["Action beside NotAction", { Effect: "Allow", NotAction: "kms:*", Resource: "*", Action: "*" }],
    ["a pattern that is no ARN", { ...all, Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:*:a" } } }],
  ])("throws at %s rather than pass it over", (_, statement) => {
    expect(() => isAllowed(asked(role("a")), { identity: [document(statement)], account })).toThrow("does not know");
  });
});

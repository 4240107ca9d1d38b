import { rulesOf } from "../../../policies/access/document";
import {
  type Asker,
  type Holding,
  decrypts,
  defaultKeyRules,
  everything,
  handsOut,
  outsiders,
  reads,
} from "../../../policies/access/reach";
import type { Ternary } from "../../../policies/access/ternary";

const account = "111122223333";
const place = { account, region: "eu-west-1" };
const bot = `arn:aws:iam::${account}:role/grid`;
const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:grid-AbCdEf`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/custody`;
const role: Asker = { name: "grid", caller: { arn: bot, account }, identity: everything, ofStack: true };
const rds: Asker = {
  name: "rds.amazonaws.com",
  caller: { service: "rds.amazonaws.com" },
  identity: [],
  ofStack: false,
};
const forAll = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const secret: Holding = { arn: secretArn, rules: rulesOf({ Statement: forAll }) };
const key = (changes: object): Holding => ({ arn: keyArn, rules: rulesOf({ Statement: { ...forAll, ...changes } }) });

/** Who could read by way of Secrets Manager, decrypt and re-encrypt on his own, and make a grant. */
const abilities = (asker: Asker, changes: object): readonly Ternary[] =>
  [
    reads(asker, secret, key(changes), place),
    ...decrypts(asker, secret, key(changes), place),
    handsOut(asker, key(changes), place),
  ].map(({ allowed }) => allowed);

test.each<[string, readonly Ternary[]]>([
  ["kms:Decrypt", [true, true, false, false]],
  ["kms:ReEncryptFrom", [false, false, true, false]],
  ["kms:CreateGrant", [false, false, false, true]],
  ["kms:*", [true, true, true, true]],
])("with a key that admits to %s", (Action, expected) => {
  expect(abilities(role, { Action })).toEqual(expected);
});

const open = undefined;
test.each<[unknown, readonly Ternary[]]>([
  [{ StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } }, [true, false, false, false]],
  [{ StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } }, [false, false, false, false]],
  [{ Null: { "kms:ViaService": "true" } }, [false, true, true, true]],
  [{ StringEquals: { "kms:EncryptionContext:SecretARN": secretArn } }, [true, true, true, open]],
  [{ StringEquals: { "kms:EncryptionContext:SecretARN": `${secretArn}2` } }, [false, false, false, open]],
  [{ StringLike: { "kms:EncryptionContext:SecretVersionId": "*" } }, [true, true, true, open]],
  [{ StringEquals: { "kms:EncryptionContext:SecretVersionId": "x".repeat(32) } }, [open, open, open, open]],
  [
    { StringEquals: { "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess" } },
    [false, false, false, open],
  ],
  [
    { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["SecretARN", "SecretVersionId"] } },
    [true, true, true, open],
  ],
  [{ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "SecretARN" } }, [false, false, false, open]],
  [{ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "SecretVersionId" } }, [false, false, false, open]],
  [{ "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "Other" } }, [false, false, false, open]],
  [{ Null: { "kms:GrantIsForAWSResource": "true" } }, [true, true, true, false]],
  [{ Bool: { "kms:GrantIsForAWSResource": "true" } }, [false, false, false, false]],
  [{ Bool: { "kms:GrantIsForAWSResource": "false" } }, [false, false, false, true]],
  [{ StringEquals: { "aws:PrincipalAccount": account } }, [true, true, true, true]],
  [{ StringEquals: { "aws:PrincipalAccount": "444455556666" } }, [false, false, false, false]],
  [{ StringEquals: { "kms:CallerAccount": account } }, [true, true, true, true]],
  [{ ArnEquals: { "aws:PrincipalArn": bot } }, [true, true, true, true]],
  [{ Bool: { "aws:PrincipalIsAWSService": "false" } }, [true, true, true, true]],
  [{ Null: { "aws:PrincipalServiceName": "true" } }, [true, true, true, true]],
  [{ StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }, [open, open, open, open]],
])("a role, by a key under the condition %j", (Condition, expected) => {
  expect(abilities(role, { Condition })).toEqual(expected);
});

test.each<[unknown, readonly Ternary[]]>([
  [{ Bool: { "aws:PrincipalIsAWSService": "true" } }, [true, true, true, true]],
  [{ StringEquals: { "aws:PrincipalServiceName": "rds.amazonaws.com" } }, [true, true, true, true]],
  [{ Null: { "aws:PrincipalArn": "true" } }, [true, true, true, true]],
  [{ StringEquals: { "aws:PrincipalAccount": account } }, [open, open, open, open]],
])("a service, by a key under the condition %j", (Condition, expected) => {
  expect(abilities(rds, { Condition })).toEqual(expected);
});

test("a key that is not in the stack leaves open whether it lets somebody read, and a secret that does not settles it", () => {
  expect(reads(role, secret, undefined, place)).toEqual({
    allowed: undefined,
    open: new Set(["the policy of a key outside of the stack"]),
  });
  const denied: Holding = { arn: secretArn, rules: rulesOf({ Statement: { ...forAll, Effect: "Deny" } }) };
  expect(reads(role, denied, undefined, place).allowed).toBe(false);
  expect(reads(role, denied, key({}), place).allowed).toBe(false);
});

test("AWS's own key policy leaves all that the key can do to the account", () => {
  const own: Holding = { arn: keyArn, rules: defaultKeyRules(account) };
  expect(handsOut(role, own, place).allowed).toBe(true);
  expect(handsOut({ ...role, identity: [] }, own, place).allowed).toBe(false);
  expect(decrypts(role, secret, own, place).map(({ allowed }) => allowed)).toEqual([true, true]);
  expect(decrypts({ ...role, boundary: rulesOf({ Statement: [] }) }, secret, own, place)[0]?.allowed).toBe(false);
});

describe("outside of the stack", () => {
  const names = (rules: readonly unknown[], known: readonly string[] = []) =>
    outsiders(account, "aws", rulesOf({ Statement: rules }), known).map(({ name }) => name);
  const always = [
    "the account's root user",
    "every other role of the account (an administrator's, another bot's)",
    "every user of the account",
    "every other AWS account",
  ];
  const by = (AWS: unknown) => [{ ...forAll, Principal: { AWS } }];

  test("there are always the account's root user, roles and users, and every other account", () => {
    expect(outsiders(account, "aws-cn", [], [])).toEqual(
      [
        { arn: `arn:aws-cn:iam::${account}:root`, account },
        { arn: { beginning: `arn:aws-cn:iam::${account}:role/` }, account },
        { arn: { beginning: `arn:aws-cn:iam::${account}:user/` }, account },
        { arn: { beginning: "arn:aws-cn:iam::999999999999:role/" }, account: "999999999999" },
      ].map((caller, place) => ({ name: always[place], caller, identity: everything, ofStack: false })),
    );
  });

  test.each<[string, unknown, readonly string[]]>([
    ["a role", bot, [bot, ...always]],
    ["a user in a folder", `arn:aws-cn:iam::${account}:user/a/b`, [`arn:aws-cn:iam::${account}:user/a/b`, ...always]],
    ["the same role twice", [bot, bot], [bot, ...always]],
    ["roles by a star", `${bot}*`, always],
    ["an ARN within a text", `x${bot}`, always],
    ["the account", account, always],
    ["a session", `arn:aws:sts::${account}:assumed-role/grid/i-1`, always],
    ["another account", "444455556666", [...always.slice(0, 3), "account 444455556666", "every other AWS account"]],
    [
      "another account's root user",
      "arn:aws:iam::444455556666:root",
      [...always.slice(0, 3), "account 444455556666", "every other AWS account"],
    ],
    ["a number that is too long for an account's", "4444555566667", always],
    ["a number after a letter", "a444455556666", always],
    ["everybody", "*", always],
  ])("is whoever a policy names: %s", (_, principal, expected) => {
    expect(names(by(principal))).toEqual(expected);
  });

  test("a role that is known to the stack is not", () => {
    expect(names(by(bot), [bot])).toEqual(always);
    expect(names(by([bot, `${bot}2`]), [bot])).toEqual([`${bot}2`, ...always]);
  });

  test("a name that could be a key is not repeated", () => {
    const long = `arn:aws:iam::${account}:role/${"Ab1".repeat(14)}`;
    expect(names(by(long))).toEqual(["a role that a policy names", ...always]);
  });

  test("whom a condition names is as well", () => {
    const operator = `arn:aws:iam::${account}:role/operator`;
    const Condition = { ArnNotEquals: { "aws:PrincipalArn": [operator] } };
    expect(names([{ ...forAll, Effect: "Deny", Condition }])).toEqual([operator, ...always]);
    expect(names([{ Effect: "Allow", Action: "*", Resource: "*", Condition }])).toEqual([operator, ...always]);
  });

  test("a named role or account asks under its own account, and the stranger's is no account that is named", () => {
    const [named, , , , other, stranger] = outsiders(
      account,
      "aws",
      rulesOf({ Statement: by([bot.replace(account, "444455556666"), "999999999999"]) }),
      [],
    ).filter(({ name }) => name !== "account 444455556666");
    expect(named?.caller).toEqual({ arn: bot.replace(account, "444455556666"), account: "444455556666" });
    expect(other?.caller).toEqual({ arn: { beginning: "arn:aws:iam::999999999999:role/" }, account: "999999999999" });
    expect(stranger?.caller).toEqual({
      arn: { beginning: "arn:aws:iam::999999999998:role/" },
      account: "999999999998",
    });
    expect(outsiders("999999999999", "aws", [], []).at(-1)?.caller).toMatchObject({ account: "999999999998" });
  });

  test("services that a policy names are there without a policy of their own", () => {
    const rules = [{ ...forAll, Principal: { Service: ["rds.amazonaws.com", "rds.amazonaws.com"], AWS: "ec2" } }];
    expect(outsiders(account, "aws", rulesOf({ Statement: rules }), []).slice(4)).toEqual([rds]);
    expect(names([{ ...forAll, Principal: { Service: ["RDS x", "rds.amazonaws.com\n", "a".repeat(81)] } }])).toEqual([
      ...always,
      "a service that a policy names",
      "a service that a policy names",
      "a service that a policy names",
    ]);
  });
});

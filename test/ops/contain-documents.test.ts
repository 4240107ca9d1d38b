import fc from "fast-check";
import { decide } from "../../policies/access/decide";
import { rulesOf } from "../../policies/access/document";
import { isDenied, withDenial, withoutDenial } from "../../ops/contain/secret-denial";
import { roleDenial } from "../../ops/contain/role-denial";
import { permissionsOf, permittedCommands } from "../../ops/permissions/documents";
import type { Scope } from "../../ops/permissions/scope";
import { StepFailure } from "../../ops/steps/step";

const role = "arn:aws:iam::111122223333:role/grid-bot-1a2b3c4";
const allowed = (
  action: string,
  documents: readonly string[],
  resource = "arn:aws:s3:::x",
  facts: readonly (readonly [string, string])[] = [],
): boolean | undefined =>
  decide(
    { caller: { arn: role, account: "111122223333" }, action, resource, facts: new Map(facts) },
    {
      identity: documents.flatMap((text) => rulesOf(JSON.parse(text) as unknown)),
      resource: [],
      account: "111122223333",
      resourceDecides: false,
    },
  ).allowed;
const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

describe("the denial of a contained role", () => {
  it("leaves the agent of Systems Manager its calls, and nothing else", () => {
    const documents = [everything, roleDenial(false)];
    expect(allowed("ssmmessages:OpenControlChannel", documents)).toBe(true);
    expect(allowed("ssm:UpdateInstanceInformation", documents)).toBe(true);
    for (const action of [
      "secretsmanager:GetSecretValue",
      "kms:Decrypt",
      "ssm:GetParameter",
      "sts:AssumeRole",
      "ec2:RunInstances",
    ]) {
      expect([action, allowed(action, documents)]).toEqual([action, false]);
    }
  });

  it("leaves it nothing at all once evidence is taken", () => {
    const documents = [everything, roleDenial(true)];
    for (const action of ["ssmmessages:OpenControlChannel", "ssm:UpdateInstanceInformation", "kms:Decrypt"]) {
      expect([action, allowed(action, documents)]).toEqual([action, false]);
    }
  });
});

describe("the denial of a contained secret", () => {
  const own = {
    Sid: "BotReads",
    Effect: "Allow",
    Principal: { AWS: [role] },
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Id: "own", Statement: [own] });

  it("is added beside what stands there, once, and taken away alone", () => {
    const denied = withDenial(withDenial(policy));
    expect((JSON.parse(denied) as { Statement: unknown[] }).Statement).toHaveLength(2);
    expect([isDenied(policy), isDenied(denied)]).toEqual([false, true]);
    expect(JSON.parse(withoutDenial(denied) ?? "")).toEqual(JSON.parse(policy));
  });

  it("stands alone where there was no policy, and leaves none behind", () => {
    expect(isDenied(withDenial(undefined))).toBe(true);
    expect(withoutDenial(withDenial(undefined))).toBeUndefined();
  });

  it("is not written over a policy that can't be read", () => {
    for (const text of ["{", "[]", "1"]) expect(() => withDenial(text)).toThrow(StepFailure);
  });

  it("denies reading to the bot's role too", () => {
    const decision = decide(
      {
        caller: { arn: role, account: "111122223333" },
        action: "secretsmanager:GetSecretValue",
        resource: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:x",
        facts: new Map(),
      },
      {
        identity: [],
        resource: rulesOf(JSON.parse(withDenial(policy)) as unknown),
        account: "111122223333",
        resourceDecides: false,
      },
    );
    expect(decision.allowed).toBe(false);
  });

  it("comes and goes without a trace, whatever statements stand there", () => {
    const statement = fc.record({ Sid: fc.string(), Effect: fc.constantFrom("Allow", "Deny"), Action: fc.string() });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1 }), (statements) => {
        fc.pre(statements.every(({ Sid }) => Sid !== "BulkheadContained"));
        const before = { Version: "2012-10-17", Statement: statements };
        expect(JSON.parse(withoutDenial(withDenial(JSON.stringify(before))) ?? "")).toEqual(before);
      }),
      { seed: 1 },
    );
  });
});

describe("the permissions of a command", () => {
  const scope: Scope = {
    ...{ partition: "aws", account: "111122223333", region: "eu-west-1" },
    ...{ stack: "grid", bot: "grid", network: "mainnet" },
  };
  const textOf = (command: string): string => JSON.stringify(permissionsOf(command, scope));
  const mine = [
    ["aws:resourcetag/bulkhead:bot", "grid"],
    ["aws:resourcetag/bulkhead:network", "mainnet"],
    ["aws:resourcetag/bulkhead:key", "custody"],
  ] as const;
  const others = [
    ["aws:resourcetag/bulkhead:bot", "other"],
    ["aws:resourcetag/bulkhead:network", "mainnet"],
    ["aws:resourcetag/bulkhead:key", "custody"],
  ] as const;
  const key = "arn:aws:kms:eu-west-1:111122223333:key/0";
  const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-exchange-1a2b3c4-AbCdEf";

  it.each(permittedCommands)("%s never read a credential, and make nobody an administrator", (command) => {
    for (const action of [
      "secretsmanager:GetSecretValue",
      "kms:Decrypt",
      "kms:PutKeyPolicy",
      "iam:AttachRolePolicy",
      "iam:CreateRole",
      "iam:PassRole",
      "sts:AssumeRole",
    ]) {
      expect([action, allowed(action, [textOf(command)], action.startsWith("kms") ? key : secret, mine)]).toEqual([
        action,
        false,
      ]);
    }
  });

  it.each(permittedCommands)("%s name every action in full, each statement by its own id", (command) => {
    const statements = permissionsOf(command, scope)?.Statement ?? [];
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
  });

  it("of a containment are for this bot's resources, and for no other's", () => {
    const documents = [textOf("contain")];
    expect(allowed("kms:DisableKey", documents, key, mine)).toBe(true);
    expect(allowed("kms:DisableKey", documents, key, others)).toBe(false);
    expect(
      allowed("kms:DisableKey", documents, key, [...mine.slice(0, 2), ["aws:resourcetag/bulkhead:key", "records"]]),
    ).toBe(false);
    expect(allowed("kms:EnableKey", documents, key, mine)).toBe(false);
    expect(allowed("secretsmanager:PutResourcePolicy", documents, secret, mine)).toBe(true);
    expect(allowed("secretsmanager:PutResourcePolicy", documents, secret.replace("grid-", "other-"), mine)).toBe(false);
    expect(allowed("iam:PutRolePolicy", documents, role)).toBe(true);
    expect(allowed("iam:PutRolePolicy", documents, role.replace("grid-", "other-"))).toBe(false);
    expect(allowed("ssm:SendCommand", documents, "arn:aws:ec2:eu-west-1:111122223333:instance/i-0", others)).toBe(
      false,
    );
  });

  it.each([
    ["audit", true, false],
    ["doctor", true, false],
    ["watch", true, false],
    ["sandbox verify", true, false],
    ["secret put", true, false],
    ["rotate", true, true],
    ["contain", true, true],
    ["drill", true, true],
    ["retire", true, true],
    ["release", false, true],
    ["review", false, false],
    ["fleet", false, false],
  ])("of %s let the host look: %p, and act: %p, by its own documents and no others", (command, look, act) => {
    const sends = (document: string): boolean | undefined =>
      allowed("ssm:SendCommand", [textOf(command)], `arn:aws:ssm:eu-west-1:${document}`, mine);
    expect(sends("111122223333:document/bulkhead-grid-mainnet-look")).toBe(look);
    expect(sends("111122223333:document/bulkhead-grid-mainnet-act")).toBe(act);
    for (const other of [
      ":document/AWS-RunShellScript",
      "111122223333:document/bulkhead-other-mainnet-look",
      "111122223333:document/bulkhead-grid-testnet-act",
      "444455556666:document/bulkhead-grid-mainnet-look",
    ])
      expect([other, sends(other)]).toEqual([other, false]);
  });

  it("of retire lift a protection, and write no user data", () => {
    const host = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0";
    const sets = (...attribute: readonly (readonly [string, string])[]): boolean | undefined =>
      allowed("ec2:ModifyInstanceAttribute", [textOf("retire")], host, [...mine, ...attribute]);
    expect(sets(["ec2:attribute", "DisableApiTermination"])).toBe(true);
    expect(sets(["ec2:attribute", "UserData"])).toBe(false);
    expect(sets()).not.toBe(true);
  });

  it("of secret put and rotate put values and delete none", () => {
    for (const command of ["secret put", "rotate"]) {
      expect(allowed("secretsmanager:PutSecretValue", [textOf(command)], secret, mine)).toBe(true);
      expect(allowed("secretsmanager:PutSecretValue", [textOf(command)], secret, others)).toBe(false);
      expect(allowed("secretsmanager:DeleteSecret", [textOf(command)], secret, mine)).toBe(false);
    }
  });
});

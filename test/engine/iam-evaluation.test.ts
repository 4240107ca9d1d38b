import fc from "fast-check";
import program from "../../infra/index";
import { type Facts } from "../../policies/access/condition";
import { decide } from "../../policies/access/decide";
import { rulesOf } from "../../policies/access/document";
import type { Ternary } from "../../policies/access/ternary";
import { register, shippedConfig } from "../infra/register";
import { IamAccount, type Principal, account } from "./iam-account";

jest.setTimeout(120_000);

type Statement = Readonly<Record<string, unknown>>;

/** One call, with all that decides about it. */
interface Question {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly identity: readonly Statement[];
  readonly boundary?: readonly Statement[] | undefined;
  readonly policy: readonly Statement[];
  /** What AWS documents that the call carries. */
  readonly carried: Readonly<Record<string, string | null>>;
}

const elsewhere = "444455556666";
const tried = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "secretsmanager:GetSecretValue",
  "secretsmanager:DescribeSecret",
] as const;

const without = (name: string) => (question: Question) => ({
  ...question,
  carried: { ...question.carried, [name]: null },
});

/** Where MiniStack answers another question than AWS would: the question that it answers, and what AWS documents. */
const differences: readonly {
  readonly what: string;
  readonly source: string;
  readonly asked: (question: Question) => Question;
}[] = [
  {
    what: "aws:PrincipalArn of a role's session is the session's ARN, not the role's",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn",
    asked: (question) => ({
      ...question,
      carried: { ...question.carried, "aws:PrincipalArn": question.principal.callsAs },
    }),
  },
  {
    what: "no request carries aws:PrincipalIsAWSService",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice",
    asked: without("aws:PrincipalIsAWSService"),
  },
  {
    what: "no request carries kms:CallerAccount",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-caller-account",
    asked: without("kms:CallerAccount"),
  },
  {
    what: "a statement with NotPrincipal speaks of nobody",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
    asked: (question) => ({ ...question, policy: question.policy.filter((one) => !("NotPrincipal" in one)) }),
  },
];

function decided(
  { principal, action, resource, identity, boundary, policy, carried }: Question,
  resourceDecides = action.startsWith("kms:"),
): Ternary {
  const facts: Facts = new Map(Object.entries(carried).map(([name, value]) => [name.toLowerCase(), value]));
  const rules = (statements: readonly Statement[]) => rulesOf({ Statement: statements });
  return decide(
    { caller: { arn: principal.arn, account }, action, resource, facts },
    {
      identity: rules(identity),
      ...(boundary && { boundary: rules(boundary) }),
      resource: rules(policy),
      account,
      resourceDecides,
    },
  ).allowed;
}

const carriedBy = (principal: Principal, action: string): Question["carried"] => ({
  "aws:PrincipalArn": principal.arn,
  "aws:PrincipalAccount": account,
  "aws:PrincipalIsAWSService": "false",
  "aws:RequestedRegion": "eu-west-1",
  "aws:SecureTransport": "false",
  "aws:SourceIp": "127.0.0.1",
  "aws:username": principal.kind === "User" ? principal.name : null,
  "kms:CallerAccount": action.startsWith("kms:") ? account : null,
  "kms:ViaService": null,
});

/** How the evaluators agreed, over many questions. */
class Agreement {
  asked = 0;
  allowed = 0;
  undecided = 0;
  readonly explained = new Map<string, number>();
  readonly unexplained: unknown[] = [];

  /** Undecided is refused. */
  add(question: Question, theirs: boolean): void {
    const ours = decided(question);
    this.asked++;
    if (theirs) this.allowed++;
    if (ours === undefined) this.undecided++;
    if (ours === undefined || ours === theirs) return;
    const asTheyTakeIt = decided(differences.reduce((asked, difference) => difference.asked(asked), question));
    const reasons = differences.filter(({ asked }) => decided(asked(question)) !== ours);
    if (reasons.length === 0 || (asTheyTakeIt ?? theirs) !== theirs) {
      this.unexplained.push({ ...question, principal: question.principal.arn, ours, theirs });
    }
    for (const { what } of reasons) this.explained.set(what, (this.explained.get(what) ?? 0) + 1);
  }
}

let iam: IamAccount;
beforeAll(async () => {
  iam = await IamAccount.start();
});
afterAll(() => iam.stop());

const oneOrMore = <T>(...from: readonly T[]): fc.Arbitrary<T | T[]> =>
  fc.oneof(fc.constantFrom(...from), fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 2 }));

const tests = (role: string, user: string): readonly (readonly [operator: string, key: string, value: unknown])[] => {
  const arns = [role, user, `arn:aws:iam::${account}:role/*`, "arn:aws:iam::*:user/?lice"];
  const ofArn = (operator: string, more: readonly string[] = []) =>
    [...arns, ...more].map((value) => [operator, "aws:PrincipalArn", value] as const);
  return [
    ...["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "ArnLikeIfExists", "StringLike"].flatMap((operator) =>
      ofArn(operator),
    ),
    ["ArnNotLike", "aws:PrincipalArn", arns.slice(0, 2)],
    ["StringEquals", "aws:PrincipalAccount", account],
    ["StringEquals", "aws:PrincipalAccount", [elsewhere, account]],
    ["StringNotEquals", "aws:PrincipalAccount", [elsewhere, account]],
    ["StringNotEqualsIfExists", "aws:PrincipalAccount", elsewhere],
    ["StringEqualsIgnoreCase", "aws:RequestedRegion", "EU-WEST-1"],
    ["StringNotLike", "aws:RequestedRegion", "eu-*"],
    ["StringLike", "AWS:requestedregion", ["us-*", "eu-west-?"]],
    ["Bool", "aws:SecureTransport", "false"],
    ["Bool", "aws:SecureTransport", true],
    ["BoolIfExists", "aws:PrincipalIsAWSService", "true"],
    ...Array.from({ length: 6 }, () => ["Bool", "aws:PrincipalIsAWSService", "false"] as const),
    ["IpAddress", "aws:SourceIp", "127.0.0.0/8"],
    ["NotIpAddress", "aws:SourceIp", ["127.0.0.1/32", "203.0.113.0/24"]],
    ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24"],
    ["StringEquals", "aws:username", "alice"],
    ["StringNotEquals", "aws:username", "alice"],
    ["StringEqualsIfExists", "aws:username", "bob"],
    ["ForAllValues:StringEquals", "aws:username", ["alice", "bob"]],
    ["ForAnyValue:StringLike", "aws:username", ["a*"]],
    ["Null", "aws:username", "true"],
    ["Null", "aws:username", "false"],
    ...Array.from({ length: 6 }, () => ["StringEquals", "kms:CallerAccount", account] as const),
    ["StringEquals", "kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com"],
    ["StringNotEquals", "kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com"],
    ["StringEqualsIfExists", "kms:ViaService", "ec2.eu-west-1.amazonaws.com"],
    ["Null", "kms:ViaService", true],
  ];
};

test("real calls in an account go through where the evaluator says so, but for what MiniStack takes otherwise than AWS", async () => {
  const [key, secret] = [await iam.key(), await iam.secret("grid")];
  const [role, user] = [await iam.role("grid"), await iam.user("alice")];
  const condition = fc.array(fc.constantFrom(...tests(role.arn, user.arn)), { maxLength: 2 }).map((chosen) => {
    const written: Record<string, Record<string, unknown>> = {};
    for (const [operator, name, value] of chosen) (written[operator] ??= {})[name] = value;
    return written;
  });
  const principal = fc.oneof(
    fc.constantFrom<unknown>("*", { AWS: "*" }, { AWS: account }, { AWS: `arn:aws:iam::${account}:root` }),
    oneOrMore(role.arn, user.arn, `arn:aws:iam::${account}:role/other`, elsewhere).map((AWS) => ({ AWS })),
    fc.constant({ Service: "sns.amazonaws.com" }),
  );
  const statement = (about: string, withPrincipal: boolean): fc.Arbitrary<Statement> =>
    fc
      .record({
        Effect: fc.constantFrom(...Array<string>(6).fill("Allow"), "Deny"),
        action: fc.tuple(
          fc.constantFrom(...Array<string>(5).fill("Action"), "NotAction"),
          oneOrMore(
            "*",
            "*",
            "kms:*",
            "KMS:de?rypt",
            "kms:Describe*",
            "secretsmanager:*",
            "SecretsManager:getsecretvalue",
          ),
        ),
        resource: fc.tuple(
          fc.constantFrom(...Array<string>(5).fill("Resource"), "NotResource"),
          oneOrMore("*", "*", about, `${about.slice(0, -2)}*`, `${about}x`, about.toUpperCase()),
        ),
        principal: fc.tuple(fc.constantFrom(...Array<string>(12).fill("Principal"), "NotPrincipal"), principal),
        Condition: fc.oneof(fc.constant({}), condition),
      })
      .map(({ Effect, action: [a, actions], resource: [r, resources], principal: [p, who], Condition }) => ({
        Effect,
        [a]: actions,
        [r]: resources,
        ...(withPrincipal ? { [p]: who } : {}),
        ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
      }));
  const any = fc.constantFrom(key, secret);
  const own = any.chain((about) => statement(about, false));
  const documents = fc.record({
    identity: fc.array(own, { minLength: 1, maxLength: 4 }),
    boundary: fc.option(fc.array(own, { minLength: 1, maxLength: 2 }), { freq: 1, nil: undefined }),
    policies: fc.tuple(
      fc.array(statement(key, true), { minLength: 1, maxLength: 4 }),
      fc.array(statement(secret, true), { maxLength: 3 }),
    ),
  });
  const agreement = new Agreement();
  for (const { identity, boundary, policies } of fc.sample(documents, { numRuns: 45, seed: 20261123 })) {
    const [keyPolicy, secretPolicy] = policies;
    await Promise.all([
      iam.admit(key, keyPolicy),
      iam.admit(secret, secretPolicy),
      ...[role, user].map((caller) => iam.grant(caller, identity, boundary)),
    ]);
    await Promise.all(
      [role, user].flatMap((caller) =>
        tried.map(async (action) => {
          const [resource, policy] = action.startsWith("kms:") ? [key, keyPolicy] : [secret, secretPolicy];
          const carried = carriedBy(caller, action);
          const question = { principal: caller, action, resource, identity, boundary, policy, carried };
          agreement.add(question, await iam.allows(caller, action, resource));
        }),
      ),
    );
  }
  const { asked, allowed, undecided, explained, unexplained } = agreement;
  expect(unexplained).toEqual([]);
  expect(asked).toBe(360);
  expect(allowed / asked).toBeGreaterThan(0.15);
  expect(undecided / asked).toBeLessThan(0.1);
  // What does not occur is no difference.
  expect([...explained.keys()].sort()).toEqual(differences.map(({ what }) => what).sort());
});

test("the shipped stack's documents let through in an account what the evaluator says, and nothing else", async () => {
  const stack = "grid-mainnet";
  const { registrations } = await register(program, { stack, config: shippedConfig(stack) });
  const policiesOf = (type: string, name: string): readonly unknown[] =>
    registrations.filter((one) => one.type === type && one.name.startsWith(name)).map(({ inputs }) => inputs.policy);
  const [custody, records] = [await iam.key(), await iam.key()];
  const secret = await iam.secret(`${stack}-exchange-1a2b3c4`);
  const inRegion = (service: string) => `arn:aws:${service}:eu-west-1:${account}:`;
  const standIns: readonly (readonly [string, string])[] = [
    [`${inRegion("kms")}key/${stack}-custody-1a2b3c4`, custody],
    [`${inRegion("kms")}key/${stack}-records-1a2b3c4`, records],
    [`${inRegion("secretsmanager")}secret:${stack}-exchange-1a2b3c4-AbCdEf`, secret],
  ];
  /** Statements, about the account's keys and secret in place of the made-up ones. */
  const statements = (documents: readonly unknown[]): readonly Statement[] =>
    documents.flatMap((document) => {
      const text = typeof document === "string" ? document : JSON.stringify(document);
      const here = standIns.reduce((last, [madeUp, real]) => last.replaceAll(madeUp, real), text);
      return (JSON.parse(here) as { Statement: readonly Statement[] }).Statement;
    });
  const policies = new Map([
    [custody, statements(policiesOf("aws:kms/keyPolicy:KeyPolicy", `${stack}-custody`))],
    [records, statements(policiesOf("aws:kms/keyPolicy:KeyPolicy", `${stack}-records`))],
    [secret, statements(policiesOf("aws:secretsmanager/secretPolicy:SecretPolicy", `${stack}-exchange`))],
  ]);
  for (const [arn, policy] of policies) {
    expect(policy.length).toBeGreaterThan(1);
    await iam.admit(arn, policy);
  }
  const everything = [{ Effect: "Allow", Action: "*", Resource: "*" }];
  const own = statements(policiesOf("aws:iam/rolePolicy:RolePolicy", `${stack}-bot-`));
  expect(own.length).toBeGreaterThan(3);
  const bot = await iam.role(`${stack}-bot-1a2b3c4`);
  const agreement = new Agreement();
  const people = ["admin", "operator", "responder", "deployer"].map((name) => `bulkhead-${name}`);
  for (const name of [bot.name, ...people, "AccountAdministrator"]) {
    const caller = name === bot.name ? bot : await iam.role(name);
    const identity = caller === bot ? own : everything;
    await iam.grant(caller, identity);
    for (const [resource, policy] of policies) {
      for (const action of [...tried, "kms:GetKeyPolicy", "secretsmanager:GetResourcePolicy"] as const) {
        if (action.startsWith("kms:") !== resource.startsWith("arn:aws:kms:")) continue;
        const question = { principal: caller, action, resource, identity, policy, carried: carriedBy(caller, action) };
        agreement.add(question, await iam.allows(caller, action, resource));
      }
    }
  }
  expect(agreement.unexplained).toEqual([]);
  expect(agreement.asked).toBe(6 * 9);

  // What the bot's role is granted at all, over every action and resource that its documents name.
  const named = (element: string) => [...new Set(own.flatMap((one) => one[element] as string | readonly string[]))];
  const actions = [...named("Action"), "s3:GetObject", "iam:PassRole", "kms:Decrypt", "secretsmanager:PutSecretValue"];
  let granted = 0;
  for (const resource of [...named("Resource"), custody, records, secret]) {
    const simulated = await iam.simulate(bot, actions, resource);
    for (const action of actions) {
      const ours = decided(
        {
          principal: bot,
          action,
          resource,
          identity: own,
          policy: [],
          carried: { ...carriedBy(bot, action), "aws:PrincipalArn": bot.callsAs },
        },
        false,
      );
      if (ours === true) granted++;
      expect([action, resource, simulated.get(action)]).toEqual([action, resource, ours ?? false]);
    }
  }
  expect(granted).toBeGreaterThan(3);
});

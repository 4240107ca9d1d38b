import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { PolicyFacts } from "../../ops/embedded/pack";
import type { Properties } from "../../ops/embedded/properties";
import type { StackResult } from "../../ops/embedded/stack-run";
import type { Framework } from "../../ops/report/coverage";
import { reportOf, type Report } from "../../ops/report/report";
import type { Verdict } from "../../policies/verdict";

/** What a program may call a thing to break out of a report's form. */
export const hostileName =
  `"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>]]>'\`${"`".repeat(3)} |@everyone ` +
  "https://evil.example/ [x](javascript:1) %0A::error::forged\u202e\u0007\ufffe\n::error::forged too";

/** The frameworks that reports are tried with. */
export const frameworks: readonly Framework[] = [
  {
    title: `Trial ${hostileName}`,
    controls: [
      { id: "T-1", title: hostileName, policies: ["trial-refuses", "trial-passes"] },
      { id: "T-2", policies: ["trial-passes"] },
      { id: "T-3", title: "Open", policies: ["trial-open"] },
      { id: "T-4", title: "Idle", policies: ["trial-idle"] },
    ],
  },
];

const facts = (name: string, more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  name,
  description: `States what \`${name}\` wants, and ${hostileName}.`,
  about: "resource",
  level: EnforcementLevel.MANDATORY,
  severity: "high",
  remedy: "Mend it with `pulumi config set`.",
  url: "https://example.com/policy",
  tags: ["trial"],
  ...more,
});

/** The policies of all reports here. */
export const policies: readonly PolicyFacts[] = [
  facts("trial-refuses", { severity: "critical" }),
  facts("trial-passes", { url: "javascript:window.pwned=1" }),
  facts("trial-open"),
  facts("trial-advises", { severity: "low" }),
  facts("trial-idle"),
  facts("trial-waived", { tags: ["waivers"] }),
];

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::trial::${type}::${name}`;
const keyUrn = urnOf("aws:kms/key:Key", hostileName);
const secretUrn = urnOf("aws:secretsmanager/secret:Secret", "exchange");
const hostUrn = urnOf("aws:ec2/instance:Instance", hostileName);

const verdict: Verdict = {
  policy: "trial-refuses",
  level: "mandatory",
  severity: "critical",
  urn: keyUrn,
  path: `tags["${hostileName}"]`,
  message: `description holds ${hostileName}, expected \`none\``,
  remedy: `Use another, as \`${hostileName}\` says.`,
  file: "index.ts",
  line: 12,
};

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
const properties: readonly (readonly [string, Properties])[] = [
  [
    keyUrn,
    {
      arn: keyArn,
      keyId: "1",
      policy: JSON.stringify({
        Statement: [
          { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
          {
            Effect: "Allow",
            Principal: { AWS: [`arn:aws:iam::111122223333:role/${hostileName}`] },
            Action: ["kms:GenerateDataKey"],
            Resource: "*",
            Condition: { StringEquals: { "kms:ViaService": "<b>.eu-west-1.amazonaws.com" } },
          },
        ],
      }),
    },
  ],
  [secretUrn, { kmsKeyId: keyArn }],
  [hostUrn, { id: "i-1", subnetId: "<i>" }],
];

const result: StackResult = {
  stack: "dev",
  file: "Pulumi.dev.yaml",
  resources: [
    {
      urn: keyUrn,
      type: "aws:kms/key:Key",
      name: hostileName,
      parent: "",
      file: "/trial/index.ts",
      line: 3,
      madeUp: [],
    },
    {
      urn: secretUrn,
      type: "aws:secretsmanager/secret:Secret",
      name: "exchange",
      parent: "",
      file: undefined,
      line: undefined,
      madeUp: [],
    },
    {
      urn: hostUrn,
      type: "aws:ec2/instance:Instance",
      name: hostileName,
      parent: "",
      file: undefined,
      line: undefined,
      madeUp: [],
    },
  ],
  properties: new Map(properties),
  verdicts: [
    verdict,
    { ...verdict, message: `resting ${hostileName}`, assumed: true },
    {
      policy: "trial-refuses",
      level: "mandatory",
      severity: "critical",
      urn: secretUrn,
      message: "without a place",
      remedy: "",
    },
    { ...verdict, policy: "trial-advises", level: "advisory", severity: "low" },
    {
      ...verdict,
      policy: "trial-waived",
      level: "advisory",
      file: "waivers.yaml",
      message: "trial-refuses is waived.",
    },
  ],
  undecided: [{ policy: "trial-open", urn: secretUrn, reason: hostileName }],
  mended: [{ policy: "trial-passes", urn: keyUrn, path: hostileName }],
  judged: new Map([
    [keyUrn, ["trial-refuses", "trial-passes"]],
    [secretUrn, ["trial-refuses", "trial-passes", "trial-open"]],
  ]),
  idle: [{ policy: "trial-idle", reason: `only ${hostileName}` }],
  policies,
  messages: [{ severity: "warning", text: hostileName }],
};

const subject = {
  program: "sub/trial",
  folder: "/trial",
  state: undefined,
  limits: [{ subject: "the rest", reason: hostileName }],
};

/** Everything that a report can hold, under names that try to break out of it. */
export const hostile: Report = reportOf([
  { ...subject, stack: "dev", outcome: result },
  { ...subject, stack: hostileName, outcome: `${hostileName}\nsecond line` },
]);

/** A clean stack beside a refused one, and a state. */
export const plain: Report = reportOf([
  {
    ...subject,
    stack: "clean",
    outcome: { ...result, stack: "clean", verdicts: [], undecided: [], mended: [], messages: [] },
  },
  {
    ...subject,
    stack: "refused",
    outcome: { ...result, stack: "refused", verdicts: [verdict], undecided: [], mended: [] },
  },
  {
    ...subject,
    program: undefined,
    folder: "",
    state: "state.json",
    stack: "live",
    outcome: { ...result, stack: "live", file: undefined, verdicts: [], undecided: [], mended: [] },
  },
]);

/** As many stacks as a large project has. */
export const many: Report = reportOf(
  Array.from({ length: 40 }, (_, index) => ({
    ...subject,
    stack: `market-maker-number-${index + 1}`,
    outcome:
      index % 7 === 0
        ? "Its file can't be read."
        : { ...result, verdicts: index % 3 === 0 ? [verdict] : [], undecided: [] },
  })),
);

/** A stack three levels deep, in which one resource of `ward` alone is refused. */
export const deep: Report = reportOf([
  {
    ...subject,
    stack: "dev",
    outcome: {
      ...result,
      resources: Object.entries({
        dev: "",
        bot: "dev",
        ward: "bot",
        yard: "bot",
        first: "ward",
        gate: "ward",
        lock: "gate",
        second: "ward",
        third: "yard",
        fourth: "third",
      }).map(([name, parent]) => ({
        urn: urnOf("t", name),
        type: "t",
        name,
        parent: parent === "" ? "" : urnOf("t", parent),
        file: undefined,
        line: undefined,
        madeUp: [],
      })),
      verdicts: [{ ...verdict, urn: urnOf("t", "lock") }],
    },
  },
]);

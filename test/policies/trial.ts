import { resourcePolicy } from "../../policies/policy";

/** What a policy that stands only in a test says of itself. */
export const metadata = {
  name: "compute-trial",
  description: "A trial.",
  severity: "low",
  level: "mandatory",
  remediationSteps: "Nothing.",
  rationale: "A trial.",
  example: "{}",
  url: "https://example.com",
  tags: [],
} as const;

type Rule = Parameters<typeof resourcePolicy>[1];

/** A policy on every type that judges so. */
export const seen = (judge: Rule["judge"]) => resourcePolicy("*", { ...metadata, judge }).sdk;

/** A policy on every type that mends so. */
export const mending = (mend: NonNullable<Rule["mend"]>, name: string = metadata.name) =>
  resourcePolicy("*", { ...metadata, name, level: "remediate", judge: () => undefined, mend }).sdk;

import { gunzipSync } from "node:zlib";
import Ajv from "ajv";
import { UserError } from "../user-error";

/** What came of the ways out of a host. */
export interface SandboxReport {
  /** When it began, in UTC (RFC 3339). */
  readonly at: string;
  readonly seconds: number;
  /** Kinds of ways that must be refused. */
  readonly ways: number;
  readonly connections: number;
  readonly failed: number;
  readonly results: readonly WayResult[];
}

/** One way, as one user, to one target. */
export interface WayResult {
  readonly way: string;
  /** The user whose way it would be. */
  readonly as: string;
  readonly target: string;
  readonly expected: "refused" | "answers";
  readonly got: string;
  readonly connections: number;
  readonly ok: boolean;
}

const words = { type: "string", maxLength: 300 };
const count = { type: "integer", minimum: 0 };
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["at", "seconds", "ways", "connections", "failed", "results"],
  properties: {
    at: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$" },
    seconds: { type: "number", minimum: 0 },
    ways: count,
    connections: count,
    failed: count,
    results: {
      type: "array",
      maxItems: 10_000,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["way", "as", "target", "expected", "got", "connections", "ok"],
        properties: {
          way: words,
          as: words,
          target: words,
          expected: { enum: ["refused", "answers"] },
          got: words,
          connections: count,
          ok: { type: "boolean" },
        },
      },
    },
  },
};

/** So many kinds of ways a report has at least; one with fewer was not made by the script that we sent for. */
export const fewestWays = 30;

/** The report inside the script's packed output. Throws UserError where it proves nothing. */
export function unpacked(output: string): SandboxReport {
  const refuse = (what: string): never => {
    throw new UserError(
      `The host's report ${what}; nothing is known about its sandbox. Compare the host's files with this version of Bulkhead.`,
    );
  };
  let report: unknown;
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(output.trim())) throw new Error("no base64");
    report = JSON.parse(gunzipSync(Buffer.from(output.trim(), "base64"), { maxOutputLength: 16_000_000 }).toString());
  } catch {
    return refuse("can't be read");
  }
  if (new Ajv().validate(schema, report) !== true) return refuse("has another shape than expected");
  const { ways, failed, results, connections } = report as SandboxReport;
  if (ways < fewestWays || connections < ways) return refuse(`covers ${ways} ways, expected at least ${fewestWays}`);
  // The verdict follows from the results, not from what the report says of itself.
  const wrong = results.filter(({ expected, got, ok }) => !ok || !isAsExpected(expected, got)).length;
  if (wrong !== failed) return refuse("contradicts itself");
  if (!results.some(({ expected }) => expected === "answers"))
    return refuse("does not say whether a listed host answers");
  return report as SandboxReport;
}

function isAsExpected(expected: WayResult["expected"], got: string): boolean {
  return expected === "answers"
    ? got === "answers"
    : !["answers", "sent", "opened", "could not be tried"].includes(got);
}

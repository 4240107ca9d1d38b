import { join } from "node:path";
import { madeUp } from "../policies/samples";
import { Machine, type Project, type Run } from "./machine";
import { root } from "./parts";
import { projectOf, type Whereabouts } from "./project-of";
import { traces } from "./traces";

jest.setTimeout(600_000);

interface Program {
  readonly secret: Whereabouts;
  /** Mandatory violations in a preview, as `policy resource path`. */
  readonly preview: readonly string[];
  /** And at `up --skip-preview`; absent: the same. */
  readonly up?: readonly string[];
  /** What AWS makes at `up --skip-preview`, by name. */
  readonly made: readonly string[];
}

// The verdicts are written by hand.
const programs: Readonly<Record<string, Program>> = {
  clean: { secret: "config", preview: [], made: ["custody", "exchange", "exchange"] },
  "user-data": { secret: "program", preview: ["secrets-user-data-clean leak userData"], made: ["before"] },
  "launch-template": { secret: "program", preview: ["secrets-user-data-clean leak userData"], made: ["before"] },
  "lambda-environment": {
    secret: "program",
    preview: ["secrets-lambda-env-clean leak environment.variables.BINANCE_API_SECRET"],
    made: ["before"],
  },
  "ecs-environment": {
    secret: "program",
    preview: ["secrets-ecs-env-clean leak containerDefinitions[0].environment[0].value"],
    made: ["before"],
  },
  tag: { secret: "config", preview: ["secrets-no-tag-or-name-leak leak tags.login"], made: ["before"] },
  "hidden-in-description": {
    secret: "config",
    preview: ["secrets-no-tag-or-name-leak leak description"],
    made: ["before"],
  },
  "stack-file": {
    secret: "plain config",
    preview: ["config-no-plaintext-secret stack-file-dev bot:binanceApiSecret"],
    made: [],
  },
  "secret-version": { secret: "program", preview: ["secrets-value-provenance leak secretString"], made: ["before"] },
  "provider-credentials": {
    secret: "program",
    preview: ["config-no-static-aws-credentials leak accessKey", "config-no-static-aws-credentials leak secretKey"],
    made: [],
  },
  // Decided at `up`, because it is not known before: the first of the two sorts in which preview and update differ.
  "known-at-up": {
    secret: "config",
    preview: [],
    up: ["secrets-user-data-clean leak userData"],
    made: ["before"],
  },
  // Policies on the whole stack would be the second sort: without a preview they speak when everything is there. That a
  // stack has one bot is therefore judged resource by resource.
  "two-bots": {
    secret: "program",
    preview: ["bot-one-per-stack second tags.bulkhead:bot"],
    made: ["first"],
  },
};

const machine = new Machine();
afterAll(() => {
  machine.dispose();
});

function violations(run: Run): string[] {
  return run.violations
    .map(({ policy, urn, path }) => `${policy} ${urn.slice(urn.lastIndexOf("::") + 2)} ${path ?? "-"}`)
    .sort();
}

const byText = (left: unknown, right: unknown): number => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

/** What both engines have to agree on. The check also knows the line of the program that makes a resource. */
function checkVerdicts(report: string): unknown[] {
  const { stacks } = JSON.parse(report) as { stacks: { verdicts: Record<string, unknown>[] }[] };
  return stacks
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ level }) => level !== "advisory")
    .map(({ policy, level, severity, urn, path, message, remedy }) => ({
      policy,
      level,
      severity,
      urn,
      path,
      message,
      remedy,
    }))
    .sort(byText);
}

describe.each(Object.entries(programs))("the program %s", (name, program) => {
  const sample = madeUp(`engine ${name}`);
  const withPack = ["--policy-pack", join(root, "policies")];
  let project: Project;
  let preview: Run;
  let up: Run;
  let made: string[];

  beforeAll(async () => {
    project = await projectOf(machine, name, program.secret, sample);
    preview = await project.pulumi(["preview", ...withPack]);
    const before = machine.account.changes().length;
    up = await project.pulumi(["up", ...withPack, "--yes", "--skip-preview"]);
    made = machine.account
      .changes()
      .slice(before)
      .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2));
  });

  it("gets its verdicts in a preview", () => {
    expect(violations(preview)).toEqual(program.preview);
    expect(preview.code === 0).toBe(program.preview.length === 0);
  });

  it("gets them at up without a preview, and is stopped before what leaks is made", () => {
    const expected = program.up ?? program.preview;
    expect(violations(up)).toEqual(expected);
    expect(up.code === 0).toBe(expected.length === 0);
    expect(made.sort()).toEqual(program.made);
  });

  it("gets the same verdicts from bulkhead check", async () => {
    const check = await project.shell(`node ${join(root, "dist", "ops", "bulkhead.js")} check --stack dev --json`);
    expect(check.code).toBe(up.violations.length === 0 ? 0 : 1);
    expect(checkVerdicts(check.console)).toEqual(
      up.violations
        .map(({ policy, level, severity, urn, path, message, remedy }) => ({
          policy,
          level,
          severity,
          urn,
          path: path ?? null,
          message,
          remedy,
        }))
        .sort(byText),
    );
  });

  it("shows no part of its secret in the console or in the state", () => {
    expect({
      preview: traces(preview.console, sample),
      up: traces(up.console, sample),
      state: traces(project.stateText("dev"), sample),
    }).toEqual({ preview: [], up: [], state: [] });
  });
});

import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { many, one, type Values } from "./values";
import { parseCanaries } from "./embedded/canary";
import { readExportedState } from "./embedded/exported-state";
import { ownPack } from "./embedded/own-pack";
import { findPack, type PackFolder } from "./embedded/pack-folder";
import { readPolicyConfig } from "./embedded/policy-config";
import { readProject, stacksOf, type Project } from "./embedded/project";
import { findCommand } from "./embedded/program";
import { Typings } from "./embedded/provider/typings";
import { readStackOutputs } from "./embedded/stack-outputs";
import { runStacks } from "./embedded/run-stacks";
import type { Setting } from "./embedded/stack-run";
import { refuseUnwritable, writeOutput } from "./output-file";
import { formOf, written, type Form } from "./report/formats";
import { limitsOfPrograms, limitsOfState } from "./report/limits";
import { exitCodeOf, reportOf, type Report, type Subject } from "./report/report";
import { styleFor } from "./report/style";
import { quoted, UserError } from "./user-error";

/** `bulkhead check`: 0 passed, 1 refused, 2 undecided; throws UserError where nothing could be judged. */
export async function check(values: Values): Promise<number> {
  const form = formFor(values);
  const files = many(values.report).map(reportFile);
  refuseUnwritable(...files.map(({ path }) => path));
  const state = one(values.state);
  const subjects = state === undefined ? await programs(values) : [await ofState(values, state)];
  const { masked } = await import("./report/masked.js");
  const report = masked(reportOf(subjects));
  await write(report, form, files);
  return exitCodeOf(report.summary);
}

function formFor(values: Values): Form {
  const named = one(values.format);
  if (named === undefined) return values.json === true ? "json" : "console";
  if (values.json === true && named !== "json") throw new UserError("--json and --format exclude each other.");
  return formOf(named, "--format");
}

interface ReportFile {
  readonly form: Form;
  readonly path: string;
}

function reportFile(text: string): ReportFile {
  const at = text.indexOf("=");
  if (at <= 0 || at === text.length - 1) {
    throw new UserError(`--report takes FORMAT=FILE, as in --report sarif=bulkhead.sarif; found ${quoted(text)}.`);
  }
  return { form: formOf(text.slice(0, at), "--report"), path: text.slice(at + 1) };
}

async function write(report: Report, form: Form, files: readonly ReportFile[]): Promise<void> {
  for (const { form: other, path } of files) {
    const text = await written(other, report, styleFor({ isTTY: false }));
    writeOutput(path, text);
  }
  process.stdout.write(await written(form, report, styleFor(process.stdout)));
}

async function programs(values: Values): Promise<Subject[]> {
  const timeoutSeconds = secondsOf(one(values.timeout));
  const project = readProject(resolve(one(values.program) ?? "."));
  const stacks = chosen(project, values);
  const setting: Setting = {
    project,
    command: findCommand(project),
    packFolder: packFor(values),
    typings: new Typings(project.programFolder),
    stackOutputs: readStackOutputs(one(values.outputs)),
    shapes: parseCanaries(many(values.canary), project.name),
    timeoutSeconds,
  };
  const options = { fresh: values.fresh === true, goOn: values.all === true };
  const outcomes = await runStacks(setting, stacks, options, (outcome) => outcome);
  return stacks.map((stack, index) => ({
    stack,
    program: relative(process.cwd(), project.folder) || ".",
    folder: project.folder,
    state: undefined,
    limits: limitsOfPrograms,
    outcome: outcomes[index] ?? "It was not judged.",
  }));
}

async function ofState(values: Values, path: string): Promise<Subject> {
  for (const flag of ["all", "outputs", "timeout", "fresh"]) {
    if (values[flag] !== undefined) throw new UserError(`--state and --${flag} exclude each other: no program is run.`);
  }
  const folder = one(values.program);
  const project = folder === undefined ? undefined : readProject(resolve(folder));
  if (project === undefined && values.canary !== undefined) {
    throw new UserError("--canary needs a stack file: name the project of the state with --program DIR.");
  }
  const state = readExportedState(path);
  const named = many(values.stack);
  if (named.some((stack) => stack !== state.stack)) {
    throw new UserError(`${path} is the state of stack ${JSON.stringify(state.stack)}, and --stack names another.`);
  }
  const { runState } = await import("./embedded/state-run.js");
  const outcome = await runState(
    {
      packFolder: packFor(values),
      typings: new Typings(project?.programFolder ?? __dirname),
      project,
      shapes: project === undefined ? new Map() : parseCanaries(many(values.canary), project.name),
    },
    state,
  );
  return {
    stack: state.stack,
    program: project === undefined ? undefined : relative(process.cwd(), project.folder) || ".",
    folder: project?.folder ?? "",
    state: path,
    limits: limitsOfState(state, project !== undefined),
    outcome,
  };
}

function packFor(values: Values): PackFolder {
  const pack = one(values.pack);
  const preset = one(values.preset);
  const file = one(values["policy-pack-config"]);
  return findPack(pack === undefined ? ownPack() : resolve(pack), [
    ...(preset === undefined ? [] : [readPolicyConfig(presetFile(preset))]),
    ...(file === undefined ? [] : [readPolicyConfig(file)]),
  ]);
}

function presetFile(preset: string): string {
  const folder = join(ownPack(), "presets");
  const known = readdirSync(folder).map((name) => name.replace(/\.json$/u, ""));
  if (!known.includes(preset)) {
    throw new UserError(`There is no preset ${quoted(preset)}; there are ${known.join(", ")}.`);
  }
  return join(folder, `${preset}.json`);
}

function chosen(project: Project, values: Values): readonly string[] {
  const named = many(values.stack);
  const stacks = stacksOf(project);
  if (values.all === true) {
    if (named.length > 0) throw new UserError("--all and --stack exclude each other.");
    if (stacks.length > 0) return stacks;
  }
  if (named.length > 0) return [...new Set(named)];
  const [only] = stacks;
  if (only === undefined) {
    throw new UserError(
      `${project.stackFolder} holds no stack file (Pulumi.STACK.yaml). Create one with pulumi stack init, or pulumi config set.`,
    );
  }
  if (stacks.length > 1) {
    throw new UserError(
      `The project has ${stacks.length} stacks: ${stacks.join(", ")}. Name one with --stack NAME, or judge all with --all.`,
    );
  }
  return [only];
}

function secondsOf(text: string | undefined): number {
  if (text === undefined) return 60;
  const seconds = Number(text);
  if (!(seconds > 0)) throw new UserError(`--timeout takes a number of seconds above 0; found ${quoted(text)}.`);
  return seconds;
}

import { dirname, join, relative, resolve } from "node:path";
import type { Values } from "./values";
import { parseCanaries } from "./embedded/canary";
import type { Pack } from "./embedded/pack";
import { findPack } from "./embedded/pack-folder";
import { findUp, readProject, stacksOf, type Project } from "./embedded/project";
import { findCommand } from "./embedded/program";
import { Typings } from "./embedded/provider/typings";
import { readStackOutputs } from "./embedded/stack-outputs";
import { runStack, type Setting, type StackResult } from "./embedded/stack-run";
import { toConsole } from "./report/console";
import { toJson } from "./report/json";
import { reportOf } from "./report/report";
import { styleFor } from "./report/style";
import { WarmProgram } from "./embedded/warm-program";
import { UserError } from "./user-error";

/** `bulkhead check`: 0 passed, 1 refused, 2 undecided; throws UserError where nothing could be judged. */
export async function check(values: Values): Promise<number> {
  const timeoutSeconds = secondsOf(one(values.timeout));
  const project = readProject(resolve(one(values.program) ?? "."));
  const stacks = chosen(project, values);
  const pack = one(values.pack);
  const setting: Setting = {
    project,
    command: findCommand(project),
    packFolder: pack === undefined ? findPack(ownPack()) : findPack(resolve(pack)),
    typings: new Typings(project.programFolder),
    stackOutputs: readStackOutputs(one(values.outputs)),
    shapes: parseCanaries(many(values.canary), project.name),
    timeoutSeconds,
  };
  const results = await runAll(setting, stacks, values.fresh === true);
  const report = reportOf(relative(process.cwd(), project.folder) || ".", project.folder, results);
  process.stdout.write(values.json === true ? toJson(report) : toConsole(report, styleFor(process.stdout)));
  return { passed: 0, refused: 1, undecided: 2 }[report.summary.result];
}

async function runAll(setting: Setting, stacks: readonly string[], fresh: boolean): Promise<StackResult[]> {
  const results: StackResult[] = [];
  let pack: Pack | undefined;
  const { command, project, packFolder } = setting;
  const several = stacks.length > 1 && !fresh;
  const program = several && WarmProgram.suits(command, project) ? new WarmProgram(command, project) : undefined;
  const style = styleFor(process.stderr);
  const progress = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${style.dim(text)}`);
  };
  try {
    for (const [index, stack] of stacks.entries()) {
      progress(`judging ${stack} (${index + 1} of ${stacks.length})`);
      const ran = await runStack(setting, stack, {
        ...(pack === undefined ? {} : { pack }),
        ...(program === undefined ? {} : { program }),
      });
      results.push(ran.result);
      if (packFolder.reusable && several) pack = ran.pack;
      else ran.pack.stop();
    }
  } finally {
    pack?.stop();
    program?.stop();
    progress("");
  }
  return results;
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

/** The pack that came with this command: policies/ beside ops/, or beside dist/ where this is compiled. */
function ownPack(): string {
  const manifest = findUp(__dirname, join("policies", "PulumiPolicy.yaml"));
  if (manifest === undefined) throw new UserError("Bulkhead's policy pack is missing. Install bulkhead again.");
  return dirname(manifest);
}

function secondsOf(text: string | undefined): number {
  if (text === undefined) return 60;
  const seconds = Number(text);
  if (!(seconds > 0))
    throw new UserError(`--timeout takes a number of seconds above 0; found ${JSON.stringify(text.slice(0, 20))}.`);
  return seconds;
}

function one(value: Values[string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function many(value: Values[string]): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

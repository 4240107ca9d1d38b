import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { UserError } from "../user-error";
import type { CanaryShape } from "./canary";
import { configurationOf, type Configuration } from "./configuration";
import type { ExportedState, StateResource } from "./exported-state";
import { Judge } from "./judge";
import { Pack } from "./pack";
import { startPack, type PackFolder } from "./pack-folder";
import { childEnvironment } from "./program";
import { stackFileOf, type Project } from "./project";
import type { Properties } from "./properties";
import type { Typings } from "./provider/typings";
import type { StackResult } from "./stack-run";
import { stackType } from "./urn";

/** What a state is judged with. */
export interface StateSetting {
  readonly packFolder: PackFolder;
  readonly typings: Typings;
  /** The project whose stack file belongs to the state; without it, policies about the stack file are not asked. */
  readonly project: Project | undefined;
  readonly shapes: ReadonlyMap<string, CanaryShape>;
}

const nowhere: Configuration = { values: new Map(), secretKeys: new Set(), canaries: [] };

/** Has the pack judge every resource of an exported state, and the stack as a whole. Throws UserError. */
export async function runState(setting: StateSetting, state: ExportedState): Promise<StackResult> {
  const { packFolder, project, shapes, typings } = setting;
  if (project !== undefined && project.name !== state.project) {
    throw new UserError(
      `The state is of project ${JSON.stringify(state.project)}, but ${project.file} names ${JSON.stringify(project.name)}. Name the folder of the state's own project with --program DIR, or leave it out.`,
    );
  }
  const file = project === undefined ? undefined : stackFileOf(project, state.stack);
  const configuration =
    project === undefined || file === undefined ? nowhere : configurationOf(project, state.stack, file, shapes);
  const standIn = project === undefined ? emptyProject(state) : undefined;
  const subject = project ?? { folder: standIn ?? "", name: state.project };
  let pack: Pack | undefined;
  try {
    const started = startPack(packFolder, subject, state.stack, configuration, childEnvironment());
    pack = new Pack(started, packFolder.configs);
    const judge = new Judge(pack, subject, state.stack, configuration, "deployed");
    const resources = state.resources.filter(({ registered }) => file !== undefined || registered.type !== stackType);
    for (const { registered, outputs } of resources) {
      await judge.register(registered);
      judge.settle(registered.urn, complete(registered.type, outputs, typings));
    }
    const judgement = await judge.finish(new Set());
    return {
      stack: state.stack,
      file: project === undefined || file === undefined ? undefined : relative(project.folder, file),
      resources: state.resources.map(({ reported }) => reported),
      properties: new Map(state.resources.map((each) => [each.registered.urn, propertiesOf(each)])),
      messages: [],
      ...judgement,
    };
  } finally {
    pack?.stop();
    if (standIn !== undefined) rmSync(standIn, { recursive: true, force: true });
  }
}

function propertiesOf({ registered, outputs }: StateResource): Properties {
  return { ...registered.inputs, ...outputs };
}

/** A state holds all that is known of a resource: what it leaves out of a type's outputs is absent, not unknown. */
function complete(type: string, outputs: Properties, typings: Typings): Properties {
  const absent = [...(typings.resource(type)?.keys() ?? [])].filter((name) => !Object.hasOwn(outputs, name));
  return { ...Object.fromEntries(absent.map((name) => [name, null])), ...outputs };
}

/** The pack wants to know the project's folder; one without any configuration says nothing. */
function emptyProject({ project, stack }: ExportedState): string {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-state-"));
  writeFileSync(join(folder, "Pulumi.yaml"), `${JSON.stringify({ name: project, runtime: "nodejs" })}\n`);
  writeFileSync(join(folder, `Pulumi.${stack.replaceAll("/", "-")}.yaml`), "{}\n");
  return folder;
}

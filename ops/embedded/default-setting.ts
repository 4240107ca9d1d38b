import { ownPack } from "./own-pack";
import { findPack } from "./pack-folder";
import { findCommand } from "./program";
import type { Project } from "./project";
import { Typings } from "./provider/typings";
import type { Setting } from "./stack-run";

/** How `bulkhead check` runs a project's stacks where no flag says otherwise. Throws UserError. */
export function defaultSetting(project: Project): Setting {
  return {
    project,
    command: findCommand(project),
    packFolder: findPack(ownPack()),
    typings: new Typings(project.programFolder),
    stackOutputs: new Map(),
    shapes: new Map(),
    timeoutSeconds: 60,
  };
}

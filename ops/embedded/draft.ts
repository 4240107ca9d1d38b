import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import type { Project } from "./project";

/**
 * Shows a project as if it had these stack files, by stack: a folder of links to what the project really has, with the
 * files in it. The program itself runs where it stands. Nothing of the project is touched.
 */
export async function withDraft<Result>(
  project: Project,
  files: ReadonlyMap<string, string>,
  use: (draft: Project) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-draft-"));
  try {
    const drafted = new Set([...files.keys()].map((stack) => `Pulumi.${stack}.yaml`));
    const below = relative(project.folder, project.stackFolder);
    link(project.folder, folder, below === "" ? drafted : new Set([below.split(/[\\/]/u)[0] ?? ""]));
    const stackFolder = join(folder, below);
    if (below !== "") {
      mkdirSync(stackFolder, { recursive: true });
      link(project.stackFolder, stackFolder, drafted);
    }
    for (const [stack, text] of files) writeFileSync(join(stackFolder, `Pulumi.${stack}.yaml`), text);
    return await use({ ...project, folder, file: join(folder, basename(project.file)), stackFolder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function link(from: string, to: string, without: ReadonlySet<string>): void {
  for (const name of readdirSync(from)) {
    if (!without.has(name)) symlinkSync(join(from, name), join(to, name));
  }
}

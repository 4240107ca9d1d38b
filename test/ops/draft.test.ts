import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withDraft } from "../../ops/embedded/draft";
import { readProject, stackFileOf, stacksOf } from "../../ops/embedded/project";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function projectIn(stackConfigDir?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-project-"));
  folders.push(folder);
  const stacks = join(folder, stackConfigDir ?? "");
  mkdirSync(stacks, { recursive: true });
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: bots\nruntime: nodejs\n${stackConfigDir === undefined ? "" : `stackConfigDir: ${stackConfigDir}\n`}`,
  );
  writeFileSync(join(folder, "package.json"), "{}");
  writeFileSync(join(folder, "waivers.yaml"), "waivers: []\n");
  writeFileSync(join(stacks, "Pulumi.old.yaml"), "config: {}\n");
  return folder;
}

it.each([[undefined], ["stacks"], ["deep/stacks"]])(
  "shows a project with another stack file, where stack files are in %s, and leaves the project as it was",
  async (stackConfigDir) => {
    const folder = projectIn(stackConfigDir);
    const project = readProject(folder);
    let shown = "";
    await withDraft(
      project,
      new Map([
        ["new", "config:\n  a: b\n"],
        ["old", "config:\n  c: d\n"],
      ]),
      (draft) => {
        shown = draft.folder;
        expect(stacksOf(draft)).toEqual(["new", "old"]);
        expect(readFileSync(stackFileOf(draft, "new"), "utf8")).toBe("config:\n  a: b\n");
        expect(readFileSync(stackFileOf(draft, "old"), "utf8")).toBe("config:\n  c: d\n");
        expect(readFileSync(join(draft.folder, "waivers.yaml"), "utf8")).toBe("waivers: []\n");
        expect(readProject(draft.folder)).toMatchObject({ name: "bots", stackFolder: draft.stackFolder });
        expect(draft.programFolder).toBe(project.programFolder);
        return Promise.resolve();
      },
    );
    expect(existsSync(shown)).toBe(false);
    expect(stacksOf(project)).toEqual(["old"]);
    expect(readFileSync(stackFileOf(project, "old"), "utf8")).toBe("config: {}\n");
  },
);

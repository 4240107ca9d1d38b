import type { Project, Run } from "./machine";
import { succeeded } from "./machine";

/** The commands that README.md gives for the first stack, between its markers. */
export function firstStackCommands(readme: string): string {
  const block = /<!-- first-stack -->\n```bash\n(.*?)```\n<!-- \/first-stack -->/su.exec(readme)?.[1];
  if (block === undefined) throw new Error("README.md has no commands between its first-stack markers.");
  return block;
}

/** Makes key, alias and stack as README.md says, for the stack of this name. */
export async function initStack(project: Project, stack: string): Promise<Run> {
  const commands = firstStackCommands(project.read("README.md")).replaceAll("grid-testnet", stack);
  return succeeded(await project.shell(commands));
}

import { styleFor } from "../report/style";
import { UserError } from "../user-error";
import type { Pack } from "./pack";
import { runStack, type Setting, type StackResult } from "./stack-run";
import { WarmProgram } from "./warm-program";

/**
 * Runs stack after stack, and takes from each result what is needed of it: what is not taken is not kept in memory. Where
 * it goes on, a stack that can't be judged is answered by the reason; otherwise that is thrown as UserError.
 */
export async function runStacks<Taken>(
  setting: Setting,
  stacks: readonly string[],
  { fresh, goOn }: { readonly fresh: boolean; readonly goOn: boolean },
  take: (outcome: StackResult | string) => Taken,
): Promise<Taken[]> {
  const taken: Taken[] = [];
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
      try {
        const ran = await runStack(setting, stack, {
          ...(pack === undefined ? {} : { pack }),
          ...(program === undefined ? {} : { program }),
        });
        taken.push(take(ran.result));
        if (packFolder.reusable && several) pack = ran.pack;
        else ran.pack.stop();
      } catch (error) {
        if (!goOn || !(error instanceof UserError)) throw error;
        taken.push(take(error.message));
        pack?.stop();
        pack = undefined;
      }
    }
  } finally {
    pack?.stop();
    program?.stop();
    progress("");
  }
  return taken;
}

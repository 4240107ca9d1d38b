import { awsErrorName } from "../aws/explained";
import { StepFailure } from "../steps/step";
import { UserError } from "../user-error";
import { type HostCommand, runOnHost } from "./run-on-host";

/** What a host answers to a step's command. Throws StepFailure where it gives no answer or the command fails. */
export async function onHost(command: Omit<HostCommand, "accepted">): Promise<string> {
  try {
    return (await runOnHost({ ...command, accepted: [0] })).output.trim();
  } catch (error) {
    throw new StepFailure(error instanceof UserError ? error.message : awsErrorName(error));
  }
}

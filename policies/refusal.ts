import type { Wording } from "./verdict";

/** Thrown where a policy cannot judge for a reason that the user can mend: it becomes the policy's violation. */
export class Refusal extends Error {
  constructor(readonly observation: Omit<Wording, "path">) {
    super(observation.message);
    this.name = "Refusal";
  }
}

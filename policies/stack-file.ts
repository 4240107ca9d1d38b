import type { Stack } from "./marks";
import { Refusal } from "./refusal";

export interface StackFile {
  readonly path: string;
}

export function stackFileInUse(_stack: Stack): StackFile {
  throw new Refusal({ message: "not yet" });
}

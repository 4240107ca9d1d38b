import { readFileSync } from "node:fs";
import { UserError } from "../user-error";
import { canary } from "./canary";
import { isMap } from "./project";
import { secret, type Value } from "./properties";

/** The outputs of one other stack. */
export interface Outputs {
  readonly outputs: Readonly<Record<string, Value>>;
  readonly secretNames: readonly string[];
}

export type StackOutputs = ReadonlyMap<string, Outputs>;

/**
 * Reads `{"STACK": {"OUTPUT": VALUE}}`. A secret output is written `{"secure": ""}` and becomes a random stand-in.
 * Throws UserError.
 */
export function readStackOutputs(file: string | undefined): StackOutputs {
  if (file === undefined) return new Map();
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === undefined ? "is not valid JSON" : `can't be read: ${code}`;
    throw new UserError(`--outputs: ${file} ${what}. It takes a JSON file: {"STACK": {"OUTPUT": VALUE}}.`);
  }
  if (!isMap(content)) throw new UserError(`${file}: a map of stack names to outputs is expected.`);
  return new Map(
    Object.entries(content).map(([stack, given]) => {
      if (!isMap(given)) throw new UserError(`${file}: ${JSON.stringify(stack)}: a map of outputs is expected.`);
      const secretNames: string[] = [];
      const outputs = Object.entries(given).map(([name, value]): [string, Value] => {
        if (!isMap(value) || !("secure" in value)) return [name, value as Value];
        secretNames.push(name);
        return [name, secret(canary())];
      });
      return [stack, { outputs: Object.fromEntries(outputs), secretNames }];
    }),
  );
}

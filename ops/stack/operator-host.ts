import { placeOf } from "../host/place-of";
import type { HostPlace } from "../host/run-on-host";
import { UserError } from "../user-error";
import { one, type Values } from "../values";
import { readBotStack } from "./bot-stack";

/** The host with the master key, of the stack that `--operator-stack` names; undefined where none is named. Throws UserError. */
export function operatorHostOf(values: Values, folder: string, command: string): HostPlace | undefined {
  const stack = one(values["operator-stack"]);
  if (stack === undefined) return undefined;
  const operator = readBotStack(stack, folder, command);
  if (operator.kind !== "operator") {
    throw new UserError(`The stack ${stack} is no operator stack: bulkhead:kind is not operator.`);
  }
  return placeOf(operator);
}

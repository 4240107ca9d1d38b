import { placeOf } from "../host/place-of";
import type { HostPlace } from "../host/run-on-host";
import { UserError } from "../user-error";
import { one, type Values } from "../values";
import { type BotStack, readBotStack } from "./bot-stack";

/** The host with the master key of a bot's exchange, of the stack that `--operator-stack` names; undefined where none is named. Throws UserError. */
export function operatorHostOf(values: Values, bot: BotStack, command: string): HostPlace | undefined {
  const stack = one(values["operator-stack"]);
  if (stack === undefined) return undefined;
  const operator = readBotStack(stack, bot.folder, command);
  if (operator.kind !== "operator") {
    throw new UserError(`The stack ${stack} is no operator stack: bulkhead:kind is not operator.`);
  }
  if (operator.exchange.id !== bot.exchange.id || operator.network !== bot.network) {
    throw new UserError(
      `The operator stack ${stack} is for ${operator.exchange.id}'s ${operator.network}, and ${bot.stack} for ${bot.exchange.id}'s ${bot.network}: its master key has no hold on this bot's.`,
    );
  }
  return placeOf(operator);
}

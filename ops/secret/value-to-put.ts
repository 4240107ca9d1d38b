import type { BotStack } from "../stack/bot-stack";
import { type Fields, fitting, readFields } from "./credential";
import { hold } from "./held";
import type { Giver } from "./read-credential";
import { sealProcess } from "./seal-process";

/** A value to put. */
export interface ValueToPut {
  readonly text: string;
  /** Absent where the value is a text of the bot's own. */
  readonly fields?: Fields;
  readonly warnings: readonly string[];
}

/**
 * Reads the value that is to be put, and holds it against what the stack's exchange issues; what is written down from here on
 * is searched for parts of it. Throws UserError.
 */
export async function valueToPut(giver: Giver, { exchange }: BotStack): Promise<ValueToPut> {
  sealProcess();
  const text = await giver.read();
  if (giver.isText) {
    hold(text);
    return { text, warnings: ["The value was put as it is: a text of the bot's own, which nobody checked."] };
  }
  const fields = readFields(text);
  for (const value of Object.values(fields)) hold(value);
  const { warnings } = fitting(fields, exchange);
  return { text: JSON.stringify(fields), fields, warnings };
}

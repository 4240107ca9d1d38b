import { nearest } from "./nearest";
import { permissionsOf, permittedCommands } from "./permissions/documents";
import { botStack } from "./stack/bot-stack";
import { quoted, UserError } from "./user-error";
import { many, type Values } from "./values";

/**
 * `bulkhead permissions COMMAND`: prints the IAM policy with the least that the command needs for one stack. The account is
 * the one of the stack's own roles; nothing is asked of AWS.
 */
export function permissions(values: Values): number {
  const command = many(values.operands).join(" ");
  if (command === "") {
    process.stdout.write(permittedCommands.map((one) => `${one}\n`).join(""));
    return 0;
  }
  if (!permittedCommands.includes(command)) {
    const close = nearest(command, permittedCommands);
    throw new UserError(
      `${quoted(command)} is no command that calls AWS${close === undefined ? "" : ` (did you mean ${close}?)`}. Those are: ${permittedCommands.join(", ")}.`,
    );
  }
  const { stack, bot, network, region, roles } = botStack(values, "bulkhead permissions");
  const [, partition = "aws", account] = /^arn:(aws[a-z-]*):iam::(\d{12}):role\//u.exec(roles.operators[0] ?? "") ?? [];
  if (account === undefined) {
    throw new UserError(
      `The stack ${stack} lists no role of an account in bulkhead:operators, which says for which account this is.`,
    );
  }
  const document = permissionsOf(command, { partition, account, region, stack, bot, network });
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  return 0;
}

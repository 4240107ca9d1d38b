import { dirname, resolve } from "node:path";
import { Aws } from "./aws/aws";
import { releaseSteps } from "./contain/release-steps";
import { targetOf } from "./contain/target";
import { Journal } from "./journal/journal";
import { botStack } from "./stack/bot-stack";
import { standing } from "./stack/standing";
import { act, exitCode } from "./steps/act";
import { summary } from "./steps/summary";
import { one, type Values } from "./values";

/**
 * `bulkhead release`: undoes what a containment did and can be undone: network, role, secret, custody key, and last the bot.
 * A revoked key stays revoked: put a new one first. Answers 0 when everything was done, 1 when something was not.
 */
export async function release(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead release");
  const aws = new Aws(bot.region);
  try {
    const target = await targetOf(aws, await standing(aws, bot));
    const acted = await act(values, {
      command: "release",
      stack: bot.stack,
      folder: resolve(one(values.program) ?? "."),
      facts: { reason: one(values.reason) ?? null },
      steps: releaseSteps(target, aws),
      aws,
      warnings: [
        "Enabling the custody key takes an administrator of the keys (bulkhead:admins); responders can only disable it.",
      ],
    });
    if (acted === undefined) return 0;
    if (exitCode(acted) === 0)
      Journal.giveUp({ folder: dirname(dirname(acted.journal)), stack: bot.stack, command: "contain" });
    process.stdout.write(summary("release", bot.stack, acted, values.json === true));
    return exitCode(acted);
  } finally {
    await aws.close();
  }
}

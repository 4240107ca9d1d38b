import { dirname, resolve } from "node:path";
import { Aws } from "./aws/aws";
import { newestContainment } from "./contain/newest-containment";
import { releaseSteps } from "./contain/release-steps";
import { targetOf } from "./contain/target";
import type { Entry } from "./journal/entry";
import { Journal } from "./journal/journal";
import { botStack, subjectOf } from "./stack/bot-stack";
import { standing } from "./stack/standing";
import { act, exitCode, journalsOf } from "./steps/act";
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
    const folder = resolve(one(values.program) ?? ".");
    const newest = (command: string): readonly Entry[] =>
      Journal.newest({ folder: journalsOf(values, folder), stack: bot.stack, command });
    const acted = await act(values, {
      command: "release",
      stack: bot.stack,
      subject: subjectOf(bot),
      excludes: ["contain"],
      folder,
      facts: { reason: one(values.reason) ?? null },
      steps: releaseSteps(target, aws),
      aws,
      warnings: [
        ...aliveKey(newestContainment(journalsOf(values, folder), bot), [newest("secret-put"), newest("rotate")]),
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

/** What to say of the key where nothing shows that the containment revoked it, and no other was put since. */
function aliveKey(contained: readonly Entry[], puts: readonly (readonly Entry[])[]): readonly string[] {
  const began = contained[0]?.at ?? "";
  const isRevoked = contained.some(({ kind, step }) => kind === "step-done" && step === "revoke-key");
  if (isRevoked || puts.some((entries) => (entries[0]?.at ?? "") > began && entries.at(-1)?.facts.outcome === "done")) {
    return [];
  }
  return [
    contained.length === 0
      ? "No journal of a containment is here, so nothing shows that the key was revoked. The bot starts on the key that the secret holds."
      : "Nothing shows that the key was revoked: the bot starts on the very key that may have leaked. Delete it at the exchange first.",
  ];
}

import type { Entry } from "../journal/entry";
import { Journal } from "../journal/journal";
import type { BotStack } from "../stack/bot-stack";

type Bot = Pick<BotStack, "stack" | "bot" | "network">;

/** What the entries of a containment of all bots say of one, its steps called as in a run for it alone; none where it was not among them. */
export function ofBot(entries: readonly Entry[], { bot, network }: Omit<Bot, "stack">): readonly Entry[] {
  const prefix = `${bot}-${network}/`;
  const own = entries.flatMap((entry) => {
    const { step } = entry;
    if (step === undefined) return [entry];
    return step.startsWith(prefix) ? [{ ...entry, step: step.slice(prefix.length) }] : [];
  });
  return own.some(({ step }) => step !== undefined) ? own : [];
}

/**
 * The entries of a bot's newest containment in earnest, by itself or with all bots; none where no journal of one is in this
 * folder. Throws UserError where it was changed.
 */
export function newestContainment(folder: string, bot: Bot): readonly Entry[] {
  const alone = Journal.newest({ folder, stack: bot.stack, command: "contain" });
  const withAll = Journal.newest({ folder, stack: "all-bots", command: "contain" }, (entries) => ofBot(entries, bot));
  return (withAll[0]?.at ?? "") > (alone[0]?.at ?? "") ? withAll : alone;
}

import type { AuditFinding } from "./finding";
import { open, passed, settled } from "./judge";
import type { Looked } from "./look";

/**
 * What only shows when stacks are looked at together: a key that two bots have, and, of all stacks, keys that none knows.
 * `unread`: names of stacks whose file can't be read, which may have any key.
 */
export function across(
  all: readonly Looked[],
  isComplete: boolean,
  unread: readonly string[] = [],
): readonly AuditFinding[] {
  const findings: AuditFinding[] = [];
  const holders = new Map<string, Looked[]>();
  for (const looked of all) {
    if (looked.record === undefined) continue;
    holders.set(looked.record.key, [...(holders.get(looked.record.key) ?? []), looked]);
  }
  for (const { bot, record } of all) {
    if (record === undefined) continue;
    const others = (holders.get(record.key) ?? []).map((one) => one.bot.stack).filter((stack) => stack !== bot.stack);
    findings.push({
      ...{ rule: "one-per-bot", stack: bot.stack, file: bot.file, key: record.key },
      ...(others.length === 0
        ? { kind: "passed", message: "No other stack looked at has this key.", remedy: "" }
        : {
            kind: "violated",
            message: `The stacks ${others.join(", ")} have the same key.`,
            remedy: "Give each bot a key of its own: bulkhead rotate.",
          }),
    });
  }
  // Of one stack alone nobody can say what the others know.
  if (!isComplete) return findings;
  const unseen = (exchange: string): readonly string[] => [
    ...unread,
    ...all.flatMap(({ bot, record }) => (record === undefined && bot.exchange.id === exchange ? bot.stack : [])),
  ];
  return [...findings, ...all.flatMap((looked) => known(looked, holders, unseen(looked.bot.exchange.id)))];
}

/** Whether every key of a stack's account is one of a stack's. `unseen`: stacks whose keys nobody could look at. */
function known(
  { bot, record, listed, attested }: Looked,
  holders: ReadonlyMap<string, unknown>,
  unseen: readonly string[],
): readonly AuditFinding[] {
  if (record === undefined) return [];
  const about = { rule: "known", stack: bot.stack, file: bot.file } as const;
  if (!("value" in listed)) {
    return [{ ...about, key: record.key, ...settled(open(listed), attested("known", record.key)) }];
  }
  const strangers = listed.value.filter(({ key }) => !holders.has(key));
  return strangers.length === 0
    ? [{ ...about, key: record.key, ...passed("The exchange lists no key that no stack has.") }]
    : strangers.map(({ key, label }) => {
        const message = `The exchange has a key${label === null ? "" : ` labelled ${JSON.stringify(label)}`} that no stack looked at knows`;
        return unseen.length === 0
          ? {
              ...{ ...about, kind: "violated", key, message: `${message}.` },
              remedy: "Delete it at the exchange, or audit the stack that it belongs to as well.",
            }
          : {
              ...{ ...about, kind: "unknown", key, message: `${message}; it may be that of ${unseen.join(" or ")}.` },
              remedy: "Mend what keeps that from being looked at, and audit again.",
            };
      });
}

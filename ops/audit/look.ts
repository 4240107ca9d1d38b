import { setTimeout as pause } from "node:timers/promises";
import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { answerOf, type ExchangeAnswer, exchangeCalls } from "../host/exchange-call";
import { placeOf } from "../host/place-of";
import { type HostPlace, runOnHost } from "../host/run-on-host";
import type { BotStack } from "../stack/bot-stack";
import { standing, type Standing } from "../stack/standing";
import { UserError } from "../user-error";
import { type Attestation, attestedBy } from "./attestations";
import type { AuditFinding } from "./finding";
import { judgeKey, type Known } from "./judge";
import { keyRecord, type KeyRecord, type Told } from "./key-record";

/** Longer than this an audit does not wait for an exchange's rate limit. */
const longestWaitSeconds = 5;

/** What came of looking at one stack's key. */
export interface Looked {
  readonly bot: BotStack;
  /** The key itself; absent where the exchange did not tell. */
  readonly record?: KeyRecord;
  /** Every key of the account, as the exchange lists them to this one. */
  readonly listed: Told<readonly KeyRecord[]>;
  /** Who vouches for a rule of this key. */
  readonly attested: Known["attested"];
  readonly findings: readonly AuditFinding[];
}

/**
 * Asks the exchange for one stack's key, from the stack's own host, and judges it. Where it can't ask, that is a finding.
 * `known`: what stands in the region, where it was looked up for all stacks at once.
 */
export async function look(
  bot: BotStack,
  aws: Aws,
  attestations: readonly Attestation[],
  now: number,
  known?: readonly Standing[],
): Promise<Looked> {
  const { stack, file } = bot;
  const attested: Known["attested"] = (rule, key) => attestedBy(attestations, rule, key, now);
  const unanswered = (message: string, remedy: string): Looked => ({
    ...{ bot, listed: { unknown: message }, attested },
    findings: [{ rule: "answers", kind: "unknown", stack, file, message, remedy }],
  });
  let found: Standing;
  try {
    const own = known?.find((each) => each.bot === bot.bot && each.network === bot.network);
    found = own ?? (await standing(aws, bot));
  } catch (error) {
    return unanswered(said(error), "Bring the stack up, or sign in to its account.");
  }
  if (found.host === undefined) return unanswered("The stack has no host to ask from.", "Run pulumi up.");
  const place = placeOf(bot, aws);
  try {
    // Both in one command: AWS takes only so many of them a second.
    const [[asked = answerOf(""), listed = answerOf("")], putAt] = await Promise.all([
      questioned(place),
      putOn(aws, found),
    ]);
    if (!asked.ok) {
      const remedy =
        asked.kind === "unsupported"
          ? `${bot.exchange.title} can't say what a key may do. Look at its page.`
          : `Ask which it is: bulkhead doctor --stack ${stack}.`;
      return unanswered(asked.message, remedy);
    }
    const record = keyRecord(asked.result.record);
    if (record === undefined)
      return unanswered("The host's answer names no key.", "Bring the host up to date: pulumi up.");
    const loggedUse = "untold" in record.lastUsed ? await lastLoggedUse(place) : undefined;
    const besides: Known = {
      stack,
      file,
      kind: bot.kind,
      exchange: bot.exchange,
      network: bot.network,
      addresses: found.leavesBy,
      heldAddresses: found.addresses.filter(({ isBound }) => !isBound).map(({ ip }) => ip),
      putAt,
      loggedUse,
      attested,
      now,
    };
    const answered: AuditFinding = {
      ...{ rule: "answers", kind: "passed", stack, file, key: record.key },
      ...{ message: "The exchange answers the key from the stack's address.", remedy: "" },
    };
    return { bot, record, attested, listed: listedBy(listed), findings: [answered, ...judgeKey(record, besides)] };
  } catch (error) {
    return unanswered(said(error), `See whether the host is reachable: bulkhead doctor --stack ${stack}.`);
  }
}

/** The keys of a host's answer; where it lists the asking key alone, it says nothing of others. */
function listedBy(answer: ExchangeAnswer): Looked["listed"] {
  if (!answer.ok) return answer.kind === "unsupported" ? { untold: answer.message } : { unknown: answer.message };
  const { records, whole, next } = answer.result;
  if (!Array.isArray(records) || typeof whole !== "boolean") {
    return { unknown: "The host's answer does not say which keys it lists. Bring the host up to date: pulumi up." };
  }
  if (!whole) return { untold: "The exchange shows this key itself alone, and no others of the account." };
  if (next !== null) return { unknown: "The account has more keys than fit into the host's answer." };
  return { value: records.flatMap((one: unknown) => keyRecord(one) ?? []) };
}

/** What the exchange says of the key, and of others. An exchange that asks for patience gets it, twice. */
async function questioned(place: HostPlace): Promise<readonly ExchangeAnswer[]> {
  for (let attempt = 1; ; attempt++) {
    const answers = await exchangeCalls(place, [{ call: "introspect" }, { call: "list-keys" }]);
    const slow = answers.find((answer) => !answer.ok && answer.kind === "rate-limited");
    if (slow === undefined || slow.ok || attempt === 3) return answers;
    await pause(Math.min(slow.retryAfterSeconds ?? 1, longestWaitSeconds) * 1000);
  }
}

function said(error: unknown): string {
  return error instanceof UserError ? error.message : `unexpected ${awsErrorName(error)}`;
}

/** When the host's log last shows an answer of the exchange to the bot. */
async function lastLoggedUse(place: HostPlace): Promise<string | undefined> {
  try {
    const { output } = await runOnHost({
      ...place,
      action: "last-call",
      comment: "bulkhead audit: last use",
      timeoutSeconds: 30,
      accepted: [0, 1],
    });
    const microseconds = Number(output.trim());
    return Number.isSafeInteger(microseconds) && microseconds > 0
      ? new Date(microseconds / 1000).toISOString()
      : undefined;
  } catch {
    return undefined;
  }
}

/** When the version in use was put into the secret. */
async function putOn(aws: Aws, { secret }: Standing): Promise<string | undefined> {
  if (secret === undefined) return undefined;
  try {
    const { ListSecretVersionIdsCommand } = await import("@aws-sdk/client-secrets-manager");
    const client = await aws.client("secrets");
    const { Versions: versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId: secret.arn }));
    return versions.find(({ VersionStages: stages = [] }) => stages.includes("AWSCURRENT"))?.CreatedDate?.toISOString();
  } catch {
    return undefined;
  }
}

import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Aws } from "./aws/aws";
import { awsErrorName, explained } from "./aws/explained";
import { keyRecord } from "./audit/key-record";
import { keyPage } from "./exchange/key-pages";
import { asked, granted, revokeKey } from "./exchange/revoke";
import type { FailureKind } from "./host/exchange-call";
import { onHost } from "./host/on-host";
import { placeOf } from "./host/place-of";
import type { HostAction, HostPlace } from "./host/run-on-host";
import type { Facts } from "./journal/entry";
import { Journal } from "./journal/journal";
import { forget } from "./secret/held";
import { type Giver, giverOf } from "./secret/read-credential";
import { type ValueToPut, valueToPut } from "./secret/value-to-put";
import { type BotStack, botStack, subjectOf } from "./stack/bot-stack";
import { operatorHostOf } from "./stack/operator-host";
import { everyAddress, fromHostOf, type Standing, standing } from "./stack/standing";
import { act, exitCode, journalsOf } from "./steps/act";
import { LeftToAPerson, RunOver, type Step, StepFailure } from "./steps/step";
import { summary } from "./steps/summary";
import { UserError } from "./user-error";
import { one, type Values } from "./values";

/** Where a new key comes from. */
type Source =
  | { readonly kind: "given"; readonly value: ValueToPut | undefined }
  | { readonly kind: "made"; readonly operatorHost: HostPlace; readonly subAccount: string };

/** What the steps of a rotation work on. */
interface Rotation {
  readonly bot: BotStack;
  readonly found: Standing;
  readonly secretArn: string;
  readonly secretName: string;
  readonly host: HostPlace;
  readonly operatorHost: HostPlace | undefined;
  /** Sub-account whose key it is, where the master key needs it. */
  readonly subAccount: string | undefined;
  readonly source: Source;
  /** Whether what a run before left is given up. */
  readonly isNew: boolean;
  /** The words that go on with it. */
  readonly again: string;
  readonly aws: Aws;
}

/**
 * `bulkhead rotate`: a new key in, proven before the bot gets it; the old one out, proven dead. Until the bot lives on the
 * new key the old one stays in force. Answers 0 when all of it was done, 1 when something was not: the same command goes on.
 */
export async function rotate(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead rotate");
  const folder = resolve(one(values.program) ?? ".");
  const operatorHost = operatorHostOf(values, bot, "bulkhead rotate");
  if (values["sub-account"] !== undefined && operatorHost === undefined) {
    throw new UserError(
      "--sub-account needs --operator-stack NAME: a key of a sub-account is made with the master key on that stack's host.",
    );
  }
  const giver = giverOf(values, bot.exchange);
  const aws = new Aws(bot.region);
  try {
    const found = await standing(aws, bot);
    if (found.secret === undefined)
      throw new UserError(`The stack ${bot.stack} has no secret in ${bot.region}. Run pulumi up.`);
    if (found.host === undefined) {
      throw new UserError(
        `The stack ${bot.stack} has no host to prove a key on. Run pulumi up, or use bulkhead secret put.`,
      );
    }
    const { reads, warnings } = await newKeyOf(values, bot, folder, found.secret.arn, aws);
    const source = await sourceOf(values, bot, operatorHost, reads ? giver : undefined);
    const rotation: Rotation = {
      ...{ bot, found, aws, operatorHost, isNew: values["new-run"] === true },
      again: ["stack", "operator-stack", "sub-account"].reduce((words, flag) => {
        const value = one(values[flag]);
        return value === undefined ? words : `${words} --${flag} ${value}`;
      }, "bulkhead rotate"),
      subAccount: one(values["sub-account"]),
      secretArn: found.secret.arn,
      secretName: found.secret.name,
      host: placeOf(bot),
      source,
    };
    const acted = await act(values, {
      ...{ command: "rotate", stack: bot.stack, subject: subjectOf(bot), folder, aws },
      facts: { secret: found.secret.name },
      steps: steps(rotation),
      warnings: [...warnings, ...(source.kind === "given" ? (source.value?.warnings ?? []) : [])],
    });
    if (acted === undefined) return 0;
    process.stdout.write(summary("rotate", bot.stack, acted, values.json === true));
    return exitCode(acted);
  } finally {
    forget();
    await aws.close();
  }
}

async function sourceOf(
  values: Values,
  bot: BotStack,
  operatorHost: HostPlace | undefined,
  giver: Giver | undefined,
): Promise<Source> {
  const subAccount = one(values["sub-account"]);
  return subAccount !== undefined && operatorHost !== undefined
    ? { kind: "made", operatorHost, subAccount }
    : { kind: "given", value: giver && (await valueToPut(giver, bot)) };
}

/**
 * Whether a new key is to be read. A rotation that was begun has it in the secret already: it is not asked for again, and one
 * that is given would be passed over, which is said.
 */
async function newKeyOf(
  values: Values,
  { stack }: BotStack,
  folder: string,
  secretArn: string,
  aws: Aws,
): Promise<{ reads: boolean; warnings: readonly string[] }> {
  if (values.yes !== true) return { reads: false, warnings: [] };
  const isNew = values["new-run"] === true;
  const begun = Journal.unfinished({ folder: journalsOf(values, folder), stack, command: "rotate" });
  if (!isNew && begun?.some(({ step, kind }) => step === "store-pending" && kind === "step-done") === true) {
    return { reads: false, warnings: ["No new key is read: the run that did not end has one. Another: --new-run."] };
  }
  const { current, pending, labelled } = await stagesOf(secretArn, aws);
  if (pending !== undefined && !isNew) {
    return {
      reads: false,
      warnings: ["No new key is read: a version of the secret waits as AWSPENDING and is taken. Another: --new-run."],
    };
  }
  // The journal is on the computer where it was begun.
  const warnings =
    begun === undefined && labelled !== undefined && labelled === current
      ? ["A rotation before this one did not end, and its journal is not here: the key of AWSPREVIOUS may still work."]
      : [];
  return { reads: true, warnings };
}

async function stagesOf(
  SecretId: string,
  aws: Aws,
): Promise<Record<"current" | "pending" | "previous" | "labelled", string | undefined>> {
  const { DescribeSecretCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  try {
    const { VersionIdsToStages: stages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    const holder = (label: string): string | undefined =>
      Object.entries(stages).find(([, labels]) => labels.includes(label))?.[0];
    const current = holder("AWSCURRENT");
    // Where both labels stand on one version, the switch was made and its label not yet taken off.
    const labelled = holder("AWSPENDING");
    return {
      ...{ current, labelled },
      pending: labelled === current ? undefined : labelled,
      previous: holder("AWSPREVIOUS"),
    };
  } catch (error) {
    throw new UserError(explained(error, "secretsmanager:DescribeSecret", aws.region));
  }
}

function steps(rotation: Rotation): readonly Step[] {
  const { found, source } = rotation;
  const fromHost = fromHostOf(found);
  const text = (facts: Facts | undefined, name: string): string => {
    const value = facts?.[name];
    return typeof value === "string" ? value : "";
  };
  return [
    {
      id: "look-at-old",
      title: "Look at the old key: which it is, and whether it works",
      from: fromHost,
      undo: "nothing to undo",
      run: () => lookAtOld(rotation),
    },
    {
      id: "store-pending",
      title:
        source.kind === "made" ? "Make a key of the sub-account, stored as pending" : "Store the new key as pending",
      from: source.kind === "made" ? "the operator stack's host" : "here",
      undo: "the old key stays in force",
      needs: ["look-at-old"],
      patience: 120_000,
      run: ({ mayHaveHappened }) => storePending(rotation, mayHaveHappened),
    },
    {
      id: "prove-new",
      title: "Prove the new key by a harmless call",
      from: fromHost,
      undo: "nothing to undo",
      needs: ["store-pending"],
      patience: 120_000,
      run: ({ facts }) =>
        proveNew(rotation, text(facts("store-pending"), "version"), text(facts("look-at-old"), "key")),
    },
    {
      id: "switch",
      title: "Switch the bot to it, and see that it lives",
      from: fromHost,
      undo: "goes back by itself where the bot does not live",
      needs: ["prove-new"],
      patience: 240_000,
      run: ({ facts }) =>
        switchBot(rotation, text(facts("store-pending"), "version"), text(facts("look-at-old"), "version")),
    },
    {
      id: "revoke-old",
      title: "Revoke the old key at the exchange, and prove it dead",
      from: rotation.operatorHost === undefined ? fromHost : "the operator stack's host",
      undo: "can't be undone",
      needs: ["switch"],
      patience: 180_000,
      run: ({ facts }) => revokeOld(rotation, text(facts("look-at-old"), "version"), text(facts("look-at-old"), "key")),
    },
    {
      id: "forget-old",
      title: "Take the old version's labels off",
      from: "here",
      undo: "can't be undone",
      needs: ["revoke-old"],
      run: ({ facts }) => forgetOld(rotation, text(facts("store-pending"), "version")),
    },
  ];
}

async function lookAtOld({ host, secretArn, aws }: Rotation): Promise<Facts> {
  const { current } = await stagesOf(secretArn, aws);
  if (current === undefined) throw new StepFailure("the secret is empty; put a first key with bulkhead secret put");
  const told = await asked(host, { call: "introspect", version: current });
  if (told.ok) return { version: current, key: keyRecord(told.result.record)?.key ?? null };
  if (told.kind === "bad-key" || told.kind === "expired") {
    return { version: current, key: null, dead: told.kind, note: "the exchange refuses it already" };
  }
  if (told.kind !== "unsupported") throw new StepFailure(told.message);
  await granted(host, { call: "ping", version: current });
  return { version: current, key: null };
}

async function storePending(rotation: Rotation, mayHaveHappened: boolean): Promise<Facts> {
  const { source, secretArn, secretName, bot, found, again, isNew, aws } = rotation;
  const { pending } = await stagesOf(secretArn, aws);
  // A key that was read is to be put in the place of one that waits; one that waits is taken where none was read or made.
  if (pending !== undefined && !isNew && (source.kind === "made" || source.value === undefined)) {
    // What a run before stored, or a person: the next step shows whether it is any good.
    return { version: pending, adopted: true, note: "no other was made or read: the version that waited is taken" };
  }
  const left = pending === undefined ? {} : await endWaiting(rotation, pending);
  if (source.kind === "made") {
    if (mayHaveHappened) {
      // The host may be at it still, and store it in a moment.
      for (let look = 0; look < 15; look++) {
        await pause(2000);
        const { pending: version } = await stagesOf(secretArn, aws);
        if (version !== undefined) return { version, adopted: true };
      }
      throw new LeftToAPerson(
        `A key of the sub-account may have been made and not stored. Look, and delete one that no stack knows`,
        keyPage(bot.exchange.id, bot.network, bot.exchange.domains[0] ?? ""),
        `${again} --new-run --yes`,
      );
    }
    const answer = await granted(source.operatorHost, {
      call: "create-key",
      arguments: {
        subAccount: source.subAccount,
        label: `${bot.bot}-${new Date().toISOString().slice(0, 10)}`.replace(/[^\w-]/gu, "-").slice(0, 32),
        addresses: everyAddress(found),
        permissions: ["read", "trade"],
        into: secretName,
      },
      timeoutSeconds: 90,
    });
    const { stored } = answer.result;
    if (typeof stored !== "string") throw new StepFailure("the operator's host did not say which version it stored");
    return { version: stored, made: true, ...left };
  }
  const { value } = source;
  if (value === undefined) throw new StepFailure("no new key was read");
  const { PutSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  try {
    const { VersionId: version } = await client.send(
      new PutSecretValueCommand({
        SecretId: secretArn,
        SecretString: value.text,
        VersionStages: ["AWSPENDING"],
        ClientRequestToken: randomUUID(),
      }),
    );
    if (version === undefined) throw new StepFailure("Secrets Manager named no version");
    return { version, ...left };
  } catch (error) {
    throw error instanceof StepFailure
      ? error
      : new StepFailure(explained(error, "secretsmanager:PutSecretValue", aws.region));
  }
}

/** A key that waits and is not taken works at the exchange still: it is revoked, or a person is told of it. */
async function endWaiting({ host, operatorHost, subAccount }: Rotation, version: string): Promise<Facts> {
  const { isProven, key } = await revokeKey({ host, operatorHost, subAccount, version });
  const name = key === undefined ? "" : ` (fingerprint ${key})`;
  return {
    note: isProven
      ? `the key that waited${name} is dead`
      : `DELETE AT THE EXCHANGE the key that waited${name}: nothing shows that it is dead`,
  };
}

/** What an exchange refuses for the sake of the key, not of the moment, the network or the host's clock. */
const ofTheKey: ReadonlySet<FailureKind> = new Set([
  "malformed-credential",
  "bad-key",
  "expired",
  "bad-signature",
  "bad-passphrase",
  "address-refused",
  "permission-missing",
  "wrong-network",
  "ambiguous",
]);

async function proveNew({ host, secretArn, aws, bot }: Rotation, version: string, oldKey: string): Promise<Facts> {
  const refuse = async (why: string): Promise<never> => {
    // A key that is no good must not wait in the secret for the next run to take it.
    if ((await stagesOf(secretArn, aws)).pending === version) {
      await moveLabel(aws, secretArn, "AWSPENDING", undefined, version);
    }
    throw new RunOver(`${why} The old key stays in force. Run the same again with another key`);
  };
  const answer = await asked(host, { call: "ping", version });
  if (!answer.ok) {
    if (answer.version === version && ofTheKey.has(answer.kind)) return refuse(answer.message);
    if (answer.kind !== "unsupported") throw new StepFailure(answer.message);
  }
  const told = await asked(host, { call: "introspect", version });
  if (!told.ok) {
    if (told.kind === "unsupported") return { key: null, note: "the exchange can't say what the key may do" };
    throw new StepFailure(told.message);
  }
  const record = keyRecord(told.result.record);
  if (record === undefined) throw new StepFailure("the host's answer names no key");
  if (record.key === oldKey) return refuse("This is the old key.");
  if (!("value" in record.canWithdraw)) {
    if ("unknown" in record.canWithdraw) throw new StepFailure(record.canWithdraw.unknown);
  } else if (record.canWithdraw.value) return refuse("The new key can withdraw.");
  if ("value" in record.network && record.network.value !== bot.network)
    return refuse(`The new key is not of the ${bot.network}.`);
  return { key: record.key };
}

async function switchBot(rotation: Rotation, version: string, old: string): Promise<Facts> {
  const { secretArn, aws } = rotation;
  const { current } = await stagesOf(secretArn, aws);
  if (current !== version) await moveLabel(aws, secretArn, "AWSCURRENT", version, current ?? old);
  try {
    await restartOn(rotation, version);
    return { version };
  } catch (error) {
    await moveLabel(aws, secretArn, "AWSCURRENT", old, version);
    await restartOn(rotation, old).catch(() => {
      throw new StepFailure(
        "the bot lives neither on the new key nor on the old one, which is in force again: look at its log",
      );
    });
    throw new StepFailure(
      `${error instanceof StepFailure ? error.message : awsErrorName(error)}; it is back on the old key`,
    );
  }
}

/** Restarts the bot and waits until it runs and the host reads this very version. */
async function restartOn({ host }: Rotation, version: string): Promise<void> {
  const run = (action: HostAction, timeoutSeconds: number): Promise<string> =>
    onHost({ ...host, action, comment: "bulkhead rotate", timeoutSeconds });
  await run("restart-bot", 90);
  // A bot that ends at once is started again and again: it lives when it has been active twice with the same process.
  const first = await run("bot-state", 30);
  await pause(3000);
  const second = await run("bot-state", 30);
  if (!second.startsWith("active ") && !/^\d+ active$/u.test(second))
    throw new StepFailure("the bot does not run on it");
  if (first !== second) throw new StepFailure("the bot does not stay up on it");
  const answer = await asked(host, { call: "ping" });
  if (answer.version !== version) throw new StepFailure("the host does not read the version that was switched to");
  if (!answer.ok && answer.kind !== "unsupported") throw new StepFailure(answer.message);
}

async function revokeOld(
  { host, operatorHost, subAccount, bot, secretArn, again, aws }: Rotation,
  old: string,
  key: string,
): Promise<Facts> {
  const { current } = await stagesOf(secretArn, aws);
  // The one mistake that must not happen: to revoke what the bot runs on.
  if (current === old || old === "") throw new StepFailure("the old version is the one in force");
  const { isProven, facts, refusals } = await revokeKey({
    host,
    operatorHost,
    version: old,
    subAccount,
    ...(key === "" ? {} : { key }),
  });
  if (isProven) return facts;
  throw new LeftToAPerson(
    `${refusals.map((why) => `${why} `).join("")}Delete the old key${key === "" ? "" : ` (fingerprint ${key})`} at ${bot.exchange.title}: it still works, or nobody can show that it does not`,
    keyPage(bot.exchange.id, bot.network, bot.exchange.domains[0] ?? ""),
    `${again} --yes`,
  );
}

async function forgetOld({ secretArn, aws }: Rotation, version: string): Promise<Facts> {
  const { current, previous, labelled } = await stagesOf(secretArn, aws);
  if (current !== version) throw new StepFailure("the new version is not the one in force");
  if (previous !== undefined) await moveLabel(aws, secretArn, "AWSPREVIOUS", undefined, previous);
  if (labelled === version) await moveLabel(aws, secretArn, "AWSPENDING", undefined, version);
  return { removed: previous ?? null };
}

async function moveLabel(
  aws: Aws,
  SecretId: string,
  VersionStage: string,
  to: string | undefined,
  from: string,
): Promise<void> {
  const { UpdateSecretVersionStageCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  try {
    await client.send(
      new UpdateSecretVersionStageCommand({
        ...{ SecretId, VersionStage, RemoveFromVersionId: from },
        ...(to === undefined ? {} : { MoveToVersionId: to }),
      }),
    );
  } catch (error) {
    throw new StepFailure(explained(error, "secretsmanager:UpdateSecretVersionStage", aws.region));
  }
}

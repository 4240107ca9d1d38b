import type { NetworkInterface } from "@aws-sdk/client-ec2";
import { setTimeout as pause } from "node:timers/promises";
import { keyRecord, type KeyRecord } from "../audit/key-record";
import type { Aws } from "../aws/aws";
import { keyPage } from "../exchange/key-pages";
import { ordersLeft } from "../exchange/orders-left";
import { asked, everyAsked, revokeKey } from "../exchange/revoke";
import { answerOf } from "../host/exchange-call";
import { onHost } from "../host/on-host";
import type { Facts } from "../journal/entry";
import { quoted } from "../user-error";
import { custodyKeyOf, groupsTag } from "../stack/standing";
import { LeftToAPerson, type Step, StepFailure } from "../steps/step";
import type { Evidence } from "./evidence";
import { isCutOff, isOfBot, putIntoGroups, quarantineGroup } from "./quarantine";
import { denialName, roleDenial } from "./role-denial";
import { isDenied, withDenial } from "./secret-denial";
import type { Target } from "./target";

/** How a containment is carried out. */
export interface ContainOptions {
  /** Whether the key is revoked at the exchange. Only a drill leaves it. */
  readonly revokes: boolean;
  /** Who vouches that a person revoked the key, where no call can show it. */
  readonly revokedBy: string | undefined;
  /**
   * The command with which a person says so.
   * @default - the one for this bot's stack alone
   */
  readonly vouch?: string;
  /** Keeps what was found on the host. */
  readonly keep: (evidence: Evidence) => Facts;
  /**
   * Begins ids of steps, where several bots are contained in one run.
   * @default ""
   */
  readonly prefix?: string;
  /**
   * Ids of steps that have ended before the credential is touched: those of bots whose keys it revokes.
   * @default []
   */
  readonly after?: readonly string[];
}

// A host that does not answer must not hold up what can be done without it, nor one that does.
const quick = { timeoutSeconds: 20, deliverySeconds: 8, askAfterMilliseconds: 100 };
const undone = "bulkhead release";

/** What was seen of a key by this very run; `isAnswered`: the exchange answered it. */
interface SeenKey {
  key?: string | undefined;
  /** What the exchange's page calls it. */
  label?: string | undefined;
  /** Version of the secret that holds it. */
  version?: string | undefined;
  isAnswered?: boolean;
  /** Calls that the exchange has. */
  calls?: readonly string[];
}

/**
 * The steps of a containment, in the order that saves money: the bot is stopped and its orders cancelled while the key still
 * works, the key is revoked, then what stands in AWS is locked, and the host is cut off last, once evidence is taken.
 * Every step shows what it did by reading it back, the locks by a call of the host that must fail. The stack of a master key
 * has no bot and no orders.
 */
export function containSteps(target: Target, aws: Aws, options: ContainOptions): readonly Step[] {
  const { standing, fromHost, roleName } = target;
  const { host, secret } = standing;
  const trades = standing.kind === "bot";
  const { prefix = "", after = [] } = options;
  const seen: SeenKey = {};
  const step = (name: string, title: string, run: Step["run"], more: Partial<Step> = {}): Step => ({
    id: `${prefix}${name}`,
    title: prefix === "" ? title : `${prefix.slice(0, -1)}: ${title}`,
    from: "here",
    undo: "nothing to undo",
    ...more,
    run,
  });
  const ids = (...steps: readonly (Step | undefined)[]): readonly string[] => steps.flatMap((one) => one?.id ?? []);
  const viaAgent = "here, by Systems Manager";

  const stopping =
    host && trades
      ? step("stop-bot", "Stop the bot", () => stopBot(target), { from: viaAgent, undo: undone, patience: 40_000 })
      : undefined;
  const looking =
    host &&
    step(
      "look-at-key",
      "See what the key may do",
      ({ facts }) => lookAtKey(target, seen, facts(`${prefix}look-at-key`)),
      {
        from: fromHost,
        after,
        patience: 40_000,
        // What an earlier run saw proves nothing of now.
        again: true,
      },
    );
  const cancelling =
    host && trades
      ? step("cancel-orders", "Cancel all open orders", () => cancelOrders(target, seen), {
          from: fromHost,
          undo: "can't be undone",
          after: ids(stopping),
          patience: 60_000,
        })
      : undefined;
  const revoking = options.revokes
    ? step("revoke-key", "Revoke the key at the exchange", () => revoke(target, options, seen), {
        from: target.operatorHost === undefined ? fromHost : "the operator stack's host",
        undo: "can't be undone",
        after: [...after, ...ids(looking, cancelling)],
        patience: 60_000,
      })
    : undefined;
  const revokingOthers =
    host && options.revokes
      ? step("revoke-other-keys", "Revoke keys of other versions", () => revokeOthers(target, seen), {
          from: fromHost,
          undo: "can't be undone",
          after: [...after, ...ids(looking, revoking)],
          patience: 60_000,
        })
      : undefined;
  const evidence =
    host &&
    step("take-evidence", "Take evidence on the host", () => takeEvidence(target, options), {
      from: viaAgent,
      patience: 60_000,
    });
  const snapshots =
    standing.volumes.length === 0
      ? undefined
      : step("snapshot", "Take snapshots of its disks", () => snapshot(target, aws));

  // The exchange's steps need the credential; they have ended, well or not, before it is locked.
  const exchangeEnded = [...after, ...ids(looking, cancelling, revoking, revokingOthers)];
  // A lock may have been opened since a run before put it.
  const lock = (name: string, title: string, run: Step["run"]): Step =>
    step(name, title, run, { undo: undone, after: exchangeEnded, again: true });
  const locks = [
    secret &&
      lock("disable-custody-key", "Disable the custody key", async () =>
        disableKey(await custodyKeyOf(aws, secret), aws),
      ),
    secret && lock("deny-secret", "Deny the secret to everybody", () => denySecret(secret.arn, aws)),
    roleName === undefined
      ? undefined
      : lock("deny-role", "Deny the bot's role and its older sessions", () => denyRole(roleName, false, aws)),
  ];
  const proving =
    host &&
    step("prove-locked", "Prove that the host can't read the credential", () => proveLocked(target, aws), {
      from: fromHost,
      after: ids(...locks),
      patience: 60_000,
    });
  const isolating =
    host &&
    step("isolate-host", "Cut the host off, open connections too", () => isolate(target, aws), {
      undo: undone,
      after: [...exchangeEnded, ...ids(evidence, proving)],
    });
  const denying =
    roleName === undefined || host === undefined
      ? undefined
      : step("deny-role-wholly", "Deny the bot's role the agent's calls as well", () => denyRole(roleName, true, aws), {
          undo: undone,
          after: ids(isolating),
          // The lock of the role, put again, lets the agent's calls through.
          again: true,
        });
  return [
    ...[stopping, looking, cancelling, revoking, revokingOthers, evidence, snapshots],
    ...[...locks, proving, isolating, denying],
  ].filter((one) => one !== undefined);
}

async function stopBot({ host }: Target): Promise<Facts> {
  const said = await onHost({
    ...host,
    ...quick,
    action: "stop-bot",
    comment: "bulkhead contain: stop the bot",
  });
  const state = said.split("\n").at(-1) ?? "";
  if (state !== "inactive" && state !== "failed") throw new StepFailure("the bot's unit is not stopped");
  return { unit: state };
}

/** `earlier`: what a run before saw, while the key could still be asked about. */
async function lookAtKey({ host }: Target, seen: SeenKey, earlier: Facts | undefined): Promise<Facts> {
  const [answer = answerOf(""), test] = await everyAsked(host, [
    { ...quick, call: "introspect" },
    { ...quick, call: "self-test" },
  ]);
  if (test?.ok === true && Array.isArray(test.result.calls)) seen.calls = test.result.calls as readonly string[];
  const record = answer.ok ? keyRecord(answer.result.record) : undefined;
  seen.key = record?.key ?? answer.key;
  seen.label = record?.label ?? undefined;
  seen.version = answer.version;
  seen.isAnswered = answer.ok;
  if (record !== undefined) return { key: record.key, label: record.label, ...powers(record) };
  if (earlier !== undefined) {
    if (typeof earlier.key === "string") seen.key ??= earlier.key;
    if (typeof earlier.label === "string") seen.label ??= earlier.label;
    return { ...earlier, note: "as it was seen before; the host shows nothing now" };
  }
  if (answer.ok || answer.kind === "unsupported" || answer.kind === "bad-key" || answer.kind === "expired") {
    return { key: seen.key ?? null, untold: answer.ok ? "the answer names no key" : answer.kind };
  }
  throw new StepFailure(answer.message);
}

/** What a key could do when it was contained, as a review tells it; null where the exchange did not say. */
function powers({ canTrade, canWithdraw, canTransfer, addresses }: KeyRecord): Facts {
  const told = <Value>(field: { readonly value: Value } | object): Value | null =>
    "value" in field ? field.value : null;
  return {
    canTrade: told<boolean>(canTrade),
    canWithdraw: told<boolean>(canWithdraw),
    canTransfer: told<boolean>(canTransfer),
    boundTo: told<readonly string[]>(addresses),
  };
}

const ordersPage = "the exchange's page of open orders";

async function cancelOrders(target: Target, seen: SeenKey): Promise<Facts> {
  const answer = await asked(target.host, { ...quick, call: "cancel-all" });
  seen.key ??= answer.key;
  if (answer.ok) {
    seen.isAnswered = true;
    const left = ordersLeft(answer.result);
    if (left?.isUnknown === true) throw new LeftToAPerson(left.why, ordersPage, "look at it until it is empty");
    if (left !== undefined) throw new StepFailure(left.why);
    return { cancelled: Number(answer.result.cancelled), left: 0 };
  }
  // A switch that the exchange itself holds cancels them when nobody renews it.
  const armed =
    answer.kind === "unsupported" || answer.kind === "unreachable"
      ? undefined
      : await asked(target.host, { ...quick, call: "dead-man", arguments: { seconds: 5 } });
  if (armed?.ok === true && armed.result.armed === true) {
    throw new StepFailure(
      `${answer.message} The exchange's dead-man's switch is set to 5 seconds; look whether orders are open`,
    );
  }
  if (answer.kind === "unsupported" || answer.kind === "no-credential") {
    throw new LeftToAPerson(
      `Cancel the open orders by hand. ${answer.message}`,
      ordersPage,
      "look at it until it is empty",
    );
  }
  throw new StepFailure(answer.message);
}

async function revoke(target: Target, { revokedBy, vouch }: ContainOptions, seen: SeenKey): Promise<Facts> {
  const { host, operatorHost, subAccount, exchange, stack } = target;
  const { isProven, key, facts, stillWorks, acceptedFrom, refusals } = await revokeKey({
    ...{ host, operatorHost, subAccount, bounds: quick },
    ...{ key: seen.key, isAnswered: seen.isAnswered ?? false, calls: seen.calls },
  });
  if (isProven) return facts;
  if (revokedBy !== undefined && !stillWorks) {
    return { ...facts, attestedBy: revokedBy, note: `it is, says ${revokedBy}; no failing call shows it` };
  }
  const words = [
    acceptedFrom === undefined
      ? "NOT REVOKED YET."
      : `NOT SHOWN TO BE DEAD: the exchange took its revocation by ${acceptedFrom}, and no call with the key shows it.`,
    ...refusals,
    ...(revokedBy === undefined ? [] : [`${revokedBy}'s word is not taken: a call with the key is still answered.`]),
  ];
  throw new LeftToAPerson(
    `${words.map((why) => `${why} `).join("")}Delete the key${seen.label === undefined ? "" : ` ${quoted(seen.label)}`}${key === undefined ? "" : ` (fingerprint ${key})`} at ${exchange?.title ?? "the exchange"}, then end every session that is logged in with it`,
    pageOf(target),
    vouch ?? `bulkhead contain --stack ${stack} --yes --revoked-by YOUR-NAME`,
  );
}

/** Whoever read the secret read its other versions too: keys of a rotation that did not end, and the one before this. */
async function revokeOthers(target: Target, seen: SeenKey): Promise<Facts> {
  const { host, operatorHost, subAccount, exchange, stack } = target;
  const labels = ["AWSPENDING", "AWSPREVIOUS"];
  const answers = await everyAsked(
    host,
    labels.map((version) => ({ ...quick, call: "ping", version })),
  );
  const facts: Record<string, string> = {};
  const alive: string[] = [];
  for (const [index, label] of labels.entries()) {
    const answer = answers[index] ?? answerOf("");
    const isAbsent = !answer.ok && answer.kind === "no-credential" && answer.code === "ResourceNotFoundException";
    const isSame = answer.version !== undefined && answer.version === seen.version;
    if (!isAbsent && answer.version === undefined) {
      throw new StepFailure(
        `whether the secret has other versions was not seen: ${answer.ok ? "no version is named" : answer.message}`,
      );
    }
    if (isAbsent || isSame || (answer.key !== undefined && answer.key === seen.key)) continue;
    const { isProven, key, stillWorks } = await revokeKey({
      ...{ host, operatorHost, subAccount, version: label, bounds: quick, calls: seen.calls },
      ...{ key: answer.key, isAnswered: answer.ok },
    });
    if (isProven) facts[label] = key ?? "dead";
    else
      alive.push(
        `that of ${label}${key === undefined ? "" : ` (fingerprint ${key})`}${stillWorks ? ", which works" : ""}`,
      );
  }
  if (alive.length === 0) return facts;
  throw new LeftToAPerson(
    `Delete at ${exchange?.title ?? "the exchange"} the keys of the secret's other versions as well: ${alive.join("; ")}`,
    pageOf(target),
    `bulkhead audit --stack ${stack}, once the stack is released`,
  );
}

function pageOf({ exchange, network }: Target): string {
  return exchange === undefined
    ? "the exchange's page for API keys"
    : keyPage(exchange.id, network, exchange.domains[0] ?? "");
}

async function takeEvidence(target: Target, options: ContainOptions): Promise<Facts> {
  const output = await onHost({
    ...target.host,
    ...quick,
    action: "evidence",
    comment: "bulkhead contain: evidence",
  });
  return options.keep({ bot: target.standing.bot, stack: target.stack, output });
}

async function snapshot({ standing, stack }: Target, aws: Aws): Promise<Facts> {
  const { CreateSnapshotsCommand, DescribeSnapshotsCommand, CreateSnapshotCommand } =
    await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const own = [
    { Key: "bulkhead:bot", Value: standing.bot },
    { Key: "bulkhead:network", Value: standing.network },
    { Key: "bulkhead:evidence", Value: stack },
  ];
  const TagSpecifications = [{ ResourceType: "snapshot" as const, Tags: own }];
  const Description = `Evidence of ${stack}`;
  const ids: string[] = [];
  if (standing.host !== undefined) {
    const { instanceId: InstanceId } = standing.host;
    // All disks of the host at one moment; where that can't be had, one by one is better than none.
    const made = await client
      .send(new CreateSnapshotsCommand({ InstanceSpecification: { InstanceId }, Description, TagSpecifications }))
      .catch(() => undefined);
    ids.push(...(made?.Snapshots ?? []).flatMap(({ SnapshotId: one }) => one ?? []));
  }
  if (ids.length === 0) {
    for (const { volumeId: VolumeId } of standing.volumes) {
      const made = await client.send(new CreateSnapshotCommand({ VolumeId, Description, TagSpecifications }));
      if (made.SnapshotId !== undefined) ids.push(made.SnapshotId);
    }
  }
  const { Snapshots: found = [] } = await client.send(new DescribeSnapshotsCommand({ SnapshotIds: ids }));
  const isMade = found.length > 0 && found.every(({ State: state }) => state === "pending" || state === "completed");
  if (!isMade) throw new StepFailure("no snapshot was made");
  return { snapshots: ids };
}

async function disableKey(KeyId: string, aws: Aws): Promise<Facts> {
  const { DescribeKeyCommand, DisableKeyCommand } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  await client.send(new DisableKeyCommand({ KeyId }));
  const { KeyMetadata: found } = await client.send(new DescribeKeyCommand({ KeyId }));
  if (found?.Enabled !== false) throw new StepFailure("the custody key is still enabled");
  return { key: KeyId, state: found.KeyState ?? "Disabled" };
}

async function denySecret(SecretId: string, aws: Aws): Promise<Facts> {
  const { GetResourcePolicyCommand, PutResourcePolicyCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  const read = async (): Promise<string | undefined> =>
    (await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
  const before = await read();
  await client.send(
    new PutResourcePolicyCommand({ SecretId, ResourcePolicy: withDenial(before), BlockPublicPolicy: true }),
  );
  if (!isDenied(await read())) throw new StepFailure("the secret's policy does not hold the denial");
  return { secret: SecretId };
}

async function denyRole(RoleName: string, agentToo: boolean, aws: Aws): Promise<Facts> {
  const { GetRolePolicyCommand, PutRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const client = await aws.client("iam");
  const PolicyDocument = roleDenial(agentToo);
  await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: denialName, PolicyDocument }));
  const found = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName: denialName }));
  // IAM answers it percent-encoded.
  if (decodeURIComponent(found.PolicyDocument ?? "") !== PolicyDocument) {
    throw new StepFailure("the role does not carry the denial");
  }
  return { role: RoleName, policy: denialName };
}

/** Refusals of AWS that pass by themselves, and show nothing. */
const passing = /Throttl|TooMany|Internal|Unavailable|Timeout|Expired|Unrecognized/u;

// A lock takes AWS some seconds to be in force everywhere; the host is cut off only then, since it could not be asked any more.
const proofMilliseconds = 30_000;

async function proveLocked(target: Target, aws: Aws): Promise<Facts> {
  const begun = performance.now();
  for (;;) {
    const answer = await asked(target.host, { ...quick, call: "ping" });
    const isRefused = !answer.ok && answer.kind === "no-credential" && answer.code !== undefined;
    if (isRefused && !passing.test(answer.code)) return { answer: answer.code };
    // One that an earlier containment has cut off reaches nothing, AWS neither. Where that can't be seen it proves nothing.
    const cutOff = (): Promise<boolean> => interfacesOf(target, aws).then((own) => isCutOff(aws, own));
    if (!answer.ok && (await cutOff().catch(() => false))) return { answer: "cut off before" };
    if (performance.now() - begun > proofMilliseconds) {
      throw new StepFailure(
        answer.ok
          ? "the host can still read the credential"
          : `the host's answer does not show that it can't read the credential: ${answer.message}`,
      );
    }
    await pause(1000);
  }
}

/** The interfaces of the host. */
async function interfacesOf(
  { standing: { host, bot, network } }: Target,
  aws: Aws,
): Promise<readonly NetworkInterface[]> {
  const { DescribeNetworkInterfacesCommand } = await import("@aws-sdk/client-ec2");
  const known = host?.interfaceIds ?? [];
  const filter =
    known.length > 0
      ? { NetworkInterfaceIds: [...known] }
      : {
          Filters: [
            { Name: "tag:bulkhead:bot", Values: [bot] },
            { Name: "tag:bulkhead:network", Values: [network] },
          ],
        };
  const client = await aws.client("ec2");
  const { NetworkInterfaces: found = [] } = await client.send(new DescribeNetworkInterfacesCommand(filter));
  return found.filter(
    ({ NetworkInterfaceId: id, TagSet: tags = [] }) => known.includes(id ?? "") || isOfBot(tags, bot, network),
  );
}

async function isolate(target: Target, aws: Aws): Promise<Facts> {
  const { host } = target.standing;
  if (host === undefined) throw new StepFailure("there is no host");
  const { CreateTagsCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const own = await interfacesOf(target, aws);
  const interfaceIds = own.flatMap(({ NetworkInterfaceId: id }) => id ?? []);
  const vpcId = own[0]?.VpcId ?? host.vpcId;
  if (vpcId === undefined || interfaceIds.length === 0) throw new StepFailure("the host has no interface in a VPC");
  const [open, closed] = await Promise.all([
    quarantineGroup(aws, vpcId, "open"),
    quarantineGroup(aws, vpcId, "closed"),
  ]);
  const had = own.flatMap(({ Groups: groups = [] }) => groups.flatMap(({ GroupId: id }) => id ?? []));
  const before = [...new Set(had)].filter((one) => one !== open && one !== closed);
  if (before.length > 0) {
    const Tags = [{ Key: groupsTag, Value: before.join(" ") }];
    await client.send(new CreateTagsCommand({ Resources: [host.instanceId, ...interfaceIds], Tags }));
  }
  await putIntoGroups(client, interfaceIds, [open]);
  await putIntoGroups(client, interfaceIds, [closed]);
  return { host: host.instanceId, interfaces: interfaceIds, group: closed, before };
}

import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { keyPage } from "../exchange/key-pages";
import { asked, revokeKey } from "../exchange/revoke";
import { runOnHost } from "../host/run-on-host";
import type { Facts } from "../journal/entry";
import { LeftToAPerson, type Step, StepFailure } from "../steps/step";
import { UserError } from "../user-error";
import { evidenceCommand, type Evidence } from "./evidence";
import { groupsTag, putIntoGroups, quarantineGroup } from "./quarantine";
import { denialName, roleDenial } from "./role-denial";
import { isDenied, withDenial } from "./secret-denial";
import type { Target } from "./target";

/** How a containment is carried out. */
export interface ContainOptions {
  /** Whether the key is revoked at the exchange. Only a drill leaves it. */
  readonly revokes: boolean;
  /** Who vouches that a person revoked the key, where no call can show it. */
  readonly revokedBy: string | undefined;
  /** Keeps what was found on the host. */
  readonly keep: (evidence: Evidence) => Facts;
  /** Begins ids of steps, where several bots are contained in one run. */
  readonly prefix: string;
}

// A host that does not answer must not hold up what can be done without it.
const quick = { timeoutSeconds: 20, deliverySeconds: 8 };
const undone = "bulkhead release";

/**
 * The steps of a containment, in the order that saves money: the bot is stopped and its orders cancelled while the key still
 * works, the key is revoked, then what stands in AWS is locked, and the host is cut off last, once evidence is taken.
 * Every step shows what it did by reading it back, the locks by a call of the host that must fail.
 */
export function containSteps(target: Target, aws: Aws, options: ContainOptions): readonly Step[] {
  const { standing, fromHost, roleName } = target;
  const { host, secret } = standing;
  const id = (name: string): string => `${options.prefix}${name}`;
  const steps: (Step | undefined)[] = [
    host && {
      id: id("stop-bot"),
      title: "Stop the bot",
      from: "here, by Systems Manager",
      undo: undone,
      patience: 40_000,
      run: () => stopBot(target),
    },
    host && {
      id: id("cancel-orders"),
      title: "Cancel all open orders",
      from: fromHost,
      undo: "can't be undone",
      after: [id("stop-bot")],
      patience: 60_000,
      run: () => cancelOrders(target),
    },
    options.revokes
      ? {
          id: id("revoke-key"),
          title: "Revoke the key at the exchange",
          from: target.operatorHost === undefined ? fromHost : "the operator stack's host",
          undo: "can't be undone",
          after: host === undefined ? [] : [id("cancel-orders")],
          patience: 60_000,
          run: () => revoke(target, options.revokedBy),
        }
      : undefined,
    host && {
      id: id("take-evidence"),
      title: "Take evidence on the host",
      from: "here, by Systems Manager",
      undo: "nothing to undo",
      patience: 60_000,
      run: () => takeEvidence(target, options),
    },
    standing.volumes.length === 0
      ? undefined
      : {
          id: id("snapshot"),
          title: "Take snapshots of its disks",
          from: "here",
          undo: "nothing to undo",
          run: () => snapshot(target, aws),
        },
  ];
  // The exchange's steps need the credential; they have ended, well or not, before it is locked.
  const exchangeEnded = [host && id("cancel-orders"), options.revokes ? id("revoke-key") : undefined].filter(isGiven);
  const locks: (Step | undefined)[] = [
    secret?.custodyKeyArn === undefined
      ? undefined
      : {
          id: id("disable-custody-key"),
          title: "Disable the custody key",
          from: "here",
          undo: undone,
          after: exchangeEnded,
          run: () => disableKey(secret.custodyKeyArn ?? "", aws),
        },
    secret && {
      id: id("deny-secret"),
      title: "Deny the secret to everybody",
      from: "here",
      undo: undone,
      after: exchangeEnded,
      run: () => denySecret(secret.arn, aws),
    },
    roleName === undefined
      ? undefined
      : {
          id: id("deny-role"),
          title: "Deny the bot's role and its older sessions",
          from: "here",
          undo: undone,
          after: exchangeEnded,
          run: () => denyRole(roleName, false, aws),
        },
  ];
  const locked = locks.filter(isGiven).map((step) => step.id);
  const last: (Step | undefined)[] = [
    host && {
      id: id("prove-locked"),
      title: "Prove that the host can't read the credential",
      from: fromHost,
      undo: "nothing to undo",
      after: locked,
      patience: 60_000,
      run: () => proveLocked(target),
    },
    host && {
      id: id("isolate-host"),
      title: "Cut the host off, open connections too",
      from: "here",
      undo: undone,
      after: [id("prove-locked"), id("take-evidence"), ...exchangeEnded],
      run: () => isolate(target, aws),
    },
    roleName === undefined || host === undefined
      ? undefined
      : {
          id: id("deny-role-wholly"),
          title: "Deny the bot's role the agent's calls as well",
          from: "here",
          undo: undone,
          after: [id("isolate-host")],
          run: () => denyRole(roleName, true, aws),
        },
  ];
  return [...steps, ...locks, ...last].filter(isGiven);
}

function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

async function onHost({ host }: Target, command: string, comment: string): Promise<string> {
  try {
    return (await runOnHost({ ...host, ...quick, command, comment, accepted: [0] })).output;
  } catch (error) {
    throw new StepFailure(error instanceof UserError ? error.message : awsErrorName(error));
  }
}

async function stopBot(target: Target): Promise<Facts> {
  const said = await onHost(
    target,
    "systemctl stop bulkhead-bot.service; systemctl is-active bulkhead-bot.service || true\n",
    "bulkhead contain: stop the bot",
  );
  const state = said.trim().split("\n").at(-1) ?? "";
  if (state !== "inactive" && state !== "failed") throw new StepFailure("the bot's unit is not stopped");
  return { unit: state };
}

async function cancelOrders(target: Target): Promise<Facts> {
  const answer = await asked(target.host, { ...quick, call: "cancel-all" });
  if (answer.ok) {
    const { cancelled, left } = answer.result;
    if (left !== 0) throw new StepFailure(`${String(Number(left))} orders are still open`);
    return { cancelled: Number(cancelled), left: 0 };
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
      pageOf(target),
      "look at the list of open orders until it is empty",
    );
  }
  throw new StepFailure(answer.message);
}

async function revoke(target: Target, revokedBy: string | undefined): Promise<Facts> {
  const { host, operatorHost, subAccount, exchange, stack } = target;
  const { isProven, key, facts, stillWorks } = await revokeKey({ host, operatorHost, subAccount, bounds: quick });
  if (isProven) return facts;
  if (revokedBy !== undefined && !stillWorks) return { ...facts, attestedBy: revokedBy };
  throw new LeftToAPerson(
    `NOT REVOKED YET. Delete the key${key === undefined ? "" : ` (fingerprint ${key})`} at ${exchange?.title ?? "the exchange"}, then end every session that is logged in with it`,
    pageOf(target),
    `bulkhead contain --stack ${stack} --yes --revoked-by YOUR-NAME`,
  );
}

function pageOf({ exchange, network }: Target): string {
  return exchange === undefined
    ? "the exchange's page for API keys"
    : keyPage(exchange.id, network, exchange.domains[0] ?? "");
}

async function takeEvidence(target: Target, options: ContainOptions): Promise<Facts> {
  const output = await onHost(target, evidenceCommand, "bulkhead contain: evidence");
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

async function proveLocked(target: Target): Promise<Facts> {
  const answer = await asked(target.host, { ...quick, call: "ping" });
  if (answer.ok || answer.kind !== "no-credential") {
    throw new StepFailure("the host can still read the credential, or its answer does not show that it can't");
  }
  return { answer: answer.code ?? answer.kind };
}

async function isolate({ standing: { host, bot, network } }: Target, aws: Aws): Promise<Facts> {
  if (host === undefined) throw new StepFailure("there is no host");
  const { CreateTagsCommand, DescribeNetworkInterfacesCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const filter =
    host.interfaceIds.length > 0
      ? { NetworkInterfaceIds: [...host.interfaceIds] }
      : {
          Filters: [
            { Name: "tag:bulkhead:bot", Values: [bot] },
            { Name: "tag:bulkhead:network", Values: [network] },
          ],
        };
  const { NetworkInterfaces: found = [] } = await client.send(new DescribeNetworkInterfacesCommand(filter));
  const own = found.filter(
    ({ NetworkInterfaceId: id, TagSet: tags = [] }) =>
      host.interfaceIds.includes(id ?? "") || tags.some(({ Key, Value }) => Key === "bulkhead:bot" && Value === bot),
  );
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

import { resolve } from "node:path";
import { Aws } from "./aws/aws";
import { keyPage } from "./exchange/key-pages";
import { ordersLeft } from "./exchange/orders-left";
import { asked, revokeKey } from "./exchange/revoke";
import { onHost } from "./host/on-host";
import { placeOf } from "./host/place-of";
import type { HostPlace } from "./host/run-on-host";
import type { Facts } from "./journal/entry";
import { type BotStack, botStack, subjectOf } from "./stack/bot-stack";
import { operatorHostOf } from "./stack/operator-host";
import { custodyKeyOf, everyAddress, everyStanding, fromHostOf, type Standing, standing } from "./stack/standing";
import { act, type Acted, exitCode } from "./steps/act";
import { LeftToAPerson, type Step, StepFailure } from "./steps/step";
import { summary } from "./steps/summary";
import { UserError } from "./user-error";
import { one, type Values } from "./values";

/** Days that KMS and Secrets Manager wait before they delete. */
const waitDays = 30;

/**
 * `bulkhead retire`: ends a bot for good. Orders, key and list at the exchange first, then what stands in AWS, the address last:
 * while a key lists it, it must belong to nobody else. Answers 0 when everything was done, 1 when something was not.
 */
export async function retire(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead retire");
  const folder = resolve(one(values.program) ?? ".");
  const ways: Ways = {
    operatorHost: operatorHostOf(values, bot, "bulkhead retire"),
    subAccount: one(values["sub-account"]),
    revokedBy: one(values["revoked-by"]),
    cancelledBy: one(values["cancelled-by"]),
  };
  const aws = new Aws(bot.region);
  try {
    const found = await leftAlone(aws, bot);
    const acted = await act(values, {
      command: "retire",
      stack: bot.stack,
      subject: subjectOf(bot),
      folder,
      facts: { bot: bot.bot },
      steps: retireSteps(bot, found, aws, ways),
      aws,
      warnings: [
        "This can't be undone once the address is released: a new bot has a new address and a new key.",
        "Pulumi's state is not touched: afterwards run pulumi destroy, with pulumi state unprotect for what was protected.",
      ],
    });
    if (acted === undefined) return 0;
    const remains = remaining(found, bot, acted);
    process.stdout.write(summary("retire", bot.stack, acted, values.json === true, { remains }));
    if (values.json !== true)
      process.stdout.write(`What remains, and costs:\n${remains.map((what) => `  - ${what}\n`).join("")}`);
    return exitCode(acted);
  } finally {
    await aws.close();
  }
}

/** How the key is revoked. */
interface Ways {
  readonly operatorHost: HostPlace | undefined;
  readonly subAccount: string | undefined;
  /** Who vouches that a person revoked it, and that no list names the address, where no call can show it. */
  readonly revokedBy: string | undefined;
  /** Who vouches that no order is open, where no call can show it. */
  readonly cancelledBy: string | undefined;
}

/** What stands for a bot that nobody shares an address with. Throws UserError where others would lose their way out. */
async function leftAlone(aws: Aws, bot: BotStack): Promise<Standing> {
  const found = await standing(aws, bot);
  const ips = found.addresses.map(({ ip }) => ip);
  const joiners = (ips.length === 0 ? [] : await everyStanding(aws)).filter(
    (one) => one.bot !== found.bot && one.addresses.length === 0 && one.leavesBy.some((ip) => ips.includes(ip)),
  );
  if (joiners.length === 0) return found;
  const names = joiners.map((one) => one.stack ?? one.bot).join(", ");
  throw new UserError(
    `${names} ${joiners.length === 1 ? "leaves" : "leave"} by the address of ${bot.stack}, which retire would release. Retire ${joiners.length === 1 ? "it" : "them"} first.`,
  );
}

function retireSteps(bot: BotStack, found: Standing, aws: Aws, ways: Ways): readonly Step[] {
  const host = placeOf(bot, aws);
  const fromHost = fromHostOf(found);
  const steps: Step[] = [];
  const add = (
    id: string,
    title: string,
    more: Omit<Step, "id" | "title" | "from"> & { readonly from?: string },
  ): void => {
    steps.push({ id, title, from: "here", ...more });
  };
  if (found.host !== undefined) {
    add("stop-bot", "Stop the bot for good", {
      from: "here, by Systems Manager",
      undo: "systemctl enable --now",
      run: () => stop(host),
    });
    add("cancel-orders", "Cancel all open orders", {
      from: fromHost,
      undo: "can't be undone",
      needs: ["stop-bot"],
      run: () => cancel(bot, host, ways.cancelledBy),
    });
    add("revoke-key", "Revoke the key at the exchange, and prove it dead", {
      from: ways.operatorHost === undefined ? fromHost : "the operator stack's host",
      undo: "can't be undone",
      needs: ["cancel-orders"],
      run: () => revoke(bot, host, ways),
    });
  }
  const ended = found.host === undefined ? [] : ["revoke-key"];
  add("unlist-address", "Take the address off the exchange's lists", {
    undo: "add it again",
    needs: ended,
    run: () => unlist(bot, found, ways.revokedBy),
  });
  if (found.volumes.some(({ isData }) => isData)) {
    add("last-snapshot", "Take a last snapshot of its data", {
      undo: "nothing to undo",
      needs: ended,
      run: () => lastSnapshot(bot, found, aws),
    });
  }
  const secret = found.secret;
  if (secret !== undefined) {
    // The key first: once the secret is scheduled, it is listed no more, and with it goes what tells its key.
    add("delete-custody-key", `Schedule the custody key for deletion in ${waitDays} days`, {
      undo: "aws kms cancel-key-deletion",
      needs: ended,
      run: async () => deleteKey(await custodyKeyOf(aws, secret), aws),
    });
    add("delete-secret", `Schedule the secret for deletion in ${waitDays} days`, {
      undo: "aws secretsmanager restore-secret",
      needs: ["delete-custody-key"],
      run: () => deleteSecret(secret.arn, aws),
    });
  }
  if (found.host !== undefined) {
    const { instanceId } = found.host;
    add("lift-protection", "Lift the host's protection from termination", {
      undo: "pulumi up",
      needs: ["revoke-key"],
      run: () => liftProtection(instanceId, aws),
    });
  }
  add("release-address", "Release the address", {
    undo: "can't be undone",
    needs: ["unlist-address", ...steps.filter(({ id }) => id === "lift-protection").map(({ id }) => id)],
    run: () => releaseAddress(found, aws),
  });
  return steps;
}

async function stop(host: HostPlace): Promise<Facts> {
  const said = await onHost({
    ...host,
    action: "end-bot",
    comment: "bulkhead retire: stop the bot",
    timeoutSeconds: 60,
  });
  const state = said.split("\n").at(-1) ?? "";
  if (state !== "inactive" && state !== "failed") throw new StepFailure("the bot's unit is not stopped");
  return { unit: state };
}

async function cancel({ stack }: BotStack, host: HostPlace, by: string | undefined): Promise<Facts> {
  const answer = await asked(host, { call: "cancel-all" });
  const cancelled = answer.ok ? Number(answer.result.cancelled) : 0;
  const left = answer.ok
    ? ordersLeft(answer.result)
    : // Orders of a key that is dead already, or in a secret that a run before deleted, can't be asked for with it.
      { isUnknown: ["bad-key", "expired", "no-credential", "unsupported"].includes(answer.kind), why: answer.message };
  if (left === undefined) return { cancelled, left: 0 };
  if (!left.isUnknown) throw new StepFailure(left.why);
  if (by !== undefined) return { attestedBy: by, note: `none is open, says ${by}` };
  throw new LeftToAPerson(
    `Look for open orders by hand, and cancel them. ${left.why}`,
    "the exchange's page of open orders",
    `bulkhead retire --stack ${stack} --yes --cancelled-by YOUR-NAME`,
  );
}

async function revoke(bot: BotStack, host: HostPlace, { operatorHost, subAccount, revokedBy }: Ways): Promise<Facts> {
  const { isProven, key, facts, stillWorks, refusals } = await revokeKey({ host, operatorHost, subAccount });
  if (isProven) return facts;
  if (revokedBy !== undefined && !stillWorks) {
    return { ...facts, attestedBy: revokedBy, note: `it is, says ${revokedBy}; no failing call shows it` };
  }
  const words = [
    ...refusals,
    ...(revokedBy === undefined ? [] : [`${revokedBy}'s word is not taken: a call with the key is still answered.`]),
  ];
  throw new LeftToAPerson(
    `${words.map((why) => `${why} `).join("")}Delete the key${key === undefined ? "" : ` (fingerprint ${key})`} at ${bot.exchange.title}`,
    keyPage(bot.exchange.id, bot.network, bot.exchange.domains[0] ?? ""),
    `bulkhead retire --stack ${bot.stack} --yes`,
  );
}

/** With the key its list is gone; lists of other keys, and of withdrawals, only a person can see. */
function unlist(bot: BotStack, found: Standing, by: string | undefined): Promise<Facts> {
  if (by !== undefined) return Promise.resolve({ attestedBy: by });
  const ips = everyAddress(found).join(", ");
  return Promise.reject(
    new LeftToAPerson(
      `See that no other key of the account lists ${ips}: whoever gets the address next could use it`,
      keyPage(bot.exchange.id, bot.network, bot.exchange.domains[0] ?? ""),
      `bulkhead retire --stack ${bot.stack} --yes --revoked-by YOUR-NAME`,
    ),
  );
}

async function lastSnapshot({ stack, bot, network }: BotStack, { volumes }: Standing, aws: Aws): Promise<Facts> {
  const { CreateSnapshotCommand, DescribeSnapshotsCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const name = `${stack}-last`;
  const existing = await client.send(
    new DescribeSnapshotsCommand({ OwnerIds: ["self"], Filters: [{ Name: "tag:bulkhead:last", Values: [name] }] }),
  );
  const known = (existing.Snapshots ?? []).flatMap(({ SnapshotId: id, Tags: tags = [] }) =>
    tags.some(({ Key, Value }) => Key === "bulkhead:last" && Value === name) ? (id ?? []) : [],
  );
  if (known.length > 0) return { snapshots: known };
  const made: string[] = [];
  for (const { volumeId } of volumes.filter(({ isData }) => isData)) {
    const { SnapshotId: id } = await client.send(
      new CreateSnapshotCommand({
        VolumeId: volumeId,
        Description: `Last data of ${stack}`,
        TagSpecifications: [
          {
            ResourceType: "snapshot",
            Tags: [
              { Key: "bulkhead:bot", Value: bot },
              { Key: "bulkhead:network", Value: network },
              { Key: "bulkhead:last", Value: name },
            ],
          },
        ],
      }),
    );
    if (id !== undefined) made.push(id);
  }
  if (made.length === 0) throw new StepFailure("no snapshot was made");
  return { snapshots: made };
}

async function deleteSecret(SecretId: string, aws: Aws): Promise<Facts> {
  const { DeleteSecretCommand, DescribeSecretCommand } = await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  const before = await client.send(new DescribeSecretCommand({ SecretId }));
  if (before.DeletedDate === undefined) {
    await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: waitDays }));
  }
  const after = await client.send(new DescribeSecretCommand({ SecretId }));
  if (after.DeletedDate === undefined) throw new StepFailure("the secret is not scheduled for deletion");
  return { secret: SecretId, on: after.DeletedDate.toISOString() };
}

async function deleteKey(KeyId: string, aws: Aws): Promise<Facts> {
  const { DescribeKeyCommand, ScheduleKeyDeletionCommand } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  const before = await client.send(new DescribeKeyCommand({ KeyId }));
  if (before.KeyMetadata?.KeyState !== "PendingDeletion") {
    await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: waitDays }));
  }
  const after = await client.send(new DescribeKeyCommand({ KeyId }));
  if (after.KeyMetadata?.KeyState !== "PendingDeletion") throw new StepFailure("the key is not scheduled for deletion");
  return { key: KeyId };
}

async function liftProtection(InstanceId: string, aws: Aws): Promise<Facts> {
  const { ModifyInstanceAttributeCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  await client.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: false } }));
  await client.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiStop: { Value: false } }));
  return { host: InstanceId };
}

async function releaseAddress({ addresses }: Standing, aws: Aws): Promise<Facts> {
  const { DescribeAddressesCommand, DisassociateAddressCommand, ReleaseAddressCommand } =
    await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  const ids = addresses.map(({ allocationId }) => allocationId);
  if (ids.length === 0) return { released: [] };
  const find = async (): Promise<
    readonly { AllocationId?: string | undefined; AssociationId?: string | undefined }[]
  > => {
    const { Addresses: found = [] } = await client.send(
      new DescribeAddressesCommand({ Filters: [{ Name: "allocation-id", Values: ids }] }),
    );
    // Whatever a filter lets through: nobody else's address is released.
    return found.filter(({ AllocationId: id }) => id !== undefined && ids.includes(id));
  };
  for (const { AllocationId, AssociationId } of await find()) {
    if (AssociationId !== undefined) await client.send(new DisassociateAddressCommand({ AssociationId }));
    await client.send(new ReleaseAddressCommand({ AllocationId }));
  }
  if ((await find()).length > 0) throw new StepFailure("an address is still there");
  return { released: addresses.map(({ ip }) => ip) };
}

/** What stays in the account after a retirement. */
function remaining(
  { host, volumes, secret, addresses }: Standing,
  { stack }: BotStack,
  { outcomes }: Acted,
): readonly string[] {
  const isDone = (id: string): boolean => [...outcomes].some(([step, { kind }]) => step.id === id && kind === "done");
  const secretEnds = isDone("delete-secret") && isDone("delete-custody-key");
  return [
    ...(host === undefined ? [] : [`the host ${host.instanceId}: it costs until pulumi destroy`]),
    ...volumes.map(({ volumeId }) => `the volume ${volumeId}: it costs until it is deleted`),
    "snapshots: they cost until they are deleted",
    ...(isDone("release-address") ? [] : addresses.map(({ ip }) => `the address ${ip}: it costs until it is released`)),
    ...(secret === undefined
      ? []
      : secretEnds
        ? [`secret and custody key: gone in ${waitDays} days; both can be brought back until then`]
        : ["secret and custody key: not both scheduled for deletion"]),
    "the records key: its logs and disks are unreadable without it; schedule it when nothing is needed any more",
    `logs of ${stack} and its trail: kept for as long as their retention says`,
  ];
}

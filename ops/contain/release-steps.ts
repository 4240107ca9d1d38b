import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { onHost } from "../host/on-host";
import type { Facts } from "../journal/entry";
import { custodyKeyOf, groupsTag } from "../stack/standing";
import { type Step, StepFailure } from "../steps/step";
import { isOfBot, putIntoGroups } from "./quarantine";
import { denialName } from "./role-denial";
import { isDenied, withoutDenial } from "./secret-denial";
import type { Target } from "./target";

/** The steps that undo a containment, the bot last, once everything that it needs is back. */
export function releaseSteps(target: Target, aws: Aws): readonly Step[] {
  const { standing, roleName } = target;
  const { host, secret } = standing;
  const step = (id: string, title: string, run: () => Promise<Facts>, more: Partial<Step> = {}): Step => ({
    id,
    title,
    from: "here",
    undo: "bulkhead contain",
    // Another computer may have contained it again since.
    again: true,
    run,
    ...more,
  });
  const steps = [
    roleName === undefined
      ? []
      : [step("allow-role", "Take the denial off the bot's role", () => allowRole(roleName, aws))],
    secret === undefined
      ? []
      : [
          step("allow-secret", "Take the denial off the secret", () => allowSecret(secret.arn, aws)),
          step("enable-custody-key", "Enable the custody key", async () =>
            enableKey(await custodyKeyOf(aws, secret), aws),
          ),
        ],
    host === undefined ? [] : [step("connect-host", "Give the host its network back", () => connect(target, aws))],
  ].flat();
  if (host === undefined || standing.kind === "operator") return steps;
  const needs = steps.map(({ id }) => id);
  return [
    ...steps,
    step("start-bot", "Start the bot", () => startBot(target), {
      from: "here, by Systems Manager",
      needs,
      // A host that was cut off takes a while to find Systems Manager again.
      patience: 400_000,
    }),
  ];
}

async function allowRole(RoleName: string, aws: Aws): Promise<Facts> {
  const { DeleteRolePolicyCommand, ListRolePoliciesCommand } = await import("@aws-sdk/client-iam");
  const client = await aws.client("iam");
  await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: denialName })).catch((error: unknown) => {
    if (!["NoSuchEntity", "NoSuchEntityException"].includes(awsErrorName(error))) throw error;
  });
  const { PolicyNames: names = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
  if (names.includes(denialName)) throw new StepFailure("the role still carries the denial");
  return { role: RoleName };
}

async function allowSecret(SecretId: string, aws: Aws): Promise<Facts> {
  const { DeleteResourcePolicyCommand, GetResourcePolicyCommand, PutResourcePolicyCommand } =
    await import("@aws-sdk/client-secrets-manager");
  const client = await aws.client("secrets");
  const read = async (): Promise<string | undefined> =>
    (await client.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy;
  const before = await read();
  if (isDenied(before)) {
    const ResourcePolicy = withoutDenial(before);
    if (ResourcePolicy === undefined) await client.send(new DeleteResourcePolicyCommand({ SecretId }));
    else await client.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy, BlockPublicPolicy: true }));
    if (isDenied(await read())) throw new StepFailure("the secret's policy still holds the denial");
  }
  return { secret: SecretId };
}

async function enableKey(KeyId: string, aws: Aws): Promise<Facts> {
  const { DescribeKeyCommand, EnableKeyCommand } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  await client.send(new EnableKeyCommand({ KeyId }));
  const { KeyMetadata: found } = await client.send(new DescribeKeyCommand({ KeyId }));
  if (found?.Enabled !== true) throw new StepFailure("the custody key is not enabled");
  return { key: KeyId };
}

async function connect({ standing: { host, bot, network } }: Target, aws: Aws): Promise<Facts> {
  if (host === undefined) return {};
  const { DeleteTagsCommand, DescribeNetworkInterfacesCommand } = await import("@aws-sdk/client-ec2");
  const client = await aws.client("ec2");
  // Each interface carries the groups that it had. Without the tag it was never cut off, or is back already.
  const { NetworkInterfaces: found = [] } = await client.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "tag-key", Values: [groupsTag] }] }),
  );
  const back: string[] = [];
  for (const { NetworkInterfaceId: id, TagSet: tags = [] } of found) {
    const groups = (tags.find(({ Key }) => Key === groupsTag)?.Value ?? "").split(" ").filter((one) => one !== "");
    if (id === undefined || groups.length === 0 || !isOfBot(tags, bot, network)) continue;
    await putIntoGroups(client, [id], groups);
    await client.send(new DeleteTagsCommand({ Resources: [host.instanceId, id], Tags: [{ Key: groupsTag }] }));
    back.push(id);
  }
  return { interfaces: back };
}

async function startBot(target: Target): Promise<Facts> {
  await onHost({
    ...target.host,
    action: "start-bot",
    comment: "bulkhead release: start the bot",
    timeoutSeconds: 60,
    deliverySeconds: 300,
  });
  return { unit: "started" };
}

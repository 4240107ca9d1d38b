import type { KeyMetadata } from "@aws-sdk/client-kms";
import { UserError } from "../user-error";
import { asked } from "../aws/asked";
import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { sameDocument } from "../aws/same-document";

/** A key of ours that lives outside every stack. */
export interface WantedKey {
  /** Such as `alias/bulkhead-grid-testnet`. */
  readonly alias: string;
  /** All of them; by the ones named in `known` it is found again. */
  readonly tags: Readonly<Record<string, string>>;
  /** Names of the tags that no other key has the same values of. */
  readonly known: readonly string[];
  readonly description: string;
  /** Key policy, as data. */
  readonly policy: object;
}

/** One thing that is not as wanted yet. */
export interface Change {
  /** As an order: "Make …". */
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** A key as it stands, and what is missing. */
export interface KeyPlan {
  /** ARN; undefined until it is made. */
  readonly arn: () => string | undefined;
  readonly changes: readonly Change[];
}

/**
 * Finds a key of ours and says what is missing of it: the key itself, its rotation, policy, tags or alias. KMS takes no
 * token by which a repeated CreateKey would answer the first one's key, so a key that a run made and did not live to name
 * is looked for by its tags before another is made. Throws UserError where the alias is somebody else's.
 */
export async function ownKey(aws: Aws, wanted: WantedKey): Promise<KeyPlan> {
  const kms = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  const named = await describedKey(aws, wanted.alias);
  if (named !== undefined) await refuseForeign(aws, wanted, named);
  const key = named ?? (await orphan(aws, wanted));
  let arn = key?.Arn;
  const changes: Change[] = [];
  const id = (): string => arn ?? "";
  const change = (title: string, call: string, act: () => Promise<unknown>): void => {
    changes.push({
      title,
      run: async () => {
        await asked(aws, call, act);
      },
    });
  };

  if (key === undefined) {
    change(`Make the key ${wanted.description}`, "kms:CreateKey", async () => {
      const made = await client.send(
        new kms.CreateKeyCommand({
          Description: wanted.description,
          Policy: JSON.stringify(wanted.policy),
          Tags: Object.entries(wanted.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        }),
      );
      arn = made.KeyMetadata?.Arn;
      if (arn === undefined) throw new UserError("KMS made a key without saying which. Run the same command again.");
    });
  } else {
    refuseUnusable(wanted, key);
    const [rotates, policy, tags] = await Promise.all([
      asked(aws, "kms:GetKeyRotationStatus", () => client.send(new kms.GetKeyRotationStatusCommand({ KeyId: id() }))),
      asked(aws, "kms:GetKeyPolicy", () => client.send(new kms.GetKeyPolicyCommand({ KeyId: id() }))),
      tagsOf(aws, id()),
    ]);
    const missing = Object.entries(wanted.tags).filter(([name, value]) => tags.get(name) !== value);
    if (missing.length > 0) {
      change(`Tag the key: ${missing.map(([name]) => name).join(", ")}`, "kms:TagResource", () =>
        client.send(
          new kms.TagResourceCommand({
            KeyId: id(),
            Tags: missing.map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
          }),
        ),
      );
    }
    if (!sameDocument(policy.Policy, wanted.policy)) {
      change("Put the key's policy in force", "kms:PutKeyPolicy", () =>
        client.send(new kms.PutKeyPolicyCommand({ KeyId: id(), Policy: JSON.stringify(wanted.policy) })),
      );
    }
    if (rotates.KeyRotationEnabled !== true) turnRotationOn();
  }
  if (key === undefined) turnRotationOn();
  if (named === undefined) {
    change(`Name it ${wanted.alias}`, "kms:CreateAlias", async () => {
      try {
        await client.send(new kms.CreateAliasCommand({ AliasName: wanted.alias, TargetKeyId: id() }));
      } catch (error) {
        if (awsErrorName(error) !== "AlreadyExistsException") throw error;
        throw new UserError(
          `Another run took ${wanted.alias} in the meantime. The key ${id()} is used by nobody: have an admin schedule its deletion, then run the same command again.`,
        );
      }
    });
  }
  return { arn: () => arn, changes };

  function turnRotationOn(): void {
    change("Turn its yearly rotation on", "kms:EnableKeyRotation", () =>
      client.send(new kms.EnableKeyRotationCommand({ KeyId: id() })),
    );
  }
}

/** The key that an alias or ARN names; undefined where there is none. */
async function describedKey(aws: Aws, KeyId: string): Promise<KeyMetadata | undefined> {
  const { DescribeKeyCommand } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  return asked(aws, "kms:DescribeKey", async () => {
    try {
      return (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
    } catch (error) {
      if (awsErrorName(error) === "NotFoundException") return undefined;
      throw error;
    }
  });
}

async function refuseForeign(
  aws: Aws,
  { alias, tags, known }: WantedKey,
  { Arn: arn = "" }: KeyMetadata,
): Promise<void> {
  const found = await tagsOf(aws, arn);
  const other = known.find((name) => found.get(name) !== tags[name]);
  if (other === undefined) return;
  throw new UserError(
    `${alias} names the key ${arn}, whose tag ${other} is not ${tags[other] ?? ""}: it may be somebody else's. ` +
      `If it is this one's, tag it: aws kms tag-resource --key-id ${arn} --tags ${known.map((name) => `TagKey=${name},TagValue=${tags[name] ?? ""}`).join(" ")}`,
  );
}

function refuseUnusable({ alias }: WantedKey, { Arn: arn = "", KeyState: state }: KeyMetadata): void {
  if (state === "Enabled" || state === "Creating") return;
  throw new UserError(
    `The key ${arn}, for ${alias}, is in the state ${state ?? "unknown"}, expected Enabled. Have one of its admins ` +
      `${state === "PendingDeletion" ? "cancel its deletion and enable it" : "enable it"}, or give the alias to another key.`,
  );
}

/**
 * A key with our tags and without an alias. The tagging API knows most keys in a few calls, but hears of new ones late;
 * so a key without an alias that it does not know is asked for its tags one by one.
 */
async function orphan(aws: Aws, wanted: WantedKey): Promise<KeyMetadata | undefined> {
  const isOurs = (tags: ReadonlyMap<string, string>): boolean =>
    wanted.known.every((name) => tags.get(name) === wanted.tags[name]);
  const known = await taggedKeys(aws, wanted.known[0] ?? "");
  const named = await aliasTargets(aws);
  const ours = new Set<string>();
  for (const arn of await everyKey(aws)) {
    const id = arn.split("/").at(-1) ?? "";
    if (named.has(id)) continue;
    if (isOurs(known.get(arn) ?? (await tagsOf(aws, arn, "unreadable")))) ours.add(arn);
  }
  const keys: KeyMetadata[] = [];
  for (const arn of ours) {
    const key = await describedKey(aws, arn);
    // One that is to be deleted was given up.
    if (key !== undefined && key.KeyState !== "PendingDeletion") keys.push(key);
  }
  if (keys.length > 1) {
    throw new UserError(
      `${keys.length} keys carry the tags of ${wanted.alias}, expected one: ${keys.map(({ Arn }) => Arn ?? "").join(", ")}. ` +
        `Point the alias at the one that is in use: aws kms create-alias --alias-name ${wanted.alias} --target-key-id ARN`,
    );
  }
  return keys[0];
}

async function everyKey(aws: Aws): Promise<readonly string[]> {
  const { paginateListKeys } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  return asked(aws, "kms:ListKeys", async () => {
    const arns: string[] = [];
    for await (const { Keys = [] } of paginateListKeys({ client, pageSize: 1000 }, {})) {
      arns.push(...Keys.flatMap(({ KeyArn }) => KeyArn ?? []));
    }
    return arns;
  });
}

/** Ids of the keys that have an alias. */
async function aliasTargets(aws: Aws): Promise<ReadonlySet<string>> {
  const { paginateListAliases } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  return asked(aws, "kms:ListAliases", async () => {
    const ids = new Set<string>();
    for await (const { Aliases = [] } of paginateListAliases({ client, pageSize: 100 }, {})) {
      for (const { TargetKeyId } of Aliases) if (TargetKeyId !== undefined) ids.add(TargetKeyId);
    }
    return ids;
  });
}

/** Tags of the keys that the tagging API knows to have a tag of this name, by ARN; none where it may not be asked. */
async function taggedKeys(aws: Aws, Key: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { paginateGetResources } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const client = await aws.client("tagging");
  const found = new Map<string, ReadonlyMap<string, string>>();
  try {
    const query = { ResourceTypeFilters: ["kms:key"], TagFilters: [{ Key }] };
    for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, query)) {
      for (const { ResourceARN: arn, Tags = [] } of ResourceTagMappingList) {
        if (arn !== undefined) found.set(arn, new Map(Tags.map(({ Key: name = "", Value = "" }) => [name, Value])));
      }
    }
  } catch {
    // It only spares calls: every key that it does not tell of is asked itself.
    return new Map();
  }
  return found;
}

async function tagsOf(aws: Aws, KeyId: string, otherwise?: "unreadable"): Promise<ReadonlyMap<string, string>> {
  const { paginateListResourceTags } = await import("@aws-sdk/client-kms");
  const client = await aws.client("kms");
  return asked(aws, "kms:ListResourceTags", async () => {
    const tags = new Map<string, string>();
    try {
      for await (const { Tags = [] } of paginateListResourceTags({ client }, { KeyId })) {
        for (const { TagKey = "", TagValue = "" } of Tags) tags.set(TagKey, TagValue);
      }
    } catch (error) {
      // A key whose policy does not let us look is none that we made.
      if (otherwise !== "unreadable" || !["AccessDeniedException", "NotFoundException"].includes(awsErrorName(error))) {
        throw error;
      }
    }
    return tags;
  });
}

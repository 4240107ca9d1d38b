import type { S3Client } from "@aws-sdk/client-s3";
import { asked } from "../aws/asked";
import type { Aws } from "../aws/aws";
import { awsErrorName } from "../aws/explained";
import { sameDocument } from "../aws/same-document";
import type { Change } from "../keys/own-key";
import { UserError } from "../user-error";

/** The bucket that Pulumi keeps state in. */
export interface WantedBucket {
  readonly name: string;
  /** Twelve digits: of whom the bucket has to be. */
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Bucket policy, as data. */
  readonly policy: object;
  /** ARN of the key; undefined until it is made. */
  readonly keyArn: () => string | undefined;
}

const absent = new Set([
  "NoSuchBucket",
  "NotFound",
  "NoSuchBucketPolicy",
  "NoSuchTagSet",
  "NoSuchPublicAccessBlockConfiguration",
  "OwnershipControlsNotFoundError",
  "ServerSideEncryptionConfigurationNotFoundError",
]);

/** Days that versions of a state are kept after a newer one came. */
export const versionDays = 365;

/** Says what is missing of the state bucket: all of it, or single settings. Throws UserError where the name is somebody else's. */
export async function stateBucket(aws: Aws, wanted: WantedBucket): Promise<readonly Change[]> {
  const s3 = await import("@aws-sdk/client-s3");
  const client = await aws.client("s3");
  const of = { Bucket: wanted.name, ExpectedBucketOwner: wanted.account };
  const changes: Change[] = [];
  const change = (title: string, call: string, act: () => Promise<unknown>): void => {
    changes.push({
      title,
      run: async () => {
        await asked(aws, call, act);
      },
    });
  };
  const has = <Answer>(call: string, ask: () => Promise<Answer>): Promise<Answer | undefined> =>
    setting(aws, call, ask);

  const exists = await isThere(aws, client, wanted);
  const found = exists
    ? {
        block: (await has("s3:GetBucketPublicAccessBlock", () => client.send(new s3.GetPublicAccessBlockCommand(of))))
          ?.PublicAccessBlockConfiguration,
        ownership: (
          await has("s3:GetBucketOwnershipControls", () => client.send(new s3.GetBucketOwnershipControlsCommand(of)))
        )?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
        versioning: (await has("s3:GetBucketVersioning", () => client.send(new s3.GetBucketVersioningCommand(of))))
          ?.Status,
        encryption: (
          await has("s3:GetEncryptionConfiguration", () => client.send(new s3.GetBucketEncryptionCommand(of)))
        )?.ServerSideEncryptionConfiguration?.Rules?.[0],
        policy: (await has("s3:GetBucketPolicy", () => client.send(new s3.GetBucketPolicyCommand(of))))?.Policy,
        lifecycle: (
          await has("s3:GetLifecycleConfiguration", () =>
            client.send(new s3.GetBucketLifecycleConfigurationCommand(of)),
          )
        )?.Rules?.some(({ ID }) => ID === lifecycleRule.ID),
        tags: new Map(
          (await has("s3:GetBucketTagging", () => client.send(new s3.GetBucketTaggingCommand(of))))?.TagSet?.map(
            ({ Key = "", Value = "" }) => [Key, Value] as const,
          ) ?? [],
        ),
      }
    : undefined;

  if (!exists) {
    change(`Make the bucket ${wanted.name}`, "s3:CreateBucket", async () => {
      try {
        await client.send(
          new s3.CreateBucketCommand({
            Bucket: wanted.name,
            ObjectOwnership: "BucketOwnerEnforced",
            // S3 takes no constraint for its first region: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
            ...(aws.region === "us-east-1"
              ? {}
              : { CreateBucketConfiguration: { LocationConstraint: aws.region as "eu-west-1" } }),
          }),
        );
      } catch (error) {
        if (awsErrorName(error) !== "BucketAlreadyOwnedByYou") throw error;
      }
    });
  }
  const block = found?.block;
  if (
    block?.BlockPublicAcls !== true ||
    block.BlockPublicPolicy !== true ||
    block.IgnorePublicAcls !== true ||
    block.RestrictPublicBuckets !== true
  ) {
    change("Block public access to it", "s3:PutBucketPublicAccessBlock", () =>
      client.send(
        new s3.PutPublicAccessBlockCommand({
          ...of,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        }),
      ),
    );
  }
  if (found?.ownership !== "BucketOwnerEnforced") {
    change("Switch access lists of objects off", "s3:PutBucketOwnershipControls", () =>
      client.send(
        new s3.PutBucketOwnershipControlsCommand({
          ...of,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      ),
    );
  }
  if (found?.versioning !== "Enabled") {
    change("Keep its versions", "s3:PutBucketVersioning", () =>
      client.send(new s3.PutBucketVersioningCommand({ ...of, VersioningConfiguration: { Status: "Enabled" } })),
    );
  }
  const encrypted = found?.encryption;
  if (
    encrypted?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm !== "aws:kms" ||
    encrypted.ApplyServerSideEncryptionByDefault.KMSMasterKeyID !== wanted.keyArn() ||
    encrypted.BucketKeyEnabled !== true
  ) {
    change("Encrypt what is written to it under its key", "s3:PutEncryptionConfiguration", () =>
      client.send(
        new s3.PutBucketEncryptionCommand({
          ...of,
          ServerSideEncryptionConfiguration: {
            Rules: [
              {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: wanted.keyArn() },
                BucketKeyEnabled: true,
              },
            ],
          },
        }),
      ),
    );
  }
  if (!sameDocument(found?.policy, wanted.policy)) {
    change("Put its policy in force", "s3:PutBucketPolicy", () =>
      client.send(new s3.PutBucketPolicyCommand({ ...of, Policy: JSON.stringify(wanted.policy) })),
    );
  }
  if (found?.lifecycle !== true) {
    change(`End versions ${versionDays} days after a newer one came`, "s3:PutLifecycleConfiguration", () =>
      client.send(
        new s3.PutBucketLifecycleConfigurationCommand({ ...of, LifecycleConfiguration: { Rules: [lifecycleRule] } }),
      ),
    );
  }
  if (Object.entries(wanted.tags).some(([name, value]) => found?.tags.get(name) !== value)) {
    change("Tag it", "s3:PutBucketTagging", () =>
      client.send(
        new s3.PutBucketTaggingCommand({
          ...of,
          // The call sets all tags at once.
          Tagging: {
            TagSet: [...new Map([...(found?.tags ?? []), ...Object.entries(wanted.tags)])].map(([Key, Value]) => ({
              Key,
              Value,
            })),
          },
        }),
      ),
    );
  }
  return changes;
}

const lifecycleRule = {
  ID: "bulkhead-versions",
  Status: "Enabled" as const,
  Filter: { Prefix: "" },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  NoncurrentVersionExpiration: { NoncurrentDays: versionDays },
};

async function isThere(aws: Aws, client: S3Client, { name, account }: WantedBucket): Promise<boolean> {
  const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
  return asked(aws, "s3:ListBucket", async () => {
    try {
      await client.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: account }));
      return true;
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      if (absent.has(awsErrorName(error)) || status === 404) return false;
      if (status === 301) {
        throw new UserError(
          `The bucket ${name} is in another region than ${aws.region}. Name its region with --region.`,
        );
      }
      if (status === 403) {
        throw new UserError(
          `The bucket ${name} is another account's, or these credentials may not look at it (s3:ListBucket). Names of buckets are shared by all accounts: choose another with --bucket NAME.`,
        );
      }
      throw error;
    }
  });
}

async function setting<Answer>(aws: Aws, call: string, ask: () => Promise<Answer>): Promise<Answer | undefined> {
  return asked(aws, call, async () => {
    try {
      return await ask();
    } catch (error) {
      if (absent.has(awsErrorName(error)) || awsErrorName(error) === "NoSuchLifecycleConfiguration") return undefined;
      throw error;
    }
  });
}

import type * as aws from "@pulumi/aws";
import type { BotKey } from "./bot-key";

/** What seals an instance. */
export interface SealedInstanceArgs {
  readonly recordsKey: BotKey;
  /** Whether AWS refuses to terminate or stop it. */
  readonly terminationProtection: boolean;
  /** Tags of its disk. */
  readonly tags: Record<string, string>;
}

/**
 * What every instance of a compartment has in common: metadata by session token and from one hop away only, a root disk
 * under the records key that goes with it, and recovery by AWS when its hardware fails.
 */
export function sealedInstance({ recordsKey, terminationProtection, tags }: SealedInstanceArgs) {
  return {
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    },
    rootBlockDevice: {
      encrypted: true,
      kmsKeyId: recordsKey.arn,
      volumeType: "gp3",
      deleteOnTermination: true,
      tags,
    },
    maintenanceOptions: { autoRecovery: "default" },
    disableApiTermination: terminationProtection,
    // Before a replacement an instance is stopped, to let go of its data: without this, one that AWS then refuses to
    // terminate would stand still.
    disableApiStop: terminationProtection,
    // Cloud-init reads user data once: a change that did not replace the instance would silently do nothing.
    userDataReplaceOnChange: true,
  } satisfies aws.ec2.InstanceArgs;
}

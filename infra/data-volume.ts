import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { Place } from "./documents/place";
import { snapshotPolicy, snapshotTrust } from "./documents/snapshot-policies";
import { hostZone } from "./host-zone";
import type { BotTags } from "./tags";

/** What a bot's data volume is made of. */
export interface DataVolumeArgs {
  readonly place: pulumi.Input<Place>;
  readonly recordsKey: BotKey;
  readonly instanceType: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  readonly tags: BotTags;
  /**
   * The zone of volume, subnet and host.
   * @default - the first one that has the instance type, then kept
   */
  readonly availabilityZone?: pulumi.Input<string>;
  /** Size in GiB. It can grow, never shrink. */
  readonly size: number;
  /**
   * Id of the snapshot (`snap-…`) that the volume starts from.
   * @default - an empty volume
   */
  readonly snapshotId?: string;
  /** Days that the daily snapshots are kept. */
  readonly snapshotRetentionDays: number;
  /**
   * ARN of the IAM policy that bounds the role of the snapshots.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/**
 * What the bot has to remember from one host to the next: open trades, above all. The volume is protected, stays in the
 * account even when somebody deletes it here, and depends on nothing but the key that encrypts it; the subnet, and so
 * the host, follow it into its zone. Amazon Data Lifecycle Manager makes a snapshot of it every day.
 */
export class DataVolume extends pulumi.ComponentResource {
  readonly volumeId: pulumi.Output<string>;
  readonly availabilityZone: pulumi.Output<string>;
  /** ARN of the role that the daily snapshots are made under. */
  readonly snapshotRoleArn: pulumi.Output<string>;

  constructor(name: string, args: DataVolumeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:DataVolume", name, {}, opts);
    const parent = { parent: this };
    // A volume that starts from a snapshot is another volume under another name: the old one is never replaced by it.
    const volumeName = args.snapshotId === undefined ? name : `${name}-${args.snapshotId}`;
    const tags = { ...args.tags, Name: name, "bulkhead:data": name };
    const volume = new aws.ebs.Volume(
      volumeName,
      {
        availabilityZone: args.availabilityZone ?? hostZone(args.instanceType, args.region, parent),
        size: args.size,
        type: "gp3",
        encrypted: true,
        kmsKeyId: args.recordsKey.arn,
        tags,
        ...(args.snapshotId === undefined ? {} : { snapshotId: args.snapshotId }),
      },
      {
        parent: this,
        protect: true,
        retainOnDelete: true,
        // The zone that the volume has is kept, unless configuration names one.
        ignoreChanges: args.availabilityZone === undefined ? ["availabilityZone"] : [],
      },
    );
    const role = new aws.iam.Role(
      name,
      {
        description: "Daily snapshots of one trading bot's data",
        assumeRolePolicy: pulumi.jsonStringify(pulumi.output(args.place).apply(snapshotTrust)),
        ...(args.permissionsBoundary === undefined ? {} : { permissionsBoundary: args.permissionsBoundary }),
        tags: args.tags,
      },
      parent,
    );
    const grant = new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: pulumi.jsonStringify(
          pulumi
            .all([args.place, volume.arn])
            .apply(([place, volumeArn]) => snapshotPolicy({ ...place, volumeArn, data: name })),
        ),
      },
      parent,
    );
    new aws.dlm.LifecyclePolicy(
      name,
      {
        description: "One trading bot: data once a day",
        executionRoleArn: role.arn,
        state: "ENABLED",
        policyDetails: {
          policyType: "EBS_SNAPSHOT_MANAGEMENT",
          resourceTypes: ["VOLUME"],
          targetTags: { "bulkhead:data": name },
          schedules: [
            {
              name: "daily",
              copyTags: true,
              createRule: { interval: 24, intervalUnit: "HOURS", times: "03:00" },
              retainRule: { interval: args.snapshotRetentionDays, intervalUnit: "DAYS" },
            },
          ],
        },
        tags: args.tags,
      },
      { parent: this, dependsOn: [grant] },
    );
    this.volumeId = volume.id;
    this.availabilityZone = volume.availabilityZone;
    this.snapshotRoleArn = role.arn;
    this.registerOutputs({ volumeId: this.volumeId, availabilityZone: this.availabilityZone });
  }
}

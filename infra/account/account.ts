import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { callerPlace } from "../deployer";
import { accountRecordsKeyPolicy } from "../documents/account-records-key-policy";
import { fingerprintKeyPolicy } from "../documents/fingerprint-key-policy";
import { operatorPolicy } from "../documents/operator-policy";
import type { Roles } from "../documents/roles";
import { trailBucketPolicy } from "../documents/trail-bucket-policy";
import { trailKeyPolicy } from "../documents/trail-key-policy";
import { FleetDashboard } from "../fleet-dashboard";
import { AccountAlerts } from "./account-alerts";
import { AccountKey } from "./account-key";
import { BotLimits } from "./bot-limits";
import { Budget } from "./budget";
import { EventForwarding } from "./event-forwarding";
import { Journal, journalLogGroup } from "./journal";
import { NamesParameter } from "./names-parameter";
import { RegionGuards } from "./region-guards";
import { Trail } from "./trail";
import { TrailBucket } from "./trail-bucket";

/** What an account's guards are made of. */
export interface AccountArgs extends Roles {
  /** Home of trail, journal and keys: region code of the AWS provider in use, such as `eu-west-1`. */
  readonly region: string;
  /** Regions where bots run. */
  readonly botRegions: readonly string[];
  /** Ids of the default VPCs that there still are, by region. */
  readonly defaultVpcs: ReadonlyMap<string, string>;
  /** Who gets the account's alerts and those of its budget. */
  readonly alertEmails: readonly string[];
  /**
   * Who gets the account's alerts as text messages: telephone numbers in E.164 form, such as `+4915112345678`.
   * @default - nobody
   */
  readonly alertPhones?: readonly string[];
  /** A month, in US dollars. */
  readonly monthlyBudgetUsd: number;
  /**
   * Days that the trail's files and the journals are kept; one of the numbers that CloudWatch Logs allows.
   * @default 365
   */
  readonly logRetentionDays?: number;
  /**
   * Root, organisational unit or account of AWS Organizations that the service control policy is attached to.
   * @default - no organisation: a permissions boundary for the bots' roles
   */
  readonly organizationTarget?: string;
  /** @default true */
  readonly guardDuty?: boolean;
}

/**
 * What an account that bots run in has once: a trail that nobody edits, the regions' guards, the journal of operators' commands,
 * the key of fingerprints, bounds for bots' roles, a budget. Trail, bucket, keys and journal outlive the stack.
 */
export class Account extends pulumi.ComponentResource {
  readonly trailArn: pulumi.Output<string>;
  readonly trailBucket: pulumi.Output<string>;
  readonly journalLogGroup: pulumi.Output<string>;
  readonly fingerprintKeyArn: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;
  /** Name of the CloudWatch dashboard with all bots of the account. */
  readonly fleetDashboard: pulumi.Output<string>;
  /** ARN of the policy to attach to the roles of operators and responders. */
  readonly operatorPolicyArn: pulumi.Output<string>;
  /** ARN for `bulkhead:permissionsBoundary` of bots' stacks; absent where a service control policy is in its place. */
  readonly boundaryArn?: pulumi.Output<string>;
  /** The regions with guards: the home and those where bots run. */
  readonly watchedRegions: readonly string[];

  constructor(name: string, args: AccountArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Account", name, {}, opts);
    const parent = { parent: this };
    const place = pulumi.output(callerPlace(args.deployers, args.region, parent));
    const retentionDays = args.logRetentionDays ?? 365;
    this.watchedRegions = [...new Set([args.region, ...args.botRegions])];
    const trailName = `${name}-trail`;
    const arnOf = (service: string, rest: string): pulumi.Output<string> =>
      place.apply(({ partition, account, region }) => `arn:${partition}:${service}:${region}:${account}:${rest}`);
    const trailArn = arnOf("cloudtrail", `trail/${trailName}`);
    const journalArn = arnOf("logs", `log-group:${journalLogGroup}`);

    const trailKey = new AccountKey(`${name}-trail`, { purpose: "trail" }, parent);
    const recordsKey = new AccountKey(`${name}-records`, { purpose: "records" }, parent);
    const fingerprintKey = new AccountKey(`${name}-fingerprints`, { purpose: "fingerprints" }, parent);
    const trailKeyInForce = trailKey.setPolicy(
      pulumi.all([place, trailArn]).apply(([at, arn]) => trailKeyPolicy({ ...args, ...at, trailArn: arn })),
    );
    const recordsKeyInForce = recordsKey.setPolicy(
      pulumi
        .all([place, journalArn, arnOf("sns", `${name}-*`)])
        .apply(([at, journal, topicArns]) =>
          accountRecordsKeyPolicy({ ...args, ...at, journalArn: journal, topicArns }),
        ),
    );
    fingerprintKey.setPolicy(place.apply((at) => fingerprintKeyPolicy({ ...args, ...at })));

    const bucket = new TrailBucket(`${name}-trail`, { key: trailKey, retentionDays }, parent);
    const bucketInForce = bucket.setPolicy(
      pulumi
        .all([place, bucket.arn, trailArn])
        .apply(([at, bucketArn, arn]) => trailBucketPolicy({ ...args, ...at, bucketArn, trailArn: arn })),
    );
    const trail = new Trail(
      `${name}-trail`,
      { trailName, key: trailKey, bucket, inForce: [trailKeyInForce, bucketInForce] },
      parent,
    );

    const journal = new Journal(
      `${name}-journal`,
      {
        key: recordsKey,
        keyPolicy: recordsKeyInForce,
        retentionDays,
        writers: pulumi.all([place, journalArn]).apply(([at, arn]) => operatorPolicy({ ...at, journalArn: arn })),
      },
      parent,
    );
    const alerts = new AccountAlerts(
      `${name}-alerts`,
      {
        place,
        key: recordsKey,
        keyPolicy: recordsKeyInForce,
        keyArns: [trailKey.arn, recordsKey.arn, fingerprintKey.arn],
        trailBucket: bucket.bucketName,
        journalLogGroup,
        emails: args.alertEmails,
        phones: args.alertPhones ?? [],
      },
      parent,
    );
    // No bucket of the account is ever public, a bot's or not, whatever its own settings come to.
    new aws.s3.AccountPublicAccessBlock(
      `${name}-buckets`,
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
      parent,
    );
    const fleet = new FleetDashboard(`${name}-fleet`, { regions: args.botRegions }, parent);
    const limits = new BotLimits(
      `${name}-bots`,
      {
        trailName,
        journalLogGroup,
        deployers: args.deployers,
        ...(args.organizationTarget === undefined ? {} : { organizationTarget: args.organizationTarget }),
      },
      parent,
    );
    new Budget(`${name}-budget`, { limitUsd: args.monthlyBudgetUsd, emails: args.alertEmails }, parent);
    new EventForwarding(`${name}-events`, { place, regions: this.watchedRegions, home: args.region }, parent);
    for (const region of this.watchedRegions) {
      const defaultVpc = args.defaultVpcs.get(region);
      new RegionGuards(
        `${name}-${region}`,
        { region, guardDuty: args.guardDuty ?? true, ...(defaultVpc === undefined ? {} : { defaultVpc }) },
        parent,
      );
    }

    this.trailArn = trail.arn;
    this.trailBucket = bucket.bucketName;
    this.journalLogGroup = journal.groupName;
    this.fingerprintKeyArn = fingerprintKey.arn;
    this.alertTopicArn = alerts.topicArn;
    this.operatorPolicyArn = journal.writersPolicyArn;
    this.fleetDashboard = fleet.dashboardName;
    if (limits.boundaryArn !== undefined) this.boundaryArn = limits.boundaryArn;
    const names = {
      trailArn: this.trailArn,
      trailBucket: this.trailBucket,
      journalLogGroup: this.journalLogGroup,
      fingerprintKeyArn: this.fingerprintKeyArn,
      alertTopicArn: this.alertTopicArn,
      operatorPolicyArn: this.operatorPolicyArn,
      ...(this.boundaryArn === undefined ? {} : { boundaryArn: this.boundaryArn }),
    };
    new NamesParameter(
      `${name}-names`,
      { regions: this.watchedRegions, names: pulumi.output(names).apply((all) => ({ region: args.region, ...all })) },
      parent,
    );
    this.registerOutputs({ ...names, watchedRegions: this.watchedRegions });
  }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountTags } from "./account-tags";

/** What guards a region. */
export interface RegionGuardsArgs {
  readonly region: string;
  /**
   * Id of the region's default VPC.
   * @default - it has none any more
   */
  readonly defaultVpc?: string;
  /** Whether GuardDuty is this stack's to switch on. */
  readonly guardDuty: boolean;
}

/**
 * What GuardDuty looks at beside calls, flows and names, which it always does. Off is what bots have none of, and malware scans:
 * they read copies of disks, which the bots' keys do not let it have.
 */
const features = {
  S3_DATA_EVENTS: "ENABLED",
  EBS_MALWARE_PROTECTION: "DISABLED",
  EKS_AUDIT_LOGS: "DISABLED",
  LAMBDA_NETWORK_LOGS: "DISABLED",
  RDS_LOGIN_EVENTS: "DISABLED",
} as const;

/**
 * What holds for everything that anybody makes in a region, bot or not: disks encrypted, metadata by session token only,
 * neither snapshots nor images shared with the world, the default VPC's own security group closed, GuardDuty on.
 */
export class RegionGuards extends pulumi.ComponentResource {
  constructor(name: string, args: RegionGuardsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:RegionGuards", name, {}, opts);
    const { region } = args;
    const parent = { parent: this };
    // Under AWS's own key: a bot's disks name the bot's key, and what is made by hand needs no other key than one that is there.
    new aws.ebs.EncryptionByDefault(name, { region, enabled: true }, parent);
    new aws.ebs.SnapshotBlockPublicAccess(name, { region, state: "block-all-sharing" }, parent);
    new aws.ec2.ImageBlockPublicAccess(name, { region, state: "block-new-sharing" }, parent);
    new aws.ec2.InstanceMetadataDefaults(
      name,
      {
        region,
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      parent,
    );
    if (args.defaultVpc !== undefined) {
      new aws.ec2.DefaultSecurityGroup(
        name,
        { region, vpcId: args.defaultVpc, ingress: [], egress: [], tags: accountTags },
        parent,
      );
    }
    if (args.guardDuty) {
      const detector = new aws.guardduty.Detector(
        name,
        { region, enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES", tags: accountTags },
        parent,
      );
      for (const [feature, status] of Object.entries(features)) {
        new aws.guardduty.DetectorFeature(
          `${name}-${feature.toLowerCase().replaceAll("_", "-")}`,
          { region, detectorId: detector.id, name: feature, status },
          parent,
        );
      }
    }
    this.registerOutputs({});
  }
}

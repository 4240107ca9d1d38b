import type { Artifact } from "./artifact";

/** What the platform's hosts depend on. */
export interface PlatformHostsArgs {
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  /** Name of the stack's own bucket, where the host's files are. */
  readonly bucket: string;
  /** What the bot runs; absent: nothing yet. */
  readonly artifact?: Artifact;
}

/**
 * Hosts of AWS that the bot's host cannot live without, by exact regional name: the secret, the log, Systems Manager, the
 * buckets that hold what it runs (https://docs.aws.amazon.com/general/latest/gr/rande.html) and Amazon Linux 2023's
 * repositories (https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html). ECR hands layers out from a
 * bucket of its own (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html). Kept apart from the
 * exchange's hosts: they are a way out of the host that Bulkhead cannot close, since AWS answers to every account under
 * most of these names. Buckets are named in the host, never in the path: no other bucket is reached.
 */
export function platformHosts({ region, bucket, artifact }: PlatformHostsArgs): readonly string[] {
  return [
    `secretsmanager.${region}.amazonaws.com`,
    `logs.${region}.amazonaws.com`,
    `ssm.${region}.amazonaws.com`,
    `ssmmessages.${region}.amazonaws.com`,
    `ec2messages.${region}.amazonaws.com`,
    ...new Set([bucketHost(bucket, region), ...artifactHosts(region, artifact)]),
    `al2023-repos-${region}-de612dc2.s3.dualstack.${region}.amazonaws.com`,
    "cdn.amazonlinux.com",
  ];
}

function artifactHosts(region: string, artifact: Artifact | undefined): readonly string[] {
  if (artifact === undefined) return [];
  if (artifact.kind === "object") return [bucketHost(artifact.bucket, region)];
  return [`api.ecr.${region}.amazonaws.com`, bucketHost(`prod-${region}-starport-layer-bucket`, region)];
}

function bucketHost(bucket: string, region: string): string {
  return `${bucket}.s3.${region}.amazonaws.com`;
}

/** What runs on the host, named so that nobody can change it unseen. */
export type Artifact =
  | {
      readonly kind: "object";
      /** As it stands in the configuration. */
      readonly reference: string;
      readonly bucket: string;
      readonly key: string;
      /** SHA-256 of the object, 64 hexadecimal digits. */
      readonly sha256: string;
    }
  | {
      readonly kind: "image";
      /** As it stands in the configuration. */
      readonly reference: string;
      /** Twelve digits. */
      readonly account: string;
      readonly region: string;
      readonly repository: string;
      /** SHA-256 of the image's manifest (or of the index that names one for each platform), 64 hexadecimal digits. */
      readonly sha256: string;
    };

/** Bucket names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, without dots, which TLS names cannot hold. */
const object =
  /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9-]{1,61}[a-z0-9])\/(?<key>[\w!.()-]+(?:\/[\w!.()-]+)*)@sha256:(?<sha256>[0-9a-f]{64})$/u;
/** Repository names: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const image =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com\/(?<repository>(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*)@sha256:(?<sha256>[0-9a-f]{64})$/u;

/** Reads `s3://BUCKET/KEY@sha256:DIGEST` or `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:DIGEST`. */
export function parseArtifact(reference: string): Artifact | undefined {
  const inBucket = object.exec(reference)?.groups;
  if (inBucket !== undefined) {
    const { bucket = "", key = "", sha256 = "" } = inBucket;
    return { kind: "object", reference, bucket, key, sha256 };
  }
  const inRepository = image.exec(reference)?.groups;
  if (inRepository === undefined) return undefined;
  const { account = "", region = "", repository = "", sha256 = "" } = inRepository;
  return { kind: "image", reference, account, region, repository, sha256 };
}

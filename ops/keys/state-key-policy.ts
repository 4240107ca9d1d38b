import { keyAdministration, type KeyPeople } from "./key-administration";

/** Policy of the key that encrypts the state bucket: deployers use it by way of S3 alone, for this bucket. */
export function stateKeyPolicy(people: KeyPeople, bucketArn: string, region: string): object {
  return {
    Version: "2012-10-17",
    Statement: [
      ...keyAdministration(people),
      {
        Sid: "DeployersKeepState",
        Effect: "Allow",
        Principal: { AWS: people.deployers },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: ["*"],
        Condition: {
          StringEquals: {
            "kms:CallerAccount": [people.account],
            // With bucket keys, S3 names the bucket in the encryption context: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
            "kms:EncryptionContext:aws:s3:arn": [bucketArn],
            "kms:ViaService": [`s3.${region}.amazonaws.com`],
          },
        },
      },
    ],
  };
}

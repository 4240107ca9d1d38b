import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { BotTags } from "./tags";

/** What a bot's image repository is made of. */
export interface ArtifactRepositoryArgs {
  readonly recordsKey: BotKey;
  /** The records key's policy: ECR takes its grants when the repository is made. */
  readonly recordsKeyPolicy: aws.kms.KeyPolicy;
  readonly tags: BotTags;
}

/** The private repository for the images of one bot: encrypted under the records key, no tag ever moved to another image. */
export class ArtifactRepository extends pulumi.ComponentResource {
  /** Address without tag or digest, such as `111122223333.dkr.ecr.eu-west-1.amazonaws.com/grid-images-1a2b3c4`. */
  readonly url: pulumi.Output<string>;
  readonly repositoryName: pulumi.Output<string>;

  constructor(name: string, args: ArtifactRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:ArtifactRepository", name, {}, opts);
    const repository = new aws.ecr.Repository(
      name,
      {
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.recordsKey.arn }],
        // What is pushed is a copy of what its maker has: a destroy does not stop at it.
        forceDelete: true,
        tags: args.tags,
      },
      { parent: this, dependsOn: [args.recordsKeyPolicy] },
    );
    this.url = repository.repositoryUrl;
    this.repositoryName = repository.name;
    this.registerOutputs({ url: this.url });
  }
}

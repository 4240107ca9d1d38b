import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";

/**
 * What pushing an artefact needs, besides a look at the stack's outputs in Pulumi's state; the bucket's own policy lets its deployers alone
 * write. What ECR asks for: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function artifactPushStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  return [
    {
      Sid: "PushToTheBucket",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: [`arn:${partition}:s3:::${stack}-artifacts-*/artifact/*`],
    },
    {
      Sid: "EncryptWhatIsPushed",
      Effect: "Allow",
      Action: ["kms:GenerateDataKey"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: {
        StringEquals: { ...ownedBy(scope).StringEquals, "kms:ViaService": `s3.${region}.amazonaws.com` },
      },
    },
    // It names no repository.
    { Sid: "LogInToTheRegistry", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
    {
      Sid: "PushToTheRepository",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: [`arn:${partition}:ecr:${region}:${account}:repository/${stack}-images-*`],
    },
  ];
}

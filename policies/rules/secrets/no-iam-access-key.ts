import type { iam } from "@pulumi/aws";
import { resourcePolicy } from "../../policy";

const made: Readonly<Record<string, string>> = {
  "aws:iam/accessKey:AccessKey": "an access key of an IAM user",
  "aws:iam/userLoginProfile:UserLoginProfile": "a password of an IAM user",
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "a service's password of an IAM user",
  "aws:iam/signingCertificate:SigningCertificate": "a signing certificate of an IAM user",
  "aws:iam/sshKey:SshKey": "an SSH key of an IAM user",
  "aws:lightsail/bucketAccessKey:BucketAccessKey": "an access key of a bucket",
  "aws-native:iam:ServiceSpecificCredential": "a service's password of an IAM user",
  "aws-native:iam:User": "a password of an IAM user",
};

/** A public key (`pgpKey`) only encrypts the copy in the state: the key itself is as lasting as any. */
export const noIamAccessKey = resourcePolicy<iam.AccessKeyArgs & { loginProfile?: unknown }>(Object.keys(made), {
  name: "secrets-no-iam-access-key",
  description: "No stack makes access keys or passwords of IAM users.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Use a role: of the instance, the function or the task, of OIDC for CI, of IAM Identity Center for people.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  tags: ["iam", "secrets"],
  rationale:
    "AWS answers with the credential, so that it stands in the state of the stack; it never expires, works from anywhere, and is what attackers find first.",
  example: `const role = new aws.iam.Role("bot", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
new aws.iam.InstanceProfile("bot", { role: role.name });`,
  nonWaivable: true,
  judge(resource, violation) {
    const profile = resource.type === "aws-native:iam:User" ? resource.at("loginProfile") : undefined;
    if (profile !== undefined && !profile.unknown && profile.absent) return;
    violation({
      message: `${made[resource.type] ?? "a lasting credential"} is made here, expected a role.`,
      ...(profile === undefined ? {} : { at: profile }),
    });
  },
});

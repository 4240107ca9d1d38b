import { noIamAccessKey } from "../../../../policies/rules/secrets/no-iam-access-key";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const user = "aws-native:iam:User";
const at = (type: string, props: Record<string, unknown> = {}) => given(props, { type });

testPolicy(noIamAccessKey, {
  passes: { "a user of aws-native without a password": at(user, { userName: "grid" }) },
  fails: {
    "a signing certificate": [
      at("aws:iam/signingCertificate:SigningCertificate", { userName: "grid", certificateBody: "x" }),
      "a signing certificate of an IAM user is made here, expected a role.",
    ],
    "an SSH key": [
      at("aws:iam/sshKey:SshKey", { username: "grid", encoding: "SSH", publicKey: "x" }),
      "an SSH key of an IAM user is made here, expected a role.",
    ],
    "an access key": [
      at("aws:iam/accessKey:AccessKey", { user: "grid" }),
      "an access key of an IAM user is made here, expected a role.",
    ],
    "an access key that is encrypted for somebody": [
      at("aws:iam/accessKey:AccessKey", { user: "grid", pgpKey: "keybase:grid" }),
      "an access key of an IAM user is made here, expected a role.",
    ],
    "a password": [
      at("aws:iam/userLoginProfile:UserLoginProfile", { user: "grid" }),
      "a password of an IAM user is made here, expected a role.",
    ],
    "a service's password": [
      at("aws:iam/serviceSpecificCredential:ServiceSpecificCredential", { userName: "grid" }),
      "a service's password of an IAM user is made here, expected a role.",
    ],
    "a service's password, by aws-native": [
      at("aws-native:iam:ServiceSpecificCredential", { userName: "grid" }),
      "a service's password of an IAM user is made here, expected a role.",
    ],
    "an access key of a Lightsail bucket": [
      at("aws:lightsail/bucketAccessKey:BucketAccessKey", { bucketName: "grid" }),
      "an access key of a bucket is made here, expected a role.",
    ],
    "a password of a user of aws-native": [
      at(user, { loginProfile: { password: "tulip" } }),
      { message: "a password of an IAM user is made here, expected a role.", path: "loginProfile" },
    ],
    "a password of a user of aws-native, not known yet": [
      at(user, { loginProfile: unknown }),
      "a password of an IAM user is made here, expected a role.",
    ],
  },
  unknown: "That such a resource is made is known, whatever of it is not.",
  absent: {
    "no inputs at all": [
      at("aws:iam/accessKey:AccessKey"),
      "an access key of an IAM user is made here, expected a role.",
    ],
    "no password": at(user),
  },
  secret: {
    "a marked password": [
      at(user, { loginProfile: secret({ password: "tulip" }) }),
      "a password of an IAM user is made here, expected a role.",
    ],
  },
});

import { separateAdminAndUse } from "../../../../policies/rules/kms/separate-admin-and-use";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const administer = {
  Effect: "Allow",
  Principal: { AWS: [role("admin"), role("deployer")] },
  Action: ["kms:PutKeyPolicy", "kms:DisableKey"],
  Resource: "*",
};
const use = { Effect: "Allow", Principal: { AWS: role("grid") }, Action: "kms:Decrypt", Resource: "*" };
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const under = (...statements: readonly unknown[]) => given({ policy: document(...statements) }, {});
const by = (condition: unknown) =>
  under(administer, { ...use, Principal: { AWS: role("deployer") }, Condition: { StringEquals: condition } });
const refused = (path: string) => ({
  message: `policy.Statement[1].Principal.${path} is "${role("admin")}", expected somebody who does not administer the key.`,
  path: `policy.Statement[1].Principal.${path}`,
});

testPolicy(separateAdminAndUse, {
  passes: {
    "a deployer who has another service of policy configuration use the key": given(
      by({ "kms:ViaService": "s3.eu-west-1.amazonaws.com" }).props,
      { settings: { byWayOf: ["s3"] } },
    ),
    "one role that administers and one that uses": under(administer, use),
    "the same, as text": given({ policy: JSON.stringify(document(administer, use)) }, {}),
    "an administrator who looks at the key": under(administer, {
      ...use,
      Principal: { AWS: role("admin") },
      Action: "kms:DescribeKey",
    }),
    "a deployer who has EC2 open a disk": by({ "kms:ViaService": "ec2.eu-west-1.amazonaws.com" }),
    "a deployer who has Secrets Manager try the key": by({
      "kms:EncryptionContext:SecretVersionId": ["RequestToValidateKeyAccess"],
    }),
    "a deployer who has one of two services of policy configuration use the key": given(
      by({ "kms:ViaService": ["s3.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"] }).props,
      { settings: { byWayOf: ["s3", "ec2"] } },
    ),
    "a deployer who has EC2 open a disk, policy configuration being no list": given(
      by({ "kms:ViaService": "ec2.eu-west-1.amazonaws.com" }).props,
      { settings: { byWayOf: "s3" } },
    ),
    "a denial": under(administer, { ...use, Principal: { AWS: role("admin") }, Effect: "Deny" }),
    "a role that uses, whoever the second administrator turns out to be": under(administer, use, {
      ...administer,
      Principal: { AWS: role("second") },
    }),
  },
  fails: {
    "a deployer by a service that policy configuration leaves out": [
      given(by({ "kms:ViaService": "ec2.eu-west-1.amazonaws.com" }).props, { settings: { byWayOf: ["s3"] } }),
      `policy.Statement[1].Principal.AWS is "${role("deployer")}", expected somebody who does not administer the key.`,
    ],
    "an administrator who decrypts": [under(administer, { ...use, Principal: { AWS: role("admin") } }), refused("AWS")],
    everybody: [
      under({ ...use, Principal: "*", Action: ["kms:PutKeyPolicy", "kms:Decrypt"] }),
      'policy.Statement[0].Principal is "*", expected somebody who does not administer the key.',
    ],
    "a role that can delete the key and decrypts": [
      under({ ...administer, Action: "kms:ScheduleKeyDeletion" }, { ...use, Principal: { AWS: role("admin") } }),
      refused("AWS"),
    ],
    "a deployer by EC2 or by any other service": [
      by({ "kms:ViaService": ["ec2.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"] }),
      `policy.Statement[1].Principal.AWS is "${role("deployer")}", expected somebody who does not administer the key.`,
    ],
    "a deployer by what is no service": [
      by({ "kms:ViaService": "ec2x" }),
      `policy.Statement[1].Principal.AWS is "${role("deployer")}", expected somebody who does not administer the key.`,
    ],
    "a deployer who decrypts a version of the secret": [
      by({ "kms:EncryptionContext:SecretVersionId": "1" }),
      `policy.Statement[1].Principal.AWS is "${role("deployer")}", expected somebody who does not administer the key.`,
    ],
    "an administrator among those who decrypt": [
      under(administer, { ...use, Principal: { AWS: [role("grid"), role("admin")] } }),
      refused("AWS[1]"),
    ],
    "an administrator who re-encrypts under a key of his own": [
      under(administer, { ...use, Principal: { AWS: role("admin") }, Action: "kms:ReEncrypt*" }),
      refused("AWS"),
    ],
    "the account, as AWS's default has it": [
      under({ ...use, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }),
      'policy.Statement[0].Principal.AWS is "arn:aws:iam::111122223333:root", expected somebody who does not administer the key.',
    ],
    "a deployer who has Secrets Manager read": [
      by({ "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" }),
      `policy.Statement[1].Principal.AWS is "${role("deployer")}", expected somebody who does not administer the key.`,
    ],
    "an administrator of a key of aws-native": [
      given(
        { keyPolicy: document(administer, { ...use, Principal: { AWS: role("admin") } }) },
        { type: "aws-native:kms:Key" },
      ),
      `keyPolicy.Statement[1].Principal.AWS is "${role("admin")}", expected somebody who does not administer the key.`,
    ],
  },
  unknown: {
    "a policy not known yet": given({ policy: unknown }, {}),
    "an administrator who decrypts under a condition not known yet": by(unknown),
    "a user of the key not known yet": under(administer, { ...use, Principal: { AWS: unknown } }),
  },
  absent: {
    "the policy left to AWS's default": given({}, {}),
    "a key that nobody administers": under(use),
  },
  secret: { "a marked policy": given({ policy: secret(document(administer, use)) }, {}) },
});

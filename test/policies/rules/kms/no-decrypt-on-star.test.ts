import { noDecryptOnStar } from "../../../../policies/rules/kms/no-decrypt-on-star";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const id = "0d990263-018e-4e65-a703-eff731de951e";
const key = `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const decrypt = { Effect: "Allow", Action: ["kms:Decrypt"], Resource: [key] };
const everyKey = { ...decrypt, Resource: "*" };
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const under = (...statements: readonly unknown[]) =>
  given({ policy: document(...statements) }, { type: "aws:iam/rolePolicy:RolePolicy" });
const at = (type: string, props: Record<string, unknown>) => given(props, { type });
const refused = (shown: string, path = "policy.Statement[0].Resource") => ({
  message: `${path} is ${shown}, expected the ARNs of named keys.`,
  path,
});
const star = refused('"*"');

testPolicy(noDecryptOnStar, {
  passes: {
    "a key by its ARN": under(decrypt),
    "a key by its ARN, as text": at("aws:iam/rolePolicy:RolePolicy", { policy: JSON.stringify(document(decrypt)) }),
    "a multi-region key in every region": under({
      ...decrypt,
      Resource: "arn:aws:kms:*:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    }),
    "the keys that carry the caller's own bot in their tags": under({
      ...everyKey,
      Condition: { StringEquals: { "aws:ResourceTag/bulkhead:bot": "${aws:PrincipalTag/bulkhead:bot}" } },
    }),
    "a key of another account in every region": under({
      ...decrypt,
      Resource: "arn:aws:kms:*:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    }),
    "a bucket's keys": under({ ...decrypt, Resource: "arn:aws:s3:us-east-2:444455556666:key/*" }),
    "every alias, which names no key": under({ ...decrypt, Resource: "arn:aws:kms:eu-west-1:111122223333:alias/*" }),
    "the keys of the caller's own bot, the key of the condition in other letters": under({
      ...everyKey,
      Condition: { StringEquals: { "aws:resourcetag/bulkhead:bot": "${aws:PrincipalTag/bulkhead:bot}" } },
    }),
    "other actions on every key": under({ ...everyKey, Action: ["kms:DescribeKey", "kms:ListAliases"] }),
    "everything on a bucket": under({ ...decrypt, Action: "*", Resource: "arn:aws:s3:::bulkhead-records/*" }),
    "a denial": under({ ...everyKey, Effect: "Deny" }),
    "all but what decrypts": under({ Effect: "Allow", NotAction: "kms:*", Resource: "*" }),
  },
  fails: {
    "the keys of one bot by their tag, whoever asks": [
      under({ ...everyKey, Condition: { StringEquals: { "aws:ResourceTag/bulkhead:bot": "grid" } } }),
      star,
    ],
    "the keys of the caller's own bot, or of any other": [
      under({
        ...everyKey,
        Condition: { StringLike: { "aws:ResourceTag/bulkhead:bot": ["${aws:PrincipalTag/bulkhead:bot}", "*"] } },
      }),
      star,
    ],
    "every resource": [under(everyKey), star],
    "every key of an account": [
      under({ ...decrypt, Resource: ["arn:aws:kms:eu-west-1:111122223333:key/*"] }),
      refused('"arn:aws:kms:eu-west-1:111122223333:key/*"', "policy.Statement[0].Resource[0]"),
    ],
    "every key of every account": [
      under({ ...decrypt, Resource: [key, "arn:aws:kms:*:*:key/*"] }),
      refused("a string of 21 characters", "policy.Statement[0].Resource[1]"),
    ],
    "every key whose id begins alike": [
      under({ ...decrypt, Resource: "arn:aws:kms:eu-west-1:111122223333:key/6b1f*" }),
      refused('"arn:aws:kms:eu-west-1:111122223333:key/6b1f*"'),
    ],
    ...Object.fromEntries(
      [
        "arn:aws:kms:us-east-2:111122223333:key/*",
        "arn:aws:kms:*:*:key/mrk-*",
        "arn:aws:kms:eu-west-1:111122223333:key/a?*",
        "arn:aws:kms:eu-west-1:111122223333:key/${aws:PrincipalTag/key}",
        "arn:aws:kms:eu-west-1:444455556666:key/*",
        "arn:aws-cn:kms:cn-north-1:444455556666:key/*",
        "arn:*:kms:us-east-2:444455556666:key/*",
        "arn:aws:kms:us-*:444455556666:key/*",
        "arn:aws:kms:us-east-?:444455556666:key/*",
        "arn:aws:kms:us-east-2:*:key/*",
        "arn:aws:kms:us-east-2:4444*:key/*",
        "arn:aws-*:kms:us-gov-west-1:444455556666:key/*",
        "arn:aws:k*:us-east-2:444455556666:key/*",
        "arn:aws:kms:*key/*",
        "arn:aws:kms:*",
        "arn:aws:kms:us-east-2:444455556666:*",
      ].map((pattern) => [
        `every key of ${pattern}`,
        [
          under({ ...decrypt, Resource: pattern }),
          {
            message: expect.stringMatching(
              /^policy\.Statement\[0\]\.Resource is .+, expected the ARNs of named keys\.$/u,
            ) as string,
          },
        ],
      ]),
    ),
    "every key by a variable": [
      under({ ...decrypt, Resource: "arn:aws:kms:eu-west-1:111122223333:key/${aws:PrincipalTag/key}" }),
      refused("a string of 62 characters"),
    ],
    "all keys but one": [
      under({ Effect: "Allow", Action: "kms:Decrypt", NotResource: key }),
      refused(`"${key}"`, "policy.Statement[0].NotResource"),
    ],
    "everything of KMS": [under({ ...everyKey, Action: "kms:*" }), star],
    "actions in other letters": [under({ ...everyKey, Action: "KMS:decrypt" }), star],
    "re-encryption under another key": [under({ ...everyKey, Action: "kms:ReEncrypt*" }), star],
    "all but a few actions": [under({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), star],
    "every key by way of a service": [
      under({ ...everyKey, Condition: { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } } }),
      star,
    ],
    "a managed policy": [at("aws:iam/policy:Policy", { policy: JSON.stringify(document(everyKey)) }), star],
    "a role's inline policy": [
      at("aws:iam/role:Role", { inlinePolicies: [{ name: "reads", policy: JSON.stringify(document(everyKey)) }] }),
      refused('"*"', "inlinePolicies[0].policy.Statement[0].Resource"),
    ],
    "a permission set": [
      at("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", { inlinePolicy: document(everyKey) }),
      refused('"*"', "inlinePolicy.Statement[0].Resource"),
    ],
    "a role of aws-native": [
      at("aws-native:iam:Role", { policies: [{ policyName: "reads", policyDocument: document(everyKey) }] }),
      refused('"*"', "policies[0].policyDocument.Statement[0].Resource"),
    ],
  },
  unknown: {
    "a policy not known yet": at("aws:iam/rolePolicy:RolePolicy", { policy: unknown }),
    "a key not known yet": under({ ...decrypt, Resource: [key, unknown] }),
    "resources not known yet": under({ ...decrypt, Resource: unknown }),
    "actions on every key not known yet": under({ ...everyKey, Action: unknown }),
  },
  absent: {
    "a role without policies": at("aws:iam/role:Role", {}),
    "a document without statements": at("aws:iam/rolePolicy:RolePolicy", { policy: "{}" }),
  },
  secret: {
    "a marked policy": at("aws:iam/rolePolicy:RolePolicy", { policy: secret(document(decrypt)) }),
    "every key in a marked policy": [
      at("aws:iam/rolePolicy:RolePolicy", { policy: secret(document(everyKey)) }),
      refused("a secret"),
    ],
  },
});

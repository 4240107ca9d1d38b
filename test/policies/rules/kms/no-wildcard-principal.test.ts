import type { kms } from "@pulumi/aws";
import { noWildcardPrincipal } from "../../../../policies/rules/kms/no-wildcard-principal";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const account = "111122223333";
const root = `arn:aws:iam::${account}:root`;
const role = `arn:aws:iam::${account}:role/grid`;

const allow = { Sid: "Use", Effect: "Allow", Principal: { AWS: root }, Action: ["kms:Decrypt"], Resource: ["*"] };
const everybody = { ...allow, Principal: "*" };
const json = (...statements: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const text = (...statements: readonly unknown[]) => ({ policy: json(...statements) });
const object = (...statements: readonly unknown[]) => ({ policy: { Version: "2012-10-17", Statement: statements } });
const under = (type: string, props: Readonly<Record<string, unknown>>) => given(props, { type });
const when = (condition: unknown) => text({ ...everybody, Condition: condition });

const star = 'policy.Statement[0].Principal is "*", expected named principals.';
const at = (path: string, shown: string) => `policy.Statement[0].${path} is ${shown}, expected named principals.`;

testPolicy<kms.KeyArgs>(noWildcardPrincipal, {
  passes: {
    "the account's root, as text": text(allow),
    "the account's root, as an object": given(object(allow), {}),
    "a single statement without a list": { policy: JSON.stringify({ Statement: allow }) },
    "a service": text({ ...allow, Principal: { Service: "logs.eu-west-1.amazonaws.com" } }),
    "a denial for everybody": text(allow, { ...everybody, Effect: "Deny" }),
    "a denial for everybody but one": text(allow, {
      Effect: "Deny",
      NotPrincipal: { AWS: role },
      Action: "kms:Decrypt",
      Resource: "*",
    }),
    "everybody of one account": when({ StringEquals: { "kms:CallerAccount": account } }),
    "everybody of one account by way of a service": when({
      StringEquals: { "kms:CallerAccount": [account], "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
    }),
    "everybody of two accounts": when({ StringEquals: { "aws:PrincipalAccount": [account, "444455556666"] } }),
    "everybody of one organization": when({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    "everybody of one account, in any letters": when({ StringEqualsIgnoreCase: { "aws:PrincipalAccount": account } }),
    "everybody of one account, by a pattern without wildcards": when({ StringLike: { "kms:CallerAccount": account } }),
    "everybody with one role, by its ARN": when({ ArnEquals: { "aws:PrincipalArn": role } }),
    "everybody with one session in the cloud for governments": when({
      ArnLike: { "aws:PrincipalArn": `arn:aws-us-gov:sts::${account}:assumed-role/grid/i-1` },
    }),
    "everybody with one role": when({ ArnLike: { "aws:PrincipalArn": role } }),
    "a condition key in other letters": when({ StringEquals: { "KMS:calleraccount": account } }),
    "everybody of one account, whatever another condition turns out to be": given(
      object({
        ...everybody,
        Condition: { StringEquals: { "kms:CallerAccount": account, "aws:PrincipalArn": unknown } },
      }),
      {},
    ),
  },
  fails: {
    "everybody, as text": [text(everybody), { message: star, path: "policy.Statement[0].Principal" }],
    "everybody, as an object": [given(object(everybody), {}), star],
    "everybody, in a single statement without a list": [
      { policy: JSON.stringify({ Statement: everybody }) },
      'policy.Statement.Principal is "*", expected named principals.',
    ],
    "everybody of AWS": [text({ ...allow, Principal: { AWS: "*" } }), at("Principal.AWS", '"*"')],
    "everybody in a list": [text({ ...allow, Principal: { AWS: [root, "*"] } }), at("Principal.AWS[1]", '"*"')],
    "every account's root": [
      text({ ...allow, Principal: { AWS: "arn:aws:iam::*:root" } }),
      at("Principal.AWS", '"arn:aws:iam::*:root"'),
    ],
    "every role that begins alike": [
      text({ ...allow, Principal: { AWS: `${role}-*` } }),
      at("Principal.AWS", `"${role}-*"`),
    ],
    "every service": [text({ ...allow, Principal: { Service: "*" } }), at("Principal.Service", '"*"')],
    "a principal of a kind that key policies don't take": [
      text({ ...allow, Principal: { CanonicalUser: "*" } }),
      'policy.Statement[0].Principal.CanonicalUser is "*", expected AWS, Service or Federated, the kinds that a key policy takes.',
    ],
    "everybody but one": [
      text({ Effect: "Allow", NotPrincipal: { AWS: role }, Action: "kms:*", Resource: "*" }),
      "policy.Statement[0].NotPrincipal is an object, expected Principal: what is left out of NotPrincipal is everybody.",
    ],
    "the second statement": [
      text(allow, everybody),
      'policy.Statement[1].Principal is "*", expected named principals.',
    ],
    "element names in other letters": [
      { policy: JSON.stringify({ statement: [{ effect: "Allow", principal: "*", action: "kms:*", resource: "*" }] }) },
      'policy.statement[0].principal is "*", expected named principals.',
    ],
    "an effect that is neither Allow nor Deny": [text({ ...everybody, Effect: "deny" }), star],
    "by way of a service, from any account": [
      when({ StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } }),
      star,
    ],
    "a caller's account that need not be there": [
      when({ StringEqualsIfExists: { "kms:CallerAccount": account } }),
      star,
    ],
    "every account but one": [when({ StringNotEquals: { "kms:CallerAccount": account } }), star],
    "all of no values": [when({ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }), star],
    "any account": [when({ StringLike: { "kms:CallerAccount": "*" } }), star],
    "one account or any": [when({ StringLike: { "kms:CallerAccount": [account, "*"] } }), star],
    "no account at all": [when({ StringEquals: { "kms:CallerAccount": [] } }), star],
    "the caller's own account, whichever it is": [
      when({ StringEquals: { "kms:CallerAccount": "${aws:PrincipalAccount}" } }),
      star,
    ],
    "roles of any account": [when({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/grid" } }), star],
    ...Object.fromEntries(
      [
        { "kms:CallerAccount": `${account}4` },
        { "kms:CallerAccount": `x${account}` },
        { "aws:PrincipalAccount": `4${account}` },
        { "aws:PrincipalAccount": `${account}x` },
        { "aws:PrincipalOrgID": "o-a1b2c3" },
        { "aws:PrincipalOrgID": "xo-a1b2c3d4e5" },
        { "aws:PrincipalOrgID": "o-a1b2c3d4e5/r-ab12" },
        { "aws:PrincipalArn": `x${role}` },
        { "aws:PrincipalArn": `${role}?` },
        { "aws:PrincipalArn": `arn:aws:ec2::${account}:role/grid` },
        { "aws:PrincipalArn": "arn:aws:iam::1111:role/grid" },
        { "aws:SourceAccount": account },
      ].map((keys) => [`everybody under ${JSON.stringify(keys)}`, [when({ StringEquals: keys }), star]]),
    ),
    "not one account": [when({ StringNotLike: { "kms:CallerAccount": account } }), star],
    "an operator that begins alike": [when({ StringEqualsAnd: { "kms:CallerAccount": account } }), star],
    "a caller's address": [when({ IpAddress: { "aws:SourceIp": "203.0.113.7/32" } }), star],
    "any account, whatever another condition turns out to be": [
      given(
        object({
          ...everybody,
          Condition: { StringLike: { "kms:CallerAccount": "*" }, StringEquals: { "kms:ViaService": unknown } },
        }),
        {},
      ),
      star,
    ],
    "everybody, in a key policy of its own": [
      under("aws:kms/keyPolicy:KeyPolicy", { keyId: "alias/grid", ...text(everybody) }),
      star,
    ],
    "everybody, in a replica": [under("aws:kms/replicaKey:ReplicaKey", text(everybody)), star],
    "everybody, in a key with imported material": [under("aws:kms/externalKey:ExternalKey", text(everybody)), star],
    "everybody, in a replica with imported material": [
      under("aws:kms/replicaExternalKey:ReplicaExternalKey", text(everybody)),
      star,
    ],
    "text that is no document": [
      { policy: "everybody" },
      "policy is not a JSON document that names each key once, so it can't be judged.",
    ],
  },
  unknown: {
    "the policy not known yet": { policy: unknown },
    "the principal not known yet": given(object({ ...allow, Principal: { AWS: unknown } }), {}),
    "one principal of a list not known yet": given(object({ ...allow, Principal: { AWS: [root, unknown] } }), {}),
    "a condition not known yet beside one that names nobody": given(
      object({ ...everybody, Condition: { StringLike: { "kms:CallerAccount": "*" }, StringEquals: unknown } }),
      {},
    ),
    "the effect of a statement for everybody not known yet": given(
      object({ ...allow, Effect: unknown, Principal: { AWS: unknown } }),
      {},
    ),
    "the condition not known yet": given(object({ ...everybody, Condition: unknown }), {}),
    "the operator's keys not known yet": given(object({ ...everybody, Condition: { StringEquals: unknown } }), {}),
    "the caller's account not known yet": given(
      object({ ...everybody, Condition: { StringEquals: { "kms:CallerAccount": unknown } } }),
      {},
    ),
    "one of the caller's accounts not known yet": given(
      object({ ...everybody, Condition: { StringEquals: { "kms:CallerAccount": [account, unknown] } } }),
      {},
    ),
  },
  absent: {
    "the policy left to the AWS default": {},
    "a statement without a principal": {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "kms:*" }] }),
    },
    "a document without statements": { policy: "{}" },
  },
  secret: {
    "a named principal in a policy marked secret": { policy: secret(json(allow)) },
    "everybody in a policy marked secret": [
      { policy: secret(json(everybody)) },
      "policy.Statement[0].Principal is a secret, expected named principals.",
    ],
  },
  notApplicable: {
    "another type": [under("aws:kms/alias:Alias", {}), "Policy only applies to resources of type 'aws:kms/key:Key"],
  },
});

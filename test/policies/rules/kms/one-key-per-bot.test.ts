import { oneKeyPerBot } from "../../../../policies/rules/kms/one-key-per-bot";
import { secret, unknown } from "../../engine-messages";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const arnOf = (name: string): string => `arn:aws:kms:eu-west-1:111122223333:key/${name}`;
const key = (name: string, outputs: Record<string, unknown> = { arn: arnOf(name), keyId: name, id: name }) => ({
  type: "aws:kms/key:Key",
  name,
  props: {},
  outputs,
});
const held = (kmsKeyId: unknown, name = "exchange", props: Record<string, unknown> = {}): StackResourceSample => ({
  type: "aws:secretsmanager/secret:Secret",
  name,
  props: { kmsKeyId, ...props },
});
const log = (kmsKeyId: unknown): StackResourceSample => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: "log",
  props: { name: "/bulkhead/grid", kmsKeyId },
});
const [custody, records] = [key("custody"), key("records")];
const bot = { stack: { config: { "bulkhead:bot": "grid" } } };
const stack = (...resources: readonly StackResourceSample[]) => new GivenStack(resources, bot);
const fresh = (name: string) => key(name, {});
const on = (resource: StackResourceSample, property: string, name: string): StackResourceSample => ({
  ...resource,
  dependencies: { [property]: [name] },
});
const other = (path: string) => ({
  message: `${path} names the key of the bot's secrets, expected another: it encrypts these and nothing else.`,
  path,
});

const alias = (
  props: Readonly<Record<string, unknown>> = {},
  more: Partial<StackResourceSample> = {},
): StackResourceSample => ({
  type: "aws:kms/alias:Alias",
  name: "alias",
  props: { name: "alias/grid", targetKeyId: "custody", ...props },
  ...more,
});
const aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/grid";
const foreign = (path: string) => `${path} names no key of this stack, expected one that is this bot's alone.`;
/** Something that is neither a secret nor a key. */
const thing = (props: Readonly<Record<string, unknown>>): StackResourceSample => ({
  type: "aws:fsx/volume:Volume",
  name: "thing",
  props,
});

testPolicy(oneKeyPerBot, {
  passes: {
    "a custody key and a records key": stack(custody, records, held(arnOf("custody")), log(arnOf("records"))),
    "two secrets under one key, by its ARN and by its id": stack(
      custody,
      held(arnOf("custody")),
      held("custody", "telegram"),
    ),
    "a key by an alias of the stack": stack(
      custody,
      { type: "aws:kms/alias:Alias", name: "alias", props: { name: "alias/grid", targetKeyId: "custody" } },
      held("alias/grid"),
    ),
    ...Object.fromEntries(
      [
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
        "aws-native:kms:Key",
        "aws-native:kms:ReplicaKey",
      ].map((type) => [`a key of the type ${type}`, stack({ ...custody, type }, held("custody"))]),
    ),
    "a key by its id alone": stack(key("custody", { id: "custody" }), held("custody")),
    "a key by its ARN alone": stack(key("custody", { arn: arnOf("custody") }), held(arnOf("custody"))),
    "a key by an alias that names it by its ARN": stack(
      custody,
      alias({ targetKeyId: arnOf("custody") }),
      held("alias/grid"),
    ),
    "a key by an alias that names it by its id": stack(
      key("custody", { id: "the-id" }),
      alias({ targetKeyId: "the-id" }),
      held("alias/grid"),
    ),
    "a key by the ARN that ends in an alias": stack(custody, alias(), held(aliasArn)),
    "a key by an alias's own ARN": stack(
      custody,
      alias({ name: "alias/other" }, { outputs: { arn: aliasArn } }),
      held(aliasArn),
    ),
    "a key by an alias of aws-native": stack(
      custody,
      alias({ name: undefined, aliasName: "alias/grid" }, { type: "aws-native:kms:Alias" }),
      held("alias/grid"),
    ),
    "a key by the second of two aliases": stack(
      custody,
      alias({ name: "alias/first", targetKeyId: "first" }, { name: "first" }),
      alias(),
      held("alias/grid"),
    ),
    "a key by an alias whose target is not known yet, by what that depends on": stack(
      records,
      custody,
      alias({ targetKeyId: unknown }, { dependencies: { targetKeyId: ["custody"] } }),
      held("alias/grid"),
      log(arnOf("records")),
    ),
    "a key not known yet, by an alias that it depends on": stack(
      fresh("custody"),
      alias({ targetKeyId: unknown }, { dependencies: { targetKeyId: ["custody"] } }),
      on(held(unknown), "kmsKeyId", "alias"),
    ),
    "a key not known yet, by what depends on it and on its alias": stack(
      fresh("custody"),
      alias({ targetKeyId: unknown }, { dependencies: { targetKeyId: ["custody"] } }),
      { ...held(unknown), dependencies: { kmsKeyId: ["custody", "alias"] } },
    ),
    "a log whose key is not known yet, and depends on no key": stack(custody, held("custody"), log(unknown)),
    "a log whose key is not known yet, and depends on another": stack(
      custody,
      fresh("records"),
      held("custody"),
      on(log(unknown), "kmsKeyId", "records"),
    ),
    "a parameter that is no secret, without a key": stack(custody, held("custody"), {
      type: "aws:ssm/parameter:Parameter",
      name: "pair",
      props: { type: "String", value: "BTCUSDT" },
    }),
    "a secret without a key beside one that has one": stack(custody, held("custody"), held(undefined, "second")),
    ...Object.fromEntries(
      ["tags", "tagsAll", "dimensions", "environment", "variables", "policy", "inlinePolicies"].map((name) => [
        `the custody key below ${name}`,
        stack(custody, held("custody"), thing({ [name]: { kmsKeyId: "custody" } })),
      ]),
    ),
    ...Object.fromEntries(
      ["key", "keyName", "keyOfMaster", "encryption", "sse", "master", "kmsId", "description"].map((name) => [
        `the custody key's id as ${name}, which names no key that encrypts`,
        stack(custody, held("custody"), thing({ [name]: "custody" })),
      ]),
    ),
    "a key not known yet, by what depends on it": stack(
      fresh("custody"),
      fresh("records"),
      on(held(unknown), "kmsKeyId", "custody"),
      on(log(unknown), "kmsKeyId", "records"),
    ),
    "a key policy, a grant and an alias of the custody key": stack(
      custody,
      held("custody"),
      { type: "aws:kms/keyPolicy:KeyPolicy", name: "policy", props: { keyId: "custody" } },
      { type: "aws:kms/grant:Grant", name: "grant", props: { keyId: "custody" } },
    ),
    "an alarm that names the custody key": stack(custody, held("custody"), {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "alarm",
      props: { dimensions: { KeyId: "custody" } },
    }),
    "a copy in another region under a key of that region": stack(
      custody,
      key("abroad"),
      held("custody", "exchange", { replicas: [{ region: "eu-central-1", kmsKeyId: arnOf("abroad") }] }),
    ),
    "a bot without a secret": stack(records, log(arnOf("records"))),
  },
  fails: {
    "two secrets under two keys": [
      stack(custody, key("second"), held("custody"), held("second", "telegram")),
      {
        message: "kmsKeyId names another key than that of exchange, expected one custody key.",
        urn: "urn:pulumi:grid::bots::aws:secretsmanager/secret:Secret::telegram",
        path: "kmsKeyId",
      },
    ],
    "a key of another stack": [
      stack(custody, held(arnOf("shared"))),
      "kmsKeyId names no key of this stack, expected one that is this bot's alone.",
    ],
    "an alias of no key of this stack": [
      stack(custody, alias({ targetKeyId: "shared" }), held("alias/grid")),
      foreign("kmsKeyId"),
    ],
    "a key of another stack beside an alias of this one": [
      stack(custody, alias(), held("shared")),
      foreign("kmsKeyId"),
    ],
    "an alias that ends alike": [stack(custody, alias(), held("my-alias/grid")), foreign("kmsKeyId")],
    "an alias without a name": [stack(custody, alias({ name: undefined }), held("shared")), foreign("kmsKeyId")],
    "an alias whose target is not known yet, and depends on no key of this stack": [
      stack(custody, alias({ targetKeyId: unknown }), held("alias/grid")),
      foreign("kmsKeyId"),
    ],
    "no text for a key": [stack(key("custody", { arn: "" }), held("")), foreign("kmsKeyId")],
    "a secret of aws-native under a key of another stack": [
      stack(custody, { ...held("shared"), type: "aws-native:secretsmanager:Secret" }),
      foreign("kmsKeyId"),
    ],
    "a copy of a secret under a key of another stack": [
      stack(custody, held("custody", "exchange", { replicas: [{ region: "eu-central-1", kmsKeyId: "shared" }] })),
      foreign("replicas[0].kmsKeyId"),
    ],
    "a copy of a secret of aws-native under a key of another stack": [
      stack(custody, {
        ...held("custody", "exchange", { replicaRegions: [{ region: "eu-central-1", kmsKeyId: "shared" }] }),
        type: "aws-native:secretsmanager:Secret",
      }),
      foreign("replicaRegions[0].kmsKeyId"),
    ],
    "a parameter that is no secret under the custody key": [
      stack(custody, held("custody"), {
        type: "aws:ssm/parameter:Parameter",
        name: "pair",
        props: { type: "String", keyId: "custody" },
      }),
      other("keyId"),
    ],
    "a version of a secret under the custody key": [
      stack(custody, held("custody"), {
        type: "aws:secretsmanager/secretVersion:SecretVersion",
        name: "version",
        props: { kmsKeyId: "custody" },
      }),
      other("kmsKeyId"),
    ],
    "a log whose key is not known yet, and depends on the custody key's alias": [
      stack(custody, alias(), held("custody"), on(log(unknown), "kmsKeyId", "alias")),
      other("kmsKeyId"),
    ],
    "the second disk under the custody key": [
      stack(custody, held("custody"), thing({ disks: [{ kmsKeyId: "records" }, { kmsKeyId: "custody" }] })),
      other("disks[1].kmsKeyId"),
    ],
    "the custody key in a list of keys": [
      stack(custody, held("custody"), thing({ kmsKeyIds: ["records", "custody"] })),
      other("kmsKeyIds[1]"),
    ],
    ...Object.fromEntries(
      [
        "keyId",
        "keyArn",
        "kms",
        "cmk",
        "cmkArn",
        "kmsKey",
        "encryptionKey",
        "masterKeyId",
        "sseKmsMasterKeyId",
        "sseKey",
        "customerManagedKeyIdentifier",
      ].map((name) => [
        `the custody key as ${name}`,
        [stack(custody, held("custody"), thing({ [name]: "custody" })), other(name)],
      ]),
    ),
    ...Object.fromEntries(
      ["moreTags", "tagsOf", "policyDocument", "myvariables"].map((name) => [
        `the custody key below ${name}`,
        [stack(custody, held("custody"), thing({ [name]: { kmsKeyId: "custody" } })), other(`${name}.kmsKeyId`)],
      ]),
    ),
    "a log under the custody key": [
      stack(custody, held("custody"), log(arnOf("custody"))),
      { ...other("kmsKeyId"), urn: "urn:pulumi:grid::bots::aws:cloudwatch/logGroup:LogGroup::log" },
    ],
    "a disk under the custody key": [
      stack(custody, held("custody"), {
        type: "aws:ec2/instance:Instance",
        name: "host",
        props: { rootBlockDevice: { kmsKeyId: arnOf("custody") }, ebsBlockDevices: [{ kmsKeyId: arnOf("records") }] },
      }),
      other("rootBlockDevice.kmsKeyId"),
    ],
    "a topic under the custody key, by its alias": [
      stack(
        custody,
        { type: "aws:kms/alias:Alias", name: "alias", props: { name: "alias/grid", targetKeyId: "custody" } },
        held("custody"),
        { type: "aws:sns/topic:Topic", name: "topic", props: { kmsMasterKeyId: "alias/grid" } },
      ),
      other("kmsMasterKeyId"),
    ],
    "a log under the custody key, before either is known": [
      stack(fresh("custody"), on(held(unknown), "kmsKeyId", "custody"), on(log(unknown), "kmsKeyId", "custody")),
      other("kmsKeyId"),
    ],
    "a SecureString under a second key": [
      stack(custody, key("second"), held("custody"), {
        type: "aws:ssm/parameter:Parameter",
        name: "webhook",
        props: { type: "SecureString", keyId: "second" },
      }),
      "keyId names another key than that of exchange, expected one custody key.",
    ],
    "a log under the key of a copy": [
      stack(
        custody,
        key("abroad"),
        held("custody", "exchange", { replicas: [{ region: "eu-central-1", kmsKeyId: "abroad" }] }),
        log("abroad"),
      ),
      other("kmsKeyId"),
    ],
  },
  unknown: {
    "a key not known yet that depends on nothing of the stack": stack(custody, held(unknown)),
    "a key not known yet that depends on two keys": stack(custody, records, {
      ...held(unknown),
      dependencies: { kmsKeyId: ["custody", "records"] },
    }),
    "copies not known yet": stack(custody, held("custody", "exchange", { replicas: unknown })),
  },
  absent: {
    "a secret without a key, which secrets-cmk refuses": stack(custody, held(undefined)),
    "no resources": stack({ type: "aws:ec2/eip:Eip", props: {} }),
  },
  secret: { "a marked key": stack(custody, held(secret("custody"))) },
});

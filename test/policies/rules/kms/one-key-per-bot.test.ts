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
  unknown: { "a key not known yet that depends on nothing of the stack": stack(custody, held(unknown)) },
  absent: {
    "a secret without a key, which secrets-cmk refuses": stack(custody, held(undefined)),
    "no resources": stack({ type: "aws:ec2/eip:Eip", props: {} }),
  },
  secret: { "a marked key": stack(custody, held(secret("custody"))) },
});

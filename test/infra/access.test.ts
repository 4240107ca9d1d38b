import program from "../../infra/index";
import { isAllowed, type Caller } from "./iam";
import { account, egressIp, register, shippedConfig, type Registration } from "./register";

const region = "eu-west-1";
const stack = "grid-mainnet";
const listed = (name: string): Caller => ({ arn: `arn:aws:iam::${account}:role/bulkhead-${name}` });
const admin = listed("admin");
const operator = listed("operator");
const responder = listed("responder");
const deployer = listed("deployer");
const bot: Caller = { arn: `arn:aws:iam::${account}:role/${stack}-bot-1a2b3c4` };
const otherBot: Caller = { arn: `arn:aws:iam::${account}:role/other-bot-1a2b3c4` };
/** The same people where their own roles may do everything in IAM's eyes, as roles of small teams often may. */
const endowedOperator = { ...operator };
const endowedDeployer = { ...deployer };
const endowed: readonly Caller[] = [endowedOperator, { ...admin }, { ...responder }, endowedDeployer];
/** Has `*` on everything in the bot's account, but is on none of its lists. */
const accountAdministrator: Caller = { arn: `arn:aws:iam::${account}:role/AccountAdministrator` };
const stranger: Caller = { arn: "arn:aws:iam::444455556666:role/bulkhead-operator" };
const root: Caller = { arn: `arn:aws:iam::${account}:root` };
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

const custodyKey = `arn:aws:kms:${region}:${account}:key/${stack}-custody-1a2b3c4`;
const recordsKey = `arn:aws:kms:${region}:${account}:key/${stack}-records-1a2b3c4`;
const secret = `arn:aws:secretsmanager:${region}:${account}:secret:${stack}-exchange-1a2b3c4-AbCdEf`;
/** The next secret of the same stack, made after a destroy. */
const nextSecret = secret.replace("1a2b3c4-AbCdEf", "5d6e7f8-GhIjKl");
const otherSecret = `arn:aws:secretsmanager:${region}:${account}:secret:other-1a2b3c4-AbCdEf`;
const topic = `arn:aws:sns:${region}:${account}:${stack}-alerts-1a2b3c4`;
const logGroup = `arn:aws:logs:${region}:${account}:log-group:/bulkhead/${stack}`;
const alarm = `arn:aws:cloudwatch:${region}:${account}:alarm:${stack}-alerts-host`;

const bucket = `arn:aws:s3:::${stack}-artifacts-1a2b3c4`;
const artifact = `${bucket}/artifact/bot.tar`;
/** The archive of the host's files; its key names its digest. */
let hostFiles = "";

let documents: {
  custodyKey: unknown;
  recordsKey: unknown;
  secret: unknown;
  topic: unknown;
  bucket: unknown;
  bot: readonly unknown[];
};

beforeAll(async () => {
  const { registrations } = await register(program, { stack, config: shippedConfig(stack) });
  const policies = (type: string): readonly Registration[] => registrations.filter((one) => one.type === type);
  const only = (type: string, name: string): unknown => {
    const found = policies(type).filter((one) => one.name === name);
    expect(found).toHaveLength(1);
    return found[0]?.inputs.policy;
  };
  const [object] = policies("aws:s3/bucketObjectv2:BucketObjectv2");
  hostFiles = `${bucket}/${String(object?.inputs.key)}`;
  documents = {
    custodyKey: only("aws:kms/keyPolicy:KeyPolicy", `${stack}-custody`),
    recordsKey: only("aws:kms/keyPolicy:KeyPolicy", `${stack}-records`),
    secret: only("aws:secretsmanager/secretPolicy:SecretPolicy", `${stack}-exchange`),
    topic: only("aws:sns/topicPolicy:TopicPolicy", `${stack}-alerts`),
    bucket: only("aws:s3/bucketPolicy:BucketPolicy", `${stack}-artifacts`),
    bot: policies("aws:iam/rolePolicy:RolePolicy")
      .filter(({ name }) => name.startsWith(`${stack}-bot-`))
      .map(({ inputs }) => inputs.policy),
  };
});

/** The bot's role has the stack's documents; administrators and strangers everything; the lists nothing of their own. */
function identityOf(caller: Caller): readonly unknown[] {
  if (caller === bot) return documents.bot;
  return [...endowed, accountAdministrator, stranger, otherBot, root].includes(caller) ? [everything] : [];
}

function onKey(key: "custodyKey" | "recordsKey", caller: Caller, action: string, context = {}): boolean {
  return isAllowed(
    {
      caller,
      action,
      resource: key === "custodyKey" ? custodyKey : recordsKey,
      context: "arn" in caller ? { "kms:CallerAccount": caller.arn.split(":")[4] ?? "", ...context } : context,
    },
    { identity: identityOf(caller), resource: documents[key], account, resourceDecides: true },
  );
}

function onSecret(caller: Caller, action: string, context = {}): boolean {
  return isAllowed(
    { caller, action, resource: secret, context },
    { identity: identityOf(caller), resource: documents.secret, account },
  );
}

function onObject(caller: Caller, action: string, resource: string, context = {}): boolean {
  return isAllowed(
    { caller, action, resource, context: { "aws:SecureTransport": "true", ...context } },
    { identity: identityOf(caller), resource: documents.bucket, account },
  );
}

/** S3 passes its caller on to KMS, and names the bucket in the encryption context, since the bucket has a key of its own. */
const byWayOfS3 = (of: string): Record<string, string> => ({
  "kms:ViaService": `s3.${region}.amazonaws.com`,
  "kms:EncryptionContext:aws:s3:arn": of,
});

const readObject = (caller: Caller, resource: string, from: object): boolean =>
  onObject(caller, "s3:GetObject", resource, from) && onKey("recordsKey", caller, "kms:Decrypt", byWayOfS3(bucket));

const writeObject = (caller: Caller, resource: string): boolean =>
  onObject(caller, "s3:PutObject", resource, fromElsewhere) &&
  onKey("recordsKey", caller, "kms:GenerateDataKey", byWayOfS3(bucket));

const version = "7a1c52a6-0000-4000-8000-4d6f3f0b2c11";
/**
 * Secrets Manager passes its caller on to KMS, and names the secret and the version of its value in the encryption
 * context; the address is lost.
 */
const forSecret = (arn: string, versionId = version): Record<string, string> => ({
  "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
  "kms:EncryptionContext:SecretARN": arn,
  "kms:EncryptionContext:SecretVersionId": versionId,
});
/** How it makes sure, before it makes a secret, that its caller may use the key. */
const keyCheck = (arn: string): Record<string, string> => forSecret(arn, "RequestToValidateKeyAccess");
const byWayOfEc2 = { "kms:ViaService": `ec2.${region}.amazonaws.com` };
const fromOwnAddress = { "aws:SourceIp": egressIp };
const fromElsewhere = { "aws:SourceIp": "203.0.113.9" };

const read = (caller: Caller, from: object): boolean =>
  onSecret(caller, "secretsmanager:GetSecretValue", from) &&
  onKey("custodyKey", caller, "kms:Decrypt", forSecret(secret));

const put = (caller: Caller): boolean =>
  onSecret(caller, "secretsmanager:PutSecretValue", fromElsewhere) &&
  onKey("custodyKey", caller, "kms:GenerateDataKey", forSecret(secret)) &&
  onKey("custodyKey", caller, "kms:Decrypt", forSecret(secret));

const createSecret = (caller: Caller): boolean =>
  ["GenerateDataKey", "Decrypt"].every((action) => onKey("custodyKey", caller, `kms:${action}`, keyCheck(nextSecret)));

const createEncryptedDisk = (caller: Caller): boolean =>
  onKey("recordsKey", caller, "kms:CreateGrant", { ...byWayOfEc2, "kms:GrantIsForAWSResource": "true" }) &&
  ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"].every((action) =>
    onKey("recordsKey", caller, `kms:${action}`, byWayOfEc2),
  );

const writeLog = (caller: Caller, group: string): boolean =>
  ["CreateLogStream", "DescribeLogStreams", "PutLogEvents"].every((action) =>
    isAllowed(
      { caller, action: `logs:${action}`, resource: `${group}:log-stream:host`, context: {} },
      { identity: identityOf(caller), account },
    ),
  );

const encryptLog = (service: string, group: string): boolean =>
  ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "DescribeKey"].every((action) =>
    onKey("recordsKey", { service }, `kms:${action}`, { "kms:EncryptionContext:aws:logs:arn": group }),
  );

const raiseAlarm = (source: string, sourceAccount: string): boolean => {
  const caller = { service: "cloudwatch.amazonaws.com" };
  const context = { "aws:SourceArn": source, "aws:SourceAccount": sourceAccount };
  const forTopic = { ...context, "kms:EncryptionContext:aws:sns:topicArn": topic };
  return (
    isAllowed(
      { caller, action: "sns:Publish", resource: topic, context },
      { identity: [], resource: documents.topic, account },
    ) &&
    onKey("recordsKey", caller, "kms:GenerateDataKey", forTopic) &&
    onKey("recordsKey", caller, "kms:Decrypt", forTopic)
  );
};

const sendEvent = (service: string): boolean =>
  isAllowed(
    { caller: { service }, action: "sns:Publish", resource: topic, context: {} },
    { identity: [], resource: documents.topic, account },
  ) &&
  ["GenerateDataKey", "Decrypt"].every((action) =>
    onKey("recordsKey", { service }, `kms:${action}`, { "kms:EncryptionContext:aws:sns:topicArn": topic }),
  );

const administer = (caller: Caller, ...actions: readonly string[]): boolean =>
  (["custodyKey", "recordsKey"] as const).every((key) =>
    actions.every((action) => onKey(key, caller, `kms:${action}`)),
  );

const may: Record<string, () => boolean> = {
  "boot: a deployer has EC2 create the encrypted disk": () => createEncryptedDisk(deployer),
  "read: the bot, from its own address": () => read(bot, fromOwnAddress),
  "log: the bot writes its log group": () => writeLog(bot, logGroup),
  "log: CloudWatch Logs encrypts the log group": () => encryptLog(`logs.${region}.amazonaws.com`, logGroup),
  "log: CloudWatch Logs encrypts the flow log": () => encryptLog(`logs.${region}.amazonaws.com`, `${logGroup}/flow`),
  "alarm: an alarm of this account reaches the topic": () => raiseAlarm(alarm, account),
  "events: an event reaches the topic": () => sendEvent("events.amazonaws.com"),
  "alarm: EventBridge uses the topic's key": () =>
    ["GenerateDataKey", "Decrypt"].every((action) =>
      onKey("recordsKey", { service: "events.amazonaws.com" }, `kms:${action}`, {
        "kms:EncryptionContext:aws:sns:topicArn": topic,
      }),
    ),
  "put: an operator, from anywhere": () => put(operator),
  "put: an operator moves the stages of versions, to go back": () =>
    onSecret(operator, "secretsmanager:UpdateSecretVersionStage"),
  "rotate: an admin rotates either key": () => administer(admin, "RotateKeyOnDemand", "EnableKeyRotation"),
  "rotate: an admin sets policies and deletes keys": () =>
    administer(admin, "PutKeyPolicy", "ScheduleKeyDeletion", "CancelKeyDeletion", "EnableKey"),
  "disable: a responder disables and tags either key": () => administer(responder, "DisableKey", "TagResource"),
  "deny: a responder closes the secret": () => onSecret(responder, "secretsmanager:PutResourcePolicy"),
  "deny: a responder tags the secret": () => onSecret(responder, "secretsmanager:TagResource"),
  "deploy: a deployer sets and reads the policies of either key": () =>
    administer(
      deployer,
      "PutKeyPolicy",
      "GetKeyPolicy",
      "DescribeKey",
      "GetKeyRotationStatus",
      "EnableKeyRotation",
      "ListResourceTags",
      "TagResource",
      "UntagResource",
      "UpdateKeyDescription",
    ),
  "deploy: a deployer makes a secret under the custody key again after a destroy, whose policy stayed": () =>
    createSecret(deployer),
  "deploy: an administrator of the account manages the secret itself": () =>
    ["DeleteSecret", "PutResourcePolicy", "DeleteResourcePolicy", "DescribeSecret", "TagResource"].every((action) =>
      onSecret(accountAdministrator, `secretsmanager:${action}`),
    ),
  "boot: the bot's host fetches its files, from its own address": () => readObject(bot, hostFiles, fromOwnAddress),
  "push: a deployer brings the host's files and artefacts, and reads them, from anywhere": () =>
    [hostFiles, artifact].every(
      (object) => writeObject(endowedDeployer, object) && readObject(endowedDeployer, object, fromElsewhere),
    ),
  "push: a deployer has ECR encrypt the repository": () =>
    onKey("recordsKey", deployer, "kms:CreateGrant", {
      "kms:ViaService": `ecr.${region}.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
    }),
  "recover: the root user sets the policy of either key": () => administer(root, "PutKeyPolicy", "EnableKey"),
};

const mayNot: Record<string, () => boolean> = {
  "the bot reads from another address": () => read(bot, fromElsewhere),
  "the bot reads where the address is not known": () => read(bot, {}),
  "the bot decrypts without Secrets Manager": () =>
    onKey("custodyKey", bot, "kms:Decrypt", {
      "kms:EncryptionContext:SecretARN": secret,
      "kms:EncryptionContext:SecretVersionId": version,
    }),
  "the bot decrypts by way of another service": () =>
    onKey("custodyKey", bot, "kms:Decrypt", { ...forSecret(secret), ...byWayOfEc2 }),
  "the bot decrypts another secret": () => onKey("custodyKey", bot, "kms:Decrypt", forSecret(otherSecret)),
  "the bot decrypts without an encryption context": () =>
    onKey("custodyKey", bot, "kms:Decrypt", { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` }),
  "the bot encrypts, and so puts a value": () =>
    onKey("custodyKey", bot, "kms:GenerateDataKey", forSecret(secret)) ||
    onSecret(bot, "secretsmanager:PutSecretValue", fromOwnAddress),
  "the bot uses the records key": () => onKey("recordsKey", bot, "kms:Decrypt", byWayOfEc2),
  "the bot writes another log group": () => writeLog(bot, `${logGroup}-other`),
  "the bot writes its flow log": () => writeLog(bot, `${logGroup}/flow`),
  "the bot publishes to the topic": () =>
    isAllowed(
      { caller: bot, action: "sns:Publish", resource: topic, context: {} },
      { identity: documents.bot, resource: documents.topic, account },
    ),
  "the bot reads a parameter": () =>
    isAllowed(
      {
        caller: bot,
        action: "ssm:GetParameter",
        resource: `arn:aws:ssm:${region}:${account}:parameter/a`,
        context: {},
      },
      { identity: documents.bot, account },
    ),
  "another bot reads": () => read(otherBot, fromOwnAddress),
  "another bot gets at the secret": () => onSecret(otherBot, "secretsmanager:GetSecretValue", fromOwnAddress),
  "another bot uses the key": () => onKey("custodyKey", otherBot, "kms:Decrypt", forSecret(secret)),
  "the bot's host fetches from another address": () =>
    onObject(bot, "s3:GetObject", hostFiles, fromElsewhere) || onObject(bot, "s3:GetObject", hostFiles),
  "the bot's host fetches what the stack does not name": () =>
    onObject(bot, "s3:GetObject", artifact, fromOwnAddress) ||
    onObject(bot, "s3:GetObjectVersion", hostFiles, fromOwnAddress),
  "the bot's host fetches from another bot's bucket": () =>
    onObject(bot, "s3:GetObject", hostFiles.replace(stack, "other"), fromOwnAddress) ||
    onKey("recordsKey", bot, "kms:Decrypt", byWayOfS3(bucket.replace(stack, "other"))),
  "the bot's host changes what it runs": () =>
    ["PutObject", "DeleteObject", "DeleteObjectVersion"].some((action) =>
      [hostFiles, artifact].some((object) => onObject(bot, `s3:${action}`, object, fromOwnAddress)),
    ) || onKey("recordsKey", bot, "kms:GenerateDataKey", byWayOfS3(bucket)),
  "the bot's host lists its bucket": () => onObject(bot, "s3:ListBucket", bucket, fromOwnAddress),
  "the bot decrypts what lies in its bucket without S3": () =>
    onKey("recordsKey", bot, "kms:Decrypt", { "kms:EncryptionContext:aws:s3:arn": bucket }),
  "the bot decrypts its disk": () => onKey("recordsKey", bot, "kms:Decrypt", byWayOfEc2),
  "anybody fetches without TLS": () =>
    [bot, endowedDeployer].some((caller) =>
      onObject(caller, "s3:GetObject", hostFiles, { ...fromOwnAddress, "aws:SecureTransport": "false" }),
    ),
  "whoever is no deployer reads an artefact, though his role may do everything": () =>
    [...endowed.filter((caller) => caller !== endowedDeployer), accountAdministrator, otherBot, stranger, root].some(
      (caller) =>
        onObject(caller, "s3:GetObject", artifact, fromOwnAddress) ||
        onObject(caller, "s3:GetObjectVersion", artifact, fromOwnAddress) ||
        onKey("recordsKey", caller, "kms:Decrypt", byWayOfS3(bucket)),
    ),
  "whoever is no deployer changes what the host runs, though his role may do everything": () =>
    [...endowed.filter((caller) => caller !== endowedDeployer), accountAdministrator, otherBot, stranger, root].some(
      (caller) =>
        ["PutObject", "DeleteObject", "DeleteObjectVersion"].some((action) =>
          onObject(caller, `s3:${action}`, hostFiles),
        ) || onKey("recordsKey", caller, "kms:GenerateDataKey", byWayOfS3(bucket)),
    ),
  "a deployer uses the records key for another bucket": () =>
    onKey("recordsKey", deployer, "kms:GenerateDataKey", byWayOfS3(bucket.replace(stack, "other"))) ||
    onKey("recordsKey", deployer, "kms:GenerateDataKey", { "kms:ViaService": `s3.${region}.amazonaws.com` }),
  "an operator gets at the value from anywhere": () =>
    onSecret(operator, "secretsmanager:GetSecretValue", fromElsewhere),
  "an operator gets at the value from the bot's address": () =>
    onSecret(operator, "secretsmanager:GetSecretValue", fromOwnAddress),
  "an operator decrypts without Secrets Manager": () => onKey("custodyKey", operator, "kms:Decrypt"),
  "an operator decrypts another secret": () => onKey("custodyKey", operator, "kms:Decrypt", forSecret(otherSecret)),
  "an operator moves the secret to another key": () => onSecret(operator, "secretsmanager:UpdateSecret"),
  "an operator changes a policy": () =>
    onSecret(operator, "secretsmanager:PutResourcePolicy") || onKey("custodyKey", operator, "kms:PutKeyPolicy"),
  "an admin decrypts by way of Secrets Manager": () => onKey("custodyKey", admin, "kms:Decrypt", forSecret(secret)),
  "an admin decrypts directly": () =>
    onKey("custodyKey", admin, "kms:Decrypt") || onKey("recordsKey", admin, "kms:Decrypt"),
  "an admin hands out the use of a key": () =>
    onKey("custodyKey", admin, "kms:CreateGrant") || onKey("recordsKey", admin, "kms:CreateGrant"),
  "an admin reads": () => onSecret(admin, "secretsmanager:GetSecretValue", fromOwnAddress),
  "a responder decrypts": () =>
    onKey("custodyKey", responder, "kms:Decrypt", forSecret(secret)) ||
    onKey("recordsKey", responder, "kms:Decrypt", byWayOfEc2),
  "a responder reads": () => onSecret(responder, "secretsmanager:GetSecretValue", fromOwnAddress),
  "a responder enables a key again, or deletes it": () =>
    onKey("custodyKey", responder, "kms:EnableKey") || onKey("custodyKey", responder, "kms:ScheduleKeyDeletion"),
  "a deployer uses the custody key by way of Secrets Manager": () =>
    onKey("custodyKey", deployer, "kms:Decrypt", forSecret(secret)) ||
    onKey("custodyKey", deployer, "kms:GenerateDataKey", forSecret(secret)),
  "a deployer passes the check of the custody key without Secrets Manager": () =>
    onKey("custodyKey", deployer, "kms:GenerateDataKey", {
      "kms:EncryptionContext:SecretARN": nextSecret,
      "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess",
    }),
  "a deployer encrypts or decrypts a value of the secret that he makes": () =>
    onKey("custodyKey", deployer, "kms:GenerateDataKey", forSecret(nextSecret)) ||
    onKey("custodyKey", deployer, "kms:Decrypt", forSecret(nextSecret)),
  "a deployer uses the custody key by way of EC2": () =>
    onKey("custodyKey", deployer, "kms:CreateGrant", { ...byWayOfEc2, "kms:GrantIsForAWSResource": "true" }) ||
    onKey("custodyKey", deployer, "kms:GenerateDataKeyWithoutPlaintext", byWayOfEc2),
  "a deployer uses the records key directly": () => onKey("recordsKey", deployer, "kms:Decrypt"),
  "a deployer grants the records key to a person": () =>
    onKey("recordsKey", deployer, "kms:CreateGrant", { ...byWayOfEc2, "kms:GrantIsForAWSResource": "false" }) ||
    onKey("recordsKey", deployer, "kms:CreateGrant"),
  "a deployer reads": () => onSecret(deployer, "secretsmanager:GetSecretValue", fromOwnAddress),
  "an account administrator reads": () => read(accountAdministrator, fromOwnAddress),
  "an account administrator gets at the secret": () =>
    onSecret(accountAdministrator, "secretsmanager:GetSecretValue", fromOwnAddress),
  "an account administrator puts a value": () => put(accountAdministrator),
  "an account administrator makes another secret under the custody key": () => createSecret(accountAdministrator),
  "whoever is on a list gets at the secret, though his role may do everything": () =>
    endowed.some(
      (caller) =>
        onSecret(caller, "secretsmanager:GetSecretValue", fromOwnAddress) ||
        onSecret(caller, "secretsmanager:GetSecretValue", fromElsewhere),
    ),
  "whoever is on a list gets at a copy of the secret in another region, though his role may do everything": () =>
    endowed.some((caller) =>
      isAllowed(
        {
          caller,
          action: "secretsmanager:GetSecretValue",
          resource: secret.replace(region, "eu-central-1"),
          context: fromOwnAddress,
        },
        { identity: identityOf(caller), resource: documents.secret, account },
      ),
    ),
  "whoever is on a list, operators apart, puts a value, though his role may do everything": () =>
    endowed.filter((caller) => caller !== endowedOperator).some(put),
  "an account administrator uses or administers a key": () =>
    onKey("custodyKey", accountAdministrator, "kms:Decrypt", forSecret(secret)) ||
    onKey("custodyKey", accountAdministrator, "kms:PutKeyPolicy") ||
    onKey("recordsKey", accountAdministrator, "kms:CreateGrant") ||
    createEncryptedDisk(accountAdministrator),
  "the root user decrypts": () =>
    onKey("custodyKey", root, "kms:Decrypt", forSecret(secret)) ||
    onSecret(root, "secretsmanager:GetSecretValue", fromOwnAddress),
  "a stranger's account gets at anything": () =>
    onSecret(stranger, "secretsmanager:GetSecretValue", fromOwnAddress) ||
    onSecret(stranger, "secretsmanager:PutSecretValue") ||
    onKey("custodyKey", stranger, "kms:Decrypt", forSecret(secret)) ||
    onKey("recordsKey", stranger, "kms:Decrypt", byWayOfEc2) ||
    createEncryptedDisk(stranger),
  "CloudWatch Logs encrypts another log group": () => encryptLog(`logs.${region}.amazonaws.com`, `${logGroup}-other`),
  "CloudWatch Logs of another region encrypts": () => encryptLog("logs.us-east-1.amazonaws.com", logGroup),
  "CloudWatch Logs uses the custody key": () =>
    onKey("custodyKey", { service: `logs.${region}.amazonaws.com` }, "kms:Decrypt", forSecret(secret)),
  "an alarm of another account reaches the topic": () =>
    raiseAlarm(alarm.replace(account, "444455556666"), "444455556666"),
  "another service's event reaches the topic": () => sendEvent("s3.amazonaws.com"),
  "an alarm of this account uses the records key for another bot's topic": () =>
    onKey("recordsKey", { service: "cloudwatch.amazonaws.com" }, "kms:GenerateDataKey", {
      "aws:SourceAccount": account,
      "kms:EncryptionContext:aws:sns:topicArn": topic.replace(stack, "other"),
    }),
  "an alarm that names no source reaches the topic": () =>
    isAllowed(
      { caller: { service: "cloudwatch.amazonaws.com" }, action: "sns:Publish", resource: topic, context: {} },
      { identity: [], resource: documents.topic, account },
    ),
  "EventBridge uses the records key for a topic of another account, or of another bot": () =>
    [topic.replace(account, "444455556666"), topic.replace(stack, "other")].some((other) =>
      onKey("recordsKey", { service: "events.amazonaws.com" }, "kms:Decrypt", {
        "kms:EncryptionContext:aws:sns:topicArn": other,
      }),
    ),
};

describe("what must work is allowed", () => {
  it.each(Object.entries(may))("%s", (_, use) => {
    expect(use()).toBe(true);
  });
});

describe("what must not is denied", () => {
  it.each(Object.entries(mayNot))("%s", (_, use) => {
    expect(use()).toBe(false);
  });
});

describe("denials in the policies of keys and secret", () => {
  const dataActions = new Set([
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyPair",
    "kms:GenerateDataKeyPairWithoutPlaintext",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "secretsmanager:GetSecretValue",
  ]);

  it.each(["custodyKey", "recordsKey", "secret", "topic"] as const)("%s: name data actions only", (of) => {
    const { Statement } = JSON.parse(String(documents[of])) as {
      Statement: { Effect: string; Action: string[] }[];
    };
    const denied = Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);
    expect(denied.filter((action) => !dataActions.has(action))).toEqual([]);
  });
});

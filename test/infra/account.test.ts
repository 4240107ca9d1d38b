import program from "../../infra/index";
import { accountParameter } from "../../infra/account-names";
import { botBoundary } from "../../infra/documents/bot-boundary";
import { botServiceControl } from "../../infra/documents/bot-service-control";
import { journalLock } from "../../infra/documents/journal-lock";
import { neverForBots } from "../../infra/documents/never-for-bots";
import { trailRefusal } from "../../infra/trail-refusal";
import { isAllowed, type Caller } from "./iam";
import { account, register, shippedConfig, type Registered, type Registration } from "./register";

const region = "eu-west-1";
const stack = "account";
const listed = (name: string): Caller => ({ arn: `arn:aws:iam::${account}:role/bulkhead-${name}` });
const [admin, operator, responder, deployer] = ["admin", "operator", "responder", "deployer"].map(listed) as [
  Caller,
  Caller,
  Caller,
  Caller,
];
/** Has `*` on everything in the account, but is on none of its lists. */
const accountAdministrator: Caller = { arn: `arn:aws:iam::${account}:role/AccountAdministrator` };
const cloudTrail: Caller = { service: "cloudtrail.amazonaws.com" };
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/${stack}-trail`;
const journalArn = `arn:aws:logs:${region}:${account}:log-group:/bulkhead/journal`;
const bucketArn = `arn:aws:s3:::${stack}-trail-1a2b3c4`;

let made: Registered;
beforeAll(async () => {
  made = await register(program, { stack, config: shippedConfig(stack) });
});

const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);
const all = (type: string): readonly Registration[] =>
  made.registrations.filter((one) => one.custom && shortType(one.type) === type);
function only(type: string, name?: string): Registration {
  const found = all(type).filter((one) => name === undefined || one.name === name);
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} resources of type ${type}, expected one`);
  return one;
}
const document = (type: string, name: string): unknown => only(type, name).inputs.policy;

function onKey(key: string, caller: Caller, action: string, context = {}): boolean {
  const arn = `arn:aws:kms:${region}:${account}:key/${stack}-${key}-1a2b3c4`;
  const carried = "arn" in caller ? { "kms:CallerAccount": account, ...context } : context;
  return isAllowed(
    { caller, action, resource: arn, context: carried },
    {
      identity: "arn" in caller ? [everything] : [],
      resource: document("KeyPolicy", `${stack}-${key}`),
      account,
      resourceDecides: true,
    },
  );
}

/** Even for roles that may do everything by policies of their own. */
function onBucket(caller: Caller, action: string, resource: string, context = {}): boolean {
  return isAllowed(
    { caller, action, resource, context: { "aws:SecureTransport": "true", ...context } },
    {
      identity: "arn" in caller ? [everything] : [],
      resource: document("BucketPolicy", `${stack}-trail`),
      account,
    },
  );
}

const logFile = `${bucketArn}/AWSLogs/${account}/CloudTrail/${region}/2026/11/28/file.json.gz`;
const ofTheTrail = { "aws:SourceArn": trailArn };
const inTheTrailsContext = { "kms:EncryptionContext:aws:cloudtrail:arn": trailArn };
const byWayOfS3 = { ...inTheTrailsContext, "kms:ViaService": `s3.${region}.amazonaws.com` };
const ownerControls = { "s3:x-amz-acl": "bucket-owner-full-control" };
const fingerprint = { "kms:MacAlgorithm": "HMAC_SHA_256" };
const people = { admin, operator, responder, deployer, accountAdministrator };

describe("the trail", () => {
  it("logs every management call of every region and of global services, with digests, under its own key", () => {
    expect(only("Trail")).toMatchObject({
      protect: true,
      inputs: {
        name: `${stack}-trail`,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
        eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }],
        kmsKeyId: `arn:aws:kms:${region}:${account}:key/${stack}-trail-1a2b3c4`,
        s3BucketName: `${stack}-trail-1a2b3c4`,
      },
    });
  });

  it("comes after the policies of its key and bucket", () => {
    const [key] = all("KeyPolicy").filter(({ name }) => name === `${stack}-trail`);
    expect(only("Trail").dependencies).toEqual(expect.arrayContaining([key?.urn, only("BucketPolicy").urn]));
  });

  it("encrypts and describes by its key, for this trail alone", () => {
    const encrypts = (from: object, context: object): boolean =>
      onKey("trail", cloudTrail, "kms:GenerateDataKey", { ...from, ...context });
    expect(encrypts(ofTheTrail, inTheTrailsContext)).toBe(true);
    expect(onKey("trail", cloudTrail, "kms:DescribeKey", ofTheTrail)).toBe(true);
    expect(encrypts({ "aws:SourceArn": trailArn.replace(account, "444455556666") }, inTheTrailsContext)).toBe(false);
    expect(encrypts(ofTheTrail, {})).toBe(false);
    expect(onKey("trail", { service: "s3.amazonaws.com" }, "kms:GenerateDataKey", ofTheTrail)).toBe(false);
  });

  it.each(Object.entries(people))("is read by responders alone: %s", (name, caller) => {
    const reads = onKey("trail", caller, "kms:Decrypt", byWayOfS3) && onBucket(caller, "s3:GetObject", logFile);
    expect(reads).toBe(name === "responder");
    expect(onKey("trail", caller, "kms:Decrypt", inTheTrailsContext)).toBe(false);
  });

  it.each(Object.entries(people))("is neither deleted, unlocked nor added to by anybody: %s", (_, caller) => {
    for (const action of ["BypassGovernanceRetention", "DeleteObject", "DeleteObjectVersion", "PutObjectRetention"]) {
      expect([action, onBucket(caller, `s3:${action}`, logFile)]).toEqual([action, false]);
    }
    expect(onBucket(caller, "s3:PutObject", logFile, ownerControls)).toBe(false);
    expect(onBucket(caller, "s3:DeleteBucket", bucketArn)).toBe(false);
    expect(onBucket(caller, "s3:GetBucketLocation", bucketArn, { "aws:SecureTransport": "false" })).toBe(false);
  });

  it("is written by this trail, below the account's folder", () => {
    const writes = (source: string, resource: string): boolean =>
      onBucket(cloudTrail, "s3:PutObject", resource, { "aws:SourceArn": source, ...ownerControls });
    expect(writes(trailArn, logFile)).toBe(true);
    expect(onBucket(cloudTrail, "s3:GetBucketAcl", bucketArn, ofTheTrail)).toBe(true);
    expect(writes(`${trailArn}-2`, logFile)).toBe(false);
    expect(writes(trailArn, logFile.replace(account, "444455556666"))).toBe(false);
  });

  it("leaves the bucket's policy to be mended", () => {
    expect(onBucket(accountAdministrator, "s3:PutBucketPolicy", bucketArn)).toBe(true);
  });

  it("has a bucket that is private, versioned, locked for as long as files are kept, under the trail's key", () => {
    expect(only("Bucket")).toMatchObject({ protect: true, inputs: { objectLockEnabled: true, forceDestroy: false } });
    expect(only("BucketObjectLockConfiguration").inputs).toMatchObject({
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 365 } },
    });
    expect(only("BucketVersioning").inputs).toMatchObject({ versioningConfiguration: { status: "Enabled" } });
    expect(only("BucketOwnershipControls").inputs).toMatchObject({ rule: { objectOwnership: "BucketOwnerEnforced" } });
    expect(only("BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });
});

describe("the key of fingerprints", () => {
  it("is an HMAC key of 256 bits that stays", () => {
    expect(only("Key", `${stack}-fingerprints`)).toMatchObject({
      protect: true,
      inputs: { keyUsage: "GENERATE_VERIFY_MAC", customerMasterKeySpec: "HMAC_256" },
    });
  });

  it.each(Object.entries(people))("makes and verifies fingerprints for operators alone: %s", (name, caller) => {
    for (const action of ["kms:GenerateMac", "kms:VerifyMac"]) {
      expect([action, onKey("fingerprints", caller, action, fingerprint)]).toEqual([action, name === "operator"]);
    }
  });

  it("is administered by admins, who hand its use to nobody, and disabled by no responder", () => {
    expect(onKey("fingerprints", admin, "kms:ScheduleKeyDeletion")).toBe(true);
    expect(onKey("fingerprints", admin, "kms:CreateGrant")).toBe(false);
    expect(onKey("fingerprints", operator, "kms:PutKeyPolicy")).toBe(false);
    for (const key of ["trail", "records", "fingerprints"]) {
      expect([key, onKey(key, responder, "kms:DisableKey")]).toEqual([key, false]);
      expect([key, onKey(key, accountAdministrator, "kms:DisableKey")]).toEqual([key, false]);
    }
  });
});

describe("the journal", () => {
  const asOperator = (action: string, resource: string, more: readonly unknown[] = []): boolean =>
    isAllowed(
      { caller: operator, action, resource, context: {} },
      { identity: [document("Policy", `${stack}-journal`), ...more], account },
    );

  it("is a log group under the records key that AWS refuses to delete", () => {
    expect(only("LogGroup")).toMatchObject({
      protect: true,
      inputs: {
        name: "/bulkhead/journal",
        deletionProtectionEnabled: true,
        retentionInDays: 365,
        kmsKeyId: `arn:aws:kms:${region}:${account}:key/${stack}-records-1a2b3c4`,
      },
    });
  });

  it("is encrypted by CloudWatch Logs, for this group alone", () => {
    const encrypts = (group: string): boolean =>
      onKey("records", { service: `logs.${region}.amazonaws.com` }, "kms:GenerateDataKey", {
        "kms:EncryptionContext:aws:logs:arn": group,
      });
    expect(encrypts(journalArn)).toBe(true);
    expect(encrypts(`${journalArn}-2`)).toBe(false);
  });

  it("is written and read by operators, who find the account's names", () => {
    expect(asOperator("logs:CreateLogStream", `${journalArn}:log-stream:grid`)).toBe(true);
    expect(asOperator("logs:PutLogEvents", `${journalArn}:log-stream:grid`)).toBe(true);
    expect(asOperator("logs:GetLogEvents", `${journalArn}:log-stream:grid`)).toBe(true);
    const parameter = `arn:aws:ssm:ap-northeast-1:${account}:parameter${accountParameter}`;
    expect(asOperator("ssm:GetParameter", parameter)).toBe(true);
    expect(asOperator("ssm:GetParameter", `${parameter}-2`)).toBe(false);
  });

  it.each(journalLock)("loses nothing to operators, though another policy grants them everything: %s", (action) => {
    expect(asOperator(action, journalArn, [everything])).toBe(false);
    expect(asOperator(action, `${journalArn}:log-stream:grid`, [everything])).toBe(false);
    expect(asOperator(action, journalArn.replace("journal", "grid"), [everything])).toBe(true);
  });
});

describe("bounds of bots' roles", () => {
  const owner = "grid-testnet";
  /** As AWS does before it decides: the role's own tag in the place of the variable. */
  const boundary = JSON.parse(
    JSON.stringify(botBoundary).replaceAll("${aws:PrincipalTag/bulkhead:bot}", owner),
  ) as unknown;
  const within = (action: string, resource: string, bot = owner): boolean =>
    isAllowed(
      {
        caller: { arn: `arn:aws:iam::${account}:role/${owner}-bot-1a2b3c4` },
        action,
        resource,
        context: { "aws:ResourceTag/bulkhead:bot": bot },
      },
      { identity: [boundary], account },
    );

  it("is the policy that the stack makes, and small enough for AWS", () => {
    expect(JSON.parse(String(document("Policy", `${stack}-bots`)))).toEqual(botBoundary);
    expect(JSON.stringify(botBoundary).length).toBeLessThan(6144);
  });

  it.each(neverForBots)("grant nobody %s", (action) => {
    expect(within(action.replace("*", "CreateAnything"), "arn:aws:ec2:eu-west-1:111122223333:anything/one")).toBe(
      false,
    );
  });

  it("let a role read secrets and use keys that are its own bot's, and no other's", () => {
    const secret = `arn:aws:secretsmanager:${region}:${account}:secret:one`;
    expect(within("secretsmanager:GetSecretValue", secret)).toBe(true);
    expect(within("secretsmanager:GetSecretValue", secret, "other")).toBe(false);
    expect(within("kms:Decrypt", `arn:aws:kms:${region}:${account}:key/one`, "other")).toBe(false);
  });

  it("leave every role of a bot's stack what the stack grants it, and every one carries them", async () => {
    const arn = `arn:aws:iam::${account}:policy/bulkhead-bots`;
    const config = { ...shippedConfig(owner), "bulkhead:permissionsBoundary": arn };
    const { registrations } = await register(program, { stack: owner, config });
    const of = (type: string): readonly Registration[] => registrations.filter((one) => shortType(one.type) === type);
    expect(of("Role").filter(({ custom, inputs }) => custom && inputs.permissionsBoundary !== arn)).toEqual([]);
    const granted = of("RolePolicy").flatMap(({ inputs }) =>
      (
        JSON.parse(String(inputs.policy)) as { Statement: { Effect: string; Action: string[]; Resource: string[] }[] }
      ).Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action, Resource }) =>
        Action.map((action) => [action, Resource[0] ?? ""] as const),
      ),
    );
    expect(granted.length).toBeGreaterThan(20);
    expect(granted.filter(([action, resource]) => !within(action, resource))).toEqual([]);
  });

  it("are a service control policy where there is an organisation, for roles that are tagged as a bot's", async () => {
    const config = { ...shippedConfig(stack), "bulkhead:organizationTarget": "ou-ab12-cd34ef56" };
    const { registrations, outputs } = await register(program, { stack, config });
    expect(outputs).not.toHaveProperty("boundaryArn");
    const [policy] = registrations.filter(({ type }) => type === "aws:organizations/policy:Policy");
    const control = botServiceControl({
      deployers: [`arn:aws:iam::${account}:role/bulkhead-deployer`],
      trailName: `${stack}-trail`,
      journalLogGroup: "/bulkhead/journal",
    });
    expect(JSON.parse(String(policy?.inputs.content))).toEqual(control);
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    expect(JSON.stringify(control).length).toBeLessThan(5120);
    expect(control.Statement[0]).toMatchObject({
      Effect: "Deny",
      Action: neverForBots,
      Condition: { Null: { "aws:PrincipalTag/bulkhead:bot": ["false"] } },
    });
    expect(
      registrations.filter(({ type }) => type === "aws:organizations/policyAttachment:PolicyAttachment"),
    ).toMatchObject([{ inputs: { targetId: "ou-ab12-cd34ef56" } }]);
  });
});

describe("events of IAM", () => {
  it("go from us-east-1 to the default bus of each region where bots run, as they are", () => {
    const targets = all("EventTarget").filter(({ inputs }) => inputs.region === "us-east-1");
    expect(targets.map(({ inputs }) => inputs.arn).sort()).toEqual(
      ["ap-northeast-1", region].map((to) => `arn:aws:events:${to}:${account}:event-bus/default`),
    );
    for (const { inputs } of targets) {
      const [rule] = all("EventRule").filter((one) => one.inputs.name === inputs.rule);
      expect(rule?.inputs).toMatchObject({ region: "us-east-1" });
      expect(JSON.parse(String(rule?.inputs.eventPattern))).toEqual({
        source: ["aws.iam", "aws.sts"],
        "detail-type": ["AWS API Call via CloudTrail"],
      });
      expect(inputs).not.toHaveProperty("inputTransformer");
    }
  });

  it("are carried by a role that EventBridge assumes for this account's rules, and that puts on these buses alone", () => {
    const name = `${stack}-events`;
    const trust = JSON.parse(String(only("Role", name).inputs.assumeRolePolicy)) as { Statement: object[] };
    expect(trust.Statement).toMatchObject([
      {
        Principal: { Service: ["events.amazonaws.com"] },
        Condition: { StringEquals: { "aws:SourceAccount": [account] } },
      },
    ]);
    const { Statement } = JSON.parse(String(document("RolePolicy", name))) as { Statement: object[] };
    expect(Statement).toMatchObject([
      {
        Action: ["events:PutEvents"],
        Resource: [region, "ap-northeast-1"].map((to) => `arn:aws:events:${to}:${account}:event-bus/default`),
      },
    ]);
  });

  it("don't go where they are already", async () => {
    const config = { ...shippedConfig(stack), "bulkhead:botRegions": '["us-east-1"]' };
    const { registrations } = await register(program, { stack, config });
    const from = registrations.filter(
      ({ type, inputs }) => type.endsWith("EventTarget") && inputs.region === "us-east-1",
    );
    expect(from.map(({ inputs }) => inputs.arn)).toEqual(
      Array(2).fill(`arn:aws:events:${region}:${account}:event-bus/default`),
    );
  });
});

describe("the guards of each region", () => {
  it.each([region, "ap-northeast-1"])(
    "%s: disks, metadata, snapshots, images, default group and GuardDuty",
    (where) => {
      const name = `${stack}-${where}`;
      const at = (type: string): unknown => only(type, name).inputs;
      expect(at("EncryptionByDefault")).toMatchObject({ region: where, enabled: true });
      expect(at("SnapshotBlockPublicAccess")).toMatchObject({ region: where, state: "block-all-sharing" });
      expect(at("ImageBlockPublicAccess")).toMatchObject({ region: where, state: "block-new-sharing" });
      expect(at("InstanceMetadataDefaults")).toMatchObject({ region: where, httpTokens: "required" });
      expect(at("DefaultSecurityGroup")).toMatchObject({ vpcId: `vpc-default-${where}`, ingress: [], egress: [] });
      expect(at("Detector")).toMatchObject({ region: where, enable: true });
    },
  );

  it("leave GuardDuty to others where the configuration says so", async () => {
    const config = { ...shippedConfig(stack), "bulkhead:guardDuty": "false" };
    const { registrations } = await register(program, { stack, config });
    expect(registrations.filter(({ type }) => type.startsWith("aws:guardduty/"))).toEqual([]);
  });
});

describe("the names of the account", () => {
  it("stand in each region as JSON, and are the stack's outputs", () => {
    const { watchedRegions, fleetDashboard, ...names } = made.outputs;
    expect(fleetDashboard).toBe(`${stack}-fleet`);
    expect(watchedRegions).toEqual([region, "ap-northeast-1"]);
    for (const where of [region, "ap-northeast-1"]) {
      const { inputs } = only("Parameter", `${stack}-names-${where}`);
      expect(inputs).toMatchObject({ region: where, name: accountParameter, type: "String" });
      expect(JSON.parse(String(inputs.insecureValue))).toEqual({ region, ...names });
    }
  });

  it("let a bot's stack call itself watched, and no other thing does", () => {
    expect(trailRefusal({ region, parameters: [accountParameter] })).toBeUndefined();
    for (const parameters of [[], ["/bulkhead/accounts"], ["/bulkhead"]]) {
      expect(trailRefusal({ region, parameters })).toContain("docs/account.md");
    }
  });
});

it("lets no bucket of the account be public, whatever its own settings come to", () => {
  expect(only("AccountPublicAccessBlock").inputs).toEqual({
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
});

it("shows all bots on one dashboard, a row for each region where bots run", () => {
  const { inputs } = only("Dashboard");
  expect(inputs.dashboardName).toBe(`${stack}-fleet`);
  const body = String(inputs.dashboardBody);
  for (const where of [region, "ap-northeast-1"]) expect(body).toContain(where);
});

it("tells of what is turned off as a text message too", async () => {
  const config = { ...shippedConfig(stack), "bulkhead:alertPhones": '["+4915112345678"]' };
  const { registrations } = await register(program, { stack, config });
  const told = registrations.filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription");
  expect(told.map(({ inputs }) => [inputs.protocol, inputs.endpoint])).toEqual([
    ["email", "oncall@example.com"],
    ["sms", "+4915112345678"],
  ]);
});

it("protects what outlives the stack: trail, log files, keys, journal", () => {
  expect(
    made.registrations
      .filter(({ protect }) => protect)
      .map(({ type, name }) => `${shortType(type)} ${name}`)
      .sort(),
  ).toEqual([
    `Bucket ${stack}-trail`,
    `Key ${stack}-fingerprints`,
    `Key ${stack}-records`,
    `Key ${stack}-trail`,
    `LogGroup ${stack}-journal`,
    `Trail ${stack}-trail`,
  ]);
});

it("tells people of the budget, and of what somebody turns off", () => {
  expect(only("Budget").inputs).toMatchObject({ limitAmount: "300", limitUnit: "USD", timeUnit: "MONTHLY" });
  const told = all("EventTarget").filter(({ name }) => name.startsWith(`${stack}-alerts-`));
  expect(told.map(({ name }) => name.replace(`${stack}-alerts-`, "")).sort()).toEqual([
    "finding",
    "guardduty",
    "journal",
    "keys",
    "trail",
    "trail-bucket",
  ]);
  expect(only("TopicSubscription").inputs).toMatchObject({ protocol: "email", endpoint: "oncall@example.com" });
});

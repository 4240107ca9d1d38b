import { createHash } from "node:crypto";
import { exchanges, hostsOf, networkOf, portsOf, refusal } from "../../exchanges/exchanges";
import { operatorDocument } from "../../infra/documents/operator-document";
import { Compartment, parseArtifact, type CompartmentArgs } from "../../infra/components";
import program from "../../infra/index";
import { platformHosts } from "../../infra/platform-hosts";
import { account, egressIp, register, shippedConfig, type Registration } from "./register";

const region = "eu-west-1";
const role = (name: string): string => `arn:aws:iam::${account}:role/bulkhead-${name}`;
const people = {
  admins: [role("admin")],
  operators: [role("operator")],
  responders: [role("responder")],
  deployers: [role("deployer")],
};

async function built(args: Partial<CompartmentArgs> = {}): Promise<readonly Registration[]> {
  const all = { exchange: exchanges.binance, network: "testnet", region, ...people, ...args } as const;
  return (await register(() => new Compartment("grid", all))).registrations;
}

const platform = platformHosts({ region, bucket: "grid-artifacts-1a2b3c4" });
const digest = createHash("sha256").update("artefact").digest("hex");

const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);
const inputsOf = (all: readonly Registration[], type: string): readonly Registration["inputs"][] =>
  all.filter((one) => shortType(one.type) === type).map(({ inputs }) => inputs);

/** Flow log and snapshots have a role and a grant of their own; they are looked for by name. */
function only(all: readonly Registration[], type: string, name?: string): Registration {
  const found = all.filter(
    (one) =>
      one.custom &&
      shortType(one.type) === type &&
      (name === undefined ? !["grid-flow", "grid-data"].includes(one.name) : one.name === name),
  );
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`${found.length} resources of type ${type}, expected one`);
  return one;
}

const pairs = Object.values(exchanges).flatMap((exchange) =>
  (["mainnet", "testnet"] as const).map((network) => ({ id: exchange.id, exchange, network })),
);
// Of what a compartment is made of, an exchange decides the ports, and its hosts, which have tests of their own.
const allowed = [
  ...new Map(
    pairs
      .filter(({ exchange, network }) => refusal(exchange, network, region) === undefined)
      .reverse()
      .map((pair) => [`${pair.network} ${portsOf(pair.exchange, pair.network).join(" ")}`, pair]),
  ).values(),
];
const refused = pairs.filter(({ exchange, network }) => refusal(exchange, network, region) !== undefined);

describe.each(allowed)("$id on $network", ({ exchange, network }) => {
  let all: readonly Registration[];
  beforeAll(async () => {
    all = await built({ exchange, network });
  });

  it("lets the host out on the ports of the exchange and 443, to no other port", () => {
    const ports = inputsOf(all, "SecurityGroupEgressRule").map((rule) => {
      expect(rule).toMatchObject({ ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0", toPort: rule.fromPort });
      return rule.fromPort;
    });
    expect(new Set(ports)).toEqual(new Set([443, ...portsOf(exchange, network)]));
    expect(ports).not.toContain(53);
  });

  it("lets nothing in", () => {
    expect(only(all, "SecurityGroup").inputs).not.toHaveProperty("ingress");
    expect(all.filter(({ type }) => type.includes("IngressRule") || type.includes("SecurityGroupRule"))).toEqual([]);
    expect(only(all, "DefaultSecurityGroup").inputs).toMatchObject({ ingress: [], egress: [] });
  });

  it("tags whatever takes tags with bot, exchange and network", () => {
    const untaggable = [
      "BucketLifecycleConfiguration",
      "BucketOwnershipControls",
      "BucketPolicy",
      "BucketPublicAccessBlock",
      "BucketServerSideEncryptionConfiguration",
      "BucketVersioning",
      "Dashboard",
      "EipAssociation",
      "EventTarget",
      "KeyPolicy",
      "LogMetricFilter",
      "ResolverFirewallConfig",
      "ResolverFirewallRule",
      "RolePolicy",
      "Route",
      "RouteTableAssociation",
      "SecretPolicy",
      "TopicPolicy",
      "VolumeAttachment",
    ];
    const tags = { "bulkhead:bot": "grid", "bulkhead:exchange": exchange.id, "bulkhead:network": network };
    for (const { type, custom, inputs } of all) {
      if (custom && !untaggable.includes(shortType(type)))
        expect({ type, tags: inputs.tags }).toMatchObject({ type, tags });
    }
    expect(only(all, "Instance").inputs.rootBlockDevice).toMatchObject({ tags });
  });

  it("has a DNS firewall exactly on testnet", () => {
    expect(inputsOf(all, "ResolverFirewallRule")).toHaveLength(network === "testnet" ? 3 : 0);
  });

  it("names no live host if it is a testnet stack", () => {
    // In base64 the archive of host files shows no name, and its long runs of one letter would take the search minutes.
    const text = JSON.stringify(all.map(({ inputs: { contentBase64: _, ...inputs } }) => inputs));
    const names = text.match(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu) ?? [];
    if (network === "testnet") expect(names.filter((name) => networkOf(name) === "mainnet")).toEqual([]);
  });

  it("protects its host on mainnet from being stopped and terminated", () => {
    const { disableApiStop, disableApiTermination } = only(all, "Instance").inputs;
    expect([disableApiStop, disableApiTermination]).toEqual(Array(2).fill(network === "mainnet"));
  });
});

it.each(refused)("$id on $network is refused with its reason", async ({ exchange, network }) => {
  await expect(built({ exchange, network })).rejects.toThrow(refusal(exchange, network, region));
});

it("refuses a region that the exchange does not serve", async () => {
  await expect(built({ network: "mainnet", region: "us-east-1" })).rejects.toThrow(
    "does not serve the region us-east-1",
  );
});

describe("the DNS firewall", () => {
  let all: readonly Registration[];
  beforeAll(async () => {
    all = await built();
  });
  const domainsOf = (list: unknown): unknown =>
    all.find((one) => one.type.endsWith("ResolverFirewallDomainList") && `${one.name}-id` === list)?.inputs.domains;

  it("answers for the exchange's test hosts and AWS's hosts, from two lists, and blocks everything else last", () => {
    const rules = inputsOf(all, "ResolverFirewallRule")
      .map((rule) => ({ ...rule, domains: domainsOf(rule.firewallDomainListId) }))
      .sort((a, b) => Number((a as Registration["inputs"]).priority) - Number((b as Registration["inputs"]).priority));
    const allow = { action: "ALLOW", firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" };
    expect(rules).toMatchObject([
      { ...allow, domains: hostsOf(exchanges.binance, "testnet") },
      { ...allow, domains: platform },
      { action: "BLOCK", blockResponse: "NXDOMAIN", domains: ["*"] },
    ]);
  });

  it("is in force for the bot's VPC and answers nothing when it cannot judge", () => {
    expect(only(all, "ResolverFirewallConfig").inputs).toMatchObject({
      resourceId: "grid-network-id",
      firewallFailOpen: "DISABLED",
    });
    expect(only(all, "ResolverFirewallRuleGroupAssociation").inputs).toMatchObject({ vpcId: "grid-network-id" });
  });

  it("names hosts exactly, and those of AWS in the stack's region", () => {
    const names = [...hostsOf(exchanges.binance, "testnet"), ...platform];
    expect(names.filter((name) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(name))).toEqual([]);
    expect(platform.filter((name) => !name.includes(region))).toEqual(["cdn.amazonlinux.com"]);
  });
});

describe("the host", () => {
  it("answers metadata requests only with a token and one hop, has an encrypted disk and no key pair", async () => {
    const { inputs } = only(await built(), "Instance");
    expect(inputs).toMatchObject({
      ami: "ami-0123456789abcdef0",
      instanceType: "t4g.small",
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      primaryNetworkInterface: { networkInterfaceId: "grid-network-id" },
      rootBlockDevice: {
        encrypted: true,
        kmsKeyId: `arn:aws:kms:${region}:${account}:key/grid-records-1a2b3c4`,
      },
    });
    for (const absent of ["keyName", "associatePublicIpAddress", "subnetId", "vpcSecurityGroupIds", "userDataBase64"]) {
      expect(inputs).not.toHaveProperty(absent);
    }
  });

  it("keeps the image it has while configuration names none", async () => {
    expect(only(await built(), "Instance").ignoreChanges).toEqual(["ami"]);
  });

  it("takes the image that configuration names, and is deleted before its replacement is made", async () => {
    const image = "ami-0fedcba9876543210";
    const host = only(await built({ image }), "Instance");
    expect(host).toMatchObject({ inputs: { ami: image }, ignoreChanges: [], deleteBeforeReplace: true });
  });

  it("takes its address along: the interface and the subnet give none of their own", async () => {
    const all = await built();
    expect(only(all, "Subnet").inputs).toMatchObject({ mapPublicIpOnLaunch: false });
    expect(only(all, "EipAssociation").inputs).toEqual({
      allocationId: "grid-egress-id",
      networkInterfaceId: "grid-network-id",
    });
    expect(all.filter(({ inputs }) => Object.keys(inputs).some((key) => /ipv6/iu.test(key)))).toEqual([]);
  });
});

describe("the documents of operators' commands", () => {
  it("are the host's own, and made anew when they change, so that nobody can send an older version", async () => {
    const documents = (await built()).filter(({ type }) => type.endsWith(":Document"));
    expect(documents).toHaveLength(2);
    for (const purpose of ["look", "act"] as const) {
      const name = `bulkhead-grid-testnet-${purpose}`;
      expect(documents.find(({ inputs }) => inputs.name === name)).toMatchObject({
        inputs: { documentType: "Command", content: JSON.stringify(operatorDocument(purpose)) },
        replaceOnChanges: ["content"],
        deleteBeforeReplace: true,
      });
    }
  });
});

describe("the network", () => {
  it("puts the bot's one security group on the interface", async () => {
    expect(only(await built(), "NetworkInterface").inputs.securityGroups).toEqual(["grid-network-id"]);
  });

  it("lies in the zone that configuration names, and leaves one before it goes to another", async () => {
    const all = await built({ availabilityZone: "eu-west-1a" });
    expect(only(all, "Subnet")).toMatchObject({
      inputs: { availabilityZone: "eu-west-1a" },
      deleteBeforeReplace: true,
    });
    expect(only(all, "Volume", "grid-data")).toMatchObject({
      inputs: { availabilityZone: "eu-west-1a" },
      ignoreChanges: [],
    });
  });
});

describe("the flow log", () => {
  it("records what is let through and what is refused, in a group under the records key", async () => {
    const all = await built({ logRetentionDays: 400 });
    const named = (type: string): Registration["inputs"] => only(all, type, "grid-flow").inputs;
    expect(named("FlowLog")).toMatchObject({
      vpcId: "grid-network-id",
      trafficType: "ALL",
      logDestination: `arn:aws:logs:${region}:${account}:log-group:/bulkhead/grid/flow`,
      iamRoleArn: `arn:aws:iam::${account}:role/grid-flow-1a2b3c4`,
    });
    expect(named("LogGroup")).toMatchObject({
      name: "/bulkhead/grid/flow",
      kmsKeyId: `arn:aws:kms:${region}:${account}:key/grid-records-1a2b3c4`,
      retentionInDays: 400,
    });
  });

  it("is written by a role that VPC Flow Logs of this account alone assume, and that writes nothing else", async () => {
    const all = await built();
    const named = (type: string): Registration["inputs"] => only(all, type, "grid-flow").inputs;
    const group = `arn:aws:logs:${region}:${account}:log-group:/bulkhead/grid/flow`;
    expect(JSON.parse(String(named("Role").assumeRolePolicy))).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
          Condition: {
            ArnLike: { "aws:SourceArn": [`arn:aws:ec2:${region}:${account}:vpc-flow-log/*`] },
            StringEquals: { "aws:SourceAccount": [account] },
          },
        },
      ],
    });
    expect(JSON.parse(String(named("RolePolicy").policy))).toMatchObject({
      Statement: [{ Effect: "Allow", Resource: [group, `${group}:*`] }],
    });
  });
});

describe("the address", () => {
  it("is a new one by default", async () => {
    expect(only(await built(), "Eip").importId).toBe("");
  });

  it("is adopted by import, not by a read that no policy would judge", async () => {
    const egressAllocationId = "eipalloc-0123456789abcdef0";
    const { importId, custom } = only(await built({ egressAllocationId }), "Eip");
    expect({ importId, custom }).toEqual({ importId: egressAllocationId, custom: true });
  });
});

describe("keys, secret, log and topic", () => {
  let all: readonly Registration[];
  beforeAll(async () => {
    all = await built({ alertEmails: ["oncall@example.com"], logRetentionDays: 30 });
  });
  const keyArn = (purpose: string): string => `arn:aws:kms:${region}:${account}:key/grid-${purpose}-1a2b3c4`;

  it("are two rotating keys with the longest waiting period, whose policies stand apart", () => {
    const keys = inputsOf(all, "Key");
    expect(keys.map(({ tags }) => (tags as Record<string, string>)["bulkhead:key"]).sort()).toEqual([
      "custody",
      "records",
    ]);
    for (const key of keys) {
      expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
      expect(key).not.toHaveProperty("policy");
    }
  });

  it("are a secret without a value under the custody key", () => {
    expect(only(all, "Secret").inputs).toMatchObject({ kmsKeyId: keyArn("custody"), recoveryWindowInDays: 30 });
    // AWS blocks the name of a deleted secret for days, so Pulumi has to choose a new one each time.
    expect(only(all, "Secret").inputs).not.toHaveProperty("name");
    expect(all.filter(({ type }) => type.includes("SecretVersion"))).toEqual([]);
  });

  it("are a log group of fixed name and a topic under the records key", () => {
    expect(only(all, "LogGroup").inputs).toMatchObject({
      name: "/bulkhead/grid",
      kmsKeyId: keyArn("records"),
      retentionInDays: 30,
    });
    expect(only(all, "Topic").inputs).toMatchObject({ kmsMasterKeyId: keyArn("records") });
    expect(only(all, "TopicSubscription").inputs).toMatchObject({ protocol: "email", endpoint: "oncall@example.com" });
    expect(only(all, "MetricAlarm", "grid-alerts-host").inputs).toMatchObject({
      metricName: "StatusCheckFailed",
      dimensions: { InstanceId: "grid-host-id" },
      treatMissingData: "breaching",
      alarmActions: [`arn:aws:sns:${region}:${account}:grid-alerts-1a2b3c4`],
    });
  });

  it("are a role that EC2 alone assumes, with these grants and no managed policy", () => {
    const { inputs } = only(all, "Role");
    expect(inputs).not.toHaveProperty("managedPolicyArns");
    expect(all.filter(({ type }) => type.includes("PolicyAttachment"))).toEqual([]);
    expect(JSON.parse(String(inputs.assumeRolePolicy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "HostAssumesTheRole",
          Effect: "Allow",
          Principal: { Service: ["ec2.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
        },
      ],
    });
    const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:grid-exchange-1a2b3c4-AbCdEf`;
    const ofBot = all.filter(({ name }) => name.startsWith("grid-bot-"));
    const grants = inputsOf(ofBot, "RolePolicy").map(
      ({ policy }) => JSON.parse(String(policy)) as { Statement: object[] },
    );
    expect(grants.flatMap(({ Statement }) => Statement)).toEqual([
      { Sid: "ReadItsSecret", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secretArn] },
      {
        Sid: "DecryptItsSecret",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [keyArn("custody")],
        Condition: {
          StringEquals: {
            "kms:EncryptionContext:SecretARN": [secretArn],
            "kms:ViaService": [`secretsmanager.${region}.amazonaws.com`],
          },
        },
      },
      {
        Sid: "WriteItsLog",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [`arn:aws:logs:${region}:${account}:log-group:/bulkhead/grid:*`],
      },
      {
        Sid: "AnswerSystemsManager",
        Effect: "Allow",
        Action: [
          "ec2messages:AcknowledgeMessage",
          "ec2messages:DeleteMessage",
          "ec2messages:FailMessage",
          "ec2messages:GetEndpoint",
          "ec2messages:GetMessages",
          "ec2messages:SendReply",
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: ["*"],
      },
      {
        Sid: "FetchTheseObjects",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: [`arn:aws:s3:::grid-artifacts-1a2b3c4/${String(only(all, "BucketObjectv2").inputs.key)}`],
      },
      {
        Sid: "DecryptTheseObjects",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [keyArn("records")],
        Condition: {
          StringEquals: {
            "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::grid-artifacts-1a2b3c4"],
            "kms:ViaService": [`s3.${region}.amazonaws.com`],
          },
        },
      },
    ]);
  });
});

describe("what the host runs", () => {
  const fetching = (all: readonly Registration[]): unknown =>
    JSON.parse(String(only(all, "RolePolicy", "grid-bot-fetches-artifacts").inputs.policy));

  it("comes from a bucket that is private, versioned, encrypted under the records key and left without its owner's leave", async () => {
    const all = await built();
    const bucket = { bucket: "grid-artifacts-1a2b3c4" };
    expect(only(all, "BucketPublicAccessBlock").inputs).toEqual({
      ...bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(only(all, "BucketOwnershipControls").inputs).toEqual({
      ...bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    expect(only(all, "BucketVersioning").inputs).toEqual({ ...bucket, versioningConfiguration: { status: "Enabled" } });
    expect(only(all, "BucketServerSideEncryptionConfiguration").inputs).toEqual({
      ...bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: `arn:aws:kms:${region}:${account}:key/grid-records-1a2b3c4`,
          },
          bucketKeyEnabled: true,
        },
      ],
    });
  });

  it("comes from a repository whose tags stay, encrypted under the records key", async () => {
    expect(only(await built(), "Repository").inputs).toMatchObject({
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [
        { encryptionType: "KMS", kmsKey: `arn:aws:kms:${region}:${account}:key/grid-records-1a2b3c4` },
      ],
    });
  });

  it("is the archive whose digest the user data names, under a key that names it too", async () => {
    const all = await built();
    const { key, contentBase64 } = only(all, "BucketObjectv2").inputs;
    const sha256 = createHash("sha256")
      .update(Buffer.from(String(contentBase64), "base64"))
      .digest("hex");
    expect(key).toBe(`host/${sha256}.tar`);
    const userData = String(only(all, "Instance").inputs.userData);
    expect(userData).toContain(`BULKHEAD_HOST_FILES_SHA256=\\"${sha256}\\"`);
    expect(userData).toContain(`BULKHEAD_BUCKET=\\"grid-artifacts-1a2b3c4\\"`);
  });

  it("is read, if it is an object, by exactly its name, and its bucket is a host of the platform", async () => {
    const artifact = parseArtifact(`s3://desk-builds/grid/bot.tar@sha256:${digest}`);
    if (artifact === undefined) throw new Error("not read");
    const all = await built({ artifact });
    expect(fetching(all)).toMatchObject({
      Statement: [
        {
          Resource: [expect.stringContaining("grid-artifacts-1a2b3c4/host/"), "arn:aws:s3:::desk-builds/grid/bot.tar"],
        },
        {},
      ],
    });
    expect(JSON.stringify(all)).toContain("desk-builds.s3.eu-west-1.amazonaws.com");
    expect(JSON.stringify(await built())).not.toContain("api.ecr.");
  });

  it("is read, if it is an image, by the calls for this repository, without a token for the registry", async () => {
    const artifact = parseArtifact(`${account}.dkr.ecr.${region}.amazonaws.com/grid-images@sha256:${digest}`);
    if (artifact === undefined) throw new Error("not read");
    const all = await built({ artifact });
    expect(fetching(all)).toMatchObject({
      Statement: [
        {},
        {},
        {
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: [`arn:aws:ecr:${region}:${account}:repository/grid-images`],
        },
      ],
    });
    expect(JSON.stringify(all)).toContain(`api.ecr.${region}.amazonaws.com`);
  });
});

describe("the bot's data", () => {
  it("is a protected volume under the records key in the first zone that has the instance type, which the subnet follows", async () => {
    const all = await built();
    expect(only(all, "Volume", "grid-data")).toMatchObject({
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ["availabilityZone"],
      inputs: {
        availabilityZone: `${region}b`,
        encrypted: true,
        kmsKeyId: `arn:aws:kms:${region}:${account}:key/grid-records-1a2b3c4`,
        size: 20,
      },
    });
    expect(only(all, "Subnet").inputs).toMatchObject({ availabilityZone: `${region}b` });
  });

  it("is attached to the host, which is stopped before it is detached", async () => {
    const all = await built();
    expect(only(all, "VolumeAttachment")).toMatchObject({
      deleteBeforeReplace: true,
      inputs: {
        deviceName: "/dev/sdf",
        instanceId: "grid-host-id",
        volumeId: "grid-data-id",
        stopInstanceBeforeDetaching: true,
      },
    });
    expect(only(all, "Instance").inputs.userData).toContain(
      "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_griddata-id",
    );
  });

  it("has a snapshot every day, kept as long as configuration says, made by a role that touches nothing else", async () => {
    const all = await built({ snapshotRetentionDays: 30 });
    expect(only(all, "LifecyclePolicy", "grid-data").inputs).toMatchObject({
      state: "ENABLED",
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { "bulkhead:data": "grid-data" },
        schedules: [
          {
            copyTags: true,
            createRule: { interval: 24, intervalUnit: "HOURS" },
            retainRule: { interval: 30, intervalUnit: "DAYS" },
          },
        ],
      },
    });
    const snapshots = `arn:aws:ec2:${region}::snapshot/*`;
    expect(JSON.parse(String(only(all, "RolePolicy", "grid-data").inputs.policy))).toMatchObject({
      Statement: [
        { Action: ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"], Resource: ["*"] },
        {
          Action: ["ec2:CreateSnapshot"],
          Resource: [`arn:aws:ec2:${region}:${account}:volume/grid-data-id`, snapshots],
        },
        { Action: ["ec2:CreateTags"], Resource: [snapshots] },
        {
          Action: ["ec2:DeleteSnapshot"],
          Resource: [snapshots],
          Condition: { StringEquals: { "aws:ResourceTag/bulkhead:data": ["grid-data"] } },
        },
      ],
    });
  });

  it("starts from the snapshot that configuration names, as a volume of its own beside the old one", async () => {
    const dataSnapshot = "snap-0123456789abcdef0";
    const all = await built({ dataSnapshot });
    expect(only(all, "Volume", `grid-data-${dataSnapshot}`)).toMatchObject({
      protect: true,
      inputs: { snapshotId: dataSnapshot },
    });
    expect(only(all, "VolumeAttachment").inputs.volumeId).toBe(`grid-data-${dataSnapshot}-id`);
  });
});

describe("the program", () => {
  it.each(["grid-testnet", "grid-mainnet"])("of the shipped stack %s says what goes where", async (stack) => {
    const network = stack === "grid-testnet" ? "testnet" : "mainnet";
    const { outputs } = await register(program, { stack, config: shippedConfig(stack) });
    expect(outputs).toEqual({
      egressIp,
      secretName: `${stack}-exchange-1a2b3c4`,
      allowedHosts: hostsOf(exchanges.binance, network),
      platformHosts: platformHosts({ region, bucket: `${stack}-artifacts-1a2b3c4` }),
      artifactBucket: `${stack}-artifacts-1a2b3c4`,
      artifactRepository: `${account}.dkr.ecr.${region}.amazonaws.com/${stack}-images-1a2b3c4`,
      watched: true,
    });
  });

  it("stops before it registers anything if the caller is no deployer", async () => {
    const stack = "grid-testnet";
    const attempt = register(program, { stack, config: shippedConfig(stack), caller: "bulkhead-operator" });
    await expect(attempt).rejects.toThrow(/bulkhead-operator\/someone is not a deployer of this stack/u);
  });
});

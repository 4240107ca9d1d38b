import { event, host, root, serviceItself, session, through, user } from "./records";
import { account, region, roleArn, watched } from "./watched";

const [hostId] = watched.instanceIds;
const [operatorArn] = watched.operators;
const [deployerArn] = watched.deployers;
const operator = session(operatorArn);
const deployer = session(deployerArn);
const stranger = session(roleArn("bulkhead-developer"));
const otherBot = session(roleArn("other-bot-1a2b3c4"), "i-0bbbbbbbbbbbbbbb9");
const { secretArn, secretName, custodyKeyArn, recordsKeyArn, botRoleArn } = watched;
const custodyKeyId = custodyKeyArn.split("/")[1];
const botRole = botRoleArn.split("/")[1];
const otherSecret = "other-exchange-1a2b3c4";
const otherKey = `arn:aws:kms:${region}:${account}:key/3c05c05c-0000-4000-8000-000000000003`;
const secretsManager = "secretsmanager.amazonaws.com";
/** Where events of global services arrive in the partition aws. */
export const globalRegion = "us-east-1";
const iam = { service: "iam", region: globalRegion } as const;
const kms = (arn: string) => ({ service: "kms", resources: [{ ARN: arn }] });
const sm = { service: "secretsmanager" } as const;
const ec2 = { service: "ec2" } as const;

const read = (secretId: string) => ({ ...sm, eventName: "GetSecretValue", parameters: { secretId } });
/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
const decrypt = {
  ...kms(custodyKeyArn),
  eventName: "Decrypt",
  parameters: {
    encryptionContext: { SecretARN: secretArn, SecretVersionId: "7a1c52a6-0000-4000-8000-4d6f3f0b2c11" },
    encryptionAlgorithm: "SYMMETRIC_DEFAULT",
  },
};
const generate = {
  ...decrypt,
  eventName: "GenerateDataKey",
  parameters: { ...decrypt.parameters, keyId: custodyKeyArn },
};
const keyCheck = {
  ...generate,
  parameters: { encryptionContext: { SecretARN: secretArn, SecretVersionId: "RequestToValidateKeyAccess" } },
};
const noWord = "because no resource-based policy allows it";
const refusedRead = `User: arn:aws:iam::${account}:user/mallory is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secretName} ${noWord}`;

export interface Case {
  /** What happens, for people. */
  readonly title: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** Ids of the rules that fire: these and no others. */
  readonly fires: readonly string[];
}

const hit = (fires: string | readonly string[], title: string, record: Parameters<typeof event>[0]): Case => ({
  title,
  event: event(record),
  fires: typeof fires === "string" ? [fires] : fires,
});

/** One caller's calls, each of which fires one rule. */
const deeds = (
  fires: string,
  who: string,
  record: Pick<Parameters<typeof event>[0], "service" | "by">,
  calls: readonly (readonly [eventName: string, parameters: Readonly<Record<string, unknown>>])[],
): readonly Case[] =>
  calls.map(([eventName, parameters]) =>
    hit(fires, `${who} calls ${eventName} with ${Object.keys(parameters).join(" and ")}`, {
      ...record,
      eventName,
      parameters,
    }),
  );

/** Each rule's reason to be. */
export const hits: readonly Case[] = [
  hit("secret-read", "a user reads the secret by name", { ...read(secretName), by: user }),
  hit("secret-read", "root reads it by ARN", { ...read(secretArn), by: root }),
  hit("secret-read", "an operator reads it", { ...read(secretArn), by: operator }),
  hit("secret-read", "a deployer reads it by ARN without suffix", { ...read(secretArn.slice(0, -7)), by: deployer }),
  hit("secret-read", "another bot reads it", { ...read(secretName), by: otherBot }),
  hit("secret-read", "a role reads it whose name begins like the bot's", {
    ...read(secretName),
    by: session(`${botRoleArn}-2`),
  }),
  hit("secret-read", "a stranger reads it while it is empty", {
    ...read(secretName),
    by: user,
    error: [
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    ],
  }),
  hit("secret-read", "a user reads it among others", {
    ...sm,
    eventName: "BatchGetSecretValue",
    parameters: { secretIdList: [otherSecret, secretArn] },
    by: user,
  }),
  hit(["secret-read", "role-strays"], "the bot's role reads it from another address", {
    ...read(secretName),
    ...host,
    from: "203.0.113.9",
  }),
  hit("key-used", "a user decrypts with the custody key past Secrets Manager", { ...decrypt, by: user }),
  hit("key-used", "an operator decrypts past Secrets Manager", { ...decrypt, by: operator }),
  hit(["key-used", "role-strays"], "the bot's role decrypts past Secrets Manager, on its host", {
    ...decrypt,
    ...host,
  }),
  hit("key-used", "another role has Secrets Manager decrypt", { ...decrypt, ...through(secretsManager, stranger) }),
  hit("key-used", "a user has Secrets Manager decrypt", { ...decrypt, ...through(secretsManager, user) }),
  hit("key-used", "a deployer has Secrets Manager decrypt a value", {
    ...decrypt,
    ...through(secretsManager, deployer),
  }),
  hit("key-used", "another service decrypts for the bot's role", {
    ...decrypt,
    ...through("s3.amazonaws.com", host.by),
  }),
  hit("key-used", "a deployer encrypts under the custody key", { ...generate, by: deployer }),
  hit("key-used", "a user has the key check made by hand", { ...keyCheck, by: user }),
  hit("role-strays", "the bot's role asks who it is", { service: "sts", eventName: "GetCallerIdentity", ...host }),
  hit("role-strays", "the bot's role looks round in EC2 and is denied", {
    ...ec2,
    eventName: "DescribeInstances",
    ...host,
    error: ["Client.UnauthorizedOperation", "You are not authorized to perform this operation."],
  }),
  hit("role-strays", "the bot's role asks IAM, as seen from the region of global services", {
    ...iam,
    eventName: "CreateAccessKey",
    ...host,
    error: ["AccessDenied", "not authorized"],
  }),
  hit("role-strays", "the agent's own call comes from another address", {
    service: "ssm",
    eventName: "UpdateInstanceInformation",
    ...host,
    from: "203.0.113.9",
  }),
  hit("role-strays", "the bot's role is denied its secret from another address", {
    ...read(secretName),
    ...host,
    from: "203.0.113.9",
    parameters: null,
    error: ["AccessDenied", refusedRead],
  }),
  hit("role-assumed", "a user assumes the bot's role", {
    service: "sts",
    eventName: "AssumeRole",
    parameters: { roleArn: botRoleArn, roleSessionName: "x" },
    by: user,
  }),
  hit("role-assumed", "a function assumes it by the global endpoint", {
    service: "sts",
    region: globalRegion,
    eventName: "AssumeRole",
    parameters: { roleArn: botRoleArn, roleSessionName: "x" },
    ...serviceItself("lambda.amazonaws.com"),
  }),
  hit("denied", "a user is denied the secret, without parameters", {
    ...sm,
    eventName: "GetSecretValue",
    by: user,
    error: ["AccessDenied", refusedRead],
  }),
  hit("denied", "an operator is denied reading what he puts", {
    ...read(secretArn),
    by: operator,
    error: ["AccessDenied", "explicit deny"],
  }),
  hit("denied", "a user is denied the custody key", {
    service: "kms",
    eventName: "Decrypt",
    by: user,
    error: [
      "AccessDenied",
      `User: x is not authorized to perform: kms:Decrypt on resource: ${custodyKeyArn} ${noWord}`,
    ],
  }),
  hit("denied", "an operator is denied the key past Secrets Manager", {
    ...decrypt,
    by: operator,
    error: ["AccessDenied", "explicit deny"],
  }),
  hit("denied", "a user is denied the bot's role", {
    service: "sts",
    eventName: "AssumeRole",
    by: user,
    error: ["AccessDenied", `User: x is not authorized to perform: sts:AssumeRole on resource: ${botRoleArn}`],
  }),
  hit("denied", "a user is denied changing the role", {
    ...iam,
    eventName: "PutRolePolicy",
    by: user,
    error: [
      "AccessDenied",
      `User: x is not authorized to perform: iam:PutRolePolicy on resource: role ${botRole} ${noWord}`,
    ],
  }),
  ...deeds("secret-changed", "a deployer", { ...sm, by: deployer }, [
    ["PutResourcePolicy", { secretId: secretArn, resourcePolicy: "{}" }],
    ["DeleteResourcePolicy", { secretId: secretName }],
    ["UpdateSecret", { secretId: secretArn, kmsKeyId: otherKey }],
    ["DeleteSecret", { secretId: secretArn, recoveryWindowInDays: 7 }],
    ["ReplicateSecretToRegions", { secretId: secretArn, addReplicaRegions: [{ region: "eu-north-1" }] }],
    ["RotateSecret", { secretId: secretName, rotationLambdaARN: "arn:aws:lambda:eu-west-1:111122223333:function:x" }],
  ]),
  hit("secret-put", "an admin puts another credential", {
    ...sm,
    eventName: "PutSecretValue",
    parameters: { secretId: secretName, clientRequestToken: "7a1c52a6" },
    by: session(roleArn("bulkhead-admin")),
  }),
  hit("secret-put", "a user moves the label of versions", {
    ...sm,
    eventName: "UpdateSecretVersionStage",
    parameters: { secretId: secretArn, versionStage: "AWSCURRENT", moveToVersionId: "7a1c52a6" },
    by: user,
  }),
  hit("key-in-danger", "a responder disables the custody key by its id", {
    ...kms(custodyKeyArn),
    eventName: "DisableKey",
    parameters: { keyId: custodyKeyId },
    by: session(roleArn("bulkhead-responder")),
  }),
  hit("key-in-danger", "an admin schedules the records key for deletion", {
    ...kms(recordsKeyArn),
    eventName: "ScheduleKeyDeletion",
    parameters: { keyId: recordsKeyArn, pendingWindowInDays: 7 },
    by: session(roleArn("bulkhead-admin")),
  }),
  hit("key-in-danger", "KMS deletes the key at the end of its window", {
    ...kms(custodyKeyArn),
    eventName: "DeleteKey",
    by: { accountId: account, invokedBy: "AWS Internal" },
    from: "AWS Internal",
    serviceEvent: true,
  }),
  hit("key-changed", "a deployer changes the custody key's policy", {
    ...kms(custodyKeyArn),
    eventName: "PutKeyPolicy",
    parameters: { keyId: custodyKeyId, policyName: "default", policy: "{}" },
    by: deployer,
  }),
  hit("key-changed", "the answer to a changed policy names the key in the request alone", {
    service: "kms",
    eventName: "PutKeyPolicy",
    parameters: { keyId: custodyKeyArn, policyName: "default", policy: "{}" },
    by: deployer,
  }),
  hit("key-changed", "an admin enables a key again", { ...kms(custodyKeyArn), eventName: "EnableKey", by: stranger }),
  hit("key-changed", "a service takes a grant on the custody key", {
    ...kms(custodyKeyArn),
    eventName: "CreateGrant",
    ...through("ec2-frontend-api.amazonaws.com", deployer),
  }),
  hit("key-changed", "a deployer grants the records key himself", {
    ...kms(recordsKeyArn),
    eventName: "CreateGrant",
    parameters: { keyId: recordsKeyArn, granteePrincipal: "arn:aws:iam::444455556666:root", operations: ["Decrypt"] },
    by: deployer,
  }),
  ...[
    "UpdateAssumeRolePolicy",
    "PutRolePolicy",
    "AttachRolePolicy",
    "DeleteRolePolicy",
    "AddRoleToInstanceProfile",
  ].map((eventName) =>
    hit("role-changed", `a deployer calls ${eventName}`, {
      ...iam,
      eventName,
      parameters: { roleName: botRole, policyName: "x", policyDocument: "{}" },
      by: deployer,
    }),
  ),
  hit("host-entered", "an admin opens a session", {
    service: "ssm",
    eventName: "StartSession",
    parameters: { target: hostId },
    by: session(roleArn("bulkhead-admin")),
  }),
  hit("host-entered", "a command to the host", {
    service: "ssm",
    eventName: "SendCommand",
    parameters: {
      documentName: "AWS-RunShellScript",
      instanceIds: [hostId],
      parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
    },
    by: operator,
  }),
  hit("host-entered", "a command to all hosts of a tag", {
    service: "ssm",
    eventName: "SendCommand",
    parameters: { documentName: "AWS-RunShellScript", targets: [{ key: "tag:team", values: ["trading"] }] },
    by: user,
  }),
  hit("host-entered", "an operator has the host do something by its own document", {
    service: "ssm",
    eventName: "SendCommand",
    parameters: {
      documentName: watched.operatorDocuments.act,
      targets: [{ key: "tag:bulkhead:bot", values: ["grid"] }],
    },
    by: operator,
  }),
  hit("host-entered", "a standing order for every host", {
    service: "ssm",
    eventName: "CreateAssociation",
    parameters: { name: "AWS-RunShellScript", targets: [{ key: "InstanceIds", values: ["*"] }] },
    by: user,
  }),
  hit("host-entered", "a standing order gets other commands and keeps its targets", {
    service: "ssm",
    eventName: "UpdateAssociation",
    parameters: { associationId: "8dfe3659-4309-493a-8755-0123456789ab", name: "AWS-RunShellScript" },
    by: user,
  }),
  hit("host-entered", "an SSH key is pushed", {
    service: "ec2-instance-connect",
    eventName: "SendSSHPublicKey",
    parameters: { instanceId: hostId, instanceOSUser: "ec2-user" },
    by: user,
  }),
  ...deeds("orders-changed", "a stranger", { service: "ssm", by: stranger }, [
    ["UpdateDocument", { name: watched.operatorDocuments.act, documentVersion: "$LATEST" }],
    ["UpdateDocumentDefaultVersion", { name: watched.operatorDocuments.act, documentVersion: "2" }],
    ["DeleteDocument", { name: watched.operatorDocuments.look }],
  ]),
  hit("orders-changed", "an operator makes one of its name", {
    service: "ssm",
    eventName: "CreateDocument",
    parameters: { name: watched.operatorDocuments.act, documentType: "Command" },
    by: operator,
  }),
  hit("host-rewritten", "a deployer writes other user data", {
    ...ec2,
    eventName: "ModifyInstanceAttribute",
    parameters: { instanceId: hostId, userData: "<sensitiveDataRemoved>" },
    by: deployer,
  }),
  ...deeds("host-changed", "a stranger", { ...ec2, by: stranger }, [
    ["StopInstances", { instancesSet: { items: [{ instanceId: hostId }] }, force: false }],
    ["TerminateInstances", { instancesSet: { items: [{ instanceId: "i-0ccc" }, { instanceId: hostId }] } }],
    ["ModifyInstanceAttribute", { instanceId: hostId, disableApiTermination: { value: false } }],
    ["DetachVolume", { volumeId: watched.volumeIds[0], force: true }],
    ["AttachVolume", { volumeId: watched.volumeIds[0], instanceId: "i-0ccc", device: "/dev/sdg" }],
    [
      "ModifyInstanceMetadataOptions",
      { ModifyInstanceMetadataOptionsRequest: { InstanceId: hostId, HttpTokens: "optional" } },
    ],
    [
      "AssociateIamInstanceProfile",
      { AssociateIamInstanceProfileRequest: { InstanceId: hostId, IamInstanceProfile: {} } },
    ],
    ["ModifyNetworkInterfaceAttribute", { networkInterfaceId: watched.interfaceIds[0], groupSet: { items: [] } }],
  ]),
  hit("host-changed", "a stranger gives the host another profile", {
    ...ec2,
    eventName: "ReplaceIamInstanceProfileAssociation",
    parameters: {
      ReplaceIamInstanceProfileAssociationRequest: { AssociationId: "iip-assoc-0a", IamInstanceProfile: {} },
    },
    answer: {
      ReplaceIamInstanceProfileAssociationResponse: { iamInstanceProfileAssociation: { instanceId: hostId } },
    },
    by: stranger,
  }),
  ...deeds("address-moved", "a deployer", { ...ec2, by: deployer }, [
    ["AssociateAddress", { allocationId: watched.allocationIds[0], instanceId: "i-0ccc" }],
    ["AssociateAddress", { publicIp: watched.egressIps[1], instanceId: "i-0ccc" }],
    ["AssociateAddress", { allocationId: "eipalloc-0ccc", networkInterfaceId: watched.interfaceIds[0] }],
    ["DisassociateAddress", { associationId: watched.associationId }],
    ["ReleaseAddress", { allocationId: watched.allocationIds[1] }],
    ["EnableAddressTransfer", { EnableAddressTransferRequest: { AllocationId: watched.allocationIds[0] } }],
  ]),
  ...deeds("network-opened", "a deployer", { ...ec2, by: deployer }, [
    ["AuthorizeSecurityGroupIngress", { groupId: watched.securityGroupIds[0], ipPermissions: { items: [] } }],
    ["AuthorizeSecurityGroupEgress", { groupId: watched.securityGroupIds[0], ipPermissions: { items: [] } }],
    ["ModifySecurityGroupRules", { ModifySecurityGroupRulesRequest: { GroupId: watched.securityGroupIds[0] } }],
    ["ReplaceRoute", { routeTableId: watched.routeTableIds[0], destinationCidrBlock: "0.0.0.0/0" }],
    ["CreateVpcEndpoint", { CreateVpcEndpointRequest: { VpcId: watched.vpcId } }],
    ["AssociateDhcpOptions", { vpcId: watched.vpcId, dhcpOptionsId: "dopt-0a" }],
    ["DeleteFlowLogs", { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: watched.flowLogId } } }],
  ]),
  ...deeds("dns-opened", "a deployer", { service: "route53resolver", by: deployer }, [
    [
      "UpdateFirewallDomains",
      { firewallDomainListId: watched.firewall.domainListIds[0], operation: "ADD", domains: ["x"] },
    ],
    ["UpdateFirewallRule", { firewallRuleGroupId: watched.firewall.ruleGroupId, action: "ALLOW" }],
    ["DisassociateFirewallRuleGroup", { firewallRuleGroupAssociationId: watched.firewall.associationId }],
    ["UpdateFirewallConfig", { resourceId: watched.vpcId, firewallFailOpen: "ENABLED" }],
  ]),
  ...deeds("disk-copied", "a deployer", { ...ec2, by: deployer }, [
    ["CreateSnapshot", { volumeId: watched.volumeIds[0] }],
    ["CreateSnapshots", { CreateSnapshotsRequest: { InstanceSpecification: { InstanceId: hostId } } }],
    ["CreateImage", { instanceId: hostId, name: "x", noReboot: true }],
  ]),
  hit("disk-shared", "a snapshot is shared with another account", {
    ...ec2,
    eventName: "ModifySnapshotAttribute",
    parameters: {
      snapshotId: "snap-0a",
      attributeType: "CREATE_VOLUME_PERMISSION",
      createVolumePermission: { add: { items: [{ userId: "444455556666" }] } },
    },
    by: deployer,
  }),
  hit("disk-shared", "an image is made public", {
    ...ec2,
    eventName: "ModifyImageAttribute",
    parameters: {
      imageId: "ami-0a",
      attributeType: "launchPermission",
      launchPermission: { add: { items: [{ group: "all" }] } },
    },
    by: user,
  }),
  hit("data-deleted", "a deployer deletes a snapshot", {
    ...ec2,
    eventName: "DeleteSnapshot",
    parameters: { snapshotId: "snap-0a" },
    by: deployer,
  }),
  hit("code-exposed", "a stranger opens the bucket", {
    service: "s3",
    eventName: "PutBucketPolicy",
    parameters: { bucketName: watched.bucketName, bucketPolicy: {} },
    by: stranger,
  }),
  hit("code-exposed", "a stranger opens the repository", {
    service: "ecr",
    eventName: "SetRepositoryPolicy",
    parameters: { repositoryName: watched.repositoryName },
    by: stranger,
  }),
  ...(
    [
      ["events", "DisableRule", { name: "grid-eyes-secret-read-1a2b3c4" }],
      ["events", "RemoveTargets", { rule: "grid-eyes-secret-read-1a2b3c4", ids: ["x"] }],
      ["monitoring", "DeleteAlarms", { alarmNames: ["x", "grid-alerts-host-1a2b3c4"] }],
      ["monitoring", "SetAlarmState", { alarmName: "grid-eyes-silence-1a2b3c4", stateValue: "OK" }],
      ["sns", "SetTopicAttributes", { topicArn: watched.topicArn, attributeName: "Policy" }],
      ["logs", "DeleteLogStream", { logGroupName: "/bulkhead/grid", logStreamName: "i-0a" }],
    ] as const
  ).map(([service, eventName, parameters]) =>
    hit("eyes-closed", `a stranger calls ${eventName}`, { service, eventName, parameters, by: stranger }),
  ),
  hit("eyes-closed", "somebody unsubscribes by the link in a mail", {
    service: "sns",
    eventName: "Unsubscribe",
    parameters: { subscriptionArn: `${watched.topicArn}:7a1c52a6-0000-4000-8000-4d6f3f0b2c11` },
    by: { type: "Unknown", principalId: "Anonymous", accountId: "" },
  }),
];

const miss = (of: string, title: string, record: Parameters<typeof event>[0]): Case & { readonly of: string } => ({
  ...hit([], title, record),
  of,
});

/** One step beside each rule: nothing fires. */
export const nearMisses: readonly (Case & { readonly of: string })[] = [
  miss("secret-read", "a user reads another secret", { ...read(otherSecret), by: user }),
  miss("secret-read", "a user reads one whose name begins like it", { ...read(`${secretName}-2`), by: user }),
  miss("secret-read", "a user looks at the secret's description", {
    ...sm,
    eventName: "DescribeSecret",
    parameters: { secretId: secretName },
    by: user,
  }),
  miss("secret-read", "the host reads it from the next address, which is held", {
    ...read(secretName),
    ...host,
    from: watched.egressIps[1],
  }),
  miss("key-used", "a user decrypts with another key", { ...decrypt, ...kms(otherKey), by: user }),
  miss("key-used", "the records key is used by EC2", { ...decrypt, ...kms(recordsKeyArn), by: user }),
  miss("key-used", "another bot has Secrets Manager decrypt its own secret", {
    ...decrypt,
    ...kms(otherKey),
    ...through(secretsManager, otherBot),
  }),
  miss("role-strays", "another bot's role asks who it is", {
    service: "sts",
    eventName: "GetCallerIdentity",
    by: otherBot,
  }),
  miss("role-assumed", "EC2 assumes another role", {
    service: "sts",
    eventName: "AssumeRole",
    parameters: { roleArn: roleArn("other-bot-1a2b3c4") },
    by: user,
  }),
  miss("denied", "the host is denied on its own address while an incident is contained", {
    ...sm,
    eventName: "GetSecretValue",
    ...host,
    error: ["AccessDenied", refusedRead],
  }),
  miss("denied", "a user is denied another secret", {
    ...sm,
    eventName: "GetSecretValue",
    by: user,
    error: ["AccessDenied", `not authorized to perform: secretsmanager:GetSecretValue on resource: ${otherSecret}`],
  }),
  miss("denied", "a call on the role that failed for another reason", {
    ...iam,
    eventName: "GetRolePolicy",
    by: user,
    parameters: { roleName: botRole },
    error: ["NoSuchEntityException", "no such policy"],
  }),
  miss("secret-changed", "another secret's policy", {
    ...sm,
    eventName: "PutResourcePolicy",
    parameters: { secretId: otherSecret },
    by: user,
  }),
  miss("secret-changed", "a tag on the secret", {
    ...sm,
    eventName: "TagResource",
    parameters: { secretId: secretArn },
    by: deployer,
  }),
  miss("secret-put", "an operator, whose role has a path, puts it", {
    ...sm,
    eventName: "PutSecretValue",
    parameters: { secretId: secretName },
    by: operator,
  }),
  miss("key-in-danger", "another key is disabled", {
    ...kms(otherKey),
    eventName: "DisableKey",
    parameters: { keyId: otherKey },
    by: user,
  }),
  miss("key-changed", "ECR takes its grant on the records key", {
    ...kms(recordsKeyArn),
    eventName: "CreateGrant",
    ...through("AWS Internal", deployer),
  }),
  miss("key-changed", "KMS rotates the key", {
    ...kms(custodyKeyArn),
    eventName: "RotateKey",
    by: { accountId: account, invokedBy: "AWS Internal" },
    from: "AWS Internal",
    serviceEvent: true,
  }),
  miss("role-changed", "another bot's role", {
    ...iam,
    eventName: "PutRolePolicy",
    parameters: { roleName: "other-bot-1a2b3c4" },
    by: deployer,
  }),
  miss("role-changed", "a tag on the role", {
    ...iam,
    eventName: "TagRole",
    parameters: { roleName: botRole },
    by: deployer,
  }),
  miss("host-entered", "a session on another host", {
    service: "ssm",
    eventName: "StartSession",
    parameters: { target: "i-0ccc" },
    by: user,
  }),
  miss("host-entered", "a command to a list of other hosts", {
    service: "ssm",
    eventName: "SendCommand",
    parameters: { targets: [{ key: "InstanceIds", values: ["i-0ccc"] }] },
    by: user,
  }),
  miss("host-entered", "a standing order for other hosts is changed", {
    service: "ssm",
    eventName: "UpdateAssociation",
    parameters: {
      associationId: "8dfe3659-4309-493a-8755-0123456789ab",
      name: "AWS-RunShellScript",
      targets: [{ key: "InstanceIds", values: ["i-0ccc"] }],
    },
    by: user,
  }),
  miss("host-entered", "an operator looks at the host by its own document", {
    service: "ssm",
    eventName: "SendCommand",
    parameters: {
      documentName: watched.operatorDocuments.look,
      targets: [{ key: "tag:bulkhead:bot", values: ["grid"] }],
    },
    by: operator,
  }),
  miss("orders-changed", "a stranger rewrites another host's document", {
    service: "ssm",
    eventName: "UpdateDocument",
    parameters: { name: `${watched.operatorDocuments.act}-2`, documentVersion: "$LATEST" },
    by: stranger,
  }),
  miss("orders-changed", "a deployer brings a new release", {
    service: "ssm",
    eventName: "UpdateDocument",
    parameters: { name: watched.operatorDocuments.act, documentVersion: "$LATEST" },
    by: deployer,
  }),
  miss("host-rewritten", "a deployer lifts the termination protection", {
    ...ec2,
    eventName: "ModifyInstanceAttribute",
    parameters: { instanceId: hostId, disableApiTermination: { value: false } },
    by: deployer,
  }),
  miss("host-changed", "another host is stopped", {
    ...ec2,
    eventName: "StopInstances",
    parameters: { instancesSet: { items: [{ instanceId: "i-0ccc" }] } },
    by: stranger,
  }),
  miss("address-moved", "another address is released", {
    ...ec2,
    eventName: "ReleaseAddress",
    parameters: { allocationId: "eipalloc-0ccc" },
    by: user,
  }),
  miss("network-opened", "another security group is opened", {
    ...ec2,
    eventName: "AuthorizeSecurityGroupIngress",
    parameters: { groupId: "sg-0ccc" },
    by: user,
  }),
  miss("dns-opened", "another list of names grows", {
    service: "route53resolver",
    eventName: "UpdateFirewallDomains",
    parameters: { firewallDomainListId: "rslvr-fdl-0ccc" },
    by: user,
  }),
  miss("disk-copied", "another volume's snapshot", {
    ...ec2,
    eventName: "CreateSnapshot",
    parameters: { volumeId: "vol-0ccc" },
    by: user,
  }),
  miss("disk-shared", "a sharing is taken back", {
    ...ec2,
    eventName: "ModifySnapshotAttribute",
    parameters: {
      snapshotId: "snap-0a",
      attributeType: "CREATE_VOLUME_PERMISSION",
      createVolumePermission: { remove: { items: [{ userId: "444455556666" }] } },
    },
    by: user,
  }),
  miss("data-deleted", "a volume of another bot goes", {
    ...ec2,
    eventName: "DeleteVolume",
    parameters: { volumeId: "vol-0ccc" },
    by: user,
  }),
  miss("code-exposed", "another bucket's policy", {
    service: "s3",
    eventName: "PutBucketPolicy",
    parameters: { bucketName: "other" },
    by: user,
  }),
  miss("eyes-closed", "another stack's alarm", {
    service: "monitoring",
    eventName: "DeleteAlarms",
    parameters: { alarmNames: ["grid-2-eyes-silence-1a2b3c4"] },
    by: user,
  }),
  miss("eyes-closed", "the bot's group gets a new stream", {
    service: "logs",
    eventName: "CreateLogStream",
    parameters: { logGroupName: "/bulkhead/grid", logStreamName: hostId },
    ...host,
  }),
];

const day = (title: string, record: Parameters<typeof event>[0]): Case => hit([], title, record);

/** What AWS records of a bot on a day without trouble. */
export const normalDay: readonly Case[] = [
  day("EC2 assumes the role at boot", {
    service: "sts",
    eventName: "AssumeRole",
    parameters: { roleArn: botRoleArn, roleSessionName: hostId },
    ...serviceItself("ec2.amazonaws.com"),
  }),
  day("the host reads its credential", { ...read(secretName), ...host }),
  day("the host finds the secret still empty", {
    ...read(secretName),
    ...host,
    error: ["ResourceNotFoundException", "can't find the specified secret value for staging label: AWSCURRENT"],
  }),
  day("Secrets Manager decrypts for it", { ...decrypt, ...through(secretsManager, host.by) }),
  day("Secrets Manager decrypts for it, in a record without the session's issuer", {
    ...decrypt,
    ...through(secretsManager, { type: "AssumedRole", arn: host.by.arn, accountId: account, sessionContext: {} }),
  }),
  day("S3 decrypts the archive of host files for it", {
    ...kms(recordsKeyArn),
    eventName: "Decrypt",
    parameters: { encryptionContext: { "aws:s3:arn": `arn:aws:s3:::${watched.bucketName}` } },
    ...through("AWS Internal", host.by),
  }),
  ...["UpdateInstanceInformation", "ListInstanceAssociations", "PutInventory"].map((eventName) =>
    day(`the agent calls ${eventName}`, { service: "ssm", eventName, parameters: { instanceId: hostId }, ...host }),
  ),
  day("the agent is denied what its role leaves out", {
    service: "ssm",
    eventName: "ListInstanceAssociations",
    ...host,
    error: [
      "AccessDenied",
      `User: ${host.by.arn} is not authorized to perform: ssm:ListInstanceAssociations on resource: x`,
    ],
  }),
  day("the log agent opens a stream", {
    service: "logs",
    eventName: "CreateLogStream",
    parameters: { logGroupName: "/bulkhead/grid", logStreamName: hostId },
    ...host,
  }),
  day("the updater fetches an image's manifest", {
    service: "ecr",
    eventName: "BatchGetImage",
    parameters: { repositoryName: watched.repositoryName },
    ...host,
  }),
  day("VPC Flow Logs writes under its role", {
    service: "logs",
    eventName: "CreateLogStream",
    parameters: { logGroupName: "/bulkhead/grid/flow", logStreamName: "eni-0a-all" },
    by: session(watched.flowRoleArn, "vpc-flow-logs"),
    from: "vpc-flow-logs.amazonaws.com",
  }),
  day("an operator puts the credential", {
    ...sm,
    eventName: "PutSecretValue",
    parameters: { secretId: secretName, clientRequestToken: "7a1c52a6" },
    by: operator,
  }),
  day("Secrets Manager encrypts it for the operator", { ...generate, ...through(secretsManager, operator) }),
  day("Secrets Manager decrypts the last one for the operator", { ...decrypt, ...through(secretsManager, operator) }),
  day("an operator moves the label in a rotation", {
    ...sm,
    eventName: "UpdateSecretVersionStage",
    parameters: { secretId: secretArn, versionStage: "AWSCURRENT" },
    by: operator,
  }),
  day("Secrets Manager drops an old version", {
    ...sm,
    eventName: "EndSecretVersionDelete",
    by: { accountId: account, invokedBy: secretsManager },
    from: secretsManager,
    serviceEvent: true,
  }),
  day("Data Lifecycle Manager makes its snapshot", {
    ...ec2,
    eventName: "CreateSnapshot",
    parameters: { volumeId: watched.volumeIds[0] },
    ...through("dlm.amazonaws.com", session(watched.snapshotRoleArn, "DLM")),
  }),
  day("and deletes an old one", {
    ...ec2,
    eventName: "DeleteSnapshot",
    parameters: { snapshotId: "snap-0a" },
    ...through("dlm.amazonaws.com", session(watched.snapshotRoleArn, "DLM")),
  }),
  day("EBS uses the records key for the snapshot", {
    ...kms(recordsKeyArn),
    eventName: "CreateGrant",
    ...through("ec2-frontend-api.amazonaws.com", deployer),
  }),
  day("CloudTrail writes its digest", {
    ...kms(otherKey),
    eventName: "GenerateDataKey",
    ...serviceItself("cloudtrail.amazonaws.com"),
  }),
  day("CloudWatch Logs encrypts under the records key", {
    ...kms(recordsKeyArn),
    eventName: "GenerateDataKey",
    ...serviceItself("logs.amazonaws.com"),
  }),
  day("SNS encrypts an alert", {
    ...kms(recordsKeyArn),
    eventName: "Decrypt",
    ...serviceItself("events.amazonaws.com"),
  }),
  // A deployer's `up` that brings a new artefact.
  ...["DescribeSecret", "GetResourcePolicy"].map((eventName) =>
    day(`the deployer's refresh calls ${eventName}`, {
      ...sm,
      eventName,
      parameters: { secretId: secretArn },
      by: deployer,
    }),
  ),
  ...["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"].map((eventName) =>
    day(`the deployer's refresh calls ${eventName}`, {
      ...kms(custodyKeyArn),
      eventName,
      parameters: { keyId: custodyKeyId },
      by: deployer,
    }),
  ),
  ...["GetRole", "GetRolePolicy", "ListRolePolicies"].map((eventName) =>
    day(`the deployer's refresh calls ${eventName}`, {
      ...iam,
      eventName,
      parameters: { roleName: botRole },
      by: deployer,
    }),
  ),
  day("the deployer passes Secrets Manager's check of the key", { ...keyCheck, ...through(secretsManager, deployer) }),
  day("the deployer stops the old host", {
    ...ec2,
    eventName: "StopInstances",
    parameters: { instancesSet: { items: [{ instanceId: hostId }] } },
    by: deployer,
  }),
  day("lets go of its data", {
    ...ec2,
    eventName: "DetachVolume",
    parameters: { volumeId: watched.volumeIds[0] },
    by: deployer,
  }),
  day("ends it", {
    ...ec2,
    eventName: "TerminateInstances",
    parameters: { instancesSet: { items: [{ instanceId: hostId }] } },
    by: deployer,
  }),
  day("starts the next", {
    ...ec2,
    eventName: "RunInstances",
    parameters: {
      instanceType: "t4g.small",
      networkInterfaceSet: { items: [{ networkInterfaceId: watched.interfaceIds[0] }] },
    },
    by: deployer,
  }),
  day("gives it its data", {
    ...ec2,
    eventName: "AttachVolume",
    parameters: { volumeId: watched.volumeIds[0], instanceId: "i-0ddd", device: "/dev/sdf" },
    by: deployer,
  }),
  day("points the alarms at it", {
    service: "monitoring",
    eventName: "PutMetricAlarm",
    parameters: { alarmName: "grid-alerts-host-1a2b3c4" },
    by: deployer,
  }),
  day("points the rules at it", {
    service: "events",
    eventName: "PutRule",
    parameters: { name: "grid-eyes-host-changed-1a2b3c4" },
    by: deployer,
  }),
];

import { account, region, watched } from "./watched";

/** A CloudTrail record's `userIdentity`: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export type Identity = Readonly<Record<string, unknown>>;

/** A record as AWS documents it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export interface Record_ {
  readonly service: string;
  readonly eventName: string;
  readonly by: Identity;
  readonly from?: string;
  readonly parameters?: Readonly<Record<string, unknown>> | null;
  readonly answer?: Readonly<Record<string, unknown>> | null;
  readonly resources?: readonly { readonly ARN: string }[];
  readonly error?: readonly [code: string, message: string];
  readonly region?: string;
  readonly serviceEvent?: boolean;
  readonly more?: Readonly<Record<string, unknown>>;
}

/**
 * The event that EventBridge gets for a record:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function event(record: Record_): Readonly<Record<string, unknown>> {
  const at = record.region ?? region;
  const [errorCode, errorMessage] = record.error ?? [];
  return {
    version: "0",
    id: "36eb8523-97d0-4518-b33d-ee3579ff19f0",
    "detail-type": record.serviceEvent === true ? "AWS Service Event via CloudTrail" : "AWS API Call via CloudTrail",
    source: `aws.${record.service}`,
    account,
    time: "2026-03-01T03:00:00Z",
    region: at,
    resources: [],
    detail: {
      eventVersion: "1.11",
      userIdentity: record.by,
      eventTime: "2026-03-01T03:00:00Z",
      eventSource: `${record.service}.amazonaws.com`,
      eventName: record.eventName,
      awsRegion: at,
      sourceIPAddress: record.from ?? "203.0.113.9",
      userAgent: "aws-cli/2.31.0",
      ...(errorCode === undefined ? {} : { errorCode, errorMessage }),
      requestParameters: record.parameters ?? null,
      responseElements: record.answer ?? null,
      requestID: "a7d4dd6f-6529-4181-9881-67744a270888",
      eventID: "af7476b6-62d7-42c2-bc02-5ce86c21ed36",
      readOnly: /^(?:Get|List|Describe|Decrypt)/u.test(record.eventName),
      ...(record.resources === undefined
        ? {}
        : { resources: record.resources.map((one) => ({ accountId: account, type: "AWS::KMS::Key", ...one })) }),
      eventType: record.serviceEvent === true ? "AwsServiceEvent" : "AwsApiCall",
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: "Management",
      ...record.more,
    },
  };
}

/** A session of a role, as a person or a program has it. */
export function session(roleArn: string, name = "someone"): Identity & { readonly arn: string } {
  const role = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  return {
    type: "AssumedRole",
    principalId: `AROAEXAMPLEEXAMPLE:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
    accountId: account,
    accessKeyId: "EXAMPLE_KEY_ID",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLEEXAMPLE",
        arn: roleArn,
        accountId: account,
        userName: role,
      },
      attributes: { creationDate: "2026-03-01T02:00:00Z", mfaAuthenticated: "false" },
    },
  };
}

/** The bot's host; credentials of an instance carry its id. */
export const host = {
  by: { ...session(watched.botRoleArn, watched.instanceIds[0]), ec2RoleDelivery: "2.0" },
  from: watched.egressIps[0],
} as const;

/** What a service does in a caller's name: the service stands in `invokedBy` and in the address's place. */
export function through(service: string, by: Identity): { readonly by: Identity; readonly from: string } {
  return { by: { ...by, invokedBy: service }, from: service };
}

/** A service by itself. */
export function serviceItself(service: string): { readonly by: Identity; readonly from: string } {
  return { by: { type: "AWSService", invokedBy: service }, from: service };
}

/** A user with access keys. */
export const user: Identity = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: `arn:aws:iam::${account}:user/mallory`,
  accountId: account,
  accessKeyId: "EXAMPLE_KEY_ID",
  userName: "mallory",
};

export const root: Identity = {
  type: "Root",
  principalId: account,
  arn: `arn:aws:iam::${account}:root`,
  accountId: account,
  accessKeyId: "",
};

/** Where an account's stack writes down what others need to know of it, once in each region that it watches. */
export const accountParameter = "/bulkhead/account";

/** What stands there, as JSON: names alone, so that commands find them without Pulumi. */
export interface AccountNames {
  /** Home of trail, journal and fingerprint key. */
  readonly region: string;
  readonly trailArn: string;
  readonly trailBucket: string;
  /** Name of the log group that operators' journals are written to, in the home region. */
  readonly journalLogGroup: string;
  /** ARN of the KMS key (HMAC_256) that fingerprints of credentials are made with, in the home region. */
  readonly fingerprintKeyArn: string;
  /** ARN of the topic that tells of the account's own alerts, in the home region. */
  readonly alertTopicArn: string;
  /** ARN of the IAM policy that lets operators and responders write their journals. */
  readonly operatorPolicyArn: string;
  /** ARN of the permissions boundary for bots' roles; absent where a service control policy is in its place. */
  readonly boundaryArn?: string;
}

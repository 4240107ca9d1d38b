/** Where a stack lives: what every ARN and service name in a policy document is built from. */
export interface Place {
  /** `aws`, or `aws-us-gov`; from the caller's ARN. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
}

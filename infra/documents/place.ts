/** Where a stack lives: what every ARN and service name in a policy document is built from. */
export interface Place {
  /** From the caller's ARN. */
  readonly partition: "aws" | "aws-us-gov";
  /** Twelve digits. */
  readonly account: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
}

import { isMap } from "../embedded/project";
import type { Aws } from "../aws/aws";

/** Where the account's stack writes down its names, in each region that it watches. */
export const accountParameter = "/bulkhead/account";

/** What the account's stack says of itself. */
export interface AccountNames {
  /** Home of trail, journal and fingerprint key. */
  readonly region: string;
  /** Log group of operators' journals, in the home region. */
  readonly journalLogGroup: string;
  /** ARN of the KMS key (HMAC_256) that fingerprints of credentials are made with, in the home region. */
  readonly fingerprintKeyArn: string;
  readonly trailArn: string;
}

/** The account's names; undefined where no account stack stands, or they may not be read or can't be understood. */
export async function accountNames(aws: Aws): Promise<AccountNames | undefined> {
  try {
    const { GetParameterCommand } = await import("@aws-sdk/client-ssm");
    const client = await aws.client("ssm");
    const { Parameter: parameter } = await client.send(new GetParameterCommand({ Name: accountParameter }));
    const content: unknown = JSON.parse(parameter?.Value ?? "");
    if (!isMap(content)) return undefined;
    const { region, journalLogGroup, fingerprintKeyArn, trailArn } = content;
    const isWhole = [region, journalLogGroup, fingerprintKeyArn, trailArn].every((one) => typeof one === "string");
    return isWhole ? (content as unknown as AccountNames) : undefined;
  } catch {
    return undefined;
  }
}

import { Account } from "../account/account";
import { defaultVpcs } from "../account/default-vpcs";
import type { AccountConfig } from "../account-config";

/** What an account that bots run in has once. */
export async function accountProgram(config: AccountConfig): Promise<Record<string, unknown>> {
  const regions = [...new Set([config.region, ...config.botRegions])];
  const account = new Account(config.stack, { ...config, defaultVpcs: await defaultVpcs(regions) });
  const { trailArn, trailBucket, journalLogGroup, fingerprintKeyArn, alertTopicArn } = account;
  const { operatorPolicyArn, boundaryArn, watchedRegions, fleetDashboard } = account;
  return {
    trailArn,
    trailBucket,
    journalLogGroup,
    fingerprintKeyArn,
    alertTopicArn,
    operatorPolicyArn,
    ...(boundaryArn && { boundaryArn }),
    watchedRegions,
    fleetDashboard,
  };
}

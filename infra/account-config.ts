import type { ConfigReading } from "./config-reading";
import {
  partitionOf,
  readAlertEmails,
  readAlertPhones,
  readLogRetentionDays,
  readRegion,
  readRoles,
  readStackName,
  regionName,
} from "./config-values";
import type { Roles } from "./documents/roles";

/** What the owner of an account's stack decided, checked as a whole. */
export interface AccountConfig extends Roles {
  readonly kind: "account";
  /** The stack's short name, which resource names are made of: lower-case letters, digits and hyphens. */
  readonly stack: string;
  /** Home of trail, journal and keys, such as `eu-west-1`. */
  readonly region: string;
  /** Regions where bots run, each once; the home need not be one of them. */
  readonly botRegions: readonly string[];
  /** Who gets the account's alerts; one at least. */
  readonly alertEmails: readonly string[];
  /** Who gets them as text messages; telephone numbers in E.164 form. */
  readonly alertPhones: readonly string[];
  /** One of the values that CloudWatch Logs allows; a year at least. */
  readonly logRetentionDays: number;
  /** What the account may cost a month, in US dollars. */
  readonly monthlyBudgetUsd: number;
  /** Root, organisational unit or account that the service control policy is attached to; absent: no organisation. */
  readonly organizationTarget?: string;
  /** Whether the stack makes the GuardDuty detectors; false where somebody else does. */
  readonly guardDuty: boolean;
}

type Parsed = { readonly config: AccountConfig } | { readonly errors: readonly string[] };

/** Targets of PolicyAttachment: https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
const organizationTarget = /^(?:r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/u;
const mostUsd = 9_999_999;
/** Anything shorter ends before a theft is found: a stolen key is often used months later. */
const leastDays = 365;

/** Reads the rest of an account's configuration; what is wrong with it is in the reading's errors. */
export function parseAccountConfig(reading: ConfigReading): Parsed {
  readStackName(reading);
  const region = readRegion(reading);
  refuse(reading, region);
  const botRegions = readBotRegions(reading, region);
  const roles = readRoles(reading, region);
  const alertEmails = readAlertEmails(reading);
  if (reading.list("bulkhead:alertEmails")?.length === 0) {
    const remedy = `Run: pulumi config set --path 'bulkhead:alertEmails[0]' oncall@example.com --stack ${reading.stack}`;
    reading.report("bulkhead:alertEmails", `is empty, expected somebody who hears of a stopped trail. ${remedy}`);
  }
  const alertPhones = readAlertPhones(reading);
  const logRetentionDays = readLogRetentionDays(reading);
  if (logRetentionDays !== undefined && logRetentionDays < leastDays) {
    const key = "bulkhead:logRetentionDays";
    reading.wrong(key, String(logRetentionDays), `at least ${leastDays}`, "Remove the key for the default, 365.");
  }
  const monthlyBudgetUsd = readBudget(reading);
  const target = reading.matching(
    "bulkhead:organizationTarget",
    organizationTarget,
    "the id of a root (r-…), of an organisational unit (ou-…) or of an account (twelve digits)",
    "Copy the id that `aws organizations list-roots` or `list-organizational-units-for-parent` shows, or remove the key.",
  );
  const guardDuty = readGuardDuty(reading);
  if (
    reading.errors.length > 0 ||
    region === undefined ||
    botRegions === undefined ||
    roles === undefined ||
    logRetentionDays === undefined ||
    monthlyBudgetUsd === undefined
  ) {
    return { errors: reading.errors };
  }
  return {
    config: {
      kind: "account",
      stack: reading.stack,
      region,
      botRegions,
      ...roles,
      alertEmails,
      alertPhones,
      logRetentionDays,
      monthlyBudgetUsd,
      ...(target === undefined ? {} : { organizationTarget: target }),
      guardDuty,
    },
  };
}

/**
 * Between regions of GovCloud EventBridge routes no events
 * (https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/).
 */
function refuse(reading: ConfigReading, region: string | undefined): void {
  if (region === undefined || partitionOf(region) === "aws") return;
  const remedy =
    "EventBridge carries no events from one region of GovCloud to another, and AWS Budgets is not there: make a trail by " +
    "other means, and know that bots' stacks there are not watched.";
  reading.wrong("aws:region", region, "a region of the partition aws", remedy);
}

function readBotRegions(reading: ConfigReading, region: string | undefined): readonly string[] | undefined {
  const key = "bulkhead:botRegions";
  const regions = reading.list(key);
  if (regions?.length === 0) {
    reading.report(
      key,
      `is ${reading.given(key) === undefined ? "missing" : "empty"}, expected the regions where bots run: elsewhere nobody ` +
        `hears of changes to their roles. Run: pulumi config set --path '${key}[0]' ${region ?? "eu-west-1"} --stack ${reading.stack}`,
    );
    return undefined;
  }
  regions?.forEach((one, index) => {
    if (!regionName.test(one) || one.startsWith("cn-")) {
      reading.wrong(key, one, "the name of an AWS region", "Write one such as eu-west-1 or ap-northeast-1.", index);
    } else if (partitionOf(one) !== "aws") {
      reading.wrong(key, one, "a region of the partition aws", "Remove it: events don't reach it from here.", index);
    } else if (regions.indexOf(one) !== index) {
      reading.report(key, `names the same region as ${key}[${regions.indexOf(one)}]. Remove one of the two.`, index);
    }
  });
  return regions;
}

function readBudget(reading: ConfigReading): number | undefined {
  const key = "bulkhead:monthlyBudgetUsd";
  const text = reading.given(key);
  if (text === undefined || text === "0") {
    reading.missing(key, "what the account may cost a month, in whole US dollars", "300");
    return undefined;
  }
  if (/^[1-9]\d{0,6}$/u.test(text)) return Number(text);
  const remedy = "Take what the bots cost by `bulkhead cost` and some more.";
  reading.wrong(key, text, `a whole number of US dollars from 1 to ${mostUsd}`, remedy);
  return undefined;
}

function readGuardDuty(reading: ConfigReading): boolean {
  const key = "bulkhead:guardDuty";
  const text = reading.given(key);
  if (text !== undefined && text !== "true" && text !== "false") {
    reading.wrong(key, text, "true or false", "Write false where the organisation runs GuardDuty for this account.");
  }
  return text !== "false";
}

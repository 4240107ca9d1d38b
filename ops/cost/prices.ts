/** A price and where it is from. */
export interface Price {
  /** US dollars for one unit. */
  readonly usd: number;
  /** What one unit is, such as "hour" or "GB-month". */
  readonly per: string;
  /**
   * `aws`: AWS's page says it; `third party`: another's page quotes it; `given`: on the command line; `unverified`: nobody
   * has compared it with a page.
   */
  readonly evidence: "aws" | "third party" | "given" | "unverified";
  /** Page or project that says it; AWS's page to compare with where it is unverified. */
  readonly source: string;
  /** Day of the source, or on which it was read or the price written down. */
  readonly date: string;
}

/** The day on which this table was put together, and the region whose list prices it holds. */
export const pricesOf = { date: "2026-11-28", region: "us-east-1" } as const;

const cloudWatch = "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/";
const guardDuty = "https://www.factualminds.com/blog/amazon-guardduty-pricing-data-sources-multi-account/";

const unverified = (usd: number, per: string, page: string): Price => ({
  usd,
  per,
  evidence: "unverified",
  source: `https://aws.amazon.com/${page}/pricing/`,
  date: pricesOf.date,
});
const stated = (usd: number, per: string, source: string, date: string): Price => ({
  usd,
  per,
  evidence: "aws",
  source,
  date,
});
const quoted = (usd: number, per: string, source: string, date: string): Price => ({
  usd,
  per,
  evidence: "third party",
  source,
  date,
});
const hosts = (types: Readonly<Record<string, number>>): Record<string, Price> =>
  Object.fromEntries(Object.entries(types).map(([type, usd]) => [`instance:${type}`, unverified(usd, "hour", "ec2")]));

/** Prices by id. Without free tiers, discounts and taxes. */
export const prices: Readonly<Record<string, Price>> = {
  ...hosts({
    "t4g.nano": 0.0042,
    "t4g.micro": 0.0084,
    "t4g.small": 0.0168,
    "t4g.medium": 0.0336,
    "t4g.large": 0.0672,
    "t4g.xlarge": 0.1344,
    "t4g.2xlarge": 0.2688,
    "c7g.medium": 0.0363,
    "c7g.large": 0.0725,
    "c7g.xlarge": 0.145,
    "m7g.medium": 0.0408,
    "m7g.large": 0.0816,
    "m7g.xlarge": 0.1632,
    "r7g.medium": 0.0536,
    "r7g.large": 0.1071,
  }),
  "public-ipv4": quoted(
    0.005,
    "hour",
    "https://www.doit.com/aws-public-ipv4-price-increase-the-complete-guide/",
    "2024-02-01",
  ),
  "data-out": unverified(0.09, "GB", "ec2"),
  "nat-gateway": quoted(0.045, "hour", "https://github.com/chime/terraform-aws-alternat", "2026-11-28"),
  "nat-gateway-data": quoted(0.045, "GB", "https://github.com/chime/terraform-aws-alternat", "2026-11-28"),
  "vpc-endpoint": unverified(0.01, "hour", "privatelink"),
  "volume-gp3": unverified(0.08, "GB-month", "ebs"),
  snapshot: unverified(0.05, "GB-month", "ebs"),
  "kms-key": stated(1, "key and month", "https://aws.amazon.com/kms/pricing/", "2026-11-28"),
  "kms-calls": quoted(0.03, "10,000 calls", "https://cloudburn.io/blog/aws-kms-pricing", "2026-03-14"),
  secret: quoted(
    0.4,
    "secret and month",
    "https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms",
    "2026-11-28",
  ),
  "secret-calls": quoted(
    0.05,
    "10,000 calls",
    "https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms",
    "2026-11-28",
  ),
  bucket: unverified(0.023, "GB-month", "s3"),
  images: unverified(0.1, "GB-month", "ecr"),
  "log-in": quoted(0.5, "GB", cloudWatch, "2026-06-13"),
  "log-kept": unverified(0.03, "GB-month", "cloudwatch"),
  alarm: unverified(0.1, "metric and month", "cloudwatch"),
  "composite-alarm": unverified(0.5, "alarm and month", "cloudwatch"),
  metric: quoted(0.3, "metric and month", "https://signoz.io/guides/cloudwatch-pricing", "2026-02-15"),
  dashboard: quoted(3, "dashboard and month", cloudWatch, "2026-06-13"),
  "event-rule": unverified(0, "rule on AWS's own events", "eventbridge"),
  "alert-mail": unverified(2, "100,000 mails", "sns"),
  "alert-text": unverified(0.05, "text message (differs by country)", "sns"),
  "dns-queries": stated(0.6, "million queries", "https://aws.amazon.com/route53/pricing/", "2026-09-01"),
  "dns-domain": stated(0.0005, "listed domain and month", "https://aws.amazon.com/route53/pricing/", "2026-09-01"),
  budget: unverified(0, "budget that only tells", "aws-cost-management/aws-budgets"),
  trail: unverified(0, "first copy of management events", "cloudtrail"),
  "guardduty-s3": unverified(0.8, "million events", "guardduty"),
  "event-forwarded": unverified(1, "million events", "eventbridge"),
  "guardduty-events": quoted(4, "million events", guardDuty, "2026-06-13"),
  "guardduty-flow": quoted(1, "GB", guardDuty, "2026-06-13"),
};

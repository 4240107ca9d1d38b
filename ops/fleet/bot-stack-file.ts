import { Document } from "yaml";
import type { People } from "./people";

/** What the stack file of a bot, or of operators for a master key, says in the beginning. */
export interface NewBot {
  readonly kind: "bot" | "operator";
  readonly bot: string;
  readonly exchange: string;
  readonly network: string;
  /** Region code, such as `eu-west-1`. */
  readonly region: string;
  /** As `bulkhead:vpc` has it; absent: a VPC of its own. */
  readonly vpc?: string;
  readonly owner?: string;
  readonly approval?: string;
  readonly people: People;
  readonly alertEmails: readonly string[];
}

/** Alias of the key under which Pulumi keeps a bot's configuration secrets. */
export function configurationAlias(bot: string): string {
  return `alias/bulkhead-${bot}`;
}

/** How Pulumi is told of that key: https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers */
export function secretsProvider({ bot, region }: Pick<NewBot, "bot" | "region">): string {
  return `awskms://${configurationAlias(bot)}?region=${region}`;
}

/** A new stack's file. Its `encryptedkey` is missing: `pulumi stack init` makes that data key and writes it here. */
export function botStackFile(bot: NewBot): string {
  const { people } = bot;
  const document = new Document({
    secretsprovider: secretsProvider(bot),
    config: {
      "aws:region": bot.region,
      ...(bot.kind === "bot" ? { "bulkhead:bot": bot.bot } : { "bulkhead:kind": bot.kind }),
      "bulkhead:exchange": bot.exchange,
      "bulkhead:network": bot.network,
      // Others leave by a gateway alone.
      ...(bot.vpc === "shared" ? { "bulkhead:egress": "nat-gateway" } : {}),
      ...(bot.vpc === undefined ? {} : { "bulkhead:vpc": bot.vpc }),
      ...(bot.owner === undefined ? {} : { "bulkhead:owner": bot.owner }),
      ...(bot.approval === undefined ? {} : { "bulkhead:approval": bot.approval }),
      "bulkhead:admins": people.admins,
      "bulkhead:operators": people.operators,
      "bulkhead:responders": people.responders,
      "bulkhead:deployers": people.deployers,
      ...(bot.alertEmails.length === 0 ? {} : { "bulkhead:alertEmails": bot.alertEmails }),
    },
  });
  return document.toString({ lineWidth: 0 });
}

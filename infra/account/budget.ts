import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountTags } from "./account-tags";

/** What the budget is made of. */
export interface BudgetArgs {
  /** A month, in US dollars. */
  readonly limitUsd: number;
  /** Who is told. */
  readonly emails: readonly string[];
}

/** Tells when the month costs more than planned, or is about to: a stolen role that mines shows here, if nowhere else. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Budget", name, {}, opts);
    const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...args.emails],
    });
    new aws.budgets.Budget(
      name,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.limitUsd),
        limitUnit: "USD",
        notifications: [notification("ACTUAL", 80), notification("ACTUAL", 100), notification("FORECASTED", 100)],
        tags: accountTags,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

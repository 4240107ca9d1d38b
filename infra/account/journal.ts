import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../documents/policy-document";
import type { AccountKey } from "./account-key";
import { accountTags } from "./account-tags";

/** Name of the log group that operators' journals are written to; the key's policy names it before it exists. */
export const journalLogGroup = "/bulkhead/journal";

/** What the journal is made of. */
export interface JournalArgs {
  readonly key: AccountKey;
  /** The key's policy: CloudWatch Logs refuses a key that does not admit it. */
  readonly keyPolicy: aws.kms.KeyPolicy;
  readonly retentionDays: number;
  /** What those who write it may do. */
  readonly writers: pulumi.Input<PolicyDocument>;
}

/**
 * The log group that operators' commands write their journals to. AWS refuses to delete it while its deletion protection is
 * on; nothing that CloudWatch Logs has denies an action to every role of an account, so the policy for its writers
 * denies it to them, a service control policy to everybody where there is an organisation, and the account's alerts tell of it.
 */
export class Journal extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;
  /** ARN of the IAM policy for those who write journals. */
  readonly writersPolicyArn: pulumi.Output<string>;

  constructor(name: string, args: JournalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Journal", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      name,
      {
        name: journalLogGroup,
        kmsKeyId: args.key.arn,
        retentionInDays: args.retentionDays,
        deletionProtectionEnabled: true,
        tags: accountTags,
      },
      { parent: this, protect: true, dependsOn: [args.keyPolicy] },
    );
    const writers = new aws.iam.Policy(
      name,
      {
        // Fixed: permission sets of IAM Identity Center name a policy, not its ARN.
        name: "bulkhead-operators",
        description: "Writes journals of operators' commands; deletes none.",
        policy: pulumi.jsonStringify(args.writers),
        tags: accountTags,
      },
      { parent: this },
    );
    this.groupName = group.name;
    this.writersPolicyArn = writers.arn;
    this.registerOutputs({ groupName: this.groupName, writersPolicyArn: this.writersPolicyArn });
  }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { botRoleTrust, type BotRolePolicies } from "./documents/bot-role-policies";
import type { BotTags } from "./tags";

/** What a bot's role is made of. */
export interface BotRoleArgs {
  readonly tags: BotTags;
  /**
   * ARN of the IAM policy that bounds the role.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** The role of the bot's host. It may do what it was granted and nothing else: no managed policy is attached. */
export class BotRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly instanceProfileName: pulumi.Output<string>;
  readonly #name: string;
  readonly #role: aws.iam.Role;

  constructor(name: string, args: BotRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotRole", name, {}, opts);
    const role = new aws.iam.Role(
      name,
      {
        description: "The host of one trading bot",
        assumeRolePolicy: pulumi.jsonStringify(botRoleTrust),
        ...(args.permissionsBoundary === undefined ? {} : { permissionsBoundary: args.permissionsBoundary }),
        tags: args.tags,
      },
      { parent: this },
    );
    const profile = new aws.iam.InstanceProfile(name, { role: role.name, tags: args.tags }, { parent: this });
    this.#name = name;
    this.#role = role;
    this.arn = role.arn;
    this.instanceProfileName = profile.name;
    this.registerOutputs({ arn: this.arn, instanceProfileName: this.instanceProfileName });
  }

  /** Grants the role what it may do, one inline policy a grant, so that a preview names what is given or taken. */
  grant(policies: pulumi.Output<BotRolePolicies>): readonly aws.iam.RolePolicy[] {
    const grants = ["reads-secret", "writes-log", "answers-ssm", "fetches-artifacts"] as const;
    return grants.map(
      (grant) =>
        new aws.iam.RolePolicy(
          `${this.#name}-${grant}`,
          { role: this.#role.id, policy: pulumi.jsonStringify(policies.apply((all) => all[grant])) },
          { parent: this },
        ),
    );
  }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { botBoundary } from "../documents/bot-boundary";
import { botServiceControl } from "../documents/bot-service-control";
import type { Roles } from "../documents/roles";
import { accountTags } from "./account-tags";

/** What keeps bots' roles in bounds. */
export interface BotLimitsArgs extends Pick<Roles, "deployers"> {
  /** Name of the account's trail. */
  readonly trailName: string;
  readonly journalLogGroup: string;
  /**
   * Root, organisational unit or account of AWS Organizations that the service control policy is attached to.
   * @default - no organisation: a permissions boundary for the bots' roles to carry
   */
  readonly organizationTarget?: string;
}

/**
 * Whatever a later hand grants a bot's role, it makes no address, key, user or route. In an organisation a service control
 * policy says so, for every role that is tagged as a bot's, and nobody in the account can lift it; elsewhere a permissions
 * boundary does, for the roles that carry it.
 */
export class BotLimits extends pulumi.ComponentResource {
  /** ARN of the boundary for `bulkhead:permissionsBoundary`, where there is no organisation. */
  readonly boundaryArn?: pulumi.Output<string>;

  constructor(name: string, args: BotLimitsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotLimits", name, {}, opts);
    const parent = { parent: this };
    if (args.organizationTarget === undefined) {
      const boundary = new aws.iam.Policy(
        name,
        {
          name: "bulkhead-bots",
          description: "The most that any role of a trading bot's stack can be granted.",
          policy: JSON.stringify(botBoundary),
          tags: accountTags,
        },
        parent,
      );
      this.boundaryArn = boundary.arn;
    } else {
      const policy = new aws.organizations.Policy(
        name,
        {
          name: "bulkhead-bots",
          description: "Trading bots' roles make no addresses, keys, users or routes; journals and trails stay.",
          type: "SERVICE_CONTROL_POLICY",
          content: JSON.stringify(botServiceControl(args)),
          tags: accountTags,
        },
        parent,
      );
      new aws.organizations.PolicyAttachment(name, { policyId: policy.id, targetId: args.organizationTarget }, parent);
    }
    this.registerOutputs(this.boundaryArn === undefined ? {} : { boundaryArn: this.boundaryArn });
  }
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotTags } from "./tags";

/** What a bot adds to the DNS firewall of the VPC that it joins. */
export interface JoinedDnsArgs {
  /** Of the owner's firewall, which admits the exchange's hosts and blocks whatever no rule names. */
  readonly ruleGroupId: pulumi.Input<string>;
  readonly slot: number;
  /** Exact names of AWS's hosts that this bot needs; its bucket's is its own. */
  readonly platformHosts: pulumi.Input<readonly string[]>;
  readonly tags: BotTags;
}

/**
 * One rule more in the shared VPC's DNS firewall, for what this bot alone needs. The VPC's resolver then answers it to the
 * other bots there too: a name, and no permission.
 */
export class JoinedDns extends pulumi.ComponentResource {
  /** What has to exist before a host can look up its hosts. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: JoinedDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:JoinedDns", name, {}, opts);
    const parent = { parent: this };
    const list = new aws.route53.ResolverFirewallDomainList(
      `${name}-platform-hosts`,
      { domains: pulumi.output(args.platformHosts).apply((names) => [...names]), tags: args.tags },
      parent,
    );
    this.ready = [
      new aws.route53.ResolverFirewallRule(
        `${name}-platform-hosts`,
        {
          firewallRuleGroupId: args.ruleGroupId,
          firewallDomainListId: list.id,
          // Behind the owner's own, before its last one, which blocks everything else at 300.
          priority: 200 + args.slot,
          action: "ALLOW",
          firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
        },
        parent,
      ),
    ];
    this.registerOutputs({});
  }
}

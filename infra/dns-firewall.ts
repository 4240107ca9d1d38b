import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotNetwork } from "./bot-network";
import type { BotTags } from "./tags";

/** What a DNS firewall is made of. */
export interface DnsFirewallArgs {
  readonly network: BotNetwork;
  /** Exact names of the exchange's hosts. */
  readonly allowedHosts: readonly string[];
  /** Exact names of AWS's hosts. */
  readonly platformHosts: pulumi.Input<readonly string[]>;
  readonly tags: BotTags;
}

/**
 * Route 53 Resolver DNS Firewall: the VPC's resolver answers for the listed names and for no other, and for none at all
 * when the firewall cannot be asked. It stops look-ups, not connections to a raw address.
 */
export class DnsFirewall extends pulumi.ComponentResource {
  /** What has to exist before a host in the network is confined. */
  readonly ready: readonly pulumi.Resource[];
  readonly ruleGroupId: pulumi.Output<string>;
  readonly associationId: pulumi.Output<string>;
  /** Ids of the lists, in the order of the rules. */
  readonly domainListIds: readonly pulumi.Output<string>[];
  /** Id of the list whose rule blocks whatever no other list names. */
  readonly blockedListId: pulumi.Output<string>;

  constructor(name: string, args: DnsFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:DnsFirewall", name, {}, opts);
    const parent = { parent: this };
    const list = (what: string, domains: pulumi.Input<readonly string[]>): aws.route53.ResolverFirewallDomainList =>
      new aws.route53.ResolverFirewallDomainList(
        `${name}-${what}`,
        { domains: pulumi.output(domains).apply((names) => [...names]), tags: args.tags },
        parent,
      );

    const group = new aws.route53.ResolverFirewallRuleGroup(name, { tags: args.tags }, parent);
    // A CNAME of a listed name leads to its provider's edge, whose names change: the listed name is what we trust.
    const allow = { action: "ALLOW", firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" };
    const rule = (
      what: string,
      priority: number,
      { id }: aws.route53.ResolverFirewallDomainList,
      verdict: typeof allow | { readonly action: "BLOCK"; readonly blockResponse: "NXDOMAIN" },
    ): aws.route53.ResolverFirewallRule =>
      new aws.route53.ResolverFirewallRule(
        `${name}-${what}`,
        {
          firewallRuleGroupId: group.id,
          firewallDomainListId: id,
          priority,
          ...verdict,
        },
        parent,
      );
    const allowed = list("allowed-hosts", args.allowedHosts);
    const platform = list("platform-hosts", args.platformHosts);
    const everything = list("everything-else", ["*"]);
    const rules = [
      rule("allowed-hosts", 100, allowed, allow),
      rule("platform-hosts", 200, platform, allow),
      rule("everything-else", 300, everything, { action: "BLOCK", blockResponse: "NXDOMAIN" }),
    ];
    const failClosed = new aws.route53.ResolverFirewallConfig(
      name,
      { resourceId: args.network.vpcId, firewallFailOpen: "DISABLED" },
      parent,
    );
    const inForce = new aws.route53.ResolverFirewallRuleGroupAssociation(
      name,
      { firewallRuleGroupId: group.id, vpcId: args.network.vpcId, priority: 101, tags: args.tags },
      { parent: this, dependsOn: rules },
    );
    this.ready = [inForce, failClosed];
    this.ruleGroupId = group.id;
    this.associationId = inForce.id;
    this.domainListIds = [allowed.id, platform.id, everything.id];
    this.blockedListId = everything.id;
    this.registerOutputs({});
  }
}

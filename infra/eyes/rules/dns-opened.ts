import { calls } from "../matchers";
import type { EyeRule } from "../rule";

/** A testnet stack's alone: others have no DNS Firewall. */
export const dnsOpened: EyeRule = {
  id: "dns-opened",
  practice: "critical-actions",
  severity: "critical",
  happened:
    "The DNS Firewall of the testnet stack was changed: its rules, its lists, its binding or what it does on failure.",
  next: "If it was not your own `pulumi up`, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ firewall, vpcId }) =>
    firewall &&
    calls(["route53resolver"], {
      eventName: [
        "AssociateFirewallRuleGroup",
        "BatchCreateFirewallRule",
        "BatchDeleteFirewallRule",
        "BatchUpdateFirewallRule",
        "CreateFirewallRule",
        "DeleteFirewallDomainList",
        "DeleteFirewallRule",
        "DeleteFirewallRuleGroup",
        "DisassociateFirewallRuleGroup",
        "ImportFirewallDomains",
        "UpdateFirewallConfig",
        "UpdateFirewallDomains",
        "UpdateFirewallRule",
        "UpdateFirewallRuleGroupAssociation",
      ],
      requestParameters: {
        $or: [
          { firewallRuleGroupId: [firewall.ruleGroupId] },
          { firewallRuleGroupAssociationId: [firewall.associationId] },
          { firewallDomainListId: firewall.domainListIds },
          { vpcId: [vpcId] },
          { resourceId: [vpcId] },
          // One of a batch of rules is enough, wherever the batch names its group.
          { createFirewallRuleEntries: { firewallRuleGroupId: [firewall.ruleGroupId] } },
          { updateFirewallRuleEntries: { firewallRuleGroupId: [firewall.ruleGroupId] } },
          { deleteFirewallRuleEntries: { firewallRuleGroupId: [firewall.ruleGroupId] } },
        ],
      },
    }),
};

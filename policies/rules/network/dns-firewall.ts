import { saidOfStack } from "../../declaration";
import { Links } from "../../links";
import { type Resource, type Violation, type WholeStack, stackPolicy } from "../../policy";
import { isOpen, itemsOf, leaveOpen, type Value } from "../../reader";
import { refuseOn } from "../../refuse-on";

const groupType = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const ruleType = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const listType = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const associationType = "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const vpcTypes = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"] as const;
const configType = "aws:route53/resolverFirewallConfig:ResolverFirewallConfig";

/** A host by its exact name, with or without the final dot that Route 53 adds. */
const exactName = /^(?:\w(?:[\w-]{0,61}\w)?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\.?$/iu;

/**
 * Route 53 Resolver DNS Firewall lets through what no rule names, so a group without a last rule that blocks everything
 * blocks nothing that matters; a wildcard in a list that is let through admits names that nobody has looked at, and under
 * an exchange's domain the live hosts are among them. Whoever can ask for a name can also put a key into one. A group
 * guards the VPCs that it is associated with and no other, so each VPC of a testnet stack needs one.
 */
export const dnsFirewall = stackPolicy({
  name: "network-dns-firewall",
  description:
    "A DNS firewall lets through exact names alone, blocks every other name last, and fails closed; every VPC of a testnet stack has one.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    'List exact host names in what is allowed, add a last rule with action "BLOCK" and the domain "*", set firewallFailOpen to "DISABLED", and associate the group with the VPC.',
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html",
  tags: ["route53", "dns"],
  stacks: ["bot"],
  rationale:
    "A name that the firewall lets through is a way out: to a live exchange from a bot under test, or, spelled out in a look-up, for the key itself. What no rule names is let through.",
  example:
    'new aws.route53.ResolverFirewallRule("everything-else", {\n  firewallRuleGroupId: group.id,\n  firewallDomainListId: everything.id, // domains: ["*"]\n  priority: 300,\n  action: "BLOCK",\n  blockResponse: "NXDOMAIN",\n});',
  judge(whole, violation) {
    for (const config of whole.ofType(configType)) {
      const failOpen = config.inputs.at("firewallFailOpen");
      if (!failOpen.is("DISABLED")) refuseOn(config, failOpen, '"DISABLED": no answer rather than any', violation);
    }
    const links = new Links(whole);
    const groups = whole.ofType(groupType);
    for (const group of groups) {
      judgeGroup(group, links, violation);
      if (isUnguarded(group, "firewallRuleGroupId", links))
        violation({ message: "The group is associated with no VPC, so it blocks nothing.", resource: group });
    }
    judgeLists(whole, links, violation);
    if (saidOfStack(whole.stack, "bulkhead:network")?.text === "testnet") judgeVpcs(whole, links, violation);
  },
});

/** Whether no association names a group or a VPC. What only a dependency tells, or nothing yet, is left open. */
function isUnguarded(guarded: Resource, property: string, links: Links): boolean {
  const open = links.openTo(guarded, property, associationType);
  leaveOpen(...open);
  return open.length === 0 && links.to(guarded, property, associationType).length === 0;
}

function judgeVpcs(whole: WholeStack, links: Links, violation: Violation): void {
  for (const association of whole.ofType(associationType)) {
    const group = association.inputs.at("firewallRuleGroupId");
    for (const link of links.of(association, "firewallRuleGroupId", group, groupType)) {
      if (link.kind !== "elsewhere") continue;
      const message = `${group.path} names a group that is not in this stack, expected one whose rules can be seen.`;
      violation({ message, at: group, resource: association });
    }
  }
  for (const home of whole.ofType(...vpcTypes)) {
    if (!isUnguarded(home, "vpcId", links)) continue;
    const message =
      "The VPC of a testnet stack has no DNS firewall, expected a group of rules that is associated with it.";
    violation({ message, resource: home });
  }
}

/** A rule without a domain list of this stack, such as one that AWS manages, is nobody's allow-list that could be read. */
function judgeLists(whole: WholeStack, links: Links, violation: Violation): void {
  for (const rule of whole.ofType(ruleType)) {
    const action = rule.inputs.at("action");
    if (isOpen(action) || action.is("BLOCK")) continue;
    const named = rule.inputs.at("firewallDomainListId");
    const lists = links.of(rule, "firewallDomainListId", named, listType);
    for (const link of lists) {
      if (link.kind === "resource") judgeNames(link.resource, violation);
      if (link.kind === "elsewhere") {
        const message = `${named.path} names a list that is not in this stack, expected one whose names can be seen.`;
        violation({ message, at: named, resource: rule });
      }
    }
    // What is not known yet is left open by this.
    if (named.absent || lists.length === 0) refuseOn(rule, named, "a list of exact names", violation);
  }
}

function judgeNames(list: Resource, violation: Violation): void {
  for (const domain of list.inputs.at("domains").items()) {
    const text = domain.text ?? "";
    if (isOpen(domain) || exactName.test(text)) continue;
    const what = text.includes("*") ? "holds a wildcard" : "is no exact name of a host";
    violation({
      message: `${domain.path} is let through and ${what}, expected exact names.`,
      at: domain,
      resource: list,
    });
  }
}

function judgeGroup(group: Resource, links: Links, violation: Violation): void {
  const rules = links.to(group, "firewallRuleGroupId", ruleType);
  const open = links.mayName(group.type, "firewallRuleGroupId", ruleType);
  const verdicts = rules.map(({ from }) => ({ from, ...blocksEverything(from, links) }));
  const closing = verdicts.filter((one) => one.blocks || one.open.length > 0);
  const first = closing.find(({ blocks }) => blocks) ?? closing[0];
  if (first === undefined) {
    if (open.length === 0) {
      violation({ message: 'The group has no rule that blocks "*", expected one, as the last.', resource: group });
    }
    leaveOpen(...open);
    return;
  }
  const priority = first.from.inputs.at("priority");
  for (const { from } of rules) {
    if (from === first.from) continue;
    const other = from.inputs.at("priority");
    leaveOpen(priority, other);
    if (priority.unknown || other.unknown || closing.some((one) => one.from === from)) continue;
    if ((other.number ?? Infinity) >= (priority.number ?? -Infinity)) {
      const message = `${other.path} is ${other.shown}, behind the rule that blocks "*", expected a lower one than its ${priority.shown}.`;
      violation({ message, at: other, resource: from });
    }
  }
  leaveOpen(...rules.map(({ value }) => value), ...first.open);
}

/** Whether a rule blocks every name, and if not, on what that is not known yet it depends. */
function blocksEverything(rule: Resource, links: Links): { readonly blocks: boolean; readonly open: readonly Value[] } {
  const action = rule.inputs.at("action");
  if (action.unknown) return { blocks: false, open: [action] };
  // A rule for one type of question lets the others pass.
  if (!action.is("BLOCK") || !rule.inputs.at("qType").absent) return { blocks: false, open: [] };
  const open: Value[] = [];
  for (const link of links.of(rule, "firewallDomainListId", rule.inputs.at("firewallDomainListId"), listType)) {
    if (link.kind === "open") open.push(link.value);
    if (link.kind !== "resource") continue;
    const domains = link.resource.inputs.at("domains");
    const items = itemsOf(domains);
    if (items.some((domain) => !domain.unknown && domain.is("*", "*."))) {
      if (link.certain) return { blocks: true, open: [] };
      open.push(link.value);
    }
    open.push(...items.filter((domain) => domain.unknown));
  }
  return { blocks: false, open };
}

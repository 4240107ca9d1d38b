import { dnsFirewall } from "../../../../policies/rules/network/dns-firewall";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, judge, testPolicy } from "../../test-policy";

const type = (name: string): string => `aws:route53/resolverFirewall${name}:ResolverFirewall${name}`;
const stack = { tags: { "bulkhead:bot": "grid" } };

/** Not made yet: its id is not known. */
const fresh = <T extends object>(made: T) => ({ ...made, outputs: {} });
const group = { type: type("RuleGroup"), name: "group", props: {}, outputs: { id: "rslvr-frg-1" } };
const list = (name: string, domains: Raw[string]) => ({
  type: type("DomainList"),
  name,
  props: { domains },
  outputs: { id: `rslvr-fdl-${name}` },
});
const rule = (name: string, props: Raw) => ({
  type: type("Rule"),
  name,
  props: { firewallRuleGroupId: "rslvr-frg-1", ...props },
});
const allow = (props: Raw = {}) =>
  rule("allow", { firewallDomainListId: "rslvr-fdl-allowed", action: "ALLOW", priority: 100, ...props });
const block = (props: Raw = {}) =>
  rule("block", { firewallDomainListId: "rslvr-fdl-all", action: "BLOCK", priority: 300, ...props });
const config = (props: Raw = { firewallFailOpen: "DISABLED" }) => ({
  type: type("Config"),
  name: "config",
  props: { resourceId: "vpc-1", ...props },
});

const exact = list("allowed", ["testnet.binance.vision", "stream.testnet.binance.vision."]);
const everything = list("all", ["*"]);
type Given = ConstructorParameters<typeof GivenStack>[0][number];
const guard = (props: Raw = {}): Given => ({
  type: type("RuleGroupAssociation"),
  name: "guard",
  props: { firewallRuleGroupId: "rslvr-frg-1", vpcId: "vpc-1", priority: 101, ...props },
});
const guardOf = ({ name = "", outputs }: Given): Given => ({
  ...guard({ firewallRuleGroupId: outputs?.id ?? unknown }),
  name: `${name}-guard`,
  dependencies: { firewallRuleGroupId: [name] },
});
/** Each group with a VPC that it guards. */
const given = (...resources: readonly Given[]) =>
  new GivenStack([...resources, ...resources.filter((one) => one.type === type("RuleGroup")).map(guardOf)], { stack });
const home = { type: "aws:ec2/vpc:Vpc", name: "home", props: {}, outputs: { id: "vpc-1" } };
/** A group in order, in a testnet stack. */
const testnet = (...resources: readonly Given[]) =>
  new GivenStack([group, everything, block(), ...resources], {
    stack: { ...stack, config: { "bulkhead:network": "testnet" } },
  });
const unguarded =
  "The VPC of a testnet stack has no DNS firewall, expected a group of rules that is associated with it.";
const idle = "The group is associated with no VPC, so it blocks nothing.";
const none = 'The group has no rule that blocks "*", expected one, as the last.';
const wildcard = (name: string) => `domains[0] is let through and ${name}, expected exact names.`;

testPolicy(dnsFirewall, {
  passes: {
    "exact names, then BLOCK *, fail closed": given(group, exact, everything, allow(), block(), config()),
    "nothing but BLOCK *": given(group, everything, block()),
    "nothing but BLOCK *, wherever it comes": given(group, everything, block({ priority: unknown })),
    "BLOCK of everything, and of a name not known yet": given(
      group,
      exact,
      list("all", [unknown, "*"]),
      allow(),
      block(),
    ),
    "BLOCK of names not known yet, ahead of BLOCK *": given(
      group,
      exact,
      list("some", unknown),
      everything,
      rule("some", { firewallDomainListId: "rslvr-fdl-some", action: "BLOCK", priority: 50 }),
      allow(),
      block(),
    ),
    "a list of wildcards that is blocked": given(
      group,
      everything,
      list("bad", ["*.example.com"]),
      rule("bad", { firewallDomainListId: "rslvr-fdl-bad", action: "BLOCK", priority: 50 }),
      block(),
    ),
    ...Object.fromEntries(
      [
        "a.bc",
        "a-b.example.com",
        "_dmarc.example.com",
        "x1.example.xn--p1ai",
        `${"a".repeat(63)}.example.com`,
        "API.EXAMPLE.COM",
      ].map((name) => [
        `the exact name ${name.slice(0, 30)}`,
        given(group, list("allowed", [name]), everything, allow(), block()),
      ]),
    ),
    "BLOCK of everything, with a dot": given(group, exact, list("all", ["*."]), allow(), block()),
    "BLOCK of everything among others": given(group, exact, list("all", ["example.com", "*"]), allow(), block()),
    "two closing rules, of which one is behind the other": given(group, exact, everything, allow(), block(), {
      ...block({ priority: 400 }),
      name: "second",
    }),
    "two groups with a closing rule each": given(
      group,
      { ...group, name: "second", outputs: { id: "rslvr-frg-2" } },
      everything,
      block(),
      { ...block({ firewallRuleGroupId: "rslvr-frg-2" }), name: "second-block" },
    ),
    "no DNS firewall": given({ type: "aws:ec2/vpc:Vpc", name: "home", props: {} }),
    "a VPC under test with its firewall": testnet(home, guard()),
    "two VPCs under test, guarded by one group": testnet(
      home,
      { ...home, name: "second", outputs: { id: "vpc-2" } },
      guard(),
      { ...guard({ vpcId: "vpc-2" }), name: "second-guard" },
    ),
    "a testnet stack in the VPC of another": testnet(guard({ vpcId: "vpc-9" })),
  },
  fails: {
    "a wildcard below a domain": [
      given(group, list("allowed", ["*.binance.vision"]), everything, allow(), block()),
      { message: wildcard("holds a wildcard"), path: "domains[0]" },
    ],
    ...Object.fromEntries(
      [
        "-a.example.com",
        "a-.example.com",
        `${"a".repeat(64)}.example.com`,
        "example.1com",
        "example.c",
        "a b.com",
        "https://example.com",
        "example.com/x",
        "example.com..",
        "",
      ].map((name) => [
        `what is no exact name: ${name.slice(0, 30)}`,
        [given(group, list("allowed", [name]), everything, allow(), block()), wildcard("is no exact name of a host")],
      ]),
    ),
    "a wildcard in the second place": [
      given(group, list("allowed", ["a.example.com", "*.example.com"]), everything, allow(), block()),
      { message: "domains[1] is let through and holds a wildcard, expected exact names.", path: "domains[1]" },
    ],
    "a rule in the closing one's place": [
      given(group, exact, everything, allow({ priority: 300 }), block()),
      'priority is 300, behind the rule that blocks "*", expected a lower one than its 300.',
    ],
    "a rule behind the closing one, which is not the first": [
      given(group, exact, everything, block(), allow({ priority: 301 })),
      'priority is 301, behind the rule that blocks "*", expected a lower one than its 300.',
    ],
    "a second group without a closing rule": [
      given(group, { ...group, name: "second", outputs: { id: "rslvr-frg-2" } }, everything, block()),
      { message: none, urn: `urn:pulumi:grid::bots::${type("RuleGroup")}::second` },
    ],
    "a closing rule by a list that is not in the stack": [
      given(group, exact, allow(), block({ firewallDomainListId: "rslvr-fdl-other" })),
      none,
    ],
    "a closing rule of names that end alike": [given(group, exact, list("all", ["*.com"]), allow(), block()), none],
    "what is no name at all": [
      given(group, list("allowed", [7]), everything, allow(), block()),
      wildcard("is no exact name of a host"),
    ],
    "a list from elsewhere, found by way of one of the stack": [
      given(group, exact, everything, block(), {
        ...allow({ firewallDomainListId: "rslvr-fdl-other" }),
        dependencies: { firewallDomainListId: ["allowed"] },
      }),
      "firewallDomainListId names a list that is not in this stack, expected one whose names can be seen.",
    ],
    "everything let through": [
      given(group, list("allowed", ["*"]), everything, allow(), block()),
      wildcard("holds a wildcard"),
    ],
    "a name without a dot": [
      given(group, list("allowed", ["com"]), everything, allow(), block()),
      wildcard("is no exact name of a host"),
    ],
    "a wildcard in a list that only alerts, which lets it through": [
      given(group, list("allowed", ["*.com"]), everything, allow({ action: "ALERT" }), block()),
      wildcard("holds a wildcard"),
    ],
    "a list that is not in the stack": [
      given(group, everything, allow({ firewallDomainListId: "rslvr-fdl-other" }), block()),
      "firewallDomainListId names a list that is not in this stack, expected one whose names can be seen.",
    ],
    "no closing rule": [given(group, exact, allow()), none],
    "a closing rule of another group": [
      given(group, exact, everything, allow(), block({ firewallRuleGroupId: "rslvr-frg-2" })),
      none,
    ],
    "a closing rule for one type of question": [given(group, exact, everything, allow(), block({ qType: "A" })), none],
    "a closing rule that only alerts": [
      given(group, exact, list("all", ["example.com"]), allow(), block({ action: "ALERT" })),
      none,
    ],
    "a rule behind the closing one": [
      given(group, exact, everything, allow({ priority: 400 }), block()),
      {
        message: 'priority is 400, behind the rule that blocks "*", expected a lower one than its 300.',
        path: "priority",
      },
    ],
    "a group that guards nobody": [
      new GivenStack([group, everything, block()], { stack }),
      { message: idle, urn: `urn:pulumi:grid::bots::${type("RuleGroup")}::group` },
    ],
    "a group beside another's guard": [
      new GivenStack([group, everything, block(), guard({ firewallRuleGroupId: "rslvr-frg-2" })], { stack }),
      idle,
    ],
    "a VPC under test without a firewall": [
      new GivenStack([home], { stack: { ...stack, config: { "bulkhead:network": "testnet" } } }),
      { message: unguarded, urn: "urn:pulumi:grid::bots::aws:ec2/vpc:Vpc::home" },
    ],
    "a VPC under test with another's firewall": [testnet(home, guard({ vpcId: "vpc-2" })), unguarded],
    "the second of two VPCs under test": [
      testnet(home, { type: "aws:ec2/defaultVpc:DefaultVpc", name: "second", props: {} }, guard()),
      { message: unguarded, urn: "urn:pulumi:grid::bots::aws:ec2/defaultVpc:DefaultVpc::second" },
    ],
    "a VPC under test with rules that can't be seen": [
      testnet(home, guard(), { ...guard({ firewallRuleGroupId: "rslvr-frg-9", priority: 102 }), name: "other" }),
      "firewallRuleGroupId names a group that is not in this stack, expected one whose rules can be seen.",
    ],
    "a firewall that fails open": [
      given(config({ firewallFailOpen: "ENABLED" })),
      'firewallFailOpen is "ENABLED", expected "DISABLED": no answer rather than any.',
    ],
  },
  unknown: {
    "a name that is let through": given(group, list("allowed", [unknown]), everything, allow(), block()),
    "what a rule does": given(group, exact, everything, allow({ action: unknown }), block()),
    "which names the last rule blocks": given(group, exact, list("all", unknown), allow(), block()),
    "how it fails": given(config({ firewallFailOpen: unknown })),
    "which VPC under test is guarded": testnet(home, guard({ vpcId: unknown })),
    "which group guards": new GivenStack([group, everything, block(), guard({ firewallRuleGroupId: unknown })], {
      stack,
    }),
    "what the last rule does": given(group, exact, everything, allow(), block({ action: unknown })),
    "one of the names that the last rule blocks": given(
      group,
      exact,
      list("all", ["example.com", unknown]),
      allow(),
      block(),
    ),
    "the list of the last rule": given(group, exact, allow(), block({ firewallDomainListId: unknown })),
    "the group of the last rule": given(group, exact, everything, allow(), block({ firewallRuleGroupId: unknown })),
    "the place of the last rule": given(group, exact, everything, allow(), block({ priority: unknown })),
    "the group of the last rule, but for a dependency": given(fresh(group), everything, {
      ...block({ firewallRuleGroupId: unknown }),
      dependencies: { firewallRuleGroupId: ["group"] },
    }),
    "the list of the last rule, but for a dependency": given(group, fresh(everything), {
      ...block({ firewallDomainListId: unknown }),
      dependencies: { firewallDomainListId: ["all"] },
    }),
    "the list that a rule lets through": given(group, everything, allow({ firewallDomainListId: unknown }), block()),
    "the place of a rule": given(group, exact, everything, allow({ priority: unknown }), block()),
  },
  absent: {
    "how it fails": [given(config({})), 'firewallFailOpen is absent, expected "DISABLED": no answer rather than any.'],
    "the place of a rule": [
      given(group, exact, everything, allow({ priority: undefined }), block()),
      'priority is absent, behind the rule that blocks "*", expected a lower one than its 300.',
    ],
    "the place of the last rule": [
      given(group, exact, everything, allow(), block({ priority: undefined })),
      'priority is 100, behind the rule that blocks "*", expected a lower one than its absent.',
    ],
    "which names a rule lets through, in a list of none": [
      given(group, everything, allow({ firewallDomainListId: [] }), block()),
      "firewallDomainListId is an empty list, expected a list of exact names.",
    ],
    "which names a rule lets through": [
      given(group, everything, allow({ firewallDomainListId: undefined }), block()),
      "firewallDomainListId is absent, expected a list of exact names.",
    ],
  },
  secret: {
    "a list marked secret": given(
      group,
      list("allowed", secret(["testnet.binance.vision"])),
      everything,
      allow(),
      block(),
    ),
  },
});

describe("network-dns-firewall, in the preview of a stack that does not exist yet,", () => {
  const named = (made: ReturnType<typeof rule>, listed: string) => ({
    ...made,
    props: { ...made.props, firewallRuleGroupId: unknown, firewallDomainListId: unknown },
    dependencies: { firewallRuleGroupId: ["group"], firewallDomainListId: [listed] },
  });
  const messages = async (allowed: readonly string[], all: readonly string[]) => {
    const stack = given(
      fresh(group),
      fresh(list("allowed", allowed)),
      fresh(list("all", all)),
      named(allow(), "allowed"),
      named(block(), "all"),
    );
    return (await judge(dnsFirewall, stack, true)).violations.map(({ message }) => message);
  };
  test("leaves open what is in order", async () => {
    expect(await messages(["testnet.binance.vision"], ["*"])).toEqual([]);
  });
  test("refuses a wildcard that is let through", async () => {
    expect(await messages(["*.binance.com"], ["*"])).toEqual([wildcard("holds a wildcard")]);
  });
  test("refuses a group whose last rule does not block everything", async () => {
    expect(await messages(["testnet.binance.vision"], ["*.com"])).toEqual([none]);
  });
});

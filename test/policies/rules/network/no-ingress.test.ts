import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { noIngress } from "../../../../policies/rules/network/no-ingress";
import { type Raw, secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const bot = { config: { "bulkhead:bot": "grid" } };
const group = (...ingress: readonly unknown[]) => ({
  ingress: ingress.map((rule) => ({ protocol: "tcp", fromPort: 22, toPort: 22, ...(rule as Raw) })),
});
const rule = (props: Raw, stack = {}) =>
  given(
    { type: "ingress", fromPort: 22, toPort: 22, protocol: "tcp", ...props },
    { type: "aws:ec2/securityGroupRule:SecurityGroupRule", stack },
  );
const vpcRule = (props: Raw, stack = {}) =>
  given({ ipProtocol: "tcp", ...props }, { type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", stack });
const standard = (props: Raw, stack = {}) =>
  given(props, { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", stack });

const native = (props: Raw, stack = {}, kind = "") =>
  given(props, { type: `aws-native:ec2:SecurityGroup${kind}`, stack });

const open = (path: string, shown: string) => ({
  message: `${path} is ${shown}, expected a range of known addresses.`,
  path,
});
const intoBot = (what: string) => `${what} lets traffic in to a bot, expected no ingress.`;
const ipv4 = { cidrBlocks: ["0.0.0.0/0"] };

testPolicy(noIngress, {
  passes: {
    "a bot's group without ingress, at the other provider": native(
      { securityGroupEgress: [{ cidrIp: "0.0.0.0/0" }] },
      bot,
    ),
    "a service open to one address, at the other provider": native(
      { ipProtocol: "tcp", cidrIp: "203.0.113.7/32" },
      {},
      "Ingress",
    ),
    "a bot's group without ingress": given({ description: "grid" }, { stack: bot }),
    "a bot's group with an empty list": given({ ingress: [] }, { stack: bot }),
    "a bot's group with egress only": given({ egress: [ipv4] }, { stack: bot }),
    "a bot's stand-alone egress rule": rule({ type: "egress", ...ipv4 }, bot),
    "a service open to its own network": group({ cidrBlocks: ["10.0.0.0/8"] }),
    "a service open to one address": group({ cidrBlocks: ["203.0.113.7/32"] }),
    "a service open to unique local addresses": group({ ipv6CidrBlocks: ["fc00::/7"] }),
    ...Object.fromEntries(
      ["11.0.0.0/8", "128.0.0.0/8"].map((one) => [`a service open to ${one}`, group({ cidrBlocks: [one] })]),
    ),
    ...Object.fromEntries(
      ["2001::/16", "fd00::/8", "fc00::/15", "fc00::/7"].map((one) => [
        `a service open to ${one}`,
        group({ ipv6CidrBlocks: [one] }),
      ]),
    ),
    "a service open to no range": vpcRule({ cidrIpv4: "", referencedSecurityGroupId: "sg-1" }),
    "a service open to a group not known yet": group({ securityGroups: [unknown] }),
    "a group without ingress, whose tags may say that it is a bot's": { tags: unknown },
    "a bot's group without ingress, its tags not known yet": given({ tags: unknown }, { stack: bot }),
    "a bot's group open to a range that is named, its tags not known yet": given(
      { ...group({ cidrBlocks: ["203.0.113.7/32"] }), tags: unknown },
      { stack: bot, settings: { allowedCidrs: ["203.0.113.0/24"] } },
    ),
    "a bot's group not open to itself, by a rule for a range that is named": given(
      group({ cidrBlocks: ["203.0.113.7/32"], self: false }),
      { stack: bot, settings: { allowedCidrs: ["203.0.113.0/24"] } },
    ),
    "a service open to no source": group({ cidrBlocks: [], securityGroups: [""] }),
    "a service open to a group by name": rule({ sourceSecurityGroupId: "sg-1" }),
    "a service open to itself": group({ self: true }),
    "a bot's VPC without rules, at the other provider": native({}, bot),
    "a service open to another group": group({ securityGroups: ["sg-1"], self: true }),
  },
  fails: {
    "a service open to the world, at the other provider": [
      native({ securityGroupIngress: [{ ipProtocol: "tcp", cidrIp: "0.0.0.0/0" }] }),
      open("securityGroupIngress[0].cidrIp", '"0.0.0.0/0"'),
    ],
    "a bot reached from another group, at the other provider": [
      native({ securityGroupIngress: [{ ipProtocol: "tcp", sourceSecurityGroupName: "ops" }] }, bot),
      { message: intoBot("securityGroupIngress[0]"), path: "securityGroupIngress[0]" },
    ],
    "a rule of the other provider that names a prefix list": [
      native({ ipProtocol: "tcp", sourcePrefixListId: "pl-1" }, {}, "Ingress"),
      open("sourcePrefixListId", "a string of 4 characters"),
    ],
    "a service open to the world": [group(ipv4), open("ingress[0].cidrBlocks[0]", '"0.0.0.0/0"')],
    "a service open to the world beside its own network": [
      group({ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }),
      open("ingress[0].cidrBlocks[1]", '"0.0.0.0/0"'),
    ],
    "a service open to the world of IPv6": [
      group({ ipv6CidrBlocks: ["::/0"] }),
      open("ingress[0].ipv6CidrBlocks[0]", '"::/0"'),
    ],
    "a service open to all global addresses of IPv6": [
      group({ ipv6CidrBlocks: ["2000::/3"] }),
      open("ingress[0].ipv6CidrBlocks[0]", '"2000::/3"'),
    ],
    ...Object.fromEntries(
      ["10.0.0.0/7", "0.0.0.0/7", "10.0.0.0"].map((one) => [
        `a service open to ${one}`,
        [group({ cidrBlocks: [one] }), open("ingress[0].cidrBlocks[0]", `"${one}"`)],
      ]),
    ),
    ...Object.fromEntries(
      ["2000::/15", "fc00::/6", "fe00::/15", "2001::/8"].map((one) => [
        `a service open to ${one}`,
        [group({ ipv6CidrBlocks: [one] }), open("ingress[0].ipv6CidrBlocks[0]", `"${one}"`)],
      ]),
    ),
    ...Object.fromEntries(
      ["sourceSecurityGroupId", "sourceSecurityGroupName", "referencedSecurityGroupId", "cidrIp", "prefixListId"].map(
        (name) => [
          `a bot's group open by ${name}`,
          [given(group({ [name]: "x" }), { stack: bot }), intoBot("ingress[0]")],
        ],
      ),
    ),
    "a service open to half of the world": [
      group({ cidrBlocks: ["128.0.0.0/1"] }),
      open("ingress[0].cidrBlocks[0]", '"128.0.0.0/1"'),
    ],
    "a service open to the world, written otherwise": [
      group({ cidrBlocks: ["10.1.2.3/0"] }),
      open("ingress[0].cidrBlocks[0]", '"10.1.2.3/0"'),
    ],
    "a service open to what is no range": [
      group({ cidrBlocks: ["anywhere"] }),
      open("ingress[0].cidrBlocks[0]", '"anywhere"'),
    ],
    "a service open to a prefix list": [
      group({ prefixListIds: ["pl-3b927c52"] }),
      open("ingress[0].prefixListIds[0]", '"pl-3b927c52"'),
    ],
    "a rule of its own, open to the world": [rule(ipv4), open("cidrBlocks[0]", '"0.0.0.0/0"')],
    "a rule of its own, open to the world of IPv6": [
      rule({ ipv6CidrBlocks: ["::/0"] }),
      open("ipv6CidrBlocks[0]", '"::/0"'),
    ],
    "a VPC's rule, open to the world": [vpcRule({ cidrIpv4: "0.0.0.0/0" }), open("cidrIpv4", '"0.0.0.0/0"')],
    "a VPC's rule, open to the world of IPv6": [vpcRule({ cidrIpv6: "::/0" }), open("cidrIpv6", '"::/0"')],
    "the default group, open to the world": [
      standard({ ingress: [ipv4] }),
      open("ingress[0].cidrBlocks[0]", '"0.0.0.0/0"'),
    ],
    "a bot's group open to one address": [
      given(group({ cidrBlocks: ["203.0.113.7/32"] }), { stack: bot }),
      { message: intoBot("ingress[0]"), path: "ingress[0]" },
    ],
    "a bot's group open to itself": [given(group({ self: true }), { stack: bot }), intoBot("ingress[0]")],
    "a bot's group open to a source that is not known yet": [
      given(group({ cidrBlocks: unknown }), { stack: bot }),
      intoBot("ingress[0]"),
    ],
    "a group that is a bot's by its tag": [
      { ...group({ securityGroups: ["sg-1"] }), tags: { "bulkhead:bot": "grid" } },
      intoBot("ingress[0]"),
    ],
    "a bot's rule of its own": [rule({ sourceSecurityGroupId: "sg-1" }, bot), intoBot("The rule")],
    "a bot's VPC rule": [vpcRule({ referencedSecurityGroupId: "sg-1" }, bot), intoBot("The rule")],
    "a bot's default group": [standard({ ingress: [{ self: true }] }, bot), intoBot("ingress[0]")],
  },
  unknown: {
    "a service open to its own network, whose tags may say that it is a bot": {
      ...group({ cidrBlocks: ["10.0.0.0/8"] }),
      tags: unknown,
    },
    "a bot's ingress not known yet": given({ ingress: unknown }, { stack: bot }),
    "a service's ranges not known yet": group({ cidrBlocks: unknown }),
    "one range of a service not known yet": group({ cidrBlocks: ["10.0.0.0/8", unknown] }),
    "the direction of a rule not known yet": rule({ type: unknown, ...ipv4 }),
    "a VPC rule's range not known yet": vpcRule({ cidrIpv4: unknown }),
    "whether a bot's group is open to itself": given(group({ cidrBlocks: ["203.0.113.7/32"], self: unknown }), {
      stack: bot,
      settings: { allowedCidrs: ["203.0.113.0/24"] },
    }),
    "a prefix list not known yet": vpcRule({ prefixListId: unknown }),
  },
  absent: {
    "no ingress": {},
    "a bot's VPC rule without a source": [vpcRule({}, bot), intoBot("The rule")],
    "a rule without a direction is taken for ingress": [
      rule({ type: undefined, ...ipv4 }),
      open("cidrBlocks[0]", '"0.0.0.0/0"'),
    ],
  },
  secret: {
    "a network of one's own, marked secret": group({ cidrBlocks: [secret("10.0.0.0/8")] }),
    "the world, marked secret": [
      group({ cidrBlocks: secret(["0.0.0.0/0"]) }),
      open("ingress[0].cidrBlocks[0]", "a secret"),
    ],
  },
  notApplicable: {
    "egress rules": [
      given({}, { type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" }),
      "Policy only applies to resources of type 'aws:ec2/securityGroup:SecurityGroup",
    ],
  },
});

describe("network-no-ingress, with settings,", () => {
  const judged = async (settings: Raw, stack: Raw, ...ingress: readonly unknown[]) => {
    const { validateResource, ...sdk } = noIngress.sdk as ResourceValidationPolicy;
    const validate = validateResource as ResourceValidation;
    configureStack(stack);
    const answer = await analyze(
      [
        {
          ...sdk,
          validateResource: (args, report) =>
            validate({ ...args, getConfig: (() => settings) as typeof args.getConfig }, report),
        },
      ],
      { type: "aws:ec2/securityGroup:SecurityGroup", props: group(...ingress) },
    );
    return answer.violations.map(({ message }) => message);
  };
  const allowed = { allowedCidrs: ["203.0.113.0/24", "2001:db8::/32"], allowedPrefixLists: ["pl-1"] };

  test("lets a bot's ingress in from within the ranges and lists that are named", async () => {
    expect(
      await judged(allowed, bot, {
        cidrBlocks: ["203.0.113.7/32"],
        ipv6CidrBlocks: ["2001:db8:1::/48"],
        prefixListIds: ["pl-1"],
      }),
    ).toEqual([]);
  });
  test("takes one of the settings, and none that is no list of texts", async () => {
    const refused = [intoBot("ingress[0]")];
    expect(await judged({ allowedCidrs: ["203.0.113.0/24"] }, bot, { cidrBlocks: ["203.0.113.7/32"] })).toEqual([]);
    expect(await judged({ allowedPrefixLists: ["pl-1"] }, bot, { prefixListIds: ["pl-1"] })).toEqual([]);
    expect(await judged({ allowedCidrs: "203.0.113.0/24" }, bot, { cidrBlocks: ["203.0.113.7/32"] })).toEqual(refused);
    expect(await judged({ allowedCidrs: [7, "here"] }, bot, { cidrBlocks: ["203.0.113.7/32"] })).toEqual(refused);
    expect(await judged(allowed, bot, {})).toEqual(refused);
    expect(await judged(allowed, bot, { prefixListIds: ["203.0.113.0/24"] })).toHaveLength(1);
    expect(await judged(allowed, bot, { securityGroups: ["pl-1"] })).toHaveLength(1);
    expect(await judged(allowed, {}, { prefixListIds: ["pl-1"] })).toEqual([]);
    expect(await judged(allowed, {}, { prefixListIds: ["pl-2"] })).toHaveLength(1);
  });
  test("refuses a bot's ingress from anywhere else", async () => {
    const expected = "expected no ingress but from what allowedCidrs or allowedPrefixLists names.";
    expect(await judged(allowed, bot, { cidrBlocks: ["203.0.114.7/32"] })).toEqual([
      `ingress[0].cidrBlocks[0] is "203.0.114.7/32", ${expected}`,
    ]);
    expect(await judged(allowed, bot, { cidrBlocks: ["203.0.112.0/23"] })).toEqual([
      `ingress[0].cidrBlocks[0] is "203.0.112.0/23", ${expected}`,
    ]);
    expect(await judged(allowed, bot, { self: true })).toEqual([`ingress[0].self is true, ${expected}`]);
  });
  test("lets a service be open to the world that is named", async () => {
    expect(await judged({ allowedCidrs: ["0.0.0.0/0"] }, {}, ipv4)).toEqual([]);
    expect(await judged({ allowedCidrs: ["0.0.0.0/0"] }, {}, { ipv6CidrBlocks: ["::/0"] })).toEqual([
      'ingress[0].ipv6CidrBlocks[0] is "::/0", expected a range of known addresses.',
    ]);
  });
});

describe("network-no-ingress, in a bot's stack with a subnet,", () => {
  const judged = async (range: string, ingress: Raw, stack: Raw = bot) => {
    configureStack(stack);
    await analyze([], { type: "aws:ec2/subnet:Subnet", props: { cidrBlock: range } });
    const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    const { violations } = await analyze([noIngress.sdk], {
      type,
      props: { ipProtocol: "tcp", fromPort: 443, toPort: 443, ...ingress },
    });
    return violations.map(({ message }) => message);
  };

  test("but for a second subnet, of which no range is known", async () => {
    configureStack(bot);
    await analyze([], { type: "aws:ec2/subnet:Subnet", name: "a", props: { cidrBlock: "10.0.0.0/28" } });
    await analyze([], { type: "aws:ec2/subnet:Subnet", name: "b", props: { cidrBlock: unknown } });
    await analyze([], { type: "aws:ec2/subnet:Subnet", name: "c", props: { cidrBlock: "10.0.1.0/28" } });
    await analyze([], { type: "aws:ec2/vpc:Vpc", name: "d", props: { cidrBlock: "10.0.0.0/16" } });
    const judgedIn = async (...cidrBlocks: readonly string[]) =>
      (
        await analyze([noIngress.sdk], {
          type: "aws:ec2/securityGroup:SecurityGroup",
          props: group({ cidrBlocks }),
        })
      ).violations.length;
    expect(await judgedIn("10.0.0.0/28", "10.0.1.0/28")).toBe(0);
    expect(await judgedIn("10.0.0.0/28", "10.0.2.0/28")).toBe(1);
    expect(await judgedIn("10.0.0.0/28", "anywhere")).toBe(1);
  });
  test("lets in what comes from that subnet", async () => {
    expect(await judged("10.0.0.0/28", { cidrIpv4: "10.0.0.0/28" })).toEqual([]);
    expect(await judged("10.0.0.0/28", { cidrIpv4: "10.0.0.4/32" })).toEqual([]);
  });
  test("lets in what comes from the widest subnet that AWS makes", async () => {
    expect(await judged("10.0.0.0/16", { cidrIpv4: "10.0.0.0/28" })).toEqual([]);
  });
  test.each([
    ["more than that subnet", "10.0.0.0/28", { cidrIpv4: "10.0.0.0/27" }],
    ["a neighbour of that subnet", "10.0.0.0/28", { cidrIpv4: "10.0.0.16/28" }],
    ["that subnet and another range", "10.0.0.0/28", { cidrIpv4: "10.0.0.0/28", cidrIpv6: "fd00::/64" }],
    ["a subnet of public addresses", "203.0.113.0/24", { cidrIpv4: "203.0.113.7/32" }],
    ["a subnet of IPv6", "fd00::/64", { cidrIpv6: "fd00::/64" }],
    ["a subnet wider than AWS makes any, by one bit", "10.0.0.0/15", { cidrIpv4: "10.0.0.0/28" }],
    ["a subnet wider than AWS makes any", "10.0.0.0/8", { cidrIpv4: "10.0.0.0/8" }],
    ["a security group", "10.0.0.0/28", { referencedSecurityGroupId: "sg-1" }],
    ["a range that is not known yet", "10.0.0.0/28", { cidrIpv4: unknown }],
  ])("refuses %s", async (_title, range, ingress) => {
    expect(await judged(range, ingress)).toEqual([intoBot("The rule")]);
  });
});

import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { egressAllowList } from "../../../../policies/rules/network/egress-allow-list";
import { type Raw, secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const world = "0.0.0.0/0";
const on = (exchange: string, network = "mainnet") => ({
  config: { "bulkhead:bot": "grid", "bulkhead:exchange": exchange, "bulkhead:network": network },
});
const kraken = on("kraken");
const rule = (props: Raw, stack: Raw = kraken) =>
  given(
    { ipProtocol: "tcp", cidrIpv4: world, ...props },
    { type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", stack },
  );
const port = (number: unknown) => ({ fromPort: number, toPort: number });
const standAlone = (props: Raw) =>
  given(
    { type: "egress", protocol: "tcp", cidrBlocks: [world], ...props },
    { type: "aws:ec2/securityGroupRule:SecurityGroupRule", stack: kraken },
  );
const group = (...egress: readonly Raw[]) =>
  given({ egress: egress.map((one) => ({ protocol: "tcp", cidrBlocks: [world], ...one })) }, { stack: kraken });
const https = "expected port 443 alone.";
const binance = "expected the ports 443, 9000, 9001, 9002, 9443 alone.";

testPolicy(egressAllowList, {
  passes: {
    "HTTPS to the world": rule(port(443)),
    "HTTPS to the world by a group": group(port(443)),
    "HTTPS to the world by a rule of its own": standAlone(port(443)),
    "a port of the exchange": rule(port(9443), on("binance")),
    "neighbouring ports of the exchange": rule({ fromPort: 9000, toPort: 9002 }, on("binance")),
    "a port of the exchange by its tag": given(
      {
        egress: [{ protocol: "tcp", cidrBlocks: [world], ...port(9443) }],
        tags: { "bulkhead:exchange": "binance", "bulkhead:network": "testnet" },
      },
      {},
    ),
    "a port of the exchange by its provider's default tags, its own not known yet": given(
      { egress: [{ protocol: "tcp", cidrBlocks: [world], ...port(9443) }], tags: unknown },
      {
        provider: {
          defaultTags: JSON.stringify({ tags: { "bulkhead:exchange": "binance", "bulkhead:network": "testnet" } }),
        },
      },
    ),
    "any port of a network of one's own": rule({ ...port(5432), cidrIpv4: "10.0.0.0/8" }),
    "any port of another group": rule({ ...port(5432), cidrIpv4: undefined, referencedSecurityGroupId: "sg-1" }),
    "TCP by its number": rule({ ...port(443), ipProtocol: "6" }),
    "any port and protocol of a network of one's own": rule({
      ...port(123),
      ipProtocol: "udp",
      cidrIpv4: "10.0.0.0/8",
    }),
    "what has no ports, to a network of one's own": rule({ ...port(-1), ipProtocol: "icmp", cidrIpv4: "10.0.0.0/8" }),
    "ports behind that of DNS, to a network of one's own": rule({
      fromPort: 54,
      toPort: 65535,
      cidrIpv4: "10.0.0.0/8",
    }),
    "ports before that of DNS, to a network of one's own": rule({ fromPort: 2, toPort: 52, cidrIpv4: "10.0.0.0/8" }),
    "any port to nowhere": rule({ ...port(22), cidrIpv4: "" }),
    "HTTPS by two rules of a group": group(port(443), port(443)),
    "a port of the exchange on a network that nobody declares": rule(port(9001), {
      config: { "bulkhead:bot": "grid", "bulkhead:exchange": "binance" },
    }),
    "ingress, which another policy judges": standAlone({ type: "ingress", ...port(22) }),
    "a group of the other provider": given(
      { securityGroupEgress: [{ ipProtocol: "tcp", cidrIp: world, ...port(443) }] },
      { type: "aws-native:ec2:SecurityGroup", stack: kraken },
    ),
  },
  fails: {
    ...Object.fromEntries(
      (
        [
          ["DNS", port(53)],
          ["DNS among other ports", { fromPort: 2, toPort: 65535 }],
          ["DNS as the last of ports", { fromPort: 22, toPort: 53 }],
        ] as const
      ).flatMap(([title, ports]) =>
        (
          [
            ["a network of one's own", { cidrIpv4: "10.0.0.2/32" }],
            ["another group", { cidrIpv4: undefined, referencedSecurityGroupId: "sg-1" }],
          ] as const
        ).map(([where, to]) => [
          `${title}, to ${where}`,
          [
            rule({ ...ports, ...to, ipProtocol: "udp" }),
            {
              message: "The rule lets out DNS, expected the VPC's own resolver, which needs no rule.",
              path: "fromPort",
            },
          ] as const,
        ]),
      ),
    ),
    ...Object.fromEntries(
      [0, 1].map((fromPort) => [
        `every port from ${fromPort} on, to a network of one's own`,
        [
          rule({ fromPort, toPort: 65535, cidrIpv4: "10.0.0.0/8" }),
          "The rule lets out every port, expected those that are needed, one by one.",
        ] as const,
      ]),
    ),
    "DNS to the world": [rule(port(53)), { message: `fromPort is 53, ${https}`, path: "fromPort" }],
    "DNS to the world over UDP": [
      rule({ ...port(53), ipProtocol: "udp" }),
      'ipProtocol is "udp", expected "tcp": an exchange is reached by nothing else.',
    ],
    ...Object.fromEntries(
      [
        "cidrBlocks",
        "ipv6CidrBlocks",
        "cidrIpv4",
        "cidrIpv6",
        "cidrIp",
        "prefixListIds",
        "prefixListId",
        "destinationPrefixListId",
      ].map((name) => [
        `SSH to the world by ${name}`,
        [
          rule({ ...port(22), cidrIpv4: undefined, [name]: name.endsWith("s") ? ["10.0.0.0/8", "any"] : "any" }),
          `fromPort is 22, ${https}`,
        ],
      ]),
    ),
    "SSH to the world beside a network not known yet": [
      rule({ ...port(22), cidrIpv6: unknown }),
      `fromPort is 22, ${https}`,
    ],
    "all traffic, in words": [rule({ ipProtocol: "all" }), `The rule lets out all traffic, ${https}`],
    "all traffic by a rule of its own": [
      standAlone({ protocol: "-1" }),
      { message: `The rule lets out all traffic, ${https}`, path: "protocol" },
    ],
    "ports from the first": [rule({ fromPort: 0, toPort: 443 }), `fromPort is 0, ${https}`],
    "ports to the last": [rule({ fromPort: 443, toPort: 65535 }), `toPort is 65535, ${https}`],
    "a wrong port beside one that is not known yet": [
      rule({ fromPort: unknown, toPort: 22 }),
      `toPort is 22, ${https}`,
    ],
    "a gap between ports of the exchange": [
      rule({ fromPort: 9000, toPort: 9443 }, on("binance")),
      `The rule lets out ports 9000 to 9443, ${binance}`,
    ],
    "a protocol not known by a word": [
      group({ protocol: "icmp", ...port(443) }),
      'egress[0].protocol is "icmp", expected "tcp": an exchange is reached by nothing else.',
    ],
    "a rule of the other provider's group": [
      given(
        { securityGroupEgress: [{ ipProtocol: "tcp", cidrIp: world, ...port(22) }] },
        { type: "aws-native:ec2:SecurityGroup", stack: kraken },
      ),
      `securityGroupEgress[0].fromPort is 22, ${https}`,
    ],
    "SSH to the world": [rule(port(22)), `fromPort is 22, ${https}`],
    "a port of another exchange": [rule(port(9443)), `fromPort is 9443, ${https}`],
    "a port that the exchange has on mainnet alone": [
      rule(port(9001), on("binance", "testnet")),
      "fromPort is 9001, expected the ports 443, 9000, 9443 alone.",
    ],
    "a range with ports between": [
      rule({ fromPort: 443, toPort: 9443 }, on("binance")),
      `The rule lets out ports 443 to 9443, ${binance}`,
    ],
    "a range that ends too late": [rule({ fromPort: 443, toPort: 444 }), `toPort is 444, ${https}`],
    "a range that is upside down": [
      rule({ fromPort: 9443, toPort: 443 }, on("binance")),
      `The rule lets out ports 9443 to 443, ${binance}`,
    ],
    "a range that is upside down by one": [
      rule({ fromPort: 9001, toPort: 9000 }, on("binance")),
      `The rule lets out ports 9001 to 9000, ${binance}`,
    ],
    "every port": [rule({ fromPort: 0, toPort: 65535 }), `The rule lets out every port, ${https}`],
    "all traffic": [rule({ ipProtocol: "-1" }), `The rule lets out all traffic, ${https}`],
    "all traffic to a network of one's own": [
      rule({ ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" }),
      `The rule lets out all traffic, ${https}`,
    ],
    "all traffic by the second rule of a group": [
      group(port(443), { protocol: "-1", ...port(0) }),
      { message: `egress[1] lets out all traffic, ${https}`, path: "egress[1].protocol" },
    ],
    "a prefix list, whose content nobody sees": [
      rule({ ...port(22), cidrIpv4: undefined, prefixListId: "pl-1" }),
      `fromPort is 22, ${https}`,
    ],
    "IPv6 to the world": [rule({ ...port(22), cidrIpv4: undefined, cidrIpv6: "::/0" }), `fromPort is 22, ${https}`],
    "half of the world": [rule({ ...port(22), cidrIpv4: "128.0.0.0/1" }), `fromPort is 22, ${https}`],
    "a rule of its own": [standAlone(port(22)), `fromPort is 22, ${https}`],
    "the default group": [
      given(
        { egress: [{ protocol: "-1", ...port(0), cidrBlocks: [world] }] },
        { type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", stack: kraken },
      ),
      `egress[0] lets out all traffic, ${https}`,
    ],
    "a rule of the other provider": [
      given(
        { ipProtocol: "tcp", cidrIp: world, ...port(22) },
        { type: "aws-native:ec2:SecurityGroupEgress", stack: kraken },
      ),
      `fromPort is 22, ${https}`,
    ],
    "an exchange that nobody knows gets HTTPS": [rule(port(9443), on("nowhere")), `fromPort is 9443, ${https}`],
    "an exchange that is served on 443 alone gets HTTPS": [
      rule(port(9443), on("alpaca")),
      `fromPort is 9443, ${https}`,
    ],
  },
  unknown: {
    "the port to a network of one's own": rule({ ...port(unknown), cidrIpv4: "10.0.0.0/8" }),
    "a port not known yet": rule({ fromPort: unknown, toPort: 443 }),
    "the end of a range not known yet": rule({ fromPort: 443, toPort: unknown }),
    "the range not known yet": rule({ ...port(22), cidrIpv4: unknown }),
    "the protocol not known yet": rule({ ...port(443), ipProtocol: unknown }),
    "the rules not known yet": given({ egress: unknown }, { stack: kraken }),
    "the direction not known yet": standAlone({ type: unknown, ...port(22) }),
  },
  absent: {
    "a group without rules lets nothing out": given({ description: "closed" }, { stack: kraken }),
    "a rule without ports": [rule({}), `fromPort is absent, ${https}`],
    "a bot that does not say its exchange gets HTTPS": [
      rule(port(9443), { config: { "bulkhead:bot": "grid" } }),
      `fromPort is 9443, ${https}`,
    ],
  },
  secret: {
    "a port marked secret": rule(port(secret(443))),
    "another port, marked secret": [rule(port(secret(22))), `fromPort is a secret, ${https}`],
  },
  notApplicable: { "a stack without a bot": [given({}, {}), "no bot"] },
});

test("network-egress-allow-list lets out the ports that its setting names, but never DNS", async () => {
  const { validateResource, ...sdk } = egressAllowList.sdk as ResourceValidationPolicy;
  const validate = validateResource as ResourceValidation;
  const judged = async (number: number, ports: readonly unknown[] = [53, 8080]) => {
    configureStack(kraken);
    const policy: ResourceValidationPolicy = {
      ...sdk,
      validateResource: (args, report) =>
        validate({ ...args, getConfig: (() => ({ ports })) as typeof args.getConfig }, report),
    };
    const props = { ipProtocol: "tcp", cidrIpv4: world, ...port(number) };
    const answer = await analyze([policy], { type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", props });
    return answer.violations.map(({ message }) => message);
  };
  expect(await judged(8080)).toEqual([]);
  expect(await judged(53)).toEqual(["fromPort is 53, expected the ports 443, 8080 alone."]);
  expect(await judged(22, [8080, 80])).toEqual(["fromPort is 22, expected the ports 80, 443, 8080 alone."]);
  expect(await judged(8080, ["8080"])).toEqual(["fromPort is 8080, expected port 443 alone."]);
});

import { exchanges, isExchangeId, portsOf } from "../../../exchanges/exchanges";
import { saidByTags, saidOfStack } from "../../declaration";
import { egressRuleTypes, egressRulesOf } from "../../egress-rules";
import { reachesInternet } from "../../ip-range";
import { type Resource, type Settings, type Violation, resourcePolicy } from "../../policy";
import { itemsOf, leaveOpen, type Value } from "../../reader";

/** HTTPS, to AWS and to every exchange. */
const https = 443;
const dns = 53;

/**
 * To the internet, a bot needs TCP to 443 and to the other ports of its exchange (`portsOf`), and nothing else; the
 * setting `ports` names more. Port 53 is never one of them, wherever it leads: the VPC's resolver needs no rule, and another
 * resolver is a way round the DNS firewall. To private networks and to groups any other port is fine, but not all of them at
 * once. A prefix list may hold the internet. A bot that does not say its exchange gets 443.
 */
export const egressAllowList = resourcePolicy(egressRuleTypes, {
  name: "network-egress-allow-list",
  description:
    "A bot's security groups let out TCP to the ports of its exchange, other ports to private networks and groups alone, and never DNS.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Allow TCP to each port of the exchange, one by one; name further ports in the policy's setting ports.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  tags: ["ec2", "vpc", "security-group"],
  stacks: ["bot"],
  rationale:
    "What gets into a bot wants to take the key out. Open ports let it choose how, by DNS, by SSH, by anything that is not even logged; and port 53 to the world goes round the DNS firewall.",
  example:
    'new aws.vpc.SecurityGroupEgressRule("exchange", {\n  securityGroupId: group.id,\n  ipProtocol: "tcp",\n  fromPort: 443,\n  toPort: 443,\n  cidrIpv4: "0.0.0.0/0",\n});',
  configSchema: {
    properties: {
      ports: {
        type: "array",
        items: { type: "integer", minimum: 1, maximum: 65535 },
        default: [],
        description: "TCP ports that bots need besides those of their exchange.",
      },
    },
  },
  judge(group, violation, settings) {
    for (const one of egressRulesOf(group)) judgeRule(one, group, settings, violation);
  },
});

const destinations = [
  "cidrBlocks",
  "ipv6CidrBlocks",
  "cidrIpv4",
  "cidrIpv6",
  "cidrIp",
  "prefixListIds",
  "prefixListId",
  "destinationPrefixListId",
];

function judgeRule(one: Value, group: Resource, settings: Settings, violation: Violation): void {
  const protocol = one.at(one.at("ipProtocol").absent ? "protocol" : "ipProtocol");
  const [from, to] = [one.at("fromPort"), one.at("toPort")];
  const everything = protocol.known && protocol.is("-1", "all");
  const prefix = one.path === "" ? "The rule" : one.path;
  if (everything) {
    violation({ message: `${prefix} lets out all traffic, expected ${expected(group, settings)}.`, at: protocol });
    return;
  }
  if (!leavesForInternet(one)) {
    judgeInside(one, prefix, violation);
    return;
  }
  if (!protocol.is("tcp", "6")) {
    violation(protocol, '"tcp": an exchange is reached by nothing else');
    return;
  }
  const ports = allowed(group, settings);
  const wanted = expected(group, settings);
  const ends = [from, to];
  const open = ends.filter((end) => end.unknown);
  if (open.length === 0 && from.is(0) && to.is(65535)) {
    violation({ message: `${prefix} lets out every port, expected ${wanted}.`, at: from });
    return;
  }
  const wrong = ends.find((end) => !end.unknown && !ports.has(end.number ?? 0));
  if (wrong !== undefined) violation(wrong, wanted);
  else if (open.length > 0) leaveOpen(...open);
  else if (!areAllowed(from.number ?? 0, to.number ?? 0, ports)) {
    violation({ message: `${prefix} lets out ports ${from.shown} to ${to.shown}, expected ${wanted}.`, at: from });
  }
}

/** To private networks and to groups. What has no ports, such as ICMP, has none of these. */
function judgeInside(one: Value, prefix: string, violation: Violation): void {
  const [from, to] = [one.at("fromPort"), one.at("toPort")];
  leaveOpen(...[from, to].filter((end) => end.unknown));
  const [first, last] = [from.number, to.number];
  if (first === undefined || last === undefined) return;
  if (first <= 1 && last === 65535)
    violation({ message: `${prefix} lets out every port, expected those that are needed, one by one.`, at: from });
  else if (first <= dns && dns <= last)
    violation({ message: `${prefix} lets out DNS, expected the VPC's own resolver, which needs no rule.`, at: from });
}

function areAllowed(first: number, last: number, ports: ReadonlySet<number>): boolean {
  const within = [...ports].filter((port) => port >= first && port <= last);
  return first <= last && within.length === last - first + 1;
}

/** Whether a rule leads to the internet, or may. What is not known yet is asked for only where nothing else decides. */
function leavesForInternet(one: Value): boolean {
  const ranges = destinations.flatMap((property) => {
    const value = one.at(property);
    const isList = /prefix/iu.test(property);
    return itemsOf(value).map((range) => ({ range, isList }));
  });
  const leaves = ranges.some(
    ({ range, isList }) => !range.unknown && range.text !== "" && (isList || reachesInternet(range.text ?? "")),
  );
  if (!leaves) leaveOpen(...ranges.map(({ range }) => range));
  return leaves;
}

function allowed(group: Resource, settings: Settings): ReadonlySet<number> {
  const ports = new Set([https, ...exchangePorts(group), ...listed(settings.ports)]);
  ports.delete(dns);
  return ports;
}

/** Ports of the exchange that configuration or tags declare; on a network that nobody declared, those of live trading. */
function exchangePorts(group: Resource): readonly number[] {
  const said = (fact: "bulkhead:exchange" | "bulkhead:network"): string | undefined =>
    saidOfStack(group.stack, fact)?.text ?? saidByTags(group, fact).find(({ text }) => text !== undefined)?.text;
  const id = said("bulkhead:exchange") ?? "";
  if (!isExchangeId(id)) return [];
  return portsOf(exchanges[id], said("bulkhead:network") === "testnet" ? "testnet" : "mainnet");
}

function listed(setting: unknown): readonly number[] {
  return Array.isArray(setting) ? setting.filter((one): one is number => typeof one === "number") : [];
}

function expected(group: Resource, settings: Settings): string {
  const ports = [...allowed(group, settings)].sort((a, b) => a - b);
  return `${ports.length === 1 ? "port" : "the ports"} ${ports.join(", ")} alone`;
}

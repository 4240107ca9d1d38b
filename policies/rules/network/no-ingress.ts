import { BlockList } from "node:net";
import type { ec2, vpc } from "@pulumi/aws";
import { declaresBot, saidByTags } from "../../declaration";
import { contains, ipRange, reachesInternet } from "../../ip-range";
import { type Settings, registered, resourcePolicy } from "../../policy";
import { itemsOf, leaveOpen, type Value } from "../../reader";

type Args = ec2.SecurityGroupArgs & ec2.SecurityGroupRuleArgs & vpc.SecurityGroupIngressRuleArgs;

const vpcRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const nativeGroup = "aws-native:ec2:SecurityGroup";
const nativeRule = "aws-native:ec2:SecurityGroupIngress";

const strings = { type: "array", items: { type: "string" }, default: [] } as const;

/**
 * A bot calls out and is called by nobody: every open port is a way to its key. In a stack that declares a bot any
 * ingress is refused, whatever its source, unless it comes from a range that the setting `allowedCidrs` (or a prefix list
 * that `allowedPrefixLists`) names, or from a subnet of the stack that has been registered: an instance that forwards for the
 * bot has to hear from it, and nobody but the bot's own is there. In any other stack, ingress from the whole world is refused unless it is named there:
 * a range wider than IPv4's /8 or IPv6's /16, or a prefix list, whose content cannot be seen from here.
 */
export const noIngress = resourcePolicy<Args>(
  [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    vpcRule,
    nativeGroup,
    nativeRule,
  ],
  {
    name: "network-no-ingress",
    description: "Nothing reaches a bot's host from outside, and nothing is open to the whole world.",
    severity: "high",
    level: "mandatory",
    remediationSteps:
      "Remove the ingress rule: Session Manager needs none. If it is meant, name its range in the policy's setting allowedCidrs.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    tags: ["ec2", "vpc", "security-group"],
    rationale:
      "A bot calls out and is called by nobody: every open port is a way to the process that holds the key, for whoever scans the internet that night.",
    example:
      'new aws.ec2.SecurityGroup("bot", {\n  vpcId: vpc.id, // no ingress\n  egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],\n});',
    configSchema: {
      properties: {
        allowedCidrs: { ...strings, description: "Ranges from which ingress is meant, and all within them." },
        allowedPrefixLists: { ...strings, description: "Ids of prefix lists from which ingress is meant." },
      },
    },
    judge(group, violation, settings) {
      const ofBot = declaresBot();
      const allowances = allowancesOf(settings);
      const rules = rulesOf(group.type, group.inputs);
      // Tags that are not known yet may say that it is a bot's.
      if (!ofBot && rules.length > 0) leaveOpen(...saidByTags(group, "bulkhead:bot").map(({ value }) => value));
      for (const rule of rules) {
        const sources = sourcesOf(rule);
        if (ofBot && areOwnSubnets(sources)) continue;
        if (ofBot && (allowances.none || sources.length === 0)) {
          const what = rule.path === "" ? "The rule" : rule.path;
          violation({ message: `${what} lets traffic in to a bot, expected no ingress.`, at: rule });
          continue;
        }
        for (const { value, kind } of sources) {
          if (allowances.admit(value, kind)) continue;
          if (ofBot) violation(value, "no ingress but from what allowedCidrs or allowedPrefixLists names");
          else if (kind === "list" || (kind === "range" && isWorld(value)))
            violation(value, "a range of known addresses");
        }
      }
    },
  },
);

/** The ingress rules: those of a group, or the resource itself where it is one. */
function rulesOf(type: string, inputs: Value<Args>): readonly Value[] {
  if (type === vpcRule || type === nativeRule) return [inputs];
  if (type === nativeGroup) return inputs.below(["securityGroupIngress"]).items();
  if (type !== "aws:ec2/securityGroupRule:SecurityGroupRule") return inputs.at("ingress").items();
  return inputs.at("type").is("egress") || inputs.at("type").unknown ? [] : [inputs];
}

interface Source {
  readonly value: Value;
  readonly kind: keyof typeof kinds;
}

const kinds = {
  range: ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"],
  list: ["prefixListIds", "prefixListId", "sourcePrefixListId"],
  group: [
    "securityGroups",
    "sourceSecurityGroupId",
    "sourceSecurityGroupName",
    "referencedSecurityGroupId",
    // The group itself, if it is true.
    "self",
  ],
} as const;

function sourcesOf(rule: Value): readonly Source[] {
  return (["range", "list", "group"] as const).flatMap((kind) =>
    kinds[kind].flatMap((property) => {
      const value = rule.below([property]);
      const values = itemsOf(value);
      return values
        .filter((one) => one.unknown || (one.text !== "" && !one.is(false)))
        .map((one) => ({ value: one, kind }));
    }),
  );
}

/** Whether all that is let in comes from private subnets that the stack has registered before. */
function areOwnSubnets(sources: readonly Source[]): boolean {
  if (sources.length === 0) return false;
  const ranges = sources.map(({ value }) => (value.unknown ? undefined : ipRange(value.text ?? "")));
  const own = registered("aws:ec2/subnet:Subnet")
    .map((subnet) => subnet.inputs.below(["cidrBlock"]).text ?? "")
    .filter((text) => !reachesInternet(text))
    .flatMap((text) => ipRange(text) ?? [])
    // No subnet of AWS is wider.
    .filter(({ family, bits }) => family === "ipv4" && bits >= 16);
  return ranges.every((range) => range !== undefined && own.some((subnet) => contains(subnet, range)));
}

const uniqueLocal = new BlockList();
uniqueLocal.addSubnet("fc00::", 7, "ipv6");

/** Wider than anybody's own addresses; what is no range at all could be anything. */
function isWorld(value: Value): boolean {
  const range = ipRange(value.text ?? "");
  if (range === undefined) return true;
  if (range.family === "ipv4") return range.bits < 8;
  return range.bits < 16 && !(range.bits >= 7 && uniqueLocal.check(range.address, "ipv6"));
}

interface Allowances {
  readonly none: boolean;
  admit(value: Value, kind: Source["kind"]): boolean;
}

function allowancesOf(settings: Settings): Allowances {
  const ranges = listed(settings.allowedCidrs).flatMap((text) => ipRange(text) ?? []);
  const lists = listed(settings.allowedPrefixLists);
  return {
    none: ranges.length === 0 && lists.length === 0,
    admit(value, kind) {
      if (value.unknown) return false;
      const text = value.text ?? "";
      if (kind === "list") return lists.includes(text);
      const range = ipRange(text);
      return range !== undefined && ranges.some((outer) => contains(outer, range));
    },
  };
}

function listed(setting: unknown): readonly string[] {
  return Array.isArray(setting) ? setting.filter((one): one is string => typeof one === "string") : [];
}

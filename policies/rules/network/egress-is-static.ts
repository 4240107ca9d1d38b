import { textsOf } from "../../links";
import { type Resource, declaredIn, declaredSetting, stackPolicy } from "../../policy";
import { leaveOpen } from "../../reader";
import { Routes, type Way } from "../../routes";
import { joinedVpc } from "../../shared-vpc";

/**
 * How ways out are followed, and what is not, says `Routes`. Whether the address itself is kept says network-eip-protected.
 * A sender leaves by one address of the stack: which of two it takes is the route's choice, and an exchange that lists one
 * refuses the other. Nor does a sender behind a NAT have a route to an internet gateway beside it, which waits for an address.
 * Where configuration says that the stack joins another's VPC, the way out is one NAT gateway outside the stack, the same for
 * every sender; that this one has one address, the owner's stack is judged for.
 */
export const egressIsStatic = stackPolicy({
  name: "network-egress-is-static",
  description:
    "Every way out of a bot's stack leaves by one Elastic IP of the stack, or by an address that is declared.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Bind an Elastic IP to the host or to its NAT gateway and close the other way, or name what is outside the stack in the policy's setting declared.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
  tags: ["ec2", "vpc", "eip"],
  stacks: ["bot"],
  rationale:
    "The exchange's allow-list is what makes a stolen key worthless elsewhere, and it needs an address that stays. One route that goes another way, and the bot is refused, or somebody takes the list off.",
  example:
    'new aws.ec2.Route("out", { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: internet.id });\nnew aws.ec2.EipAssociation("host", { allocationId: address.id, networkInterfaceId: hostInterface.id });',
  configSchema: declaredSetting("Addresses, allocation ids and gateways outside the stack by which traffic may leave."),
  judge(whole, violation, settings) {
    const declared = declaredIn(settings);
    const isDeclared = (address: Resource): boolean =>
      textsOf(address, ["id", "allocationId", "publicIp"]).some((text) => declared.has(text));
    const ways = new Routes(whole, declared).ways();
    const gateways = new Set(ways.flatMap(({ beyond }) => beyond ?? []));
    const isShared = ({ beyond }: Way): boolean =>
      beyond !== undefined && gateways.size === 1 && joinedVpc(whole.stack) !== undefined;
    const faulty = new Set<string>();
    for (const way of ways) {
      const { sender, trail, fault } = way;
      if (fault === undefined || isShared(way)) continue;
      faulty.add(sender.urn);
      violation({
        message: `${trail.join(" → ")} leaves ${fault}, expected an Elastic IP of this stack or what the setting declared names.`,
        resource: sender,
      });
    }
    const addressesOf = (its: readonly Way[]): readonly string[] => [
      ...new Set([
        ...its.flatMap(({ by }) => (by === undefined || isDeclared(by) ? [] : [by.name])),
        ...(its.some(isShared) ? ["the shared NAT gateway's"] : []),
      ]),
    ];
    for (const [source, its] of grouped(ways, "source")) {
      const addresses = addressesOf(its.filter(({ sender }) => !faulty.has(sender.urn)));
      if (addresses.length <= 1) continue;
      for (const { sender } of its) faulty.add(sender.urn);
      violation({
        message: `${source.name} leaves by ${addresses.length} addresses, ${[...addresses].sort().join(" and ")}, expected one.`,
        resource: source,
      });
    }
    for (const [sender, its] of grouped(ways, "sender")) {
      if (faulty.has(sender.urn)) continue;
      const bare = its.find((way) => way.bare);
      if (addressesOf(its).length === 1 && bare !== undefined) {
        faulty.add(sender.urn);
        violation({
          message: `${bare.trail.join(" → ")} goes past the NAT, expected no other way out beside it.`,
          resource: sender,
        });
      }
    }
    for (const { sender, open = [] } of ways) {
      if (!faulty.has(sender.urn)) leaveOpen(...open);
    }
  },
});

/** By URN: a resource is not the same object under each of the types that it is asked for as. */
function grouped(ways: readonly Way[], by: "sender" | "source"): Iterable<readonly [Resource, readonly Way[]]> {
  const found = new Map<string, readonly [Resource, Way[]]>();
  for (const way of ways) {
    const group = found.get(way[by].urn);
    if (group === undefined) found.set(way[by].urn, [way[by], [way]]);
    else group[1].push(way);
  }
  return found.values();
}

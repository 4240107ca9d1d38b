import type { Exchange, Network } from "../exchanges/exchange";
import type { ConfigReading } from "./config-reading";
import { plainName } from "./config-values";
import type { EgressMode } from "./egress-modes";
import { mostSlots, type VpcChoice } from "./shared-vpc";

const key = "bulkhead:vpc";
const joining = /^shared:(?<owner>[^/]{1,100})\/(?<slot>[1-9]\d?)$/u;

/**
 * Whose VPC a bot is in; what is wrong with it is in the reading's errors. Where the project has the owner's stack file,
 * it is held against this one at once; elsewhere `up` finds out.
 */
export function readVpc(
  reading: ConfigReading,
  bot: {
    readonly exchange: Exchange | undefined;
    readonly network: Network | undefined;
    readonly region: string | undefined;
    readonly egress: EgressMode | undefined;
  },
): VpcChoice | undefined {
  const text = reading.given(key);
  if (text === undefined || text === "own") return "own";
  if (text === "shared") {
    if (bot.egress === undefined || bot.egress === "nat-gateway") return "shared";
    reading.report(
      key,
      `is "shared" while bulkhead:egress is "${bot.egress}", expected nat-gateway: only a gateway forwards for other bots. ` +
        `Run: pulumi config set bulkhead:egress nat-gateway --stack ${reading.stack}`,
    );
    return undefined;
  }
  const { owner = "", slot = "" } = joining.exec(text)?.groups ?? {};
  if (!plainName.test(owner) || Number(slot) > mostSlots) {
    const expected = `own, shared, or shared:STACK/SLOT with a slot from 1 to ${String(mostSlots)}`;
    reading.wrong(key, text, expected, "Name the stack that shares its VPC and a slot that no other bot has.");
    return undefined;
  }
  for (const other of ["egress", "egressAllocationId", "egressNext"]) {
    const value = reading.given(`bulkhead:${other}`);
    // What Pulumi.yaml declares has a default.
    if (value === undefined || (other === "egress" && value === "address")) continue;
    reading.report(
      `bulkhead:${other}`,
      `is set while ${key} joins the VPC of ${owner}, whose address it is. Remove it.`,
    );
  }
  refuseOthers(reading, owner, bot);
  return { owner, slot: Number(slot) };
}

/** Bots of two exchanges, or of play money and real funds, never share an address. */
function refuseOthers(
  reading: ConfigReading,
  owner: string,
  { exchange, network, region }: Parameters<typeof readVpc>[1],
): void {
  if (owner === reading.stack) reading.report(key, "joins the stack's own VPC. Write shared, or name another stack.");
  const file = owner === reading.stack ? undefined : reading.neighbour(owner);
  if (file === undefined) return;
  const wanted = {
    [key]: "shared",
    "bulkhead:exchange": exchange?.id,
    "bulkhead:network": network,
    "aws:region": region,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined || file.text(name) === value) continue;
    reading.report(
      key,
      `joins the VPC of ${owner}, whose ${name} in ${file.file} is not ${value}: a VPC is shared by bots of one exchange, network ` +
        "and region, and only where its owner's bulkhead:vpc is shared. Join another stack's, or remove the key.",
    );
    return;
  }
}

import type { ExchangeAnswer, FailureKind } from "../host/exchange-call";

/** What was seen from outside and on the host, as far as it could be. */
export interface Seen {
  readonly stack: string;
  readonly exchange: string;
  readonly network: string;
  readonly region: string;
  /** How the exchange answers addresses of this region, where it refuses them. */
  readonly refusedRegion: string | undefined;
  readonly host:
    { readonly state: string; readonly isCutOff: boolean; readonly answers: boolean; readonly why: string } | undefined;
  readonly secret: { readonly isEmpty: boolean | undefined; readonly keyEnabled: boolean | undefined } | undefined;
  /** Public addresses that the stack declares and leaves by. */
  readonly declared: readonly string[];
  /** Own address as the host sees it; null where it can't be seen, as behind a NAT. */
  readonly own: string | null;
  readonly skewMilliseconds: number | undefined;
  readonly ping: ExchangeAnswer | undefined;
  /** The exchange's list for this key; undefined where it does not tell. */
  readonly listed: readonly string[] | undefined;
  readonly canTrade: boolean | undefined;
}

/** One thing that is wrong, and what to do about it. */
export interface Trouble {
  readonly what: string;
  readonly remedy: string;
  /** `certain`: nothing else explains it. `likely`: what fits best. */
  readonly certainty: "certain" | "likely";
}

/** Most that exchanges let a clock be off; Binance's window is 5 s unless asked otherwise, and 1 s ahead. */
const mostSkewMilliseconds = 1000;

/**
 * Says which of address, clock, key, host, region and permission it is, the first cause first. Empty where the key works from
 * the stack's own address. What was not seen rules nothing out.
 */
export function diagnose(seen: Seen): readonly Trouble[] {
  const troubles: Trouble[] = [];
  const add = (what: string, remedy: string, certainty: Trouble["certainty"] = "certain"): void => {
    troubles.push({ what, remedy, certainty });
  };
  const { stack, ping } = seen;
  if (seen.host === undefined) add("The stack has no host.", `Run pulumi up --stack ${stack}.`);
  else if (seen.host.state !== "running") add(`The host is ${seen.host.state}.`, "Start it, as a deployer.");
  else if (seen.host.isCutOff) {
    add("The host is cut off: a containment does that.", `bulkhead release --stack ${stack} --yes, once it is over.`);
  } else if (!seen.host.answers) {
    add(
      `The host does not answer: ${seen.host.why}`,
      "See whether the agent of Systems Manager runs, and the gate lets it out: docs/sandbox.md.",
    );
  }
  if (seen.secret === undefined) add("The stack has no secret.", `Run pulumi up --stack ${stack}.`);
  else {
    if (seen.secret.keyEnabled === false) {
      add(
        "The custody key is disabled: a containment does that.",
        `bulkhead release --stack ${stack} --yes, once it is over.`,
      );
    }
    if (seen.secret.isEmpty === true) add("The secret is empty.", `bulkhead secret put --stack ${stack} --yes`);
  }
  if (seen.own !== null && seen.declared.length > 0 && !seen.declared.includes(seen.own)) {
    add(
      `The host leaves by ${seen.own}, and the stack declares ${seen.declared.join(", ")}.`,
      "Bind the stack's address again: pulumi up. The exchange knows the declared one.",
    );
  }
  if (seen.skewMilliseconds !== undefined && Math.abs(seen.skewMilliseconds) > mostSkewMilliseconds) {
    const direction = seen.skewMilliseconds > 0 ? "behind" : "ahead of";
    add(
      `The host's clock is ${(Math.abs(seen.skewMilliseconds) / 1000).toFixed(1)} s ${direction} the exchange's.`,
      "See what chronyc tracking says on the host: time comes from 169.254.169.123.",
    );
  }
  const missing = seen.listed === undefined ? [] : seen.declared.filter((one) => !seen.listed?.includes(one));
  if (missing.length > 0 && seen.listed?.length === 0) {
    add(
      "The key is bound to no address: it works from everywhere.",
      `Set the key's list to ${missing.join(", ")} at the exchange.`,
    );
  } else if (missing.length > 0) {
    add(
      `The exchange's list for this key lacks ${missing.join(", ")}.`,
      `Add ${missing.join(", ")} to the key's list at the exchange.`,
    );
  }
  if (ping !== undefined && !ping.ok) {
    const cause = causes(seen)[ping.kind];
    const isKnown = troubles.some(({ certainty }) => certainty === "certain");
    // The exchange's refusal follows from what is found already; a cause of its own is added where nothing is.
    if (cause !== undefined && !(isKnown && cause.certainty === "likely")) troubles.push(cause);
  }
  if (seen.canTrade === false) {
    add("The key may read and not trade.", "Switch trading on for it at the exchange, withdrawals off.");
  }
  return troubles;
}

function causes(seen: Seen): Readonly<Partial<Record<FailureKind, Trouble>>> {
  const { stack, exchange, network, region, declared } = seen;
  const put = `bulkhead secret put --stack ${stack} --yes`;
  const certain = (what: string, remedy: string): Trouble => ({ what, remedy, certainty: "certain" });
  const likely = (what: string, remedy: string): Trouble => ({ what, remedy, certainty: "likely" });
  const other = network === "testnet" ? "mainnet" : "testnet";
  return {
    "no-credential": certain(
      "The host can't read the secret.",
      `See bulkhead audit, and whether a containment locked it: bulkhead release --stack ${stack}.`,
    ),
    "malformed-credential": certain(`The secret does not hold a credential of ${exchange}.`, put),
    "bad-key": certain(
      `The exchange does not know the key: it was deleted or disabled, expired unused, or belongs to the ${other} or another site of the exchange.`,
      `Look at the exchange's page; put a new one: bulkhead rotate --stack ${stack} --yes.`,
    ),
    expired: certain("The key has expired.", `bulkhead rotate --stack ${stack} --yes`),
    "bad-signature": certain("The secret half does not belong to the key, or was cut when it was copied.", put),
    "bad-passphrase": certain("The passphrase is not the key's.", put),
    "address-refused": certain(
      `The exchange refuses the address ${declared.join(", ")}: it is not on the key's list.`,
      `Add ${declared.join(", ")} to the key's list at the exchange.`,
    ),
    "permission-missing": certain(
      "The key lacks a permission.",
      "Switch reading and trading on for it at the exchange, withdrawals off.",
    ),
    clock: certain("The exchange refuses the host's time.", "See what chronyc tracking says on the host."),
    "region-refused": certain(
      `The exchange does not serve addresses of ${region}${seen.refusedRegion === undefined ? "" : `: it ${seen.refusedRegion}`}.`,
      "Move the stack to another region: a new stack with its own address and key.",
    ),
    "wrong-network": certain(
      `The key is of the ${other}, and the stack of the ${network}.`,
      `Put a key of the ${network}: ${put}`,
    ),
    ambiguous: likely(
      `The exchange does not say whether key, address or permission is wrong. ${ambiguity(seen)}`,
      `Compare the key's list at the exchange with ${declared.join(", ")}; where it is right, the key was deleted or is of the ${other}.`,
    ),
    "rate-limited": likely(
      "The exchange's rate limit is used up: something calls too often.",
      `bulkhead watch --stack ${stack}`,
    ),
    banned: certain(
      "The exchange has banned the address for calling too often.",
      `Stop the bot until the ban ends; bulkhead watch --stack ${stack} shows its calls.`,
    ),
    unavailable: certain("The exchange is out of service.", "Wait; see its status page."),
    timeout: likely("The exchange did not answer in time.", "Try again; see its status page."),
    unreachable: likely(
      "The exchange can't be reached from the host: its name, the gate's list, or the network.",
      `bulkhead sandbox verify --stack ${stack} shows what goes through.`,
    ),
    "not-the-exchange": likely(
      "Something other than the exchange answered.",
      "Look whether a proxy or a notice page stands between.",
    ),
    unexpected: likely("The exchange's answer was not understood.", "Try again; if it stays so, please report it."),
  };
}

/** What can be ruled out where an exchange won't say which it is. */
function ambiguity({ listed, declared, own, skewMilliseconds }: Seen): string {
  const ruledOut: string[] = [];
  if (own !== null && declared.includes(own)) ruledOut.push(`the host does leave by ${own}`);
  if (skewMilliseconds !== undefined && Math.abs(skewMilliseconds) <= mostSkewMilliseconds)
    ruledOut.push("its clock is right");
  if (listed !== undefined) ruledOut.push("the list was read");
  return ruledOut.length === 0 ? "" : `Ruled out: ${ruledOut.join(", ")}.`;
}

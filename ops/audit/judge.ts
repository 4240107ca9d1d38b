import type { Exchange } from "../../exchanges/exchange";
import type { AuditFinding, AuditRule } from "./finding";
import type { KeyRecord, Told } from "./key-record";

/** What else is known of a stack's key, beside what the exchange says. */
export interface Known {
  readonly stack: string;
  readonly file: string;
  readonly kind: "bot" | "operator";
  readonly exchange: Exchange;
  readonly network: string;
  /** Public addresses that the stack leaves by. */
  readonly addresses: readonly string[];
  /** Addresses that are held until the exchange lists them, or until it no longer has to. */
  readonly heldAddresses: readonly string[];
  /** When the version in use was put, ISO 8601; undefined where that can't be read. */
  readonly putAt: string | undefined;
  /** When the bot's own log last shows an answer of the exchange; undefined where it shows none. */
  readonly loggedUse: string | undefined;
  /** Who vouches for a rule of this key, where the exchange can't tell. */
  readonly attested: (rule: AuditRule, key: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const day = 86_400_000;
const limits = { usedWithinDays: 30, youngerThanDays: 90, expiringWithinDays: 14 } as const;

export type Judged = Omit<AuditFinding, "stack" | "file" | "key" | "rule">;
export const passed = (message: string): Judged => ({ kind: "passed", message, remedy: "" });
const violated = (message: string, remedy: string): Judged => ({ kind: "violated", message, remedy });

/** Judges one key by what the exchange says of it and what else is known. Every rule has a finding. */
export function judgeKey(record: KeyRecord, known: Known): readonly AuditFinding[] {
  const judged: Readonly<Partial<Record<AuditRule, Judged>>> = {
    enabled: flag(
      record.state,
      "enabled",
      "The key is enabled.",
      "The key is not enabled.",
      "Enable it at the exchange, or rotate it.",
    ),
    network: flag(
      record.network,
      known.network,
      `The key is of the ${known.network}.`,
      `The key is not of the ${known.network}.`,
      "Put a key of the stack's own network: bulkhead rotate.",
    ),
    "no-withdrawal": flag(
      record.canWithdraw,
      false,
      "Withdrawals are off.",
      "THE KEY CAN WITHDRAW.",
      "Switch withdrawals off at the exchange now; then look whether any were made: bulkhead watch.",
    ),
    "no-transfer":
      known.kind === "operator"
        ? flagOfMaster(record)
        : flag(
            record.canTransfer,
            false,
            "Transfers are off.",
            "The key can transfer to other accounts.",
            "Switch transfers off at the exchange.",
          ),
    bound: bound(record, known),
    used: used(record, known),
    young: young(record, known),
    "not-expiring": expiring(record.expires, known.now),
    "no-master":
      known.kind === "operator"
        ? passed("A master key stands on an operator stack.")
        : flag(
            record.master,
            false,
            "The key manages no others.",
            "The key can manage other keys.",
            "Put it on an operator stack; give the bot a key of a sub-account.",
          ),
  };
  return Object.entries(judged).map(([name, finding]) => ({
    ...{ rule: name as AuditRule, stack: known.stack, file: known.file, key: record.key },
    ...settled(finding, known.attested(name as AuditRule, record.key)),
  }));
}

/** A finding, or that a person settled it. */
export function settled(finding: Judged, by: string | undefined): Judged {
  return finding.kind === "untold" && by !== undefined ? passed(`The exchange can't tell; ${by}.`) : finding;
}

function flag<Value>(told: Told<Value>, good: Value, isSo: string, isNot: string, remedy: string): Judged {
  if ("value" in told) return told.value === good ? passed(isSo) : violated(isNot, remedy);
  return open(told);
}

/** Some exchanges let nobody manage sub-accounts' keys who may not transfer between them: an operator's key may. */
function flagOfMaster({ canTransfer }: KeyRecord): Judged {
  if (!("value" in canTransfer) || !canTransfer.value) return passed("Transfers are off, or the exchange can't tell.");
  return {
    kind: "warning",
    message: "The master key can transfer between accounts.",
    remedy: "Where the exchange lets it manage keys without, switch transfers off.",
  };
}

/** What settles what an exchange can't tell. */
export const lookAtPage =
  "Look at the exchange's page, and say so: bulkhead audit --attest RULE --key FINGERPRINT --by NAME.";

export function open(told: { readonly unknown: string } | { readonly untold: string }): Judged {
  if ("unknown" in told) {
    return {
      kind: "unknown",
      message: told.unknown,
      remedy: "Ask again; if it stays so, look at the exchange's page.",
    };
  }
  return {
    kind: "untold",
    message: told.untold,
    remedy: lookAtPage,
  };
}

function bound({ restricted, addresses }: KeyRecord, known: Known): Judged {
  if (known.exchange.allowList.supported === false)
    return passed(`${known.exchange.title} binds no key to addresses: ${known.exchange.allowList.unbound}`);
  const remedy = `Set the key's list to ${known.addresses.join(", ")} at the exchange.`;
  if ("value" in restricted && !restricted.value) return violated("The key is bound to no address.", remedy);
  if (!("value" in addresses)) return open("value" in restricted ? addresses : restricted);
  const listed = addresses.value.map((one) => one.replace(/\/32$/u, ""));
  if (listed.length === 0) return violated("The key is bound to no address.", remedy);
  const missing = known.addresses.filter((one) => !listed.includes(one));
  const extra = listed.filter((one) => !known.addresses.includes(one));
  const foreign = extra.filter((one) => !known.heldAddresses.includes(one));
  if (missing.length > 0)
    return violated(`The exchange does not list ${missing.join(", ")}, by which the stack leaves.`, remedy);
  if (foreign.length > 0)
    return violated(`The exchange lists ${foreign.join(", ")}, which is none of the stack's.`, remedy);
  if (extra.length > 0) {
    return {
      kind: "warning",
      message: `The exchange lists ${extra.join(", ")} too, which the stack holds.`,
      remedy: "Take it off the list when the change of addresses is over.",
    };
  }
  return passed(`Bound to ${listed.join(", ")}.`);
}

function used({ lastUsed }: KeyRecord, { loggedUse, now }: Known): Judged {
  const within = (at: string, source: string): Judged => {
    const days = Math.floor((now - Date.parse(at)) / day);
    return days < limits.usedWithinDays
      ? passed(`Used ${days} days ago, by ${source}.`)
      : violated(`Not used for ${days} days, by ${source}.`, "Retire the bot, or delete the key: bulkhead retire.");
  };
  if ("value" in lastUsed) {
    return lastUsed.value === null
      ? violated("The key was never used.", "Delete it at the exchange, or start its bot.")
      : within(lastUsed.value, "the exchange");
  }
  if ("unknown" in lastUsed) return open(lastUsed);
  return loggedUse === undefined ? open(lastUsed) : within(loggedUse, "the bot's log");
}

function young({ created }: KeyRecord, { putAt, now }: Known): Judged {
  const within = (at: string, source: string): Judged => {
    const days = Math.floor((now - Date.parse(at)) / day);
    return days < limits.youngerThanDays
      ? passed(`${days} days old, by ${source}.`)
      : violated(`${days} days old, by ${source}.`, "Rotate it: bulkhead rotate.");
  };
  if ("value" in created && created.value !== null) return within(created.value, "the exchange");
  if ("unknown" in created) return open(created);
  // The key is at least as old as the version that holds it.
  if (putAt !== undefined) return within(putAt, "the day it was put");
  return open("untold" in created ? created : { untold: "The exchange names no day." });
}

function expiring(expires: Told<string | null>, now: number): Judged {
  if (!("value" in expires)) return "untold" in expires ? passed("The exchange tells of no expiry.") : open(expires);
  if (expires.value === null) return passed("The key does not expire.");
  const days = Math.floor((Date.parse(expires.value) - now) / day);
  if (days < 0) return violated(`The key expired ${-days} days ago.`, "Put a new one: bulkhead rotate.");
  return days < limits.expiringWithinDays
    ? violated(`The key expires in ${days} days.`, "Rotate it before: bulkhead rotate.")
    : passed(`The key expires in ${days} days.`);
}

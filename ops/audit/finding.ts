/** The rules of an audit, and what each demands. Ids are final: they stand in attestations and reports. */
export const auditRules = {
  answers: "The host's call with the key is answered.",
  enabled: "The key is enabled.",
  network: "The key belongs to the stack's network.",
  "no-withdrawal": "The key cannot withdraw.",
  "no-transfer": "The key cannot transfer to other accounts.",
  bound: "The key is bound to exactly the addresses that the stack declares.",
  used: "The key was used within 30 days.",
  young: "The key is younger than 90 days.",
  "not-expiring": "The key does not expire within 14 days.",
  "one-per-bot": "No other bot has the same key.",
  "no-master": "A bot's key cannot manage other keys.",
  known: "Every key at the exchange belongs to a stack.",
} as const;

export type AuditRule = keyof typeof auditRules;

/** What an audit says of one rule about one key. */
export interface AuditFinding {
  readonly rule: AuditRule;
  /** `violated`: it is not so. `unknown`: it should have been told. `untold`: the exchange can't tell it, and nothing else settles it. */
  readonly kind: "violated" | "unknown" | "untold" | "warning" | "passed";
  readonly stack: string;
  /** Path of the stack file. */
  readonly file: string;
  /** Fingerprint of the key; absent where no key could be looked at. */
  readonly key?: string;
  /** A sentence: what was found. */
  readonly message: string;
  /** What to do; empty where it passed. */
  readonly remedy: string;
}

/** Whether a finding keeps an audit from passing. */
export function isOpen({ kind }: AuditFinding): boolean {
  return kind !== "passed" && kind !== "warning";
}

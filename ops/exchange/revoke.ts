import { awsErrorName } from "../aws/explained";
import { exchangeCall, type ExchangeAnswer, type ExchangeRequest, type HostPlace } from "../host/exchange-call";
import type { Facts } from "../journal/entry";
import { StepFailure } from "../steps/step";
import { UserError } from "../user-error";

/** After these the exchange itself has refused the very key. */
const dead = new Set(["bad-key", "expired"]);

/**
 * Whether a refusal shows that a key is dead. Some exchanges never say whether it is the key, the address or a permission;
 * where the same key was answered from the same host a moment before, only the key has changed.
 */
function isDead(answer: ExchangeAnswer, worked: boolean): boolean {
  return (
    !answer.ok &&
    (dead.has(answer.kind) || (worked && (answer.kind === "ambiguous" || answer.kind === "bad-signature")))
  );
}

/** Which key is to be revoked, and from where. */
export interface Revocation {
  /** The host of the bot that has it. */
  readonly host: HostPlace;
  /** The host with the master key, where there is one. */
  readonly operatorHost: HostPlace | undefined;
  /**
   * Version of the secret that holds it: a staging label or an id.
   * @default "AWSCURRENT"
   */
  readonly version?: string;
  /** Its fingerprint; undefined: the exchange is asked. */
  readonly key?: string | undefined;
  /** Name of the sub-account whose key it is: some exchanges want it with the master key. */
  readonly subAccount?: string | undefined;
  /** Bounds of each call. */
  readonly bounds?: Pick<ExchangeRequest, "timeoutSeconds" | "deliverySeconds">;
}

/** What came of it: `proven` by a call with the key that failed, or not revoked as far as anybody can show. */
export interface Revoked {
  readonly isProven: boolean;
  readonly key: string | undefined;
  readonly facts: Facts;
  /** Whether the last call with the key was answered: then it surely works still. */
  readonly stillWorks: boolean;
}

/**
 * Revokes a key at the exchange, with the master key or with itself, and proves it by a call with it that must fail. Whatever
 * an exchange answers to the revocation, only the failing call counts.
 */
export async function revokeKey(revocation: Revocation): Promise<Revoked> {
  const { host, operatorHost, version = "AWSCURRENT", key: told, subAccount, bounds = {} } = revocation;
  const ask = (place: HostPlace, request: ExchangeRequest): Promise<ExchangeAnswer> =>
    asked(place, { ...bounds, ...request });
  const first = await ask(host, { call: told === undefined ? "introspect" : "ping", version });
  if (!first.ok && dead.has(first.kind)) {
    return { isProven: true, key: told, facts: { proven: first.kind, by: "somebody before" }, stillWorks: false };
  }
  const record = first.ok ? (first.result.record as { key?: unknown } | undefined) : undefined;
  const key = told ?? (typeof record?.key === "string" ? record.key : undefined);
  const named = key === undefined ? {} : { key };
  let by: string | undefined;
  if (key !== undefined) {
    const sub = subAccount === undefined ? {} : { subAccount };
    const places: readonly (readonly [string, HostPlace | undefined, string, object])[] = [
      ["the master key", operatorHost, "AWSCURRENT", sub],
      ["the key itself", host, version, {}],
    ];
    for (const [name, place, used, more] of places) {
      for (const call of ["delete-key", "disable-key"]) {
        if (place === undefined || by !== undefined) continue;
        const answer = await ask(place, { call, version: used, arguments: { key, ...more } });
        if (answer.ok || answer.mayHaveHappened) by = name;
      }
    }
  }
  const proof = await ask(host, { call: "ping", version });
  // Where nobody revoked it, a refusal that could mean anything shows nothing.
  const isProven = isDead(proof, first.ok && by !== undefined);
  return {
    isProven,
    key,
    facts: isProven && !proof.ok ? { proven: proof.kind, by: by ?? "somebody", ...named } : { proven: false, ...named },
    stillWorks: proof.ok,
  };
}

/** A call on a host, where a host that gives no answer is an answer too. */
export async function asked(place: HostPlace, request: ExchangeRequest): Promise<ExchangeAnswer> {
  try {
    return await exchangeCall(place, request);
  } catch (error) {
    return {
      ok: false,
      at: new Date().toISOString(),
      version: undefined,
      kind: "unreachable",
      code: undefined,
      httpStatus: undefined,
      retryAfterSeconds: undefined,
      mayHaveHappened: false,
      message: error instanceof UserError ? error.message : `The host gives no answer (${awsErrorName(error)}).`,
    };
  }
}

/** The answer of a call that has to succeed. Throws StepFailure with its reason. */
export async function granted(
  place: HostPlace,
  request: ExchangeRequest,
): Promise<Extract<ExchangeAnswer, { ok: true }>> {
  const answer = await asked(place, request);
  if (!answer.ok) throw new StepFailure(answer.message);
  return answer;
}

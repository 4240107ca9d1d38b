import { awsErrorName } from "../aws/explained";
import { answerOf, changes, type ExchangeAnswer, exchangeCalls, type ExchangeRequest } from "../host/exchange-call";
import { type HostBounds, type HostPlace, Unanswered } from "../host/run-on-host";
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
  /**
   * Whether the key was answered from this host a moment before, by this very process.
   * @default false: it is asked
   */
  readonly isAnswered?: boolean;
  /**
   * The calls that the exchange has; undefined: not known.
   * @default - both ways are tried
   */
  readonly calls?: readonly string[] | undefined;
  /** Name of the sub-account whose key it is: some exchanges want it with the master key. */
  readonly subAccount?: string | undefined;
  /** Bounds of each call. */
  readonly bounds?: Partial<HostBounds>;
}

/** What came of it: `proven` by a call with the key that failed, or not revoked as far as anybody can show. */
export interface Revoked {
  readonly isProven: boolean;
  readonly key: string | undefined;
  readonly facts: Facts;
  /** Whether the last call with the key was answered: then it surely works still. */
  readonly stillWorks: boolean;
  /** Who revoked it, as the exchange answered; undefined where nobody did. */
  readonly acceptedFrom: string | undefined;
  /** Why each way to revoke it was refused, a sentence each. */
  readonly refusals: readonly string[];
}

/**
 * Revokes a key at the exchange, with the master key or with itself, and proves it by a call with it that must fail. Whatever
 * an exchange answers to the revocation, only the failing call counts.
 */
export async function revokeKey(revocation: Revocation): Promise<Revoked> {
  const { host, operatorHost, version = "AWSCURRENT", subAccount, calls, bounds = {} } = revocation;
  let { key, isAnswered = false } = revocation;
  const ping: ExchangeRequest = { ...bounds, call: "ping", version };
  if (key === undefined || !isAnswered) {
    let first = await asked(host, key === undefined ? { ...ping, call: "introspect" } : ping);
    key ??= first.key;
    if (!first.ok && first.kind === "unsupported") first = await asked(host, ping);
    if (!first.ok && dead.has(first.kind)) {
      return {
        isProven: true,
        key,
        facts: { proven: first.kind, by: "somebody before" },
        stillWorks: false,
        acceptedFrom: undefined,
        refusals: [],
      };
    }
    isAnswered = first.ok;
  }
  const sub = subAccount === undefined ? {} : { subAccount };
  const masters = operatorHost === undefined ? [] : [{ name: "the master key", place: operatorHost, more: sub }];
  const ways = [...masters, { name: "the key itself", place: host, more: {} }].flatMap((way) =>
    ["delete-key", "disable-key"].filter((call) => calls?.includes(call) !== false).map((call) => ({ ...way, call })),
  );
  let by: string | undefined;
  let proof: ExchangeAnswer | undefined;
  const refusals: string[] = [];
  for (const { name, place, more, call } of key === undefined ? [] : ways) {
    const own = place === host;
    const request = { ...bounds, call, version: own ? version : "AWSCURRENT", arguments: { key, ...more } };
    // Where the key revokes itself, the call that must fail goes along.
    const [answer, after] = await everyAsked(place, own ? [request, ping] : [request]);
    proof = after;
    if (answer?.ok === true || answer?.mayHaveHappened === true) {
      by = name;
      break;
    }
    if (answer !== undefined && answer.kind !== "unsupported") refusals.push(`Not by ${name}: ${answer.message}`);
  }
  proof ??= await asked(host, ping);
  // Where nobody revoked it, a refusal that could mean anything shows nothing.
  const isProven = isDead(proof, isAnswered && by !== undefined);
  const named = key === undefined ? {} : { key };
  return {
    isProven,
    key,
    facts: isProven && !proof.ok ? { proven: proof.kind, by: by ?? "somebody", ...named } : { proven: false, ...named },
    stillWorks: proof.ok,
    acceptedFrom: by,
    refusals: [...new Set(refusals)],
  };
}

/** A call on a host, where a host that gives no answer is an answer too. */
export async function asked(place: HostPlace, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const [answer] = await everyAsked(place, [request]);
  return answer ?? answerOf("");
}

/** Calls one after the other in one command, as `asked`: as many answers as there are calls. */
export async function everyAsked(
  place: HostPlace,
  requests: readonly ExchangeRequest[],
): Promise<readonly ExchangeAnswer[]> {
  try {
    return await exchangeCalls(place, requests);
  } catch (error) {
    const message = error instanceof UserError ? error.message : `The host gives no answer (${awsErrorName(error)}).`;
    return requests.map(({ call }) => ({
      ok: false,
      at: new Date().toISOString(),
      version: undefined,
      key: undefined,
      kind: "unreachable",
      code: undefined,
      httpStatus: undefined,
      retryAfterSeconds: undefined,
      mayHaveHappened: error instanceof Unanswered && changes.has(call),
      message,
    }));
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

import { isMap } from "../embedded/project";
import { type HostBounds, type HostPlace, runOnHost } from "./run-on-host";

/** Why an exchange call did not do what it was asked to. The script's own words, never the exchange's. */
export const failureKinds = [
  "no-credential",
  "malformed-credential",
  "bad-key",
  "expired",
  "bad-signature",
  "bad-passphrase",
  "address-refused",
  "permission-missing",
  "clock",
  "region-refused",
  "wrong-network",
  "ambiguous",
  "rate-limited",
  "banned",
  "unavailable",
  "timeout",
  "unreachable",
  "not-the-exchange",
  "unexpected",
  "unsupported",
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** Calls that change something: the script of `exchange-look` makes none of them (`infra/host/operator/core/arguments.py`). */
export const changes: ReadonlySet<string> = new Set([
  ...["cancel-all", "dead-man", "create-key", "set-addresses", "disable-key", "enable-key", "delete-key"],
]);

/** A call to a bot's exchange from the bot's host. The host knows exchange, network and secret by itself. */
export interface ExchangeRequest extends Partial<HostBounds> {
  readonly call: string;
  /**
   * Which version of the credential: a staging label or a version's id.
   * @default "AWSCURRENT"
   */
  readonly version?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** What came of an exchange call. */
export type ExchangeAnswer =
  | {
      readonly ok: true;
      readonly at: string;
      /** Id of the version of the credential that the call was made with. */
      readonly version: string | undefined;
      /** Fingerprint of the key that the call was made with. */
      readonly key: string | undefined;
      readonly result: Readonly<Record<string, unknown>>;
    }
  | {
      readonly ok: false;
      readonly at: string;
      readonly version: string | undefined;
      readonly key: string | undefined;
      readonly kind: FailureKind;
      /** The exchange's own code. */
      readonly code: string | undefined;
      readonly httpStatus: number | undefined;
      readonly retryAfterSeconds: number | undefined;
      /** A call that changes something, and whose answer was lost. */
      readonly mayHaveHappened: boolean;
      readonly message: string;
    };

/**
 * Makes a call with a bot's credential on the bot's own host, from the address that the exchange knows. Nothing of the
 * credential comes back. Throws UserError where the host gives no answer; an answer that is not of the script's shape is
 * `unexpected`, never a success.
 */
export async function exchangeCall(place: HostPlace, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const [answer] = await exchangeCalls(place, [request]);
  return answer ?? answerOf("");
}

/**
 * Makes calls one after the other in one command, each whatever came of those before. As `exchangeCall` otherwise; the time of
 * all is the sum of theirs.
 */
export async function exchangeCalls(
  place: HostPlace,
  requests: readonly ExchangeRequest[],
): Promise<readonly ExchangeAnswer[]> {
  const lines = requests.map(
    ({ call, version = "AWSCURRENT", arguments: given = {} }) =>
      `${JSON.stringify({ call, version, arguments: given })}\n`,
  );
  const { deliverySeconds = 60, askAfterMilliseconds = 250 } = requests[0] ?? {};
  const { output } = await runOnHost({
    ...place,
    ...{ deliverySeconds, askAfterMilliseconds },
    // A request that can't be read ends it with the reason; what an exchange refuses does not.
    action: requests.some(({ call }) => changes.has(call)) ? "exchange-call" : "exchange-look",
    input: lines.join(""),
    // Each time makes another key.
    once: requests.some(({ call }) => call === "create-key"),
    comment: `bulkhead ${requests.map(({ call }) => call).join(", ")}`,
    timeoutSeconds: requests.reduce((sum, { timeoutSeconds = 60 }) => sum + timeoutSeconds, 0),
    accepted: [0],
  });
  const answers = output.split("\n");
  return requests.map((_, index) => answerOf(answers[index] ?? ""));
}

/** The script's answer, or `unexpected` for what is none. */
export function answerOf(output: string): ExchangeAnswer {
  const said = parsed(output);
  const at = typeof said?.at === "string" ? said.at.slice(0, 40) : new Date().toISOString();
  const version = typeof said?.version === "string" && /^[\w-]{1,64}$/u.test(said.version) ? said.version : undefined;
  const key = typeof said?.key === "string" && /^[\da-f]{16}$/u.test(said.key) ? said.key : undefined;
  if (said?.ok === true && isMap(said.result)) return { ok: true, at, version, key, result: said.result };
  const error = said?.ok === false && isMap(said.error) ? said.error : undefined;
  const kind = failureKinds.find((one) => one === error?.kind) ?? "unexpected";
  return {
    ok: false,
    at,
    version,
    key,
    kind,
    code: typeof error?.code === "string" && /^[\w .:-]{1,40}$/u.test(error.code) ? error.code : undefined,
    httpStatus: typeof error?.httpStatus === "number" ? error.httpStatus : undefined,
    retryAfterSeconds: typeof error?.retryAfterSeconds === "number" ? error.retryAfterSeconds : undefined,
    // Of an answer that can't be read nobody knows.
    mayHaveHappened: error === undefined || error.mayHaveHappened === true,
    message: typeof error?.message === "string" ? error.message.slice(0, 300) : "The host's answer can't be read.",
  };
}

function parsed(output: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(output);
    return isMap(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

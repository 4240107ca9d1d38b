import type { Aws } from "../aws/aws";
import { explained } from "../aws/explained";

/** What was seen, or why it was not: what could not be looked at is never taken for good. */
export type Seen<Value> = { readonly value: Value } | { readonly unseen: string };

/** Asks, and answers the reason where there is no answer. `call` is the permission that it takes. */
export async function seen<Value>(
  aws: Pick<Aws, "region">,
  call: string,
  ask: () => Promise<Value>,
): Promise<Seen<Value>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { unseen: explained(error, call, aws.region) };
  }
}

/** What was seen, or what stands for it otherwise. */
export function seenOr<Value>(all: Seen<Value>, otherwise: Value): Value {
  return "value" in all ? all.value : otherwise;
}

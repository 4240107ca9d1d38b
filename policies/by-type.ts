import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { knownIdle, passOver, restOf } from "./marks";
import type { Policy } from "./policy";

type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * The policies as the SDK is handed them: a list that it walks anew for each request. Nine in ten have no business with
 * the type that is asked about, and the SDK makes an object, a reason and a message for each to say so. Where it has said
 * so of this type before, it is led past them, and what it said is added to its answer.
 */
export function byType(policies: readonly Policy[], last: readonly SdkPolicy[]): SdkPolicy[] {
  const all = [...policies.map(({ sdk }) => sdk), ...last];
  const isIdle = ({ types }: Policy, type: string): boolean => types !== "*" && !types.includes(type);
  passOver((type) => new Set(policies.filter((policy) => isIdle(policy, type)).map(({ name }) => name)));

  const lists = new Map<string, readonly SdkPolicy[]>();
  const listFor = ({ key, type }: { key: string; type: string }): readonly SdkPolicy[] => {
    let list = lists.get(key);
    if (list === undefined) {
      const busy = policies.filter((policy) => policy.kind !== "stack" && !isIdle(policy, type));
      list = [placeOfTheRest(key), ...busy.map(({ sdk }) => sdk)];
      lists.set(key, list);
    }
    return list;
  };
  return Object.defineProperty(all, Symbol.iterator, {
    value: () => {
      const asked = knownIdle();
      return (asked === undefined ? all : listFor(asked)).values();
    },
  });
}

/** Stands for all that are passed over: it applies to no type, which the SDK puts into its answer at either method. */
function placeOfTheRest(key: string): ResourceValidationPolicy {
  const none = Object.assign(() => undefined, { __pulumiType: "no type" });
  return {
    name: `${restOf}${key}`,
    description: "The policies that have no business with the type.",
    enforcementLevel: "remediate",
    validateResource: none,
    remediateResource: none,
  };
}

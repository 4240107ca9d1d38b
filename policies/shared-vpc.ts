import type { Stack } from "./marks";

/** The stack whose VPC this one joins, as configuration says (`bulkhead:vpc` is `shared:STACK/SLOT`); undefined where it joins none. */
export function joinedVpc(stack: Stack): string | undefined {
  return /^shared:(?<owner>[\w.-]{1,100})\/\d{1,2}$/u.exec(stack.config.get("bulkhead:vpc") ?? "")?.groups?.owner;
}

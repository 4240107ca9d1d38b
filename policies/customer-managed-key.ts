import type { Value } from "./reader";

/** Whether a value names a key other than those that AWS keeps for an account: their aliases, `alias/aws/…`, in an ARN too, are nobody else's. */
export function isCustomerManaged(key: Value): boolean {
  const text = key.text?.trim() ?? "";
  return text !== "" && !/(?:^|:)(?:alias\/)?aws\//iu.test(text);
}

import type { Aws } from "../aws/aws";
import type { HostPlace } from "./run-on-host";

/** The host of a stack, by the tags that it alone has; `aws`: where connections to its region are open already. */
export function placeOf(
  { region, bot, network }: { readonly region: string; readonly bot: string; readonly network: string },
  aws?: Aws,
): HostPlace {
  return {
    region,
    tags: { "bulkhead:bot": bot, "bulkhead:network": network },
    ...(aws === undefined ? {} : { aws }),
  };
}

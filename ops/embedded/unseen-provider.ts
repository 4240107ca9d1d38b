import type { ProviderFacts } from "./judge";
import { nameOf } from "./urn";

/** What is known of a provider that only a reference names: that there is one. */
export function unseenProvider(reference: string, packageName: string): ProviderFacts {
  const urn = reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
  return { type: `pulumi:providers:${packageName}`, urn, name: nameOf(urn) || "unknown", inputs: {} };
}

import { dirname, join } from "node:path";
import { UserError } from "../user-error";
import { findUp } from "./project";

/** The folder of the pack that came with this command: policies/ beside ops/, or beside dist/ where this is compiled. Throws UserError. */
export function ownPack(): string {
  const manifest = findUp(__dirname, join("policies", "PulumiPolicy.yaml"));
  if (manifest === undefined) throw new UserError("Bulkhead's policy pack is missing. Install bulkhead again.");
  return dirname(manifest);
}

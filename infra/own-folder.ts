import { existsSync } from "node:fs";
import { join } from "node:path";

/** A folder of `infra` whose files go to a host as they are. They stay there when the program is compiled to `dist/infra`. */
export function ownFolder(name: "host" | "nat"): string {
  const here = join(__dirname, name);
  return existsSync(here) ? here : join(__dirname, "../../infra", name);
}

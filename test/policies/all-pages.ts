import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, type Preset, pages } from "../../policies/pages/page";

/** What each policy says of itself, under the shipped presets. */
export function allPages(): readonly Page[] {
  return pages(
    Object.fromEntries(
      ["bots", "strict", "advisory-rollout"].map((name) => [
        name,
        JSON.parse(readFileSync(join(__dirname, "../../policies/presets", `${name}.json`), "utf8")) as Preset,
      ]),
    ),
  );
}

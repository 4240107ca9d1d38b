import { controls, frameworks, practices, type FrameworkId } from "../../policies/frameworks";
import type { Framework } from "./coverage";

/** The frameworks that our own pack's policies are mapped to, as far as these policies are in the pack that judged. */
export function packFrameworks(policies: ReadonlySet<string>): readonly Framework[] {
  return (Object.keys(frameworks) as FrameworkId[]).flatMap((framework) => {
    const { name, version } = frameworks[framework];
    const byControl = new Map<string, string[]>();
    for (const [policy, of] of Object.entries(controls)) {
      if (!policies.has(policy)) continue;
      for (const id of of[framework] ?? []) byControl.set(id, [...(byControl.get(id) ?? []), policy]);
    }
    const titles: Readonly<Record<string, string>> = framework === "keys" ? practices : {};
    const listed = [...byControl].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
    if (listed.length === 0) return [];
    return [
      {
        title: `${name}, ${version}`,
        controls: listed.map(([id, mapped]) => ({ id, title: titles[id] ?? "", policies: mapped })),
      },
    ];
  });
}

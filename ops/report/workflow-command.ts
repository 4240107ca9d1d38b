import { shown } from "../scan/shown";

/** A workflow command that GitHub Actions turns into an annotation. Every property and the message are escaped. */
export function workflowCommand(
  command: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escaped(String(value)).replace(/:/gu, "%3A").replace(/,/gu, "%2C")}`],
  );
  return `::${command} ${given.join(",")}::${escaped(message)}`;
}

// Escapes of https://github.com/actions/toolkit, packages/core/src/command.ts; a log also shows what they leave as it is.
function escaped(text: string): string {
  return shown(text.replace(/%/gu, "%25").replace(/\r/gu, "%0D").replace(/\n/gu, "%0A"));
}

import { oneLine } from "../../policies/verdict";
import type { Style } from "../report/style";
import { cellsOf, columns } from "./cells";
import type { Fleet, Note } from "./fleet-report";

/** The fleet as a table for people, with what to attend to below each stack. */
export function fleetText(fleet: Fleet, style: Style): string {
  const rows = fleet.rows.map((row) => ({ cells: cellsOf(row, fleet.at), notes: row.notes }));
  const width = Object.fromEntries(
    columns.map((column) => [column, Math.max(column.length, ...rows.map(({ cells }) => cells[column].length))]),
  );
  const line = (cells: Readonly<Record<string, string>>): string =>
    oneLine(
      columns
        .map((column) => (cells[column] ?? "").padEnd(width[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  const note = ({ weight, text }: Note): string => {
    const said = `  ${{ bad: "!", open: "?", told: "·" }[weight]} ${text.split("\n").map(oneLine).join("\n    ")}\n`;
    return { bad: style.red, open: style.yellow, told: style.dim }[weight](said);
  };
  const regions = fleet.regions.map(({ region, watched, quotas, notes }) => {
    const seen =
      "value" in watched ? `${watched.value.yes ? "watched" : "NOT watched"}: ${watched.value.why}` : watched.unseen;
    const left = quotas.map(({ name, used, limit }) => {
      const numbers = "value" in used && "value" in limit ? `${used.value} of ${limit.value}` : "not seen";
      return `  ${name}: ${numbers}\n`;
    });
    return `\n${style.bold(region)}: ${oneLine(seen)}\n${left.join("")}${notes.map(note).join("")}`;
  });
  return (
    `${style.dim(line(Object.fromEntries(columns.map((column) => [column, column]))))}\n` +
    rows.map(({ cells, notes }) => `${line(cells)}\n${notes.map(note).join("")}`).join("") +
    regions.join("") +
    `\n${resultText(fleet)}\n`
  );
}

/** The fleet's result in a sentence. */
export function resultText({ result, rows }: Fleet): string {
  const many = `${rows.length} ${rows.length === 1 ? "stack" : "stacks"}`;
  const attend = rows.filter(({ notes }) => notes.some(({ weight }) => weight === "bad")).length;
  switch (result) {
    case "well":
      return `${many}; all is well.`;
    case "attend":
      return `${many}; ${attend} to attend to.`;
    case "unseen":
      return `${many}; nothing is known to be wrong, and not all could be seen or is finished.`;
  }
}

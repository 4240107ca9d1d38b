import { escapeHtml } from "../report/escape-html";
import { page } from "../report/page";
import { cellsOf, columns } from "./cells";
import type { Fleet, FleetRow, Note } from "./fleet-report";
import { resultText } from "./fleet-text";

const titles = {
  stack: "Stack",
  exchange: "Exchange",
  address: "Address",
  keys: "Keys",
  secret: "Secret",
  host: "Host",
  alerts: "Alerts",
  verdict: "Verdict",
} as const;

/** The fleet as one page that needs nothing else; a phone shows each stack as a card. */
export function fleetHtml(fleet: Fleet): string {
  const word = { well: "All is well", attend: "To attend to", unseen: "Not all was seen" }[fleet.result];
  const look = { well: "good", attend: "bad", unseen: "open" }[fleet.result];
  const head = columns.map((column) => `<th scope="col">${titles[column]}</th>`).join("");
  return page({
    title: `${word}: Bulkhead fleet`,
    header: `<p class="eyebrow">Bulkhead fleet · ${escapeHtml(fleet.project)} · ${fleet.at.toISOString().slice(0, 16).replace("T", " ")} UTC</p>
<div class="hero ${look}"><h1>${word}</h1><p>${escapeHtml(resultText(fleet))}</p></div>`,
    main: `<section class="stack"><h2>Stacks</h2>
<table class="cards"><thead><tr>${head}</tr></thead><tbody>
${fleet.rows.map((row) => rowHtml(row, fleet.at)).join("\n")}
</tbody></table></section>
${fleet.regions.map(regionHtml).join("\n")}`,
    footer: "Made by <code>bulkhead fleet</code>. No value of a secret was asked for, and none is in it.",
  });
}

function rowHtml(row: FleetRow, at: Date): string {
  const cells = cellsOf(row, at);
  const look = lookOf(row.notes);
  const tds = columns.map((column) => {
    const text = escapeHtml(cells[column]);
    const shown = column === "verdict" ? `<span class="pill ${verdictLook(row)}">${text}</span>` : text;
    const mark = column === "stack" ? `<span class="dot ${look}"></span><strong>${text}</strong>` : shown;
    return `<td data-label="${titles[column]}">${mark}</td>`;
  });
  const notes =
    row.notes.length === 0 ? "" : `<tr class="notes"><td colspan="${columns.length}">${notesHtml(row.notes)}</td></tr>`;
  return `<tr>${tds.join("")}</tr>${notes}`;
}

function verdictLook({ verdict, hasFile }: FleetRow): string {
  return hasFile ? { passed: "good", refused: "bad", undecided: "open", unjudged: "calm" }[verdict] : "open";
}

function lookOf(notes: readonly Note[]): string {
  const has = (wanted: Note["weight"]): boolean => notes.some(({ weight }) => weight === wanted);
  return has("bad") ? "bad" : has("open") ? "open" : "good";
}

function notesHtml(notes: readonly Note[]): string {
  return `<ul class="notes">${notes.map(({ weight, text }) => `<li class="${weight}">${escapeHtml(text)}</li>`).join("")}</ul>`;
}

function regionHtml({ region, watched, quotas, notes }: Fleet["regions"][number]): string {
  const said = "value" in watched ? watched.value : undefined;
  const pill = said === undefined ? ["open", "not seen"] : said.yes ? ["good", "watched"] : ["bad", "not watched"];
  const rows = quotas.map(({ name, used, limit }) => {
    const numbers = "value" in used && "value" in limit ? `${used.value} of ${limit.value}` : "not seen";
    const share =
      "value" in used && "value" in limit && limit.value > 0 ? Math.min(100, (used.value / limit.value) * 100) : 0;
    return `<tr><td>${escapeHtml(name)}</td><td>${numbers}</td><td><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${numbers}"><rect class="rest" x="0" y="0" width="100" height="4"/><rect class="${share > 80 ? "violated" : "met"}" x="0" y="0" width="${share.toFixed(1)}" height="4"/></svg></td></tr>`;
  });
  return `<section class="stack"><div class="title"><h2>${escapeHtml(region)}</h2><span class="pill ${pill[0]}">${pill[1]}</span></div>
<p class="meta">${escapeHtml(said?.why ?? ("unseen" in watched ? watched.unseen : ""))}</p>
${notes.length === 0 ? "" : notesHtml(notes)}
<h3>Quotas</h3><table><thead><tr><th scope="col">Quota</th><th scope="col">Taken</th><th scope="col">Share</th></tr></thead><tbody>${rows.join("")}</tbody></table></section>`;
}

import { escapeHtml } from "../report/escape-html";
import { endedKeys, type Review, reviewMarkdown, stepTimes } from "./report";
import type { Moment } from "./timeline";

const colours: Readonly<Record<Moment["outcome"], string>> = {
  done: "#1a7f37",
  failed: "#cf222e",
  open: "#9a6700",
  seen: "#57606a",
};

/** The review as one page that needs nothing from elsewhere, with its timeline drawn. */
export function reviewHtml(review: Review): string {
  const title = `Post-incident review: ${escapeHtml(review.stack)}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --line: #d0d7de; --soft: #59636e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --soft: #9198a1; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto }
th, td { text-align: left; border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; vertical-align: top }
code { font-size: .85em } svg { width: 100%; height: auto } svg text { fill: var(--ink); font: 11px system-ui, sans-serif }
@media print { body { max-width: none } }
</style>
${drawn(review)}
${paragraphs(reviewMarkdown(review))}
</html>
`;
}

/** The moments on one line of time, those of a containment above, those of the trail below. */
function drawn(review: Review): string {
  const times = review.moments.map(({ at }) => Date.parse(at)).filter(Number.isFinite);
  if (times.length === 0) return "";
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (at: number): number => 20 + (last === first ? 380 : ((at - first) / (last - first)) * 760);
  const dots = review.moments.map(({ at, source, what, outcome }) => {
    const y = source === "journal" ? 45 : 85;
    const told = escapeHtml(`${at} ${what}`);
    return `<circle cx="${x(Date.parse(at)).toFixed(1)}" cy="${y}" r="5" fill="${colours[outcome]}"><title>${told}</title></circle>`;
  });
  const ends = endedKeys(review).flatMap(({ at }) => {
    if (at === undefined) return [];
    const across = x(Date.parse(at)).toFixed(1);
    return [`<line x1="${across}" x2="${across}" y1="25" y2="100" stroke="${colours.done}" stroke-dasharray="3"/>`];
  });
  const label = (at: number): string => new Date(at).toISOString().slice(0, 19).replace("T", " ");
  return `<svg viewBox="0 0 800 130" role="img" aria-label="Timeline: ${review.moments.length} moments, ${stepTimes(review).length} steps">
<line x1="20" x2="780" y1="65" y2="65" stroke="currentColor"/>
<text x="20" y="20">containment</text><text x="20" y="112">CloudTrail</text>
${ends.join("")}${dots.join("")}
<text x="20" y="127">${label(first)}</text><text x="780" y="127" text-anchor="end">${label(last)}</text>
</svg>`;
}

/** The few forms of Markdown that a review is written in. */
function paragraphs(markdown: string): string {
  const inline = (text: string): string =>
    text
      .replace(/\\([|\\`*_[\]])/gu, "$1")
      .replace(/`([^`]*)`/gu, "<code>$1</code>")
      .replace(/\*\*([^*]+)\*\*/gu, "<strong>$1</strong>");
  const lines = markdown.split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.startsWith("| ")) {
      const rows: string[] = [];
      for (; (lines[at] ?? "").startsWith("|"); at++) rows.push(lines[at] ?? "");
      const cells = (row: string): readonly string[] => row.split(/(?<!\\)\|/u).slice(1, -1);
      const [head = "", , ...body] = rows;
      out.push(
        `<table><tr>${cells(head)
          .map((one) => `<th>${inline(one.trim())}</th>`)
          .join("")}</tr>${body
          .map(
            (row) =>
              `<tr>${cells(row)
                .map((one) => `<td>${inline(one.trim())}</td>`)
                .join("")}</tr>`,
          )
          .join("")}</table>`,
      );
    } else if (line.startsWith("# ")) out.push(`<h1>${inline(line.slice(2))}</h1>`);
    else if (line.startsWith("## ")) out.push(`<h2>${inline(line.slice(3))}</h2>`);
    else if (line.startsWith("- ")) out.push(`<p>• ${inline(line.slice(2))}</p>`);
    else if (line !== "") out.push(`<p>${inline(line)}</p>`);
  }
  return out.join("\n");
}

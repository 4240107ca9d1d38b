import type { Verdict } from "../../policies/verdict";
import { coverageOf, type Coverage, type Framework, type Standing } from "./coverage";
import { escapeHtml } from "./escape-html";
import { worstFirst } from "./groups";
import { page } from "./page";
import { pictureOf } from "./picture";
import { pictureSvg } from "./picture-svg";
import { resultOfStack, type Report, type StackReport } from "./report";
import { sourceOf } from "./source";
import { labelOf, placeOf, plural, resultOf, unsaidPath } from "./wording";

/** The report as one page that needs nothing else. */
export function toHtml(report: Report, frameworks: readonly Framework[] = []): string {
  const { word, numbers } = resultOf(report.summary);
  const look = { passed: "good", refused: "bad", "could not judge": "open" }[word];
  const head = { passed: "Passed", refused: "Refused", "could not judge": "Could not judge" }[word];
  return page({
    title: `${head}: Bulkhead report`,
    header: `<p class="eyebrow">Bulkhead report</p>
<div class="hero ${look}"><h1>${head}</h1><p>${escapeHtml(numbers.join(" · "))}</p></div>
${report.stacks.length > 1 ? contents(report) : ""}`,
    main: `${report.stacks.map((stack, index) => stackSection(report, stack, index)).join("\n")}
${coverageSection(coverageOf(report, frameworks))}`,
    footer: "Made by <code>bulkhead check</code>, offline. No value of a secret is in it.",
  });
}

function contents({ stacks }: Report): string {
  const items = stacks.map(
    (stack, index) =>
      `<li><a class="${lookOf(stack).look}" href="#stack-${index + 1}">${escapeHtml(stack.stack)}</a></li>`,
  );
  return `<nav aria-label="Stacks"><ul>${items.join("")}</ul></nav>`;
}

function lookOf(stack: StackReport): { readonly look: string; readonly word: string } {
  const result = resultOfStack(stack);
  return {
    look: { passed: "good", refused: "bad", undecided: "open" }[result],
    word: stack.error === undefined ? result : "could not be judged",
  };
}

function stackSection(report: Report, stack: StackReport, index: number): string {
  const { look, word } = lookOf(stack);
  const title = `<div class="title"><h2>${escapeHtml(stack.stack)}</h2><span class="pill ${look}">${word}</span></div>`;
  const place = stack.state ?? sourceOf(stack, stack.file) ?? stack.program ?? "";
  if (stack.error !== undefined) {
    return `<section class="stack" id="stack-${index + 1}">${title}<p class="meta">${escapeHtml(place)}</p><pre>${escapeHtml(stack.error)}</pre></section>`;
  }
  const judgements = [...stack.judged.values()].reduce((sum, policies) => sum + policies.length, 0);
  const meta = [place, plural(stack.resources.length, "resource"), plural(judgements, "judgement")].join(" · ");
  const ofWaivers = new Set(report.policies.filter(({ tags }) => tags.includes("waivers")).map(({ name }) => name));
  const advice = stack.verdicts.filter(({ level, policy }) => level === "advisory" && !ofWaivers.has(policy));
  const waivers = stack.verdicts.filter(({ level, policy }) => level === "advisory" && ofWaivers.has(policy));
  const mandatory = stack.verdicts.filter(({ level }) => level === "mandatory");
  return `<section class="stack" id="stack-${index + 1}">
${title}
<p class="meta">${escapeHtml(meta)}</p>
${pictureSection(stack)}
<h3>Violations <span class="count">${mandatory.length}</span></h3>
${mandatory.length === 0 ? `<p class="nothing">None.</p>` : cards(report, stack, mandatory)}
${undecidedSection(stack)}
${folded("Advice", advice.length, cards(report, stack, advice))}
${folded("Waivers", waivers.length, waiverList(waivers))}
${folded("Mended by the pack", stack.mended.length, mendedList(stack))}
${notJudgedSection(stack)}
${resourceSection(stack)}
</section>`;
}

function pictureSection(stack: StackReport): string {
  const drawn = pictureSvg(pictureOf(stack), stack.stack);
  return drawn === "" ? "" : `<h3>The compartment</h3>\n${drawn}`;
}

function cards(report: Report, stack: StackReport, verdicts: readonly Verdict[]): string {
  return worstFirst(verdicts)
    .map((group) => {
      const [{ policy, level, severity, remedy }] = group;
      const facts = report.policies.find(({ name }) => name === policy);
      const look = level === "advisory" ? "calm" : group.every(({ assumed }) => assumed === true) ? "open" : "bad";
      return `<article class="verdict ${look}"><div class="title"><h4>${escapeHtml(policy)}</h4><span class="pill ${look}">${severity}</span></div>
${facts === undefined ? "" : `<p class="about">${rich(facts.description)}</p>`}
<ul class="places">${group.map((verdict) => placeItem(stack, verdict)).join("")}</ul>
${remedy === "" ? "" : `<p class="remedy"><b>To mend it:</b> ${rich(remedy)}</p>`}
${facts === undefined ? "" : source(facts.url)}</article>`;
    })
    .join("\n");
}

function placeItem(stack: StackReport, verdict: Verdict): string {
  const { urn, message, file, line, assumed } = verdict;
  const path = unsaidPath(verdict);
  const at = path === undefined ? "" : `<code>${escapeHtml(path)}</code>: `;
  const found = sourceOf(stack, file) ?? file;
  const where = found === undefined ? "" : `<span class="where">${escapeHtml(placeOf(found, line))}</span>`;
  const rests = assumed === true ? ` <span class="pill open">rests on a made-up answer</span>` : "";
  return `<li><strong>${escapeHtml(labelOf(urn))}</strong>${at}${rich(message)}${rests}${where}</li>`;
}

function source(url: string): string {
  return /^https:\/\/[^\s"<>]+$/u.test(url)
    ? `<p class="where"><a href="${escapeHtml(url)}" rel="noreferrer noopener">Why: ${escapeHtml(new URL(url).hostname)}</a></p>`
    : "";
}

function undecidedSection({ undecided }: StackReport): string {
  if (undecided.length === 0) return "";
  const items = undecided.map(
    ({ policy, urn, reason }) =>
      `<li><strong>${escapeHtml(labelOf(urn))}</strong><code>${escapeHtml(policy)}</code> depends on <code>${escapeHtml(reason)}</code></li>`,
  );
  return `<h3>Undecided <span class="count">${undecided.length}</span></h3>
<article class="verdict open"><p class="about">What these depend on can't be known offline. <code>pulumi preview --policy-pack</code> decides.</p><ul class="places">${items.join("")}</ul></article>`;
}

function mendedList({ mended }: StackReport): string {
  const items = mended.map(
    ({ policy, urn, path }) =>
      `<li><strong>${escapeHtml(labelOf(urn))}</strong><code>${escapeHtml(path)}</code> by <code>${escapeHtml(policy)}</code></li>`,
  );
  return `<p class="about">Changed before it was judged. <code>pulumi up</code> does the same, and the program stays as it is.</p><ul class="places">${items.join("")}</ul>`;
}

function waiverList(waivers: readonly Verdict[]): string {
  const items = waivers.map(
    ({ message, file, line }) =>
      `<li>${rich(message)}${file === undefined ? "" : `<span class="where">${escapeHtml(placeOf(file, line))}</span>`}</li>`,
  );
  return `<ul class="places">${items.join("")}</ul>`;
}

const ofOtherTypes = /^(?:Policy only )?applies to (?:resources of type )?'?[\w-]+:/u;

function notJudgedSection({ limits, idle }: StackReport): string {
  const byReason = new Map<string, string[]>();
  for (const { policy, reason } of idle) {
    // The types stand on each policy's page: here, what they have in common says more.
    const said = ofOtherTypes.test(reason) ? "nothing of a type that they judge is in this stack" : reason;
    byReason.set(said, [...(byReason.get(said) ?? []), policy]);
  }
  const entries = [
    ...limits.map(({ subject, reason }) => `<dt>${escapeHtml(subject)}</dt><dd>${escapeHtml(reason)}</dd>`),
    ...[...byReason].map(
      ([reason, policies]) =>
        `<dt>${policies.map((policy) => `<code>${escapeHtml(policy)}</code>`).join(", ")}</dt><dd>${escapeHtml(reason)}</dd>`,
    ),
  ];
  return folded("Not judged, and why", entries.length, `<dl>${entries.join("")}</dl>`);
}

function resourceSection({ resources, judged }: StackReport): string {
  const rows = resources.map(
    ({ urn, type, name }) =>
      `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(type)}</code></td><td>${judged.get(urn)?.length ?? 0}</td></tr>`,
  );
  return folded(
    "Resources",
    resources.length,
    `<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Judgements</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
  );
}

const standings: readonly Standing[] = ["met", "violated", "advised", "open", "idle"];
const standingWords: Readonly<Record<Standing, readonly [word: string, look: string]>> = {
  met: ["met", "good"],
  violated: ["violated", "bad"],
  advised: ["with advice", "open"],
  open: ["undecided", "open"],
  idle: ["nothing to judge", "calm"],
};

function coverageSection(coverage: readonly Coverage[]): string {
  if (coverage.length === 0) return "";
  const sections = coverage.map(({ title, controls }) => {
    const count = (standing: Standing): number => controls.filter((each) => each.standing === standing).length;
    const told = standings.map((each) => `${count(each)} ${standingWords[each][0]}`).join(", ");
    let x = 0;
    const bars = standings.map((each) => {
      const wide = controls.length === 0 ? 0 : (count(each) / controls.length) * 100;
      const bar = `<rect class="${each === "idle" ? "rest" : each}" x="${x.toFixed(2)}" y="0" width="${wide.toFixed(2)}" height="4"/>`;
      x += wide;
      return bar;
    });
    const titled = controls.some(({ title: name }) => name !== "");
    const rows = controls.map(({ id, title: name, policies, standing }) => {
      const [word, look] = standingWords[standing];
      const called = titled ? `<td data-label="Title">${escapeHtml(name)}</td>` : "";
      const judges = policies.map((policy) => `<code>${escapeHtml(policy)}</code>`).join(", ");
      return `<tr><td><b>${escapeHtml(id)}</b></td>${called}<td data-label="Standing"><span class="pill ${look}">${word}</span></td><td data-label="Policies"><span>${judges}</span></td></tr>`;
    });
    return `<h3>${escapeHtml(title)}</h3><p class="meta">${told}</p><svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${told}">${bars.join("")}</svg>
${folded("Controls", controls.length, `<div class="scroll"><table class="cards"><thead><tr><th scope="col">Control</th>${titled ? '<th scope="col">Title</th>' : ""}<th scope="col">Standing</th><th scope="col">Policies</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`)}`;
  });
  return `<section class="stack"><h2>Coverage by framework</h2><p class="meta">What the policies that were judged say of each control; a policy is evidence for a control, not its fulfilment.</p>${sections.join("")}</section>`;
}

function folded(title: string, count: number, content: string): string {
  return count === 0
    ? ""
    : `<details><summary>${title} <span class="count">${count}</span></summary>${content}</details>`;
}

/** Text in which only the code spans of our own messages are marked up. */
function rich(text: string): string {
  return text
    .split(/`([^`]*)`/u)
    .map((part, index) => (index % 2 === 1 ? `<code>${escapeHtml(part)}</code>` : escapeHtml(part)))
    .join("");
}

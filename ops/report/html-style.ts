/** The style of the HTML report. It stands in the page itself; the page's policy admits this text alone, by its digest. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --paper: #eef2f6; --card: #ffffff; --ink: #16212d; --soft: #4a5a6a; --line: #d3dce5; --sea: #0a5a86; --tint: #e3eff7;
  --red: #a61b1b; --red-tint: #fdecea; --amber: #7a4d00; --amber-tint: #fdf3dc; --green: #14633c; --green-tint: #e3f4ea;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d141c; --card: #16202b; --ink: #e7eef5; --soft: #a5b4c3; --line: #2b3a49; --sea: #7cc7f2; --tint: #152d3f;
    --red: #ff9d93; --red-tint: #3a1a19; --amber: #f4c667; --amber-tint: #33270d; --green: #7fdca6; --green-tint: #12301f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
main { max-width: 68rem; margin: 0 auto; padding: 0 0.5rem; }
header { padding-top: 2rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; }
h1 { font-size: clamp(1.9rem, 6vw, 2.8rem); line-height: 1.1; letter-spacing: -0.02em; }
h2 { font-size: 1.35rem; line-height: 1.25; }
h3 { font-size: 1.02rem; margin: 2rem 0 0.75rem; }
h4 { font-size: 0.98rem; }
a { color: var(--sea); text-underline-offset: 0.15em; }
code { font: 0.88em/1.4 var(--mono); }
.eyebrow { color: var(--soft); font-size: 0.85rem; letter-spacing: 0.04em; margin-bottom: 0.4rem; }
.hero { border-left: 0.45rem solid var(--tone); padding-left: 1rem; }
.hero h1 { color: var(--tone); }
.hero p { color: var(--soft); margin-top: 0.35rem; }
.good { --tone: var(--green); --wash: var(--green-tint); }
.bad { --tone: var(--red); --wash: var(--red-tint); }
.open { --tone: var(--amber); --wash: var(--amber-tint); }
.calm { --tone: var(--soft); --wash: var(--paper); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1.25rem; }
nav a { display: block; border: 1px solid var(--line); background: var(--card); border-radius: 2rem; padding: 0.35rem 0.9rem; color: var(--ink); text-decoration: none; font-size: 0.92rem; }
nav a::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--tone); margin-right: 0.5rem; }
.stack { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1rem 0.9rem; margin-top: 1.5rem; }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.75rem; }
.meta { color: var(--soft); font-size: 0.92rem; margin-top: 0.25rem; }
.pill { color: var(--tone); background: var(--wash); border-radius: 2rem; padding: 0.1rem 0.65rem; font-size: 0.82rem; font-weight: 600; white-space: nowrap; }
.count { color: var(--soft); font-weight: 400; }
.picture { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1rem; margin-top: 1rem; align-items: start; }
.panel { border: 1px solid var(--line); border-radius: 0.8rem; padding: 0.7rem 0.5rem; }
.panel figcaption { font-size: 0.9rem; font-weight: 600; margin-bottom: 0.5rem; }
.panel figcaption span { display: block; font-weight: 400; color: var(--soft); font-size: 0.82rem; }
.panel svg { display: block; width: 100%; max-width: 24rem; height: auto; margin: 0 auto; }
.legend { color: var(--soft); font-size: 0.85rem; margin-top: 0.7rem; }
.panel svg { font: 12px/1.2 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
svg text { fill: var(--soft); font-size: 10.5px; }
.label { height: 100%; display: flex; flex-direction: column; justify-content: center; padding: 0 5px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); overflow: hidden; }
.label b, .label small { display: flex; justify-content: center; font-weight: 400; }
.label small { font-size: 10.5px; color: var(--soft); }
.label span { flex: none; max-width: 55%; overflow: hidden; white-space: pre; }
.label span:first-child { flex: 0 1 auto; max-width: none; text-overflow: ellipsis; }
.label.host { background: var(--tint); border-color: var(--sea); }
.label.alarm { background: var(--red-tint); border-color: var(--red); }
.label.alarm b { color: var(--red); }
.label.safe { background: var(--green-tint); border-color: var(--green); }
.label.none { background: none; border-style: dashed; }
svg .wall { fill: none; stroke: var(--sea); stroke-width: 2; }
svg .key { fill: var(--tint); stroke: var(--sea); }
svg .wire { fill: none; stroke: var(--line); stroke-width: 1.5; }
svg .wire.decrypt { stroke: var(--sea); stroke-width: 2.5; }
svg .wire.encrypt, svg .wire.grant { stroke: var(--sea); stroke-dasharray: 5 4; }
svg .wire.administer { stroke: var(--soft); stroke-dasharray: 2 4; }
svg .sea { stroke: var(--sea); stroke-width: 2; fill: none; }
svg .tip { fill: var(--sea); }
.verdict { border: 1px solid var(--line); border-left: 0.3rem solid var(--tone); border-radius: 0.6rem; padding: 0.85rem 1rem; margin-top: 0.75rem; }
.verdict .title { justify-content: space-between; }
.verdict h4 { font-family: var(--mono); font-weight: 600; font-size: 0.92rem; }
.about { color: var(--soft); font-size: 0.9rem; margin-top: 0.15rem; }
.places { list-style: none; padding: 0; margin-top: 0.6rem; }
.places li { padding: 0.45rem 0; border-top: 1px solid var(--line); font-size: 0.94rem; }
.places strong { display: block; font-size: 0.88rem; }
.where { color: var(--soft); font-size: 0.85rem; display: block; }
.remedy { background: var(--green-tint); color: var(--ink); border-radius: 0.5rem; padding: 0.55rem 0.8rem; margin-top: 0.5rem; font-size: 0.92rem; }
.remedy b { color: var(--green); }
.nothing { color: var(--soft); }
details { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.75rem; }
summary { cursor: pointer; font-weight: 600; font-size: 0.98rem; }
details > :not(summary) { margin-top: 0.6rem; }
dl { display: grid; gap: 0.5rem; font-size: 0.92rem; }
dt { font-weight: 600; }
dd { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
.bar { display: block; width: 100%; height: 0.6rem; margin: 0.35rem 0 0.6rem; }
.bar .met { fill: var(--green); } .bar .violated { fill: var(--red); } .bar .advised, .bar .open { fill: var(--amber); } .bar .rest { fill: var(--line); }
pre { white-space: pre-wrap; font: 0.88rem/1.5 var(--mono); background: var(--amber-tint); border-radius: 0.5rem; padding: 0.75rem; margin: 0.75rem 0 0; }
.dot { display: inline-block; width: 0.6rem; height: 0.6rem; border-radius: 50%; background: var(--tone); margin-right: 0.45rem; }
ul.notes { list-style: none; padding: 0; font-size: 0.92rem; }
ul.notes li { border-left: 0.25rem solid var(--tone); background: var(--wash); border-radius: 0.3rem; padding: 0.25rem 0.6rem; margin: 0.25rem 0; }
ul.notes li.bad { --tone: var(--red); --wash: var(--red-tint); }
ul.notes li.told { --tone: var(--line); --wash: transparent; }
ul.notes li.open { --tone: var(--amber); --wash: var(--amber-tint); }
tr.notes > td { border-top: 0; padding-top: 0; }
.cards td[data-label="Address"] { overflow-wrap: normal; }
@media (max-width: 47.99rem) {
  .cards thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .cards, .cards tbody, .cards tr, .cards td { display: block; width: 100%; }
  .cards tr:not(.notes) { border-top: 1px solid var(--line); padding-top: 0.6rem; margin-top: 0.6rem; }
  .cards td { border: 0; padding: 0.15rem 0; }
  .cards tr:not(.notes) > td:not(:first-child) { display: grid; grid-template-columns: 6rem 1fr; }
  .cards tr:not(.notes) > td:not(:first-child)::before { content: attr(data-label); color: var(--soft); }
  .cards td > .pill { justify-self: start; }
  .cards tr:not(.notes) > td:empty:not(:first-child) { display: none; }
}
footer { color: var(--soft); font-size: 0.85rem; padding: 1.5rem 1rem 2.5rem; }
:focus-visible { outline: 2px solid var(--sea); outline-offset: 2px; }
@media (min-width: 48rem) {
  main { padding: 0 1rem; }
  .stack { padding: 1.75rem; }
  .panel { padding: 0.8rem; }
  dl { grid-template-columns: minmax(12rem, 18rem) 1fr; gap: 0.4rem 1.5rem; }
}
@media print { body { background: none; } .stack { break-inside: auto; border: 0; padding: 0; } .verdict, .panel { break-inside: avoid; } }
`;

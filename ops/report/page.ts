import { createHash } from "node:crypto";
import { escapeHtml } from "./escape-html";
import { htmlStyle } from "./html-style";

/** Parts of a page, as HTML but for the title. */
export interface PageParts {
  readonly title: string;
  readonly header: string;
  readonly main: string;
  readonly footer: string;
}

/**
 * One page that needs nothing else: no script, no font, no request. Its own policy admits no more than its style, so that a
 * name that got through the escaping could still do nothing.
 */
export function page({ title, header, main, footer }: PageParts): string {
  const digest = createHash("sha256").update(htmlStyle).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${htmlStyle}</style>
</head>
<body>
<header>
${header}
</header>
<main>
${main}
</main>
<footer>${footer}</footer>
</body>
</html>
`;
}

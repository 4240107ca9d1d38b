import { quoted, UserError } from "../user-error";
import { nearest } from "../nearest";
import type { Report } from "./report";
import type { Style } from "./style";

type Write = (report: Report, style: Style) => Promise<string>;

// Each form is loaded when it is asked for.
const forms = {
  console: async (report, style) => (await import("./console.js")).toConsole(report, style),
  json: async (report) => (await import("./json.js")).toJson(report),
  sarif: async (report) => (await import("./sarif.js")).toSarif(report),
  junit: async (report) => (await import("./junit.js")).toJunit(report),
  markdown: async (report) => (await import("./markdown.js")).toMarkdown(report),
  github: async (report) => (await import("./github.js")).toGithub(report),
  html: async (report) => {
    const { packFrameworks } = await import("./pack-frameworks.js");
    return (await import("./html.js")).toHtml(report, packFrameworks(new Set(report.policies.map(({ name }) => name))));
  },
} as const satisfies Readonly<Record<string, Write>>;

/** A form in which a check's report can be written. */
export type Form = keyof typeof forms;

/** The names of all forms, the default first. */
export const formNames = Object.keys(forms) as readonly Form[];

/** The form of this name. Throws UserError. */
export function formOf(name: string, flag: string): Form {
  const known = formNames.find((each) => each === name);
  if (known !== undefined) return known;
  const close = nearest(name, formNames);
  throw new UserError(
    `${flag} takes ${formNames.join(", ")}; found ${quoted(name)}${close === undefined ? "" : ` (did you mean ${close}?)`}.`,
  );
}

/** Writes a report in one form. */
export function written(form: Form, report: Report, style: Style): Promise<string> {
  const write: Write = forms[form];
  return write(report, style);
}

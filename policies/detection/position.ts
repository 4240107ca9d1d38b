import type { Candidate, Position } from "./detector";

const reach = 200;
const longestLead = 120;

// `["secret", "other"]`, but setenv("API_SECRET", "…") and ["API_SECRET", "…"] are pairs of a name and its value.
const listed = /["'`]\s{0,20},\s{0,40}[bruf@]?\\{0,8}["'`]$/i;
const opensPair = /[([{]\s{0,20}[bruf@]?\\{0,8}["'`]$/i;
const closesPair = /^\\{0,8}["'`]\s{0,20}(?:[)\]}]|,\s{0,20}(?:[^"'`\s]|$))/u;
const isKey = /^\\{0,8}["'`]\s{0,20}:(?!:)/u;
const choice = /\?\s{0,10}["'`][^"'`\n]{0,60}["'`]\s{0,10}:\s{0,10}["'`]$/u;
const method =
  /\.\s{0,4}(?:encode|decode|replace|replaceAll|split|startsWith|endsWith|includes|indexOf|lastIndexOf|match|matchAll|test|search|concat|join|slice|format|localeCompare|equals|padStart|padEnd|trim\w{0,5}|strip|removeprefix|removesuffix|hasPrefix|has|get|getItem|toString|digest|update)\s{0,4}\(\s{0,20}[bruf]?["'`]$/u;
// Behind a blank; without one the line does not end there either.
const codeAfter = /^(?:\s{1,4}(?:[|?+]\s|=[^=]|[<>=]=)|[ \t]{1,4},[ \t]{0,4}[A-Za-z_$][\w$]{0,40}\??\s{0,4}[:=,)])/u;
const codeBefore =
  /^\s{0,60}(?:export(?!\s{1,8}\w{1,80}=)|const|let|var|val|return|function|def|fn|func|class|interface|type|public|private|protected|static|readonly|final|new|await|async|if|elif|else|for|while|import|from|case|throw|raise|assert|constructor|declare(?!\s{1,8}-)|abstract|override|pub|struct|enum|impl|using|namespace|package)\s/u;
// NAME=value and --name=value before a command, among its arguments and in a list of variables, however long that line is; name=value in a
// log, and --from-literal=name=value
const wordOfCommand = /(?:^|[\s"'`])(?:[A-Z][A-Z\d_]{2,80}=|--?[a-z][\w-]{2,60}[= ])$/u;
const wordOfLog = /(?:^|\s)(?:--[a-z][\w-]{2,60}=)?[a-z][\w.-]{2,80}=$/u;
const lineEnds = /^(?:["'`\\\s\0，。；！？（）、]|$)/u;
// <apiSecret>value</apiSecret>
const element = /<[\w:.-]{1,80}(?:\s[^<>]{0,80})?>\s{0,40}(?:<!\[CDATA\[)?$/u;
const elementEnds = /^(?:\]\]>)?\s{0,40}<\//u;
// Server=db;Password=value; and ?user=bot&password=value& and 'password=value&
const parameter = /(?:[;&?] ?|["'])[\w.-]{1,40}(?: [\w.-]{1,20})?=$/u;

/** How a candidate stands in its text. Looks at a bounded stretch around it. */
export function positionOf({ text, start, end, name, position }: Candidate): Position {
  if (position !== undefined) return position;
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  if (before.length === start && before.trim() === "" && after.length < reach && after.trim() === "") return "literal";
  if (/["'`]$/u.test(before) && /^\\{0,8}["'`]/u.test(after)) {
    if (isKey.test(after) || choice.test(before) || method.test(before)) return "beside";
    const list = listed.exec(before);
    if (list === null) return "literal";
    const lead = before.slice(0, Math.max(0, list.index - (name?.written.length ?? 0)));
    return opensPair.test(lead) && closesPair.test(after) ? "literal" : "beside";
  }
  if (elementEnds.test(after) && element.test(before)) return "literal";
  if (parameter.test(before) && /^(?:[;&"'`\s\\]|$)/u.test(after)) return "line";
  let lead = before.slice(before.lastIndexOf("\n") + 1);
  // | NAME | value |
  if (/^\s{0,40}\|/u.test(lead) && /^[ \t]{0,80}\|/u.test(after)) return "line";
  // "NAME=value" as a whole between quotes
  if (/^\\{0,8}["'`]/u.test(after)) lead = lead.slice(lead.search(/["'`][^"'`]*$/u) + 1);
  if (
    (wordOfCommand.test(before) || (wordOfLog.test(before) && !/[(<]/u.test(lead))) &&
    lineEnds.test(after) &&
    !codeBefore.test(lead) &&
    !/^\s{1,4}[-+*?:=]\s/u.test(after)
  )
    return "line";
  if (lead.length > longestLead || codeAfter.test(after) || codeBefore.test(lead) || /[(<]/u.test(lead)) return "loose";
  return lineEnds.test(after) ? "line" : "loose";
}

const path = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/u;
const machineType =
  /^(?:[A-Za-z]{1,16}(?:8|16|32|48|64|96|128|160|224|256|384|512|1024)[A-Za-z]{0,16}|[A-Z][A-Za-z]{2,40})\??$/u;
const keyword =
  /^(?:new|await|async|function|class|this|self|cls|super|config|args|opts|options|params|props|env|settings|ctx|req|res|process|os)\b/u;
const operators = /[()[\]{}<>]|::|\?\.|&&|\|\||^!{1,2}[A-Za-z_$][\w$]*$/u;

/** Whether a value without quotes reads as code: a call, a path of members, a type, an operator. */
export function isExpression(value: string): boolean {
  return path.test(value) || machineType.test(value) || keyword.test(value) || operators.test(value);
}

/** Whether a name is assigned without blanks and in capitals, as environment files and shells write it: then any characters may follow. */
export function isEnvironmentLine({ text, start, name }: Candidate): boolean {
  return text[start - 1] === "=" && /^[A-Z][A-Z\d_]*$/u.test(name?.written ?? "");
}

/** What stands before a place on its line, of so many characters at most. A written line break (\\n) begins a line as well. */
export function lineBefore(text: string, start: number, longest: number): string {
  const before = text.slice(Math.max(0, start - longest), start);
  const written = before.lastIndexOf("\\n");
  return before.slice(Math.max(before.lastIndexOf("\n") + 1, written === -1 ? 0 : written + 2));
}

/** Whether a value is an image of containers pinned by its digest, or that digest: in `-e API_SECRET image`, the name before it takes none. */
export function isPinnedImage({ value, text, start }: Candidate): boolean {
  return (
    /^[\w./:-]{1,200}@sha256:[\da-f]{64}$/u.test(value) ||
    /[\w.-]@sha256:$/u.test(text.slice(Math.max(0, start - 9), start))
  );
}

const inJson = /"\s{0,4}:\s{0,4}"[^"\\]*$/u;

// NAME=value that fills its line, as files of settings have it: what follows a dollar in small letters is no variable there. Before a
// command, a shell reads it.
const settingBefore = /^[A-Z][A-Z\d_]{1,80}=$/u;
const settingAfter = /^[^\s"'`]{1,600}[ \t]{0,8}(?:[\r\n]|$)/u;
const longestSetting = 620;

/**
 * Whether a value may hold a variable: where no shell and no template reads it, between single quotes, in JSON and in a file of settings,
 * only a name of one is.
 */
export function holdsVariable(value: string, text: string, start: number): boolean {
  if (!value.includes("$")) return false;
  const before = lineBefore(text, start, reach);
  const isSetting = settingBefore.test(before) && settingAfter.test(text.slice(start, start + longestSetting));
  const isVerbatim = before.split("'").length % 2 === 0 || inJson.test(before) || isSetting;
  return !isVerbatim || isVariable(value);
}

/** Whether a value is a variable, or holds one that only a template would write there. */
export function isVariable(value: string): boolean {
  return /^\$\w+$|\$[{(]|\$[A-Z_]{3}/u.test(value);
}

/** Whether a value stands in a comment that documents code (`* password: "…"`): what people make up there are samples. */
export function isDocumentation({ text, start }: Candidate): boolean {
  return /^\s{0,40}(?:\*\s|\/\/[/!])/u.test(lineBefore(text, start, reach));
}

const responseLine = /^\s{0,60}(?:\/\/|#|\*)[ \t]{1,80}["']?[\w.-]{1,60}["']?[ \t]{0,8}:/u;
const responsePart = /^\s{0,60}(?:\/\/|#|\*)[ \t]{0,80}(?:["']?[\w.-]{1,60}["']?[ \t]{0,8}:|[{}[\]])/u;
const longestLine = 4_000;

/**
 * Whether a value stands in a comment that writes out what a server answers: one `"field": value` of several, a line each. Such a
 * comment holds sessions that are over and addresses of the server's own; keys that somebody commented out stand under other names.
 */
export function isAnswer({ text, start, end }: Candidate): boolean {
  // Within bounds: on a line of megabytes, every value would look for its ends.
  const lead = text.slice(Math.max(0, start - longestLead), start);
  const rest = text.slice(end, end + longestLine + 1);
  if (!lead.includes("\n") || !rest.includes("\n")) return false;
  const from = start - lead.length + lead.lastIndexOf("\n");
  const to = end + rest.indexOf("\n");
  if (!responseLine.test(text.slice(from + 1, start))) return false;
  const previous = text.slice(Math.max(0, from - longestLine), from);
  const next = text.slice(to + 1, to + 1 + reach);
  return responsePart.test(previous.slice(previous.lastIndexOf("\n") + 1)) && responsePart.test(next);
}

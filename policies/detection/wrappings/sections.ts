/** A part of a text that a finding's `via` names: `write_files[0]`, `part[1]`. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

const longest = 1 << 20;
const longestHeader = 4_096;
const boundaryIs = "boundary=";

/** The files that a cloud-init configuration writes, and the parts of a MIME message. Encoded content is unwrapped like any other. */
export function sections(text: string): Section[] {
  if (text.length > longest) return [];
  return [...writtenFiles(text), ...parts(text)];
}

function writtenFiles(text: string): Section[] {
  if (!text.includes("write_files:")) return [];
  const head = /^([ \t]{0,40})write_files:[ \t]*\r?$/mu.exec(text);
  if (head === null) return [];
  const found: Section[] = [];
  const base = head[1]?.length ?? 0;
  let at = head.index + head[0].length + 1;
  let indent: number | undefined;
  let start: number | undefined;
  const close = (end: number): void => {
    if (start !== undefined) found.push({ start, end, id: `write_files[${found.length}]` });
    start = undefined;
  };
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, Math.min(end, at + 80));
    const white = /^[ \t]*/u.exec(line)?.[0].length ?? 0;
    if (line.trim() !== "") {
      const item = line.startsWith("- ", white) || line.trim() === "-";
      if (indent === undefined && item) indent = white;
      if (indent === undefined || white < indent || (white === indent && !item && white <= base)) break;
      if (white === indent && item) {
        close(at);
        start = at;
      }
    }
    at = end + 1;
  }
  close(Math.min(at, text.length));
  return found;
}

function parts(text: string): Section[] {
  const type = /^Content-Type:[ \t]{0,8}multipart\//imu.exec(text.slice(0, longestHeader));
  if (type === null) return [];
  const field = text.slice(type.index, type.index + 320);
  const at = field.toLowerCase().indexOf(boundaryIs);
  const boundary = /^"?([^"\s;]{1,80})/u.exec(at === -1 ? "" : field.slice(at + boundaryIs.length))?.[1];
  if (boundary === undefined) return [];
  const found: Section[] = [];
  const mark = `--${boundary}`;
  for (let from = text.indexOf(mark, type.index + at + boundaryIs.length); from !== -1;) {
    const next = text.indexOf(mark, from + mark.length);
    if (next === -1) break;
    found.push({ start: from, end: next, id: `part[${found.length}]` });
    from = next;
  }
  return found;
}

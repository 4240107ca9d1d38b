/** A part of a text that a finding's `via` names: `write_files[0]`, `part[1]`. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly id: string;
}

const longest = 1 << 20;

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
  const type = /^Content-Type:[ \t]{0,8}multipart\/[a-z]{1,20};?[\s\S]{0,200}?boundary="?([^"\s;]{1,80})"?/imu.exec(
    text.slice(0, 4096),
  );
  if (type?.[1] === undefined) return [];
  const found: Section[] = [];
  const mark = `--${type[1]}`;
  for (let at = text.indexOf(mark, type.index + type[0].length); at !== -1;) {
    const next = text.indexOf(mark, at + mark.length);
    if (next === -1) break;
    found.push({ start: at, end: next, id: `part[${found.length}]` });
    at = next;
  }
  return found;
}

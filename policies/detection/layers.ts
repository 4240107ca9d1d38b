import type { Layer } from "./finding";
import { base64, hex, inflate, percent } from "./wrappings/encodings";
import type { Wrapping } from "./wrapping";

const wrappings: readonly Wrapping[] = [base64, hex, percent];

const deepest = 5;
const mostAttempts = 2_000;
const mostBytes = 8 << 20;

/** A decoded text reads as text: no control characters to speak of, valid UTF-8. */
function asText(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString("utf8");
  if (text.includes("\ufffd")) return undefined;
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000e-\u001f]/u.test(text) ? undefined : text;
}

/** The text itself and everything unwrapped from it, breadth first. `complete` is false where a bound was reached. */
export function layers(text: string): { layers: readonly Layer[]; complete: boolean } {
  const found: Layer[] = [{ text, via: [], start: 0, end: text.length }];
  let complete = true;
  let attempts = mostAttempts + Math.floor(text.length / 16);
  let bytes = mostBytes + text.length * 4;
  for (let next = 0; next < found.length; next++) {
    const layer = found[next];
    if (layer === undefined) break;
    for (const wrapping of wrappings) {
      for (const part of wrapping.unwrap(layer.text)) {
        if (attempts-- <= 0 || bytes <= 0) {
          complete = false;
          break;
        }
        bytes -= part.content.length;
        const via = [...layer.via, wrapping.id];
        let content = part.content;
        if (typeof content !== "string") {
          const inflated = inflate(content);
          if (inflated === "too much") {
            complete = false;
            continue;
          }
          if (inflated !== undefined) {
            via.push(inflated.id);
            content = inflated.content;
            bytes -= content.length;
          }
        }
        const inner = typeof content === "string" ? content : asText(content);
        if (inner === undefined || inner.length < 8 || inner === layer.text) continue;
        if (via.length > deepest) {
          complete = false;
          continue;
        }
        const outer = layer.via.length === 0 ? part : layer;
        found.push({ text: inner, via, start: outer.start, end: outer.end });
      }
    }
  }
  return { layers: found, complete };
}

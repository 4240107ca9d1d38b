import { gunzipSync, inflateSync } from "node:zlib";
import { dash, digit, eachPart, eachRun, lower, slash, upper } from "../runs";
import type { Unwrapped, Wrapping } from "../wrapping";

/** Base64, standard or URL-safe, padded or not, from 16 characters on. */
export const base64: Wrapping = {
  id: "base64",
  unwrap(text) {
    const found: Unwrapped[] = [];
    eachRun(text, 16, (start, end, mask) => {
      if ((mask & lower) === 0 || (mask & upper) === 0) return;
      const add = (from: number, to: number): void => {
        if (to - from < 16 || (to - from) % 4 === 1) return;
        let padded = to;
        while (padded < to + 2 && text[padded] === "=") padded++;
        found.push({ start: from, end: padded, content: Buffer.from(text.slice(from, to), "base64") });
      };
      if ((mask & dash) !== 0 && (mask & slash) !== 0) eachPart(text, start, end, dash, 16, add);
      else add(start, end);
    });
    return found;
  },
};

/** Hexadecimal digits, from 32 on. */
export const hex: Wrapping = {
  id: "hex",
  unwrap(text) {
    const found: Unwrapped[] = [];
    eachRun(text, 32, (start, end) => {
      eachPart(text, start, end, slash | dash, 32, (from, to, mask) => {
        if ((mask & digit) === 0) return;
        const run = text.slice(text.startsWith("0x", from) ? from + 2 : from, to);
        if (run.length % 2 !== 0 || !/^[\da-f]+$/iu.test(run)) return;
        found.push({ start: from, end: to, content: Buffer.from(run, "hex") });
      });
    });
    return found;
  },
};

/** Percent escapes, decoded over a whole text. */
export const percent: Wrapping = {
  id: "percent",
  unwrap(text) {
    const found: Unwrapped[] = [];
    for (const run of text.matchAll(/[^\s"'<>`%]*(?:%[\da-f]{2}[^\s"'<>`%]*)+/giu)) {
      const content = run[0].replace(/(?:%[\da-f]{2})+/giu, (escapes) =>
        Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
      );
      found.push({ start: run.index, end: run.index + run[0].length, content });
    }
    return found;
  },
};

const mostInflated = 1 << 20;

/** What compressed bytes hold, at most 1 MiB of it; undefined where they are not compressed, `complete` false where cut. */
export function inflate(bytes: Uint8Array): { id: string; content: Buffer } | "too much" | undefined {
  const zip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const zlib = bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] ?? 0);
  if (!zip && !zlib) return undefined;
  try {
    const content = (zip ? gunzipSync : inflateSync)(bytes, { maxOutputLength: mostInflated });
    return { id: zip ? "gzip" : "zlib", content };
  } catch (error) {
    return zip || (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "too much" : undefined;
  }
}

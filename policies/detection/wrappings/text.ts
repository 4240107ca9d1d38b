/** The text that bytes hold as UTF-8 or UTF-16; undefined where they hold none. */
export function textOf(bytes: Buffer): { readonly text: string; readonly id?: string } | undefined {
  if (bytes.length >= 8 && bytes.length % 2 === 0) {
    const wide = wideText(bytes);
    if (wide !== undefined) return { text: wide, id: "utf-16" };
  }
  const text = bytes.toString("utf8");
  return isText(text) ? { text } : undefined;
}

/** Whether a decoded string reads as text: valid, and without control characters but white space. */
export function isText(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return text.length > 0 && !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/u.test(text);
}

function wideText(bytes: Buffer): string | undefined {
  const little = bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe);
  const big = bytes[0] === 0 || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!little && !big) return undefined;
  const text = (little ? bytes : Buffer.from(bytes).swap16()).toString("utf16le").replace(/^\ufeff/u, "");
  return isText(text) ? text : undefined;
}

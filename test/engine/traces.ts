/** The shortest part of a secret that counts as a trace of it. */
const part = 8;

/** Every way in which a text shows a secret: whole or any eight characters of it, plain, hexadecimal or base64. */
export function traces(text: string, secret: string): string[] {
  const forms: Record<string, string> = {
    plain: secret,
    hexadecimal: Buffer.from(secret).toString("hex"),
    // Base64 of what stands inside a longer text begins at one of three offsets.
    ...Object.fromEntries(
      [0, 1, 2].map((offset) => [
        `base64 at offset ${String(offset)}`,
        Buffer.from("\0".repeat(offset) + secret)
          .toString("base64")
          .slice(offset === 0 ? 0 : 4)
          .replace(/.?=*$/u, ""),
      ]),
    ),
  };
  return Object.entries(forms).flatMap(([form, whole]) => {
    const length = form === "plain" ? part : 2 * part;
    for (let start = 0; start + length <= whole.length; start++) {
      if (text.includes(whole.slice(start, start + length))) return [form];
    }
    return [];
  });
}

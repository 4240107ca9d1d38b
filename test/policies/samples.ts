import { createHash } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A worthless value in the form of an exchange's key: the same for the same seed, and nowhere in the repository. */
export function madeUp(seed: string, length = 64): string {
  let text = "";
  for (let block = 0; text.length < length; block++) {
    const digest = createHash("sha256").update(`${seed} ${block}`).digest();
    text += Array.from(digest, (byte) => alphabet[byte % alphabet.length]).join("");
  }
  return text.slice(0, length);
}

/** A text in more layers of base64 than are opened. */
export function wrappedTooDeep(text: string): string {
  for (let depth = 0; depth < 14; depth++) text = Buffer.from(text).toString("base64");
  return text;
}

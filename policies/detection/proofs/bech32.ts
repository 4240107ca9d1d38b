import { bech32, bech32m } from "@scure/base";

/** The bytes of a bech32 (or bech32m) text with this prefix, or undefined where prefix or checksum do not fit. */
export function decodeBech32(text: string, prefix: string): Uint8Array | undefined {
  for (const code of [bech32, bech32m]) {
    const decoded = code.decodeUnsafe(text, 600);
    if (decoded?.prefix === prefix) return code.fromWordsUnsafe(decoded.words) ?? undefined;
  }
  return undefined;
}

import { createHash } from "node:crypto";
import { base58, base58xrp } from "@scure/base";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** The bytes of a base58 text, or undefined where a character is not of the alphabet. */
export function decodeBase58(text: string, alphabet: "bitcoin" | "ripple" = "bitcoin"): Uint8Array | undefined {
  try {
    return (alphabet === "ripple" ? base58xrp : base58).decode(text);
  } catch {
    return undefined;
  }
}

/** The payload of a base58check text (version bytes included), or undefined where the checksum does not fit. */
export function decodeBase58Check(text: string, alphabet: "bitcoin" | "ripple" = "bitcoin"): Uint8Array | undefined {
  const bytes = decodeBase58(text, alphabet);
  if (bytes === undefined || bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, -4);
  return sha256(sha256(payload)).subarray(0, 4).equals(bytes.subarray(-4)) ? payload : undefined;
}

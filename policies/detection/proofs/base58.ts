import { createHash } from "node:crypto";
import { base58 } from "@scure/base";

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** The payload of a base58check text (version bytes included), or undefined where the checksum does not fit. */
export function decodeBase58Check(text: string): Uint8Array | undefined {
  let bytes: Uint8Array;
  try {
    bytes = base58.decode(text);
  } catch {
    return undefined;
  }
  if (bytes.length < 5) return undefined;
  const payload = bytes.subarray(0, -4);
  const sum = sha256(sha256(payload)).subarray(0, 4);
  return sum.equals(bytes.subarray(-4)) ? payload : undefined;
}

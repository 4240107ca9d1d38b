import { createPrivateKey } from "node:crypto";

/** Whether DER bytes are a private key: PKCS8, SEC1 or PKCS1, checked by OpenSSL's parser. */
export function isPrivateKeyDer(bytes: Buffer): boolean {
  for (const type of ["pkcs8", "sec1", "pkcs1"] as const) {
    try {
      createPrivateKey({ key: bytes, format: "der", type });
      return true;
    } catch {
      // not of this structure
    }
  }
  return false;
}

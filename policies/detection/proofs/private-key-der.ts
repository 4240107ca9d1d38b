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

/** Whether DER bytes are a PKCS8 key under a passphrase: a sequence of an algorithm (PBES2 or PBES1) and an octet string. */
export function isEncryptedDer(bytes: Buffer): boolean {
  return bytes[0] === 0x30 && /^(?:2a864886f70d01050[3da]|2a864886f70d010c01)/u.test(oidAt(bytes));
}

function oidAt(bytes: Buffer): string {
  const at = bytes.subarray(0, 24).indexOf(0x06);
  return at === -1 ? "" : bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString("hex");
}

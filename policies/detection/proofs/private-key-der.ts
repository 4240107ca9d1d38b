import { createPrivateKey } from "node:crypto";

/** Whether DER bytes are a private key: PKCS8 of either version, SEC1 or PKCS1, checked by OpenSSL's parser. */
export function isPrivateKeyDer(bytes: Buffer): boolean {
  const key = asFirstVersion(bytes) ?? bytes;
  for (const type of ["pkcs8", "sec1", "pkcs1"] as const) {
    try {
      createPrivateKey({ key, format: "der", type });
      return true;
    } catch {
      // not of this structure
    }
  }
  return false;
}

const sequence = 0x30;
const octetString = 0x04;
const firstVersion = Buffer.from([0x02, 0x01, 0x00]);
const secondVersion = Buffer.from([0x02, 0x01, 0x01]);

/**
 * PKCS8 of version 2 (RFC 5958: the public key stands behind the private one, as Rust's ring writes it) in the form of version 1, which is
 * all that OpenSSL reads: version, algorithm and key alone. Undefined where the bytes are something else.
 */
function asFirstVersion(bytes: Buffer): Buffer | undefined {
  const whole = element(bytes, 0, sequence);
  if (whole === undefined || !bytes.subarray(whole.from, whole.from + 3).equals(secondVersion)) return undefined;
  const algorithm = element(bytes, whole.from + 3, sequence);
  const key = algorithm && element(bytes, algorithm.to, octetString);
  if (key === undefined || key.to > whole.to) return undefined;
  const body = Buffer.concat([firstVersion, bytes.subarray(whole.from + 3, key.to)]);
  return Buffer.concat([Buffer.from([sequence, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

/** Where the content of a DER element begins and ends; undefined where there is none with this tag. */
function element(bytes: Buffer, at: number, tag: number): { readonly from: number; readonly to: number } | undefined {
  if (bytes[at] !== tag) return undefined;
  const first = bytes[at + 1] ?? 0;
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (digits > 2 || at + 2 + digits > bytes.length) return undefined;
  const length = digits === 0 ? first : bytes.readUIntBE(at + 2, digits);
  const from = at + 2 + digits;
  return from + length <= bytes.length ? { from, to: from + length } : undefined;
}

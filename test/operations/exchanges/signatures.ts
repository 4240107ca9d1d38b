import { createHmac, createPublicKey, generateKeyPairSync, timingSafeEqual, verify } from "node:crypto";

/** Whether a text is the HMAC of another, in an encoding. */
export function isHmac(
  hash: "sha256" | "sha384" | "sha512",
  secret: string | Buffer,
  message: string | Buffer,
  encoding: "hex" | "base64",
  given: string | undefined,
): boolean {
  const made = Buffer.from(createHmac(hash, secret).update(message).digest(encoding));
  const said = Buffer.from(given ?? "");
  return made.length === said.length && timingSafeEqual(made, said);
}

/** Whether a text is a signature in base64 by the private half of a PEM key: Ed25519, or RSA with PKCS#1 v1.5 and SHA-256. */
export function isSigned(publicPem: string, message: string | Buffer, given: string | undefined): boolean {
  const key = createPublicKey(publicPem);
  const signature = Buffer.from(given ?? "", "base64");
  return verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", Buffer.from(message), key, signature);
}

/** A new key pair as PEM; made afresh, since a seed cannot decide it. */
export function keyPair(kind: "ed25519" | "rsa" | "ecdsa-p256"): {
  readonly publicPem: string;
  readonly privatePem: string;
} {
  const { publicKey, privateKey } =
    kind === "ed25519"
      ? generateKeyPairSync("ed25519")
      : kind === "rsa"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const type = kind === "ecdsa-p256" ? "sec1" : "pkcs8";
  return {
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privatePem: privateKey.export({ type, format: "pem" }).toString(),
  };
}

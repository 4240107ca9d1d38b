import type { Detector } from "../detector";

/**
 * An Ethereum keystore (V3), or a JSON keystore of Substrate: a private key under a password. Found by its structure, once; its
 * ciphertext, salt and mac are no keys.
 */
export const encryptedKeystore: Detector = {
  id: "encrypted-keystore",
  title: "an encrypted keystore",
  severity: "medium",
  reference: "https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/",
  proposal: {
    by: "literal",
    literals: ["ciphertext", "sr25519"],
    shape: /ciphertext["']?\s{0,8}[:=]\s{0,8}["']?[\da-f]{64}|sr25519["']/iy,
  },
  judge({ value, text, start, end }) {
    const around = text.slice(Math.max(0, start - 1200), end + 1200);
    if (value.startsWith("sr25519"))
      return around.includes('"pkcs8"') && /"encoded"\s*:/u.test(around) ? { confidence: "shaped" } : undefined;
    return /kdfparams/i.test(around) && /\bmac\b/i.test(around) && /cipher\b/i.test(around)
      ? { confidence: "shaped" }
      : undefined;
  },
};

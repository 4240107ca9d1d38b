import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isRandom } from "../texture";

/** 32 bytes in base64 or decimal under the name of a private key: an EVM key, an Ed25519 seed (Backpack, Robinhood), a wallet's seed. */
export const rawPrivateKey: Detector = {
  id: "raw-private-key",
  title: "a raw private key",
  severity: "high",
  reference: "https://www.rfc-editor.org/rfc/rfc8032",
  proposal: { by: "name" },
  judge({ value, name }) {
    if (
      name?.role !== "secret" ||
      !name.words.some((word) => /^(?:priv|private|privkey|seed|wallet|signer|signing)$/u.test(word))
    )
      return undefined;
    const decimal = /^\d{74,78}$/u.test(value);
    const base64 = /^[\w+/-]{43}=?$/u.test(value) && isRandom(value);
    if (!decimal && !base64) return undefined;
    return isPlaceholder(value) ? { confidence: "named", severity: "low" } : { confidence: "named" };
  },
};

import type { Detector } from "../detector";
import { decodeBase58Check } from "../proofs/base58";

/** A Bitcoin private key under a passphrase (BIP38): 6P and 56 base58 characters. Only as strong as its passphrase. */
export const bip38Key: Detector = {
  id: "bip38-key",
  title: "an encrypted Bitcoin private key",
  severity: "medium",
  reference: "https://github.com/bitcoin/bips/blob/master/bip-0038.mediawiki",
  proposal: { by: "run", alphabet: "alnum", lengths: [58] },
  judge({ value }) {
    if (!value.startsWith("6P")) return undefined;
    const payload = decodeBase58Check(value);
    const kind = payload?.[1];
    return payload?.length === 39 && payload[0] === 1 && (kind === 0x42 || kind === 0x43)
      ? { confidence: "proven" }
      : undefined;
  },
};

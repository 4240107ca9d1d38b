import type { Detector } from "../detector";
import { isBip39 } from "../proofs/bip39";

/** A recovery phrase: 12 to 24 words of one official list whose checksum fits. */
export const bip39Mnemonic: Detector = {
  id: "bip39-mnemonic",
  title: "a wallet recovery phrase",
  severity: "high",
  reference: "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
  proposal: { by: "words" },
  judge({ value }) {
    const words = value.trim().split(/[^\p{L}\p{M}]+/u);
    const sorted = words.every((word, index) => index === 0 || (words[index - 1] ?? "") <= word);
    if (sorted || !isBip39(words)) return undefined;
    return new Set(words).size < 3 || words.at(-1) === "junk"
      ? { confidence: "proven", severity: "low" }
      : { confidence: "proven" };
  },
};

import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isAlgorand } from "../proofs/phrases";
import { areSorted, windows } from "../proofs/word-windows";
import { englishBit, listsOf } from "../proofs/word-lists";

/** An Algorand phrase: 25 words of BIP39's English list, the last one a checksum (unverified). */
export const algorandMnemonic: Detector = {
  id: "algorand-mnemonic",
  title: "an Algorand recovery phrase",
  severity: "high",
  reference: "https://developer.algorand.org/docs/get-details/accounts/#mnemonic",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    for (const { words, start, end } of windows(candidate, [25], (word) => (listsOf(word) & englishBit) !== 0)) {
      if (areSorted(words) || !isAlgorand(words)) continue;
      const known = isKnownDevelopmentKey(words.join(" "));
      return { confidence: "proven", range: [start, end], ...(known ? { severity: "low" } : {}) };
    }
    return undefined;
  },
};

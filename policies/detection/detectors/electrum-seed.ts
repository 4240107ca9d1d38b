import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isElectrum } from "../proofs/phrases";
import { areSorted, windows } from "../proofs/word-windows";
import { englishBit, listsOf } from "../proofs/word-lists";

/** An Electrum seed (2.0 and later): words of BIP39's English list whose HMAC under "Seed version" begins with a version. */
export const electrumSeed: Detector = {
  id: "electrum-seed",
  title: "an Electrum recovery phrase",
  severity: "high",
  reference: "https://electrum.readthedocs.io/en/latest/seedphrase.html",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    for (const { words, start, end } of windows(candidate, [12, 24], (word) => (listsOf(word) & englishBit) !== 0)) {
      if (areSorted(words) || !isElectrum(words)) continue;
      const known = isKnownDevelopmentKey(words.join(" "));
      return { confidence: "proven", range: [start, end], ...(known ? { severity: "low" } : {}) };
    }
    return undefined;
  },
};

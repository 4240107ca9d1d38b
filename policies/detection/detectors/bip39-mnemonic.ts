import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isBip39 } from "../proofs/phrases";
import { bip39Bits, listsOf } from "../proofs/word-lists";
import { areSorted, windows } from "../proofs/word-windows";

/**
 * A recovery phrase (BIP39, all ten languages): 12 to 24 words of one list, with or without its accents, whose checksum
 * fits: between equal separators, numbered, or in rows where a name or 24 words vouch for them. Words in alphabetical order are a list, unless they are all that a name of a phrase is given. Cosmos, Substrate, dYdX and most wallets use it. The strength is the run of list words: the checksum has 4 to 8 bits.
 */
export const bip39Mnemonic: Detector = {
  id: "bip39-mnemonic",
  title: "a wallet recovery phrase",
  severity: "high",
  reference: "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    const named = candidate.name?.role === "phrase" && candidate.whole;
    for (const { words, start, end } of windows(
      candidate,
      [12, 15, 18, 21, 24],
      (word) => (listsOf(word) & bip39Bits) !== 0,
    )) {
      // A list is sorted too; a whole value that is called a phrase is none.
      const isList = areSorted(words) && !(named && end - start === candidate.value.trim().length);
      if (isList || !candidate.budget.phrase() || !isBip39(words)) continue;
      const known = isKnownDevelopmentKey(words.join(" "));
      return { confidence: "proven", range: [start, end], ...(known ? { severity: "low" } : {}) };
    }
    return undefined;
  },
};

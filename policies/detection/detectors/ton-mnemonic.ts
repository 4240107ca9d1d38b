import type { Candidate, Detector, Judgement } from "../detector";
import { isTon } from "../proofs/phrases";
import { areSorted, windows } from "../proofs/word-windows";
import { englishBit, listsOf } from "../proofs/word-lists";

// A key derivation takes as long as some twenty curve operations.
const price = 24;

function derives({ budget }: Candidate): boolean {
  for (let taken = 0; taken < price; taken++) if (!budget.curve()) return false;
  return true;
}

/** A TON phrase: 24 words of BIP39's English list with a check of TON's own (unverified). Its 8 bits cost a key derivation each. */
export const tonMnemonic: Detector = {
  id: "ton-mnemonic",
  title: "a TON recovery phrase",
  severity: "high",
  reference: "https://docs.ton.org/v3/guidelines/dapps/asset-processing/mnemonics",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    const isListed = (word: string): boolean => (listsOf(word) & englishBit) !== 0;
    for (const { words, start, end } of windows(candidate, [24], isListed)) {
      if (areSorted(words) || !words.every(isListed) || !derives(candidate)) continue;
      if (isTon(words)) return { confidence: "proven", range: [start, end] };
    }
    return undefined;
  },
};

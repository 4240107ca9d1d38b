import type { Candidate, Detector, Judgement } from "../detector";
import { isSlip39 } from "../proofs/phrases";
import { windows } from "../proofs/word-windows";
import { listsOf, shareBit } from "../proofs/word-lists";

/** A share of a SLIP-39 backup: 20 or 33 words of a list of 1,024, with an RS1024 checksum of 30 bits. */
export const slip39Share: Detector = {
  id: "slip39-share",
  title: "a share of a wallet backup",
  severity: "high",
  reference: "https://github.com/satoshilabs/slips/blob/master/slip-0039.md",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    for (const { words, start, end } of windows(
      candidate,
      [20, 23, 27, 30, 33],
      (word) => (listsOf(word) & shareBit) !== 0,
    )) {
      if (isSlip39(words)) return { confidence: "proven", range: [start, end] };
    }
    return undefined;
  },
};

import type { Candidate, Detector, Judgement } from "../detector";
import { isMonero } from "../proofs/phrases";
import { isAnnounced, windows } from "../proofs/word-windows";

/**
 * A Monero seed: 25 words, the last of which repeats the one that the CRC-32 of all three-letter prefixes chooses. The words themselves
 * are not looked up: no well-kept package holds the list of 1,626. Only lists whose unique prefixes have three letters are told.
 */
export const moneroSeed: Detector = {
  id: "monero-seed",
  title: "a Monero recovery phrase",
  severity: "high",
  reference: "https://docs.getmonero.org/mnemonics/",
  proposal: { by: "words" },
  judge(candidate: Candidate): Judgement | undefined {
    for (const { words, start, end } of windows(candidate, [25], () => isAnnounced(candidate))) {
      if (isMonero(words)) return { confidence: "proven", range: [start, end] };
    }
    return undefined;
  },
};

import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";
import { isBip39 } from "../proofs/phrases";

/** Words under a name that announces a recovery phrase, where no checksum fits: another list, a passphrase among them, a slip of the pen. */
export const namedPhrase: Detector = {
  id: "named-phrase",
  title: "words named as a recovery phrase",
  severity: "medium",
  reference: "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki",
  proposal: { by: "name" },
  judge({ value, name }) {
    if (name?.role !== "phrase") return undefined;
    const words = value.match(/[\p{L}\p{M}]+/gu) ?? [];
    // Chinese is written without blanks.
    if (/^\p{Script=Han}{12,24}$/u.test(value) && isBip39(Array.from(value)))
      return { confidence: "proven", severity: "high" };
    if (words.length < 12 || words.length > 33 || new Set(words).size < words.length / 2) return undefined;
    if (/[.?!<>{}()]/u.test(value) || words.some((word) => word.length > 14)) return undefined;
    return isPlaceholder(value) ? { confidence: "named", severity: "low" } : { confidence: "named" };
  },
};

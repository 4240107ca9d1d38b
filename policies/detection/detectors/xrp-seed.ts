import type { Detector } from "../detector";
import { decodeBase58Check } from "../proofs/base58";

/** An XRP Ledger seed: base58check in Ripple's alphabet, 16 bytes behind 0x21 (s…) or 01 e1 4b (sEd…) (unverified). */
export const xrpSeed: Detector = {
  id: "xrp-seed",
  title: "an XRP Ledger seed",
  severity: "high",
  reference: "https://xrpl.org/docs/references/protocol/data-types/base58-encodings",
  proposal: { by: "run", alphabet: "alnum", lengths: [27, 28, 29, 30, 31] },
  judge({ value }) {
    if (!value.startsWith("s")) return undefined;
    const payload = decodeBase58Check(value, "ripple");
    if (payload === undefined) return undefined;
    const classic = payload.length === 17 && payload[0] === 0x21;
    const edwards = payload.length === 19 && payload[0] === 0x01 && payload[1] === 0xe1 && payload[2] === 0x4b;
    return classic || edwards ? { confidence: "proven" } : undefined;
  },
};

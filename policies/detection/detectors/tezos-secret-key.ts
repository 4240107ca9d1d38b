import type { Detector } from "../detector";
import { decodeBase58Check } from "../proofs/base58";

/** A Tezos secret key: base58check that reads edsk, spsk or p2sk; with an e before it, encrypted (unverified). */
export const tezosSecretKey: Detector = {
  id: "tezos-secret-key",
  title: "a Tezos secret key",
  severity: "high",
  reference: "https://tezos.gitlab.io/",
  proposal: { by: "run", alphabet: "alnum", lengths: [54, 88, 98] },
  judge({ value }) {
    if (!/^(?:edsk|spsk|p2sk|edesk|spesk|p2esk)/u.test(value) || decodeBase58Check(value) === undefined)
      return undefined;
    return { confidence: "proven", ...(value.startsWith("esk", 2) ? { severity: "medium" } : {}) };
  },
};

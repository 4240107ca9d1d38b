import type { Detector } from "../detector";

const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A Monero spend or view key: 64 hex digits, little-endian, under the order of Ed25519, beside a name that says so. */
export const moneroSpendKey: Detector = {
  id: "monero-spend-key",
  title: "a Monero private key",
  severity: "high",
  reference: "https://docs.getmonero.org/cryptography/asymmetric/private-key/",
  proposal: { by: "run", alphabet: "alnum", lengths: [64] },
  judge({ value, name }) {
    if (!/^[\da-f]{64}$/i.test(value) || name === undefined || name.role === "innocent") return undefined;
    if (
      !/^(?:monero|xmr|spend|spendkey|viewkey)$/u.test(
        name.words.find((word) => /monero|xmr|spend|viewkey/u.test(word)) ?? "",
      )
    )
      return undefined;
    const scalar = BigInt(`0x${Buffer.from(value, "hex").reverse().toString("hex")}`);
    return scalar > 0n && scalar < order ? { confidence: "named" } : undefined;
  },
};

import type { Candidate, Detector, Judgement } from "../detector";
import { ed25519Public } from "../proofs/ed25519";

/**
 * The private key of a Backpack credential: an Ed25519 seed in base64, proven by its public key, which is the API key, in the same text;
 * anybody else's pair of that form as well.
 */
export const backpackPrivateKey: Detector = {
  id: "backpack-private-key",
  title: "a raw Ed25519 private key, such as Backpack's",
  severity: "high",
  reference: "https://docs.backpack.exchange/",
  proposal: { by: "run", alphabet: "base64", lengths: [43] },
  judge({ value, name, text, start, end, issuers, budget }: Candidate): Judgement | undefined {
    if (name?.role === "innocent" || !text.startsWith("=", end)) return undefined;
    const mentioned = issuers().has("backpack");
    if (mentioned && name?.role === "secret") return { confidence: "named" };
    const isNamed = mentioned || name?.role === "secret";
    const reach = isNamed ? 400 : 120;
    const around = text.slice(Math.max(0, start - reach), end + reach);
    // Two padded values at least, or there is nothing to compare with.
    if (around.split("=").length < 3 || !budget.extra()) return undefined;
    return around.includes(ed25519Public(Buffer.from(value, "base64")).toString("base64"))
      ? { confidence: "proven" }
      : undefined;
  },
};

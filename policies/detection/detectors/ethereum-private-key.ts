import { isAddress } from "../addresses";
import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isPlaceholder } from "../placeholder";
import { ethereumAddress, isScalar } from "../proofs/secp256k1";
import { isPinnedImage } from "../position";
import { isTaken } from "../takers";

const keyWords = new Set(
  "priv private pk sk wallet signer signing sign deployer evm eth ethereum owner operator relayer executor keeper agent minter funder tron trader account hot privada privado privata privater privat prive privee prywatny clave".split(
    " ",
  ),
);
/** A run of one digit, ASCII in hex, or words of an ABI: no random key looks so. */
function isStatement(digits: string): boolean {
  return /(.)\1{9}/u.test(digits) || new Set(digits.toLowerCase()).size < 8 || /^(?:[2-7][\da-f]){32}$/i.test(digits);
}

/**
 * An EVM private key (also Tron's, Hyperliquid's agents' and Substrate's raw seeds): 32 bytes in hex. Every hash is a valid key, so its
 * name, the call it is handed to, or its own address in the same text must tell.
 */
export const ethereumPrivateKey: Detector = {
  id: "ethereum-private-key",
  title: "an EVM private key",
  severity: "high",
  reference: "https://ethereum.org/en/developers/docs/accounts/",
  proposal: { by: "run", alphabet: "alnum", lengths: [64, 66] },
  judge(candidate: Candidate): Judgement | undefined {
    const { value, name, text, start, end, addresses, budget } = candidate;
    if (!/^(?:0x)?[\da-f]{64}$/i.test(value)) return undefined;
    const digits = value.slice(-64);
    if (isPinnedImage(candidate)) return undefined;
    // The package of a type on Sui or Aptos: 0x…::coin::USDC.
    if (/^::[A-Za-z_]/u.test(text.slice(end, end + 3))) return undefined;
    const handed = isTaken(text, start, end);
    // What the call says that a value is handed to, a name around the call does not take back.
    if ((name?.role === "innocent" || name?.role === "id") && (!handed || candidate.whole)) return undefined;
    const telling =
      (name?.role === "secret" || name?.words.at(-1) === "priv") &&
      !isAddress(value, name) &&
      (value.length === 66 || name.words.some((word) => keyWords.has(word)) || candidate.issuers().has("hyperliquid"));
    if (!telling && !handed) {
      if (addresses().size === 0 || !isScalar(Buffer.from(digits, "hex")) || isStatement(digits) || !budget.extra())
        return undefined;
      return addresses().has(ethereumAddress(Buffer.from(digits, "hex"))) ? { confidence: "proven" } : undefined;
    }
    if (isKnownDevelopmentKey(digits)) return { confidence: "named", severity: "low" };
    if (!isScalar(Buffer.from(digits, "hex"))) return undefined;
    return isStatement(digits) || isPlaceholder(digits)
      ? { confidence: "named", severity: "low" }
      : { confidence: value.length === 66 ? "shaped" : "named" };
  },
};

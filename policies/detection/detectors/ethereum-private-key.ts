import { isAddress } from "../addresses";
import type { Candidate, Detector, Judgement } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isPlaceholder } from "../placeholder";
import { ethereumAddress, isScalar } from "../proofs/secp256k1";
import { isPinnedImage } from "../position";

const keyWords = new Set(
  "priv private pk sk wallet signer signing sign deployer evm eth ethereum owner operator relayer executor keeper agent minter funder tron trader account hot privada privado privata privater privat prive privee prywatny clave".split(
    " ",
  ),
);
const taking =
  /(?:Wallet|HDWalletProvider|PrivateKeySigner(?:::from_str)?|privateKeyToAccount|privateKeyToAddress|from_key|fromPrivateKey|from_private_key|SigningKey|importKey|addWallet|keyToAddress|HexToECDSA|(?:wallet|accounts)\.add|(?:ECKeyPair|Credentials)\.create|new [\w.]{0,40}Account|private-key)$/u;
// ECKeyPair.create(Numeric.toBigInt("…")), sign_transaction(order, "…")
const takingInside = /(?:\bECKeyPair\.create\((?:new )?[\w.]{1,30}\(|sign_?transaction\([^()\n]{1,60},\s{0,8})["'`]$/iu;
const taken = /^["'`](?:\.to_string\(\))?\.parse::<(?:LocalWallet|PrivateKeySigner)>/u;
const opensList =
  /(?:\baccounts\s{0,4}[:=]\s{0,4}(?:[^[\]\n]{1,60}\?[^\n]{1,60}:\s{0,4})?|(?:priv(?:ate)?_?keys|\bpks)\b["'`]?\s{0,4}(?::[\w\s.[\]<>]{1,20}|:)?=?\s{0,4}(?:List\.of|Arrays\.asList|(?:new )?[\w.]{0,20}\[\]\w{0,10}|vec!)?\s{0,2})$/iu;
const opensRows =
  /priv(?:ate)?_?keys["']?:\s{0,20}(?:\n[ \t]{0,20}- ["']?(?:0x)?[\da-f]{64}["']?[ \t\r]{0,8}){0,8}\n[ \t]{0,20}- ["']?$/iu;
const longestList = 700;
const mostOpening = 12;

/** Whether a call, an option or a list of accounts that takes private keys stands right before a value, or after it. */
function isTaken(text: string, start: number, end: number): boolean {
  let opened = start;
  while (opened > 0 && start - opened < mostOpening && /[\s("'`[=]/u.test(text[opened - 1] ?? "x")) opened--;
  if (opened === start) return false;
  if (taking.test(text.slice(Math.max(0, opened - 60), opened))) return true;
  const lead = text.slice(Math.max(0, start - longestList), start);
  if (takingInside.test(lead.slice(-120)) || taken.test(text.slice(end, end + 50)) || opensRows.test(lead)) return true;
  const list = Math.max(lead.lastIndexOf("["), lead.lastIndexOf("{"), lead.lastIndexOf("("));
  const inside = lead.slice(list + 1);
  return (
    list !== -1 &&
    !/[\]})]/u.test(inside) &&
    /(?:^|,)[\s"'`]*$/u.test(inside) &&
    opensList.test(lead.slice(Math.max(0, list - 140), list))
  );
}

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
    if (name?.role === "innocent" || name?.role === "id" || isPinnedImage(candidate)) return undefined;
    // The package of a type on Sui or Aptos: 0x…::coin::USDC.
    if (/^::[A-Za-z_]/u.test(text.slice(end, end + 3))) return undefined;
    const telling =
      name?.role === "secret" &&
      !isAddress(value, name) &&
      (value.length === 66 || name.words.some((word) => keyWords.has(word)) || candidate.issuers().has("hyperliquid"));
    const handed = isTaken(text, start, end);
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

import type { Candidate, Detector } from "../detector";
import { isPassword, isWordPhrase } from "../password";
import { isPlaceholder } from "../placeholder";
import { isDocumentation, isEnvironmentLine, isExpression, positionOf } from "../position";

const issuing = ["okx", "kucoin", "bitget", "coinbase", "dydx", "polymarket", "bitmex"];
const beside = 300;
const credential = /pass|phrase|secret|token|encrypt|auth|login|mnemonic/i;

/** Whether a value of small letters alone may be a passphrase: between quotes, with the rest of the credential beside it. */
function isWord({ value, name, text, start, end }: Candidate, own: boolean): boolean {
  if (!/^[a-z]{6,40}$/i.test(value) || credential.test(value)) return false;
  if (own) return true;
  const around = text.slice(Math.max(0, start - beside), end + beside);
  const others = [/secret/i, /api_?key/i].filter((other) => other.test(around));
  return value.length >= 8 && others.length >= (name?.words.includes("passphrase") === true ? 1 : 2);
}

/** Whether a value under a name of such an exchange's own is small letters and digits, with marks or without. */
function isMixed(value: string): boolean {
  return /^(?=.{0,40}\d)(?=.{0,40}[a-z])[\w!@#$%^&*.-]{6,64}$/u.test(value) && !credential.test(value);
}

/** The passphrase that OKX, KuCoin, Bitget, Coinbase Exchange, dYdX and Polymarket ask for beside key and secret. People choose it, so its name tells. */
export const exchangePassphrase: Detector = {
  id: "exchange-passphrase",
  title: "an exchange API passphrase",
  severity: "high",
  reference: "https://www.okx.com/docs-v5/en/",
  proposal: { by: "name" },
  judge(candidate) {
    const { value, name, issuers } = candidate;
    if (name?.role !== "password" || value.length < 4 || value.length > 64 || /[\n\r]/u.test(value)) return undefined;
    const says = name.words.some((word) => /^(?:passphrase|pass|password)$/u.test(word));
    const mentioned = issuers();
    if (!says || !issuing.some((issuer) => mentioned.has(issuer)) || isPlaceholder(value)) return undefined;
    const position = positionOf(candidate);
    if (position === "beside" || position === "loose" || isDocumentation(candidate)) return undefined;
    const own = name.words.some((word) => issuing.includes(word));
    if (/\s/u.test(value))
      return position === "literal" && (isWordPhrase(value) || /\d/u.test(value))
        ? { confidence: "named", ...(/\d/u.test(value) ? {} : { severity: "medium" }) }
        : undefined;
    if (isPassword(candidate)) return { confidence: "named" };
    if (position === "line" && !own) return undefined;
    if (position === "line" && !isEnvironmentLine(candidate) && isExpression(value)) return undefined;
    if (own && /^\d{4,12}$/u.test(value)) return { confidence: "named" };
    if (own && isMixed(value)) return { confidence: "named" };
    return isWord(candidate, own) ? { confidence: "named" } : undefined;
  },
};

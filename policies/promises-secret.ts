import { isAddress } from "./detection/addresses";
import { namesToken, readName } from "./detection/names";
import { remembered } from "./remembered";

const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase"]);
const judge = remembered((name) => roles.has(readName(name).role));

/** Whether a name says that its value is a secret, or a key: for places where no public half is handed on. */
export function promisesCredential(name: string): boolean {
  const { role } = readName(name);
  return role === "key" || roles.has(role);
}

/** Whether a name says that its value is a secret. Names of keys do not: most of those are public, or are names themselves. */
export function promisesSecret(name: string): boolean {
  return judge(name, "");
}

/** What else to do where only a name says that a value is a secret. */
export const callByWhatItIs = "Call anything else by what it is, such as secretName, authMethod or baseToken.";

// What stands where there is no secret, and ways to be known without one.
const none = /^(?:none|n\/a|null|nil|iam|kms|oidc)$/iu;
const version = /^v\d{1,4}(?:\.\d{1,4}){1,3}$/iu;
// USDC, BTCUSDT, stETH, ERC20: shorter than any token that a service gives out.
const symbol = /^(?:[A-Z]{2,7}|[a-z]{1,3}[A-Z]{2,5}|(?:ERC|BEP|TRC|SPL)-?\d{1,4})$/u;
const account = /^0x[\da-f]{40}$/iu;

/**
 * Whether a plain value is no secret, whatever its name promises: it says that there is none or which version something
 * has, or, under a name that says `token` and nothing of a credential, which coins are meant. For values without a mark:
 * a marked one is a secret whatever it looks like.
 */
export function isNoSecret(text: string, name: string): boolean {
  if (none.test(text) || version.test(text)) return true;
  const read = readName(name);
  if (!namesToken(read)) return false;
  return text
    .split(/\s{0,4}[,/]\s{0,4}/u)
    .every((one) => symbol.test(one) || account.test(one) || isAddress(one, read));
}

import type { Detector } from "../detector";
import { mayBeEd25519Public } from "../proofs/ed25519";

const longestList = 8_192;
const longestLead = 90;
const opens = /\[(?:\s|\\{1,8}n){0,40}\\{0,8}"$/u;
// 33 bytes, the first of which says Ed25519 or secp256k1. A compressed public key of secp256k1 begins with 2 or 3.
const shape = /^A[A-Za-f][A-Za-z\d+/]{42}$/u;

/** The keys of the list that the first of them opens at `start`, where it holds nothing else, and the list as it is written. */
function listAt(
  text: string,
  start: number,
): { readonly keys: readonly Buffer[]; readonly written: string } | undefined {
  const lead = text.slice(Math.max(0, start - longestLead), start);
  const opened = opens.exec(lead);
  if (opened === null) return undefined;
  const rest = text.slice(start, start + longestList);
  const written = lead.slice(opened.index) + rest.slice(0, rest.indexOf("]") + 1);
  let list: unknown;
  try {
    list = JSON.parse(written.replace(/\\n|\\/g, ""));
  } catch {
    return undefined;
  }
  if (!Array.isArray(list) || !list.every((key): key is string => typeof key === "string" && shape.test(key)))
    return undefined;
  return { keys: list.map((key) => Buffer.from(key, "base64")), written };
}

/** Whether 33 bytes may be a public key of Sui: a scheme, and a point. */
function mayBePublic(key: Buffer): boolean {
  return key[0] === 0 && mayBeEd25519Public(key.subarray(1));
}

/**
 * `sui.keystore`: a list in JSON of private keys in base64, each with its scheme before it, and nothing else in the file, or under the name
 * of a keystore. Public keys of Ed25519 are as long: a list of several that all are points of the curve is one of those.
 */
export const suiKeystore: Detector = {
  id: "sui-keystore",
  title: "a Sui private key",
  severity: "high",
  reference: "https://docs.sui.io/references/cli/keytool",
  proposal: { by: "run", alphabet: "base64", lengths: [44] },
  judge({ value, name, text, start }) {
    const list = shape.test(value) ? listAt(text, start) : undefined;
    if (list === undefined || (list.keys.length > 1 && list.keys.every(mayBePublic))) return undefined;
    const isFile = text.length <= longestList && text.trim() === list.written;
    return isFile || name?.words.includes("keystore") === true ? { confidence: "shaped" } : undefined;
  },
};

import { createHash } from "node:crypto";

/* eslint-disable @typescript-eslint/no-require-imports -- loaded when first needed */
type List = readonly string[];

// The lists are loaded when the first phrase asks for them: 20,480 words would slow down every start.
const loaders: readonly (() => List)[] = [
  () => (require("@scure/bip39/wordlists/english") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/spanish") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/french") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/italian") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/portuguese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/czech") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/japanese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/korean") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/simplified-chinese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/traditional-chinese") as { wordlist: List }).wordlist,
];

const indices: (Map<string, number> | undefined)[] = loaders.map(() => undefined);

function index(list: number): Map<string, number> {
  return (indices[list] ??= new Map(
    (loaders[list]?.() ?? []).map((word, position) => [word.normalize("NFKD"), position]),
  ));
}

const sizes = new Set([12, 15, 18, 21, 24]);

function checksumFits(positions: readonly number[]): boolean {
  const bits = positions.map((position) => position.toString(2).padStart(11, "0")).join("");
  const checksum = bits.length / 33;
  const entropy = Buffer.from((bits.slice(0, -checksum).match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const first = createHash("sha256").update(entropy).digest()[0] ?? 0;
  return first.toString(2).padStart(8, "0").slice(0, checksum) === bits.slice(-checksum);
}

/** Whether the words are a BIP39 mnemonic in one of the ten official languages, checksum included. */
export function isBip39(words: readonly string[]): boolean {
  if (!sizes.has(words.length)) return false;
  const normal = words.map((word) => word.normalize("NFKD").toLowerCase());
  for (let list = 0; list < loaders.length; list++) {
    const positions = normal.map((word) => index(list).get(word));
    if (positions.every((position) => position !== undefined) && checksumFits(positions)) return true;
  }
  return false;
}

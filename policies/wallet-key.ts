import { detection, isOfArchive } from "./detect";
import { wordsOf } from "./detection/names";

/**
 * How a text holds what may be the private key of a wallet: `""` as it stands, or inside what wraps it; undefined where it
 * holds none. `0x` and 64 hex digits are written alike for a key of Ethereum's kind and for every hash, and nothing in
 * them tells one from the other. In a text that people write that is most often a hash, and detection lets it be; in an
 * input of a resource the price of a mistake is the whole wallet, so that there a name has to say that it is something
 * else. Without `0x` it is no matter of this: digests in hex stand in every other input.
 */
export function walletKeyIn(text: string, name: string | undefined): string | undefined {
  if (text.length < shortest || saysOtherwise(name ?? "")) return undefined;
  for (const { text: inner, via } of detection().layers(text).layers) {
    if (isOfArchive(via)) continue;
    for (const { 0: digits, index } of inner.matchAll(written)) {
      if (hasNoSecret(digits) || saysOtherwise(nameBefore(inner, index))) continue;
      return via.length === 0 ? "" : `inside ${via.join(" > ")}`;
    }
  }
  return undefined;
}

/** What else to do about it than about a credential that is certain. */
export const walletKeyRemedy =
  "Move a key to AWS Secrets Manager, put out of band. Call anything else by what it is, such as txHash, poolId or feedId.";

/** `0x` and 64 digits. */
const shortest = 66;
const written = /(?<![0-9a-z])0x[0-9a-f]{64}(?![0-9a-z])/giu;
const harmless: ReadonlySet<string> = new Set(
  (
    "hash hashes digest checksum sha sha256 keccak keccak256 merkle root leaf proof commit commitment genesis fingerprint " +
    "tx txs txid txn txhash transaction transactions block blocks blockhash topic topics event nonce salt slot storage " +
    "address addresses contract object package module coin asset pool pools market markets pair pairs feed feeds price " +
    "prices condition question order orders id ids typehash selector codehash bytecode initcode domain public pub pubkey"
  ).split(" "),
);

/** Names that say both, such as `poolPrivateKey`, say nothing. */
const telling: ReadonlySet<string> = new Set("private secret key keys seed signer wallet".split(" "));

function saysOtherwise(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => harmless.has(word)) && !words.some((word) => telling.has(word) && !isPublic(words));
}

function isPublic(words: readonly string[]): boolean {
  return words.some((word) => word === "public" || word === "pub");
}

/** The last word before a place: `DATA` in `export DATA="0x…`, `tx` in `https://explorer/tx/0x…`. */
function nameBefore(text: string, index: number): string {
  return (
    /(?<![\w.-])(?<name>[a-z_][\w.-]{0,60})\W{0,6}$/iu.exec(text.slice(Math.max(0, index - 80), index))?.groups?.name ??
    ""
  );
}

/** An address that is padded with zeros, or a pattern. */
function hasNoSecret(digits: string): boolean {
  return /^0x0{16}/u.test(digits) || new Set(digits.slice(2).toLowerCase()).size < 6;
}

import { base32, bech32, bech32m } from "@scure/base";
import { namesToken, type Name } from "./names";
import { decodeBase58, decodeBase58Check } from "./proofs/base58";
import { crc16 } from "./proofs/crc";

const longest = 200;
const base58 = /^[1-9A-HJ-NP-Za-km-z]{25,46}$/u;
// Coins of Sui and Aptos by their type: the address of a package, a module, a name.
const typed = /^0x[\da-f]{1,64}::[a-z_]\w/i;
// Denominations of Cosmos, and IPFS' identifiers in base32: version 1, a codec and SHA-256.
const denomination = /^(?:ibc\/[\dA-F]{64}|factory\/[a-z]{2,20}1[ac-hj-np-z02-9]{38,58}\/[\w.:/-]{1,64})$/u;
const content = /^baf[a-z2-7]{56}$/u;
// A workchain of TON and a hash.
const raw = /^(?:0|-1):[\da-f]{64}$/i;
const segregated = /^[a-z]{2,20}1[ac-hj-np-z02-9]{38,110}$/u;
// nsec, suiprivkey, addr_xsk, secret-extended-key-main; but Secret Network's addresses begin with `secret`.
const secretPrefix = /sec(?!ret$)|priv|prv|sk|key|view/u;
const friendly = /^[\w+/-]{48}$/u;
const stellar = /^[GC][A-Z2-7]{55}$/u;
// Contracts of Starknet and objects of Sui; Cardano's policies with the name of an asset.
const unproven = /^(?:0x[\da-f]{58,64}|[\da-f]{56}\.(?:[\da-f]{2}){0,32})$/i;

// Of a validator on Ethereum: a prefix and the hash of a key, or zeros and an address.
const withdrawal = /^(?:0x)?(?:00[\da-f]{62}|0[12]0{22}[\da-f]{40})$/i;

// What a verifiable random function draws from: everyone must know it to check the draw.
const drawn = /^(?:0x)?[\da-f]{64}$/i;

/**
 * Whether a value is an address on a chain, or of a coin there: by its checksum or its form, and where that proves nothing, under a name
 * that says `token` and nothing of a credential. No service gives out bearer tokens that are hex behind 0x.
 */
export function isAddress(value: string, name: Name | undefined): boolean {
  if (value.length > longest) return false;
  if ([typed, denomination, content, raw].some((form) => form.test(value)) || hasChecksum(value)) return true;
  if (name === undefined) return false;
  if (isAccount(value)) return namesToken(name) || name.words.join(" ") === "owner key";
  if (drawn.test(value) && name.words.at(-1) === "seed" && name.words.includes("vrf")) return true;
  if (withdrawal.test(value) && name.words.includes("withdrawal")) return true;
  return unproven.test(value) && namesToken(name);
}

/** 32 bytes in base58, as Solana has them for mints, programs and accounts. */
function isAccount(value: string): boolean {
  return base58.test(value) && decodeBase58(value)?.length === 32;
}

function hasChecksum(value: string): boolean {
  if (base58.test(value)) {
    // Bitcoin's family, Tron and XRP have a hash of 20 bytes behind one byte, Tezos behind three; IPFS has SHA-256 behind its code.
    const payload = decodeBase58Check(value) ?? decodeBase58Check(value, "ripple");
    if (payload !== undefined) return payload.length === 21 || payload.length === 23;
    const bytes = value.startsWith("Qm") ? decodeBase58(value) : undefined;
    return bytes?.length === 34 && bytes[0] === 0x12 && bytes[1] === 32;
  }
  if (segregated.test(value)) {
    const decoded = bech32.decodeUnsafe(value, longest) ?? bech32m.decodeUnsafe(value, longest);
    return decoded !== undefined && !secretPrefix.test(decoded.prefix);
  }
  if (friendly.test(value)) {
    const bytes = Buffer.from(value, "base64");
    return [0x11, 0x51].includes((bytes[0] ?? 0) & 0x7f) && crc16(bytes.subarray(0, 34)) === bytes.readUInt16BE(34);
  }
  if (!stellar.test(value)) return false;
  const bytes = Buffer.from(base32.decode(value));
  return crc16(bytes.subarray(0, 33)) === bytes.readUInt16LE(33);
}
